"""Cameras of a scene file whose clip distances leave nothing to see.

Blender's own, 0.1 to 1000 units, stay as they are where a file's unit becomes a millimetre: its end is then 1 m away,
and its render shows nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ....scenes.cameras import CLIP_M, Viewpoint
from ....scenes.sampling import camera_of
from ....scenes.spec import SceneFile
from ..occlusion import Occluders

GRID = (16, 12)  # rays through a picture


def without_blind_clips(source: SceneFile) -> SceneFile:
    """Return the file with all in sight of cameras that see nothing for their clip alone, and a warning of each.

    Blender must hold its plain scene.
    """
    occluders = Occluders()
    blind = {view.name for view in source.views if _is_blind(view, occluders)}
    views = tuple(replace(view, clip_m=CLIP_M) if view.name in blind else view for view in source.views)
    warnings = (_warning(view) for view in source.views if view.name in blind)
    return replace(source, views=views, warnings=(*source.warnings, *warnings))


def _is_blind(view: Viewpoint, occluders: Occluders) -> bool:
    return not _sees(view, occluders) and _sees(replace(view, clip_m=CLIP_M), occluders)


def _sees(view: Viewpoint, occluders: Occluders) -> bool:
    """Return whether a surface lies within the clip on any of a grid of rays; most cameras see one on the first."""
    return any(bool(occluders.hidden(near, far[None], own=0)[0]) for near, far in _ways(view))


def _ways(view: Viewpoint) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Yield where each ray enters the clip and leaves it, those of the middle first."""
    camera = camera_of(view, GRID)
    rays = camera.rays().reshape(-1, 3)
    rays = rays[np.argsort(np.linalg.norm(rays[:, :2], axis=1), kind="stable")]
    pose = camera.matrix()
    for ray in rays @ pose[:3, :3].T:
        yield pose[:3, 3] + view.clip_m[0] * ray, pose[:3, 3] + view.clip_m[1] * ray


def _warning(view: Viewpoint) -> str:
    near_m, far_m = view.clip_m
    between = f"{near_m:g} and {far_m:g} m"
    return f"camera {view.name} sees nothing between its clip distances, {between}; it is rendered without them"
