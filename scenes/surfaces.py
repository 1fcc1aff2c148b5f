"""Where things can be put: the level surfaces of furniture, in its own space, known from its size alone."""

from __future__ import annotations

from collections.abc import Callable

from .assets.library import model_of
from .generators.indoor import (
    bathroom,
    entrance,
    gym,
    hospital_bed,
    kitchen,
    laundry,
    nursery,
    office,
    shop,
    venue,
    ward,
    workshop,
)
from .generators.indoor.chairs import chair_seat_m
from .generators.indoor.seating import bed_tops, sofa_seat
from .generators.indoor.tables import BOARD_M, shelf_tops_m
from .generators.indoor.warehouse import POST_M, rack_bays, rack_tops_m
from .poses import Vec3
from .spec import Asset, Geometry, Procedural, Surface

LOW_ROOM_M = 2.36  # what stands on wardrobes reaches no higher


def surfaces(geometry: Geometry) -> tuple[Surface, ...]:
    """Return the level surfaces of a geometry; none where nothing should be put."""
    if isinstance(geometry, Asset):
        return model_of(geometry).surfaces
    find = _SURFACES.get(geometry.generator) if isinstance(geometry, Procedural) else None
    return find(geometry.size_m) if find and isinstance(geometry, Procedural) else ()


def _top(margin_m: float = 0.02, clear_m: float = 0.7) -> Callable[[Vec3], tuple[Surface, ...]]:
    def find(size_m: Vec3) -> tuple[Surface, ...]:
        width, depth, height = size_m
        return (Surface((0.0, 0.0, height), width - 2 * margin_m, depth - 2 * margin_m, clear_m),)

    return find


def _round_top(size_m: Vec3) -> tuple[Surface, ...]:
    side_m = 0.66 * size_m[0]
    return (Surface((0.0, 0.0, size_m[2]), side_m, side_m, 0.7),)


def _cabinet_top(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the top of a chest, or of a wardrobe, below the ceiling of a low room."""
    width, depth, height = size_m
    return (Surface((0.0, 0.02, height), width - 0.06, depth - 0.08, 0.9 if height < 1.4 else LOW_ROOM_M - height),)


def _shelves(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, _ = size_m
    tops_m = shelf_tops_m(size_m)
    clear_m = tops_m[1] - tops_m[0] - BOARD_M - 0.02
    return tuple(Surface((0.0, 0.0, top_m), width - 2 * BOARD_M - 0.01, depth - 0.03, clear_m) for top_m in tops_m)


def _sofa_seats(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, _ = size_m
    seat_m, arm_m, back_m = sofa_seat(size_m)
    return (Surface((0.0, -back_m / 2, seat_m), width - 2 * arm_m - 0.04, depth - back_m - 0.12, 0.6),)


def _chair_seat(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, _ = size_m
    return (Surface((0.0, -0.03, chair_seat_m(size_m)), width - 0.06, depth - 0.16, 0.4),)


def _bed_tops(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the mattress behind the duvet, where pillows lie, and the duvet."""
    width, depth, _ = size_m
    mattress_m, duvet_m = bed_tops(size_m)
    pillows = Surface((0.0, depth / 2 - 0.32, mattress_m), width - 0.16, 0.42, 0.5)
    return (pillows, Surface((0.0, -0.25 * depth, duvet_m), width - 0.2, 0.34 * depth, 0.5))


def _rack_decks(size_m: Vec3) -> tuple[Surface, ...]:
    """Return each bay of each deck, from the lowest deck up."""
    width, depth, height = size_m
    count, pitch_m = rack_bays(width)
    tops_m = rack_tops_m(height)
    clear_m = tops_m[0] - 0.3
    return tuple(
        Surface(((k - (count - 1) / 2) * pitch_m, 0.0, top_m), pitch_m - POST_M - 0.04, depth - 0.03, clear_m)
        for top_m in tops_m
        for k in range(count)
    )


def _worktop(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.1, 0.68 * height + 0.035), width - 0.2, depth - 0.24, 0.7),)


def _rug_middle(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.0, height), width - 0.3, depth - 0.3, 3.0),)


_SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {
    "table": _top(),
    **dict.fromkeys(("dining table", "clothed table"), _top(0.04)),
    "round table": _round_top,
    **dict.fromkeys(("desk", "office desk", "school desk"), _top()),
    "stool": _top(0.05, 0.3),
    "board": _top(0.01, 0.4),
    "wall shelf": _top(0.01, 0.35),
    "box": _top(0.01, 0.2),
    "cabinet": _cabinet_top,
    "bookshelf": _shelves,
    "sofa": _sofa_seats,
    "chair": _chair_seat,
    "bed": _bed_tops,
    "rug": _rug_middle,
    "reception desk": _worktop,
    "drinks bar": venue.bar_surfaces,
    "gondola": shop.gondola_surfaces,
    "checkout": shop.checkout_surfaces,
    "dumbbell rack": gym.rack_trays,
    "stage": _top(0.1, 2.5),
    "fireplace": _top(0.05, 0.6),
    "conveyor": _top(0.06, 0.6),
    "lectern": _top(0.03, 0.4),
    "rack": _rack_decks,
    "pallet": _top(0.0, 1.4),
    "garden table": _top(0.03, 0.6),
    **kitchen.SURFACES,
    **bathroom.SURFACES,
    **office.SURFACES,
    **entrance.SURFACES,
    **laundry.SURFACES,
    **nursery.SURFACES,
    **hospital_bed.SURFACES,
    **ward.SURFACES,
    **workshop.SURFACES,
}
