"""What car parks have: the lines of their bays, arrows, shelters for trolleys, and the store that they belong to."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, mesh
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.lettering import Panel, Panels, fitting, lettering
from ..core.parts import Generator, arc, bar, block, plate, round_bar, tube

BAY_M = 2.5
LINE_M = 0.1
NAMES = ("BAKER", "BAZAAR", "FAIR", "FRESH", "GARDEN", "HOME", "MARKET", "PANTRY", "SPORT", "STORE", "TOOLS")
CANOPY_M, GLASS_M = 2.2, 3.4  # how far a store's canopy reaches out, and how high its panes are


def bays(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build the lines between bays in a row along x, and one along their heads at +y. Slot: paint."""
    width, depth, height = size_m
    count = max(1, round(width / BAY_M))
    xs = np.linspace(LINE_M / 2 - width / 2, width / 2 - LINE_M / 2, count + 1).tolist()
    lines = [bar((LINE_M, depth - LINE_M, height), (x, -LINE_M / 2, 0)) for x in xs]
    return join([*lines, bar((width, LINE_M, height), (0, depth / 2 - LINE_M / 2, 0))])


def lane_arrow(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a painted arrow that points to −y. Slot: paint."""
    width, depth, height = size_m
    shaft = bar((0.36 * width, 0.6 * depth, height), (0, 0.2 * depth, 0))
    flat = [(0.0, -depth / 2), (width / 2, -0.1 * depth), (-width / 2, -0.1 * depth)]
    points = [(x, y, z) for z in (0.0, height) for x, y in flat]
    sides = [(k, (k + 1) % 3, 3 + k) for k in range(3)] + [((k + 1) % 3, 3 + (k + 1) % 3, 3 + k) for k in range(3)]
    return join([shaft, mesh(points, [(2, 1, 0), (3, 4, 5), *sides])])


def trolley_shelter(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shelter open at −y: hoops with a clear roof, rails at its sides, a sign. Slots: steel, panes, sign."""
    width, depth, height = size_m
    w, eave = width / 2 - 0.04, 0.78 * height
    bow = np.array([(c * w, eave + (height - eave - 0.04) * s) for c, s in arc(13, 0, 180)])
    parts: list[Mesh] = []
    ys = np.linspace(0.05 - depth / 2, depth / 2 - 0.05, max(3, round(depth / 1.3) + 1)).tolist()
    for y in ys:
        hoop = [(w, y, 0.0), *((x, y, z) for x, z in bow), (-w, y, 0.0)]
        parts.append(tube(hoop, 0.03, 0, 8))
    skin = np.stack([np.column_stack([bow[:, 0], np.full(13, y), bow[:, 1] + 0.034]) for y in (ys[0], ys[-1])])
    parts.append(plate(skin[::-1], 0.006, 1))
    for s in (-1, 1):
        parts += [tube([(s * w, ys[0], z), (s * w, ys[-1], z)], 0.022, 0, 8) for z in (0.3, 0.65, 1.0)]
        parts.append(bar((0.008, depth - 0.2, 0.9), (s * (w - 0.03), 0, 1.1), 1))
    parts.append(tube([(-w, ys[-1], 0.5), (w, ys[-1], 0.5)], 0.022, 0, 8))
    parts.append(bar((0.8 * width, 0.04, 0.34), (0, ys[0] - 0.02, eave + 0.02), 2))
    return join(parts)


def store(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wide, low store with panes below a canopy and its name. Slots: wall, panes, sign, letters, steel."""
    width, depth, height = size_m
    panels = _store_panels(size_m, rng)
    share, front = float(rng.uniform(0.42, 0.62)), CANOPY_M - depth / 2
    glass = share * width
    parts = [bar((width, depth - CANOPY_M, height - 0.35), (0, CANOPY_M / 2, 0))]
    parts.append(block((width + 0.0, depth - CANOPY_M, 0.4), (0, CANOPY_M / 2, height - 0.4), 0.05, 4))
    parts += [
        bar((0.06, 0.03, height - 0.6), (x, front - 0.012, 0.2)) for x in np.arange(0.6 - width / 2, width / 2, 1.2)
    ]
    parts.append(bar((width, 0.12, 0.35), (0, front - 0.04, 0), 4))
    parts += _panes(glass, front)
    parts.append(block((glass + 1.6, CANOPY_M + 0.1, 0.3), (0, front - CANOPY_M / 2, GLASS_M + 0.1), 0.04, 4))
    parts += [
        round_bar((x, 0.2 - depth / 2, 0), (x, 0.2 - depth / 2, GLASS_M + 0.1), 0.07, 0.07, 4)
        for x in np.linspace(-glass / 2, glass / 2, 5).tolist()
    ]
    text = panels[0]
    size = (text.width_m + 1.6 * text.letter_m, 0.14, 1.7 * text.letter_m)
    parts.append(block(size, (0, front - 0.1, text.place_m[2] - 0.35 * text.letter_m), 0.02, 2))
    parts += [
        block((1.6, 1.2, 0.8), (x, depth * 0.2, height - 0.02), 0.04, 4)
        for x in (-0.3 * width, 0.1 * width, 0.32 * width)
    ]
    return join([*parts, *lettering(panels, 3, 0.06)])


def _panes(glass: float, front: float) -> list[Mesh]:
    """Return panes in their frames, with a sliding door in the middle."""
    count = max(4, round(glass / 1.8))
    wide = glass / count
    parts = [as_part(bar((glass, 0.05, GLASS_M), (0, front - 0.06, 0.0), 1), "window")]
    parts += [bar((0.07, 0.1, GLASS_M), ((k - count / 2) * wide, front - 0.06, 0), 4) for k in range(count + 1)]
    parts += [bar((glass, 0.1, 0.08), (0, front - 0.06, z), 4) for z in (0.0, 2.4, GLASS_M - 0.08)]
    door = [bar((0.05, 0.14, 2.4), (x, front - 0.07, 0), 4) for x in (-1.2, 0.0, 1.2)]
    return [*parts, as_part(join(door), "house door")]


def _store_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    width, depth, height = size_m
    text = str(rng.choice(NAMES))
    letter_m = fitting(text, 0.3 * width, 1.3)
    z = (GLASS_M + 0.4 + height - 0.4) / 2 - letter_m / 2
    return (Panel(text, (0.0, CANOPY_M - depth / 2 - 0.17, z), letter_m),)


GENERATORS: dict[str, Generator] = {
    "bays": bays,
    "lane arrow": lane_arrow,
    "trolley shelter": trolley_shelter,
    "store": store,
}
PANELS: dict[str, Panels] = {"store": _store_panels}
