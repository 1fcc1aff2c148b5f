"""Windows of storeys: each with its own blind or curtains, some of them ajar, and balconies before some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ....geometry.mesh import Mesh, join
from ....geometry.parts import Parts, as_part
from ...core.parts import bar, moved
from .front import CLEAR, IRON, TRIM, Front, copies, opening, sashes, shifted
from .glazing import cloths, leaves, room
from .hung import BALCONY, BALCONY_M, washing

AJAR = 0.09  # so many above the ground floor have a casement that stands open
LINTELS = (0.3, 0.3, 0.4)  # shares of houses with plain windows, with a frame around them, and with a hood above


def storeys(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return the storeys above the ground floor."""
    wide_m, tall_m = front.window_m
    low_m = 0.3 * front.storey_m
    bars, crossed = int(rng.integers(2, 4)), bool(rng.random() < 0.5)
    frame = as_part(join(sashes(low_m, wide_m, tall_m, bars, crossed, TRIM, front.reveal_m)), "window")
    wall = opening((front.bay_m, front.storey_m), low_m, wide_m, tall_m, front.reveal_m)
    cell = [*wall, frame, *sill(low_m, wide_m), *_dressing(low_m, wide_m, tall_m, rng)]
    places = np.array(
        [
            ((k - (front.bays - 1) / 2) * front.bay_m, 0.0, front.ground_m + n * front.storey_m)
            for n in range(front.storeys)
            for k in range(front.bays)
        ]
    )
    glass = [shifted(glazing(front.reveal_m, low_m, wide_m, tall_m, bars, rng, AJAR), place) for place in places]
    rooms = [shifted(room(front.bay_m, 0.03, front.storey_m - 0.03, rng), place) for place in places]
    parts = [_glazed(copies(join(cell), places), glass), join(rooms)]
    columns = rng.random(front.bays) < (0.4 if rng.random() < 0.45 else 0.0)
    chosen = np.array([p for k, p in enumerate(places) if columns[k % front.bays]])
    if not len(chosen):
        return parts
    apart = rng.spawn(1)[0]
    dried = [shifted(each, place) for place in chosen for each in washing(front.bay_m, apart)]
    return [*parts, copies(as_part(_balcony(front.bay_m), "balcony"), chosen), *dried]


def sill(low_m: float, wide_m: float) -> list[Mesh]:
    """Return a sill that sheds water, with a drip below its edge."""
    return [
        bar((wide_m + 0.14, 0.14, 0.045), (0, -0.05, low_m - 0.045), TRIM),
        bar((wide_m + 0.1, 0.02, 0.03), (0, -0.1, low_m - 0.075), TRIM),
    ]


def _dressing(low_m: float, wide_m: float, tall_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return what is around the windows of a house: nothing, a flat frame, or a hood on brackets."""
    style = int(rng.choice(len(LINTELS), p=LINTELS))
    surround, top = float(rng.uniform(0.1, 0.2)), low_m + tall_m
    if not style:
        return []
    parts = [bar((wide_m + 2 * surround, 0.06, surround), (0, -0.03, top), TRIM)]
    parts += [bar((surround, 0.06, tall_m), (s * (wide_m + surround) / 2, -0.03, low_m), TRIM) for s in (-1, 1)]
    if style == 2:
        parts.append(bar((wide_m + 2 * surround + 0.1, 0.18, 0.06), (0, -0.09, top + surround), TRIM))
    return parts


def glazing(
    reveal_m: float, low_m: float, wide_m: float, tall_m: float, bars: int, rng: np.random.Generator, ajar: float = 0.0
) -> Mesh:
    """Return the glass between the upright bars of one window, what hangs behind it, and of some a casement ajar."""
    seen = join([*leaves(wide_m, tall_m, bars - 1, rng), *cloths(wide_m, tall_m, rng)])
    parts = [shifted(seen, np.array([0.0, reveal_m, low_m]))]
    if rng.random() < ajar:
        side, open_deg = int(rng.choice((-1, 1))), float(rng.uniform(15, 75))
        parts.append(_casement(side, open_deg, reveal_m, low_m, wide_m, tall_m))
    return join(parts)


def _casement(side: int, open_deg: float, reveal_m: float, low_m: float, wide_m: float, tall_m: float) -> Mesh:
    """Return half of a window, hinged at its left (-1) or right side and turned outwards."""
    wide, x = wide_m / 2 - 0.04, -side * (wide_m / 4 - 0.02)
    frame = [bar((0.05, 0.04, tall_m - 0.08), (x + k * (wide / 2 - 0.025), 0, 0.04), TRIM) for k in (-1, 1)]
    frame += [bar((wide, 0.04, 0.05), (x, 0, z), TRIM) for z in (0.04, tall_m - 0.09)]
    glass = bar((wide - 0.1, 0.01, tall_m - 0.18), (x, 0, 0.09), CLEAR)
    return moved(join([*frame, glass]), (side * (wide_m / 2 - 0.02), reveal_m - 0.08, low_m), side * open_deg)


def _glazed(frames: Mesh, glass: Sequence[Mesh]) -> Mesh:
    """Return frames with their glass; each window is one part."""
    names, number = (frames.parts.names, frames.parts.number) if frames.parts else ((), np.zeros(0, np.int64))
    owners = [np.full(len(shape.triangles), which) for which, shape in enumerate(glass, start=1)]
    return replace(join([frames, *glass]), parts=Parts(names, np.concatenate([number, *owners])))


def _balcony(bay_m: float) -> Mesh:
    wide, deep = BALCONY * bay_m, BALCONY_M
    parts = [bar((wide, deep, 0.14), (0, -deep / 2, 0.02), TRIM)]
    xs = np.linspace(-wide / 2 + 0.02, wide / 2 - 0.02, max(8, round(wide / 0.15)))
    parts += [bar((0.018, 0.018, 0.9), (float(x), -deep + 0.03, 0.16), IRON) for x in xs]
    for s in (-1, 1):
        ys = np.linspace(-deep + 0.03, -0.04, 5)
        parts += [bar((0.018, 0.018, 0.9), (s * (wide / 2 - 0.02), float(y), 0.16), IRON) for y in ys]
        parts.append(bar((0.04, deep, 0.04), (s * (wide / 2 - 0.02), -deep / 2, 1.06), IRON))
    return join([*parts, bar((wide, 0.04, 0.04), (0, -deep + 0.03, 1.06), IRON)])
