"""What the truth costs beside a picture: `python -m benchmarks.truth`.

One generated room, 512×512, rendered by one process in turns: pictures alone, pictures each followed by our truth pass,
pictures with BlenderProc's depth and normals outputs, and BlenderProc's `render_segmap`. What counts is the wall time
that each adds to a view, with everything that it makes the next picture pay. Pictures have one sample, to be quick.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.codecs import machine
from cavendish.renderers.blender.process import bproc, bpy, leave_process, suppress_stdout
from cavendish.renderers.blender.renderer import BlenderRenderer
from cavendish.renderers.blender.scene import set_camera
from cavendish.renderers.blender.truth import render_truth
from cavendish.scenes.cameras import Camera
from cavendish.scenes.quality import Quality
from cavendish.scenes.sampling import sample_scene, with_cameras

SIDE = 512
VIEWS = 3
ROUNDS = 5
TARGET = 1.5
LAYOUT = "room"
QUICK = Quality(samples=1, bounces=0, denoise=False)


def pictures(cameras: tuple[Camera, ...], folder: Path, with_truth: bool) -> None:
    """Render each view as we do, with or without its truth."""
    for camera in cameras:
        set_camera(camera)
        bpy.ops.render.render()
        if with_truth:
            render_truth(camera, folder)


def peer_pictures(folder: Path, with_outputs: bool) -> None:
    """Render all views as BlenderProc does, with or without its depth and normals."""
    bpy.context.scene.use_nodes = with_outputs
    bpy.context.view_layer.use_pass_z = bpy.context.view_layer.use_pass_normal = with_outputs
    keys = {"colors", "depth", "normals"} if with_outputs else {"colors"}
    bproc.renderer.render(output_dir=str(folder), load_keys=keys)


def enable_peer_outputs(cameras: tuple[Camera, ...], folder: Path) -> None:
    """Switch on what may be switched on only once in a process."""
    nodes = bpy.context.scene.node_tree.nodes
    for node in [node for node in nodes if node.bl_idname == "CompositorNodeDenoise"]:
        nodes.remove(node)  # BlenderProc denoises where it makes its outputs: that is not what they cost
    pose_peer(cameras)
    bproc.renderer.enable_depth_output(activate_antialiasing=False, output_dir=str(folder))
    bproc.renderer.enable_normals_output(output_dir=str(folder))


def pose_peer(cameras: tuple[Camera, ...]) -> None:
    """Register the views with BlenderProc, which renders them as frames of an animation."""
    for camera in cameras:
        set_camera(camera)
        bproc.camera.add_camera_pose(camera.matrix())


def seconds(call: Callable[[], object]) -> float:
    """Return the wall time of a call."""
    start = time.perf_counter()
    with suppress_stdout():
        call()
    return time.perf_counter() - start


def forget_views() -> None:
    """Take back what `pose_peer` registered, whose key frames would move our camera."""
    from blenderproc.python.utility.Utility import reset_keyframes  # refuses to load before blender_process

    reset_keyframes()
    bpy.context.scene.use_nodes = False


def one_round(cameras: tuple[Camera, ...], folder: Path) -> dict[str, float]:
    """Return what each way adds to a view, in milliseconds."""
    forget_views()
    seconds(partial(pictures, cameras, folder, True))  # the first render after `render_segmap` loads everything again
    alone, ours = (seconds(partial(pictures, cameras, folder, with_truth)) for with_truth in (False, True))
    pose_peer(cameras)
    theirs_alone, theirs = (seconds(partial(peer_pictures, folder, outputs)) for outputs in (False, True))
    segmap = seconds(partial(bproc.renderer.render_segmap, str(folder), str(folder), map_by="instance"))
    added = {"picture": alone, "ours": ours - alone, "outputs": theirs - theirs_alone, "segmap": segmap}
    return {name: 1e3 * value / len(cameras) for name, value in added.items()}


def measure(folder: Path) -> tuple[int, dict[str, float]]:
    """Return how many objects the scene has, and the medians over all rounds."""
    spec = with_cameras(sample_scene(0, 0, {LAYOUT: 1.0}), (SIDE, SIDE), [0] * VIEWS)
    renderer = BlenderRenderer(QUICK, device="CPU")
    renderer.render(spec, 0)
    enable_peer_outputs(spec.cameras, folder)
    rounds = [one_round(spec.cameras, folder) for _ in range(ROUNDS)]
    renderer.close()
    return len(spec.objects), {name: statistics.median(row[name] for row in rounds) for name in rounds[0]}


def main() -> None:
    """Print the table and end the process, which Blender would not let end."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        objects, added_ms = measure(Path(folder))
    peer_ms = added_ms["outputs"] + added_ms["segmap"]
    print(f"{SIDE}×{SIDE}, a {LAYOUT} of {objects} objects, {VIEWS} views, median of {ROUNDS} rounds; {machine()}\n")
    print("added to a view (a picture of one sample alone:", f"{added_ms['picture']:.0f} ms)")
    print(f"BlenderProc: depth and normals outputs   {added_ms['outputs']:8.1f} ms")
    print(f"BlenderProc: render_segmap               {added_ms['segmap']:8.1f} ms")
    print(f"BlenderProc: both                        {peer_ms:8.1f} ms")
    print(f"here: depth, normals and instances       {added_ms['ours']:8.1f} ms")
    print(f"ratio                                    {added_ms['ours'] / peer_ms:8.2f}    asked for: at most {TARGET}")
    leave_process(0)


if __name__ == "__main__":
    main()
