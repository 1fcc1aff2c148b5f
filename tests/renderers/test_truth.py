"""The physical tests: each runs on the analytic and on the Blender renderer, against closed forms written here.

A flat surface is exact to float precision. A curved one is tessellated by Blender: its facets lie up to
r·(1 − cos²(π/n)) inside, which the viewing angle stretches along the ray.
"""

import math
from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Renderer, check_frame
from cavendish.scenes.cameras import Camera
from cavendish.scenes.geometry.mesh import SEGMENTS
from cavendish.scenes.poses import Pose, turn
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Material

from . import closed_forms as cf

SAG = 0.5 * (1 - math.cos(math.pi / SEGMENTS) ** 2)  # unit space; a ball's facets are chords in two directions
FLOAT_DEPTH, FLOAT_ANGLE_DEG = 1e-5, 0.01
GRAZING = 0.2  # cosine below which a curved surface is a silhouette

SHAPES = ["plane", "box", "sphere", "cylinder"]
POSES = {
    "ahead": Pose((0.0, 3.0, 0.0), turn("x", 75)),
    "turned": Pose((0.1, 3.0, -0.1), turn("x", 35)),
    "stretched": Pose((0.0, 3.0, 0.0), turn("x", 50), (1.5, 1.0, 0.6)),
    "mirrored": Pose((0.0, 3.0, 0.0), turn("x", 60), (-1.0, 1.0, 1.0)),
    "tiny and close": Pose((0.0, 0.1, 0.0), turn("x", 40), (0.05, 0.05, 0.05)),
    "huge and far": Pose((20.0, 500.0, 5.0), turn("x", 30), (120.0, 120.0, 120.0)),
}
CAMERAS = {
    "level": cf.camera(),
    "tilted and rolled": cf.camera((0.4, 0.2, 0.6), (0.0, 3.0, 0.0), roll_deg=25),
    "off-centre": cf.camera(shift_px=(7.3, -4.1)),
    "tele": cf.camera(fov_deg=20),
    "wide and tall": cf.camera(size=(32, 64), fov_deg=110),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("pose", POSES.values(), ids=POSES.keys())
def test_pixels_lift_onto_the_surface_and_face_as_it_does(renderer: Renderer, shape: cf.Shape, pose: Pose) -> None:
    target = pose.location_m
    _check(renderer, shape, pose, cf.camera(target=target) if target[1] != 3.0 else CAMERAS["level"])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("camera", CAMERAS.values(), ids=CAMERAS.keys())
def test_under_every_camera(renderer: Renderer, shape: cf.Shape, camera: Camera) -> None:
    _check(renderer, shape, POSES["turned"], camera)


def _check(renderer: Renderer, shape: cf.Shape, pose: Pose, camera: Camera) -> None:
    frame = check_frame(renderer.render(cf.scene([cf.thing(shape, pose)], camera), 0))
    hit = frame.instance == 1
    assert hit.mean() > 0.005
    points, rays, scale = cf.lifted(frame, hit, camera), camera.rays()[hit], np.abs(pose.scale)
    unit = cf.local(points, pose)
    curved = shape in ("sphere", "cylinder")
    sag = SAG if curved else 0.0

    off_surface_m = cf.surface_distance(shape, unit) * scale.min()
    assert (off_surface_m <= sag * scale.max() + FLOAT_DEPTH * frame.depth_m[hit]).all()

    expected = cf.expected_normals(shape, points, pose, camera, rays)
    cosine = -(expected * rays).sum(axis=-1) / np.linalg.norm(rays, axis=-1)
    clear = ~cf.near_edge(shape, unit) & (cosine > (GRAZING if curved else 0.02))
    stretch = (scale.max() / scale.min()) ** 2
    bound_deg = FLOAT_ANGLE_DEG + math.degrees(2 * sag / GRAZING) * stretch
    assert cf.angles_deg(frame.normals[hit], expected)[clear].max() <= bound_deg


@pytest.mark.parametrize("depth_m", [0.1, 1.0, 10.0, 500.0])
def test_a_wall_straight_ahead_has_one_depth(renderer: Renderer, depth_m: float) -> None:
    wall = cf.thing("plane", Pose((0.0, depth_m, 0.0), turn("x", 90), (4 * depth_m, 4 * depth_m, 1.0)))
    frame = renderer.render(cf.scene([wall], cf.camera()), 0)
    np.testing.assert_allclose(frame.depth_m, depth_m, rtol=FLOAT_DEPTH)  # planar: the corners are no farther
    np.testing.assert_allclose(frame.normals, np.broadcast_to([0, 0, 1], frame.normals.shape), atol=1e-6)


def test_the_back_of_a_plane_faces_the_camera_too(renderer: Renderer) -> None:
    wall = cf.thing("plane", Pose((0.0, 2.0, 0.0), turn("x", -90), (9.0, 9.0, 1.0)))
    frame = renderer.render(cf.scene([wall], cf.camera()), 0)
    np.testing.assert_allclose(frame.normals, np.broadcast_to([0, 0, 1], frame.normals.shape), atol=1e-6)


def test_an_empty_view_is_sky(renderer: Renderer) -> None:
    behind = cf.thing("box", Pose((0.0, -3.0, 0.0)))
    frame = check_frame(renderer.render(cf.scene([behind], cf.camera()), 0))
    assert np.isposinf(frame.depth_m).all()
    assert not frame.instance.any()
    assert not frame.normals.any()
    assert frame.objects == ()


@pytest.mark.parametrize("family", ["glass", "pane", "metal"])
@pytest.mark.parametrize("shape", ["box", "sphere"])
def test_glass_and_mirrors_are_the_surface_that_a_finger_touches(
    renderer: Renderer, shape: cf.Shape, family: str
) -> None:
    wall = cf.thing("plane", Pose((0.0, 4.0, 0.0), turn("x", 90), (9.0, 9.0, 1.0)), 2)
    plain = cf.thing(shape, POSES["turned"])
    clear = replace(plain, materials=(Material(family, (0.9, 0.9, 0.9), roughness=0.0),))
    expected, frame = (renderer.render(cf.scene([thing, wall], cf.camera()), 0) for thing in (plain, clear))
    for name in ("depth_m", "normals", "instance"):
        np.testing.assert_array_equal(getattr(frame, name), getattr(expected, name))


def test_what_the_clip_cuts_away_is_not_there_and_hides_nothing(renderer: Renderer) -> None:
    wall = cf.thing("plane", Pose((0.0, 2.0, 0.0), turn("x", 90), (9.0, 9.0, 1.0)), 1)
    box = cf.thing("box", Pose((0.0, 4.5, 0.0)), 2)
    back = cf.thing("plane", Pose((0.0, 8.0, 0.0), turn("x", 90), (99.0, 99.0, 1.0)), 3)
    shots = [replace(cf.camera(shift_px=(6.0, 0.0)), clip_m=clip_m) for clip_m in ((2.5, 20.0), (2.5, 6.0), (4.2, 6.0))]
    spec = cf.scene([wall, box, back], *shots)
    through, cut, opened = (check_frame(renderer.render(spec, view)) for view in range(3))
    assert set(np.unique(through.instance)) == {2, 3}
    assert [thing.visible_fraction for thing in through.objects if thing.instance == 2] == [1.0]
    assert through.depth_m[16, 30] == pytest.approx(4.0, rel=FLOAT_DEPTH)
    np.testing.assert_array_equal(cut.instance, np.where(through.instance == 2, 2, 0))
    assert np.isposinf(cut.depth_m[cut.instance == 0]).all()
    assert opened.depth_m[16, 30] == pytest.approx(5.0, rel=FLOAT_DEPTH)  # the front is gone: the back, from inside


def test_the_nearer_thing_wins_and_hides_the_other(renderer: Renderer) -> None:
    near = cf.thing("box", Pose((0.0, 2.0, 0.0), scale=(0.5, 0.5, 0.5)), 1)
    far = cf.thing("box", Pose((0.0, 4.0, 0.0), scale=(1.4, 1.4, 1.4)), 2)
    frame = renderer.render(cf.scene([near, far], cf.camera()), 0)
    centre = frame.instance[16, 24]
    assert centre == 1
    shares = {thing.instance: thing.visible_fraction for thing in frame.objects}
    assert shares[1] == 1.0
    assert 0.2 < 1 - shares[2] < 0.6  # the shadow of 0.5 m at 1.75 m on 1.4 m at 3.3 m: (0.94 / 1.4)² = 0.45


@pytest.mark.parametrize("seed", range(3))
def test_blender_agrees_with_the_oracle_on_shapes(blender: Renderer, seed: int) -> None:
    spec = with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), (160, 112), (0, 0))
    for view in range(2):
        oracle, frame = AnalyticRenderer().render(spec, view), blender.render(spec, view)
        assert (frame.instance == oracle.instance).mean() >= 0.995
        both = (frame.instance == oracle.instance) & (oracle.instance > 0)
        curved = np.isin(oracle.instance, [t.instance for t in spec.objects if t.category in ("ball", "cylinder")])
        rays = oracle.camera.rays()
        cosine = -(oracle.normals * rays).sum(axis=-1) / np.linalg.norm(rays, axis=-1)
        depth_m = np.where(both, oracle.depth_m, 1.0)
        depth_error = np.abs(np.where(both, frame.depth_m, 1.0) - depth_m) / depth_m
        angle_deg = cf.angles_deg(frame.normals, oracle.normals.astype(np.float64))
        flat, round_ = both & ~curved & (cosine > 0.02), both & curved & (cosine > GRAZING)
        assert depth_error[flat].max(initial=0) <= 1e-5
        assert depth_error[round_].max(initial=0) <= 5e-4
        assert angle_deg[flat & cf.inside(oracle.instance)].max(initial=0) <= 0.01
        assert angle_deg[round_ & cf.inside(oracle.instance)].max(initial=0) <= 0.2
        for ours, theirs in zip(frame.objects, oracle.objects, strict=True):
            assert abs(ours.visible_fraction - theirs.visible_fraction) <= 0.02
            assert (ours.instance, ours.box) == (theirs.instance, theirs.box)
