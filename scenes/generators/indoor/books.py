"""Books: lying on each other, and standing in rows."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join
from ...poses import Pose, Vec3, turn
from ..core.parts import Generator, bar, block, moved
from ..core.printing import BACK, FRONT, joined, printed

COVERS = 5  # slots 0 … 4 are covers, slot 5 the paper
JACKETS = 2  # of the covers of books that lie have a picture
TITLE_M = 0.001  # so far titles stand out of the backs
UNTITLED = 0.15  # of books
THIN_M = 0.012  # backs that are no wider have no title
SERIES = 0.2  # so many books in a row begin a series that is bound alike
LEANING, LEAN_FROM_M = 0.45, 0.3  # so many rows, from this length on, end with a book that leans


def book_stack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Books lying on each other. Slots: covers, paper."""
    width, depth, height = size_m
    thick_m = rng.uniform(0.6, 1.6, size=max(1, round(height / 0.028)))
    thick_m *= height / thick_m.sum()
    parts, z = [], 0.0
    for k, tall_m in enumerate(thick_m.tolist()):
        share = 1.0 if k == 0 else rng.uniform(0.72, 0.95)
        plain = int(rng.integers(JACKETS, COVERS))  # no two of one stack have the same print
        cover = 0 if k == 0 else 1 if k == len(thick_m) - 1 else plain
        book = _book((share * width, share * depth, tall_m), cover, rng, cover < JACKETS)
        parts.append(moved(book, (0, 0, z), 0.0 if k == 0 else rng.normal(0, 5)))
        z += tall_m
    return joined(parts)


def book_row(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Books standing side by side, backs to the front, some of a series; the last may lean. Slots: covers, paper."""
    width, depth, height = size_m
    leaning = _leaning(size_m, rng) if width > LEAN_FROM_M and rng.random() < LEANING else None
    parts, x, left = [], 0.0, 0
    end_m = width - (_lean_m(*leaning) if leaning else 0.0)
    while x < end_m - 0.008:
        if not left:
            left = int(rng.integers(3, 7)) if rng.random() < SERIES else 1
            book = (float(rng.uniform(0.014, 0.045)), rng.uniform(0.78, 1.0) * height, rng.uniform(0.75, 1.0) * depth)
            cover, back = int(rng.integers(COVERS)), rng.uniform(-1, 0.2)
        thick_m = float(min(book[0], end_m - x))
        thick_m = end_m - x if end_m - x - thick_m < 0.008 else thick_m
        shape = _upright((thick_m - 0.0006, book[2], book[1]), cover if x else 0, rng)
        back_m = (depth - book[2]) / 2 * back + float(rng.uniform(-0.004, 0.004))
        parts.append(moved(shape, (x + thick_m / 2 - width / 2, float(np.clip(back_m, *_within(depth, book[2]))), 0.0)))
        x, left = x + thick_m, left - 1
    if leaning:
        parts.append(_lent(_upright(leaning[0], int(rng.integers(COVERS)), rng), leaning, end_m - width / 2))
    return join(parts)


def _within(depth_m: float, deep_m: float) -> tuple[float, float]:
    free_m = (depth_m - deep_m) / 2
    return -free_m, free_m


def _leaning(size_m: Vec3, rng: np.random.Generator) -> tuple[Vec3, float]:
    """Return the size of a book that leans at the end of a row, and its angle in radians."""
    thick_m, tall = float(rng.uniform(0.014, 0.03)), float(rng.uniform(0.7, 0.76))
    return (thick_m, float(rng.uniform(0.75, 1.0)) * size_m[1], tall * size_m[2]), float(rng.uniform(0.12, 0.35))


def _lean_m(size_m: Vec3, angle: float) -> float:
    """Return how much of a shelf a book takes that leans."""
    return size_m[2] * float(np.sin(angle)) + size_m[0] * float(np.cos(angle))


def _lent(book: Mesh, leaning: tuple[Vec3, float], at_m: float) -> Mesh:
    """Return a book whose top leans at what ends at `at_m`."""
    (thick_m, _, tall_m), angle = leaning
    foot = moved(book, (thick_m / 2, 0.0, 0.0)).transformed(
        Pose(rotation=turn("y", -float(np.degrees(angle)))).matrix()
    )
    return moved(foot, (at_m + tall_m * float(np.sin(angle)), 0.0, 0.0))


def _upright(size_m: Vec3, cover: int, rng: np.random.Generator) -> Mesh:
    """Return a book of a thickness, depth and height that stands, with its back at −y."""
    thick_m, deep_m, tall_m = size_m
    book = _book((tall_m, deep_m, thick_m), cover, rng, stands=True)
    standing = book.vertices[:, [2, 1, 0]] * (1, 1, -1)
    return book.with_vertices(standing + np.array([-thick_m / 2, 0.0, tall_m / 2]))


def _book(size_m: Vec3, cover: int, rng: np.random.Generator, is_printed: bool = False, stands: bool = False) -> Mesh:
    """Return a book lying flat, its back at −y: with a title of bars, or of what is printed on its cover.

    Boards of books that stand in rows have no rounded edges, as there are many.
    """
    width, depth, height = size_m
    board_m = min(0.0025, 0.2 * height)
    board = (width, depth - TITLE_M, board_m)
    low, high = (
        bar(board, place, cover) if stands else block(board, place, 0.0012, cover)
        for place in ((0, TITLE_M / 2, 0), (0, TITLE_M / 2, height - board_m))
    )
    if stands:
        back = bar((width, 0.003, height), (0, TITLE_M - (depth - 0.003) / 2, 0), cover)
        pages = bar((width - 0.008, depth - 0.008, height - 1.6 * board_m), (0, -0.001, 0.8 * board_m), COVERS)
        return join([low, high, back, pages, *_title((width, depth, height), cover, rng)])
    boards = [low, printed(high, (0, 1, 0), (-1, 0, 0), FRONT)]
    back = block((width, 0.003, height), (0, TITLE_M - (depth - 0.003) / 2, 0), 0.001, cover)
    pages = bar((width - 0.008, depth - 0.008, height - 1.6 * board_m), (0, -0.001, 0.8 * board_m), COVERS)
    if is_printed:
        return joined([*boards, printed(back, (0, 0, 1), (-1, 0, 0), BACK), pages])
    return joined([*boards, back, pages, *_title((width, depth, height), cover, rng)])


def _title(size_m: Vec3, cover: int, rng: np.random.Generator) -> list[Mesh]:
    """Return the words of a title along a back, and sometimes a band at its ends: too small to be read."""
    if size_m[2] < THIN_M or rng.random() < UNTITLED:
        return []
    ink = COVERS if rng.random() < 0.6 else (cover + int(rng.integers(1, COVERS))) % COVERS
    spans: list[tuple[float, float, float]] = []
    x = float(rng.uniform(0.1, 0.25))
    while x < 0.8 and len(spans) < 5:
        long = float(rng.uniform(0.06, 0.16))
        spans.append((x, min(x + long, 0.88), float(rng.uniform(0.3, 0.5))))
        x += long + float(rng.choice([0.025, 0.025, 0.14]))
    if rng.random() < 0.35:
        spans += [(0.03, 0.06, 0.99), (0.94, 0.97, 0.99)]
    return [_word(size_m, *span, ink) for span in spans]


def _word(size_m: Vec3, start: float, end: float, tall: float, ink: int) -> Mesh:
    """Return a bar along a back, from and to as shares of its length, `tall` as a share of its breadth."""
    width, depth, height = size_m
    place = ((start + end - 1) / 2 * width, TITLE_M - depth / 2, (1 - tall) / 2 * height)
    return bar(((end - start) * width, 2 * TITLE_M, tall * height), place, ink)


GENERATORS: dict[str, Generator] = {"book stack": book_stack, "book row": book_row}
