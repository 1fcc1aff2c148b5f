"""Skies and textures of libraries, in place of the embedded ones wherever a scene has something for them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps

import numpy as np

from ...appearance.sky import NIGHT_BELOW_DEG
from ...assets.covering import LOW_SUN_DEG, covers, hour_of
from ...assets.library import Texture
from ...assets.pool import AssetPool
from ...lighting import Light, SunLight, World
from ...seeds import Stream
from ...spec import Asset, Material, SceneObject
from .layout import Contents, SceneSeeds
from .window_light import sun_light

SHARE = 0.5  # of the skies and of the materials that a library could give, so many come from it
REPEATED = 30  # times, at most, that a texture may come again along a thing
DIM = 0.3  # W/m²/sr: what has no sun and is darker is no day
Named = tuple[str, Texture]  # LIBRARY/ID and its entry
Compose = Callable[[SceneSeeds, AssetPool], Contents]


def with_library_textures(compose: Compose) -> Compose:
    """Let a layout's scenes wear the pool's skies and textures; without any, they stay as they were composed."""

    @wraps(compose)
    def composed(seeds: SceneSeeds, pool: AssetPool) -> Contents:
        contents = compose(seeds, pool)
        if not (pool.skies or pool.textures):
            return contents
        return apply_library_textures(contents, pool, seeds.generator(Stream.DRESSING))

    return composed


def apply_library_textures(contents: Contents, pool: AssetPool, rng: np.random.Generator) -> Contents:
    """Return the contents under a sky of the same hour, and with textures on what they can stand in for, SHARE each."""
    world, lights = _under_a_sky(contents, pool, rng)
    return replace(contents, world=world, lights=lights, objects=_textured(contents.objects, pool, rng))


def hour(world: World, suns: Sequence[SunLight]) -> str:
    """Return the hour of a composed scene, as `hour_of` names those of skies."""
    if suns:
        return "low sun" if -suns[0].direction[2] < math.sin(math.radians(LOW_SUN_DEG)) else "day"
    if world.sky:
        high_deg = world.sky.sun_elevation_deg
        return "overcast" if high_deg > 0 else "dusk" if high_deg > NIGHT_BELOW_DEG else "night"
    return "overcast" if world.strength >= DIM else "night" if world.hdri == "night" else "dusk"


def _under_a_sky(contents: Contents, pool: AssetPool, rng: np.random.Generator) -> tuple[World, tuple[Light, ...]]:
    suns = [light for light in contents.lights if isinstance(light, SunLight)]
    now = hour(contents.world, suns)
    fitting = [(name, sky) for name, sky in pool.skies if hour_of(sky) == now]
    if not fitting or rng.random() >= SHARE:
        return contents.world, contents.lights
    name, sky = fitting[int(rng.integers(len(fitting)))]
    strength = contents.world.strength / (1 - min(sky.sun_share, 0.9))
    turned_deg, lights = float(rng.uniform(0, 360)), contents.lights
    if suns and sky.sun_deg:
        x, y, _ = suns[0].direction
        azimuth_deg = math.degrees(math.atan2(-y, -x))
        turned_deg = sky.sun_deg[0] - azimuth_deg
        # The map's own sun shines already; a light adds what its camera has clipped.
        missing_w_m2 = max(suns[0].irradiance_w_m2 - 4 * math.pi * strength * sky.sun_share, 0.0)
        clipped = sun_light(azimuth_deg, sky.sun_deg[1], missing_w_m2)
        sun = replace(suns[0], direction=clipped.direction, irradiance_w_m2=clipped.irradiance_w_m2)
        lights = (*(sun,) * (missing_w_m2 > 0), *(each for each in lights if each is not suns[0]))
    return World(strength=round(strength, 6), hdri=name, rotation_deg=round(turned_deg % 360, 2)), lights


def _textured(objects: Sequence[SceneObject], pool: AssetPool, rng: np.random.Generator) -> tuple[SceneObject, ...]:
    """Put textures on the materials that they can stand in for: one for each material, on all that is made of it."""
    made = [thing for thing in objects if not isinstance(thing.geometry, Asset)]  # models bring their own
    materials = dict.fromkeys(each for thing in made for each in thing.materials if not each.texture)
    wanted = {material: _texture_for(material, pool, rng) for material in materials}
    return tuple(thing if isinstance(thing.geometry, Asset) else _with_textures(thing, wanted) for thing in objects)


def _texture_for(material: Material, pool: AssetPool, rng: np.random.Generator) -> Named | None:
    fitting = [(name, texture) for name, texture in pool.textures if material.family in covers(texture.id)]
    if not fitting or material.emission or rng.random() >= SHARE:
        return None
    return fitting[int(rng.integers(len(fitting)))]


def _with_textures(thing: SceneObject, wanted: Mapping[Material, Named | None]) -> SceneObject:
    """Return a thing in its textures, unless they would come again too often; what had a colour may have another."""
    sides_m = np.multiply(getattr(thing.geometry, "size_m", (1.0, 1.0, 1.0)), thing.pose.scale)
    chosen = [wanted.get(material) for material in thing.materials]
    fitting = [found if found and sides_m.max() <= REPEATED * found[1].tile_m else None for found in chosen]
    if not any(fitting):
        return thing
    materials = zip(thing.materials, fitting, strict=True)
    worn = tuple(replace(material, texture=found[0]) if found else material for material, found in materials)
    return replace(thing, materials=worn, words=replace(thing.words, colour=""))
