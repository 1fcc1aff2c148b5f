"""Signs over aisles and platforms, boards with menus and with names of stations, prints in frames."""

from __future__ import annotations

import numpy as np

from ..appearance.adverts import UPRIGHT
from ..geometry.mesh import Mesh, join
from ..poses import Pose, Vec3, turn
from .core.lettering import Panel, Panels, fitting, lettering
from .core.parts import Generator, bar
from .core.printing import joined, printed
from .indoor.hall import writing_board
from .indoor.station import PLACES
from .lettered import LABEL_M, both_sides

AISLES = (
    "BREAD",
    "CEREALS",
    "COFFEE",
    "DRINKS",
    "FROZEN",
    "FRUIT",
    "PASTA",
    "SNACKS",
    "SPICES",
    "SWEETS",
    "TINS",
    "WINE",
)
WAYS = (
    "CAFE",
    "EXIT",
    "GATES",
    "INFORMATION",
    "LIFTS",
    "LINE 4",
    "PLATFORM 1",
    "PLATFORM 2",
    "TAXI",
    "TICKETS",
    "TOILETS",
    "WAY OUT",
)
MENUS = ("DRINKS", "LUNCH", "MENU", "PIZZA", "TODAY", "WINES")
SHEET_M = (0.21, 0.297)  # of office paper
BOARD = 0.6  # of a hanging sign's height: the rest are its rods
SHEET_AT = -0.1  # of its depth: where a menu board has its front


def aisle_sign(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shop's sign that hangs over an aisle, with a word on both its sides. Slots: face, rods, letters."""
    return _hanging(size_m, _aisle_panels(size_m, rng))


def way_sign(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a sign that hangs from a ceiling and says where something is, on both sides. Slots: face, rods, letters."""
    return _hanging(size_m, _way_panels(size_m, rng))


def _hanging(size_m: Vec3, panels: tuple[Panel, ...]) -> Mesh:
    width, depth, height = size_m
    face = bar((width, depth - 2 * LABEL_M, BOARD * height), (0, 0, 0))
    rims = [bar((width, depth - LABEL_M, 0.012), (0, 0, z), 1) for z in (0.0, BOARD * height - 0.012)]
    rods = [bar((0.012, 0.012, (1 - BOARD) * height), (s * 0.38 * width, 0, BOARD * height), 1) for s in (-1, 1)]
    return join([face, *rims, *rods, *lettering(panels, 2, LABEL_M)])


def _aisle_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    return _hanging_panels(size_m, str(rng.choice(AISLES)))


def _way_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    return _hanging_panels(size_m, str(rng.choice(WAYS)))


def _hanging_panels(size_m: Vec3, text: str) -> tuple[Panel, ...]:
    width, depth, height = size_m
    letter_m = fitting(text, 0.84 * width, 0.5 * BOARD * height)
    return both_sides(text, LABEL_M - depth / 2, 0.5 * (BOARD * height - letter_m), letter_m)


def menu_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a framed board with a word above lines of dishes and prices. Slots: surface, frame, word, lines."""
    width, _, height = size_m
    panels = _menu_panels(size_m, rng)
    front = panels[0].place_m[1]
    lines = [
        bar((wide, 0.002, 0.014), (x, front - 0.001, z * height), 3)
        for z in np.linspace(0.1, 0.62, max(4, round(height / 0.11))).tolist()
        for x, wide in _menu_line(width, rng)
    ]
    return join([writing_board(size_m, rng), *lettering(panels, 2, 0.002), *lines])


def _menu_line(width_m: float, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Return the middles and widths of a dish's words, and of its price."""
    left, words = 0.12 * width_m - width_m / 2, []
    for _ in range(int(rng.integers(1, 4))):
        wide = float(rng.uniform(0.07, 0.17)) * width_m
        words.append((left + wide / 2, wide))
        left += wide + 0.03 * width_m
    return [*words, (0.36 * width_m, 0.08 * width_m)]


def _menu_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    width, depth, height = size_m
    text = str(rng.choice(MENUS))
    letter_m = fitting(text, 0.7 * width, 0.14 * height)
    return (Panel(text, (0.0, SHEET_AT * depth, 0.76 * height), letter_m),)


def framed_advert(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a print behind glass in a frame of metal, upright or wide. Slots: print, frame."""
    width, depth, height = size_m
    edge_m = min(0.05, 0.04 * min(width, height))
    frame = [bar((width, depth, edge_m), (0, 0, z), 1) for z in (0.0, height - edge_m)]
    frame += [bar((edge_m, depth, height - 2 * edge_m), (s * (width - edge_m) / 2, 0, edge_m), 1) for s in (-1, 1)]
    sheet = bar((width - 2 * edge_m, 0.6 * depth, height - 2 * edge_m), (0, 0.15 * depth, edge_m))
    window = (0.0, 0.0, UPRIGHT, 1.0) if height > width else (UPRIGHT, 0.0, 1.0, 1.0)
    return joined([printed(sheet, (1, 0, 0), (0, 0, 1), window), *frame])


def notices(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build sheets of office paper stuck up side by side, by hand, some askew, some missing. Slots: print, another."""
    width, depth, height = size_m
    wide, tall = SHEET_M
    columns, rows = (max(1, int(long / each)) for long, each in ((width, wide + 0.02), (height, tall + 0.02)))
    parts: list[Mesh] = []
    for k in range(columns * rows):
        if parts and rng.random() < 0.25:
            continue
        sheet = printed(bar((wide, 0.3 * depth, tall), (0, 0, -tall / 2), k % 2), (1, 0, 0), (0, 0, 1))
        askew = turn("y", float(rng.normal(0, 1.2)))
        dx, dz = rng.normal(0, 0.006, 2).tolist()
        at = ((k % columns + 0.5) / columns - 0.5) * width + dx, ((k // columns + 0.5) / rows) * height + dz
        parts.append(sheet.transformed(Pose((at[0], 0.2 * depth * (k % 3), at[1]), askew).matrix()))
    return joined(parts)


def door_plate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a small plate with the number of a room. Slots: plate, letters."""
    width, depth, height = size_m
    sheet = bar((width, 0.7 * depth, height), (0, 0.15 * depth, 0))
    return join([sheet, *lettering(_plate_panels(size_m, rng), 1, 0.3 * depth)])


def _plate_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    width, depth, height = size_m
    text = str(rng.integers(1, 4) * 100 + rng.integers(1, 40))
    letter_m = fitting(text, 0.7 * width, 0.5 * height)
    return (Panel(text, (0.0, -0.2 * depth, (height - letter_m) / 2), letter_m),)


def name_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a board with the name of a station, a band below it. Slots: board, band, letters."""
    width, depth, height = size_m
    sheet = bar((width, 0.7 * depth, height), (0, 0.15 * depth, 0))
    band = bar((width, 0.8 * depth, 0.16 * height), (0, 0.1 * depth, 0.1 * height), 1)
    return join([sheet, band, *lettering(_name_panels(size_m, rng), 2, 0.2 * depth)])


def _name_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    width, depth, height = size_m
    text = str(rng.choice(PLACES))
    letter_m = fitting(text, 0.8 * width, 0.4 * height)
    return (Panel(text, (0.0, -0.3 * depth, 0.62 * height - letter_m / 2), letter_m),)


GENERATORS: dict[str, Generator] = {
    "framed advert": framed_advert,
    "name board": name_board,
    "notices": notices,
    "door plate": door_plate,
    "aisle sign": aisle_sign,
    "way sign": way_sign,
    "menu board": menu_board,
}
PANELS: dict[str, Panels] = {
    "name board": _name_panels,
    "door plate": _plate_panels,
    "aisle sign": _aisle_panels,
    "way sign": _way_panels,
    "menu board": _menu_panels,
}
