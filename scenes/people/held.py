"""What people hold, carry, push or pull: things of their own, carried by the person whose hands are on them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ..contacts import is_free
from ..generators.outdoor.pushed import BAR_M
from ..object_mesh import geometry_mesh
from ..pieces import Piece, sample_piece
from ..poses import Pose
from ..spec import Figure, SceneObject
from .ball_games import ball_of, kicks
from .contact import gripping, hands
from .sitters import TROD

Matrix = NDArray[np.float64]
Hands = list[Matrix]  # of those that hold something, in the person's space, as `contact.hands`
PALM_M = 0.033  # from the middle of a hand to what lies on its palm, clear of the ball of the thumb
IN_FIST_M = (0.022, 0.030)  # from the middle of a hand to the middle of what it grips: off the palm, along the fingers

AROUND_BAR_M = (0.025, 0.035)  # the same of a bar as thick as a trolley's


def holds(person: SceneObject) -> bool:
    """Return whether this is a person whose posture is that of somebody who has a thing in hand, or before a foot."""
    return kicks(person) or (isinstance(person.geometry, Figure) and person.geometry.posture in HOLDS)


def equipped(
    people: list[SceneObject], objects: tuple[SceneObject, ...], rng: np.random.Generator
) -> tuple[SceneObject, ...]:
    """Return people, then what they hold or kick, without those who have no room for it; instances go on."""
    free = [thing for thing in objects if thing.category not in TROD]
    first = max((thing.instance for thing in (*objects, *people)), default=0) + 1
    found: dict[int, SceneObject] = {}
    dropped: set[int] = set()
    for person in filter(holds, people):
        thing = (ball_of if kicks(person) else held)(person, first + len(found), rng)
        others = [other for other in people if other.instance not in dropped | {person.instance}]
        if is_free(thing, [*free, *others, *found.values()]):
            found[person.instance] = thing
        else:
            dropped.add(person.instance)
    return (*(person for person in people if person.instance not in dropped), *found.values())


def held(person: SceneObject, instance: int, rng: np.random.Generator) -> SceneObject:
    """Return what a person who `holds` a thing has in hand; raises TypeError for anything else."""
    figure = person.geometry
    if not isinstance(figure, Figure):
        raise TypeError(f"{person.category}: only people hold things")
    found = hands(figure)
    piece, own = HOLDS[figure.posture]([found[side].matrix() for side in gripping(figure)], rng)
    pose = _pose(person.pose.matrix() @ own)
    return SceneObject(
        instance, piece.category, piece.name, piece.geometry, pose, piece.materials, piece.words, person.instance
    )


def _flat(
    ahead_m: float, kind: str, off_m: float = PALM_M
) -> Callable[[Hands, np.random.Generator], tuple[Piece, Matrix]]:
    """Return how a flat thing lies with its back on a palm, its long side along the fingers, its middle ahead of it."""

    def on_palm(held_by: Hands, rng: np.random.Generator) -> tuple[Piece, Matrix]:
        hand = held_by[0]
        piece = sample_piece(kind, rng, rng, {})
        frame = hand[:3, :3] * (1, -1, -1)
        return piece, _at(frame, hand[:3, 3] + ahead_m * frame[:, 1] + off_m * frame[:, 2])

    return on_palm


def _mug(held_by: Hands, rng: np.random.Generator) -> tuple[Piece, Matrix]:
    """Return a mug that stands upright in a hand around it."""
    piece, hand = sample_piece("mug", rng, rng, {}), held_by[0]
    _, depth, height = piece.size_m
    palm, along = -hand[:3, 2], -hand[:3, 1]
    level = palm * (1, 1, 0) / np.linalg.norm(palm[:2])
    middle = hand[:3, 3] + (MUG_OFF_M + depth / 2) * level + 0.02 * along
    turn_deg = float(np.degrees(np.arctan2(level[1], level[0])))
    return piece, _at(_about_z(turn_deg), middle - (0, 0, height / 2))


def _bag(held_by: Hands, rng: np.random.Generator) -> tuple[Piece, Matrix]:
    """Return a handbag that hangs from a fist by its handles, lengthwise."""
    piece = sample_piece("handbag", rng, rng, {})
    return piece, _at(_about_z(90.0), in_fist(held_by[0]) - (0, 0, piece.size_m[2] - 0.008))


def _suitcase(held_by: Hands, rng: np.random.Generator) -> tuple[Piece, Matrix]:
    """Return a suitcase that rolls beside a person on its wheels, as high as the hand on its handle."""
    fist = in_fist(held_by[0])
    width, depth, _ = sample_piece("suitcase", rng, rng, {}).size_m
    piece = sample_piece("suitcase", rng, rng, {}, (width, depth, round(float(fist[2]) + HALF_GRIP_M, 3)))
    turned = _about_z(90.0 if fist[0] > 0 else -90.0)  # its handle is on the side of the person
    x, y, _ = (fist - 0.3 * depth * turned[:, 1]).tolist()
    return piece, _at(turned, np.array((x, y, 0.0)))


def _umbrella(held_by: Hands, rng: np.random.Generator) -> tuple[Piece, Matrix]:
    """Return an open umbrella, held by its handle and leant back over the head."""
    piece = sample_piece("open umbrella", rng, rng, {}, (1.0, 0.9, 0.97))
    shape = geometry_mesh(piece.geometry)
    crown, handle = (shape.vertices[np.unique(shape.triangles[shape.slot == slot])] for slot in (0, 3))
    way = crown.mean(axis=0) - handle.mean(axis=0)
    along = np.asarray(handle @ way, np.float64)
    top = np.asarray(handle[along > along.max() - 0.01].mean(axis=0), np.float64)  # of the handle, on the shaft
    up = (crown.mean(axis=0) - top) / np.linalg.norm(crown.mean(axis=0) - top)
    wanted = np.array((0.0, np.sin(np.radians(LEANT_DEG)), np.cos(np.radians(LEANT_DEG))))
    frame = Rotation.align_vectors([wanted], [up])[0].as_matrix()
    return piece, _at(frame, in_fist(held_by[0]) - frame @ (top - BELOW_M * up))


def _box(held_by: Hands, rng: np.random.Generator) -> tuple[Piece, Matrix]:
    """Return a box between two hands, before the belly."""
    left, right = (hand[:3, 3] for hand in held_by)
    depth, height = rng.uniform((0.24, 0.16), (0.30, 0.26)).round(3).tolist()
    width = round(float(left[0] - right[0]) - 2 * BESIDE_M, 3)
    piece = sample_piece("box", rng, rng, {}, (width, depth, height))
    middle = (left + right) / 2
    return piece, _at(np.eye(3), middle + np.array((0.0, IN_ARMS_M - depth / 2, UNDER_THUMBS_M - height)))


def _wheelbarrow(held_by: Hands, rng: np.random.Generator) -> tuple[Piece, Matrix]:
    """Return a wheelbarrow on its wheel, its handles lifted to the hands."""
    fists = [in_fist(hand) for hand in held_by]
    width = round(float(fists[0][0] - fists[1][0]) / 0.84, 3)
    piece = sample_piece("wheelbarrow", rng, rng, {}, (width, 1.45, 0.62))
    depth = piece.size_m[1]
    axle, handle = np.array((0.0, 0.18 - depth / 2, 0.18)), np.array((0.0, depth / 2 - 0.05, 0.54))
    goal = (fists[0] + fists[1]) / 2
    arm = handle - axle
    rise = np.arcsin((goal[2] - axle[2]) / np.linalg.norm(arm)) - np.arctan2(arm[2], arm[1])
    frame = Rotation.from_euler("x", float(rise)).as_matrix()
    place = goal - frame @ handle
    return piece, _at(frame, np.array((0.0, place[1], axle[2] - (frame @ axle)[2])))


def _pushed(kind: str) -> Callable[[Hands, np.random.Generator], tuple[Piece, Matrix]]:
    """Return how a thing that rolls ahead of a person has the bar at its back in both hands."""

    def before(held_by: Hands, rng: np.random.Generator) -> tuple[Piece, Matrix]:
        grip = np.mean([in_fist(hand, AROUND_BAR_M) for hand in held_by], axis=0)
        width, depth, _ = sample_piece(kind, rng, rng, {}).size_m
        piece = sample_piece(kind, rng, rng, {}, (width, depth, round(float(grip[2]) + BAR_M, 3)))
        return piece, _at(np.eye(3), np.array((grip[0], grip[1] + BAR_M - depth / 2, 0.0)))

    return before


MUG_OFF_M = 0.022  # from the middle of a hand to the mug in it
HALF_GRIP_M = 0.015  # of a suitcase's handle
BESIDE_M, UNDER_THUMBS_M = 0.042, 0.045  # from the middle of a hand to what it presses on; up to a box's top
IN_ARMS_M = 0.06  # from the middle of the hands back to a box's back
BELOW_M = 0.045  # the top of an umbrella's handle, where it is held
LEANT_DEG = 12.0
HOLDS: dict[str, Callable[[Hands, np.random.Generator], tuple[Piece, Matrix]]] = {
    "looking at a phone": _flat(0.045, "phone"),
    "reading": _flat(0.045, "phone"),
    "reading a book": _flat(0.05, "open book", 0.058),
    "on the phone": _flat(-0.025, "phone"),
    "holding a cup": _mug,
    "carrying a bag": _bag,
    "pulling a suitcase": _suitcase,
    "under an umbrella": _umbrella,
    "carrying": _box,
    "pushing": _wheelbarrow,
    "pushing a pushchair": _pushed("pushchair"),
    "pushing a trolley": _pushed("shopping trolley"),
}


def in_fist(hand: Matrix, off_m: tuple[float, float] = IN_FIST_M) -> Matrix:
    """Return the middle of what a hand grips."""
    return np.asarray(hand[:3, 3] - off_m[0] * hand[:3, 2] - off_m[1] * hand[:3, 1])


def _about_z(angle_deg: float) -> Matrix:
    return np.asarray(Rotation.from_euler("z", angle_deg, degrees=True).as_matrix())


def _at(frame: Matrix, place: Matrix) -> Matrix:
    found = np.eye(4)
    found[:3, :3], found[:3, 3] = frame, place
    return found


def _pose(matrix: Matrix) -> Pose:
    x, y, z, w = np.round(Rotation.from_matrix(matrix[:3, :3]).as_quat(), 6).tolist()
    a, b, c = np.round(matrix[:3, 3], 5).tolist()
    return Pose((a, b, c), (w, x, y, z))
