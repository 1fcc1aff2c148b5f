"""People who walk a dog: a leash hangs from their hand to its collar, and the dog walks ahead on that side."""

from __future__ import annotations

import numpy as np

from ..animals.casting import sample_animal
from ..animals.habitats import DOGS
from ..contacts import is_free
from ..generators.nature.animals import COLLAR
from ..layouts.shared.floor_plan import Rect
from ..object_mesh import geometry_mesh
from ..pieces import Piece, sample_piece
from ..poses import Vec3
from ..spec import Figure, SceneObject
from .casting import sample_person
from .contact import gripping, hands
from .grounds import Ground, Site, fits, placed_on
from .held import in_fist
from .sitters import TROD

WALKING_A_DOG = "walking the dog"
AGES_YEARS = (14.0, 80.0)
TRIES = 12  # for each walker
AHEAD_M, ASIDE_M = (0.45, 0.85), (0.3, 0.55)  # from a walker to the middle of a dog
LEVEL_M = 0.012  # over the length of a dog
SUNK_M = 0.004  # paws, into whatever bears them
STRAP_M, LEAST_M = 0.014, 0.15  # a leash's width, and its least length on the plan
THROUGH_M = 0.035  # of a leash that comes out of a fist above
MARGIN_M = 0.6  # from the edge of the ground


def walkers(site: Site, count: int, first: int, rng: np.random.Generator) -> list[SceneObject]:
    """Return up to `count` people, each with a dog and its leash, where there is room; instances from `first` on."""
    found: list[SceneObject] = []
    solid = [thing for thing in site.objects if thing.category not in TROD]
    areas = np.array([ground.rect.width_m * ground.rect.depth_m for ground in site.grounds])
    for _ in range(count if site.grounds else 0):
        who = sample_person(rng, (WALKING_A_DOG,), AGES_YEARS, detail=site.detail)
        dog = sample_animal(DOGS, ("walking",), rng)
        for _ in range(TRIES):
            ground = site.grounds[int(rng.choice(len(areas), p=areas / areas.sum()))]
            led = _led(who, dog, ground, site, first + len(found), rng)
            if led and all(is_free(each, [*solid, *found]) for each in led):
                found += led
                break
    return found


def _led(who: Piece, dog: Piece, ground: Ground, site: Site, first: int, rng: np.random.Generator) -> list[SceneObject]:
    """Return a walker, a dog and its leash somewhere on a ground; [] where one of them is in the way."""
    start = _somewhere(ground, rng)
    side, hand_m = _hand(who)
    aside_m, ahead_m = (1 if side == "l" else -1) * float(rng.uniform(*ASIDE_M)), float(rng.uniform(*AHEAD_M))
    x, y = start.at(aside_m, ahead_m + dog.size_m[1] / 2)
    turn_deg = start.turn_deg + float(rng.normal(0, 8))
    at = Rect(x, y, dog.size_m[0], dog.size_m[1], turn_deg)
    heights_m = [ground.height_m(*place) for place in at.corners()]
    if not np.ptp(heights_m) < LEVEL_M:
        return []
    walks = placed_on(ground, who, (start.x_m, start.y_m, start.turn_deg))
    runs = (dog, (x, y, min(heights_m) - SUNK_M), turn_deg, ground.instance)
    if not fits(walks, ground, site) or not fits(runs, ground, site):
        return []
    person, animal = who.put(first, *walks[1:]), dog.put(first + 1, *runs[1:])
    leash = _leash(first + 2, person, animal, hand_m, rng)
    return [person, animal, leash] if leash and is_free(animal, [person]) else []


def _somewhere(ground: Ground, rng: np.random.Generator) -> Rect:
    """Return a place on a ground, turned as it leads."""
    half = np.maximum((ground.rect.width_m / 2 - MARGIN_M, ground.rect.depth_m / 2 - MARGIN_M), 0.0)
    x, y = ground.rect.at(*rng.uniform(-half, half).tolist())
    along_deg = ground.rect.turn_deg + float(rng.choice((90.0, 270.0)) + rng.normal(0, 5))
    return Rect(round(x, 3), round(y, 3), 0.0, 0.0, along_deg if ground.along else float(rng.uniform(0, 360)))


def _hand(who: Piece) -> tuple[str, Vec3]:
    """Return the side of the hand that holds a leash, and where in it, in the space of the person."""
    if not isinstance(who.geometry, Figure):
        raise TypeError(f"{who.category}: only people walk dogs")
    side = gripping(who.geometry)
    x, y, z = in_fist(hands(who.geometry)[side].matrix()).tolist()
    return side, (x, y, z)


def _leash(
    instance: int, person: SceneObject, dog: SceneObject, hand_m: Vec3, rng: np.random.Generator
) -> SceneObject | None:
    """Return the leash from a hand to the nearest place on a collar; None where the dog is right below the hand."""
    hand = person.pose.matrix() @ (*hand_m, 1.0)
    shape = geometry_mesh(dog.geometry)
    collar = shape.vertices[np.unique(shape.triangles[shape.slot == COLLAR])]
    places = collar @ dog.pose.matrix()[:3, :3].T + dog.pose.location_m
    end = places[np.linalg.norm(places - hand[:3], axis=1).argmin()]
    hand[:3] += THROUGH_M * (hand[:3] - end) / np.linalg.norm(hand[:3] - end)
    way = end - hand[:3]
    long_m = float(np.hypot(*way[:2]))
    if long_m < LEAST_M or way[2] > -LEAST_M:
        return None
    piece = sample_piece("leash", rng, rng, {}, (STRAP_M, round(long_m, 4), round(-float(way[2]), 4)))
    x, y = ((hand[:2] + end[:2]) / 2).tolist()
    turn_deg = float(np.degrees(np.arctan2(way[0], -way[1])))
    return piece.put(instance, (x, y, float(end[2])), turn_deg, person.instance)
