"""The sky outdoors: scattered sunlight, clouds on two layers, dusk and night, as Blender's world nodes.

Clouds lie on level layers: noise at where a ray meets the layer, lit from the sun's side by comparing the noise with
itself a little nearer to the sun. Their colours follow from the height of the sun alone.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from ...scenes.appearance.sky import NIGHT_BELOW_DEG, horizon, model_luminance, sun_share
from ...scenes.lighting import Sky, Weather
from ...scenes.poses import Vec3
from ..weather import extinction_per_m
from .air import glow
from .patterns.tree import Socket, Tree
from .process import bpy

MAP_WIDTH_PX = 256  # of the map by which Cycles samples the sky: soft, as its sun is a light of its own
SHADOW = 0.3  # how high the earth's shadow reaches opposite of a sun that has set, as the sine of its elevation
LEAST_UP = 0.01  # the lowest sine of an elevation: below, what is seen is the haze at the horizon
DIMMING = 0.22  # how fast clouds drown in haze along sight, for each height of their layer; taste
LOW = 0.06  # below this sine of an elevation clouds are gone altogether: sight would follow their layer
HAZE_FALL = 9.0  # how fast the haze thins with the sine of the elevation; taste
AIR_M = 200.0  # how high air of the weather reaches; taste
LIFT = 0.12  # bends the layers down to the horizon as the curvature of the earth does
# Colours of lit and of shaded cloud, relative to the mean of a clear sky, by the sun's elevation in degrees.
CLOUD_STEPS_DEG = (-20.0, -4.0, -1.0, 3.0, 10.0, 25.0)
LIT: tuple[Vec3, ...] = (
    (0.9, 0.7, 0.55),
    (1.0, 0.8, 0.85),
    (1.8, 1.1, 0.9),
    (2.6, 1.7, 1.15),
    (2.6, 2.25, 1.8),
    (2.3, 2.25, 2.15),
)
SHADED: tuple[Vec3, ...] = (
    (0.5, 0.42, 0.4),
    (0.5, 0.48, 0.6),
    (0.6, 0.55, 0.65),
    (0.6, 0.6, 0.7),
    (0.75, 0.78, 0.85),
    (0.85, 0.92, 1.0),
)
NIGHT_ZENITH: Vec3 = (0.35, 0.45, 0.75)
TOWN_GLOW: Vec3 = (3.2, 2.0, 1.1)


def set_sky(sky: Sky, strength: float, weather: Weather | None = None) -> None:
    """Make this sky the world, seen through its weather; `strength` is the mean radiance of the clear sky (W/m²/sr)."""
    world = bpy.context.scene.world
    tree = Tree(world)
    toward = _toward_sun(tree, sky.sun_azimuth_deg)
    colour = _clouded(tree, sky, toward, _air(tree, sky, toward))
    if weather:
        colour = _through_air(tree, sky, toward, colour, weather, strength)
    background = tree.add("Background", {"Color": colour, "Strength": strength}).outputs[0]
    tree.add("OutputWorld", {"Surface": background})
    world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", MAP_WIDTH_PX


def _toward_sun(tree: Tree, azimuth_deg: float) -> Socket:
    """Return the direction of sight with the sun turned to +y, not below LEAST_UP."""
    here = tree.add("TexCoord").outputs["Generated"]
    angle = math.radians(90.0 - azimuth_deg)
    turned = tree.add("VectorRotate", {"Vector": here, "Angle": angle}, rotation_type="Z_AXIS").outputs[0]
    x, y, z = tree.add("SeparateXYZ", {0: turned}).outputs
    up = tree.math("MAXIMUM", z, LEAST_UP)
    return tree.add("CombineXYZ", {0: x, 1: y, 2: up}).outputs[0]


def _through_air(tree: Tree, sky: Sky, toward: Socket, colour: Socket, weather: Weather, strength: float) -> Socket:
    """Lay air of the weather before the sky: a layer that is seen through upwards, and more and more of it below."""
    up = tree.add("SeparateXYZ", {0: toward}).outputs[2]
    clear = tree.math("EXPONENT", tree.math("DIVIDE", -extinction_per_m(weather) * AIR_M, up))
    air: Any = (*(np.asarray(weather.airlight) / strength).tolist(), 1.0)
    if sun_share(sky):
        rise = math.radians(sky.sun_elevation_deg)
        brighter = glow(tree, toward, (0.0, math.cos(rise), math.sin(rise)))
        grey = tree.add("CombineXYZ", {0: brighter, 1: brighter, 2: brighter}).outputs[0]
        air = tree.stretched(grey, air[:3])
    return tree.blend(clear, air, colour)


def _air(tree: Tree, sky: Sky, toward: Socket) -> Socket:
    """Return the clear sky's colour, of mean luminance one."""
    if sky.sun_elevation_deg < NIGHT_BELOW_DEG:
        return _night(tree, toward)
    air = tree.add(
        "TexSky",
        {"Vector": _above_the_shadow(tree, sky, toward)},
        sky_type="NISHITA",
        sun_disc=False,
        sun_elevation=math.radians(sky.sun_elevation_deg),
        sun_rotation=0.0,
        dust_density=sky.dust,
    ).outputs[0]
    share = 1 / model_luminance(sky.sun_elevation_deg)
    return _hazy(tree, sky, toward, tree.stretched(air, (share, share, share)))


def _hazy(tree: Tree, sky: Sky, toward: Socket, air: Socket) -> Socket:
    """Lay haze over the foot of the sky, most where it is farthest from the sun, which the model does best."""
    _, y, up = tree.add("SeparateXYZ", {0: toward}).outputs
    low = tree.math("EXPONENT", tree.math("MULTIPLY", up, -HAZE_FALL))
    day = float(np.interp(sky.sun_elevation_deg, (-3.0, 4.0), (0.0, 1.0)))
    away = tree.math("SUBTRACT", 0.65 * day, tree.math("MULTIPLY", y, 0.25 * day))
    return tree.blend(tree.math("MULTIPLY", low, away), air, (*horizon(replace(sky, clouds=0.0)), 1.0))


def _above_the_shadow(tree: Tree, sky: Sky, toward: Socket) -> Socket:
    """Return the direction of sight raised as it leads away from a set sun: in the earth's shadow the model ends.

    There real air still glows with the light of the sky above it, and the model is black.
    """
    low = float(np.interp(sky.sun_elevation_deg, (NIGHT_BELOW_DEG, 3.0), (SHADOW, 0.0)))
    x, y, up = tree.add("SeparateXYZ", {0: toward}).outputs
    away = tree.math("MULTIPLY", tree.math("SUBTRACT", 1.0, y), 0.5 * low)
    return tree.add("CombineXYZ", {0: x, 1: y, 2: tree.math("ADD", up, away)}).outputs[0]


def _night(tree: Tree, toward: Socket) -> Socket:
    up = tree.add("SeparateXYZ", {0: toward}).outputs[2]
    low = tree.math("EXPONENT", tree.math("MULTIPLY", up, -5.0))
    return tree.blend(low, (*NIGHT_ZENITH, 1.0), (*TOWN_GLOW, 1.0))


def _clouded(tree: Tree, sky: Sky, toward: Socket, air: Socket) -> Socket:
    up = tree.add("SeparateXYZ", {0: toward}).outputs[2]
    above = tree.math("DIVIDE", 1.0, tree.math("ADD", up, LIFT))
    spread = tree.add("CombineXYZ", {0: above, 1: above, 2: 0.0}).outputs[0]
    layer = tree.add("VectorMath", {0: toward, 1: spread}, operation="MULTIPLY").outputs[0]
    rng = np.random.Generator(np.random.PCG64(sky.seed))
    lit, shaded = (_at(sky.sun_elevation_deg, colours) for colours in (LIT, SHADED))
    veiled = tree.blend(_fading(tree, up), air, _veil(tree, sky, layer, air, lit, rng))
    return _heaps(tree, sky, layer, up, veiled, lit, shaded, rng)


def _veil(tree: Tree, sky: Sky, layer: Socket, air: Socket, lit: Vec3, rng: np.random.Generator) -> Socket:
    """Lay thin high streaks over the clear sky."""
    share = float(rng.uniform(0.0, 0.55)) * min(1.0, sky.clouds * 4)
    at = _shifted(tree, tree.stretched(layer, (0.35, 1.1, 1.0)), rng)
    streaks = _between(tree, tree.noise(at, 1.3, 7.0, 1.5), 0.45, 0.85)
    colour = (*(0.75 * np.asarray(lit)).tolist(), 1.0)
    return tree.blend(tree.math("MULTIPLY", streaks, share), air, colour)


def _heaps(
    tree: Tree,
    sky: Sky,
    layer: Socket,
    up: Socket,
    air: Socket,
    lit: Vec3,
    shaded: Vec3,
    rng: np.random.Generator,
) -> Socket:
    """Put the low clouds before everything: heaps at little cover, a grey ceiling when closed."""
    size, edge = float(rng.uniform(0.7, 1.5)), float(rng.uniform(0.08, 0.2))
    at = _shifted(tree, layer, rng)
    step = 0.06 / math.tan(math.radians(min(max(sky.sun_elevation_deg, 15.0), 75.0)))
    nearer = tree.add("VectorMath", {0: at, 1: (0.0, step, 0.0)}, operation="ADD").outputs[0]
    here, there = (tree.noise(each, size, 9.0, 0.25) for each in (at, nearer))
    start = 0.66 - 0.42 * sky.clouds
    cover = _between(tree, here, start, start + edge)
    fading = _fading(tree, up)
    thick = _between(tree, here, start + 0.5 * edge, start + edge + 0.22)
    lightness = tree.math("ADD", tree.math("MULTIPLY", tree.math("SUBTRACT", here, there), 5.0), 0.75)
    lightness = tree.math("SUBTRACT", lightness, tree.math("MULTIPLY", thick, 0.45 + 0.5 * sky.clouds))
    inside = tree.blend(_between(tree, lightness, 0.0, 1.0), (*shaded, 1.0), (*lit, 1.0))
    thin = tree.math("ADD", 0.5, tree.math("MULTIPLY", fading, tree.math("SUBTRACT", here, 0.5)))
    inside = tree.blend(_closed(sky), inside, _ceiling(tree, up, thin))
    far = tree.math(
        "MULTIPLY", tree.math("SUBTRACT", 1.0, fading), _closed(sky)
    )  # one behind the other they are closed
    return tree.blend(tree.math("ADD", tree.math("MULTIPLY", cover, fading), far), air, inside)


def _fading(tree: Tree, up: Socket) -> Socket:
    """Return how much of a layer the haze before it leaves, 0–1: less and less towards the horizon, without an edge."""
    along = tree.math("SUBTRACT", tree.math("DIVIDE", 1.0, tree.math("ADD", up, LIFT)), 1.0)
    clear = tree.math("EXPONENT", tree.math("MULTIPLY", along, -DIMMING))
    return tree.math("MULTIPLY", clear, _between(tree, up, LEAST_UP, LOW))


def _ceiling(tree: Tree, up: Socket, thickness: Socket) -> Socket:
    """Return a closed cover's grey: three times as bright at the zenith as at the horizon, thinner here and there."""
    rise = tree.math("ADD", 0.5, up)
    grey = tree.math("MULTIPLY", rise, tree.math("SUBTRACT", 1.75, tree.math("MULTIPLY", thickness, 1.5)))
    cool = tree.math("MULTIPLY", grey, 1.06)
    return tree.add("CombineColor", {0: grey, 1: tree.math("MULTIPLY", grey, 1.02), 2: cool}).outputs[0]


def _closed(sky: Sky) -> float:
    return float(np.clip((sky.clouds - 0.7) / 0.25, 0.0, 1.0))


def _between(tree: Tree, value: Socket, low: float, high: float) -> Socket:
    inputs = {0: value, 1: low, 2: high, 3: 0.0, 4: 1.0}
    return tree.add("MapRange", inputs, interpolation_type="SMOOTHSTEP").outputs[0]


def _shifted(tree: Tree, at: Socket, rng: np.random.Generator) -> Socket:
    shift = rng.uniform(-50, 50, 3).round(3).tolist()
    return tree.add("VectorMath", {0: at, 1: shift}, operation="ADD").outputs[0]


def _at(elevation_deg: float, colours: tuple[Vec3, ...]) -> Vec3:
    r, g, b = (float(np.interp(elevation_deg, CLOUD_STEPS_DEG, channel)) for channel in zip(*colours, strict=True))
    return (r, g, b)
