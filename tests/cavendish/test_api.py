"""The public API: what is exported, what importing it loads, and that each name does its work from Python."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cavendish
from cavendish import Frame, Recipe, RequestError, WorkError
from cavendish.pipeline.monitor.events import Event, EventKind

EXPORTED = {
    "Frame",
    "Manifest",
    "Recipe",
    "RequestError",
    "SceneSpec",
    "WorkError",
    "__version__",
    "build",
    "build_shards",
    "codecs",
    "encode",
    "evaluate",
    "export",
    "import_",
    "load_recipe",
    "mix",
    "open_dataset",
    "predict",
    "preview",
    "prompts",
    "regenerate",
    "render",
    "sample_scene",
    "verify",
}
SHAPES = {"shapes": 1.0}


def test_these_names_are_exported() -> None:
    assert set(cavendish.__all__) == EXPORTED == set(dir(cavendish))
    assert all(getattr(cavendish, name) is not None for name in EXPORTED)
    assert not hasattr(cavendish, "nothing")


def test_every_function_says_what_it_takes_gives_and_raises() -> None:
    for name in EXPORTED:
        exported = getattr(cavendish, name)
        if inspect.isfunction(exported):
            assert "aise" in (exported.__doc__ or ""), name
            assert exported.__annotations__["return"], name


def test_importing_it_loads_nothing() -> None:
    code = "import sys, cavendish; print({'numpy', 'pydantic', 'scipy', 'yaml', 'PIL', 'h5py'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_help_and_version_load_no_arrays_and_no_recipes() -> None:
    code = "import sys, cavendish.pipeline.cli.main; print({'numpy', 'scipy', 'fsspec', 'h5py'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


class TestRender:
    def test_a_picture_with_its_truth(self) -> None:
        spec = cavendish.sample_scene(seed=7, index=0, layouts=SHAPES)
        frame = cavendish.render(spec, resolution=(64, 48), renderer="analytic")
        assert isinstance(frame, Frame)
        assert frame.image.shape == (48, 64, 3)
        assert np.isfinite(frame.depth_m).any()
        assert set(np.unique(frame.instance)) - {0} == {thing.instance for thing in frame.objects}
        again = cavendish.render(spec, resolution=(64, 48), renderer="analytic")
        assert np.array_equal(again.depth_m, frame.depth_m)

    def test_the_cameras_that_a_scene_has_are_used(self) -> None:
        from cavendish.scenes.sampling import with_cameras

        spec = with_cameras(cavendish.sample_scene(7, 0, SHAPES), (48, 32), [0, 3])
        frame = cavendish.render(spec, view=1, renderer="analytic")
        assert frame.camera == spec.cameras[1]
        with pytest.raises(RequestError, match=r"view 2: the scene has 2 cameras"):
            cavendish.render(spec, view=2, renderer="analytic")

    def test_what_cannot_be_rendered(self) -> None:
        spec = cavendish.sample_scene(7, 0, SHAPES)
        with pytest.raises(RequestError, match="quality"):
            cavendish.render(spec, quality="best", renderer="analytic")  # type: ignore[arg-type]
        with pytest.raises(RequestError, match="resolution"):
            cavendish.render(spec, (63, 48), renderer="analytic")


untyped: Any = cavendish  # as who calls it wrongly sees it
WRONG = {
    "spec": (lambda: untyped.render("spec"), "spec: must be a SceneSpec"),
    "resolution": (lambda: untyped.render(untyped.sample_scene(0, 0, SHAPES), 64), "resolution: must be a width"),
    "view": (
        lambda: untyped.render(untyped.sample_scene(0, 0, SHAPES), view=-1),
        "view -1: must be a whole number",
    ),
    "recipe": (lambda: untyped.build({"name": "x"}, "out"), "a recipe is a Recipe"),
    "no recipe": (lambda: untyped.load_recipe(None), "a recipe is a Recipe"),
    "out": (lambda: untyped.build("quickstart", None), "dataset: must be a path or a URL, not None"),
    "dataset": (lambda: untyped.verify(3), "dataset: must be a path or a URL, not 3"),
    "scenes": (lambda: untyped.preview("quickstart", scenes="x"), "scenes: must be a whole number"),
    "tasks": (lambda: untyped.open_dataset("out", tasks="depth"), "tasks: must be a list of tasks, not 'depth'"),
    "shuffle": (lambda: untyped.open_dataset("out", shuffle=True), "shuffle: must be a whole number"),
    "sources": (lambda: untyped.mix(3), "sources: must be a mapping"),
    "a source": (lambda: untyped.mix({"out": 1.0}), "sources: must be datasets"),
}


@pytest.mark.parametrize(("call", "message"), WRONG.values(), ids=WRONG)
def test_an_argument_that_makes_no_sense_is_one_sentence(
    call: Callable[[], object], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RequestError, match=f"^{re.escape(message)}"):
        call()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("workers", [0, "two", 1.5, True])
def test_workers_are_a_count(workers: Any, tiny: Recipe, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"workers.*: must be a whole number, at least 1"):
        cavendish.build(tiny, tmp_path / "out", workers=workers)


class TestDatasets:
    def test_building_builds_and_says_how_it_goes(self, tiny: Recipe, tmp_path: Path) -> None:
        seen: list[Event] = []
        manifest = cavendish.build(tiny, tmp_path / "out", observe=seen.append)
        assert manifest.totals.shards == 2
        assert [event.kind for event in seen].count(EventKind.SHARD_FINISHED) == 2
        assert cavendish.verify(tmp_path / "out") == []

    def test_building_step_by_step(self, tiny: Recipe, tmp_path: Path) -> None:
        records = cavendish.build_shards(tiny, str(tmp_path / "out"))
        assert not (tmp_path / "out/train").exists()
        assert next(records).name == "train-000000"
        records.close()  # type: ignore[attr-defined]
        assert cavendish.build(tiny, str(tmp_path / "out")).totals.shards == 2

    def test_shards_are_made_again(self, copied: Path) -> None:
        (copied / "train/train-000000.tar").unlink()
        assert [fault.shard for fault in cavendish.verify(copied)] == ["train-000000"]
        cavendish.regenerate(copied, corrupt=True)
        cavendish.regenerate(copied, [1])
        assert cavendish.verify(copied) == []
        with pytest.raises(RequestError, match=r"shards 7: 7 is not within 0-1"):
            cavendish.regenerate(copied, "7")
        with pytest.raises(RequestError, match="either shards"):
            cavendish.regenerate(copied)

    def test_asking_anew(self, built: Path, tmp_path: Path) -> None:
        manifest = cavendish.encode(built, tmp_path / "new", tasks={"depth": 1.0}, prompt_seed=3)
        assert set(manifest.totals.tasks) == {"depth"}
        assert cavendish.verify(tmp_path / "new") == []

    def test_exporting_and_scoring(self, built: Path, tmp_path: Path) -> None:
        folder = cavendish.export(built, tmp_path / "pictures", "imagefolder")
        drawings = tmp_path / "drawings"
        drawings.mkdir()
        for target in folder.glob("val/*.target.png"):
            (drawings / target.name.replace(".target", "")).write_bytes(target.read_bytes())
        scores = cavendish.evaluate(built, drawings, "val")
        assert scores["faults"] == {}
        assert scores["scores"]["depth"]["δ1"] == 1.0

    def test_a_missing_shard_is_no_export(self, copied: Path, tmp_path: Path) -> None:
        (copied / "train/train-000000.tar").unlink()
        with pytest.raises(WorkError, match="train-000000 are not built"):
            cavendish.export(copied, tmp_path / "pictures", "imagefolder")

    def test_a_look_at_a_recipe(self, tiny: Recipe, tmp_path: Path) -> None:
        sheet = cavendish.preview(tiny, tmp_path / "sheet.png", scenes=2)
        assert sheet.read_bytes().startswith(b"\x89PNG")
        with pytest.raises(RequestError, match=r"layout hall: is not in the recipe; it has shapes"):
            cavendish.preview(tiny, tmp_path / "sheet.png", layout="hall")
