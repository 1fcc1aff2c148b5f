"""What screens show and keys have on them, drawn from a number, as `prints` are; no letter can be read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..poses import Vec3
from .paintings import Picture, painting
from .prints import FIELDS, INK, LINE_PX, Sheet

SCREEN_PX = (270, 432)
HANDSET_PX = (320, 160)
CAPS, CAP_PX = (4, 8), 32  # rows and columns of keys in a picture of them, and how large each is
CODE: tuple[Vec3, ...] = ((0.60, 0.72, 0.82), (0.80, 0.66, 0.50), (0.62, 0.74, 0.54), (0.75, 0.75, 0.75))


def desktop(seed: int) -> Picture:
    """Return what a computer shows, SCREEN_PX: windows over a picture, or one that fills the screen."""
    rng = np.random.Generator(np.random.PCG64(seed))
    sheet = Sheet(rng, SCREEN_PX, (0.2, 0.25, 0.32))
    high, wide = SCREEN_PX
    sheet.place(0, 0, high, wide, painting(int(rng.integers(2**31)), (0.3, 0.35, 0.42)))
    for k in range(int(rng.integers(0, 6))):
        sheet.fill(10 + 34 * k, 8, 18, 18, FIELDS[int(rng.integers(len(FIELDS)))])
        sheet.word(30 + 34 * k, 6, 5, (0.95, 0.95, 0.95))
    whole = rng.random() < 0.6
    for _ in range(1 if whole else int(rng.integers(1, 4))):
        tall, across = (high - 14, wide) if whole else rng.uniform((120, 180), (200, 320)).tolist()
        top, left = (0, 0) if whole else (rng.uniform(0, high - 20 - tall), rng.uniform(0, wide - across))
        WINDOWS[int(rng.integers(len(WINDOWS)))](sheet, float(top), float(left), float(tall), float(across))
    sheet.fill(high - 14, 0, 14, wide, (0.10, 0.11, 0.13), 0.9)
    for k in range(int(rng.integers(4, 10))):
        sheet.fill(high - 12, 8 + 15 * k, 10, 10, FIELDS[int(rng.integers(len(FIELDS)))])
    return sheet.picture


def _bar(sheet: Sheet, top: float, left: float, wide: float, colour: Vec3) -> None:
    sheet.fill(top, left, 14, wide, colour)
    sheet.word(top + 3, left + 30, 8, (0.5, 0.5, 0.5))
    for k in range(3):
        sheet.fill(top + 5, left + wide - 12 - 12 * k, 5, 6, (0.55, 0.55, 0.55))


def _document(sheet: Sheet, top: float, left: float, high: float, wide: float) -> None:
    sheet.fill(top, left, high, wide, (0.82, 0.83, 0.85))
    _bar(sheet, top, left, wide, (0.25, 0.38, 0.56))
    sheet.fill(top + 14, left, 16, wide, (0.92, 0.92, 0.93))
    margin = 0.18 * wide
    sheet.fill(top + 38, left + margin, high - 40, wide - 2 * margin, (0.97, 0.97, 0.97))
    sheet.title(top + 50, left + margin + 20, left + wide - margin - 16, 2, 3, INK)
    sheet.text(top + 78, left + margin + 20, top + high - 6, left + wide - margin - 16)


def _editor(sheet: Sheet, top: float, left: float, high: float, wide: float) -> None:
    sheet.fill(top, left, high, wide, (0.12, 0.13, 0.15))
    _bar(sheet, top, left, wide, (0.18, 0.19, 0.21))
    sheet.fill(top + 14, left, high - 14, 0.16 * wide, (0.15, 0.16, 0.18))
    for k in range(int((high - 26) / LINE_PX)):
        y, indent = top + 18 + LINE_PX * k, 12.0 * float(sheet.rng.integers(0, 4))
        if k < 12:
            sheet.word(y, left + 8, int(sheet.rng.integers(4, 11)), (0.55, 0.57, 0.6), most=left + 0.15 * wide)
        if sheet.rng.random() < 0.85:
            start = left + 0.2 * wide + indent
            end = start + float(sheet.rng.uniform(0.1, 0.6)) * wide
            sheet.line(y, start, min(end, left + wide - 8), CODE[int(sheet.rng.integers(len(CODE)))])


def _site(sheet: Sheet, top: float, left: float, high: float, wide: float) -> None:
    sheet.fill(top, left, high, wide, (0.96, 0.96, 0.96))
    _bar(sheet, top, left, wide, (0.86, 0.87, 0.89))
    sheet.fill(top + 16, left + 40, 9, wide - 100, (0.9, 0.9, 0.91))
    hero = 0.34 * high
    sheet.place(top + 30, left + 14, hero, wide - 28, painting(int(sheet.rng.integers(2**31)), (0.3, 0.4, 0.5)))
    sheet.title(top + 38, left + 26, left + 0.6 * wide, 2, 3, (0.97, 0.97, 0.97))
    column = (wide - 28) / 3
    for k in range(3):
        x = left + 14 + k * column
        sheet.text(top + 44 + hero, x, top + high - 8, x + column - 12, (0.25, 0.25, 0.28))


def _table(sheet: Sheet, top: float, left: float, high: float, wide: float) -> None:
    sheet.fill(top, left, high, wide, (0.95, 0.95, 0.95))
    _bar(sheet, top, left, wide, (0.20, 0.42, 0.30))
    sheet.fill(top + 14, left, 20, wide, (0.90, 0.91, 0.90))
    across = 46
    for y in np.arange(top + 34, top + high, 11).tolist():
        sheet.fill(y, left, 1, wide, (0.78, 0.78, 0.78))
        for x in np.arange(left, left + wide - across, across).tolist():
            if sheet.rng.random() < 0.6:
                sheet.word(y + 2, x + 4, int(sheet.rng.integers(2, 8)), (0.25, 0.25, 0.25), most=x + across)
    for x in np.arange(left, left + wide, across).tolist():
        sheet.fill(top + 34, x, high - 34, 1, (0.78, 0.78, 0.78))


WINDOWS: tuple[Callable[[Sheet, float, float, float, float], None], ...] = (_document, _editor, _site, _site, _table)


def handset(seed: int) -> Picture:
    """Return what a telephone or a tablet that somebody uses shows, HANDSET_PX: its icons, messages, or an article."""
    rng = np.random.Generator(np.random.PCG64(seed))
    sheet = Sheet(rng, HANDSET_PX, (0.93, 0.93, 0.94))
    (_icons, _messages, _article)[int(rng.choice(3, p=[0.35, 0.25, 0.4]))](sheet)
    ink = (0.95, 0.95, 0.95) if float(sheet.picture[:14].mean()) < 0.6 else (0.15, 0.15, 0.17)
    sheet.word(4.0, 10, 4, ink)
    sheet.fill(5, HANDSET_PX[1] - 24, 6, 13, ink)
    return sheet.picture


def _icons(sheet: Sheet) -> None:
    """Print icons with a mark in each over two colours that run into each other, a large clock, and a dock."""
    high, wide = HANDSET_PX
    y, x = np.mgrid[:high, :wide] / (high, wide)[0]
    one, two = (np.asarray(FIELDS[k]) for k in sheet.rng.choice(len(FIELDS), 2, replace=False).tolist())
    run = np.clip(y + 0.35 * np.sin(3 * x + sheet.rng.uniform(0, 6)), 0, 1)[..., None]
    sheet.picture[:] = 0.8 * (one + run * (two - one))
    sheet.title(30.0, 46, 130.0, 3, 1, (0.95, 0.95, 0.95))
    _rounded(sheet, (high - 46, 8, 38, wide - 16), (0.9, 0.9, 0.92), 0.35)
    rows = int(sheet.rng.integers(2, 5))
    for k in [*range(20 - 4 * rows, 20), *range(20, 24)]:
        top, left = 76 + 40 * (k // 4) - 3 * (k >= 20), 15 + 35 * (k % 4)
        colour = (0.93, 0.93, 0.93) if sheet.rng.random() < 0.35 else FIELDS[int(sheet.rng.integers(len(FIELDS)))]
        _rounded(sheet, (top, left, 25, 25), colour)
        mark = (0.96, 0.96, 0.96) if float(np.mean(colour)) < 0.6 else FIELDS[int(sheet.rng.integers(1, 5))]
        inset = int(sheet.rng.integers(6, 9))
        _rounded(sheet, (top + inset, left + inset, 25 - 2 * inset, 25 - 2 * inset), mark, radius=float(inset))
        if k < 20:
            sheet.word(top + 28, left, 4, (0.95, 0.95, 0.95))


def _rounded(
    sheet: Sheet, box: tuple[float, float, float, float], colour: Vec3, share: float = 1.0, radius: float = 6.0
) -> None:
    """Lay a rectangle with round corners over what is there: top, left, height and width in pixels."""
    top, left, tall, across = box
    y, x = np.mgrid[: HANDSET_PX[0], : HANDSET_PX[1]] + 0.5
    dy, dx = (np.abs(at - low - long / 2) - long / 2 + radius for at, low, long in ((y, top, tall), (x, left, across)))
    out = np.hypot(np.maximum(dy, 0), np.maximum(dx, 0)) - radius
    sheet.picture += (share * np.clip(0.5 - out, 0, 1))[..., None] * (np.asarray(colour) - sheet.picture)


def _messages(sheet: Sheet) -> None:
    high, wide = HANDSET_PX
    sheet.fill(0, 0, 34, wide, FIELDS[int(sheet.rng.integers(1, 5))])
    sheet.title(16.0, 14, 140.0, 1, 2, (0.95, 0.95, 0.95))
    y = 44.0
    while y < high - 40:
        lines, mine = int(sheet.rng.integers(1, 5)), sheet.rng.random() < 0.5
        side, tall = (44.0 if mine else 10.0), 10.0 + LINE_PX * lines
        _rounded(sheet, (y, side, tall, 106), (0.72, 0.84, 0.74) if mine else (0.83, 0.84, 0.86))
        for k in range(lines):
            sheet.line(y + 5 + LINE_PX * k, side + 6, side + 100)
        y += tall + 9


def _article(sheet: Sheet) -> None:
    """Print what somebody reads: a heading, a picture, and columns of text below."""
    high, wide = HANDSET_PX
    sheet.fill(0, 0, high, wide, (0.95, 0.95, 0.94))
    _rounded(sheet, (18, 10, 14, wide - 20), (0.86, 0.87, 0.88))
    top = sheet.title(40.0, 10, wide - 10.0, 2, int(sheet.rng.integers(2, 6)), (0.1, 0.1, 0.12)) + 8
    tall = float(sheet.rng.uniform(60, 110))
    sheet.place(top, 0, tall, wide, painting(int(sheet.rng.integers(2**31)), (0.42, 0.42, 0.42)))
    sheet.text(top + tall + 10, 10, high - 8.0, wide - 10.0, (0.22, 0.22, 0.25))


def keycaps(seed: int, colour: Vec3) -> Picture:
    """Return the tops of CAPS[0] × CAPS[1] keys of a colour, each with its mark at the upper left."""
    rng = np.random.Generator(np.random.PCG64(seed))
    rows, columns = CAPS
    sheet = Sheet(rng, (CAP_PX * rows, CAP_PX * columns), colour)
    ink = (0.78, 0.78, 0.77) if float(np.mean(colour)) < 0.4 else (0.16, 0.16, 0.17)
    for r in range(rows):
        for c in range(columns):
            times = 2 if r < rows - 1 else 1
            sheet.word(CAP_PX * r + 7 - 2 * times, CAP_PX * c + 8, 1, ink, times)
    return sheet.picture
