"""People put into a finished scene: on its seats, at its things, and on its open ground, alone or together.

Nothing else in the scene depends on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..layouts.shared.floor_plan import Rect
from ..layouts.shared.layout import Contents, SceneSeeds
from ..lighting import World
from ..seeds import Stream
from ..spec import Detail, Figure, SceneObject
from ..weather import is_warm, lying_snow
from .attendance import Attendance
from .company import PARTIES, Party, cast, drawn
from .dog_walkers import walkers
from .drivers import driven
from .grounds import CLEAR_M, Ground, Site, fits, grounds_of, laid, obstacles, placed_on, room_of
from .held import equipped
from .leaners import leaning
from .riders import ridden
from .sitters import Placed, sitters
from .stations import stationed
from .swings import swung


@dataclass(frozen=True, slots=True)
class Host:
    """A layout that people are met in: on which categories of ground, how many at most, and in which parties.

    `sits` and `busy` are the shares of all that sit or lie, where there are places for it, and that do something at a
    thing. Ground that leads somewhere is walked `along`; `outdoors`, how many there are follows the time of day.
    """

    grounds: tuple[str, ...]
    most: int
    sits: float
    busy: float
    parties: Mapping[str, float]
    along: bool = False
    outdoors: bool = True


STREET = {"walker": 0.36, "walkers": 0.16, "family": 0.08, "circle": 0.12, "one": 0.1, "runner": 0.03, "parent": 0.05}
HOSTS: dict[str, Host] = {
    "street": Host(
        ("pavement", "paving"),
        40,
        0.15,
        0.3,
        STREET | {"traveller": 0.11, "waiting": 0.04, "shopper": 0.02},
        along=True,
    ),
    "hall": Host(
        ("floor",),
        12,
        0.35,
        0.35,
        {
            "walker": 0.22,
            "walkers": 0.1,
            "circle": 0.35,
            "one": 0.15,
            "at ease": 0.06,
            "traveller": 0.06,
            "porter": 0.06,
            "shopper": 0.04,
        },
        outdoors=False,
    ),
    "room": Host(
        ("floor",), 4, 0.45, 0.35, {"walker": 0.1, "circle": 0.5, "one": 0.25, "at ease": 0.15}, outdoors=False
    ),
    "courtyard": Host(
        ("paving", "lawn"),
        8,
        0.35,
        0.3,
        {
            "walker": 0.1,
            "children": 0.2,
            "ball game": 0.14,
            "circle": 0.35,
            "one": 0.1,
            "at ease": 0.08,
            "gardener": 0.07,
            "parent": 0.04,
            "on the grass": 0.1,
        },
    ),
    "landscape": Host(
        ("ground",),
        6,
        0.2,
        0.15,
        {
            "walker": 0.2,
            "walkers": 0.3,
            "family": 0.25,
            "runner": 0.1,
            "children": 0.15,
            "parent": 0.06,
            "on the grass": 0.12,
        },
    ),
}
RIDING = {"street": 0.1, "landscape": 0.12}  # riders, as a share of all others
WALKING_DOGS = {"street": 0.04, "courtyard": 0.06, "landscape": 0.12}  # people with a dog, as a share of all others
SWINGS = {"courtyard": 0.3}  # of the places with people, so many have a swing with a child on it, if there is room
MOST_DOGS = 2
MOST_IN_CARS = 6
# How full places are by the height of the sun: few at night, most when people go to work and come home.
ELEVATION_DEG, FULL = (-18.0, -6.0, -1.0, 4.0, 12.0, 22.0, 65.0), (0.15, 0.4, 0.8, 1.0, 1.0, 0.6, 0.7)
# Who needs a thing of a kind goes there first: (objects, how many at most, rng, detail) → people.
SETTLERS: tuple[Callable[[tuple[SceneObject, ...], int, np.random.Generator, Detail], list[Placed]], ...] = (sitters,)
LEAN = 0.3  # of those who are at things
NEAR = 12  # people; where more are, as in streets alone, their meshes are those of people far away
TRIES = 40  # for a party
APART_M = 0.6  # between people who do not belong together
MARGIN_M = 0.35  # from the edge of the ground


def populated(contents: Contents, layout: str, seeds: SceneSeeds, attendance: Attendance) -> Contents:
    """Return the contents with people, as often and as many as `attendance` and the layout's kind say."""
    rng = seeds.generator(Stream.PEOPLE)
    host = HOSTS.get(layout)
    if host is None or rng.random() >= attendance.share:
        return contents
    most = min(attendance.most, host.most) * (fullness(contents.world) if host.outdoors else 1.0)
    count = int(rng.integers(1, max(round(most), 1) + 1))
    detail: Detail = "near" if count <= NEAR else "far"
    site = _site(contents.objects, host, detail)
    first = max((thing.instance for thing in contents.objects), default=0) + 1
    swing = swung(site, first, rng) if layout in SWINGS and rng.random() < SWINGS[layout] else ()
    site = replace(site, objects=(*site.objects, *swing))
    found = list(_people(site, host, count - len(swing) // 2, rng))
    if snow := lying_snow(contents):
        found = [each for each in found if isinstance(each[0].geometry, Figure) and is_warm(each[0].geometry)]
    first += len(swing)
    people = [piece.put(first + k, place, turn, on) for k, (piece, place, turn, on) in enumerate(found)]
    there = (*site.objects, *equipped(people, site.objects, rng))
    if snow:
        return replace(contents, objects=there)
    riders = min(int(rng.binomial(count, RIDING.get(layout, 0.0))), _left(there, attendance))
    riding = ridden(layout, there, seeds, riders, rng, detail)
    dogs = min(int(rng.binomial(count, WALKING_DOGS.get(layout, 0.0))), MOST_DOGS, _left((*there, *riding), attendance))
    led = walkers(replace(site, objects=(*there, *riding)), dogs, first + len(there) + len(riding), rng)
    outside = (*there, *riding, *led)
    inside = driven(outside, seeds, min(_left(outside, attendance), MOST_IN_CARS), rng) if layout == "street" else ()
    return replace(contents, objects=(*outside, *inside))


def _left(objects: tuple[SceneObject, ...], attendance: Attendance) -> int:
    """Return how many people more there may be."""
    return max(attendance.most - sum(isinstance(thing.geometry, Figure) for thing in objects), 0)


def fullness(world: World) -> float:
    """Return how full places outdoors are at the time of day that the sky shows, 0 to 1."""
    return float(np.interp(world.sky.sun_elevation_deg, ELEVATION_DEG, FULL)) if world.sky else 1.0


def _site(objects: tuple[SceneObject, ...], host: Host, detail: Detail) -> Site:
    grounds = grounds_of(objects, host.grounds, host.along)
    return Site(objects, grounds, obstacles(objects, grounds), [], detail)


def _people(site: Site, host: Host, count: int, rng: np.random.Generator) -> Iterator[Placed]:
    sit = int(rng.binomial(count, host.sits))
    settled = [each for settle in SETTLERS for each in settle(site.objects, sit, rng, site.detail)]
    yield from settled
    site.people.extend(room_of(each, CLEAR_M) for each in settled)
    count -= len(settled)
    while site.grounds and count > 0:
        busy = _busy(site, count, rng) if rng.random() < host.busy else []
        party = busy or _party(site, host, count, rng)
        count -= max(len(party), 1)
        site.people.extend(room_of(each, APART_M) for each in party)
        yield from party


def _busy(site: Site, most: int, rng: np.random.Generator) -> list[Placed]:
    """Return people who do something at a thing, or lean on one."""
    found = leaning(site, most, rng) if rng.random() < LEAN else []
    return found or stationed(site, most, rng)


def _party(site: Site, host: Host, most: int, rng: np.random.Generator) -> list[Placed]:
    """Return people who belong together, where there is room for all of them; [] where none was found."""
    grown = [ground for ground in site.grounds if ground.grown]
    shares = {name: share for name, share in host.parties.items() if grown or not PARTIES[name].level}
    party, size = drawn(shares, most, rng)
    grounds = grown if party.level else site.grounds
    pieces = cast(party, size, rng, site.detail)
    areas = np.array([ground.rect.width_m * ground.rect.depth_m for ground in grounds])
    for _ in range(TRIES):
        ground = grounds[int(rng.choice(len(areas), p=areas / areas.sum()))]
        spots = party.stand(size, _anywhere(ground, party, rng), rng)
        placed = [placed_on(ground, piece, spot) for piece, spot in zip(pieces, spots, strict=True)]
        placed = [laid(each, ground) for each in placed] if party.level else placed
        if all(fits(each, ground, site) for each in placed):
            return placed
    return []


def _anywhere(ground: Ground, party: Party, rng: np.random.Generator) -> Rect:
    """Return a place on a ground, turned as it leads where that matters to a party."""
    half = np.maximum((ground.rect.width_m / 2 - MARGIN_M, ground.rect.depth_m / 2 - MARGIN_M), 0.0)
    x, y = ground.rect.at(*rng.uniform(-half, half).tolist())
    turn_deg = float(rng.uniform(0, 360))
    if ground.along and party.walks:
        turn_deg = ground.rect.turn_deg + float(rng.choice((90.0, 270.0)) + rng.normal(0, 5))
    return Rect(round(x, 3), round(y, 3), 0.0, 0.0, turn_deg)
