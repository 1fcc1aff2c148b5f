"""Streets of 120 to 300 m in towns, building sites beside them, car parks and motorways, from noon to night."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...appearance.sky import daylight, sample_sky
from ...assets.pool import AssetPool
from ...generators.outdoor.buildings import LAMP, LIT
from ...lighting import PointLight
from ...poses import Vec3
from ...seeds import Stream
from ...spec import Geometry, SceneObject
from ..shared.details import with_shared_details
from ..shared.in_season import through_the_year
from ..shared.in_use import in_use
from ..shared.layout import Contents, Layout, SceneSeeds
from ..shared.library_textures import with_library_textures
from ..shared.sightlines import on_level
from ..shared.window_light import in_state
from .build import SIDES, build_street
from .camera import frame
from .car_park import build_car_park
from .fill import WARM, fill_street, lit
from .motorway import build_motorway
from .plan import BEYOND_M, Street, street_plan
from .site import build_site

MOODS = {"noon": 0.24, "afternoon": 0.2, "low sun": 0.16, "overcast": 0.18, "dusk": 0.12, "night": 0.1}
DARK = frozenset({"dusk", "night"})
LAMP_W = 90.0
LIT_SLOTS = {"store": 1, "raw building": 99}  # the panes of buildings that are no houses; the second has none
BROKEN = 0.08  # so many lamps stay dark
SODIUM: Vec3 = (1.0, 0.66, 0.34)
WHITE: Vec3 = (0.94, 0.97, 1.0)
LAMPS = ((WARM, 0.45), (SODIUM, 0.3), (WHITE, 0.25))  # one sort for most of a street
ODD = 0.12  # so many lamps are of another sort
PANES = ((WARM, 0.6), ((1.0, 0.93, 0.84), 0.25), ((0.78, 0.88, 1.0), 0.15))  # what shines in a house
SHOP_GLOW = ((0.35, 0.8), (0.1, 0.3))  # of the lamps in shops by day, and when it is dark: from … to, in W/m²/sr
OPEN = 0.85  # so many shops are lit
BEHIND_M, BEHIND_UP_M, BEHIND_APART_M = (23.0, 47.0), 7.0, 60.0  # where the next streets have their lamps
BEHIND_W = 90.0

_Glow = tuple[float, Vec3]  # how bright something shines, and its colour


@with_shared_details
@in_use
@through_the_year
@with_library_textures
def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Plan a street, build it, fill it, and light it by the sky and, when it is dark, by its lamps and windows."""
    plan, layout_rng = street_plan(seeds)
    material_rng, rng = seeds.generator(Stream.MATERIALS), seeds.generator(Stream.LIGHTS)
    mood = str(rng.choice(list(MOODS), p=list(MOODS.values())))
    street = Street(plan, layout_rng, material_rng, pool)
    BUILDERS[plan.place](street, mood in DARK)
    night_rng = seeds.generator(Stream.NIGHT)
    if mood in DARK:
        _switch_on(street, rng, night_rng)
    _open_shops(street, SHOP_GLOW[mood in DARK], night_rng)
    street.objects = [_told(thing) for thing in street.objects]
    return _under_sky(street, mood, rng)


LAYOUT = Layout("street", compose, frame, footing=on_level("pavement", "road", "paving"))


def _town(street: Street, dark: bool) -> None:
    """Build a street between houses, and the building site that it may pass."""
    build_street(street)
    fill_street(street, dark)
    if street.plan.site_side:
        build_site(street)


BUILDERS: dict[str, Callable[[Street, bool], None]] = {
    "street": _town,
    "building site": _town,
    "car park": build_car_park,
    "motorway": build_motorway,
}


def _under_sky(street: Street, mood: str, rng: np.random.Generator) -> Contents:
    world, sun = daylight(sample_sky(mood, rng))
    return Contents(tuple(street.objects), (*sun, *street.lights), world)


def _switch_on(street: Street, rng: np.random.Generator, night_rng: np.random.Generator) -> None:
    """Light the street lamps, the windows of about two houses in three, and the streets behind them."""
    usual = _one_of(LAMPS, night_rng)
    for thing in list(street.objects):
        if thing.category == "street lamp" and rng.random() > BROKEN:
            colour = _one_of(LAMPS, night_rng) if night_rng.random() < ODD else usual
            street.change(thing.instance, lambda m, c=colour: lit(m, 12.0, c), 1)  # type: ignore[misc]
            street.lights.append(_lamp(thing, colour))

    def window() -> _Glow | None:
        return (float(rng.choice([0.08, 0.15, 0.28])), _one_of(PANES, night_rng)) if rng.random() < 0.75 else None

    _light_houses(street, window)
    if street.plan.place != "motorway":
        street.lights += _lamps_behind(street, night_rng)


def _open_shops(street: Street, glow: tuple[float, float], rng: np.random.Generator) -> None:
    """Light most shops, by day as well."""

    def lamp() -> _Glow | None:
        return (round(float(rng.uniform(*glow)), 3), _one_of(PANES, rng)) if rng.random() < OPEN else None

    _light_houses(street, lamp, LAMP)


def _light_houses(street: Street, drawn: Callable[[], _Glow | None], slot: int | None = None) -> None:
    """Let a slot of houses, or their panes, glow as drawn; alike ones stay so, as then they are stored once."""
    known: dict[Geometry, _Glow | None] = {}
    for house in [thing for thing in street.objects if thing.category == "building"]:
        if house.geometry not in known:
            known[house.geometry] = drawn()
        if light := known[house.geometry]:
            chosen = slot or LIT_SLOTS.get(getattr(house.geometry, "generator", ""), LIT)
            street.change(house.instance, lambda m, e=light[0], c=light[1]: lit(m, e, c), chosen)  # type: ignore[misc]


def _one_of(colours: tuple[tuple[Vec3, float], ...], rng: np.random.Generator) -> Vec3:
    return colours[int(rng.choice(len(colours), p=[share for _, share in colours]))][0]


def _lamps_behind(street: Street, rng: np.random.Generator) -> list[PointLight]:
    """Return the light of the next streets, whose lamps the houses hide: without it their blocks would be black."""
    half_m = street.plan.length_m / 2 + BEYOND_M
    xs = np.arange(-half_m, half_m + 1, BEHIND_APART_M).round(2).tolist()
    ys = [side * round(street.plan.walk_m[1] + far_m, 2) for side in SIDES for far_m in BEHIND_M]
    return [PointLight((x, y, BEHIND_UP_M), BEHIND_W, 0.3, _one_of(LAMPS, rng)) for y in ys for x in xs]


def _told(thing: SceneObject) -> SceneObject:
    """Return a street lamp that says whether it is on, or anything else as it is."""
    if thing.category != "street lamp":
        return thing
    return in_state(thing, "lit" if any(each.emission for each in thing.materials) else "unlit")


def _lamp(thing: SceneObject, colour: Vec3) -> PointLight:
    size = getattr(thing.geometry, "size_m", (0.2, 1.5, 6.0))
    side = 1 if thing.pose.location_m[1] > 0 else -1
    x, y, z = thing.pose.location_m
    return PointLight((x, y - side * (size[1] / 2 - 0.3), round(z + size[2] - 0.3, 4)), LAMP_W, 0.12, colour)
