"""Right pictures of views: as many as asked, stored and checked, the same again, and asked about."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from cavendish.manifests import Recipe
from cavendish.manifests.recipe import RecipeError
from cavendish.pipeline.build.reencode import encode
from cavendish.pipeline.dataset.keys import SECOND
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.render.estimate import estimate
from cavendish.pipeline.render.scene import make_renderer, render_spec, sampled_scene
from cavendish.renderers.frame import Frame, FrameError, check_frame
from cavendish.renderers.stereo import baseline_m

from ...conftest import build

STEREO = {
    "scenes": 2,
    "resolution": [96, 64],
    "stereo": {"share": 1.0, "baseline_m": 0.15},
    "tasks": {"stereo_disparity": 1, "depth": 1},
    "keep_light": True,
    "camera": {"style": {"phone": 1}},
}


def changed(recipe: Recipe, **changes: Any) -> Recipe:
    return Recipe.model_validate(recipe.model_dump() | changes)


@pytest.fixture(scope="module")
def recipe(tiny: Recipe) -> Recipe:
    return changed(tiny, **STEREO)


@pytest.fixture(scope="module")
def dataset(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(recipe, tmp_path_factory.mktemp("stereo") / "out")


def truth(out: Path) -> bytes:
    return next(out.glob("truth/*.h5")).read_bytes()


def frames(out: Path) -> list[Frame]:
    return [frame for _, frame in read_truth(truth(out))]


def test_every_view_has_a_right_picture_at_the_baseline(dataset: Path) -> None:
    for frame in frames(dataset):
        assert frame.right is not None
        assert baseline_m(frame) == pytest.approx(0.15)
        assert (frame.right.image != frame.image).any()
        assert check_frame(frame) is frame


def test_they_are_asked_and_verified(dataset: Path) -> None:
    assert verify(dataset) == []
    samples = list(read_tar(next(dataset.glob("train/*.tar")).read_bytes()))
    rights = {frame.right.image.tobytes() for frame in frames(dataset) if frame.right}
    asked = [sample for sample in samples if sample.key.endswith("stereo_disparity")]
    assert len(asked) == len(rights) == 4
    assert all(SECOND in sample.parts for sample in asked)


def rendered(recipe: Recipe) -> list[Frame]:
    """Return the views of the first scene, by a renderer in this process."""
    plan, (renderer, _) = plan_shards(recipe)[0], make_renderer(recipe)
    return list(render_spec(recipe, plan, sampled_scene(recipe, 0, plan.split), renderer).frames.values())


def test_the_same_recipe_gives_the_same_pairs(recipe: Recipe, dataset: Path) -> None:
    for again, frame in zip(rendered(recipe), frames(dataset), strict=False):
        assert again.right is not None
        assert frame.right is not None
        np.testing.assert_array_equal(again.right.image, frame.right.image)
        np.testing.assert_array_equal(again.right.depth_m, frame.right.depth_m)
        assert again.right.camera == frame.right.camera


def test_frames_come_back_as_they_were(dataset: Path) -> None:
    assert write_truth(dict(read_truth(truth(dataset)))) == truth(dataset)


def test_views_and_other_recipes_are_as_without(tiny: Recipe, recipe: Recipe, dataset: Path) -> None:
    """A share of 0 leaves the digest as it was, and right pictures leave their views as they are."""
    assert changed(tiny, stereo={"share": 0.0, "baseline_m": 0.3}).digest == tiny.digest
    assert recipe.digest != changed(tiny, **STEREO | {"stereo": {"share": 1.0, "baseline_m": 0.16}}).digest
    plain = rendered(changed(recipe, stereo={"share": 0.0}, tasks={"depth": 1}))
    for alone, frame in zip(plain, frames(dataset), strict=False):
        assert alone.right is None
        np.testing.assert_array_equal(alone.image, frame.image)
        np.testing.assert_array_equal(alone.depth_m, frame.depth_m)


def test_a_share_of_the_views_has_one(recipe: Recipe) -> None:
    """Which ones depends on the scene and the view alone."""
    half = [each.right is not None for each in rendered(changed(recipe, stereo={"share": 0.5}, views_per_scene=6))]
    assert 0 < sum(half) < 6
    assert half == [
        each.right is not None for each in rendered(changed(recipe, stereo={"share": 0.5}, views_per_scene=6))
    ]


def test_other_cameras_see_both_pictures(dataset: Path, tmp_path: Path) -> None:
    """Other styles need no rendering, and both pictures of a pair are of the same camera, with noise of their own."""
    encode(dataset, tmp_path / "new", styles={"webcam": 1.0})
    assert verify(tmp_path / "new") == []
    for frame in frames(tmp_path / "new"):
        assert frame.right is not None
        first, second = frame.camera.development, frame.right.camera.development
        assert first is not None
        assert second is not None
        assert first.style == "webcam"
        assert replace(second, noise_seed=first.noise_seed) == first != second


def test_what_cannot_be_is_refused_by_name(tiny: Recipe) -> None:
    with pytest.raises(RecipeError, match=r"stereo_disparity asks for pictures that stereo\.share 0 does not make"):
        changed(tiny, tasks={"stereo_disparity": 1})
    with pytest.raises(RecipeError, match=r"stereo\.baseline_m"):
        changed(tiny, stereo={"share": 1.0, "baseline_m": 0})


def test_another_baseline_than_the_recipe_is_a_fault(dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for path in (path for path in dataset.rglob("*") if path.is_file()):
        (out / path.relative_to(dataset)).parent.mkdir(parents=True, exist_ok=True)
        (out / path.relative_to(dataset)).write_bytes(path.read_bytes())
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["recipe"]["stereo"]["baseline_m"] = 0.2
    (out / "manifest.json").write_text(json.dumps(manifest))
    assert any("its right picture was taken 0.15 m beside, and the recipe asks 0.2 m" in str(f) for f in verify(out))


def read_spoilt(data: bytes, spoil: Any) -> None:
    buffer = io.BytesIO(data)
    with h5py.File(buffer, "r+") as file:
        spoil(file, next(iter(file.values()))["right"])
    for _, frame in read_truth(buffer.getvalue()):
        check_frame(frame)


SPOILT = {
    "no picture": lambda file, group: group.pop("image"),
    "a camera that is none": lambda file, group: group.attrs.__setitem__("camera", "{}"),
    "the view itself": lambda file, group: (group.parent.pop("right"), group.parent.__setitem__("right", group.parent)),
    "a link that leads out": lambda file, group: (
        group.parent.pop("right"),
        file[next(iter(file))].__setitem__("right", h5py.ExternalLink("/etc/passwd", "/")),
    ),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_right_picture_is_found(dataset: Path, spoil: Any) -> None:
    with pytest.raises((ValueError, FrameError)):
        read_spoilt(truth(dataset), spoil)


def test_right_pictures_are_counted_in_the_estimate(recipe: Recipe) -> None:
    plain = changed(recipe, stereo={"share": 0.0}, tasks={"depth": 1})
    assert estimate(recipe).core_hours == pytest.approx(2 * estimate(plain).core_hours)
    assert estimate(recipe).truth_gb > estimate(plain).truth_gb
