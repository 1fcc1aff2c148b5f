"""The cameras of a scene file as viewpoints: pinhole cameras alone, and in a picture of square pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ....scenes.cameras import Fit, Viewpoint
from ....scenes.errors import allowed
from ....scenes.poses import Vec3, look_at
from ....scenes.spec import SceneFile
from ...frame import RenderError

KINDS = {"ORTHO": "orthographic", "PANO": "panoramic", "CUSTOM": "of a custom kind"}
FITS: dict[str, Fit] = {"AUTO": "auto", "HORIZONTAL": "horizontal", "VERTICAL": "vertical"}
SHEAR = 1e-3  # radians off the right angle between two axes: less than a pixel of a picture of 1000
FOCUS_M = 10.0  # of cameras that say nothing of it, as Blender has it
NEAREST_FOCUS_M = 0.01  # the least that is believed
FARTHEST_M = 1e8  # what is not nearer is the sky: Cycles writes 1e10 there


def with_views(source: SceneFile, cameras: Mapping[str, Any], metres: float, pixel_aspect: float) -> SceneFile:
    """Return a scene file with the viewpoints of its cameras, and a warning of each thing that is not as it says.

    `cameras` are camera objects by their names in the file, placed in metres; `metres` is the length of the file's
    unit, and `pixel_aspect` the width of its pixels beside their height. Raises RenderError where the recipe names a
    camera that is not there or cannot be used, and where none of the file's can.
    """
    chosen = _chosen(source, cameras)
    faults = {name: fault for name, camera in chosen.items() if (fault := _fault(camera))}
    refused = [f"camera {name} {fault}" for name, fault in faults.items()]
    if refused and (source.cameras or len(refused) == len(chosen)):
        others = f", and {len(refused) - 1} more cannot be used either" if len(refused) > 1 else ""
        raise RenderError(f"{source.path}: {refused[0]}{others}; only perspective cameras are rendered")
    used = {name: camera for name, camera in chosen.items() if name not in faults}
    warnings = [f"{each}; it is left out" for each in refused] + list(_warnings(used, pixel_aspect))
    return replace(
        source,
        views=tuple(_viewpoint(name, camera, metres) for name, camera in used.items()),
        warnings=(*source.warnings, *warnings),
    )


def _chosen(source: SceneFile, cameras: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cameras that the recipe names, or all of them."""
    for name in source.cameras:
        if name not in cameras:
            raise RenderError(f"{source.path}: has no camera {name!r}{allowed(name, cameras)}")
    return {name: cameras[name] for name in source.cameras or sorted(cameras)}


def _fault(camera: Any) -> str:
    """Return why a camera cannot be used, or ""."""
    data, matrix = camera.data, _matrix(camera)
    sizes = np.linalg.norm(matrix[:3, :3], axis=0)
    numbers = (data.angle, data.shift_x, data.shift_y, data.clip_start, data.clip_end)
    if data.type != "PERSP":
        return f"is {KINDS.get(data.type, data.type)}"
    if not (np.isfinite(matrix).all() and np.isfinite(numbers).all()):
        return "has numbers that are none"
    if not sizes.all():
        return "has an axis of scale 0, and so no direction"
    axes = matrix[:3, :3] / sizes
    if np.abs(axes.T @ axes - np.eye(3)).max() > SHEAR:
        return "is sheared by the unequal scale of a parent"
    if not data.clip_start < data.clip_end:
        return f"sees nothing: its clip starts at {data.clip_start:.4g} and ends at {data.clip_end:.4g}"
    return ""


def _warnings(cameras: Mapping[str, Any], pixel_aspect: float) -> Iterator[str]:
    if cameras and abs(pixel_aspect - 1) > 1e-6:
        yield f"its pixels are {pixel_aspect:.4g} times as wide as high; they are rendered square"
    for name, camera in cameras.items():
        if _is_mirrored(camera):
            yield f"camera {name} is mirrored by its scale; it is rendered as it would be without the mirror"


def _viewpoint(name: str, camera: Any, metres: float) -> Viewpoint:
    """Return where a camera stands and how it looks; only the direction of its axes counts, as in Cycles."""
    data, matrix, side = camera.data, _matrix(camera), -1 if _is_mirrored(camera) else 1
    axes = matrix[:3, :3] / np.linalg.norm(matrix[:3, :3], axis=0) * (side, 1, 1)
    eye = _vec(matrix[:3, 3])
    target = _vec(eye - _focus_m(camera, axes[:, 2], metres) * axes[:, 2])
    upright = Rotation.from_quat(look_at(eye, target), scalar_first=True)
    roll_deg = -float((upright.inv() * Rotation.from_matrix(axes)).as_euler("xyz", degrees=True)[2])
    return Viewpoint(
        eye,
        target,
        round(math.degrees(data.angle), 6),
        round(roll_deg, 6) + 0.0,  # no -0.0
        FITS[data.sensor_fit],
        (round(side * data.shift_x, 7), round(data.shift_y, 7)),
        (float(f"{data.clip_start * metres:.7g}"), float(f"{min(data.clip_end * metres, FARTHEST_M):.7g}")),
        name,
    )


def _focus_m(camera: Any, back: NDArray[np.float64], metres: float) -> float:
    """Return the depth at which the camera is focused, where anything in the file says so."""
    lens = camera.data.dof
    if lens.focus_object:
        focus_m = float((_matrix(camera)[:3, 3] - _matrix(lens.focus_object)[:3, 3]) @ back)
    else:
        focus_m = lens.focus_distance * metres
    return focus_m if NEAREST_FOCUS_M <= focus_m < FARTHEST_M else FOCUS_M


def _is_mirrored(camera: Any) -> bool:
    return bool(np.linalg.det(_matrix(camera)[:3, :3]) < 0)


def _matrix(thing: Any) -> NDArray[np.float64]:
    return np.array(thing.matrix_world, dtype=np.float64)


def _vec(point: NDArray[np.float64]) -> Vec3:
    x, y, z = (round(float(value), 9) for value in point)
    return (x, y, z)
