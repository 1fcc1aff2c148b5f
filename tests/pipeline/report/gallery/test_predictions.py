"""Beside the target, what a model drew: its scores are those of `evaluate`, and the worst come first."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from cavendish.pipeline.codecs import depth, masks
from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.samples import read_answer
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.evaluation.evaluate import open_evaluation, read_drawing, score_samples
from cavendish.pipeline.report.gallery.gallery import open_gallery
from cavendish.pipeline.tasks.semantic import decoding_palette
from cavendish.scenes.errors import RequestError

from .conftest import show, write_gallery


@pytest.fixture(scope="module")
def predictions(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Depth and classes of the train split, the later the noisier; one picture is broken."""
    folder = tmp_path_factory.mktemp("drawn")
    rng = np.random.default_rng(0)
    samples = sorted(read_tar((dataset / "train/train-000000.tar").read_bytes()), key=lambda sample: sample.key)
    for number, sample in enumerate(each for each in samples if each.key.endswith(("depth", "semantic"))):
        target = png_array(sample.parts["target.png"]).astype(int)
        noise = rng.integers(-1, 2, target.shape) * 12 * number
        Image.fromarray(np.clip(target + noise, 0, 255).astype(np.uint8)).save(folder / f"{sample.key}.png")
    (folder / "00000000-00-99-depth.png").write_bytes(b"of no sample")
    (folder / f"{next(each.key for each in samples if each.key.endswith('normals'))}.png").write_bytes(b"no picture")
    return folder


@pytest.fixture(scope="module")
def judged(dataset: Path, predictions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = Path(shutil.copytree(dataset, tmp_path_factory.mktemp("judged") / "out"))
    write_gallery(out, predictions=predictions)
    return out


def test_the_worst_come_first(page: Page, judged: Path, dataset: Path, predictions: Path) -> None:
    verdicts = {
        v.key: v
        for v in score_samples(open_evaluation(dataset, predictions, "train"))
        if v.scores and not np.isnan(v.error)
    }
    depths = sorted((v for v in verdicts.values() if v.task == "depth"), key=lambda v: -v.error)
    assert len(depths) == 4
    show(page, judged, "#task=depth&order=error")
    links = [str(link.get_attribute("href")) for link in page.locator(".card").all()]
    assert [next(v.key for v in depths if v.key in link) for link in links[: len(depths)]] == [v.key for v in depths]
    assert page.locator(".card .score").all_text_contents() == [f"AbsRel {v.error:.3g}" for v in depths]


def test_a_sample_shows_its_scores_and_reads_both_pictures(
    page: Page, judged: Path, dataset: Path, predictions: Path
) -> None:
    verdict = next(
        v for v in score_samples(open_evaluation(dataset, predictions, "train")) if v.task == "depth" and v.error > 0.01
    )
    show(page, judged, f"#key={verdict.key}")
    panel = page.locator(".panel", has_text="Scores").first
    for name, value in verdict.scores.items():
        row = panel.locator("dl > div", has=page.get_by_text(name, exact=True))
        assert float(row.locator("dd").inner_text()) == pytest.approx(value, rel=1e-3)
    box = page.locator(".stage").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.7 * box["height"])
    expect(page.locator(".readout .reading .of")).to_have_text(["target", "model", "error"])
    expect(page.locator(".readout [data-of=model]")).to_be_visible()
    page.get_by_label("Left picture").select_option("image")
    expect(page.locator(".layer").first.locator("img")).to_be_visible()


def test_what_was_not_scored_says_why(page: Page, judged: Path) -> None:
    show(page, judged, "#task=normals")
    page.locator(".card").first.click()
    expect(page.locator(".panel", has_text="Scores").first).to_contain_text("cannot be read as a picture")


def test_pictures_of_no_sample_are_refused(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no picture named by a key"):
        open_gallery(dataset, 10, tmp_path)
    with pytest.raises(RequestError, match="is not a folder"):
        open_gallery(dataset, 10, tmp_path / "none")


def error_read(page: Page, x: int, y: int) -> str:
    """Return what the page says of the error at a pixel."""
    box = page.locator(".stage").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + (x + 0.5) / 192 * box["width"], box["y"] + (y + 0.5) / 128 * box["height"])
    expect(page.locator(".readout .place")).to_have_text(f"x {x}, y {y}")
    return page.locator(".readout [data-of=error] .value").inner_text()


@pytest.mark.parametrize("task", ["depth", "semantic"])
def test_the_error_is_read_too(page: Page, judged: Path, dataset: Path, predictions: Path, task: str) -> None:
    samples = {each.key: each for each in read_tar((dataset / "train/train-000000.tar").read_bytes())}
    key = sorted(key for key in samples if key.endswith(task))[2]
    given = read_answer(samples[key].parts)
    drawn = read_drawing(predictions / f"{key}.png")
    show(page, judged, f"#key={key}")
    expect(page.locator(".stage")).to_be_visible()
    if task == "depth":
        colormap = str(given.parameters["colormap"])
        truth, model = (depth.decode(each, colormap).astype(float) for each in (given.target, drawn))
        places = np.argwhere(np.isfinite(truth) & np.isfinite(model))
        said = [f"{100 * abs(model[y, x] - truth[y, x]) / truth[y, x]:.1f} % of the depth" for y, x in places]
    else:
        palette = dict(enumerate(decoding_palette(given.palette).values()))
        truth, model = (masks.decode(each, palette) for each in (given.target, drawn))
        places = np.argwhere(np.ones(truth.shape))
        said = ["right" if truth[y, x] == model[y, x] else "another class" for y, x in places]
    inside = np.flatnonzero(((places > 8) & (places < (119, 183))).all(axis=1))  # the corners are round
    chosen = inside[np.unique(np.array(said)[inside], return_index=True)[1]][:5]  # places with different errors
    assert len(chosen) >= 2
    for number in chosen:
        y, x = places[number].tolist()
        assert error_read(page, x, y) == said[number]
