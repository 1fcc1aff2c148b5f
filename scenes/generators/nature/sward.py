"""Grass as it covers ground: squares of it that carry on into one another, and what of it is seen from farther away."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, mesh
from ...poses import Vec3
from ..core.parts import Generator
from .fields import fields_of, hedge_line, hedges
from .limbs import Points, leaflets, outwards, unit
from .noise import hilly
from .relief import CELLS, PATH_HALF_M, RELIEFS, SHORES, Field, Relief, heights_m, inlaid, lake_of, path_y_m
from .trees import rooted
from .weeds import discs

SWARD, THIN, SWARD_M = "sward", "thin sward", 3.6  # generators of squares, near and farther away; their sides
THINNED = 0.35  # so many of the blades has a thin square
TALL_M: dict[str, tuple[float, float]] = {  # how high grass stands, from … to
    "meadow terrain": (0.16, 0.44),
    "park terrain": (0.05, 0.085),
    "hill terrain": (0.09, 0.22),
    "crag terrain": (0.12, 0.3),
    "shore terrain": (0.12, 0.34),
    "harbour terrain": (0.1, 0.25),
    "mountain terrain": (0.07, 0.2),
}
FARMED = ("meadow terrain", "hill terrain", "shore terrain")  # where there are hedges between fields
TRACKS = ("hill terrain",)  # where wheels have worn the paths
MOWN_M = 0.12  # grass as low as this has neither stalks nor bent blades
DENSE = 1000.0  # blades on a square metre of grass 0.4 m high; lower grass is closer
FAR_M = (14.0, 110.0)  # from the middle: from where to where single blades stand for tufts
FAR_BLADES, VERGE_BLADES = 52_000, 26_000
VERGE_M, VERGE_LONG_M = (-0.16, 0.3), 42.0  # from the edge of a path, and along it
BLOOMS = 26.0  # flowers on a square metre at most
STRIP_M, STRIP_BLADES = 0.24, 6_000  # half of the grass between the ruts of a track, and how many blades it has
RAGGED_M = 0.5  # how far the edge of grass along a path wanders, at most
LEVEL = 0.82  # upward part of the normal of slopes that are all grass
WIND = np.array((0.35, 0.2, 0.0))


def tall_m(terrain: str, rng: np.random.Generator) -> float:
    """Return how high the grass of a terrain is, in metres, as the first number that its variant gives."""
    low, high = TALL_M[terrain]
    return low + (high - low) * float(rng.random()) ** 1.4


def _sward(times: float) -> Generator:
    """Return a generator of squares of grass with so many times as many blades, which are the broader the fewer."""

    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        """Build tufts of all lengths, between which no ground shows, stalks with seeds, and flowers.

        Slots: blades, stalks, petals.
        """
        width, depth, height = size_m
        count = int(times * DENSE * width * depth * np.sqrt(0.4 / height))
        place, own, turn = _in_tufts(count, max(count // 45, 12), rng)
        foot, broad_m = np.column_stack([place * (width, depth), np.zeros(count)]), times**-0.5
        if height <= MOWN_M:
            low = spears(foot, height * own, 0.0026 * broad_m, rng, turn=turn)
            return rooted(outwards(join([low, _blooms(size_m, 0.011, rng)])), size_m)
        low = bent(foot, 0.72 * height * own, 0.0034 * broad_m, rng, turn)
        return rooted(outwards(join([low, *_stalks(size_m, rng), _blooms(size_m, 0.016, rng)])), size_m)

    return generate


def _in_tufts(count: int, tufts: int, rng: np.random.Generator) -> tuple[Points, Field, Field]:
    """Return places N×2 in a square of side 1 that carries on, how long blades are (0–1), and their turn."""
    middles, lengths = rng.uniform(-0.5, 0.5, (tufts, 2)), rng.uniform(0.45, 1.0, tufts)
    tuft = rng.integers(tufts, size=count)
    place = middles[tuft] + rng.normal(0, 0.022, (count, 2)) * rng.uniform(0.5, 1.6, (tufts, 1))[tuft]
    lone = rng.random(count) < 0.5
    place[lone] = rng.uniform(-0.5, 0.5, (int(lone.sum()), 2))
    own = np.where(lone, 0.6, lengths[tuft]) * (0.35 + 0.65 * rng.beta(2.2, 1.8, count))
    turn = rng.uniform(0, 2 * np.pi, tufts)[tuft] + rng.normal(0, np.where(lone, 2.0, 0.7))
    return (place + 0.5) % 1.0 - 0.5, own, turn


def spears(
    foot: Points,
    tall: Points,
    broad_m: float | Field,
    rng: np.random.Generator,
    lean: float = 0.45,
    turn: Field | None = None,
) -> Mesh:
    """Return blades of one triangle on feet N×3, half about `broad_m` wide, that lean to a `turn` or anywhere."""
    count = len(foot)
    across, way = _ways(count, rng, turn)
    half = (broad_m * rng.uniform(0.6, 1.3, count))[:, None]
    bow = np.abs(rng.normal(0, lean, (count, 1)))
    tip = foot + tall[:, None] * unit(np.array((0.0, 0.0, 1.0)) + bow * way + WIND * rng.uniform(0.2, 1.0, (count, 1)))
    return mesh(np.stack([foot - half * across, foot + half * across, tip], 1), np.arange(3 * count).reshape(-1, 3))


def bent(foot: Points, tall: Points, broad_m: float, rng: np.random.Generator, turn: Field) -> Mesh:
    """Return blades on feet N×3 that taper and hang over to a `turn`, of three triangles each."""
    count = len(foot)
    across, way = _ways(count, rng, turn)
    half = (broad_m * rng.uniform(0.6, 1.4, count))[:, None]
    blow = rng.uniform(0.2, 1.0, (count, 1)) * WIND
    lean, long = rng.uniform(0.1, 0.9, (count, 1)), tall[:, None]
    rise = np.array((0.0, 0.0, 1.0))
    middle = foot + long * (0.6 * rise + 0.22 * lean * way + 0.3 * blow)
    tip = foot + long * ((1 - 0.35 * lean) * rise + lean * way + blow)
    corners = (foot - half * across, foot + half * across, middle + 0.8 * half * across, middle - 0.8 * half * across)
    index = 5 * np.arange(count)[:, None]
    faces = np.concatenate([index + k for k in ((0, 1, 2), (0, 2, 3), (3, 2, 4))])
    return mesh(np.stack([*corners, tip], 1), faces)


def _ways(count: int, rng: np.random.Generator, turn: Field | None) -> tuple[Points, Points]:
    """Return unit vectors N×3 on the level: across each blade, and where it leans."""
    leaning = rng.uniform(0, 2 * np.pi, count) if turn is None else turn
    facing = leaning + rng.uniform(0.6, 2.5, count)
    way, across = (np.column_stack([np.cos(each), np.sin(each), np.zeros(count)]) for each in (leaning, facing))
    return across, way


def _stalks(size_m: Vec3, rng: np.random.Generator) -> list[Mesh]:
    """Return stalks with ears, in drifts, that stand out above the blades of a square."""
    width, depth, height = size_m
    count = int(rng.uniform(6, 22) * width * depth)
    middles = rng.uniform(-0.5, 0.5, (7, 2))
    place = middles[rng.integers(7, size=count)] + rng.normal(0, 0.13, (count, 2))
    place = ((place + 0.5) % 1.0 - 0.5) * (width, depth)
    foot = np.column_stack([place, np.zeros(count)])
    tall = height * rng.uniform(0.6, 1.0, count)
    stalk = spears(foot, tall, 0.0016, rng, 0.16)
    tips = stalk.vertices.reshape(-1, 3, 3)[:, 2]
    base = np.repeat(tips, 3, axis=0)
    way = unit(rng.normal((0.15, 0.1, -1.0), 0.25, base.shape))
    ears = leaflets(base, way, np.repeat(0.05 + 0.1 * tall, 3) * rng.uniform(0.6, 1.0, len(base)), 0.09, rng)
    return [stalk.with_slot(1), ears.with_slot(1)]


def _blooms(size_m: Vec3, radius_m: float, rng: np.random.Generator) -> Mesh:
    """Return flowers as discs among the tips of the blades of a square, in drifts; there may be few."""
    width, depth, height = size_m
    count = int(BLOOMS * rng.random() ** 3 * width * depth) + 3
    middles = rng.uniform(-0.5, 0.5, (5, 2))
    place = middles[rng.integers(5, size=count)] + rng.normal(0, 0.12, (count, 2))
    place = ((place + 0.5) % 1.0 - 0.5) * (np.array((width, depth)) - 0.1)
    return discs(np.column_stack([place, height * rng.uniform(0.55, 0.95, count)]), radius_m, 2, rng)


def _grown(terrain: str) -> Generator:
    """Return a generator of the blades that stand for tufts farther away, and of those that hang over a path's edges.

    They stand on the ground of the same size and variant. Slot: blades.
    """
    relief = RELIEFS[terrain]

    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        high_m = tall_m(terrain, deepcopy(rng))
        lines, height = heights_m(relief, size_m, rng)
        far = _far(relief, size_m, high_m, rng)
        shape = join([far, *_verge(terrain, size_m, high_m, rng)])
        x, y, above = shape.vertices.T
        ground = surface_m(lines, height, size_m, x, y)
        foot = ground.reshape(-1, 3)[:, :1].repeat(3, axis=1).ravel()
        z = np.where(above > 0, foot + above, ground - 0.01)
        kept = _is_grassy(relief, size_m, np.column_stack([x, y, ground]), _steep(lines, height, size_m, x, y))
        kept[len(far.vertices) :] = True
        return _fitted(shape.with_vertices(np.column_stack([x, y, z])), kept, size_m)

    return generate


def _hedged(terrain: str) -> Generator:
    """Return a generator of the hedges between the fields of a terrain of the same size and variant. Slot: leaves."""
    relief = RELIEFS[terrain]

    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        fields = fields_of(deepcopy(rng))
        lines, height = heights_m(relief, size_m, rng)
        place, high_m = hedge_line(fields, 0.48 * size_m[0], rng)
        x, y = place.T
        foot = np.column_stack([x, y, surface_m(lines, height, size_m, x, y) - 0.2])
        grassy = _is_grassy(relief, size_m, foot, _steep(lines, height, size_m, x, y))
        shape = hedges(foot[grassy], high_m[grassy], rng)
        return _fitted(shape, np.ones(len(shape.vertices), dtype=bool), size_m)

    return generate


def _far(relief: Relief, size_m: Vec3, high_m: float, rng: np.random.Generator) -> Mesh:
    """Return blades around the middle, fewer and broader with the distance, in drifts of their own heights."""
    near, far = FAR_M[0] ** -0.5, min(FAR_M[1], 0.45 * size_m[0]) ** -0.5
    away = (near + (far - near) * rng.random(int(1.4 * FAR_BLADES))) ** -2.0
    turn = rng.uniform(0, 2 * np.pi, len(away))
    x, y = away * np.cos(turn), away * np.sin(turn)
    drifts = hilly(x, y, 7.0, 3, rng)
    kept = np.argsort(drifts + rng.normal(0, 0.14, len(away)))[-FAR_BLADES:]
    x, y, away, drifts = x[kept], y[kept], away[kept], drifts[kept]
    tall = high_m * np.clip(0.25 + 1.5 * (drifts - drifts.min()), 0.4, 1.35) * rng.uniform(0.6, 1.15, len(x))
    return spears(np.column_stack([x, y, 0 * x]), tall, 0.0055 * away / FAR_M[0], rng)


def _verge(terrain: str, size_m: Vec3, high_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return the blades that no mower meets and no foot treads, along both edges of a path, and between its ruts."""
    if not RELIEFS[terrain].path:
        return []
    count = VERGE_BLADES + STRIP_BLADES * (terrain in TRACKS)
    x = VERGE_LONG_M * rng.choice((-1.0, 1.0), count) * rng.random(count) ** 2
    off = PATH_HALF_M + VERGE_M[0] + (VERGE_M[1] - VERGE_M[0]) * rng.beta(1.8, 2.0, count)
    off += RAGGED_M * (hilly(x, np.zeros(count), 1.3, 3, rng) - 0.5)
    off[VERGE_BLADES:] = STRIP_M * rng.beta(1.3, 1.6, count - VERGE_BLADES)
    y = path_y_m(x, size_m[0]) + rng.choice((-1.0, 1.0), count) * off
    tall = (0.08 + 0.6 * min(high_m, 0.2)) * rng.beta(2.0, 2.2, count) * (0.4 + 1.2 * hilly(x, y, 1.1, 3, rng))
    return [spears(np.column_stack([x, y, 0 * x]), tall, 0.0026, rng, 0.7)]


def surface_m(lines: Field, height: Field, size_m: Vec3, x: Field, y: Field) -> Field:
    """Return how high a terrain lies at places N, on the triangles of its mesh."""
    (i, u), (j, v) = (_cell(lines * size_m[0] / 2, x), _cell(lines * size_m[1] / 2, y))
    a, b, c, d = height[i, j], height[i + 1, j], height[i + 1, j + 1], height[i, j + 1]
    return np.where(u >= v, a + u * (b - a) + v * (c - b), a + u * (c - d) + v * (d - a))


def _cell(lines_m: Field, x: Field) -> tuple[NDArray[np.int64], Field]:
    i = np.clip(np.searchsorted(lines_m, x) - 1, 0, CELLS - 1)
    return i, (x - lines_m[i]) / (lines_m[i + 1] - lines_m[i])


def _steep(lines: Field, height: Field, size_m: Vec3, x: Field, y: Field) -> Field:
    """Return the upward part of the normal of a terrain at places N."""
    here = surface_m(lines, height, size_m, x, y)
    dx, dy = (surface_m(lines, height, size_m, x + a, y + b) - here for a, b in ((0.7, 0.0), (0.0, 0.7)))
    return np.asarray(1 / np.sqrt(1 + (dx**2 + dy**2) / 0.49))


def _is_grassy(relief: Relief, size_m: Vec3, ground: Points, up: Field) -> NDArray[np.bool_]:
    """Return which points N×3 of the ground are neither on sand or a path, nor wet, nor steep."""
    edges = inlaid(relief, size_m, ground)
    within = np.full(len(ground), -1.0) if edges is None else edges.min(axis=1)
    dry = np.ones(len(ground), dtype=bool)
    if relief.lake:
        lake = lake_of(relief, size_m[0])
        dry = np.hypot(ground[:, 0] - lake.x_m, ground[:, 1] - lake.y_m) > SHORES[0] * lake.radius_m
    return (within < -0.2) & dry & (up > LEVEL)


def _fitted(shape: Mesh, kept: NDArray[np.bool_], size_m: Vec3) -> Mesh:
    """Return what stands on kept points alone, as a mesh whose outer size is that of its ground."""
    triangles = shape.triangles[kept[shape.triangles].all(axis=1)]
    half = np.array((size_m[0] / 2, size_m[1] / 2))
    corners = np.array([(*-half, 0.0), (*half, size_m[2])])
    points = np.concatenate([np.minimum(shape.vertices, (np.inf, np.inf, size_m[2])), corners])
    points[:, 2] = np.maximum(points[:, 2], 0.0)
    return outwards(mesh(points, triangles))


GENERATORS: dict[str, Generator] = {
    SWARD: _sward(1.0),
    THIN: _sward(THINNED),
    **{f"grown {terrain}": _grown(terrain) for terrain in TALL_M if terrain != "harbour terrain"},
    **{f"hedged {terrain}": _hedged(terrain) for terrain in FARMED},
}
