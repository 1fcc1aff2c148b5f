"""Views with edited pictures: as many as asked, of the kinds asked, the same again from the same recipe."""

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
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.evaluation.evaluate import evaluate
from cavendish.renderers.frame import Frame, FrameError, check_frame
from cavendish.scenes.errors import RequestError

from ...conftest import build

EDITED = {
    "resolution": [96, 64],
    "edits": {"share": 1.0, "kinds": {"remove": 1, "recolour": 1, "camera": 1, "move": 1}},
    "tasks": {"edit": 1, "depth": 1},
}


def changed(recipe: Recipe, **changes: Any) -> Recipe:
    return Recipe.model_validate(recipe.model_dump() | changes)


@pytest.fixture(scope="module")
def dataset(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(changed(tiny, **EDITED), tmp_path_factory.mktemp("edited") / "out")


def frames_of(out: Path) -> dict[str, Frame]:
    return {str(key): frame for file in sorted(out.glob("truth/*.h5")) for key, frame in read_truth(file.read_bytes())}


def test_views_have_edited_pictures_of_the_kinds_asked(dataset: Path) -> None:
    edits = [frame.edit for frame in frames_of(dataset).values()]
    kinds = {edit.change.kind for edit in edits if edit}
    assert len([edit for edit in edits if edit]) >= 6  # of 8 views, whose things may be too small to be changed
    assert len(kinds) > 1
    assert kinds <= EDITED["edits"]["kinds"].keys()  # type: ignore[index]


def test_they_are_asked_and_verified(dataset: Path) -> None:
    assert verify(dataset) == []
    tasks = json.loads((dataset / "manifest.json").read_text())["totals"]["tasks"]
    assert tasks["edit"] == sum(frame.edit is not None for frame in frames_of(dataset).values())


def test_the_same_recipe_gives_the_same_bytes(dataset: Path, tiny: Recipe, tmp_path: Path) -> None:
    again = build(changed(tiny, **EDITED), tmp_path / "out")
    for file in [*dataset.glob("truth/*.h5"), *dataset.rglob("*.tar")]:
        assert (again / file.relative_to(dataset)).read_bytes() == file.read_bytes()


def test_views_are_those_of_the_recipe_without_edits(dataset: Path, tiny: Recipe, tmp_path: Path) -> None:
    plain = frames_of(build(changed(tiny, resolution=[96, 64]), tmp_path / "out"))
    assert {key: replace(frame, edit=None) for key, frame in frames_of(dataset).items()} == plain


def test_a_share_of_the_views_is_edited(tiny: Recipe, tmp_path: Path) -> None:
    some = EDITED | {"edits": {"share": 0.5}, "tasks": {"depth": 1}}
    edited = [frame.edit is not None for frame in frames_of(build(changed(tiny, **some), tmp_path / "out")).values()]
    assert 0 < sum(edited) < len(edited)


def test_what_is_not_kept_is_no_light(dataset: Path, tiny: Recipe, tmp_path: Path) -> None:
    assert all(frame.light is None for frame in frames_of(dataset).values())
    lit = frames_of(build(changed(tiny, **EDITED, keep_light=True), tmp_path / "out")).values()
    assert all(frame.light is not None for frame in lit)


def test_arrays_are_stored_where_they_differ(dataset: Path) -> None:
    """A camera of another style sees the same truth; what is taken away leaves another one."""
    stored: dict[str, set[str]] = {}
    for path in dataset.glob("truth/*.h5"):
        with h5py.File(path) as file:
            for view in file.values():
                if "edit" in view:
                    kind = json.loads(view["edit"].attrs["change"])["kind"]
                    stored.setdefault(kind, set()).update(view["edit"])
    assert stored.get("camera", {"image"}) == {"image"}
    assert stored.get("recolour", {"image"}) == {"image"}
    assert stored.get("remove", {"image", "depth_m", "normals", "instance"}) == {
        *("image", "depth_m", "normals", "instance")
    }


def test_frames_come_back_as_they_were(dataset: Path) -> None:
    for path in sorted(dataset.glob("truth/*.h5")):
        assert write_truth(dict(read_truth(path.read_bytes()))) == path.read_bytes()


def read_spoilt(truth: bytes, spoil: Any) -> None:
    """Read and check a truth file whose first edit was spoilt."""
    buffer = io.BytesIO(truth)
    with h5py.File(buffer, "r+") as file:
        spoil(next(view["edit"] for view in file.values() if "edit" in view))
    for _, frame in read_truth(buffer.getvalue()):
        check_frame(frame)


SPOILT = {
    "no change": (lambda group: group.attrs.pop("change"), "change"),
    "a change that is none": (lambda group: group.attrs.__setitem__("change", '{"kind":"paint"}'), "kind"),
    "an endless change": (lambda group: group.attrs.__setitem__("change", " " * 5000), "change"),
    "a length that is none": (
        lambda group: group.attrs.__setitem__("change", '{"kind":"move","instance":2,"value":"left","metres":-1}'),
        "metres",
    ),
    "parts of nothing": (lambda group: group.attrs.__setitem__("part_table", "[]"), "parts"),
    "no picture": (lambda group: group.pop("image"), "damaged HDF5"),
    "another thing": (lambda group: group.attrs.__setitem__("change", '{"kind":"remove","instance":60}'), "instance"),
}


@pytest.mark.parametrize(("spoil", "message"), SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_edit_is_found(dataset: Path, spoil: Any, message: str) -> None:
    with pytest.raises((ValueError, FrameError), match=message):
        read_spoilt(min(dataset.glob("truth/*.h5")).read_bytes(), spoil)


def test_targets_score_best_and_pictures_before_worst(dataset: Path, tmp_path: Path) -> None:
    for name in ("target", "before"):
        (tmp_path / name).mkdir()
    for tar in dataset.rglob("*.tar"):
        for sample in read_tar(tar.read_bytes()):
            if sample.key.endswith("-edit"):
                (tmp_path / "target" / f"{sample.key}.png").write_bytes(sample.target)
                (tmp_path / "before" / f"{sample.key}.png").write_bytes(sample.image)
    best, worst = (evaluate(dataset, tmp_path / name)["scores"]["edit"] for name in ("target", "before"))
    assert (best["gain"], worst["gain"]) == (1, 0)


def test_other_questions_of_the_same_pairs_need_no_rendering(dataset: Path, tmp_path: Path) -> None:
    encode(dataset, tmp_path / "new", tasks={"edit": 1}, prompt_seed=1)
    assert verify(tmp_path / "new") == []
    assert frames_of(tmp_path / "new") == frames_of(dataset)


def test_other_cameras_need_it(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="has edited pictures, which are of the cameras that it has; build it anew"):
        encode(dataset, tmp_path / "new", styles={"phone": 1})


def test_recipes_without_edits_have_the_digest_that_they_had(tiny: Recipe) -> None:
    assert changed(tiny, edits={"share": 0.0}).digest == tiny.digest
    assert "edits" not in tiny.model_dump(mode="json")
    assert changed(tiny, edits={"share": 0.1}).digest != tiny.digest


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tasks": {"edit": 1}}, "tasks.edit asks for pictures that edits.share 0 does not make; set it above 0"),
        ({"edits": {"share": 2}}, "edits.share"),
        ({"edits": {"share": 1, "kinds": {"melt": 1}}}, "edits.kinds.melt"),
        ({"edits": {"share": 1, "kinds": {}}}, "edits.kinds"),
        ({"edits": {"shares": 1}}, "edits.shares"),
    ],
)
def test_what_cannot_be_meant_is_refused(tiny: Recipe, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        changed(tiny, **changes)


def test_pictures_show_more_than_noise(dataset: Path) -> None:
    for frame in frames_of(dataset).values():
        if frame.edit:
            off = np.abs(frame.image.astype(int) - frame.edit.frame.image)
            assert off.max() > 20
