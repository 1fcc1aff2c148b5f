"""Streets of 120 to 300 m in towns, from noon to night: traffic, houses, trees, and what stands on pavements."""

from __future__ import annotations

import numpy as np

from ...appearance.sky import daylight, sample_sky
from ...assets.pool import AssetPool
from ...generators.outdoor.buildings import LIT
from ...seeds import Stream
from ...spec import PointLight, SceneObject
from ..shared.in_use import in_use
from ..shared.layout import Contents, Layout, SceneSeeds
from ..shared.library_textures import with_library_textures
from ..shared.sightlines import on_level
from ..shared.window_light import in_state
from .build import build_street
from .camera import frame
from .fill import WARM, fill_street, lit
from .plan import Street, street_plan

MOODS = {"noon": 0.24, "afternoon": 0.2, "low sun": 0.16, "overcast": 0.18, "dusk": 0.12, "night": 0.1}
DARK = frozenset({"dusk", "night"})
LAMP_W = 90.0
BROKEN = 0.08  # so many lamps stay dark


@in_use
@with_library_textures
def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Plan a street, build it, fill it, and light it by the sky and, when it is dark, by its lamps and windows."""
    plan, layout_rng = street_plan(seeds)
    material_rng, rng = seeds.generator(Stream.MATERIALS), seeds.generator(Stream.LIGHTS)
    mood = str(rng.choice(list(MOODS), p=list(MOODS.values())))
    street = Street(plan, layout_rng, material_rng, pool)
    build_street(street)
    fill_street(street, mood in DARK)
    if mood in DARK:
        _switch_on(street, rng)
    street.objects = [_told(thing) for thing in street.objects]
    return _under_sky(street, mood, rng)


LAYOUT = Layout("street", compose, frame, footing=on_level("pavement", "road"))


def _under_sky(street: Street, mood: str, rng: np.random.Generator) -> Contents:
    world, sun = daylight(sample_sky(mood, rng))
    return Contents(tuple(street.objects), (*sun, *street.lights), world)


def _switch_on(street: Street, rng: np.random.Generator) -> None:
    """Light the street lamps, and the windows of about two houses in three."""
    for thing in list(street.objects):
        if thing.category == "street lamp" and rng.random() > BROKEN:
            street.change(thing.instance, lambda m: lit(m, 12.0), 1)
            street.lights.append(_lamp(thing))
        elif thing.category == "building" and rng.random() < 0.75:
            emission = float(rng.choice([0.08, 0.15, 0.28]))
            street.change(thing.instance, lambda m, e=emission: lit(m, e), LIT)  # type: ignore[misc]


def _told(thing: SceneObject) -> SceneObject:
    """Return a street lamp that says whether it is on, or anything else as it is."""
    if thing.category != "street lamp":
        return thing
    return in_state(thing, "lit" if any(each.emission for each in thing.materials) else "unlit")


def _lamp(thing: SceneObject) -> PointLight:
    size = getattr(thing.geometry, "size_m", (0.2, 1.5, 6.0))
    side = 1 if thing.pose.location_m[1] > 0 else -1
    x, y, z = thing.pose.location_m
    return PointLight((x, y - side * (size[1] / 2 - 0.3), round(z + size[2] - 0.3, 4)), LAMP_W, 0.12, WARM)
