"""From a recipe's seed and a number to a scene, and from a scene to its cameras."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .assets.pool import EMPTY, AssetPool
from .errors import RequestError
from .layouts.registry import layout_of
from .layouts.shared.layout import SceneSeeds, Shot
from .seeds import Stream
from .spec import Camera, SceneSpec, look_at

Resolution = tuple[int, int]  # width, height in pixels


def sample_scene(seed: int, index: int, layouts: Mapping[str, float], pool: AssetPool = EMPTY) -> SceneSpec:
    """Return scene `index`, without cameras. `layouts` gives the weight of each layout by name.

    Depends on its arguments alone: not on other scenes, their number or their order. Raises RequestError, and
    LayoutError where a layout is unknown or a file of the user's fails.
    """
    _check_weights(layouts)
    _check_counts(seed=seed, index=index)
    seeds = SceneSeeds(seed, index)
    names = sorted(layouts)
    total = sum(layouts.values())
    name = str(seeds.generator(Stream.LAYOUT_CHOICE).choice(names, p=[layouts[n] / total for n in names]))
    contents = layout_of(name).compose(seeds, pool)
    return SceneSpec(name, index, seed, contents.objects, contents.lights, contents.world, source=contents.source)


@dataclass(frozen=True, slots=True)
class Optics:
    """Which share of the views is taken through an open lens, and which share on a sensor that is noisy."""

    depth_of_field: float = 0.0
    grain: float = 0.0


PINHOLE = Optics()
F_NUMBERS = (1.4, 5.6)
GRAINS = (0.004, 0.02)


def with_cameras(
    spec: SceneSpec, resolution: Resolution, attempts: Sequence[int], optics: Optics = PINHOLE
) -> SceneSpec:
    """Return the scene with one camera for each view, drawn at the attempt given for it.

    `resolution` is (width, height) in pixels. Raises RequestError, and LayoutError where a layout's `frame` fails.
    """
    _check_resolution(resolution)
    return replace(spec, cameras=tuple(_camera(spec, resolution, v, a, optics) for v, a in enumerate(attempts)))


def with_camera(spec: SceneSpec, resolution: Resolution, view: int, attempt: int, optics: Optics) -> SceneSpec:
    """Return the scene with the camera of one view drawn at another attempt."""
    camera = _camera(spec, resolution, view, attempt, optics)
    return replace(spec, cameras=(*spec.cameras[:view], camera, *spec.cameras[view + 1 :]))


def camera_of(shot: Shot, resolution: Resolution, noise_seed: int = 0) -> Camera:
    """Return the centred camera of a shot at `resolution` (width, height in pixels)."""
    width, height = resolution
    focal_px = width / (2 * math.tan(math.radians(shot.fov_deg) / 2))
    rotation = look_at(shot.eye_m, shot.target_m, shot.roll_deg)
    return Camera(shot.eye_m, rotation, width, height, focal_px, width / 2, height / 2, noise_seed)


def _camera(spec: SceneSpec, resolution: Resolution, view: int, attempt: int, optics: Optics) -> Camera:
    seeds = SceneSeeds(spec.seed, spec.index)
    shot = layout_of(spec.layout).frame(spec, seeds.generator(Stream.CAMERA, view, attempt))
    noise_seed = int(seeds.generator(Stream.NOISE, view, attempt).integers(2**31))
    return _through(optics, camera_of(shot, resolution, noise_seed), shot, seeds.generator(Stream.LENS, view, attempt))


def _through(optics: Optics, camera: Camera, shot: Shot, rng: np.random.Generator) -> Camera:
    """Return the camera with a lens that is sharp where the shot looks, and with grain, as often as `optics` says."""
    open_lens, noisy = rng.random(2) < (optics.depth_of_field, optics.grain)
    f_number, grain = (float(np.exp(rng.uniform(*np.log(ends)))) for ends in (F_NUMBERS, GRAINS))
    if open_lens:
        focus_m = math.dist(shot.eye_m, shot.target_m)
        camera = replace(camera, f_number=round(f_number, 2), focus_m=round(focus_m, 4))
    return replace(camera, grain=round(grain, 4)) if noisy else camera


def _check_weights(layouts: Mapping[str, float]) -> None:
    if not isinstance(layouts, Mapping):
        raise RequestError(f"must map names of layouts to weights, as {{'room': 1.0}}, not {layouts!r}", "layouts")
    if not layouts:
        raise RequestError("names no layout; at least one must have a weight, as {'room': 1.0}", "layouts")
    for name, weight in layouts.items():
        if not (isinstance(weight, numbers.Real) and math.isfinite(weight) and weight > 0):
            raise RequestError(f"the weight of {name!r} is {weight!r}, but must be a number above 0", "layouts")


def _check_counts(**counts: int) -> None:
    for name, value in counts.items():
        if not (isinstance(value, numbers.Integral) and value >= 0):
            raise RequestError(f"must be a whole number from 0 on, not {value!r}", name)


def _check_resolution(resolution: Resolution) -> None:
    sides = tuple(resolution) if isinstance(resolution, Sequence) else ()
    if len(sides) != 2 or not all(isinstance(side, numbers.Integral) and side > 0 for side in sides):
        raise RequestError(f"must be (width, height) in pixels, as (640, 480), not {resolution!r}", "resolution")
