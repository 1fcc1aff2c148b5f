"""From a recipe's seed and a number to a scene, and from a scene to its cameras."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

import numpy as np

from .assets.pool import EMPTY, AssetPool
from .camera_styles import IDEAL, Development, StyleName, drawn_development
from .cameras import Camera
from .errors import RequestError
from .layouts.registry import layout_of
from .layouts.shared.layout import Layout, SceneSeeds, Shot
from .lighting import SunLight
from .people.attendance import NOBODY, Attendance
from .poses import look_at
from .seeds import Stream, generator
from .spec import Figure, SceneSpec
from .turns import camera_turn
from .weather import under_weather

Resolution = tuple[int, int]  # width, height in pixels
Weights = tuple[tuple[str, float], ...]  # of layouts or styles, by name
BLOCK = 256  # how many scenes' layouts are drawn and kept together


def sample_scene(
    seed: int,
    index: int,
    layouts: Mapping[str, float],
    pool: AssetPool = EMPTY,
    people: Attendance = NOBODY,
    weather: Weights = (),
) -> SceneSpec:
    """Return scene `index`, without cameras. `layouts` gives the weight of each layout by name.

    `people` says how often there are people in it, and how many; all else is the same with and without them.
    `weather` has the weight of each kind of weather by name; none: it is always clear.

    Depends on its arguments alone: not on other scenes, their number or their order. Raises RequestError, and
    LayoutError where a layout is unknown or a file of the user's fails.
    """
    _check_weights(layouts)
    _check_counts(seed=seed, index=index)
    weights = tuple(sorted(layouts.items()))
    name = _layout_name(seed, index, weights)
    layout = layout_of(name)
    turn = _earlier(seed, index, weights, name) if layout.counted else 0
    seeds = SceneSeeds(seed, index, turn)
    from .animals.guests import inhabited  # bodies and generators, which those who only read scenes do not need

    contents = inhabited(layout.compose(seeds, pool), name, seeds)
    if pool.models:
        from .visitors.placing import visited

        contents = visited(contents, name, seeds, pool)
    if people.share:
        from .people.crowd import populated  # clothes, too, which scenes without people do not need

        contents = populated(contents, name, seeds, people)
    contents = under_weather(contents, seeds, weather)
    return SceneSpec(name, index, seed, contents.objects, contents.lights, contents.world, source=contents.source)


def _layout_name(seed: int, index: int, weights: Weights) -> str:
    names, total = [name for name, _ in weights], sum(weight for _, weight in weights)
    rng = generator(seed, index, Stream.LAYOUT_CHOICE)
    return str(rng.choice(names, p=[weight / total for _, weight in weights]))


def _earlier(seed: int, index: int, weights: Weights, name: str) -> int:
    """Return how many scenes before `index` have this layout."""
    if len(weights) == 1:
        return index
    blocks, rest = divmod(index, BLOCK)
    whole = sum(_names_of_block(seed, block, weights).count(name) for block in range(blocks))
    return whole + _names_of_block(seed, blocks, weights)[:rest].count(name)


@lru_cache(maxsize=1 << 14)
def _names_of_block(seed: int, block: int, weights: Weights) -> tuple[str, ...]:
    """Return the layouts of BLOCK scenes: each takes 20 µs to draw, and those before a scene are asked for with it."""
    return tuple(_layout_name(seed, index, weights) for index in range(block * BLOCK, (block + 1) * BLOCK))


@dataclass(frozen=True, slots=True)
class Optics:
    """Which share of the views is taken through an open lens, and which share on a sensor that is noisy.

    `styles` has the weight of each style of camera, by name; where there is none, all are ideal. Grain is theirs alone.
    `flash` is the share of the views of dim rooms that a flash lights.
    """

    depth_of_field: float = 0.0
    grain: float = 0.0
    styles: Weights = ()
    flash: float = 0.0


PINHOLE = Optics()
F_NUMBERS = (1.4, 5.6)  # of open lenses, from fast to slow; taste
GRAINS = (0.004, 0.02)  # from hardly to clearly seen at full size; taste
FLASHES_W = (40.0, 160.0)  # from about as bright as a room's lamps at 2 m to four times that; taste
DIM = 1.0  # W/m²/sr: by no sun and a sky darker than this, people photograph with a flash


def with_cameras(
    spec: SceneSpec, resolution: Resolution, attempts: Sequence[int], optics: Optics = PINHOLE
) -> SceneSpec:
    """Return the scene with one camera for each view, drawn at the attempt given for it.

    `resolution` is (width, height) in pixels. Raises RequestError, and LayoutError where a layout's `frame` fails.
    """
    _check_resolution(resolution)
    views = len(attempts)
    return replace(spec, cameras=tuple(_camera(spec, resolution, v, views, a, optics) for v, a in enumerate(attempts)))


def with_camera(spec: SceneSpec, resolution: Resolution, view: int, attempt: int, optics: Optics) -> SceneSpec:
    """Return the scene with the camera of one view drawn at another attempt."""
    camera = _camera(spec, resolution, view, len(spec.cameras), attempt, optics)
    return replace(spec, cameras=(*spec.cameras[:view], camera, *spec.cameras[view + 1 :]))


def camera_of(shot: Shot, resolution: Resolution, noise_seed: int = 0) -> Camera:
    """Return the camera of a shot at `resolution` (width, height in pixels)."""
    width, height = resolution
    side = {"horizontal": width, "vertical": height, "auto": max(resolution)}[shot.fit]
    focal_px = side / (2 * math.tan(math.radians(shot.fov_deg) / 2))
    rotation = look_at(shot.eye_m, shot.target_m, shot.roll_deg)
    cx_px, cy_px = width / 2 - side * shot.shift[0], height / 2 + side * shot.shift[1]
    return Camera(shot.eye_m, rotation, width, height, focal_px, cx_px, cy_px, noise_seed, clip_m=shot.clip_m)


def _camera(spec: SceneSpec, resolution: Resolution, view: int, views: int, attempt: int, optics: Optics) -> Camera:
    seeds = SceneSeeds(spec.seed, spec.index)
    seen = _in_turn(spec, view, views, attempt)
    shot = _shot(seen, seeds, view, attempt)
    noise_seed = int(seeds.generator(Stream.NOISE, view, attempt).integers(2**31))
    camera = camera_of(shot, resolution, noise_seed)
    camera = _through(optics, camera, shot, _is_dim(spec), seeds.generator(Stream.LENS, view, attempt))
    development = development_of(optics.styles, seeds, view, attempt)
    return with_development(camera, development)


def with_development(camera: Camera, development: Development | None) -> Camera:
    """Return the camera with its development; where that is one, the sensor has its own noise, and no grain."""
    return replace(camera, development=development, grain=0.0 if development else camera.grain)


def development_of(styles: Weights, seeds: SceneSeeds, view: int, attempt: int) -> Development | None:
    """Return how the camera of a view develops its light; None of an ideal one."""
    if not styles:
        return None
    rng = seeds.generator(Stream.DEVELOPMENT, view, attempt)
    names, total = [name for name, _ in styles], sum(weight for _, weight in styles)
    style = cast(StyleName, str(rng.choice(names, p=[weight / total for _, weight in styles])))
    return None if style == IDEAL else drawn_development(style, rng)


def _shot(spec: SceneSpec, seeds: SceneSeeds, view: int, attempt: int) -> Shot:
    layout = layout_of(spec.layout)
    shot = _framed(layout, spec, seeds, view, attempt)
    if layout.footing is None:
        return shot
    from .layouts.shared.handling import handled

    return handled(shot, spec, layout.footing(spec), seeds.generator(Stream.HANDLING, view, attempt))


def _framed(layout: Layout, spec: SceneSpec, seeds: SceneSeeds, view: int, attempt: int) -> Shot:
    rng = seeds.generator(Stream.CAMERA, view, attempt)
    if not any(isinstance(thing.geometry, Figure) for thing in spec.objects):
        return layout.frame(spec, rng)
    from .layouts.shared.portraits import among_people

    portrait_rng = seeds.generator(Stream.PORTRAITS, view, attempt)
    return among_people(spec, layout.footing, lambda: layout.frame(spec, rng), portrait_rng)


def _in_turn(spec: SceneSpec, view: int, views: int, attempt: int) -> SceneSpec:
    """Return the scene with the cameras of its file in the order of their turns, the one whose turn it is first."""
    if not (spec.source and spec.source.views):
        return spec
    count = len(spec.source.views)
    first = camera_turn(count, spec.source.visit, views, view, attempt)
    order = np.roll(generator(spec.seed, 0, Stream.TURNS).permutation(count), -first)
    return replace(spec, source=replace(spec.source, views=tuple(spec.source.views[k] for k in order)))


def _through(optics: Optics, camera: Camera, shot: Shot, is_dim: bool, rng: np.random.Generator) -> Camera:
    """Return the camera with a lens that is sharp where the shot looks, flash and grain, as often as `optics` says."""
    open_lens, noisy = rng.random(2) < (optics.depth_of_field, optics.grain)
    f_number, grain = (float(np.exp(rng.uniform(*np.log(ends)))) for ends in (F_NUMBERS, GRAINS))
    if open_lens:
        focus_m = math.dist(shot.eye_m, shot.target_m)
        camera = replace(camera, f_number=round(f_number, 2), focus_m=round(focus_m, 4))
    if is_dim and rng.random() < optics.flash:
        camera = replace(camera, flash_w=round(float(np.exp(rng.uniform(*np.log(FLASHES_W)))), 1))
    return replace(camera, grain=round(grain, 4)) if noisy else camera


def _is_dim(spec: SceneSpec) -> bool:
    is_inside = any(thing.category == "ceiling" for thing in spec.objects)
    return is_inside and spec.world.strength < DIM and not any(isinstance(light, SunLight) for light in spec.lights)


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
