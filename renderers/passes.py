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
MOST_MATTES = 4  # things of a view that have mattes
GROUND = STRUCTURE | {"ground", "grass", "path", "sand", "water"}  # which nobody would complete
ALIKE = 1e-5  # share of the depth by which two rays of one pixel may differ and mean the same
GLASS = STUFF.index("glass") + 1
IN_SUN, IN_SHADOW = 1, 2  # numbers of `shadow`; 0: no surface, or no sun
TEXT, UNSURE_TEXT = 1, 2  # numbers of `text`; 0: none
AGAINST = 0.02  # of a thing's pixels may have one ray in the middle that hits and 64 that miss, or the other way
MOST_SPECULAR = 1.1  # times the light that comes from surfaces: denoised by itself, gloss may lie a little above


@dataclass(frozen=True, slots=True)
class Passes:
    """Which of them a renderer gives, each a switch of the recipe."""

    albedo: bool = False
    behind_glass: bool = False
    amodal: bool = False
    materials: bool = False
    shading: bool = False
    specular: bool = False
    shadow: bool = False
    text: bool = False
    mattes: bool = False

    @property
    def of_light(self) -> bool:
        """Whether the picture's own light is told by its parts."""
        return self.shading or self.specular


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
    nothing: dict[str, Any] = dict.fromkeys(pass_dtypes(frame))
    return replace(frame, **nothing, wholes=(), matted=())


def pass_dtypes(frame: Frame) -> dict[str, tuple[type[Any], tuple[int, ...]]]:
    """Return dtype and shape of each pass that a frame has, by the name of its field."""
    expected: dict[str, tuple[type[Any], tuple[int, ...]]] = {
        "albedo": (np.uint8, (*frame.shape, 3)),
        "behind_m": (np.float32, frame.shape),
        "whole_m": (np.float32, (len(frame.wholes), *frame.shape)),
        "materials": (np.uint8, frame.shape),
        "shading": (np.float16, (*frame.shape, 3)),
        "specular": (np.float16, (*frame.shape, 3)),
        "shadow": (np.uint8, frame.shape),
        "text": (np.uint8, frame.shape),
        "mattes": (np.uint8, (len(frame.matted), *frame.shape)),
    }
    return {name: want for name, want in expected.items() if getattr(frame, name) is not None}


def pass_violations(frame: Frame) -> list[tuple[bool, str]]:
    """Return whether each invariant of the passes is broken, with its name."""
    told = (_of_colours, _of_glass, _of_wholes, _of_light, _of_shadow, _of_mattes)
    return [each for violations in told for each in violations(frame)]


def _of_colours(frame: Frame) -> Iterator[tuple[bool, str]]:
    sky = frame.valid & (frame.instance == 0)
    if frame.albedo is not None:
        yield bool(frame.albedo[sky].any()), "albedo must be black where there is no surface"
    if frame.materials is not None:
        yield bool(frame.materials[sky].any()), "materials must be 0 where there is no surface"
        yield int(frame.materials.max(initial=0)) > len(STUFF), f"materials must be 0 to {len(STUFF)}"
    if frame.text is not None:
        yield bool(frame.text[sky].any()), "text must be 0 where there is no surface"
        yield int(frame.text.max(initial=0)) > UNSURE_TEXT, f"text must be 0 to {UNSURE_TEXT}"


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


def _of_light(frame: Frame) -> Iterator[tuple[bool, str]]:
    sky, surface = frame.valid & (frame.instance == 0), frame.valid & (frame.instance > 0)
    for name, part in (("shading", frame.shading), ("specular", frame.specular)):
        if part is not None:
            yield not ((part >= 0) & (part < np.inf)).all(), f"{name} must be finite and not below 0"
            yield bool(part[sky].any()), f"{name} must be 0 where there is no surface"
    if frame.specular is not None and frame.light is not None and frame.camera.weather is None:
        gloss, light = (float(each[surface].sum(dtype=np.float64)) for each in (frame.specular, frame.light))
        yield gloss > MOST_SPECULAR * light, "specular must not outshine the light that it is part of"


def _of_shadow(frame: Frame) -> Iterator[tuple[bool, str]]:
    if frame.shadow is None:
        return
    surface = frame.instance[frame.valid] > 0
    told = frame.shadow[frame.valid]
    yield int(told.max(initial=0)) > IN_SHADOW, f"shadow must be 0 to {IN_SHADOW}"
    yield bool(told.any() and ((told > 0) != surface).any()), "shadow must be told of every surface, and of no sky"


def _of_mattes(frame: Frame) -> Iterator[tuple[bool, str]]:
    """Look at what single rays and many must have in common: most pixels, and about the area."""
    if frame.mattes is None:
        yield bool(frame.matted), "matted must be empty where there are no mattes"
        return
    seen = {thing.instance for thing in frame.objects}
    yield len({*frame.matted}) < len(frame.matted) or not seen >= {*frame.matted}, "matted must be instances in sight"
    for number, matte in zip(frame.matted, frame.mattes, strict=True):
        own = frame.instance == number
        against, area_px = (matte == np.where(own, 0, 255))[frame.valid].sum(), own.sum()
        yield bool(against > AGAINST * area_px + 4), f"the matte of instance {number} must cover it, and it alone"
        edge_px, off_px = ((matte > 0) & (matte < 255)).sum(), abs(float(matte.sum() / 255) - area_px)
        yield bool(off_px > edge_px / 4 + 4), f"the matte of instance {number} must have about its area"
