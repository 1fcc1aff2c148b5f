"""Things by themselves: how deep each is, also where others hide it, and how much of each pixel it covers.

What is left out is only out of the camera's sight, so nothing is built anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...scenes.cameras import Camera
from ..mattes import coverage, fine_cameras
from .process import bpy, overridden
from .scene import set_camera
from .truth import render_truth


def depths_alone_m(instances: Sequence[int], camera: Camera, folder: Path) -> NDArray[np.float32]:
    """Return K×H×W metres of each instance alone, +inf where it is not, seen by the camera that is set."""
    found = [_depth_alone_m(instance, camera, folder) for instance in instances]
    return np.array(found, np.float32).reshape(-1, camera.height_px, camera.width_px)


def mattes(instances: Sequence[int], camera: Camera, folder: Path) -> NDArray[np.uint8]:
    """Return K×H×W uint8: how much of each pixel each instance covers, as a camera sees it, which is set afterwards."""
    fine = (_instances(each, folder) for each in fine_cameras(camera)) if instances else ()
    try:
        return coverage(instances, (camera.height_px, camera.width_px), fine)
    finally:
        set_camera(camera)


def _instances(camera: Camera, folder: Path) -> NDArray[np.uint16]:
    set_camera(camera)
    return render_truth(camera, folder).instance


def _depth_alone_m(instance: int, camera: Camera, folder: Path) -> NDArray[np.float32]:
    with _alone(instance):
        truth = render_truth(camera, folder)
    return np.where(truth.instance == instance, truth.depth_m, np.float32(np.inf))


@contextmanager
def _alone(instance: int) -> Iterator[None]:
    """Hide all other things from the camera."""
    others = [each for each in bpy.context.scene.objects if each.pass_index != instance and each.visible_camera]
    with ExitStack() as stack:
        for other in others:
            stack.enter_context(overridden(other, visible_camera=False))
        yield
