"""What is printed on paper: pages, letters and covers of books, drawn from a number.

Pictures are float64 H×W×3, sRGB 0–1, rows from the top. Covers have titles of words (`typeset`). Of texts no letter can
be read: marks stand for them, in words of unequal length, lines with a ragged edge, paragraphs. Layouts and shares are
taste.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..poses import Vec3
from .paintings import Picture, painting
from .typeset import MAKERS, Face, Mask, line_width, said, typeset

# Marks for letters, rows from the top: two for what rises, four of the body, two for what hangs below the line.
_BODIES = (
    *(".#.|#.#|#.#|.#.", "##.|..#|###|###", "##.|#.#|#.#|#.#", ".##|#.#|##.|.##", ".##|#..|.#.|##.", "##|#.|#.|#."),
    *("#|#|#|#", "#.#|#.#|#.#|.##", ".#.|#.#|#.#|.#.", "####.|#.#.#|#.#.#|#.#.#"),
)
_TALL = (("#..|#..", 2, ""), ("..#|..#", 0, ""), ("", 0, "#..|#.."), ("#|#", 6, ""))  # rising, body, hanging


def _mark(above: str, body: str, below: str) -> NDArray[np.float64]:
    empty = "|".join(2 * ["." * len(body.split("|")[0])])
    rows = "|".join([above or empty, body, below or empty]).split("|")
    return np.array([[pixel == "#" for pixel in f"{row}."] for row in rows], float)  # a blank parts it from the next


MARKS = (*(_mark("", body, "") for body in _BODIES), *(_mark(up, _BODIES[k], down) for up, k, down in _TALL))
LINE_PX, MARK_PX = 9, 8  # from line to line, and how high marks are
LEAST_PX, LEADING = 7, 1.35  # of a headline's letters, and from line to line in their height
Box = tuple[float, float, float, float]  # top, left, bottom and right, in pixels
PAGE_PX = (384, 256)
COVER_PX, BACK_PX = (288, 192), 28
INK: Vec3 = (0.13, 0.13, 0.14)
PAPERS: tuple[Vec3, ...] = ((0.90, 0.88, 0.83), (0.92, 0.91, 0.89), (0.87, 0.83, 0.74))
FIELDS: tuple[Vec3, ...] = (
    *((0.88, 0.86, 0.80), (0.12, 0.13, 0.16), (0.16, 0.22, 0.33), (0.45, 0.16, 0.14), (0.24, 0.33, 0.28)),
    *((0.76, 0.62, 0.36), (0.55, 0.56, 0.56), (0.62, 0.42, 0.34), (0.80, 0.80, 0.78), (0.34, 0.45, 0.52)),
)


class Sheet:
    """Something to print on; places are pixels from the top left corner."""

    def __init__(self, rng: np.random.Generator, size_px: tuple[int, int], colour: Vec3) -> None:
        self.rng = rng
        self.picture: Picture = np.broadcast_to(np.asarray(colour), (*size_px, 3)).copy()

    def fill(self, top: float, left: float, high: float, wide: float, colour: Vec3, share: float = 1.0) -> None:
        """Lay a rectangle of one colour over what is there."""
        field = self.picture[int(max(top, 0)) : int(top + high), int(max(left, 0)) : int(left + wide)]
        field += share * (np.asarray(colour) - field)

    def place(self, top: float, left: float, high: float, wide: float, picture: Picture) -> None:
        """Lay a picture, drawn out to a size, over what is there."""
        rows = (np.arange(int(high)) / int(high) * len(picture)).astype(int)
        columns = (np.arange(int(wide)) / int(wide) * picture.shape[1]).astype(int)
        self.picture[int(top) : int(top) + int(high), int(left) : int(left) + int(wide)] = picture[rows][:, columns]

    def word(self, top: float, left: float, letters: int, colour: Vec3, times: int = 1, most: float = 1e9) -> float:
        """Print a word of some letters; return where it ends. What would end beyond `most` is left out."""
        marks = np.concatenate([MARKS[k] for k in self.rng.integers(len(MARKS), size=letters).tolist()], axis=1)
        end = left + times * marks.shape[1]
        if end <= most:
            self.stamp(top, left, 0.88 * marks.repeat(times, axis=0).repeat(times, axis=1), colour)
        return end

    def stamp(self, top: float, left: float, mask: Mask, colour: Vec3) -> None:
        """Print a colour through a mask H×W (1 where all of it goes), its top left corner at a place."""
        field = self.picture[int(top) : int(top) + mask.shape[0], int(left) : int(left) + mask.shape[1]]
        field += mask[: field.shape[0], : field.shape[1], None] * (np.asarray(colour) - field)

    def line(self, top: float, left: float, right: float, colour: Vec3 = INK) -> None:
        """Print words up to a margin that none crosses."""
        x = left
        while x < right - 6:
            letters = int(np.clip(self.rng.gamma(3.0, 1.6), 1, 12))
            end = self.word(top, x, letters, colour, most=right)
            x = end + 3 if end <= right else right

    def text(self, top: float, left: float, bottom: float, right: float, colour: Vec3 = INK) -> None:
        """Print paragraphs, the first line of each set in, the last one short."""
        y, indent = top, 10.0
        while y < bottom - MARK_PX:
            lines = int(self.rng.integers(3, 11))
            for k in range(lines):
                if y >= bottom - MARK_PX:
                    return
                short = self.rng.uniform(0.2, 0.9) * (right - left) if k == lines - 1 else right - left
                self.line(y, left + (indent if k == 0 else 0.0), left + short, colour)
                y += LINE_PX

    def title(self, top: float, left: float, right: float, times: int, words: int, colour: Vec3) -> float:
        """Print large words, as many in a line as there is room for; return where the next line would be."""
        y, x = top, left
        for _ in range(words):
            letters = int(self.rng.integers(3, 9))
            if x + 4 * times * letters > right and x > left:
                y, x = y + times * LINE_PX, left
            x = self.word(y, x, letters, colour, times, most=right) + 3 * times
        return y + times * LINE_PX

    def headline(self, box: Box, letter_px: float, words: list[str], face: Face, colour: Vec3) -> float:
        """Print words from the top of a box, as many to a line as there is room for; return where the next would be.

        Letters are smaller where the longest word would not go into the box, or all lines into its height.
        """
        top, left, bottom, right = box
        lines = _broken(words, (right - left) / letter_px, face)
        while not _fit(lines, letter_px, face, bottom - top, right - left):
            letter_px *= 0.93
            lines = _broken(words, (right - left) / letter_px, face)
        for line in lines:
            self.stamp(top, left, typeset(line, letter_px, face), colour)
            top += LEADING * letter_px
        return top


def _fit(lines: list[str], letter_px: float, face: Face, high_px: float, wide_px: float) -> bool:
    """Return whether lines go into a field; the least letters may run on below it."""
    wide = max(line_width(line, face) for line in lines) * letter_px <= wide_px + 1
    return wide and (LEADING * letter_px * (len(lines) - 1) + letter_px <= high_px or letter_px < LEAST_PX)


def _broken(words: list[str], room: float, face: Face) -> list[str]:
    """Return words as lines that are no wider than `room`, in heights of letters, but where one word is."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if line_width(longer, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def page(seed: int, colour: Vec3) -> Picture:
    """Return two pages of a book or a magazine that lie side by side, PAGE_PX each; `colour` is that of the paper."""
    rng = np.random.Generator(np.random.PCG64(seed))
    draw = (_text_page, _text_page, _illustrated_page)[int(rng.integers(3))]
    return np.concatenate([draw(Sheet(rng, PAGE_PX, colour), side).picture for side in (-1, 1)], axis=1)


def _text_page(sheet: Sheet, side: int) -> Sheet:
    """Print one column, here and there below the heading of a chapter, with the number of the page."""
    high, wide = PAGE_PX
    left, right = (30.0, wide - 22.0) if side < 0 else (22.0, wide - 30.0)
    top = 34.0
    if sheet.rng.random() < 0.3:
        top = sheet.title(70.0, left, right, 2, int(sheet.rng.integers(1, 4)), INK) + 24
    else:
        sheet.line(16.0, left + 60, right - 60, (0.4, 0.4, 0.4))
    sheet.text(top, left, high - 40.0, right)
    sheet.word(high - 26.0, left if side < 0 else right - 12, 2, INK)
    return sheet


def _illustrated_page(sheet: Sheet, side: int) -> Sheet:
    """Print two columns around a picture with its caption; some pages are one picture."""
    high, wide = PAGE_PX
    if sheet.rng.random() < 0.25:
        sheet.place(0, 0, high, wide, painting(int(sheet.rng.integers(2**31)), (0.4, 0.4, 0.42)))
        return sheet
    tall = float(sheet.rng.uniform(110, 210))
    top = 24.0 if sheet.rng.random() < 0.6 else high - 50.0 - tall
    sheet.place(top, 20, tall, wide - 40, painting(int(sheet.rng.integers(2**31)), (0.5, 0.42, 0.35)))
    sheet.line(top + tall + 4, 20, wide - 60.0, (0.35, 0.35, 0.36))
    low, end = (top + tall + 22, high - 34.0) if top < 30 else (24.0, top - 12)
    low = sheet.title(low, 20, wide - 20.0, 2, int(sheet.rng.integers(2, 6)), (0.10, 0.10, 0.12)) + 6
    for left in (20.0, wide / 2 + 6):
        sheet.text(low, left, end, left + wide / 2 - 28)
    return sheet


def letter(seed: int, colour: Vec3) -> Picture:
    """Return a sheet from an office, PAGE_PX: a letter, a form, a table or a printed picture."""
    rng = np.random.Generator(np.random.PCG64(seed))
    sheet = Sheet(rng, PAGE_PX, colour)
    (_correspondence, _correspondence, _form, _chart)[int(rng.integers(4))](sheet)
    return sheet.picture


def _correspondence(sheet: Sheet) -> None:
    high, wide = PAGE_PX
    mark = FIELDS[int(sheet.rng.integers(len(FIELDS)))]
    sheet.fill(20, wide - 66, 18, 40, mark)
    for k in range(4):
        sheet.line(48.0 + LINE_PX * k, 28, 28 + float(sheet.rng.uniform(40, 90)))
    sheet.title(102.0, 28, wide - 40.0, 1, 5, (0.05, 0.05, 0.06))
    sheet.text(122.0, 28, high - float(sheet.rng.uniform(60, 150)), wide - 30.0)
    sheet.fill(high - 26, 28, 1, wide - 56, (0.5, 0.5, 0.5))
    sheet.line(high - 20.0, 40, wide - 40.0, (0.5, 0.5, 0.52))


def _form(sheet: Sheet) -> None:
    high, wide = PAGE_PX
    mark = FIELDS[int(sheet.rng.integers(1, 5))]
    sheet.fill(22, 22, 20, wide - 44, mark)
    sheet.title(26.0, 28, wide - 40.0, 1, 3, (0.92, 0.92, 0.92))
    rows, columns = int(sheet.rng.integers(12, 22)), int(sheet.rng.integers(3, 6))
    tall, across = (high - 110) / rows, (wide - 44) / columns
    for r in range(rows + 1):
        if r < rows and r % 2:
            sheet.fill(56 + r * tall, 22, tall, wide - 44, (0.80, 0.82, 0.84), 0.5)
        sheet.fill(56 + r * tall, 22, 1, wide - 44, (0.55, 0.55, 0.56))
        for c in range(columns if r < rows else 0):
            left = 26 + c * across
            sheet.line(56 + r * tall + 3, left, left + across * float(sheet.rng.uniform(0.3, 0.9)))
    for c in range(columns + 1):
        sheet.fill(56, 22 + c * across, rows * tall, 1, (0.55, 0.55, 0.56))


def _chart(sheet: Sheet) -> None:
    high, wide = PAGE_PX
    sheet.title(24.0, 26, wide - 30.0, 2, 3, (0.10, 0.10, 0.12))
    bars = sheet.rng.uniform(20, 110, int(sheet.rng.integers(5, 12)))
    pitch = (wide - 60) / len(bars)
    for k, tall in enumerate(bars.tolist()):
        sheet.fill(190 - tall, 32 + k * pitch, tall, 0.7 * pitch, FIELDS[1 + k % 5])
    sheet.fill(190, 26, 1, wide - 52, INK)
    sheet.text(206.0, 26, high - 40.0, wide - 28.0)


def cover(seed: int, colour: Vec3) -> Picture:
    """Return the back of a book, BACK_PX wide, beside its front, COVER_PX; `colour` is that of its binding."""
    rng = np.random.Generator(np.random.PCG64(seed))
    sheet, title = Sheet(rng, COVER_PX, colour), _Title.drawn(rng)
    (_clothbound, _titled, _pictured, _fields)[int(rng.choice(4, p=[0.2, 0.25, 0.35, 0.2]))](sheet, title)
    return np.concatenate([_back(rng, colour, title), sheet.picture], axis=1)


@dataclass(frozen=True, slots=True)
class _Title:
    """What a book is called, who wrote it, and the face of both."""

    words: list[str]
    author: list[str]
    face: Face

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> _Title:
        author = f"{chr(ord('A') + int(rng.integers(26)))} {MAKERS[int(rng.integers(len(MAKERS)))]}"
        return cls(said(rng), [author], Face.drawn(rng))


def _back(rng: np.random.Generator, colour: Vec3, title: _Title) -> Picture:
    """Return the back of a book: its title running down, who wrote it, a mark."""
    long = COVER_PX[0]
    sheet = Sheet(rng, (BACK_PX, long), colour if rng.random() < 0.7 else FIELDS[int(rng.integers(len(FIELDS)))])
    ink = _contrast(sheet)
    high_px, left = float(rng.uniform(11, 17)), float(rng.uniform(16, 50))
    if rng.random() < 0.4:
        sheet.fill(0, 0, BACK_PX, left - 8, FIELDS[int(rng.integers(len(FIELDS)))])
    sheet.headline(((BACK_PX - high_px) / 2, left, BACK_PX, 0.68 * long), high_px, title.words, title.face, ink)
    sheet.headline((9.0, 0.71 * long, BACK_PX, 0.91 * long), 10.0, title.author, title.face, ink)
    sheet.fill(10, 0.93 * long, BACK_PX - 20, 10, ink)
    return np.rot90(sheet.picture, -1)


def _contrast(sheet: Sheet, top: int = 0, bottom: int = COVER_PX[0]) -> Vec3:
    """Return the ink that tells on some rows."""
    dark = float(sheet.picture[top:bottom].mean()) < 0.45
    return (0.88, 0.86, 0.78) if dark else (0.10, 0.10, 0.12)


def _clothbound(sheet: Sheet, title: _Title) -> None:
    """Stamp a title into cloth, in gold or in the ink that tells, within a frame, or print it on a pasted label."""
    high, wide = COVER_PX
    ink = (0.72, 0.60, 0.34) if sheet.rng.random() < 0.4 else _contrast(sheet)
    if sheet.rng.random() < 0.4:
        sheet.fill(58, 46, 74, 100, (0.87, 0.84, 0.76))
        sheet.headline((70.0, 54, 124.0, 138.0), 13.0, title.words, title.face, INK)
        return
    end = sheet.headline((72.0, 36, 180.0, 160.0), 18.0, title.words, title.face, ink)
    sheet.fill(end + 6, 36, 1, 40, ink)
    if sheet.rng.random() < 0.5:
        for top, left, tall, across in ((14, 12, 2, wide - 24), (high - 16, 12, 2, wide - 24)):
            sheet.fill(top, left, tall, across, ink)
        for left in (12, wide - 14):
            sheet.fill(14, left, high - 28, 2, ink)


def _titled(sheet: Sheet, title: _Title) -> None:
    ink = _contrast(sheet)
    end = sheet.headline((36.0, 18, 200.0, 176.0), float(sheet.rng.uniform(18, 40)), title.words, title.face, ink)
    sheet.fill(end + 4, 18, 2, 60, ink)
    sheet.headline((250.0, 18, 270.0, 176.0), 13.0, title.author, title.face, ink)


def _pictured(sheet: Sheet, title: _Title) -> None:
    high, wide = COVER_PX
    top, tall = (0.0, float(high)) if sheet.rng.random() < 0.4 else (float(sheet.rng.uniform(86, 110)), 140.0)
    sheet.place(top, 0, tall, wide, painting(int(sheet.rng.integers(2**31)), (0.42, 0.34, 0.30)))
    if tall == high:
        sheet.fill(20, 0, 72, wide, FIELDS[int(sheet.rng.integers(len(FIELDS)))], 0.85)
    ink, low = _contrast(sheet, 28, 82), _contrast(sheet, 264, 282)
    sheet.headline((28.0, 14, 82.0, 180.0), float(sheet.rng.uniform(16, 26)), title.words, title.face, ink)
    sheet.headline((264.0, 14, 282.0, 180.0), 12.0, title.author, title.face, low)


def _fields(sheet: Sheet, title: _Title) -> None:
    """Print a few fields of colour, as paperbacks and manuals have them, and a title."""
    high, wide = COVER_PX
    for _ in range(int(sheet.rng.integers(2, 5))):
        top, tall = float(sheet.rng.uniform(0, high)), float(sheet.rng.uniform(8, 90))
        sheet.fill(top, 0, tall, wide, FIELDS[int(sheet.rng.integers(len(FIELDS)))])
    y, x = np.mgrid[:high, :wide]
    round_ = np.hypot(y - sheet.rng.uniform(100, 220), x - sheet.rng.uniform(50, 150)) < sheet.rng.uniform(20, 70)
    sheet.picture[round_] = FIELDS[int(sheet.rng.integers(len(FIELDS)))]
    ink = _contrast(sheet, 26, 90)
    sheet.headline((28.0, 14, 110.0, 180.0), float(sheet.rng.uniform(16, 30)), title.words, title.face, ink)
