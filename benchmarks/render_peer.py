"""A scene as BlenderProc's documentation renders it: `python -m benchmarks.render_peer SCENE.json FOLDER PICTURE.exr`.

Its own defaults throughout (1024 samples, noise threshold 0.01, 3 bounces, OIDN in the compositor), its depth and
normals outputs, `render`, `render_segmap` and `write_hdf5`. Geometry, materials and lights are ours, given as they lie.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from cavendish.renderers.blender.process import bproc, bpy, leave_process, overridden, start
from cavendish.renderers.blender.scene import build_scene, set_camera
from cavendish.scenes.spec import SceneSpec


def load(spec: SceneSpec) -> None:
    """Put the scene and its cameras, as frames of an animation, into BlenderProc at its defaults."""
    start("CPU")
    build_scene(spec)
    for camera in spec.cameras:
        set_camera(camera)
        bproc.camera.add_camera_pose(camera.matrix())


def everything(folder: Path, linear: Path) -> dict[str, Any]:
    """Render colours, depth, normals and segmentation of all frames, as the documentation's basic example does.

    Also write the last frame's colours as they were before any view transform, denoised, to an EXR.
    """
    bproc.renderer.enable_normals_output(str(folder))
    bproc.renderer.enable_depth_output(activate_antialiasing=False, output_dir=str(folder))
    data: dict[str, Any] = bproc.renderer.render(str(folder))
    with overridden(bpy.context.scene.render.image_settings, file_format="OPEN_EXR", color_depth="32"):
        bpy.data.images["Render Result"].save_render(str(linear))
    data.update(bproc.renderer.render_segmap(str(folder), str(folder), map_by=["instance", "name"]))
    return data


def main(scene: str, folder: str, linear: str) -> None:
    """Write the HDF5 files of a scene, and the linear picture of its last frame."""
    from blenderproc.python.writer.WriterUtility import write_hdf5  # refuses to load before blender_process

    load(SceneSpec.from_json(Path(scene).read_bytes()))
    write_hdf5(folder, everything(Path(folder), Path(linear)))
    if bpy.context.scene.cycles.samples != 1024:
        raise RuntimeError("BlenderProc's defaults are not what they were")


if __name__ == "__main__":
    main(*sys.argv[1:])
    leave_process(0)
