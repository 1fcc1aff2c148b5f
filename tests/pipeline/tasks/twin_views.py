"""Frames with another view of their scene: shapes, and the same after the camera went around them."""

from __future__ import annotations

from dataclasses import replace

from scipy.spatial.transform import Rotation

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, check_frame
from cavendish.renderers.stereo import to_the_right
from cavendish.scenes.cameras import Camera
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

from ...renderers.closed_forms import camera, scene, thing

SIZE = (192, 128)


def twin(one: Frame, other: Frame) -> Frame:
    """Return a frame that knows another view of its scene."""
    return replace(one, others=(replace(other, others=()),))


def went_around(camera: Camera, angle_deg: float) -> Camera:
    """Return the camera that went counterclockwise about the middle of the scene, and still looks at it."""
    about = Rotation.from_euler("z", angle_deg, degrees=True)
    w, x, y, z = (about * Rotation.from_quat(camera.rotation, scalar_first=True)).as_quat(scalar_first=True).tolist()
    at_x, at_y, at_z = about.apply(camera.location_m).tolist()
    return replace(camera, location_m=(at_x, at_y, at_z), rotation=(w, x, y, z))


def twins(renderer: AnalyticRenderer) -> list[Frame]:
    """Return both views of two scenes of shapes, 20° apart, each with the other."""
    pairs = []
    for seed in range(2):
        spec = with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), SIZE, [0])
        spec = replace(spec, cameras=(spec.cameras[0], went_around(spec.cameras[0], 20.0)))
        pairs.append((renderer.render(spec, 0), renderer.render(spec, 1)))
    return [each for one, other in pairs for each in (twin(one, other), twin(other, one))]


def beside(spec: SceneSpec, baseline_m: float) -> Frame:
    """Return the first view of a scene with a right picture."""
    camera = spec.cameras[0]
    left, right = (
        AnalyticRenderer().render(replace(spec, cameras=(each,)), 0)
        for each in (camera, to_the_right(camera, baseline_m))
    )
    return check_frame(replace(left, right=right))


def stereo_pairs() -> list[Frame]:
    """Return two views of shapes with right pictures, 20 cm beside."""
    return [beside(with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), SIZE, [0]), 0.2) for seed in range(2)]


def facing() -> list[Frame]:
    """Return views of a box on a floor, each with one whose camera stands in sight."""
    things = [thing("plane", Pose(scale=(12, 12, 1)), 1), thing("box", Pose((0, 0, 0.5), scale=(1, 1, 1)), 2)]
    first, second, third = (
        camera(eye, target, SIZE)
        for eye, target in (
            ((0.0, -5.0, 1.6), (0.0, 0.0, 0.8)),
            ((1.2, 0.5, 1.4), (-2.0, -1.0, 0.5)),
            ((-1.5, -1.0, 1.2), (2.0, -3.0, 0.3)),
        )
    )
    frames = [AnalyticRenderer().render(scene(things, first, second, third), view) for view in range(3)]
    return [twin(frames[0], frames[1]), twin(frames[0], frames[2])]


def at_heights(*heights_m: float) -> list[Frame]:
    """Return views of a box on a floor from 5 m and these heights, side by side, each with all others."""
    things = [thing("plane", Pose(scale=(12, 12, 1)), 1), thing("box", Pose((0, 0, 0.5), scale=(1, 1, 1)), 2)]
    cameras = [camera((0.2 * place, -5.0, high_m), (0.0, 0.0, 0.5), SIZE) for place, high_m in enumerate(heights_m)]
    spec = scene(things, *cameras)
    frames = [AnalyticRenderer().render(spec, view) for view in range(len(cameras))]
    return [replace(one, others=tuple(other for other in frames if other is not one)) for one in frames]
