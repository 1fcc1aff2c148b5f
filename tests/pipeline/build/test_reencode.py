"""Other tasks from the truth that is there: the same bytes that building them would give."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from cavendish.manifests import Recipe, RecipeError
from cavendish.pipeline.build.reencode import changed_recipe, encode_shards, open_encoding
from cavendish.pipeline.dataset import publish as publishing
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.keys import SampleKey
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.truth import read_truth
from cavendish.pipeline.dataset.verify import verify_shards
from cavendish.scenes.errors import RequestError, WorkError

from ...conftest import build
from ..digests import digests

TASKS = {"semantic": 2.0, "instance": {"weight": 1.0, "negatives": 0.5}}


def encoded(root: Path, new: Path, recipe: Recipe) -> Path:
    list(encode_shards(root, open_encoding(root, new, recipe)))
    return new


def test_encoding_is_building_without_rendering(built: Path, tiny: Recipe, tmp_path: Path) -> None:
    recipe = changed_recipe(built, {"tasks": TASKS, "languages": {"de": 1}, "samples_per_view": 3})
    new = encoded(built, tmp_path / "new", recipe)
    assert digests(new) == digests(build(recipe, tmp_path / "rendered"))
    assert [found for _, faults in verify_shards(new) for found in faults] == []
    assert set(read_manifest(new).totals.tasks) == {"semantic", "instance"}


def test_the_same_request_gives_the_same_dataset(built: Path, tiny: Recipe, tmp_path: Path) -> None:
    assert digests(encoded(built, tmp_path / "new", changed_recipe(built, {}))) == digests(built)


def test_another_prompt_seed_asks_other_questions(built: Path, tmp_path: Path) -> None:
    other = digests(encoded(built, tmp_path / "new", changed_recipe(built, {"prompt_seed": 1})))
    mine = digests(built)
    assert {name for name in mine if mine[name] == other[name]} >= {name for name in mine if name.endswith(".h5")}
    assert all(mine[name] != other[name] for name in mine if name.endswith(".tar"))


def test_encoding_resumes(built: Path, tmp_path: Path) -> None:
    recipe = changed_recipe(built, {"tasks": {"depth": 1}})
    new = encoded(built, tmp_path / "new", recipe)
    whole = digests(new)
    (new / "records/val-000001.json").unlink()
    work = open_encoding(built, new, recipe)
    assert [plan.name for plan in work.pending] == ["val-000001"]
    list(encode_shards(built, work))
    assert digests(new) == whole


@pytest.fixture(scope="module")
def lit(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ideal pictures, with their light."""
    return build(tiny.model_copy(update={"keep_light": True}), tmp_path_factory.mktemp("lit") / "out")


class TestOtherCameras:
    """Kept light is developed anew, as if it had been rendered for these cameras."""

    def test_it_gives_the_bytes_of_a_build_by_those_cameras(self, lit: Path, tmp_path: Path) -> None:
        recipe = changed_recipe(lit, {"styles": {"phone": 2, "webcam": 1, "ideal": 1}})
        new = encoded(lit, tmp_path / "new", recipe)
        assert digests(new) == digests(build(recipe, tmp_path / "rendered"))
        assert [found for _, faults in verify_shards(new) for found in faults] == []

    def test_the_truth_is_the_same_and_the_metadata_say_which_camera_it_was(self, lit: Path, tmp_path: Path) -> None:
        new = encoded(lit, tmp_path / "new", changed_recipe(lit, {"styles": {"dashcam": 1}}))
        before, after = (dict(read_truth((out / "truth/train-000000.h5").read_bytes())) for out in (lit, new))
        for key, frame in after.items():
            for name in ("depth_m", "normals", "instance", "light"):
                np.testing.assert_array_equal(getattr(frame, name), getattr(before[key], name))
            assert not np.array_equal(frame.image, before[key].image)
        sample = next(iter(read_tar((new / "train/train-000000.tar").read_bytes())))
        told = json.loads(json.loads(sample.parts["json"])["camera"])["development"]
        assert told["style"] == "dashcam"
        by = after[SampleKey.parse(sample.key).view_key].camera.development
        assert by is not None
        assert told == asdict(by)

    def test_twice_is_as_good_as_once(self, lit: Path, tmp_path: Path) -> None:
        compact = encoded(lit, tmp_path / "compact", changed_recipe(lit, {"styles": {"compact": 1}}))
        twice = encoded(compact, tmp_path / "twice", changed_recipe(compact, {"styles": {"robot": 1}}))
        once = encoded(lit, tmp_path / "once", changed_recipe(lit, {"styles": {"robot": 1}}))
        assert digests(twice) == digests(once)

    def test_what_ideal_cameras_alone_have_goes_with_them(self, tiny: Recipe, tmp_path: Path) -> None:
        grainy = {"keep_light": True, "camera": {"grain": 1.0}, "view_transform": "Filmic"}
        out = build(Recipe.model_validate(tiny.model_dump(mode="json") | grainy), tmp_path / "out")
        recipe = changed_recipe(out, {"styles": {"dslr": 1}})
        assert (recipe.camera.grain, recipe.view_transform) == (0.0, "AgX")
        assert digests(encoded(out, tmp_path / "new", recipe)) == digests(build(recipe, tmp_path / "rendered"))

    def test_light_that_was_not_kept_is_missed(self, built: Path, tmp_path: Path) -> None:
        with pytest.raises(RequestError, match="keeps no light for other styles of cameras; build it with keep_light"):
            open_encoding(built, tmp_path / "new", changed_recipe(built, {"styles": {"phone": 1}}))
        assert not (tmp_path / "new").exists()

    def test_no_picture_becomes_an_ideal_one(self, lit: Path, tmp_path: Path) -> None:
        phone = encoded(lit, tmp_path / "phone", changed_recipe(lit, {"styles": {"phone": 1}}))
        for styles in ({"ideal": 1}, {"ideal": 1, "phone": 1}):
            with pytest.raises(RequestError, match="Blender alone makes those of ideal ones"):
                open_encoding(phone, tmp_path / "new", changed_recipe(phone, {"styles": styles}))

    def test_an_unknown_style(self, lit: Path) -> None:
        with pytest.raises(RecipeError, match="'fone' is not a style of camera; did you mean phone"):
            changed_recipe(lit, {"styles": {"fone": 1}})


class TestRefusals:
    """Nothing is written where the work cannot be done."""

    def test_the_dataset_itself(self, built: Path) -> None:
        with pytest.raises(RequestError, match="is the dataset itself"):
            open_encoding(built, built, read_manifest(built).recipe)

    def test_a_folder_with_other_things(self, built: Path, tmp_path: Path) -> None:
        (tmp_path / "thing").touch()
        with pytest.raises(RequestError, match="neither empty nor a dataset"):
            open_encoding(built, tmp_path, read_manifest(built).recipe)

    def test_a_shard_that_is_missing(self, copied: Path, tmp_path: Path) -> None:
        (copied / "truth/val-000001.h5").unlink()
        with pytest.raises(RequestError, match="lacks val-000001"):
            open_encoding(copied, tmp_path / "new", changed_recipe(copied, {"prompt_seed": 1}))

    def test_a_damaged_truth(self, built: Path, tmp_path: Path) -> None:
        damaged = Path(shutil.copytree(built, tmp_path / "damaged"))
        path = damaged / "truth/train-000000.h5"
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        with pytest.raises(WorkError, match=r"truth/train-000000.h5 is not what its record says"):
            encoded(damaged, tmp_path / "new", changed_recipe(damaged, {"prompt_seed": 1}))

    def test_an_unknown_task(self, built: Path) -> None:
        with pytest.raises(RecipeError, match="did you mean depth"):
            changed_recipe(built, {"tasks": {"dept": 1}})

    def test_an_unknown_language(self, built: Path, tmp_path: Path) -> None:
        with pytest.raises(RequestError, match="'xx' is not one of en, de, es"):
            open_encoding(built, tmp_path / "new", changed_recipe(built, {"languages": {"xx": 1}}))


class Stopped(BaseException):
    """As Ctrl-C does, it passes by whoever handles errors."""


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_encoding_that_was_stopped_ends_in_the_same_bytes(
    built: Path, tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = changed_recipe(built, {"tasks": {"depth": 1}})
    whole, stopped, left = encoded(built, tmp_path / "whole", recipe), tmp_path / "stopped", [after]
    write = publishing._write

    def stopping(target: Path, data: bytes, durable: bool) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Stopped
        write(target, data, durable)

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_write", stopping)
        with pytest.raises(Stopped):
            encoded(built, stopped, recipe)
    for folder in [stopped, *stopped.glob("*/")]:
        folder.mkdir(exist_ok=True)
        (folder / ".cavendish-a8_x2k4q.part").write_bytes(b"half")
    assert digests(encoded(built, stopped, recipe)) == digests(whole)
    assert list(stopped.rglob(".*.part")) == []
