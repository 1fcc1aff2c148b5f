"""Office furniture and what lies on desks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, grid, join, lathe
from ...geometry.parts import as_part
from ...poses import Pose, Vec3, turn
from ...spec import Surface
from ..core.parts import Generator, bar, block, moved, plate, round_bar, shell, tilted, tube
from ..core.printing import joined, printed_grid
from .tables import Fittings, fronts

PEDESTAL_FROM_M = 1.35  # so wide are desks with drawers below


def office_desk(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a desk on two feet, with a screen before the knees, a tray for cables and drawers. Slots: top, steel."""
    width, depth, height = size_m
    under_m, x = height - 0.025, width / 2 - float(rng.uniform(0.1, 0.2))
    parts = [as_part(block((width, depth, 0.025), (0, 0, under_m), 0.003, steps=2), "table top")]
    y = float(rng.uniform(0.0, 0.2)) * depth  # of the columns: a foot is a T, or nearly a C
    for side in (-1, 1):
        parts.append(block((0.07, depth - 0.08, 0.032), (side * x, 0, 0), 0.008, 1, 2))
        parts.append(block((0.05, 0.09, under_m - 0.03), (side * x, y, 0.015), 0.006, 1, 2))
        parts.append(block((0.05, depth - 0.16, 0.035), (side * x, 0, under_m - 0.035), 0.004, 1))
    parts.append(block((2 * x - 0.1, 0.018, 0.3), (0, depth / 2 - 0.09, under_m - 0.37), 0.003))
    tray = (0.12 * width, depth / 2 - 0.18, under_m - 0.14)
    parts.append(block((0.55 * width, 0.12, 0.06), tray, 0.01, 1))
    hang = [(tray[0], tray[1], tray[2] + 0.02), (tray[0] + 0.03, tray[1], 0.3), (tray[0], tray[1] + 0.04, 0.006)]
    parts.append(tube([*hang, (tray[0] - 0.25, tray[1] + 0.1, 0.006)], 0.006, 1, 8))
    if width >= PEDESTAL_FROM_M and rng.random() < 0.6:
        parts += _pedestal(depth, (float(rng.choice([-1, 1])) * (x - 0.27), under_m - 0.06))
    return join(parts)


def _pedestal(depth_m: float, place: tuple[float, float]) -> list[Mesh]:
    """Return drawers on castors below a desk: `place` is x and their height."""
    (x, tall_m), wide_m, deep_m = place, 0.4, min(0.56, depth_m - 0.12)
    y = -depth_m / 2 + 0.06 + deep_m / 2
    body = block((wide_m, deep_m - 0.036, tall_m - 0.05), (x, y + 0.018, 0.05), 0.004, 1)
    feet = [
        round_bar((x + a * 0.15, y + b * 0.2, 0), (x + a * 0.15, y + b * 0.2, 0.06), 0.022, 0.022, 1)
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    return [
        body,
        *feet,
        *fronts(wide_m - 0.01, tall_m - 0.065, (x, y - deep_m / 2 + 0.036, 0.058), (1, 3), Fittings(True), 0, 1),
    ]


FOLDED_M = 0.006  # what is as thick is folded, and round where it is
LIFT_M = 0.004  # so far the corner of the uppermost sheet of paper may stand up


def filing_cabinet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a steel cabinet of drawers. Slots: body, handles."""
    width, depth, height = size_m
    body = block((width, depth - 0.036, height - 0.03), (0, 0.018, 0.03), 0.004, steps=2)
    foot = block((width - 0.02, depth - 0.09, 0.03), (0, 0.02, 0), 0.002)
    rows = max(2, round(height / 0.33))
    return join(
        [
            body,
            foot,
            *fronts(width - 0.02, height - 0.06, (0, -depth / 2 + 0.036, 0.045), (1, rows), Fittings(True), 0, 1),
        ]
    )


def binder_row(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Ring binders standing side by side, some pushed in. Slots: two covers, labels, ring and writing."""
    width, depth, height = size_m
    count = max(1, round(width / 0.075))
    pitch_m = width / count
    parts = []
    for k in range(count):
        back_m = float(rng.uniform(0, 0.014)) if k else 0.0
        binder = _binder((pitch_m - 0.003, depth, height), int(rng.integers(2)) if k else 0, rng)
        parts.append(moved(binder, ((k - (count - 1) / 2) * pitch_m, back_m, 0)))
    return join(parts)


def _binder(size_m: Vec3, cover: int, rng: np.random.Generator) -> Mesh:
    """Return a binder, its back at −y, with a label, most of these written on, and a hole to pull it out by."""
    width, depth, height = size_m
    body = block((width, depth - 0.014, height), (0, -0.006, 0), 0.003, cover)
    tall, z, front = float(rng.uniform(0.3, 0.45)) * height, 0.45 * height, -depth / 2
    label = block((0.66 * width, 0.002, tall), (0, front - 0.0005, z), 0.0004, 2)
    ring_ = lathe([(0.0, 0.0), (0.013, 0.0), (0.013, 0.0012), (0.0, 0.0012)], 20, caps=False)
    hole = ring_.transformed(Pose((0.0, front + 0.001, 0.16 * height), turn("x", 90)).matrix()).with_slot(3)
    lines = [
        bar((float(rng.uniform(0.2, 0.5)) * width, 0.0012, 0.05 * tall), (0, front - 0.0015, z + at * tall), 3)
        for at in sorted(rng.uniform(0.1, 0.9, int(rng.integers(0, 4))).tolist())
    ]
    return join([body, label, hole, *lines])


def printer(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a desktop printer. Slots: body, dark parts, paper."""
    width, depth, height = size_m
    body_m = 0.72 * height
    body = block((width, depth, body_m), (0, 0, 0), 0.015, steps=3)
    lid = block((0.94 * width, 0.8 * depth, 0.14 * height), (0, 0.06 * depth, body_m - 0.004), 0.012, steps=2)
    mouth = block((0.7 * width, 0.02, 0.18 * body_m), (0, -depth / 2 + 0.008, 0.4 * body_m), 0.003, 1)
    panel = block((0.2 * width, 0.1 * depth, 0.01), (0.3 * width, -0.42 * depth, body_m - 0.004), 0.002, 1)
    feed = moved(
        tilted(block((0.6 * width, 0.004, 0.3 * height), (0, 0, 0), 0.001), 15), (0, 0.42 * depth, 0.7 * height), slot=2
    )
    return join([body, lid, mouth, panel, feed])


def pen_pot(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pot of pens, or of wooden spoons. Slots: pot, pens."""
    width, _, height = size_m
    r, tall_m = 0.36 * width, 0.6 * height
    pot = shell([(r - 0.002, 0), (r, 0.003), (r, tall_m)], 0.003)
    parts = [pot]
    for k in range(int(rng.integers(3, 7))):
        turn = 2 * np.pi * (k + rng.uniform(0, 0.6)) / 6
        x, y = np.cos(turn), np.sin(turn)
        top = (float(0.9 * r * x), float(0.9 * r * y), float(rng.uniform(0.85, 1.0) * height) if k else height)
        parts.append(round_bar((float(-0.3 * r * x), float(-0.3 * r * y), 0.005), top, 0.004, 0.004, 1))
    return join(parts)


def pen_cup(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cup of pens, pencils with their points up, and a ruler. Slots: cup, pens, pencils, wood and ruler."""
    width, _, height = size_m
    r, tall_m = 0.36 * width, 0.6 * height
    parts = [shell([(r - 0.002, 0), (r, 0.003), (r, tall_m)], 0.003)]
    count = int(rng.integers(5, 10))
    for k in range(count):
        angle = 2 * np.pi * (k + rng.uniform(-0.3, 0.3)) / count
        out = np.array([np.cos(angle), np.sin(angle)])
        long = float(rng.uniform(0.8, 1.0)) * height if k else height
        foot, top = np.append(-0.35 * r * out, 0.006), np.append(rng.uniform(0.7, 0.9) * r * out, long)
        parts += _pen(foot, top) if rng.random() < 0.55 else _pencil(foot, top)
    if rng.random() < 0.5:
        parts.append(
            moved(tilted(block((0.026, 0.0015, 1.02 * height), (0, 0, 0.004), 0.0004), 4.0), (0, -0.1 * r, 0), 35.0, 3)
        )
    return join(parts)


def _pen(foot: NDArray[np.float64], top: NDArray[np.float64]) -> list[Mesh]:
    """Return a pen on its point, with a ring and a knob."""
    at = [tuple((foot + share * (top - foot)).tolist()) for share in (0.0, 0.7, 0.72, 0.94, 1.0)]
    return [
        tube([at[0], at[3]], 0.0042, 1, 10),
        tube([at[1], at[2]], 0.0046, 3, 10),
        tube([at[3], at[4]], 0.0025, 1, 8),
    ]


def _pencil(foot: NDArray[np.float64], top: NDArray[np.float64]) -> list[Mesh]:
    """Return a pencil with its point up."""
    neck, point = foot + 0.9 * (top - foot), foot + 0.98 * (top - foot)
    cone = tube([neck, point], [0.0036, 0.0009], 3, 6)
    return [tube([foot, neck], 0.0036, 2, 6), cone, tube([point, top], [0.0009, 0.0003], 1, 6)]


def paper_stack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Sheets of paper, or folded cloth, lying on each other, each a little askew. Slot: paper."""
    return join(_askew(size_m, int(rng.integers(2, 5)), rng))


def papers(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Sheets of paper lying on each other, the uppermost printed and a little curled. Slots: paper, print."""
    width, depth, height = size_m
    lift_m = min(LIFT_M, 0.6 * height)
    size, pile_m, z, parts = (0.93 * width, 0.93 * depth), height - lift_m, 0.0, []
    while z < pile_m - 0.0002:  # what was laid down at once lies straight
        thick = min(float(rng.exponential(0.25)) * pile_m + 0.0006, pile_m - z)
        slipped, turn_deg = rng.normal(0, 0.0012, 2).tolist(), float(rng.normal(0, 0.35))
        parts.append(moved(block((*size, thick), (0, 0, 0), 0.0002), (*slipped, z), turn_deg))
        z += thick
    return joined(
        [*parts, moved(_curled(size, lift_m, rng), (*rng.normal(0, 0.003, 2).tolist(), pile_m), rng.normal(0, 1.8))]
    )


def _curled(size_m: tuple[float, float], lift_m: float, rng: np.random.Generator) -> Mesh:
    """Return a printed sheet that lies flat but for one corner and a wave along an edge. Slot: 1."""
    width, depth = size_m
    u, v = np.meshgrid(np.linspace(-1, 1, 17), np.linspace(-1, 1, 23), indexing="ij")
    side, end = rng.choice([-1, 1], 2).tolist()
    corner = np.clip(0.5 * (side * u + end * v) - float(rng.uniform(0.45, 0.8)), 0, 1)
    wave = 0.04 * np.clip(np.abs(u) - 0.8, 0, 1) * (1 + np.sin(3 * v + float(rng.uniform(0, 6))))
    lift = 0.0004 + lift_m * np.clip(2.2 * corner**1.5 + wave, 0, 1)
    points = np.stack([0.5 * width * u, 0.5 * depth * v, lift], axis=-1)
    return joined([printed_grid(points), grid(points[:, ::-1] - (0.0, 0.0, 0.0003))]).with_slot(1)


def napkin(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a napkin, folded and laid down by hand: its layers gape at one side. Slot: cloth."""
    width, depth, height = size_m
    u, v = np.meshgrid(np.linspace(-1, 1, 11), np.linspace(-1, 1, 13), indexing="ij")
    turn_deg, layers = 180.0 * float(rng.integers(2)), int(rng.integers(2, 4))
    wave = 0.5 + 0.5 * np.sin(1.9 * v + 1.3 * u + float(rng.uniform(0, 6)))
    parts = []
    for k in range(layers):
        open_ = (0.12 + 0.88 * np.clip(0.5 + 0.5 * u, 0, 1) ** 1.5 * (0.4 + 0.6 * wave)) * (k + 0.3) / layers
        short = float(rng.uniform(0.95, 1.0))
        points = np.stack([0.5 * width * (short * u + short - 1), 0.49 * depth * v, height * open_ + 0.0008], axis=-1)
        parts.append(moved(plate(points, 0.0007), (0, 0, 0), turn_deg + float(rng.normal(0, 1.2))))
    return join(parts)


def _askew(size_m: Vec3, count: int, rng: np.random.Generator) -> list[Mesh]:
    width, depth, height = size_m
    each_m = height / count
    folded = each_m > FOLDED_M  # cloth, not paper
    sheet = block(
        (0.95 * width, 0.95 * depth, each_m), (0, 0, 0), 0.45 * each_m if folded else 0.0004, steps=1 + 2 * folded
    )
    return [moved(sheet, (0, 0, k * each_m), rng.normal(0, 3)) for k in range(count)]


def telephone(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a desk telephone. Slots: body, keys."""
    width, depth, height = size_m
    base = block((width, depth, 0.5 * height), (0, 0, 0), 0.012, steps=2)
    x = -0.33 * width
    grips = [
        block((0.26 * width, 0.26 * depth, 0.35 * height), (x, s * 0.34 * depth, 0.5 * height), 0.01, steps=2)
        for s in (-1, 1)
    ]
    handset = block((0.2 * width, 0.9 * depth, 0.25 * height), (x, 0, 0.75 * height), 0.012, steps=3)
    keys = [
        block(
            (0.1 * width, 0.08 * depth, 0.05 * height),
            (0.18 * width + 0.14 * c * width, -0.3 * depth + 0.13 * r * depth, 0.5 * height - 0.001),
            0.002,
            1,
        )
        for c in (-1, 0, 1)
        for r in range(4)
    ]
    return join([base, *grips, handset, *keys])


def _cabinet_top(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.02, height), width - 0.06, depth - 0.12, 0.6),) if height < 1.4 else ()


GENERATORS: dict[str, Generator] = {
    "office desk": office_desk,
    "filing cabinet": filing_cabinet,
    "binder row": binder_row,
    "printer": printer,
    "pen pot": pen_pot,
    "pen cup": pen_cup,
    "paper stack": paper_stack,
    "papers": papers,
    "napkin": napkin,
    "telephone": telephone,
}
SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {"filing cabinet": _cabinet_top}
