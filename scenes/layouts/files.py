"""A user's own scenes: the recipe's files in turn, seen by their own cameras or from places that are free."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..assets.pool import AssetPool
from ..categories import STRUCTURE
from ..errors import RequestError
from ..lighting import World
from ..object_mesh import object_box
from ..seeds import Stream, generator
from ..spec import SceneFile, SceneSpec
from ..turns import turn_of
from .shared.layout import Contents, Layout, SceneSeeds, Shot, rounded

CLEAR_M = 0.3
TRIES = 200


def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Return the file whose turn it is; what it holds is known when `Renderer.prepare` has opened it.

    Each frame of each file is shown once before any is shown again, unless weights say otherwise.
    """
    if not pool.files:
        raise RequestError("names no scene file, and the layout files shows nothing else", "files")
    order = generator(seeds.seed, 0, Stream.TURNS).permutation(len(pool.files))
    files = [pool.files[k] for k in order]
    place, before = turn_of(seeds.turn, [Fraction(each.weight) * len(each.frames) for each in files])
    file, (visit, frame) = files[place], divmod(before, len(files[place].frames))
    shuffled = generator(seeds.seed, 0, Stream.TURNS, sample=1).permutation(len(file.frames))
    source = SceneFile(file.path, file.sha256, frame=file.frames[shuffled[frame]], cameras=file.cameras, visit=visit)
    return Contents((), (), World(), source)


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Take the first of the file's cameras, or look at something from a place where nothing is in the way."""
    if spec.source and spec.source.views:
        return spec.source.views[0]
    if not spec.objects:
        raise RequestError(
            f"scene {spec.index}: its file is not open, so no camera can be placed; Renderer.prepare opens it"
        )
    boxes = np.array([object_box(thing) for thing in spec.objects])
    things = [k for k, thing in enumerate(spec.objects) if thing.category not in STRUCTURE] or list(range(len(boxes)))
    shots = [_shot(boxes, things, rng) for _ in range(TRIES)]
    clear_m = [_clear_m(shot, boxes) for shot in shots]
    free = [shot for shot, metres in zip(shots, clear_m, strict=True) if metres >= CLEAR_M]
    return free[0] if free else shots[int(np.argmax(clear_m))]


LAYOUT = Layout("files", compose, frame, counted=True)


def _shot(boxes: NDArray[np.float64], things: list[int], rng: np.random.Generator) -> Shot:
    """Look at one thing, from inside the scene or from around it."""
    low, high = boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)
    target = boxes[things[int(rng.integers(len(things)))]].mean(axis=0)
    reach_m = float(np.linalg.norm(high - low))
    around, up = rng.uniform(0, 2 * math.pi), math.radians(rng.uniform(5, 50))
    way = np.array([math.cos(up) * math.cos(around), math.cos(up) * math.sin(around), math.sin(up)])
    inside = rng.uniform(low, high)
    eye = inside if rng.random() < 0.5 else target + max(rng.uniform(0.4, 1.2) * reach_m, 0.5) * way
    eye = eye if np.linalg.norm(eye - target) > 0.2 else eye + way
    return Shot(rounded(eye), rounded(target), round(rng.uniform(45, 80), 3), round(rng.normal(0, 1.0), 3))


def _clear_m(shot: Shot, boxes: NDArray[np.float64]) -> float:
    """Return how far the eye is from the nearest box that does not enclose the scene, and from its target."""
    eye = np.asarray(shot.eye_m)
    whole = np.prod(boxes[:, 1].max(axis=0) - boxes[:, 0].min(axis=0))
    solid = boxes[np.prod(boxes[:, 1] - boxes[:, 0], axis=1) < 0.5 * whole]
    if not len(solid):
        solid = boxes
    gaps = np.maximum(np.maximum(solid[:, 0] - eye, eye - solid[:, 1]), 0)
    return float(np.linalg.norm(gaps, axis=1).min())
