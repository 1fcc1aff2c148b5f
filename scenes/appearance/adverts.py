"""What hangs in frames where people wait: adverts, programmes and plans of lines, drawn from a number.

Pictures are float64 H×W×3, sRGB 0–1, rows from the top: an upright print at the left, UPRIGHT of the width, and beside
it one that is wide. Headlines are words, below them marks stand for letters (`prints`). Layouts and palettes are taste.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from ..poses import Vec3
from .paintings import Picture, painting
from .prints import FIELDS, Box, Sheet
from .typeset import Face, Mask, line_width, said

HIGH_PX, TALL_PX, WIDE_PX = 264, 184, 400  # the height of all, and the widths of an upright print and of a wide one
UPRIGHT = TALL_PX / (TALL_PX + WIDE_PX)
LOUD: tuple[Vec3, ...] = (
    *((0.78, 0.12, 0.12), (0.10, 0.32, 0.62), (0.93, 0.74, 0.16), (0.12, 0.42, 0.34), (0.90, 0.46, 0.14)),
    *((0.08, 0.09, 0.12), (0.93, 0.92, 0.89), (0.46, 0.20, 0.44), (0.62, 0.78, 0.82), (0.88, 0.62, 0.62)),
)
SKINS: tuple[Vec3, ...] = ((0.85, 0.66, 0.54), (0.72, 0.51, 0.38), (0.48, 0.32, 0.23), (0.90, 0.74, 0.64))
HAIR: tuple[Vec3, ...] = ((0.10, 0.08, 0.07), (0.26, 0.17, 0.11), (0.55, 0.40, 0.24), (0.20, 0.19, 0.19))


def advert(seed: int, colour: Vec3) -> Picture:
    """Return the prints of a number, HIGH_PX × (TALL_PX + WIDE_PX); `colour` is the ground of some."""
    rng = np.random.Generator(np.random.PCG64(seed))
    draw = DRAWN[int(rng.integers(len(DRAWN)))]
    prints = []
    for wide in (TALL_PX, WIDE_PX):
        sheet = Sheet(np.random.Generator(np.random.PCG64(seed + wide)), (HIGH_PX, wide), colour)
        draw(sheet)
        prints.append(np.clip(sheet.picture, 0.0, 1.0))
    return np.concatenate(prints, axis=1)


def _one(rng: np.random.Generator, colours: tuple[Vec3, ...]) -> NDArray[np.float64]:
    return np.asarray(colours[int(rng.integers(len(colours)))]) + rng.normal(0, 0.02, 3)


def _lay(sheet: Sheet, mask: Mask, colour: NDArray[np.float64]) -> None:
    sheet.picture += mask[..., None] * (colour - sheet.picture)


def _graded(sheet: Sheet) -> None:
    """Lay a ground that runs from one tone to another, as the light of a studio does."""
    ground, high = _one(sheet.rng, LOUD), sheet.picture.shape[0]
    share = np.linspace(0.75, 1.2, high)[:: int(sheet.rng.choice([-1, 1])), None, None]
    sheet.picture[:] = np.clip(ground * share + 0.04, 0, 1)


def _ink(sheet: Sheet, top: int, tall: int) -> Vec3:
    """Return the ink that tells on what lies there."""
    dark = float(sheet.picture[max(top, 0) : top + tall].mean()) < 0.5
    return (0.95, 0.94, 0.91) if dark else (0.07, 0.07, 0.09)


def _headline(sheet: Sheet, box: Box, letter_px: float) -> float:
    """Print words large in the ink that tells on what lies there; return where the next line would be."""
    ink = _ink(sheet, int(box[0]), int(letter_px))
    return sheet.headline(box, letter_px, said(sheet.rng), Face.drawn(sheet.rng), ink)


def _foot(sheet: Sheet) -> None:
    """Print a strap along the foot: a maker's mark, and small print."""
    high, wide, _ = sheet.picture.shape
    tall = int(sheet.rng.integers(22, 40))
    if sheet.rng.random() < 0.6:
        sheet.fill(high - tall, 0, tall, wide, tuple(_one(sheet.rng, LOUD)))
    ink = _ink(sheet, high - tall, tall)
    mark_m = 0.8 * tall
    sheet.fill(high - 0.9 * tall, wide - 12 - 1.6 * mark_m, 0.5 * mark_m, 1.6 * mark_m, tuple(_one(sheet.rng, LOUD)))
    for k in range(2):
        sheet.line(high - 0.85 * tall + 10 * k, 10, 0.55 * wide, ink)


def _scene(sheet: Sheet) -> None:
    """Print a picture over all, a headline on its sky, a line below that, and a strap."""
    high, wide, _ = sheet.picture.shape
    sheet.place(0, 0, high, wide, painting(int(sheet.rng.integers(2**31)), tuple(_one(sheet.rng, LOUD))))
    sheet.picture[:] = gaussian_filter(sheet.picture, (1.2, 1.2, 0))
    end = _headline(sheet, (16, 12, 0.5 * high, wide - 12), float(sheet.rng.uniform(20, 36)))
    sheet.line(end + 2, 14, 0.7 * wide, _ink(sheet, int(end), 12))
    _foot(sheet)


def _portrait(sheet: Sheet) -> None:
    """Print somebody's head and shoulders, out of focus as behind type, beside or below a headline."""
    _graded(sheet)
    high, wide, _ = sheet.picture.shape
    rng = sheet.rng
    x, y, r = wide * float(rng.uniform(0.55, 0.75)), 0.42 * high, 0.17 * high
    v, u = np.mgrid[:high, :wide]
    skin, cloth = _one(rng, SKINS), _one(rng, LOUD)
    light = np.clip(0.8 + 0.35 * (x - u) / (2 * r), 0.55, 1.1)[..., None]

    def oval(cx: float, cy: float, across: float, up: float) -> Mask:
        return np.clip(1.0 * (6.0 - 6.0 * np.hypot((u - cx) / across, (v - cy) / up)), 0, 1)

    _lay(sheet, oval(x, y - 0.1 * r, 1.02 * r, 1.28 * r), _one(rng, HAIR) * light)
    _lay(sheet, oval(x, high + 0.1 * r, 2.3 * r, 0.36 * high), cloth * light)
    _lay(sheet, oval(x, y + 1.3 * r, 0.36 * r, 0.7 * r), 0.85 * skin * light)
    _lay(sheet, oval(x, y + 0.2 * r, 0.78 * r, 1.05 * r), skin * light)
    for s in (-1, 1):
        _lay(sheet, 0.7 * oval(x + 0.3 * s * r, y + 0.1 * r, 0.16 * r, 0.1 * r), _one(rng, HAIR[:1]))
    _lay(sheet, 0.6 * oval(x, y + 0.72 * r, 0.3 * r, 0.09 * r), np.array([0.55, 0.20, 0.20]))
    sheet.picture[:] = gaussian_filter(sheet.picture, (1.5, 1.5, 0))
    top, right = (18, 0.45 * wide) if wide > high else (0.66 * high, 0.95 * wide)
    end = _headline(sheet, (top, 12, top + 0.25 * high, right), 24)
    sheet.text(end, 12, min(end + 40, high - 44.0), 0.45 * wide, _ink(sheet, int(end), 20))
    _foot(sheet)


def _offer(sheet: Sheet) -> None:
    """Print something to buy before a plain ground: bottles or packs, a headline, a price in a disc."""
    _graded(sheet)
    high, wide, _ = sheet.picture.shape
    rng = sheet.rng
    v, u = np.mgrid[:high, :wide]
    count, base = int(rng.integers(1, 4)), 0.86 * high
    for k in range(count):
        cx, half, tall = wide * (0.5 + 0.2 * (k - (count - 1) / 2)), 0.09 * high, float(rng.uniform(0.36, 0.5)) * high
        across = (u - cx) / half
        neck = np.where(v < base - 0.62 * tall, 0.42, 1.0) if rng.random() < 0.6 else 1.0
        body = np.clip(8 - 8 * np.abs(across) / neck, 0, 1) * (v < base) * (v > base - tall)
        shade = (1.05 - 0.5 * across**2 + 0.5 * np.exp(-(((across + 0.45) / 0.16) ** 2)))[..., None]
        _lay(sheet, body, np.clip(_one(rng, LOUD) * shade, 0, 1))
        band = body * (np.abs(v - base + 0.3 * tall) < 0.16 * tall)
        _lay(sheet, band, np.clip(_one(rng, LOUD) * (1.02 - 0.35 * across[..., None] ** 2), 0, 1))
    disc = np.clip(0.14 * high - np.hypot(u - 0.82 * wide, v - 0.42 * high), 0, 1)
    _lay(sheet, disc, _one(rng, LOUD))
    _headline(sheet, (14, 12, 0.36 * high, wide - 12), float(rng.uniform(24, 38)))
    price, face = str(rng.integers(1, 100)), Face.drawn(rng)
    tall, left = 0.12 * high, 0.82 * wide - line_width(price, face) * 0.06 * high
    sheet.headline((0.36 * high, left, high, wide), tall, [price], face, _ink(sheet, int(0.36 * high), int(tall)))
    _foot(sheet)


def _programme(sheet: Sheet) -> None:
    """Print dates and names in several sizes above and below a picture."""
    high, wide, _ = sheet.picture.shape
    sheet.picture[:] = _one(sheet.rng, LOUD)
    end = _headline(sheet, (12, 12, 0.34 * high, wide - 12), float(sheet.rng.uniform(24, 34)))
    tall = 0.36 * high
    sheet.place(end, 12, tall, wide - 24, painting(int(sheet.rng.integers(2**31)), FIELDS[4]))
    end = _headline(sheet, (end + tall + 8, 12, end + tall + 44, wide - 12), 15)
    for left in np.arange(12, wide - 60, 90).tolist():
        sheet.text(end, left, high - 30.0, left + 78, _ink(sheet, int(end), 30))
    _foot(sheet)


def _stroke(
    sheet: Sheet, a: tuple[float, float], b: tuple[float, float], radius: float, ink: NDArray[np.float64]
) -> None:
    """Print a line with round ends from one place (x, y) to another."""
    (left, right), (top, low) = (sorted(pair) for pair in zip(a, b, strict=True))
    rows, columns = (slice(max(0, int(x - radius)), int(y + radius) + 2) for x, y in ((top, low), (left, right)))
    field = sheet.picture[rows, columns]
    v, u = np.mgrid[: field.shape[0], : field.shape[1]]
    away = np.stack([u + columns.start - a[0], v + rows.start - a[1]], axis=-1)
    way = np.subtract(b, a)
    share = np.clip(away @ way / max(float(way @ way), 1e-9), 0, 1)
    mask = np.clip(radius - np.linalg.norm(away - share[..., None] * way, axis=-1), 0, 1)
    field += mask[..., None] * (ink - field)


def _lines(sheet: Sheet) -> None:
    """Print the plan of a city's lines: coloured ways that bend by 45°, stops, names beside them, a legend."""
    high, wide, _ = sheet.picture.shape
    sheet.picture[:] = (0.93, 0.93, 0.91)
    for _ in range(int(sheet.rng.integers(5, 9))):
        x, y = sheet.rng.uniform(0.05, 0.95, 2) * (wide, high - 60) + (0, 26)
        ink, way = _one(sheet.rng, LOUD[:5]), int(sheet.rng.integers(8))
        for _ in range(5):
            way += int(sheet.rng.integers(-1, 2))
            step = float(sheet.rng.uniform(25, 70))
            dx, dy = np.cos(np.pi / 4 * way), np.sin(np.pi / 4 * way)
            to = float(np.clip(x + step * dx, 8, wide - 8)), float(np.clip(y + step * dy, 30, high - 40))
            _stroke(sheet, (x, y), to, 2.6, ink)
            x, y = to
            for radius, tone in ((3.6, 0.08), (2.2, 0.96)):
                _stroke(sheet, to, to, radius, np.full(3, tone))
            sheet.word(y + 3, x + 5, int(sheet.rng.integers(4, 9)), (0.2, 0.2, 0.22), most=wide - 4)
    sheet.fill(0, 0, 20, wide, tuple(_one(sheet.rng, LOUD[:2])))
    sheet.title(4, 8, 0.6 * wide, 1, 3, (0.95, 0.95, 0.95))
    sheet.text(high - 30.0, 8, high - 4.0, 0.5 * wide)


DRAWN: tuple[Callable[[Sheet], None], ...] = (_scene, _scene, _portrait, _offer, _programme, _lines)
