"""An edited picture keeps the truth outside of what was changed, and shows it there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.edits import Edit, may_change
from cavendish.renderers.frame import Frame, FrameError, check_frame
from cavendish.scenes.changes import Change

from ..pipeline.tasks.edited_frames import CAR, SOFA, THING, by_kind, moved, recoloured, removed
from ..pipeline.tasks.referring_scenes import boxes


@pytest.fixture(scope="module")
def frames() -> dict[str, Frame]:
    return by_kind()


def test_each_kind_keeps_every_invariant(frames: dict[str, Frame]) -> None:
    assert all(check_frame(frame) is frame for frame in frames.values())


def test_a_thing_may_change_where_it_was_and_where_it_is() -> None:
    frame = moved()
    assert frame.edit is not None
    before, after = (each.instance == THING for each in (frame, frame.edit.frame))
    assert (before & ~after).any()
    assert (after & ~before).any()
    np.testing.assert_array_equal(may_change(frame, frame.edit), before | after)


@pytest.mark.parametrize("kind", ["daytime", "camera"])
def test_changes_of_the_picture_may_be_everywhere(frames: dict[str, Frame], kind: str) -> None:
    frame = frames[kind]
    assert frame.edit is not None
    assert may_change(frame, frame.edit).all()


def with_edit(frame: Frame, **changes: Any) -> Frame:
    """Return the frame with its edited frame changed."""
    assert frame.edit is not None
    return replace(frame, edit=replace(frame.edit, frame=replace(frame.edit.frame, **changes)))


def with_change(frame: Frame, **changes: Any) -> Frame:
    """Return the frame with another account of its edit."""
    assert frame.edit is not None
    return replace(frame, edit=replace(frame.edit, change=replace(frame.edit.change, **changes)))


def bent(frame: Frame) -> Frame:
    """Return the frame whose edited depth is 1 cm off at a pixel of the floor far from the thing."""
    assert frame.edit is not None
    depth_m = frame.edit.frame.depth_m.copy()
    depth_m[-1, 0] += 0.01
    return with_edit(frame, depth_m=depth_m)


def turned(frame: Frame) -> Frame:
    """Return the frame whose edited floor faces the camera."""
    assert frame.edit is not None
    normals = frame.edit.frame.normals.copy()
    normals[-1, 0] = (0, 0, 1)
    return with_edit(frame, normals=normals)


WRONG = {
    "depth elsewhere": (lambda: bent(removed()), "depth_m differs where nothing was changed"),
    "normals elsewhere": (lambda: turned(removed()), "normals differs where nothing was changed"),
    "another thing moved": (
        lambda: replace(boxes(CAR, SOFA), edit=Edit(Change("recolour", 3, "green"), boxes(replace(CAR, x=-1.5), SOFA))),
        "instance differs where nothing was changed",
    ),
    "a thing that is still there": (
        lambda: replace(boxes(CAR, SOFA), edit=Edit(Change("remove", 3), boxes(CAR, SOFA))),
        "instance 3 must be in sight after an edit exactly where it is not removed",
    ),
    "a thing that never was": (lambda: with_change(removed(), instance=9), "instance differs where"),
    "a thing gone that moved": (
        lambda: replace(removed(), edit=replace(removed().edit, change=Change("move", 3, "left", 0.5))),  # type: ignore[type-var]
        "instance 3 must be in sight",
    ),
    "another way": (lambda: with_change(moved(), value="left"), "has not moved as its edit says"),
    "another length": (lambda: with_change(moved(), metres=0.4), "has not moved as its edit says"),
    "no way": (lambda: with_change(moved(), value="up"), "has not moved as its edit says"),
    "another colour": (lambda: with_change(recoloured(), value="blue"), "must be called blue after its edit"),
    "a thing of the picture": (lambda: with_change(by_kind()["daytime"], instance=2), "is of the whole picture"),
    "a lamp that is off": (lambda: with_change(by_kind()["light"], value="off"), "must be off after its edit"),
    "another camera": (
        lambda: with_edit(removed(), camera=replace(removed().camera, focal_px=210.0)),
        "must be taken from the same place",
    ),
    "an edit of an edit": (lambda: with_edit(removed(), edit=removed().edit), "must have no edit of its own"),
    "a broken frame": (lambda: with_edit(removed(), objects=()), "its edited picture: objects must list"),
    "another size": (
        lambda: replace(boxes(CAR, SOFA), edit=Edit(Change("remove", 3), boxes(CAR, height_px=120))),
        "its edited picture is",
    ),
}


@pytest.mark.parametrize(("plant", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_is_not_as_the_edit_says_is_named(plant: Any, message: str) -> None:
    with pytest.raises(FrameError, match=message):
        check_frame(plant())
