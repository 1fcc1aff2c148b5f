"""A renderer whose samples take a sleep of a second a view, as if a GPU took them, and give a picture of noise."""

from __future__ import annotations

import time
from functools import partial
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from cavendish.pipeline.workers import renderer_main
from cavendish.scenes.cameras import Camera

SAMPLING_S = 1.0


def simulate(sampling_s: float = SAMPLING_S) -> None:
    """Have Blender's renderer, in this process, sleep for so long in the place of path tracing."""
    from cavendish.renderers.blender import renderer

    vars(renderer)["rendered_light"] = partial(_slept, sampling_s)


def main(handle: int, parent: int) -> NoReturn:
    """Serve requests as a worker's renderer does, with a sleep in the place of path tracing."""
    simulate()
    renderer_main.main(handle, parent)


def _slept(sampling_s: float, camera: Camera, *_: Any) -> NDArray[np.float32]:
    """Return what stands for a picture, linear light, after so long as a GPU would take for it."""
    time.sleep(sampling_s)
    rng = np.random.default_rng(camera.noise_seed)
    patches = rng.lognormal(-1.5, 0.8, (camera.height_px // 16, camera.width_px // 16, 3))
    grain = rng.normal(1, 0.02, (camera.height_px, camera.width_px, 1))
    return (patches.repeat(16, axis=0).repeat(16, axis=1) * grain).astype(np.float32)
