"""A view's edited picture: what was changed, its own truth, where it may differ, and whether it does as it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..scenes.arrays import ArrayRecord
from ..scenes.changes import MOVES, OF_PICTURES, Change, way
from .passes import pass_dtypes

if TYPE_CHECKING:
    from .frame import Frame, VisibleObject

TRUTH = ("depth_m", "normals", "instance", "valid", "parts")
DEPTH_GAP = 1e-4  # relative: what rounding may change of a depth where nothing else did
TURN = 1e-3  # the same of a normal's components
MOVED_M = 0.005  # how far a thing may come to stand from where it is said to


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Edit(ArrayRecord):
    """What was changed in a view's scene, and the frame that the same camera sees then."""

    change: Change
    frame: Frame


def may_change(frame: Frame, edit: Edit) -> NDArray[np.bool_]:
    """Return H×W where an edited picture may show something else: the pixels of the thing, before and after.

    Of an edit of the whole picture, that is everywhere. The truth is the same outside; shadows, reflections and the
    light that a thing throws back may reach further in the picture, and nobody says how far.
    """
    number = edit.change.instance
    if edit.change.kind in OF_PICTURES:
        return np.ones(frame.shape, np.bool_)
    return np.asarray((frame.instance == number) | (edit.frame.instance == number))


def edit_violations(frame: Frame, edit: Edit) -> list[tuple[bool, str]]:
    """Return what an edit must not be, with whether it is: each as (broken, message). Shapes have been looked at."""
    after = edit.frame
    mask = may_change(frame, edit) & (edit.change.kind in MOVES)
    told = [
        (bool(differs[~mask].any()), f"the edited {name} differs where nothing was changed")
        for name, differs in _differences(frame, after)
    ]
    camera = tuple(
        getattr(frame.camera, f.name) == getattr(after.camera, f.name)
        for f in fields(frame.camera)
        if f.name not in ("development", "grain", "weather")
    )
    return [
        (after.edit is not None, "an edited picture must have no edit of its own"),
        (bool(pass_dtypes(after)), "an edited picture must tell no passes"),
        (not all(camera), "an edited picture must be taken from the same place"),
        *told,
        *_thing_violations(frame, edit),
    ]


def _differences(frame: Frame, after: Frame) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    yield "instance", frame.instance != after.instance
    with np.errstate(invalid="ignore"):
        off = np.abs(frame.depth_m - after.depth_m) > DEPTH_GAP * frame.depth_m
    yield "depth_m", off | (np.isfinite(frame.depth_m) != np.isfinite(after.depth_m))
    yield "normals", (np.abs(frame.normals - after.normals) > TURN).any(axis=-1)


def _thing_violations(frame: Frame, edit: Edit) -> Iterator[tuple[bool, str]]:
    kind, number = edit.change.kind, edit.change.instance
    before, after = _seen(frame, number), _seen(edit.frame, number)
    name = f"instance {number}"
    if kind in OF_PICTURES:
        yield number != 0, f"an edit by {kind} is of the whole picture, not of {name}"
        return
    yield before is None, f"{name}, which was edited, is not in sight"
    yield (
        (after is None) != (kind == "remove"),
        f"{name} must be in sight after an edit exactly where it is not removed",
    )
    if before is None or after is None:
        return
    if kind == "recolour":
        yield after.words.colour != edit.change.value, f"{name} must be called {edit.change.value} after its edit"
    if kind == "light":
        state = {"on": "lit", "off": "unlit"}.get(edit.change.value, "")
        yield after.words.state != state, f"{name} must be {edit.change.value} after its edit"
    if kind == "move":
        gone = np.subtract(after.box.centre_m, before.box.centre_m)
        said = edit.change.metres * way(frame.camera, edit.change.value)
        yield bool(np.linalg.norm(gone - [*said, 0.0]) > MOVED_M), f"{name} has not moved as its edit says"


def _seen(frame: Frame, number: int) -> VisibleObject | None:
    return next((thing for thing in frame.objects if thing.instance == number), None)
