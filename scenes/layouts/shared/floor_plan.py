"""The plan of a room while it is being furnished: what stands where, and what must stay free.

Walls are named by the turn (about z, degrees) of what stands against them and faces into the room: 0 is the wall at
+y, 90 at −x, 180 at −y and 270 at +x.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ...assets.pool import EMPTY, AssetPool
from ...lighting import Light
from ...object_mesh import geometry_mesh
from ...pieces import Piece, sample_piece
from ...poses import Vec3
from ...spec import Material, Primitive, Procedural, SceneObject

SIDES = (0, 90, 180, 270)
WALL_GAP_M = 0.03  # what stands against a wall clears its skirting board
THIN_M = 0.02  # rugs and the like are stepped on


@dataclass(frozen=True, slots=True)
class Rect:
    """A turned rectangle on the floor."""

    x_m: float
    y_m: float
    width_m: float
    depth_m: float
    turn_deg: float = 0.0

    @property
    def reach_m(self) -> float:
        """Half the diagonal."""
        return math.hypot(self.width_m, self.depth_m) / 2

    def at(self, right_m: float, front_m: float) -> tuple[float, float]:
        """Return the point that lies so far to the right of and before the middle; the front is −y when not turned."""
        angle = math.radians(self.turn_deg)
        cos, sin = math.cos(angle), math.sin(angle)
        return self.x_m + right_m * cos + front_m * sin, self.y_m + right_m * sin - front_m * cos

    def corners(self) -> list[tuple[float, float]]:
        """Return the four corners."""
        w, d = self.width_m / 2, self.depth_m / 2
        angle = math.radians(self.turn_deg)
        cos, sin = math.cos(angle), math.sin(angle)
        x, y = self.x_m, self.y_m
        places = ((-w, -d), (w, -d), (w, d), (-w, d))
        return [(x + right * cos + front * sin, y + right * sin - front * cos) for right, front in places]

    def front(self, reach_m: float) -> Rect:
        """Return the strip before this rectangle."""
        x, y = self.at(0.0, (self.depth_m + reach_m) / 2)
        return replace(self, x_m=x, y_m=y, depth_m=reach_m)

    def meets(self, other: Rect, gap_m: float = 0.0) -> bool:
        """Return whether the two come closer than `gap_m` along every separating axis."""
        apart_m = math.hypot(self.x_m - other.x_m, self.y_m - other.y_m)
        if apart_m > self.reach_m + other.reach_m + max(gap_m, 0.0) * math.sqrt(2) + 1e-9:  # which is soon told
            return False
        return all(_near(self, other, angle, gap_m) for angle in _axes(self.turn_deg, other.turn_deg))

    def distance_m(self, x_m: float, y_m: float) -> float:
        """Return how far a point lies outside; 0 inside."""
        angle = math.radians(self.turn_deg)
        dx, dy = x_m - self.x_m, y_m - self.y_m
        u, v = dx * math.cos(angle) + dy * math.sin(angle), dy * math.cos(angle) - dx * math.sin(angle)
        return math.hypot(max(abs(u) - self.width_m / 2, 0.0), max(abs(v) - self.depth_m / 2, 0.0))


@lru_cache(maxsize=1024)
def _axes(a_deg: float, b_deg: float) -> tuple[float, ...]:
    turns = (a_deg, a_deg + 90) if a_deg == b_deg else (a_deg, a_deg + 90, b_deg, b_deg + 90)
    return tuple(map(math.radians, turns))


def _near(a: Rect, b: Rect, angle: float, gap_m: float) -> bool:
    """Return whether the shadows of two rectangles on a line come closer than `gap_m`."""
    apart_m = abs((a.x_m - b.x_m) * math.cos(angle) + (a.y_m - b.y_m) * math.sin(angle))
    return apart_m < _shadow_m(a, angle) + _shadow_m(b, angle) + gap_m


def _shadow_m(rect: Rect, angle: float) -> float:
    """Return half the length of a rectangle's shadow on a line."""
    turn = angle - math.radians(rect.turn_deg)
    return rect.width_m / 2 * abs(math.cos(turn)) + rect.depth_m / 2 * abs(math.sin(turn))


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the floor: its footprint and its height."""

    rect: Rect
    height_m: float


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a wall: its footprint, its underside and its top."""

    rect: Rect
    low_m: float
    high_m: float


class Room:
    """A room of inner size (x, y, z), its floor at z = 0 around the origin, and what has been put into it so far."""

    def __init__(
        self,
        size_m: Vec3,
        style: dict[str, Material],
        layout_rng: np.random.Generator,
        material_rng: np.random.Generator,
        pool: AssetPool = EMPTY,
    ) -> None:
        self.size_m = size_m
        self.pool = pool
        self.style = style
        self.layout_rng = layout_rng
        self.material_rng = material_rng
        self.objects: list[SceneObject] = []
        self.lights: list[Light] = []
        self.standing: list[Standing] = []
        self.kept_free: list[Standing] = []  # `height_m`: how tall a thing may be that stands there all the same
        self.on_surfaces: dict[tuple[int, float], list[Rect]] = {}  # (supporter, height) → footprints
        self.hung: dict[int, list[tuple[float, float, float, float]]] = {side: [] for side in SIDES}
        self.hanging: list[Hanging] = []
        self.walls: dict[int, int] = {}  # side → instance
        self.windows: dict[int, tuple[float, float, float, float]] = {}  # side → (left, right, sill, top)
        self.wall_gap_m = WALL_GAP_M
        self.floor = 0
        self.ceiling = 0

    def span_m(self, side: int) -> float:
        """Return the length of a wall."""
        return self.size_m[0] if side % 180 == 0 else self.size_m[1]

    def at_wall(self, side: int, along_m: float, out_m: float, width_m: float = 0.0, depth_m: float = 0.0) -> Rect:
        """Return the rectangle whose middle lies at `along_m` from a wall's middle and `out_m` before it."""
        x, y = Rect(0.0, 0.0, 0.0, 0.0, side).at(along_m, out_m - self._reach_m(side))
        return Rect(x, y, width_m, depth_m, side)

    def along_wall_m(self, side: int, x_m: float, y_m: float) -> float:
        """Return how far along a wall, from its middle, a point of the floor lies."""
        angle = math.radians(side)
        return x_m * math.cos(angle) + y_m * math.sin(angle)

    def make(self, kind: str, size_m: Vec3 | None = None, from_pool: bool = True) -> Piece:
        """Return one thing of a kind, in the style of this room; not of the pool where it must fit something else."""
        pool = self.pool if from_pool else EMPTY
        return sample_piece(kind, self.layout_rng, self.material_rng, self.style, size_m, pool)

    def add(self, piece: Piece, place_m: Vec3, turn_deg: float, supporter: int) -> int:
        """Put a piece somewhere, unchecked, and return its instance number."""
        instance = len(self.objects) + 1
        self.objects.append(piece.put(instance, place_m, turn_deg, supporter))
        return instance

    def under_ceiling(self, piece: Piece, x_m: float, y_m: float, turn_deg: float = 0.0) -> int:
        """Hang a piece from the ceiling, unchecked, and return its instance number."""
        return self.add(piece, (x_m, y_m, self.size_m[2] - piece.size_m[2]), turn_deg, self.ceiling)

    def is_free(self, rect: Rect, height_m: float, gap_m: float = 0.04) -> bool:
        """Return whether something of this footprint and height may stand there."""
        w, d, _ = self.size_m
        edge_m = min(0.02, self.wall_gap_m) - 1e-6
        inside = all(abs(x) <= w / 2 - edge_m and abs(y) <= d / 2 - edge_m for x, y in rect.corners())
        return (
            inside
            and not any(rect.meets(thing.rect, gap_m) for thing in self.standing)
            and not any(height_m > thing.low_m and rect.meets(thing.rect, 0.01) for thing in self.hanging)
            and not any(height_m > zone.height_m and rect.meets(zone.rect) for zone in self.kept_free)
        )

    def stand(self, piece: Piece, rect: Rect, clear_m: float = 0.0, on: tuple[int, float] | None = None) -> int | None:
        """Put a piece on the floor, or on a rug (`on`: its instance and height), if there is room; else None.

        `clear_m` is kept free before it, as drawers and knees need it.
        """
        if not self.is_free(rect, piece.size_m[2]):
            return None
        before = rect.front(clear_m) if clear_m else None
        if before and any(before.meets(thing.rect) for thing in self.standing):
            return None
        if before:
            self.kept_free.append(Standing(before, THIN_M))
        return self.place(piece, rect, on)

    def place(self, piece: Piece, rect: Rect, on: tuple[int, float] | None = None) -> int:
        """Put a piece where the caller knows that there is room."""
        self.standing.append(Standing(rect, piece.size_m[2]))
        supporter, z_m = on or (self.floor, 0.0)
        return self.add(piece, (rect.x_m, rect.y_m, z_m), rect.turn_deg, supporter)

    def against_wall(
        self, piece: Piece, clear_m: float, sides: Sequence[int] = SIDES, along_m: float | None = None
    ) -> tuple[int, Rect] | None:
        """Put a piece with its back to one of the walls; return its instance and footprint, or None."""
        width, depth, _ = piece.size_m
        for _ in range(30):
            side = int(self.layout_rng.choice(list(sides)))
            free_m = self.span_m(side) / 2 - width / 2 - 0.05
            if free_m < 0:
                continue
            s = (
                self.layout_rng.uniform(-free_m, free_m)
                if along_m is None
                else float(np.clip(along_m, -free_m, free_m))
            )
            rect = self.at_wall(side, s, self.wall_gap_m + depth / 2, width, depth)
            instance = self.stand(piece, rect, clear_m)
            if instance is not None:
                return instance, rect
        return None

    def lay(self, piece: Piece, rect: Rect) -> int | None:
        """Lay a rug where nothing stands; things may stand on it later only if they stand on it wholly."""
        if not self.is_free(rect, 0.0, 0.02):
            return None
        return self.add(piece, (rect.x_m, rect.y_m, 0.0), rect.turn_deg, self.floor)

    def hang(
        self, piece: Piece, side: int, along_m: float, z_m: float, gap_m: float = 0.04, edge_m: float = 0.05
    ) -> int | None:
        """Hang a piece on a wall, `edge_m` from its ends, if nothing hangs or stands there; else None."""
        width, depth, height = piece.size_m
        area = (along_m - width / 2, along_m + width / 2, z_m, z_m + height)
        if not self.can_hang(side, area, gap_m, edge_m):
            return None
        rect = self.at_wall(side, along_m, depth / 2 + 0.001, width, depth)
        if any(
            area[2] < other.high_m and other.low_m < area[3] and rect.meets(other.rect, -0.001)
            for other in self.hanging
        ):
            return None
        self.hung[side].append(area)
        self.hanging.append(Hanging(rect, area[2], area[3]))
        return self.add(piece, (rect.x_m, rect.y_m, z_m), side, self.walls[side])

    def can_hang(
        self, side: int, area: tuple[float, float, float, float], gap_m: float = 0.04, edge_m: float = 0.05
    ) -> bool:
        """Return whether a stretch of a wall (left, right, low, high) is free."""
        half_m, top_m = self.span_m(side) / 2 - edge_m, self.size_m[2] - 0.08
        if max(abs(area[0]), abs(area[1])) > half_m or area[3] > top_m:
            return False
        if any(_cross(area, other, gap_m) for other in self.hung[side]):
            return False
        return not any(_cross(area, other, gap_m) for other in self._before_wall(side))

    def _reach_m(self, side: int) -> float:
        return (self.size_m[1] if side % 180 == 0 else self.size_m[0]) / 2

    def _before_wall(self, side: int) -> list[tuple[float, float, float, float]]:
        """Return what stands within 45 cm of a wall as seen from its middle: (left, right, 0, height)."""
        angle = math.radians(side)
        cos, sin = math.cos(angle), math.sin(angle)
        reach_m = self._reach_m(side)
        seen = []
        for thing in self.standing:
            corners = thing.rect.corners()
            if min([reach_m + x * sin - y * cos for x, y in corners]) < 0.45:
                along = [x * cos + y * sin for x, y in corners]
                seen.append((min(along), max(along), 0.0, thing.height_m))
        return seen


def turned_deg(thing: SceneObject) -> float:
    """Return how far a thing that stands upright is turned about z."""
    matrix = thing.pose.matrix()
    return math.degrees(math.atan2(matrix[1, 0], matrix[0, 0]))


def footprint(thing: SceneObject) -> Rect:
    """Return where an upright thing stands, from its nominal size, and from its mesh where something of it is open."""
    shape = thing.geometry
    if isinstance(shape, Procedural) and shape.ajar:
        low, high = geometry_mesh(shape).bounds()
        x, y, _ = (thing.pose.matrix() @ (*((low + high) / 2), 1.0))[:3].tolist()
        return Rect(x, y, float(high[0] - low[0]), float(high[1] - low[1]), turned_deg(thing))
    size_m = thing.pose.scale if isinstance(shape, Primitive) else shape.size_m
    return Rect(thing.pose.location_m[0], thing.pose.location_m[1], size_m[0], size_m[1], turned_deg(thing))


def _cross(a: tuple[float, ...], b: tuple[float, ...], gap_m: float) -> bool:
    return a[0] < b[1] + gap_m and b[0] < a[1] + gap_m and a[2] < b[3] + gap_m and b[2] < a[3] + gap_m
