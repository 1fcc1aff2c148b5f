"""Colours that a prompt can ask for: names that people agree on, and any RGB triple, kept well apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import numpy as np

RGB = tuple[int, int, int]
BLACK: RGB = (0, 0, 0)
APART = 60.0  # Euclidean, in 8-bit RGB, between any two colours of one prompt

NAMED: dict[str, RGB] = {
    "red": (255, 0, 0),
    "green": (0, 160, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
    "orange": (255, 140, 0),
    "purple": (128, 0, 160),
    "pink": (255, 170, 190),
    "brown": (120, 62, 10),
    "lime": (140, 255, 0),
    "navy": (0, 0, 115),
    "olive": (128, 128, 0),
    "teal": (0, 120, 130),
    "maroon": (120, 0, 30),
    "grey": (128, 128, 128),
    "white": (255, 255, 255),
    "black": BLACK,
}
_NAMES = {rgb: name for name, rgb in NAMED.items()}
_TRIPLE = r"(\d{1,3}), (\d{1,3}), (\d{1,3})"

STYLES: dict[str, Callable[[RGB], str]] = {
    "name": lambda rgb: _NAMES[rgb],
    "hex": lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb),
    "rgb": lambda rgb: "RGB({}, {}, {})".format(*rgb),
    "tuple": lambda rgb: "({}, {}, {})".format(*rgb),
    "angle": lambda rgb: "<{}, {}, {}>".format(*rgb),
}
PATTERN = rf"#[0-9a-f]{{6}}|RGB\({_TRIPLE}\)|\({_TRIPLE}\)|<{_TRIPLE}>|{'|'.join(NAMED)}".replace("(\\d", "(?:\\d")


def parse(text: str) -> RGB:
    """Return the colour that a text in any of the styles names; raises ValueError on anything else."""
    if text in NAMED:
        return NAMED[text]
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) != 3 or max(numbers) > 255:
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


def distance(a: RGB, b: RGB) -> float:
    """Return the Euclidean distance of two 8-bit colours."""
    return float(np.linalg.norm(np.subtract(a, b)))


def _candidates(count: int, style: str, rng: np.random.Generator) -> Iterable[RGB]:
    if style == "name":
        table = list(NAMED.values())
        return [table[i] for i in rng.permutation(len(table))]
    return [(r, g, b) for r, g, b in (5 * rng.integers(0, 52, (200 * count, 3))).tolist()]
