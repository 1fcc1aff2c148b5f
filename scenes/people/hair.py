"""Hair as meshes, so that truth and picture are the same: a mass laid over the skull, falling from its edge, and locks.

A mass is a grid: columns run round the head, rows from the crown down to the hairline and on to the tips.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ..geometry.mesh import Mesh
from .anatomy import anatomy
from .head import Body, Head, Values, directions
from .skeleton import ends
from .strands import joined, knot, ribbons, surface
from .wisps import Fade, curls, over_edge, stray

SOFT = 5.0  # of the way from crown to hairline, for each metre that hair stands off: it thins out over as much
EDGE_M = -0.001  # off the skin, where a mass ends: in it, so that no rim is seen
COLUMNS, ROWS, FALLING = 80, 14, 9
EVEN = (0.1, 0.2, 0.4, 0.2, 0.1)  # how the lengths of neighbours are mixed: ends in rags look torn
ROUND_DEG = (0.0, 25.0, 45.0, 62.0, 74.0, 84.0, 92.0, 104.0, 116.0, 140.0, 180.0)
HAIRLINE_DEG = (33.0, 35.0, 32.5, 21.0, 4.0, -14.0, 4.0, 6.0, -20.0, -34.0, -40.0)


@dataclass(frozen=True, slots=True)
class Style:
    """A haircut: how thick it lies on top and at the sides, how far it falls from the hairline, from which azimuth on.

    `ridge_m` is the depth of its strands, `curl_m` that of its curls, `fringe_deg` how far it comes down the forehead;
    `bald_deg` from the crown is bare; `knot` is what hangs behind: "bun" or "tail"; `wisps` go over its edge, which
    fades over `fade_deg`; up to `shorn_deg` above the hairline sides are cut to the skin; `nap` is how much shorter
    than on combed hair its streaks are.
    """

    top_m: float
    side_m: float
    fall_m: float = 0.0
    from_deg: float = 60.0
    ridge_m: float = 0.002
    curl_m: float = 0.0
    fringe_deg: float = 0.0
    bald_deg: float = 0.0
    parting: float = 0.0
    wave_m: float = 0.0
    locks: int = 0
    knot: str = ""
    wisps: int = 380
    fade_deg: float = 3.6
    shorn_deg: float = 0.0
    nap: float = 1.0


STYLES: dict[str, Style] = {
    "cropped": Style(0.008, 0.002, ridge_m=0.002, wisps=700, fade_deg=6.0, shorn_deg=17.0, nap=40.0),
    "short": Style(0.023, 0.009, ridge_m=0.008, parting=0.4, locks=300),
    "parted": Style(0.027, 0.010, ridge_m=0.007, parting=1.0, locks=300),
    "fringe": Style(0.022, 0.014, 0.03, 75, 0.006, fringe_deg=11, locks=240),
    "balding": Style(0.004, 0.008, ridge_m=0.001, bald_deg=62, wisps=600, fade_deg=4.0, nap=20.0),
    "bob": Style(0.022, 0.020, 0.13, 58, 0.006, parting=0.5, locks=240, fade_deg=2.0),
    "bob with a fringe": Style(0.022, 0.020, 0.12, 55, 0.007, fringe_deg=12, locks=240),
    "long": Style(0.022, 0.018, 0.36, 58, 0.006, parting=0.8, locks=250, fade_deg=2.0),
    "wavy": Style(0.026, 0.022, 0.30, 58, 0.007, parting=0.7, wave_m=0.012, locks=250, fade_deg=2.0),
    "ponytail": Style(0.011, 0.008, ridge_m=0.003, knot="tail", locks=120, fade_deg=2.0),
    "bun": Style(0.011, 0.008, ridge_m=0.003, knot="bun", locks=120, fade_deg=2.0),
    "curly": Style(0.042, 0.030, 0.05, 70, 0.0, 0.011, fringe_deg=3, nap=8.0),
    "afro": Style(0.065, 0.055, curl_m=0.008, nap=30.0),
}
LEAN = -0.7  # columns a row by which locks before a parting lie aside
ENDS_M = 0.025
ASIDE_DEG = 9.0  # by which wisps at a forehead lie aside, where hair is parted
CURLS = 460  # of curled hair
STRAYS, STRAY_M = 40, 0.014


def hair(head: Head, style: Style, rng: np.random.Generator) -> Mesh:
    """Return the hair of a body at rest, with texture coordinates along its strands; the head takes it along."""
    azimuth = np.linspace(-180, 180, COLUMNS, endpoint=False)
    strands = _strands(azimuth, rng)
    line = _line_deg(style, azimuth, rng)
    scalp = _scalp(head, style, azimuth, line, strands, rng)
    rows = _fallen(head, Body(head.rest), style, azimuth, scalp, strands, rng) if style.fall_m else scalp
    inner = _inner(rows, head)
    parts = [surface(np.concatenate([rows, inner], axis=1), style.nap)]
    if style.knot:
        parts.append(knot(head, style.knot, rng))
    if style.locks:
        parts += [_locks(rows, head, style, rng), stray(head, rows, STRAYS, STRAY_M, rng)]
    if style.curl_m:
        parts.append(curls(head, rows, CURLS, 0.7 * style.curl_m, rng))
    aside_deg = 0.0 if style.fringe_deg else ASIDE_DEG * style.parting
    fade = Fade(style.wisps, style.fade_deg, aside_deg)
    parts.append(over_edge(head, scalp, line, ~_falls(style, azimuth), fade, rng))
    return joined(parts)


def _falls(style: Style, azimuth: Values) -> NDArray[np.bool_]:
    """Return the columns whose hair hangs from the hairline."""
    return np.abs(azimuth) > style.from_deg if style.fall_m else np.zeros(len(azimuth), np.bool_)


def _line_deg(style: Style, azimuth: Values, rng: np.random.Generator) -> Values:
    """Return the elevation of the edge in each column: the hairline, uneven and no two alike, or that of a fringe."""
    line = np.interp(np.abs(azimuth), ROUND_DEG, HAIRLINE_DEG) + 1.5 * rng.normal(size=len(azimuth))
    line = line + style.shorn_deg * np.clip((np.abs(azimuth) - 48) / 26, 0, 1)
    ahead = np.clip((58 - np.abs(azimuth)) / 22, 0, 1)
    own = rng.normal(0, 2.0) + 1.2 * sum(
        np.sin(number * np.radians(azimuth) + rng.uniform(0, 6.3)) for number in (7, 11, 17)
    )
    return line - (style.fringe_deg - own) * ahead


def _strands(azimuth_deg: Values, rng: np.random.Generator) -> Values:
    """Return −1 to 1 for each column: thick and thin strands."""
    turn = np.radians(azimuth_deg)
    waves = [(rng.uniform(0.4, 1), number, rng.uniform(0, 6.3)) for number in (5, 9, 14, 21, 29, 37, 47)]
    found = sum(weight * np.sin(number * turn + phase) for weight, number, phase in waves)
    return found / np.abs(found).max()


def _scalp(
    head: Head, style: Style, azimuth: Values, line: Values, strands: Values, rng: np.random.Generator
) -> Values:
    """Return columns × rows × 3: from the crown to the hairline."""
    down = np.linspace(0, 1, ROWS)
    start = 90 - style.bald_deg * np.clip((np.abs(azimuth) + 60) / 100, 0.6, 1)
    elevation = start[:, None] + down * (line - start)[:, None]
    thick = style.side_m + (style.top_m - style.side_m) * np.clip((elevation - 8) / 78, 0, 1)
    falls = _falls(style, azimuth)[:, None]
    edge = np.where(falls, 1.0, _edge(style, down))
    if style.bald_deg:
        edge = edge * np.clip(down / 0.3, 0.05, 1)
    places = head.place(azimuth[:, None], elevation, 0.0)
    swirl = np.stack(
        [np.interp(azimuth + 25 * style.parting * (1 - d), azimuth, strands, period=360) for d in down], axis=1
    )
    thick = thick * (1 + 0.25 * style.parting * _swept(azimuth, elevation)) + style.ridge_m * swirl * np.minimum(
        1, 1.6 * down
    )
    if style.curl_m:
        out = places + directions(azimuth[:, None], elevation) * thick[..., None]
        thick = thick + style.curl_m * _curls(out, rng)
    off_m = np.where(falls, 0.002, np.interp(down, (0.85, 1), (0.002, EDGE_M))) + thick * edge
    return places + directions(azimuth[:, None], elevation) * off_m[..., None]


def _edge(style: Style, down: Values) -> Values:
    """Return how thick hair lies at shares of the way from crown to hairline: round where it curls, else a slope."""
    if style.curl_m:
        left = np.clip((1 - down) / min(0.55, SOFT * style.side_m + 0.1), 0, 1)
        return np.asarray(np.sqrt(1 - (1 - left) ** 2))
    soft = max(0.16, SOFT * style.side_m) if style.fringe_deg else 0.5
    return np.asarray(np.clip((1 - down) / soft, 0, 1) ** 0.8)


def _swept(azimuth: Values, elevation: Values) -> Values:
    """Return where parted hair lies thick: over the forehead on one side, with a furrow on the other."""
    side = np.sin(np.radians(azimuth))[:, None] * np.cos(np.radians(elevation))
    furrow = np.exp(-(((side - 0.35) / 0.09) ** 2))
    return np.clip(-2.2 * side + 0.3, -0.6, 1.2) * np.clip(np.cos(np.radians(azimuth)), 0, 1)[:, None] - 1.6 * furrow


def _curls(places: Values, rng: np.random.Generator) -> Values:
    """Return −1 to 1: lumps of three to six centimetres; finer ones would fall between the columns."""
    found = np.zeros(places.shape[:-1])
    for size_m in (0.016, 0.012, 0.009, 0.007):
        ways = rng.normal(size=(3, 3))
        ways /= np.linalg.norm(ways, axis=1, keepdims=True)
        found += np.prod(np.sin(places @ ways.T / size_m + rng.uniform(0, 6.3, 3)), axis=-1)
    return np.clip(1.2 * found, -1, 1)


def _fallen(
    head: Head, body: Body, style: Style, azimuth: Values, scalp: Values, strands: Values, rng: np.random.Generator
) -> Values:
    """Return the columns with what hangs from the hairline: straight down, outside neck and shoulders."""
    round_deg = np.abs(azimuth)
    share = np.clip((round_deg - style.from_deg + 6) / 26, 0, 1)
    # Ends lie level: what starts high at the temples is longer.
    drop_m = scalp[:, -1, 2] - (head.centre[2] - 0.055 - style.fall_m)
    long_m = share * np.maximum(drop_m * (1 + 0.05 * strands + 0.02 * rng.normal(size=len(azimuth))), 0.01)
    # What falls on the shoulders ends there: the rest lies before or behind them.
    shoulder_m = float(ends(head.rest)[0][anatomy().bone("neck_01"), 2]) - 0.01
    room_m = scalp[:, -1, 2] - shoulder_m
    long_m = np.minimum(long_m, room_m + 9 * np.interp(round_deg, (68, 76, 108, 118), (1, 0, 0, 1)))
    long_m = share * ndimage.convolve1d(long_m, EVEN, mode="wrap")
    phase = rng.uniform(0, 6.3, len(azimuth)) * 0.25 + 3 * strands
    place, rows = scalp[:, -1], [scalp]
    outwards = directions(azimuth, 0 * azimuth)
    for step in range(1, FALLING + 1):
        fallen = step / FALLING * long_m
        bent = style.wave_m * np.sin(fallen / 0.022 + phase) * np.minimum(1, fallen / 0.05)
        lift = 0.006 * np.sin(np.pi * min(1.0, step / 5)) + bent - 0.35 * style.side_m * step / FALLING
        place = scalp[:, -1] - np.stack([0 * fallen, 0 * fallen, fallen], axis=1) + outwards * (share * lift)[:, None]
        if style.curl_m:
            lumps_m = style.curl_m * _curls(place, np.random.default_rng(0)) - style.side_m * (step / FALLING) ** 2
            place = place + outwards * (share * lumps_m)[:, None]
        place = _beside_face(place, head)
        # What does not fall stays where it is: a throat that lies further forward would push it off the forehead.
        rows.append((place + share[:, None] * (body.outside(place, 0.03) - place))[:, None])
    return np.concatenate(rows, axis=1)


def _beside_face(place: Values, head: Head) -> Values:
    """Push what hangs before the face to its side."""
    half_m = 1.32 * abs(head.eyes[1, 0]) + 0.026
    before = (place[:, 1] < head.eyes[0, 1] + 0.05) & (place[:, 2] < head.eyes[0, 2] + 0.03)
    aside = np.copysign(np.maximum(np.abs(place[:, 0]), half_m), place[:, 0])
    return np.where(before[:, None], np.stack([aside, place[:, 1], place[:, 2]], axis=1), place)


def _inner(rows: Values, head: Head) -> Values:
    """Return the tips turned in, and up to the scalp, so that hair is thick seen from below."""
    tips = rows[:, -1]
    axis = np.array([head.centre[0], head.centre[1], 0.0])
    way = (tips - axis) * (1, 1, 0)
    way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
    return np.stack(
        [tips - 0.008 * way - (0, 0, 0.004), rows[:, -4] - 0.012 * way, rows[:, ROWS - 2] - 0.010 * way], axis=1
    )


def _locks(rows: Values, head: Head, style: Style, rng: np.random.Generator) -> Mesh:
    """Return locks that lie on the mass, a little off it, and stand out at its edge."""
    columns, count = rows.shape[:2]
    steps = min(4, count - 3)
    column = rng.integers(0, columns, style.locks)
    first = rng.integers(2, count - steps, style.locks) if count - steps > 2 else np.full(style.locks, 2)
    ahead = np.abs(column / columns * 360 - 180) < style.from_deg  # where nothing falls
    first = np.where(ahead, np.minimum(first, ROWS - steps), first)
    aside = np.where(ahead, LEAN * style.parting, 0.0)[:, None]
    drift = np.cumsum(rng.normal(aside, 0.3, (style.locks, steps)), axis=1)
    at = (column[:, None] + drift) % columns
    low = at.astype(int)
    share = (at - low)[..., None]
    row = first[:, None] + np.arange(steps)
    path = rows[low, row] * (1 - share) + rows[(low + 1) % columns, row] * share
    out = path - head.centre
    out[..., 2] *= np.where(row < ROWS, 1.0, 0.0)
    out /= np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), 1e-6)
    rise = np.linspace(0, 1, steps) ** 2
    most_m = 0.004 if style.knot else 0.012 if style.fall_m else 0.014
    off = 0.0015 + rise * rng.uniform(0.0, most_m, style.locks)[:, None]
    path = path + out * off[..., None]
    # Tips hang beyond the ends of the mass, which would else be cut off level.
    longer_m = np.where(row[:, -1] >= count - 2, 1.0, 0.0) * rng.uniform(0, ENDS_M * (style.fall_m > 0), style.locks)
    path[..., 2] -= longer_m[:, None] * rise
    return ribbons(path, out, rng.uniform(0.0025, 0.0080, style.locks))
