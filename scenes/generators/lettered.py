"""Things that carry a line of text: posters, boards to write on, labelled boxes, shops' folding signs.

Each is the plain thing with letters on it. What it says is drawn before all else, so that `PANELS` knows it, too.
"""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Mesh, join
from ..poses import Vec3
from .core.labels import printed_box
from .core.lettering import Panel, Panels, fitting, lettering, text_width
from .core.parts import Generator, bar
from .core.printing import joined
from .indoor.cartons import carton
from .indoor.hall import writing_board
from .outdoor.street_furniture import a_board

HEADLINES = (
    "ART",
    "BALLET",
    "CHESS",
    "CIRCUS",
    "DANCE",
    "FILM",
    "FESTIVAL",
    "JAZZ",
    "OPERA",
    "SALE",
    "THEATRE",
    "YOGA",
)
LESSONS = (
    "ART",
    "BIOLOGY",
    "EXAM",
    "HELLO",
    "HISTORY",
    "LATIN",
    "MATHS",
    "MEETING",
    "MUSIC",
    "PHYSICS",
    "QUIZ",
    "TEST",
)
CONTENTS = ("BOOKS", "FRAGILE", "GLASS", "LAMPS", "PAPER", "PLATES", "SHOES", "TOOLS", "TOYS")
CODES = ("A1", "A2", "B3", "B4", "C5", "C6", "D7", "E8", "F9", "7", "12", "24", "38", "56")
CODED = 0.6  # of the labels of boxes
CEREALS = ("BRAN", "CORN", "FLAKES", "HONEY", "MUESLI", "OATS", "RICE", "RYE", "WHEAT")
PACKETS = ("BEANS", "COCOA", "MINT", "PASTA", "PEAS", "RICE", "SALT", "SEEDS", "SUGAR", "TEA")
OFFERS = ("CAFE", "CAKES", "LUNCH", "MENU", "OPEN", "PIZZA", "SALE", "SOUP", "TEA")
LABEL_M = 0.001  # the thickness of a label, and of the letters on it
SHEET = 0.2  # of its depth: where the sheet of a `writing_board` has its front
BLANK = 0.4  # of the boards to write on
MARGIN = 0.35  # of a letter's height: from the letters to the edge of what they are printed on


def headline_poster(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an unframed print: a headline above or below its picture. Slots: picture, paper, letters, small print."""
    width, depth, height = size_m
    panels = _poster_panels(size_m, rng)
    edge_m, foot_m = float(rng.uniform(0.02, 0.05)) * width, float(rng.uniform(0.08, 0.16)) * height
    low, letter_m = panels[0].place_m[2], panels[0].letter_m
    above = low > 0.5 * height
    start = edge_m + foot_m if above else low + (1 + MARGIN) * letter_m
    end = low - MARGIN * letter_m if above else height - edge_m
    sheet = bar((width, 0.5 * depth, height), (0, 0.25 * depth, 0), 1)
    picture = bar((width - 2 * edge_m, 0.4 * depth, end - start), (0, -0.1 * depth, start))
    foot = (edge_m, edge_m + foot_m) if above else (edge_m, low - MARGIN * letter_m)
    return join([sheet, picture, *_small_print(size_m, foot, rng), *lettering(panels, 2, 0.5 * depth)])


def _small_print(size_m: Vec3, foot_m: tuple[float, float], rng: np.random.Generator) -> list[Mesh]:
    """Return lines of words too small to read, between two heights: marks of unequal length with a ragged edge."""
    width, depth, height = size_m
    pitch_m, parts = 0.028 * height, []
    for z in np.arange(foot_m[0] + 0.4 * pitch_m, foot_m[1] - pitch_m, pitch_m).tolist():
        left, end = -0.42 * width, float(rng.uniform(-0.1, 0.42)) * width
        while left < end:
            wide = float(rng.uniform(0.03, 0.1)) * width
            parts.append(bar((wide, 0.2 * depth, 0.42 * pitch_m), (left + wide / 2, -0.05 * depth, z), 3))
            left += wide + 0.02 * width
    return parts


def _poster_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    width, _, height = size_m
    text = str(rng.choice(HEADLINES))
    letter_m = fitting(text, float(rng.uniform(0.55, 0.84)) * width, 0.14 * height)
    x = float(rng.choice([-1.0, 0.0])) * (0.42 * width - text_width(text) * letter_m / 2)
    low = height - (1 + MARGIN) * letter_m if rng.random() < 0.6 else float(rng.uniform(0.12, 0.2)) * height
    return (Panel(text, (x, 0.0, low), letter_m),)


def written_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a board on which a word is written, or nothing. Slots: surface, frame, writing."""
    return join([*lettering(_board_panels(size_m, rng), 2, 0.002), writing_board(size_m, rng)])


def _board_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    width, depth, height = size_m
    text = str(rng.choice(LESSONS))
    if rng.random() < BLANK:
        return ()
    letter_m = fitting(text, float(rng.uniform(0.5, 0.75)) * width, 0.3 * height)
    x = float(rng.uniform(-0.5, 0.5)) * (0.9 * width - text_width(text) * letter_m)
    return (Panel(text, (x, SHEET * depth, float(rng.uniform(0.4, 0.6)) * height), letter_m),)


def labelled_carton(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a taped cardboard box with labels at front and back. Slots: cardboard, tape, label, letters."""
    width, depth, height = size_m
    panels = _carton_panels(size_m, rng)
    edge_m = MARGIN * panels[0].letter_m
    size = (panels[0].width_m + 2 * edge_m, depth - 2 * LABEL_M, panels[0].letter_m + 2 * edge_m)
    labels = bar(size, (0, 0, panels[0].place_m[2] - edge_m), 2)
    return join([carton((width, depth - 4 * LABEL_M, height), rng), labels, *lettering(panels, 3, LABEL_M)])


def _carton_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    width, depth, height = size_m
    text = str(rng.choice(CODES if rng.random() < CODED else CONTENTS))
    letter_m = fitting(text, 0.76 * width, 0.5 * height)
    return both_sides(text, LABEL_M - depth / 2, 0.5 * (height - letter_m), letter_m)


def cereal_box(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a box of cereal with its name above a picture, on both sides. Slots: card, picture, label, letters."""
    return _printed_box(size_m, _cereal_panels(size_m, rng))


def food_packet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a small box of food, as `cereal_box`. Slots: card, picture, label, letters."""
    return _printed_box(size_m, _packet_panels(size_m, rng))


def _printed_box(size_m: Vec3, panels: tuple[Panel, ...]) -> Mesh:
    width, depth, height = size_m
    body = printed_box((width, depth - 4 * LABEL_M, height), (0, 0, 0))
    picture = bar((0.8 * width, depth - 3 * LABEL_M, 0.45 * height), (0, 0, 0.08 * height), 1)
    edge_m = MARGIN * panels[0].letter_m
    size = (width, depth - 2 * LABEL_M, panels[0].letter_m + 2 * edge_m)
    label = bar(size, (0, 0, panels[0].place_m[2] - edge_m), 2)
    return joined([body, picture, label, *lettering(panels, 3, LABEL_M)])


def _cereal_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    return _box_panels(size_m, str(rng.choice(CEREALS)))


def _packet_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    return _box_panels(size_m, str(rng.choice(PACKETS)))


def _box_panels(size_m: Vec3, text: str) -> tuple[Panel, ...]:
    width, depth, height = size_m
    letter_m = fitting(text, 0.84 * width, 0.22 * height)
    return both_sides(text, LABEL_M - depth / 2, 0.78 * height - letter_m / 2, letter_m)


def lettered_a_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shop's folding sign with a word on both its sides. Slots: frame, board, letters."""
    _, _, height = size_m
    text, letter_m = _offer(size_m, rng)
    flat = Panel(text, (0.0, -0.019, 0.68 * height), letter_m)
    return a_board(size_m, rng, lettering((flat,), 2))


def _offer(size_m: Vec3, rng: np.random.Generator) -> tuple[str, float]:
    text = str(rng.choice(OFFERS))
    return text, fitting(text, 0.74 * size_m[0], 0.2 * size_m[2])


def _a_board_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    """Return the words of both leaves as if these stood upright where their letters are."""
    _, depth, height = size_m
    text, letter_m = _offer(size_m, rng)
    return both_sides(text, -0.5 * (1 - 0.68 - letter_m / height / 2) * depth, 0.68 * height, letter_m)


def both_sides(text: str, y_m: float, z_m: float, letter_m: float) -> tuple[Panel, ...]:
    """Return one line of text at the front (`y_m` < 0) and at the back of a thing."""
    return Panel(text, (0.0, y_m, z_m), letter_m), Panel(text, (0.0, -y_m, z_m), letter_m, 180.0)


GENERATORS: dict[str, Generator] = {
    "headline poster": headline_poster,
    "written board": written_board,
    "labelled carton": labelled_carton,
    "cereal box": cereal_box,
    "food packet": food_packet,
    "lettered a-board": lettered_a_board,
}
PANELS: dict[str, Panels] = {
    "headline poster": _poster_panels,
    "written board": _board_panels,
    "labelled carton": _carton_panels,
    "cereal box": _cereal_panels,
    "food packet": _packet_panels,
    "lettered a-board": _a_board_panels,
}
