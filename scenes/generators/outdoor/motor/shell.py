"""The surface of a car: one smooth grid of stations along it, and of rows from the right sill to the middle of the top.

Shut lines are three stations or rows side by side of which the middle one is sunk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import PchipInterpolator

from .forms import Body

Points = NDArray[np.float64]
GAP_M, SUNK_M = 0.0045, 0.009  # half the width of a shut line, and its depth
ARCH = 1.14  # radius of a wheel arch by the wheel's
BOW_M, LEAN_M, BOWED = 0.17, 0.16, 0.17  # how far ends are drawn back at their sides and top; along which share
# Rows up the side as shares of the height from sill to belt, and how much of the half width they reach.
RISES = np.array([0.0, 0.07, 0.22, 0.42, 0.60, 0.74, 0.93, 1.0])
BULGES = np.array([0.925, 0.96, 0.985, 0.998, 1.0, 0.994, 0.972, 0.95])
SIDES = np.array([0.06, 0.5, 1.0])  # rows from belt to the edge of the roof
TOPS = np.array([1.0, 0.955, 0.945, 0.935, 0.65, 0.3, 0.0])  # rows of the top, as shares of its half width
BELT, PANE, EDGE = len(RISES) - 1, len(RISES), len(RISES) + len(SIDES) - 1
DITCH = EDGE + 5  # the sunk row beside bonnet, roof and boot lid
ROWS = EDGE + 3 + len(TOPS)
LAMPS = (5, 7)  # lamps lie between these rows


@dataclass(frozen=True)
class Shell:
    """The surface of one body."""

    body: Body

    @cached_property
    def stations(self) -> Points:
        """Where the skin has stations, as rising shares of the length."""
        form, gap = self.body.form, GAP_M / self.body.length_m
        reach = np.linspace(-1, 1, 9) * ARCH * form.wheel_m / self.body.length_m
        lines = [at + k * gap for at in self.lines for k in (-1, 0, 1)]
        a, b, c, d = form.upper
        fixed = [0.0, *lines, *(end for pane in form.panes for end in pane), a + 0.01, b, c + 0.006, d, 0.955, 1.0]
        fixed += [at + k * gap for at in form.bed if at for k in (-1, 1)]
        loose = np.concatenate([np.linspace(0, 1, 16), *(axle + reach for axle in form.axles), *_ends()])
        apart = np.abs(loose[:, None] - np.array(fixed)).min(axis=1) > 3 * gap
        return np.unique(np.concatenate([fixed, loose[apart & (loose > 0) & (loose < 1)]]).round(6))

    @cached_property
    def lines(self) -> tuple[float, ...]:
        """Where shut lines run across: of doors, and at both ends of a bonnet, and before a boot."""
        a, _, _, d = self.body.form.upper
        return (*self.body.form.doors, 0.045, a - 0.012, *([d + 0.012] if d < 0.96 else []))

    @cached_property
    def top_m(self) -> PchipInterpolator:
        """The height of the middle along the car, by its share."""
        f = self.body.form
        a, b, c, d = f.upper
        shares = [
            0,
            min(0.02, 0.3 * a),
            0.5 * a,
            a,
            a + 0.5 * (b - a),
            b,
            (b + c) / 2,
            c,
            c + 0.5 * (d - c),
            d,
            d + 0.6 * (1 - d),
            1,
        ]
        rise = 0.965 - f.bonnet
        heights = [
            *(f.nose - 0.03, f.nose, f.nose + 0.66 * (f.bonnet - f.nose), f.bonnet, f.bonnet + 0.54 * rise, 0.965),
            *(1.0, 0.96, f.tail + 0.56 * (0.96 - f.tail), f.tail, f.tail - 0.012, f.tail - 0.05),
        ]
        return PchipInterpolator(shares, np.array(heights) * self.body.height_m)

    @cached_property
    def belt_m(self) -> Points:
        """The height of the belt at the stations."""
        f, s = self.body.form, self.stations
        belt = np.interp(
            s, [0, f.upper[0], f.upper[3], 1], [f.nose - 0.045, f.bonnet - 0.03, f.belt + 0.01, f.tail - 0.03]
        )
        return np.asarray(np.minimum(belt * self.body.height_m, self.top_m(s) - 0.04))

    @cached_property
    def half_m(self) -> Points:
        """Half the width at the stations."""
        plan = PchipInterpolator([0, 0.05, 0.14, 0.3, 0.5, 0.8, 0.94, 1], [0.9, 0.95, 0.985, 1, 1, 0.99, 0.965, 0.92])
        return np.asarray(self.body.width_m / 2 * plan(self.stations))

    @cached_property
    def points(self) -> Points:
        """The surface: S×R×3, stations from the front, rows from the right sill to the middle of the top."""
        s, f = self.stations, self.body.form
        sill = f.sill_m + np.interp(s, [0, 0.08, 0.9, 1], [0.05, 0.0, 0.0, 0.12])
        lifted = RISES * (self.belt_m - sill)[:, None] + sill[:, None]
        arched = self._arched(sill)
        z = np.maximum(lifted, arched[:, None] + RISES * (self.belt_m - arched)[:, None])
        x = self.half_m[:, None] * np.interp((z - sill[:, None]) / (self.belt_m - sill)[:, None], RISES, BULGES)
        xs, zs = np.concatenate([x, self._upper_x()], 1), np.concatenate([z, self._upper_z()], 1)
        y = self.bowed(np.broadcast_to(s[:, None], xs.shape), xs, zs)
        return self._sunk(np.stack([xs, y, zs], -1))

    def _arched(self, sill: Points) -> Points:
        low = sill.copy()
        for axle in self.body.form.axles:
            away = np.abs(self.stations - axle) * self.body.length_m
            radius = ARCH * self.body.form.wheel_m
            low = np.maximum(
                low, np.sqrt(np.maximum(radius**2 - away**2, 0)) + self.body.form.wheel_m * (away < radius)
            )
        return low

    def _rise(self) -> tuple[Points, Points, Points]:
        """Return how far the top is above the belt, the radius of its edge, and half its width, at the stations."""
        rise = self.top_m(self.stations) - self.belt_m
        share = np.clip(rise / ((1 - self.body.form.belt) * self.body.height_m), 0, 1)
        return rise, np.clip(0.4 * rise, 0.012, 0.06), self.half_m * (BULGES[-1] - self.body.form.narrowing * share)

    def _upper_x(self) -> Points:
        _, radius, half = self._rise()
        foot = BULGES[-1] * self.half_m
        side = foot[:, None] + (half - foot)[:, None] * SIDES**1.3
        bend = half[:, None] - radius[:, None] * np.array([0.12, 0.45])
        return np.concatenate([side, bend, (half - radius)[:, None] * TOPS], 1)

    def _upper_z(self) -> Points:
        rise, radius, half = self._rise()
        crown = np.clip(0.05 * half, 0, 0.3 * rise)
        edge = self.top_m(self.stations) - crown
        side = self.belt_m[:, None] + (edge - radius - self.belt_m)[:, None] * SIDES
        bend = edge[:, None] - radius[:, None] * np.array([0.55, 0.14])
        tops = edge[:, None] + crown[:, None] * (1 - TOPS**2)
        return np.concatenate([side, bend, tops], 1)

    def bowed(self, share: ArrayLike, x_m: ArrayLike, z_m: ArrayLike) -> Points:
        """Return where points of a station are along the car, y in metres: ends curve in plan and lean."""
        s, x, z = (np.asarray(each, dtype=np.float64) for each in (share, x_m, z_m))
        out = np.abs(2 * x / self.body.width_m) ** 2.6
        up = np.clip(z / self.body.height_m - 0.32, -0.3, 0.4) ** 2
        back = BOW_M * out + LEAN_M * 3 * up
        front, rear = np.clip(1 - s / BOWED, 0, 1) ** 1.5, np.clip(1 - (1 - s) / BOWED, 0, 1) ** 1.5
        return self.body.y_m(0) + s * self.body.length_m + back * front - 0.75 * back * rear

    def _sunk(self, points: Points) -> Points:
        """Return the surface with its shut lines pressed in."""
        s, f = self.stations, self.body.form
        for at in self.lines:
            where = np.argmin(np.abs(s - at))
            if at in f.doors:
                points[where, 1 : BELT + 1, 0] -= SUNK_M
            else:
                points[where, DITCH:, 2] -= SUNK_M
        covered = (s > 0.045) & (s < 1) & ~self.glazed_top(s)
        points[covered, DITCH, 2] -= SUNK_M
        points[(s > f.bed[0]) & (s < f.bed[1]), DITCH + 1 :, 2] = f.bed_m
        return points

    def glazed_top(self, s: Points) -> NDArray[np.bool_]:
        """Return for shares of the length whether windscreen or rear window are there."""
        a, b, c, d = self.body.form.upper
        return ((s > a + 0.005) & (s < b)) | ((s > c) & (s < d))


def _ends() -> tuple[Points, Points]:
    near: Points = np.array([0.01, 0.025, 0.07])
    return near, np.subtract(1.0, near)
