"""What people have put down on the floor and not taken up again: toys near each other, a bag, books."""

from __future__ import annotations

from ...pieces import Piece
from ..shared.clutter import surfaces_of
from ..shared.floor_plan import Rect, Room, footprint

TOYS = ("toy car", "toy block", "toy block", "toy brick", "toy brick", "ball", "teddy bear", "rubber duck")
# In a room of a use: of what, how many at most, and how often at all.
LEFT_ABOUT: dict[str, tuple[tuple[str, ...], int, float]] = {
    "bedroom": ((*TOYS, "book", "handbag"), 6, 0.5),
    "living room": ((*TOYS, "book", "handbag", "book stack"), 7, 0.55),
    "child's room": ((*TOYS, *TOYS, "toy ring", "book", "football"), 14, 0.9),
    "hallway": (("shoes", "handbag", "ball", "book stack", "toy car"), 4, 0.6),
    "stairwell": (("shoes", "handbag", "ball", "book stack", "box"), 4, 0.6),
    "laundry room": (("shoes", "towel stack", "detergent", "box"), 3, 0.5),
    "workshop": (("box", "paint can", "paint can", "hammer", "tape measure", "open crate"), 5, 0.6),
    "dining room": (("handbag", "ball", "toy car", "book", "box"), 4, 0.45),
    "kitchen": (("shoes", "ball", "toy car", "box", "carton", "open crate"), 3, 0.4),
    "office": (("box", "handbag", "book stack", "paper stack"), 3, 0.5),
}
TRIES = 12
SPREAD_M = 0.35  # how far from the first the others lie


def leave_about(room: Room, use: str) -> None:
    """Put a few things on the floor of a room, all near one spot, where it is free."""
    kinds, most, share = LEFT_ABOUT.get(use, ((), 0, 0.0))
    if not kinds or room.layout_rng.random() >= share:
        return
    width, depth, _ = room.size_m
    spot = room.layout_rng.uniform(-0.42, 0.42, 2) * (width, depth)
    for _ in range(int(room.layout_rng.integers(1, most + 1))):
        piece = room.make(str(room.layout_rng.choice(kinds)), from_pool=False)
        for _ in range(TRIES):
            x, y = room.layout_rng.normal(spot, SPREAD_M).tolist()
            place = Rect(x, y, *piece.size_m[:2], float(room.layout_rng.uniform(0, 360)))
            if _put(room, piece, place):
                break


def _put(room: Room, piece: Piece, place: Rect) -> bool:
    """Put a piece on the floor or wholly on a rug; not across the border of one, where it would stand aslant."""
    rugs = [thing for thing in room.objects if thing.category in ("rug", "bath mat", "doormat")]
    below = [rug for rug in rugs if footprint(rug).meets(place)]
    if not below:
        return room.stand(piece, place) is not None
    (rug, *others), ground = below, footprint(below[0])
    if others or not surfaces_of(rug) or not all(ground.distance_m(x, y) == 0 for x, y in place.corners()):
        return False
    return room.stand(piece, place, on=(rug.instance, surfaces_of(rug)[0].centre_m[2])) is not None
