"""Gardens and courtyards of 8 to 25 m between houses and walls, from noon to dusk."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...appearance.sky import daylight, sample_sky
from ...assets.pool import AssetPool
from ...generators.outdoor.buildings import LIT
from ...lighting import PointLight
from ...seeds import Stream
from ...spec import Procedural, SceneObject
from ..shared.in_season import through_the_year
from ..shared.in_use import in_use
from ..shared.layout import Contents, Layout, SceneSeeds
from ..shared.library_textures import with_library_textures
from ..shared.sightlines import on_level
from ..shared.window_light import in_state
from ..street.fill import WARM, lit
from .camera import frame
from .fill import fill_yard
from .lawn import overgrow, sow
from .neighbours import surround
from .plan import MANNERS, Yard, build_yard

MOODS = {"noon": 0.26, "afternoon": 0.26, "low sun": 0.18, "overcast": 0.22, "dusk": 0.08}
LANTERN_W = 4.0
LANTERNS_LIT = 0.7  # of those that stand in a yard at dusk
CANDLE, CANDLE_GLOW = 2, 3.0  # a lantern's slot, and its emission in W/m²/sr


@in_use
@through_the_year
@with_library_textures
def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Enclose a yard of one of MANNERS, fill it, and open the sky; at dusk its windows and lanterns are lit."""
    layout_rng, material_rng = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.MATERIALS)
    rng = seeds.generator(Stream.LIGHTS)
    yard = Yard(MANNERS[str(layout_rng.choice(sorted(MANNERS)))], layout_rng, material_rng, pool)
    build_yard(yard)
    if yard.manner.lawn:
        sow(yard)
    fill_yard(yard)
    overgrow(yard)
    surround(yard)
    mood = str(rng.choice(list(MOODS), p=list(MOODS.values())))
    world, sun = daylight(sample_sky(mood, rng))
    if mood == "dusk":
        _switch_on(yard, rng)
    yard.objects = [_unlit(thing) for thing in yard.objects]
    return Contents(tuple(yard.objects), (*sun, *yard.lights), world)


LAYOUT = Layout("courtyard", compose, frame, footing=on_level("paving"))


def _switch_on(yard: Yard, rng: np.random.Generator) -> None:
    for k, thing in enumerate(yard.objects):
        if thing.category == "building" and len(thing.materials) > LIT:
            yard.objects[k] = _glowing(thing, LIT, float(rng.choice([0.15, 0.3, 0.5])))
        elif thing.category == "lantern" and isinstance(thing.geometry, Procedural) and rng.random() < LANTERNS_LIT:
            yard.lights.append(_flame(thing, thing.geometry.size_m[2]))
            yard.objects[k] = in_state(_glowing(thing, CANDLE, CANDLE_GLOW), "lit")


def _unlit(thing: SceneObject) -> SceneObject:
    """Return a lantern that says that it does not burn, unless it does; anything else as it is."""
    is_dark = thing.category == "lantern" and isinstance(thing.geometry, Procedural) and not thing.words.state
    return in_state(thing, "unlit") if is_dark else thing


def _glowing(thing: SceneObject, slot: int, emission: float) -> SceneObject:
    material_rng = tuple(lit(each, emission) if k == slot else each for k, each in enumerate(thing.materials))
    return replace(thing, materials=material_rng)


def _flame(thing: SceneObject, height_m: float) -> PointLight:
    x, y, z = thing.pose.location_m
    return PointLight((x, y, round(z + 0.5 * height_m, 4)), LANTERN_W, 0.015, WARM)
