"""The sea before a beach: swell that grows and breaks as it comes in, and the foam where it ends."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, cut_along, grid
from ...poses import Vec3
from ..core.parts import Generator
from .noise import Field, hilly, smooth
from .relief import shore_y_m

WIDER = 12.0  # than the beach
SWASH_M = 2.2  # so far up the sand water may reach
UP_M = 1.6  # so far up a sand that rises by 1 in 20 the longest tongues reach, of what is as high as 1
CREST_M = 0.34  # height of the largest waves, where they break
BREAK_M, PITCH_M = 8.0, 7.5  # from the shore to the first breaker; from one wave to the next


def sea_size_m(side_m: float, reach_m: float) -> Vec3:
    """Return the size of the sea before a beach of a width, as far as it reaches from y = 0."""
    return (round(WIDER * side_m, 3), round(reach_m, 3), CREST_M)


def sea(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build the sea from its shore, which runs along its +y side, to its horizon. Slots: water, foam."""
    side_m = size_m[0] / WIDER
    near = np.concatenate([np.linspace(0, 40, 110), np.geomspace(41, size_m[0] / 2, 34)])
    x = np.concatenate([-near[:0:-1], near])
    out = np.concatenate([np.linspace(-SWASH_M, 32, 100), np.geomspace(33, size_m[1], 34)])
    far = smooth(out, 20.0, 160.0)[None, :]
    y = shore_y_m(x, round(side_m, 3))[:, None] * (1 - far) - out
    reach, gust = hilly(x[:, None] + 0 * y, 0.2 * y, 5.0, 4, rng), hilly(x[:, None] + 0 * y, 0.6 * y, 18.0, 4, rng)
    tongue = np.maximum(reach - 0.3, 0.0)  # of what runs up the sand
    z = _swell(out[None, :] + 3.0 * (gust - 0.5), gust) + 0.05 * UP_M * tongue * (1 - smooth(out, 0.0, 6.0))
    y[:, 0], y[:, -1] = 0.0, -size_m[1]
    z[:, 0], z[:, -1], z[0], z[-1] = 0.0, 0.0, 0.0, 0.0
    z *= CREST_M / z.max()
    shape = grid(np.stack([x[:, None] + 0 * y, y, z], -1)[:, ::-1])
    ragged = 0.7 * (hilly(x[:, None] + 0 * y, y, 1.3, 4, rng) - 0.5)
    foam = _foam(out[None, :] + 0 * y, z, -UP_M * tongue, reach, gust) + ragged * (out[None, :] < 60)
    return cut_along(shape, foam[:, ::-1].reshape(-1, 1))


def _swell(out_m: Field, gust: Field) -> Field:
    """Return how high water stands over its troughs, by how far out it is: sharp crests near the shore."""
    wave = 0.5 + 0.5 * np.cos(2 * np.pi * (out_m - BREAK_M) / PITCH_M)
    sharp = wave ** (1.5 + 3.0 * np.exp(-((out_m - BREAK_M) ** 2) / 60))
    strength = smooth(out_m, 1.0, BREAK_M) * (0.35 + 0.65 * np.exp(-np.maximum(out_m - BREAK_M, 0) / 22))
    fading = 1 - smooth(out_m, 60.0, 240.0)
    return np.asarray(CREST_M * strength * fading * sharp * (0.35 + 0.65 * gust / gust.max()))


def _foam(out_m: Field, z: Field, edge: Field, reach: Field, gust: Field) -> Field:
    """Return how far within foam a place is (≥ 0): where waves run out, at the landward side of breakers, and after."""
    run_out = np.minimum(out_m - edge + 0.4, edge + 0.35 + 1.8 * np.maximum(gust - 0.45, 0) - out_m)
    near = np.minimum(BREAK_M + 1.2 - out_m, out_m - BREAK_M + 2.6)
    breaking = np.minimum(np.minimum(near, 6 * (z / CREST_M - 0.5)), 8 * (gust - 0.5))
    after = np.minimum(0.35 - np.abs(out_m - 3.6 - 2.0 * reach), 3 * (gust + 0.5 * reach - 0.8))
    return np.asarray(np.maximum(run_out, np.maximum(breaking, after)))


GENERATORS: dict[str, Generator] = {"sea": sea}
