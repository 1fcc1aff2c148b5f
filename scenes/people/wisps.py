"""Single wisps of hair: those that soften the edge of a mass, and those that stand off its outline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..geometry.mesh import Mesh
from .head import Head, Values
from .strands import ribbons

ON_SKIN_M = 0.0008  # how far off the skin tips lie: what is nearer would be lost in it where the skin is uneven
WIDE_M = (0.0010, 0.0024)
LEAN_DEG = 5.0  # by which wisps lean aside
AHEAD, FRONT = 0.5, 0.4  # so many wisps lie in so much of the whole turn, at forehead and temples
LONGEST = 3.5  # of their mean length
PARTING_DEG = 22.0  # its azimuth
CURL_STEPS, CURL_TURN = 4, 1.8  # points of a curl, and radians between two of them


@dataclass(frozen=True, slots=True)
class Fade:
    """How many wisps go over an edge, how far out they reach as a rule, and how far aside they lie from a parting."""

    number: int
    out_deg: float
    aside_deg: float


def over_edge(
    head: Head, mass: Values, line_deg: Values, within: NDArray[np.bool_], fade: Fade, rng: np.random.Generator
) -> Mesh:
    """Return wisps that leave a mass near its edge and end on the skin beyond it, ever fewer further out.

    `mass` is columns × rows × 3 down to the edge, whose elevation in each column is `line_deg`; the first column lies
    at azimuth −180°. Columns not `within` have none.
    """
    columns = len(mass)
    ahead = rng.random(fade.number) < AHEAD
    place = columns * (0.5 + rng.uniform(-0.5, 0.5, fade.number) * np.where(ahead, FRONT, 1.0))
    place = place[within[place.astype(int)]]
    azimuth = place / columns * 360 - 180
    aside = azimuth + fade.aside_deg * np.sign(azimuth - PARTING_DEG) + rng.normal(0, LEAN_DEG, len(place))
    line = np.interp(aside, np.linspace(-180, 180, columns, endpoint=False), line_deg, period=360)
    beyond = fade.out_deg * np.minimum(rng.exponential(1.0, len(place)), LONGEST)
    tip = head.place(aside, line - beyond, ON_SKIN_M)
    row = mass.shape[1] - 1 - rng.integers(1, 3, len(place))
    root = _between(mass, place, row)
    path = np.stack([root, tip], axis=1)
    return ribbons(path, _outwards(path, head), rng.uniform(*WIDE_M, len(place)))


def stray(head: Head, mass: Values, number: int, off_m: float, rng: np.random.Generator) -> Mesh:
    """Return thin wisps that leave a mass, columns × rows × 3, and end up to `off_m` from it."""
    columns, rows = mass.shape[:2]
    place, row = rng.uniform(0, columns, number), rng.integers(1, rows - 2, number)
    start = _between(mass, place, row)
    along = _between(mass, place + rng.normal(0, 1.5, number), row + 2) - start
    out = _outwards(start, head)
    share = np.linspace(0, 1, 3)[None, :, None]
    path = (
        start[:, None]
        + share * along[:, None]
        + share**1.6 * (out * rng.uniform(0.2, 1.0, (number, 1)) * off_m)[:, None]
    )
    return ribbons(path, np.repeat(out[:, None], 3, axis=1), rng.uniform(0.0005, 0.001, number))


def curls(head: Head, mass: Values, number: int, wide_m: float, rng: np.random.Generator) -> Mesh:
    """Return curls that lie half in a mass, columns × rows × 3, each nearly a turn of so wide a helix."""
    columns, rows = mass.shape[:2]
    start = _between(mass, rng.uniform(0, columns, number), rng.integers(0, rows - 1, number))
    out = _outwards(start, head)
    first = np.cross(out, rng.normal(size=(number, 3)))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(out, first)
    turn = CURL_TURN * np.arange(CURL_STEPS)[None, :, None] + rng.uniform(0, 6.3, (number, 1, 1))
    rise = np.linspace(-0.6, 1.0, CURL_STEPS)[None, :, None] * rng.uniform(0.5, 1.2, (number, 1, 1))
    path = start[:, None] + wide_m * (np.cos(turn) * first[:, None] + np.sin(turn) * second[:, None])
    path = path + wide_m * rise * out[:, None]
    return ribbons(path, np.repeat(out[:, None], CURL_STEPS, axis=1), rng.uniform(0.3, 0.8, number) * wide_m)


def _between(mass: Values, place: Values, row: NDArray[np.int64]) -> Values:
    """Return points N×3 between two columns of a mass."""
    low = np.floor(place).astype(int)
    share = (place - low)[:, None]
    columns = len(mass)
    return np.asarray(mass[low % columns, row] * (1 - share) + mass[(low + 1) % columns, row] * share)


def _outwards(path: Values, head: Head) -> Values:
    out = path - head.centre
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), 1e-6))
