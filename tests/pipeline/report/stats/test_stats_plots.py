"""The plots show the figures, in one style, and nothing that a dataset says can break them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.report.stats.evidence import MAP_CELLS, DatasetEvidence, equal_area, joined
from cavendish.pipeline.report.stats.figures import evidence_of, open_statistics
from cavendish.pipeline.report.stats.making import seconds_per_view
from cavendish.pipeline.report.stats.plots import PLOTS, drawn
from cavendish.pipeline.report.stats.plots_making import time
from cavendish.pipeline.report.stats.plots_views import disc, facing
from cavendish.pipeline.report.stats.published import SHOWS
from cavendish.pipeline.report.stats.style import DPI, SIZE_IN, plain

from ....conftest import cavendish
from ...digests import digests


def bars(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


NOTHING_TO_SHOW = {"rejected.png", "languages.png", "sizes.png"}  # no camera was turned down; one language, one size
HOSTILE = "$\\frac{x$ <script>\u202e\n" + "漢" * 50


@pytest.fixture(scope="module")
def evidence(built: Path) -> DatasetEvidence:
    return joined(evidence_of(built, open_statistics(built)))


@pytest.fixture(scope="module")
def plots(evidence: DatasetEvidence) -> dict[str, bytes]:
    return dict(drawn(evidence))


def test_all_have_one_size_and_none_is_blank(plots: dict[str, bytes]) -> None:
    assert set(plots) == set(SHOWS) - NOTHING_TO_SHOW
    for data in plots.values():
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (round(SIZE_IN[0] * DPI), round(SIZE_IN[1] * DPI))
            assert len(np.unique(np.asarray(image).reshape(-1, image.size[0]))) > 50
            assert "Software" not in image.info


def test_the_slowest_shard_is_drawn_whole(evidence: DatasetEvidence) -> None:
    figure = time(evidence)
    assert figure
    slowest = max(seconds_per_view(record) for record in evidence.records)
    assert 1.05 * slowest <= figure.axes[0].get_ylim()[1]  # with room for its dot


def test_the_card_knows_every_plot() -> None:
    assert list(SHOWS) == [f"{name}.png" for name in PLOTS]


def test_the_depth_histogram_holds_all_that_is_no_sky(evidence: DatasetEvidence) -> None:
    figure = PLOTS["depth"](evidence)
    assert figure is not None
    pixels = 64 * 48 * len(evidence.views)
    sky = sum(int(view.depth[-1]) for view in evidence.views) / pixels
    assert sum(bar.get_height() for bar in bars(figure)) == pytest.approx(1 - sky)
    assert sky > 0


def test_bars_of_tasks_are_the_samples(evidence: DatasetEvidence, built: Path) -> None:
    figure = PLOTS["tasks"](evidence)
    assert figure is not None
    assert sum(bar.get_width() for bar in bars(figure)) == read_manifest(built).totals.samples


def test_rejected_cameras_are_counted(evidence: DatasetEvidence) -> None:
    from cavendish.manifests.records import Rejection

    first, *others = evidence.records
    view = first.views[0].model_copy(update={"rejected": (Rejection(attempt=0, reason="too dark"),) * 3})
    records = (first.model_copy(update={"views": (view, *first.views[1:])}), *others)
    figure = PLOTS["rejected"](replace(evidence, records=records))
    assert figure is not None
    assert [bar.get_width() for bar in bars(figure)] == [3]
    assert "3 of 11 cameras" in figure.texts[1].get_text()


def test_languages_are_drawn_where_there_are_several(evidence: DatasetEvidence) -> None:
    metas = tuple(meta | {"language": "de" if meta["task"] == "depth" else "en"} for meta in evidence.metas)
    figure = PLOTS["languages"](replace(evidence, metas=metas))
    assert figure is not None
    assert "en 80%, de 20%" in figure.texts[1].get_text()
    assert sum(bar.get_width() for bar in bars(figure)) == len(metas)


def test_sizes_are_drawn_where_there_are_several(evidence: DatasetEvidence) -> None:
    first, *others = evidence.views
    figure = PLOTS["sizes"](replace(evidence, views=(replace(first, size_px=(48, 128)), *others)))
    assert figure is not None
    assert [bar.get_width() for bar in bars(figure)] == [len(others), 1]
    outlines = [patch for patch in figure.axes[1].patches if isinstance(patch, Rectangle)]
    assert [(each.get_width(), each.get_height()) for each in outlines] == [(64, 48), (48, 128)]


def test_one_layout_has_a_histogram_and_several_have_their_middles(evidence: DatasetEvidence) -> None:
    one = PLOTS["things"](evidence)
    assert one is not None
    assert sum(bar.get_height() for bar in bars(one)) == len(evidence.views)
    first, *others = evidence.views
    two = PLOTS["things"](replace(evidence, views=(replace(first, layout="hall"), *others)))
    assert two is not None
    assert [label.get_text() for label in two.axes[0].get_yticklabels()] == ["hall (1)", f"shapes ({len(others)})"]


def test_the_map_of_directions_keeps_areas_and_is_undone_by_its_inverse() -> None:
    x, y = disc(MAP_CELLS)
    inside = x**2 + y**2 < 1
    np.testing.assert_allclose(equal_area(facing(MAP_CELLS))[inside], np.stack([x, y], -1)[inside], atol=1e-6)
    np.testing.assert_allclose(
        equal_area(np.array([[0, 0, 1.0], [0, 1.0, 0], [-1.0, 0, 0]])), [[0, 0], [0, 1], [-1, 0]]
    )


def test_names_of_others_are_drawn_as_text(evidence: DatasetEvidence) -> None:
    views = tuple(
        replace(view, key=ViewKey(i, 0), layout=HOSTILE, categories=frozenset({HOSTILE, "chair"}))
        for i, view in enumerate(evidence.views)
    )
    assert set(dict(drawn(replace(evidence, views=views)))) == set(SHOWS) - NOTHING_TO_SHOW
    assert plain(HOSTILE) == "$\\frac{x$ <script> \\u6f22\\u6f…"
    assert plain("椅 Stühle стол") == "\\u6905 Stühle стол"  # no box for what the font lacks
    assert plain("a\u202eb\n c") == "a b c"
    assert len(plain("x" * 10_000)) == 30


def test_plots_go_beside_the_dataset_and_onto_its_card(copied: Path) -> None:
    before = digests(copied)
    assert cavendish("stats", copied) == 0
    found = json.loads((copied / "stats/figures.json").read_text())
    assert sorted(path.name for path in (copied / "stats").glob("*.png")) == sorted(found["plots"])
    assert all(f"(stats/{name})" in (copied / "README.md").read_text() for name in found["plots"])
    assert digests(copied) == before


@pytest.mark.parametrize("option", ["--no-plots", "--plots"])
def test_or_elsewhere_or_nowhere(option: str, copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = [option, tmp_path / "plots"] if option == "--plots" else [option]
    assert cavendish("stats", copied, "--json", *options) == 0
    assert json.loads(capsys.readouterr().out)["samples of each task"]
    assert not (copied / "stats").exists()
    assert (tmp_path / "plots/depth.png").exists() == (option == "--plots")


def test_without_matplotlib(built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert cavendish("stats", built) == 2
    said = capsys.readouterr().err
    assert "--no-plots: must be given" in said
    assert "pip install 'cavendish[plots]'" in said
    assert cavendish("stats", built, "--no-plots") == 0


def test_where_plots_cannot_go(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert cavendish("stats", built, "--plots", tmp_path / "file") == 2
    assert "plots cannot be written" in capsys.readouterr().err


def test_building_does_not_load_matplotlib() -> None:
    code = "import sys, cavendish.pipeline.build.driver; print('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
