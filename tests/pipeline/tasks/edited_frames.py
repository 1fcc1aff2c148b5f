"""Frames with edited pictures, one of each kind: boxes of which the last one changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.renderers.edits import Edit
from cavendish.renderers.frame import Frame, check_frame
from cavendish.renderers.passes import without_passes
from cavendish.scenes.changes import Change
from cavendish.scenes.spec import Words

from .referring_scenes import Put, boxes, shone

CAR = Put("car", -1.2, 0.0, size=(1.0, 1.0, 1.0))
SOFA = Put("sofa", 0.6, 0.0, size=(0.9, 0.6, 0.7))
GREEN = Words(colour="green", material="plastic")
THING = 3  # the instance of the last box


def edited(before: Frame, after: Frame, change: Change) -> Frame:
    """Return a frame with an edited picture that keeps every invariant."""
    return check_frame(replace(before, edit=Edit(change, without_passes(after))))


def removed() -> Frame:
    """Return a frame in whose edited picture there is no sofa."""
    return edited(boxes(CAR, SOFA), boxes(CAR), Change("remove", THING))


def recoloured() -> Frame:
    """Return a frame whose red sofa turns green."""
    return edited(boxes(CAR, SOFA), boxes(CAR, replace(SOFA, words=GREEN)), Change("recolour", THING, "green"))


def moved() -> Frame:
    """Return a frame whose sofa goes 0.5 m to the right, where the camera looks along +y."""
    return edited(boxes(CAR, SOFA), boxes(CAR, replace(SOFA, x=1.1)), Change("move", THING, "right", 0.5))


def switched() -> Frame:
    """Return a frame whose lamp goes on."""
    lamp = Put("floor lamp", 0.6, 0.0, size=(0.5, 0.5, 1.4), words=Words(state="unlit"))
    after = boxes(CAR, replace(lamp, words=Words(state="lit")))
    return edited(boxes(CAR, lamp), shone(after, THING), Change("light", THING, "on"))


def darkened(frame: Frame, change: Change) -> Frame:
    """Return a frame whose edited picture is half as bright all over."""
    return edited(frame, replace(frame, image=(frame.image // 2).astype(np.uint8)), change)


def by_kind() -> dict[str, Frame]:
    """Return a frame for each kind of edit."""
    plain = boxes(CAR, SOFA)
    return {
        "remove": removed(),
        "recolour": recoloured(),
        "light": switched(),
        "daytime": darkened(plain, Change("daytime", value="dusk")),
        "camera": darkened(plain, Change("camera", value="webcam")),
        "move": moved(),
    }


def edited_frames() -> list[Frame]:
    """Return those frames as a list."""
    return list(by_kind().values())


def halfway(frame: Frame) -> np.ndarray:
    """Return the picture between the two of a frame."""
    assert frame.edit is not None
    return ((frame.image.astype(int) + frame.edit.frame.image) // 2).astype(np.uint8)
