"""Walls and roofs with several openings, and what fills a glazed front. A wall's inner face is its front (−y)."""

from __future__ import annotations

import itertools

import numpy as np

from ...geometry.mesh import Mesh, join
from ...poses import Vec3
from ...spec import Procedural
from .building import Opening
from .parts import Generator, bar, block
from .walls import divided

LOWER_M = 1.2  # up to which the walls of halls may have a finish of their own


def openings(wall: Procedural) -> tuple[Opening, ...]:
    """Return the openings of a pierced wall: all with one sill, one height and one width; () where it is plain."""
    rng = np.random.Generator(np.random.PCG64(wall.variant))
    return _PIERCED[wall.generator.removeprefix("lined ")](wall.size_m, rng)


def _ribbon(size_m: Vec3, rng: np.random.Generator) -> tuple[Opening, ...]:
    """Return the windows of a classroom: wide, with piers between them."""
    sill_m = rng.uniform(0.85, 1.0)
    return _row(size_m, rng.uniform(2.2, 3.2), rng.uniform(0.35, 0.8), sill_m, size_m[2] - rng.uniform(0.3, 0.5))


def _front(size_m: Vec3, rng: np.random.Generator) -> tuple[Opening, ...]:
    """Return one opening that leaves little of the wall."""
    margin_m, top_m = rng.uniform(0.5, 1.2), size_m[2] - rng.uniform(0.35, 0.7)
    return (Opening(0.0, 0.03, size_m[0] - 2 * margin_m, top_m - 0.03),)


def _clerestory(size_m: Vec3, rng: np.random.Generator) -> tuple[Opening, ...]:
    """Return a band of windows under the roof."""
    sill_m = size_m[2] - rng.uniform(2.2, 2.6)
    return _row(size_m, rng.uniform(4.5, 6.0), rng.uniform(0.8, 1.6), sill_m, sill_m + rng.uniform(0.9, 1.2))


def _end(size_m: Vec3, rng: np.random.Generator) -> tuple[Opening, ...]:
    """Return the window at the end of a corridor."""
    sill_m = rng.uniform(0.3, 1.0)
    return (Opening(0.0, sill_m, 0.6 * size_m[0], min(size_m[2] - 0.3, 2.3) - sill_m),)


def _row(size_m: Vec3, pitch_m: float, pier_m: float, sill_m: float, top_m: float) -> tuple[Opening, ...]:
    count = max(1, int((size_m[0] - 1.0) / pitch_m))
    pitch = (size_m[0] - 1.0) / count
    return tuple(Opening((k - (count - 1) / 2) * pitch, sill_m, pitch - pier_m, top_m - sill_m) for k in range(count))


def _pierced(name: str, line_m: float) -> Generator:
    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        """Build a wall with openings in one row, its finish another one below a line. Slots: surface, lower surface."""
        pieces = _around(size_m, _PIERCED[name](size_m, rng))
        return join([part for size, place in pieces for part in divided(size, place, line_m)])

    return generate


def _around(size_m: Vec3, holes: tuple[Opening, ...]) -> list[tuple[Vec3, Vec3]]:
    """Return the sizes of the boxes around some openings, and where the middles of their undersides are."""
    width, depth, height = size_m
    if not holes:
        return [(size_m, (0.0, 0.0, 0.0))]
    low, top = holes[0].z_m, holes[0].z_m + holes[0].height_m
    edges = [-width / 2, *(hole.x_m + s * hole.width_m / 2 for hole in holes for s in (-1, 1)), width / 2]
    piers = [
        ((right - left, depth, top - low), ((left + right) / 2, 0.0, low))
        for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]
    return [((width, depth, low), (0.0, 0.0, 0.0)), ((width, depth, height - top), (0.0, 0.0, top)), *piers]


def skylit_roof(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a roof with slots across it (see `roof_slots`). Slot: surface."""
    width, depth, height = size_m
    slots = roof_slots(size_m)
    edges = [-width / 2, *(x + s * slot_m / 2 for x, slot_m, _ in slots for s in (-1, 1)), width / 2]
    long_m = slots[0][2]
    rim_m = (depth - long_m) / 2
    strips = [bar((width, rim_m, height), (0, s * (depth - rim_m) / 2, 0)) for s in (-1, 1)]
    strips += [
        bar((right - left, long_m, height), ((left + right) / 2, 0, 0))
        for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]
    return join(strips)


def roof_slots(size_m: Vec3) -> list[tuple[float, float, float]]:
    """Return the slots of a skylit roof: middle along x, size along x, size along y."""
    count = max(2, round(size_m[0] / 8))
    pitch_m = size_m[0] / count
    return [((k - (count - 1) / 2) * pitch_m, 1.2, 0.72 * size_m[1]) for k in range(count)]


def glazing(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a curtain wall: mullions and transoms with panes between. Slots: frame, glass."""
    width, depth, height = size_m
    columns, rows = max(2, round(width / rng.uniform(1.2, 1.9))), max(1, round(height / rng.uniform(1.8, 3.0)))
    bar_m = 0.06
    xs = np.linspace(bar_m / 2 - width / 2, width / 2 - bar_m / 2, columns + 1)
    zs = np.linspace(0.0, height - bar_m, rows + 1)
    parts = [block((bar_m, depth, height), (float(x), 0, 0), 0.003) for x in xs]
    parts += [block((width - bar_m, 0.8 * depth, bar_m), (0, 0, float(z)), 0.003) for z in zs]
    wide_m, tall_m = float(xs[1] - xs[0]) - bar_m, float(zs[1]) - bar_m if rows else height
    parts += [
        bar((wide_m, 0.008, tall_m), (float((a + b) / 2), 0, float(z) + bar_m), 1)
        for a, b in itertools.pairwise(xs)
        for z in zs[:-1]
    ]
    return join(parts)


def _none(size_m: Vec3, rng: np.random.Generator) -> tuple[Opening, ...]:
    return ()


_PIERCED = {
    "slab": _none,
    "ribbon wall": _ribbon,
    "glass front": _front,
    "clerestory wall": _clerestory,
    "end wall": _end,
}
GENERATORS: dict[str, Generator] = {
    **{name: _pierced(name, 0.0) for name in _PIERCED if name != "slab"},
    **{f"lined {name}": _pierced(name, LOWER_M) for name in _PIERCED if name != "clerestory wall"},
    "skylit roof": skylit_roof,
    "glazing": glazing,
}
