"""The shapes of open land: how high it lies at each place, and where its path, its lake and its shore are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...poses import Vec3
from .noise import eroded, hilly, smooth

CELLS = 256  # along each side of a height field
PATH_HALF_M = 1.1
BEACH = 0.57  # of its height, from which land by a lake is green
DUNES_M = (27.0, 46.0)  # from the sea: where they begin to rise, and from where on they are green
WATER = 0.5  # of the height of land by the water is where it stands
QUAY_M = -6.0  # along y is the edge of a quay
QUAY_HALF_M, BASIN_M = 56.0, 4.5  # of its length; how deep the bed of a harbour lies below it
SNOW_M, RUT_M, TRACK_M = 0.16, 0.06, 0.74  # depth of the snow beside a path and of the ruts in it, which lie so far out
Field = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Relief:
    """How land is shaped: how uneven its middle is (0–1), wavelengths in metres, and their roughness.

    `path` draws one along x; `lake` hollows one out; `crest` turns waves into ridges; `form` is what is not made of
    waves. `water` says how it meets land: "" not at all, as a "shore" or a "beach". `middle` is how much of the lines
    of its grid (a share) is spread evenly, and to which power the others thin out.
    """

    calm: float = 0.1
    waves_m: tuple[float, float] = (9.0, 300.0)
    roughness: float = 1.15
    crest: bool = False
    path: bool = False
    lake: bool = False
    water: str = ""
    form: str = "waves"
    middle: tuple[float, float] = (0.1, 2.6)


RELIEFS: dict[str, Relief] = {
    "meadow terrain": Relief(0.1),
    "park terrain": Relief(0.06, path=True, lake=True),
    "hill terrain": Relief(0.45, (25.0, 260.0), 1.2, path=True),
    "crag terrain": Relief(0.3, (5.0, 220.0), 0.95, crest=True),
    "shore terrain": Relief(0.12, water="shore"),
    "beach terrain": Relief(water="beach", form="beach"),
    "harbour terrain": Relief(water="quay", form="harbour"),
    "mountain terrain": Relief(lake=True, form="mountains", middle=(0.03, 3.0)),
    "snow terrain": Relief(0.3, (25.0, 260.0), 1.2, path=True, form="snow", middle=(0.14, 2.6)),
}


def heights_m(relief: Relief, size_m: Vec3, rng: np.random.Generator) -> tuple[Field, Field]:
    """Return the lines of the grid, −1 … 1 as a share of half the size, and heights (x, y) from 0 to the size's z.

    Both are read-only: ground, path, grass and surroundings of a place ask for the same, which is made once.
    """
    source = rng.bit_generator
    if not isinstance(source, np.random.PCG64):
        raise TypeError(f"heights are drawn from a PCG64, not from a {type(source).__name__}")
    state: Any = source.state
    lines, height, after = _heights_m(relief, size_m, state["state"]["state"], state["state"]["inc"])
    source.state = after
    return lines, height


@lru_cache(maxsize=4)
def _heights_m(relief: Relief, size_m: Vec3, state: int, inc: int) -> tuple[Field, Field, Any]:
    """Return the grid, its heights, and the state in which drawing them leaves a generator of numbers."""
    source = np.random.PCG64(0)
    source.state = {"bit_generator": "PCG64", "state": {"state": state, "inc": inc}, "has_uint32": 0, "uinteger": 0}
    share = np.linspace(-1, 1, CELLS + 1)
    even, power = relief.middle
    lines = even * share + (1 - even) * np.sign(share) * np.abs(share) ** power
    x, y = np.meshgrid(lines * size_m[0] / 2, lines * size_m[1] / 2, indexing="ij")
    height = FORMS[relief.form](x, y, relief, size_m, np.random.Generator(source))
    if relief.lake:
        height = _hollowed(x, y, height, lake_of(relief, size_m[0]))
    low, high = height.min(), height.max()
    height = (height - low) / (high - low) * size_m[2]
    lines.flags.writeable = height.flags.writeable = False
    return lines, height, source.state


def _waves(x: Field, y: Field, relief: Relief, size_m: Vec3, rng: np.random.Generator) -> Field:
    """Return land made of waves, the calmer the nearer to the middle, of about the size's height."""
    away = np.hypot(x, y)
    free = relief.calm + (1 - relief.calm) * np.clip((away - 12) / (0.3 * size_m[0]), 0, 1) ** 1.3
    height = free * _sum_of_waves(x, y, relief, rng) * (0.5 + 0.5 * free)
    if relief.water == "shore":
        height = height * 0.6 + 1.1 * np.tanh((y + 9 + 3 * np.sin(x / 23)) / 45)
    return np.asarray(height / np.ptp(height) * size_m[2])


def _sum_of_waves(x: Field, y: Field, relief: Relief, rng: np.random.Generator) -> Field:
    """Return the sum of waves of all lengths and directions, long ones high and short ones low."""
    total = np.zeros_like(x)
    shortest, longest = np.log(relief.waves_m).tolist()
    for length_m in np.exp(rng.uniform(shortest, longest, 44)).tolist():
        angle, phase = rng.uniform(0, 2 * np.pi, 2)
        wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / length_m + phase)
        total += (length_m / 300) ** relief.roughness * (1 - 2 * np.abs(wave) ** 0.8 if relief.crest else wave)
    return total


def _beach(x: Field, y: Field, relief: Relief, size_m: Vec3, rng: np.random.Generator) -> Field:
    """Return a bed that falls gently, sand that rises as gently, dunes behind it, and hills behind those."""
    inland = y - shore_y_m(x, size_m[0])
    dune = smooth(inland, DUNES_M[0], DUNES_M[0] + 11) * (1.0 + 2.6 * hilly(x, 1.6 * y, 26.0, 4, rng))
    hills = smooth(inland, 70.0, 190.0) * 4.0 * hilly(x, y, 150.0, 3, rng)
    uneven = 0.10 * smooth(inland, 4.0, 12.0) * hilly(x, y, 5.0, 3, rng)
    land = 1.6 * np.tanh(inland / 32.0) + dune + hills + uneven
    bed = 3.2 * np.tanh(inland / 64.0)
    return np.asarray(np.where(inland > 0, land / land.max(), bed / -bed.min()))


def _harbour(x: Field, y: Field, relief: Relief, size_m: Vec3, rng: np.random.Generator) -> Field:
    """Return a basin, the land that a quay stands before, a bank beside it, and hills far behind."""
    beside = smooth(np.abs(x), QUAY_HALF_M, QUAY_HALF_M + 25)
    bank = smooth((y - QUAY_M + 6.0 * beside * hilly(x, y, 30.0, 2, rng)) / (0.3 + 9.0 * beside), -1.0, 0.0)
    hills = smooth(y, 14.0, 160.0) * hilly(x, y, 170.0, 4, rng)
    high_m = size_m[2] - BASIN_M
    return np.asarray(BASIN_M * (bank - 1) + high_m * hills / hills.max())


def _mountains(x: Field, y: Field, relief: Relief, size_m: Vec3, rng: np.random.Generator) -> Field:
    """Return a valley along x that bends and ends, between ridges worn by water."""
    phase = float(rng.uniform(0, 6))
    aside = np.abs(y - 70 * (np.sin(x / 310 + phase) - np.sin(phase)))
    half = size_m[0] / 2
    away = np.hypot(np.maximum(aside - 105, 0) / (0.62 * half), np.maximum(np.abs(x) - 0.30 * half, 0) / (0.9 * half))
    rise = smooth(away, 0.0, 1.0) ** 0.85
    floor = 3.0 * hilly(x, y, 120.0, 4, rng) + 14 * smooth(np.hypot(x, y), 60.0, 500.0)
    return np.asarray(floor + size_m[2] * rise * (0.12 + eroded(x, y, 0.55 * half, 8, rng)))


def _snow(x: Field, y: Field, relief: Relief, size_m: Vec3, rng: np.random.Generator) -> Field:
    """Return hills under snow: drifts, and a path that is trodden into it, with the ruts of wheels or runners."""
    near = np.exp(-np.hypot(x, y) / 60)
    drifts = near * (0.35 * hilly(x, 2.2 * y, 9.0, 4, rng))
    beside_m = np.abs(y - path_y_m(x, size_m[0]))
    trodden = SNOW_M * (1 - smooth(beside_m, PATH_HALF_M - 0.25, PATH_HALF_M + 0.35))
    rut = RUT_M * np.exp(-(((beside_m - TRACK_M) / 0.2) ** 2))
    return _waves(x, y, relief, size_m, rng) + drifts - near * (trodden + rut)


FORMS: dict[str, Callable[[Field, Field, Relief, Vec3, np.random.Generator], Field]] = {
    "waves": _waves,
    "beach": _beach,
    "harbour": _harbour,
    "mountains": _mountains,
    "snow": _snow,
}


@dataclass(frozen=True, slots=True)
class Lake:
    """Where a lake or pond lies, how far its water reaches, and how deep it is, in metres."""

    x_m: float
    y_m: float
    radius_m: float
    deep_m: float


SHORES = (1.16, 1.36, 2.4)  # of a lake's radius: so far is its water, level land, and land that gives way


NEAR_M = 75.0  # of the middle, where people, animals and things are


def lake_of(relief: Relief, side_m: float) -> Lake:
    """Return the lake of land of this width: a pond beside the path, or a lake in a valley."""
    rng = np.random.Generator(np.random.PCG64(round(1000 * side_m) + 1))
    left, along = (1.0 if rng.random() < 0.5 else -1.0), float(rng.uniform(-7, 7))
    if relief.path:
        radius_m = float(rng.uniform(4.5, 7.0))
        return Lake(along, float(path_y_m(np.array(along), side_m)) + left * (radius_m + 6.0), radius_m, 0.8)
    radius_m = float(rng.uniform(34, 52))
    return Lake(along, left * (1.12 * radius_m + 13), radius_m, 6.0)


def _hollowed(x: Field, y: Field, height: Field, lake: Lake) -> Field:
    """Return land with a hollow whose rim is level, and lower than all land near the middle, which so stays dry."""
    out = np.hypot(x - lake.x_m, y - lake.y_m) / lake.radius_m
    angle = np.arctan2(y - lake.y_m, x - lake.x_m) + lake.x_m
    out = out * (1 + 0.06 * np.sin(3 * angle) + 0.035 * np.sin(7 * angle))
    rim_m = float(height[np.hypot(x, y) < NEAR_M].min()) - 0.1
    level = 1 - smooth(out, SHORES[1], SHORES[2])
    return np.asarray(height * (1 - level) + rim_m * level - lake.deep_m * (1 - smooth(out, 0.55, 1.06)))


def path_y_m(x: Field, side_m: float) -> Field:
    """Return where the middle of the path runs over ground of a width that no other ground has."""
    rng = np.random.Generator(np.random.PCG64(round(1000 * side_m)))
    phase, far_m = rng.uniform(0, 6, 2), rng.uniform(2.0, 5.0)
    return np.asarray(far_m * np.sin(x / 17 + phase[0]) + 2 * far_m * np.sin(x / 61 + phase[1]) + 1.5)


def shore_y_m(x: Field, side_m: float) -> Field:
    """Return where the sea begins along a beach of a width that no other ground has."""
    rng = np.random.Generator(np.random.PCG64(round(1000 * side_m)))
    phase = rng.uniform(0, 6, 2)
    return np.asarray(-9 + 2.2 * np.sin(x / 33 + phase[0]) + 0.8 * np.sin(x / 9 + phase[1]))


def inlaid(relief: Relief, size_m: Vec3, points: Field) -> Field | None:
    """Return a column for each edge of what is inlaid in land, ≥ 0 within (points N×3 → N×K): its path or its sand."""
    x, y, z = points.T
    if relief.path:
        beside_m = y - path_y_m(x, size_m[0])
        return np.column_stack([-beside_m, beside_m]) + PATH_HALF_M
    if relief.water == "shore":
        return np.asarray(BEACH * size_m[2] - z)[:, None]
    if relief.water == "beach":
        return np.asarray(DUNES_M[1] - y + shore_y_m(x, size_m[0]))[:, None]
    return None
