"""What a frame tells of its surfaces beside depth, normals and instances, where a recipe asks, and its invariants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..scenes.appearance.stuff import NUMBERS, STUFF
from ..scenes.categories import STRUCTURE

if TYPE_CHECKING:
    from .frame import Frame, VisibleObject

MOST_WHOLES = 8  # things of a view that are told whole, the largest in sight first
LEAST_WHOLE = 1 / 1000  # of the picture, that such a thing fills
GROUND = STRUCTURE | {"ground", "grass", "path", "sand", "water"}  # which nobody would complete
ALIKE = 1e-5  # share of the depth by which two rays of one pixel may differ and mean the same
GLASS = STUFF.index("glass") + 1


@dataclass(frozen=True, slots=True)
class Passes:
    """Which of them a renderer gives, each a switch of the recipe."""

    albedo: bool = False
    behind_glass: bool = False
    amodal: bool = False
    materials: bool = False


NONE = Passes()


def material_class(family: str) -> int:
    """Return the number of a family's class, from 1 in the order of `stuff.STUFF`; 0 where it has none."""
    return NUMBERS.get(family, 0)


def told_whole(objects: Iterable[VisibleObject], pixels: int) -> tuple[int, ...]:
    """Return the numbers of the things that are told whole, of those in sight in a picture of so many pixels."""
    things = [thing for thing in objects if thing.category not in GROUND and thing.area_px >= LEAST_WHOLE * pixels]
    largest = sorted(things, key=lambda thing: (-thing.area_px, thing.instance))[:MOST_WHOLES]
    return tuple(sorted(thing.instance for thing in largest))


def behind(first_m: NDArray[np.float32], second_m: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the second of two depths H×W where it lies behind the first, which it is elsewhere, bit for bit."""
    return np.where(second_m > first_m * (1 + ALIKE), second_m, first_m)


def without_passes(frame: Frame) -> Frame:
    """Return a frame that tells none of them, as edited pictures do."""
    return replace(frame, albedo=None, behind_m=None, whole_m=None, wholes=(), materials=None)


def pass_dtypes(frame: Frame) -> dict[str, tuple[type[Any], tuple[int, ...]]]:
    """Return dtype and shape of each pass that a frame has, by the name of its field."""
    expected: dict[str, tuple[type[Any], tuple[int, ...]]] = {
        "albedo": (np.uint8, (*frame.shape, 3)),
        "behind_m": (np.float32, frame.shape),
        "whole_m": (np.float32, (len(frame.wholes), *frame.shape)),
        "materials": (np.uint8, frame.shape),
    }
    return {name: want for name, want in expected.items() if getattr(frame, name) is not None}


def pass_violations(frame: Frame) -> list[tuple[bool, str]]:
    """Return whether each invariant of the passes is broken, with its name."""
    return [*_of_colours(frame), *_of_glass(frame), *_of_wholes(frame)]


def _of_colours(frame: Frame) -> Iterator[tuple[bool, str]]:
    sky = frame.valid & (frame.instance == 0)
    if frame.albedo is not None:
        yield bool(frame.albedo[sky].any()), "albedo must be black where there is no surface"
    if frame.materials is not None:
        yield bool(frame.materials[sky].any()), "materials must be 0 where there is no surface"
        yield int(frame.materials.max(initial=0)) > len(STUFF), f"materials must be 0 to {len(STUFF)}"


def _of_glass(frame: Frame) -> Iterator[tuple[bool, str]]:
    if frame.behind_m is None:
        return
    depth_m, behind_m = frame.depth_m[frame.valid], frame.behind_m[frame.valid]
    yield not (behind_m >= depth_m).all(), "behind_m must nowhere be before depth_m"
    if frame.materials is not None:
        through = frame.materials[frame.valid][behind_m > depth_m]
        yield bool(((through != GLASS) & (through != 0)).any()), "behind_m must be depth_m where there is no glass"


def _of_wholes(frame: Frame) -> Iterator[tuple[bool, str]]:
    if frame.whole_m is None:
        yield bool(frame.wholes), "wholes must be empty where nothing is told whole"
        return
    seen = {thing.instance for thing in frame.objects}
    yield len({*frame.wholes}) < len(frame.wholes) or not seen >= {*frame.wholes}, "wholes must be instances in sight"
    yield bool(np.isnan(frame.whole_m).any() or (frame.whole_m <= 0).any()), "whole_m must be > 0 or +inf"
    for number, whole_m in zip(frame.wholes, frame.whole_m, strict=True):
        own, before = frame.valid & (frame.instance == number), frame.valid & np.isfinite(whole_m)
        off_m = np.abs(whole_m[own] - frame.depth_m[own])
        yield not (off_m <= ALIKE * frame.depth_m[own]).all(), f"instance {number} must be whole where it is in sight"
        hidden = before & ~own
        in_front = whole_m[hidden] < frame.depth_m[hidden] * (1 - ALIKE)
        yield bool(in_front.any()), f"instance {number} must lie behind what hides it"
