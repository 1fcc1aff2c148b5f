"""Colours that a prompt can ask for: names that people agree on, and any RGB triple, kept well apart."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping

import numpy as np

RGB = tuple[int, int, int]
BLACK: RGB = (0, 0, 0)
APART = 60.0  # Euclidean, in 8-bit RGB, between any two colours of one prompt
FEW = 40  # colours that are soon drawn by chance so far apart; of 80, the last may never be found
_GRID = 15  # levels between the colours that `spread` takes

NAMED: dict[str, RGB] = {
    "red": (255, 0, 0),
    "green": (0, 160, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
    "orange": (255, 140, 0),
    "purple": (128, 0, 160),
    "pink": (255, 150, 200),
    "brown": (120, 62, 10),
    "lime": (150, 255, 0),
    "navy": (0, 0, 115),
    "olive": (115, 125, 0),
    "teal": (0, 128, 128),
    "maroon": (115, 0, 35),
    "turquoise": (40, 220, 180),
    "salmon": (255, 120, 110),
    "tan": (205, 170, 110),
    "beige": (235, 225, 175),
    "sky blue": (120, 190, 255),
    "light purple": (190, 130, 245),
    "light green": (140, 245, 140),
    "dark green": (0, 65, 0),
    "dark grey": (64, 64, 64),
    "grey": (135, 135, 135),
    "white": (255, 255, 255),
    "black": BLACK,
}
_NAMES = {rgb: name for name, rgb in NAMED.items()}
_TRIPLE = r"\d{1,3}, \d{1,3}, \d{1,3}"
_VALUE = rf"#[0-9a-f]{{6}}|RGB\({_TRIPLE}\)|\({_TRIPLE}\)|<{_TRIPLE}>"

STYLES: dict[str, Callable[[RGB], str]] = {
    "name": lambda rgb: _NAMES[rgb],
    "both": lambda rgb: "{} (#{:02x}{:02x}{:02x})".format(_NAMES[rgb], *rgb),
    "hex": lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb),
    "rgb": lambda rgb: "RGB({}, {}, {})".format(*rgb),
    "tuple": lambda rgb: "({}, {}, {})".format(*rgb),
    "angle": lambda rgb: "<{}, {}, {}>".format(*rgb),
}
BY_NAME = ("name", "both")  # the styles that can only write the table's colours


def write(rgb: RGB, style: str, words: Mapping[str, str] | None = None) -> str:
    """Return a colour in a style; `words` are the table's names in another language."""
    text, name = STYLES[style](rgb), _NAMES.get(rgb, "")
    return text.replace(name, words[name], 1) if words and style in BY_NAME else text


def pattern(words: Mapping[str, str] | None = None) -> str:
    """Return a regular expression for the colours of all styles, without groups."""
    names = sorted((words[name] if words else name for name in NAMED), key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, names))})(?: \(#[0-9a-f]{{6}}\))?|{_VALUE}"


def parse(text: str, words: Mapping[str, str] | None = None) -> RGB:
    """Return the colour that a text in any of the styles names; raises ValueError on anything else."""
    table = {words[name] if words else name: rgb for name, rgb in NAMED.items()}
    name, _, value = text.partition(" (#")
    if name in table:
        if value and parse(f"#{value.removesuffix(')')}") != table[name]:
            raise ValueError(f"{text!r} is not a colour: its name and its value differ")
        return table[name]
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not re.fullmatch(_VALUE, text) or max(numbers) > 255:
        raise ValueError(f"{text!r} is not a colour")
    return (numbers[0], numbers[1], numbers[2])


def draw(count: int, style: str, taken: Iterable[RGB], rng: np.random.Generator) -> list[RGB]:
    """Return `count` colours at least 60 apart from each other and from `taken`; fewer where no more are found.

    Named ones are drawn from the table; the other styles draw from the whole cube in steps of 5.
    """
    chosen: list[RGB] = []
    for rgb in _candidates(count, style, rng):
        if len(chosen) == count:
            break
        if all(distance(rgb, other) >= APART for other in (*taken, *chosen)):
            chosen.append(rgb)
    return chosen


def draw_many(count: int, style: str, taken: Iterable[RGB], rng: np.random.Generator) -> list[RGB]:
    """Return `count` colours, as `draw` does where they are few, else as far apart as `spread` puts them.

    Raises ValueError where a style has no more names.
    """
    kept = list(taken)
    if count > FEW and style not in BY_NAME:
        wide = spread(count, kept)
        return [wide[i] for i in rng.permutation(count)]
    drawn = draw(count, style, kept, rng)
    if len(drawn) < count:
        raise ValueError(f"{count} colours are needed, and {len(drawn)} are found in the style {style}")
    return drawn


def spread(count: int, taken: Iterable[RGB]) -> list[RGB]:
    """Return `count` colours, each the one of a grid that is farthest from those before it and from `taken`.

    Beside black, 60 are 68 apart, 80 are 60, 150 are 45, 300 are 33, and 1,200 are 21.
    """
    levels = np.arange(0, 256, _GRID)
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
    nearest = np.full(len(grid), np.iinfo(np.int64).max)
    chosen: list[RGB] = []
    for rgb in taken:
        nearest = np.minimum(nearest, np.square(grid - rgb).sum(axis=1))
    for _ in range(count):
        red, green, blue = grid[int(nearest.argmax())].tolist()
        chosen.append((red, green, blue))
        nearest = np.minimum(nearest, np.square(grid - chosen[-1]).sum(axis=1))
    return chosen


def distance(a: RGB, b: RGB) -> float:
    """Return the Euclidean distance of two 8-bit colours."""
    red, green, blue = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    return math.sqrt(red * red + green * green + blue * blue)  # numpy takes ten times as long for three numbers


def _candidates(count: int, style: str, rng: np.random.Generator) -> Iterable[RGB]:
    if style in BY_NAME:
        table = list(NAMED.values())
        return [table[i] for i in rng.permutation(len(table))]
    return ((r, g, b) for r, g, b in (5 * rng.integers(0, 52, (200 * count, 3))).tolist())
