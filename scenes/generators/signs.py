"""Signs that hang over aisles and platforms, and boards with menus: plain boards with letters on them."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Mesh, join
from ..spec import Vec3
from .core.lettering import Panel, Panels, fitting, lettering
from .core.parts import Generator, bar
from .indoor.hall import writing_board
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


GENERATORS: dict[str, Generator] = {
    "aisle sign": aisle_sign,
    "way sign": way_sign,
    "menu board": menu_board,
}
PANELS: dict[str, Panels] = {
    "aisle sign": _aisle_panels,
    "way sign": _way_panels,
    "menu board": _menu_panels,
}
