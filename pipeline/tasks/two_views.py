"""Two cameras of one scene: how to go from one to the other, in words, and what both see."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from ...scenes.cameras import Camera
from ...scenes.poses import rotation_matrix, turn
from .reading import Mask

STEEPEST_DEG = 80.0  # above or below the horizon: who looks up or down has no ahead
OFF_SHARE, OFF_M = 0.02, 0.01  # by how much depths may differ that are of one place, in all
WAYS = (("right", "left"), ("ahead", "back"), ("up", "down"))
TURNS = (("right", "left"), ("up", "down"), ("clockwise", "counterclockwise"))
STAYS = {"m": "by nothing", "°": "by nothing"}
_PART = re.compile(r"(\d+\.\d+)(?: (m)|(°)) (?:to the )?([a-z]+)")
Vector = NDArray[np.float64]


class Attitude(NamedTuple):
    """Where a camera looks: degrees clockwise on the plan from +y, above the horizon, and of its roll, clockwise."""

    heading_deg: float
    elevation_deg: float
    roll_deg: float

    def rotation(self) -> Vector:
        """Return the 3×3 camera-to-world rotation."""
        turns = (turn("z", -self.heading_deg), turn("x", 90 + self.elevation_deg), turn("z", -self.roll_deg))
        about, tilted, rolled = map(rotation_matrix, turns)
        return np.asarray(about @ tilted @ rolled)


class Way(NamedTuple):
    """From one camera to another: metres right, ahead and up of the first held level, and what its attitude gains."""

    metres: tuple[float, float, float]
    degrees: tuple[float, float, float]

    @property
    def move(self) -> str:
        """The metres in words, to the centimetre: "0.62 m to the left, 1.31 m ahead"."""
        return _said(self.metres, WAYS, "m", 2)

    @property
    def turn(self) -> str:
        """The degrees in words, to a tenth: "34.2° to the right, 5.0° down"."""
        return _said(self.degrees, TURNS, "°", 1)


def attitude(camera: Camera) -> Attitude | None:
    """Return where a camera looks; None where that is nearly straight up or down."""
    right, up, back = camera.matrix()[:3, :3].T
    elevation_deg = float(np.degrees(np.arcsin(np.clip(-back[2], -1, 1))))
    if abs(elevation_deg) > STEEPEST_DEG:
        return None
    heading_deg = float(np.degrees(np.arctan2(-back[0], -back[1])))
    roll_deg = float(np.degrees(np.arctan2(-right[2], up[2])))
    return Attitude(heading_deg, elevation_deg, roll_deg)


def way(one: Camera, other: Camera) -> Way | None:
    """Return how to go from one camera to another; None where either looks nearly straight up or down."""
    first, second = attitude(one), attitude(other)
    if first is None or second is None:
        return None
    heading = np.radians(first.heading_deg)
    level = np.array([[np.cos(heading), -np.sin(heading), 0], [np.sin(heading), np.cos(heading), 0], [0, 0, 1]])
    right_m, ahead_m, up_m = (level @ np.subtract(other.location_m, one.location_m)).tolist()
    turned = ((second.heading_deg - first.heading_deg + 180) % 360 - 180, *np.subtract(second[1:], first[1:]).tolist())
    return Way((right_m, ahead_m, up_m), turned)


def read_way(move: str, turned: str) -> Way | None:
    """Return what words say, as `Way.move` and `Way.turn` do; None where they say something else."""
    metres, degrees = _read(move, WAYS, "m"), _read(turned, TURNS, "°")
    found = Way(metres, degrees) if metres and degrees else None
    return found if found and (found.move, found.turn) == (move, turned) else None


def gone(camera: Camera, along: Way) -> tuple[Vector, Vector] | None:
    """Return place (3) and 3×3 rotation of a camera that went a way; None where it looked nearly up or down."""
    before = attitude(camera)
    if before is None:
        return None
    after = Attitude(*np.add(before, along.degrees).tolist())
    level = Attitude(before.heading_deg, 0, 0).rotation() @ np.diag([1.0, 1.0, -1.0])  # right, up, ahead
    right_m, ahead_m, up_m = along.metres
    return np.asarray(camera.location_m + level @ np.array([right_m, up_m, ahead_m])), after.rotation()


def seen_by_both(frame: Frame, other: Frame) -> Mask:
    """Return H×W of the other view's pixels: whether the frame shows the surface that is seen there, too."""
    pose, into = other.camera.matrix(), frame.camera.matrix()
    there = other.valid & (other.instance > 0)
    points_m = other.camera.rays()[there] * other.depth_m[there, None].astype(np.float64)
    x, y, z = (((points_m @ pose[:3, :3].T + pose[:3, 3]) - into[:3, 3]) @ into[:3, :3]).T
    depth_m = np.where(z < 0, -z, 1.0)  # what lies behind is not inside
    column = np.floor(frame.camera.cx_px + frame.camera.focal_px * x / depth_m).astype(np.int64)
    row = np.floor(frame.camera.cy_px - frame.camera.focal_px * y / depth_m).astype(np.int64)
    height, width = frame.shape
    inside = (z < 0) & (row >= 0) & (row < height) & (column >= 0) & (column < width)
    at = (np.where(inside, row, 0), np.where(inside, column, 0))
    near = np.abs(frame.depth_m[at] - depth_m) <= OFF_SHARE * depth_m + OFF_M
    seen = np.zeros(other.shape, np.bool_)
    seen[there] = inside & near & (frame.instance[at] == other.instance[there])
    return seen


def _said(numbers: tuple[float, ...], names: tuple[tuple[str, str], ...], unit: str, digits: int) -> str:
    parts = []
    for number, (above, below) in zip(numbers, names, strict=True):
        name = above if number > 0 else below
        size = f"{abs(number):.{digits}f}"
        if float(size):
            aside = "to the " if name in ("right", "left") else ""
            parts.append(f"{size}{'°' if unit == '°' else ' m'} {aside}{name}")
    return ", ".join(parts) or STAYS[unit]


def _read(text: str, names: tuple[tuple[str, str], ...], unit: str) -> tuple[float, float, float] | None:
    """Return three numbers; None where a text is too long for them or names no such way."""
    numbers = [0.0, 0.0, 0.0]
    for size, metres, degrees, name in _PART.findall(text[:100]):
        axis = next((axis for axis, pair in enumerate(names) if name in pair), None)
        if axis is None or (metres or degrees) != unit:
            return None
        numbers[axis] = float(size) if name == names[axis][0] else -float(size)
    return (numbers[0], numbers[1], numbers[2])
