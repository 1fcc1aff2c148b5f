"""The head as a ball with a radius for each direction: what hair and hats are laid on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from .anatomy import Points, anatomy
from .regions import Mask, regions
from .surfaces import normals

Values = NDArray[np.float64]
DEEP_M = 0.02  # below the skin


@dataclass(frozen=True, eq=False, repr=False)
class Head:
    """A head at rest. Directions are azimuths (0 ahead, 90 left, 180 behind) and elevations in degrees."""

    rest: Points

    @cached_property
    def eyes(self) -> Values:
        """Return the middles of the eyes, right and left, 2×3 in metres."""
        points = self.rest[anatomy().layers["eyes"]].reshape(2, -1, 3)
        middles = (points.min(axis=1) + points.max(axis=1)).astype(np.float64) / 2
        return middles[np.argsort(middles[:, 0])]

    @cached_property
    def _skin(self) -> tuple[NDArray[np.int64], Points]:
        body, where = anatomy(), regions()
        on = np.zeros(body.count, np.bool_)
        on[np.unique(body.layers["skin"])] = True
        head = np.flatnonzero(on & where.on("head"))
        return head, self.rest[head]

    @cached_property
    def centre(self) -> Values:
        """Return a point a little over the eyes, in the middle of the skull."""
        points = self._skin[1]
        high = points[points[:, 2] > self.eyes[0, 2] + 0.02]
        return np.array([0.0, (high[:, 1].min() + high[:, 1].max()) / 2, self.eyes[0, 2] + 0.025])

    @cached_property
    def tall_m(self) -> float:
        """Return how high the crown lies over the centre."""
        return float(self._skin[1][:, 2].max() - self.centre[2])

    @cached_property
    def _ball(self) -> tuple[KDTree, Values]:
        numbers, points = self._skin
        lobes = np.isin(numbers, anatomy().marks["ears"]) & (np.abs(points[:, 0]) > 0.85 * np.abs(points[:, 0]).max())
        off = points[~lobes] - self.centre
        far = np.linalg.norm(off, axis=1)
        ways = off / far[:, None]
        _, near = KDTree(ways).query(ways, k=24)
        outside = far > 0.92 * far[near].max(axis=1)  # the mouth has walls inside
        return KDTree(ways[outside]), far[outside]

    def radius_m(self, ways: Values) -> Values:
        """Return how far the skin lies from the centre in unit directions …×3."""
        tree, far = self._ball
        gap, near = tree.query(ways, k=6)
        share = 1 / (gap + 0.02) ** 2
        weighed: Values = np.sum(share * far[near], axis=-1) / np.sum(share, axis=-1)
        return weighed

    def place(self, azimuth_deg: Values, elevation_deg: Values, off_m: Values | float) -> Values:
        """Return points that lie so far off the skin, …×3."""
        ways = directions(azimuth_deg, elevation_deg)
        return self.centre + ways * (self.radius_m(ways) + off_m)[..., None]


class Body:
    """What hair and scarves must stay outside of: neck, shoulders and trunk of a body, at rest or posed."""

    def __init__(self, rest: Points) -> None:
        layer = anatomy().layers["tights"]
        own = np.unique(layer)
        own = own[~regions().arm()[own]]  # between arm and trunk nothing would say which way is out
        self._points, self._out = rest[own], normals(rest[: anatomy().count], layer)[own]
        self._tree = KDTree(self._points)

    def outside(self, places: Values, gap_m: float) -> Values:
        """Return places N×3 pushed out to where they keep a distance."""
        _, near = self._tree.query(places)
        off_m = ((places - self._points[near]) * self._out[near]).sum(axis=1)
        close = np.abs(off_m) < 0.15
        return places + self._out[near] * (np.maximum(gap_m - off_m, 0) * close)[:, None]


@cache
def in_mouth() -> Mask:
    """Return the vertices of the mean body's skin that lie deep in the head, where nobody sees them."""
    head, points = Head(anatomy().points), anatomy().points[: anatomy().count]
    off = (points - head.centre).astype(np.float64)
    far = np.linalg.norm(off, axis=1)
    return regions().on("head") & (far < head.radius_m(off / np.maximum(far, 1e-6)[:, None]) - DEEP_M)


def directions(azimuth_deg: Values, elevation_deg: Values) -> Values:
    """Return unit vectors …×3."""
    azimuth, elevation = np.broadcast_arrays(np.radians(azimuth_deg), np.radians(elevation_deg))
    return np.stack(
        [np.sin(azimuth) * np.cos(elevation), -np.cos(azimuth) * np.cos(elevation), np.sin(elevation)], axis=-1
    )
