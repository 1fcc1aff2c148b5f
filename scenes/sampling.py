"""From a recipe's seed and a number to a scene, and from a scene to its cameras."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .assets.stock import EMPTY, Stock
from .layouts import LAYOUTS, SceneSeeds, Shot
from .seeds import Stream
from .spec import Camera, SceneSpec, look_at

Resolution = tuple[int, int]  # width, height in pixels


def sample_scene(seed: int, index: int, layouts: Mapping[str, float], stock: Stock = EMPTY) -> SceneSpec:
    """Return scene `index`, without cameras. `layouts` gives the weight of each layout by name.

    Depends on its arguments alone: not on other scenes, their number or their order.
    """
    seeds = SceneSeeds(seed, index)
    names = sorted(layouts)
    total = sum(layouts.values())
    name = str(seeds.generator(Stream.LAYOUT_CHOICE).choice(names, p=[layouts[n] / total for n in names]))
    contents = LAYOUTS[name].compose(seeds, stock)
    return SceneSpec(name, index, seed, contents.objects, contents.lights, contents.world)


def with_cameras(spec: SceneSpec, resolution: Resolution, attempts: Sequence[int]) -> SceneSpec:
    """Return the scene with one camera for each view, drawn at the attempt given for it."""
    return replace(spec, cameras=tuple(_camera(spec, resolution, v, a) for v, a in enumerate(attempts)))


def camera_of(shot: Shot, resolution: Resolution, noise_seed: int = 0) -> Camera:
    """Return the centred camera of a shot at `resolution` (width, height in pixels)."""
    width, height = resolution
    focal_px = width / (2 * math.tan(math.radians(shot.fov_deg) / 2))
    rotation = look_at(shot.eye_m, shot.target_m, shot.roll_deg)
    return Camera(shot.eye_m, rotation, width, height, focal_px, width / 2, height / 2, noise_seed)


def _camera(spec: SceneSpec, resolution: Resolution, view: int, attempt: int) -> Camera:
    seeds = SceneSeeds(spec.seed, spec.index)
    shot = LAYOUTS[spec.layout].frame(spec, seeds.generator(Stream.CAMERA, view, attempt))
    noise_seed = int(seeds.generator(Stream.NOISE, view, attempt).integers(2**31))
    return camera_of(shot, resolution, noise_seed)
