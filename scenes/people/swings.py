"""Children on swings: a swing of its own that stands on lawns and paving, and who sits on it, fists on the ropes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation

from ..contacts import is_free
from ..generators.outdoor.play import APART_M, Perch, perch_of
from ..pieces import Piece, sample_piece
from ..poses import Pose
from ..spec import Detail, Figure, Procedural, SceneObject
from .casting import sample_person
from .contact import place_on, seated
from .grounds import Ground, Site, fits, placed_on, room_of
from .person import person
from .postures import SWINGING
from .seats import Seat

TRIES = 30
AGES_YEARS = (7.0, 11.0)
SWEEP_M = 1.0  # before and behind a swing that is kept free
SEAT = Seat(0.0, -0.11, 0.14, 0.8)  # of a swing that hangs straight down, over a floor that no feet reach
HANDS_M = 0.3  # from the top of a seat up to the fists, of the stature
FIST_M, ACROSS_M = 0.022, 0.03  # from a rope to the middle of the hand that holds it: out and back


def swung(site: Site, first: int, rng: np.random.Generator) -> tuple[SceneObject, ...]:
    """Return a swing on one of the grounds of a site, and the child that sits on it; () where there is no room.

    The room that it swings through is taken from then on.
    """
    piece = sample_piece("swing", rng, rng, {})
    width, depth, height = piece.size_m
    room = replace(piece, geometry=Procedural("box", (width, depth + 2 * SWEEP_M, height), 0))
    for _ in range(TRIES if site.grounds else 0):
        ground = site.grounds[int(rng.integers(len(site.grounds)))]
        spot = _anywhere(ground, rng)
        if fits(placed_on(ground, room, spot), ground, site):
            _, place_m, turn_deg, on = placed_on(ground, piece, spot)
            swing = piece.put(first, place_m, turn_deg, on)
            child = on_swing(swing, first + 1, rng, site.detail)
            site.people.append(room_of((room, place_m, turn_deg, on), 0.0))
            return (swing, child) if is_free(child, [swing]) else (swing,)
    return ()


def on_swing(swing: SceneObject, instance: int, rng: np.random.Generator, detail: Detail = "near") -> SceneObject:
    """Return a child on a swing, leaning as that does."""
    geometry = swing.geometry
    if not isinstance(geometry, Procedural) or geometry.generator != "swing":
        raise TypeError(f"{swing.name}: only swings of the generator are sat on")
    perch = perch_of(geometry.size_m, np.random.Generator(np.random.PCG64(geometry.variant)))
    piece = sample_person(rng, SWINGING, AGES_YEARS, fit=holding_ropes, detail=detail)
    return _hung(piece, swing, perch, instance)


def holding_ropes(figure: Figure) -> Figure:
    """Return the figure on the seat of a swing, a fist on each rope."""
    sits = seated(figure, SEAT, *SWINGING)
    x, y, z = np.subtract((0.0, 0.0, SEAT.height_m), np.subtract(place_on(sits, SEAT), person(sits).middle_m)).tolist()
    up_m = HANDS_M * figure.stature_m
    goals = tuple(
        (f"hand_{hand}", (round(x + way * (APART_M / 2 + FIST_M), 4), round(y + ACROSS_M, 4), round(z + up_m, 4)))
        for hand, way in (("l", 1), ("r", -1))
    )
    return replace(sits, goals=(*sits.goals, *goals))


def _hung(piece: Piece, swing: SceneObject, perch: Perch, instance: int) -> SceneObject:
    """Return somebody on the seat of a swing, turned with it about its beam."""
    if not isinstance(piece.geometry, Figure):
        raise TypeError(f"{piece.category}: only people swing")
    matrix, tilt = swing.pose.matrix(), Rotation.from_euler("x", -perch.angle_deg, degrees=True).as_matrix()
    below_m = np.subtract(place_on(piece.geometry, SEAT), (0.0, 0.0, SEAT.height_m + perch.below_m))
    place = matrix[:3, :3] @ (tilt @ below_m + (0.0, 0.0, perch.beam_m)) + matrix[:3, 3]
    qx, qy, qz, qw = np.round(Rotation.from_matrix(matrix[:3, :3] @ tilt).as_quat(), 6).tolist()
    x, y, z = place.round(5).tolist()
    return SceneObject(
        instance,
        piece.category,
        piece.name,
        piece.geometry,
        Pose((x, y, z), (qw, qx, qy, qz)),
        piece.materials,
        piece.words,
        swing.instance,
    )


def _anywhere(ground: Ground, rng: np.random.Generator) -> tuple[float, float, float]:
    half_x, half_y = ground.rect.width_m / 2, ground.rect.depth_m / 2
    x, y = ground.rect.at(float(rng.uniform(-half_x, half_x)), float(rng.uniform(-half_y, half_y)))
    return x, y, float(rng.uniform(0, 360))
