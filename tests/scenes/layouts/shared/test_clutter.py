"""Shelves are 60 to 95 % full, side by side and with gaps; rows of books of a room share some covers."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.layouts.shared.clutter import FULL, PALETTES, fill, surfaces_of
from cavendish.scenes.layouts.shared.clutter_table import SHELVED
from cavendish.scenes.layouts.shared.floor_plan import Rect, Room, footprint
from cavendish.scenes.spec import Procedural, SceneObject


def filled(seed: int) -> tuple[Room, list[list[SceneObject]]]:
    """Return a room with one bookshelf, and what stands on each of its boards."""
    room = Room((4.0, 5.0, 2.6), {}, np.random.default_rng(seed), np.random.default_rng(seed))
    room.place(room.make("bookshelf", (1.0, 0.32, 1.9)), Rect(0.0, 0.0, 1.0, 0.32))
    shelf, boards = room.objects[0], []
    for surface in surfaces_of(shelf):
        held = len(room.objects)
        fill(room, shelf, surface, tuple(SHELVED.split(", ")))
        boards.append(room.objects[held:])
    return room, boards


def test_boards_are_more_than_half_full_and_nothing_stands_in_another_thing() -> None:
    shares = []
    for seed in range(8):
        room, boards = filled(seed)
        wide_m = surfaces_of(room.objects[0])[0].width_m
        shares += [sum(footprint(thing).width_m for thing in board) / wide_m for board in boards]
        for board in boards:
            places = [footprint(thing) for thing in board]
            assert not any(a.meets(b) for k, a in enumerate(places) for b in places[:k])
            assert all(abs(place.x_m) + place.width_m / 2 < 0.5 for place in places)
    assert 0.55 < float(np.median(shares)) < 0.9
    assert max(shares) <= FULL[1] + 0.01


def test_rows_of_books_have_the_covers_of_few() -> None:
    room, _ = filled(3)
    shapes = [(thing.geometry, thing.materials) for thing in room.objects]
    rows = [found for shape, found in shapes if isinstance(shape, Procedural) and shape.generator == "book row"]
    assert len(rows) > PALETTES
    assert len(set(rows)) == PALETTES
