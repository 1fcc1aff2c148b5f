"""What moves in clips: each as physics or traffic has it, into nothing else, and the same again from the same scene."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.cameras import Camera
from cavendish.scenes.contacts import TOLERANCE_M, overlaps
from cavendish.scenes.lighting import AreaLight, World
from cavendish.scenes.motion.camera_paths import CameraPath, drawn_path, looked_at_m, moved
from cavendish.scenes.motion.clip import Clip, clip_of
from cavendish.scenes.motion.movers import Mover, movers
from cavendish.scenes.poses import Pose, Vec3, look_at, turn
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Figure, Material, Primitive, SceneObject, SceneSpec

from ..people.figures import somebody

GREY = (Material("plastic", (0.5, 0.5, 0.5)),)
CAMERA = Camera((0.0, -6.0, 1.5), look_at((0.0, -6.0, 1.5), (0.0, 0.0, 0.5)), 96, 64, 70.0, 48.0, 32.0)
RNG = np.random.default_rng(0)


def put(number: int, category: str, at_m: Vec3, size_m: Vec3, turn_deg: float = 0.0, on: int = 1) -> SceneObject:
    shape = "sphere" if category == "ball" else "box"
    pose = Pose(at_m, turn("z", turn_deg), size_m)
    return SceneObject(number, category, category, Primitive(shape), pose, GREY, supporter=on)  # type: ignore[arg-type]


def scene(*things: SceneObject, ground: str = "floor") -> SceneSpec:
    floor = put(1, ground, (0.0, 0.0, -0.05), (40.0, 40.0, 0.1), on=0)
    return SceneSpec("shapes", 0, 0, (floor, *things), (), World(), (CAMERA,))


def clip_with(spec: SceneSpec, frames: int = 8, fps: float = 8.0) -> Clip:
    return clip_of(spec, CAMERA, frames, fps, 0)


CAR = put(2, "car", (-3.0, 0.0, 0.75), (1.8, 4.2, 1.5), 90.0)  # faces +x


def test_vehicles_drive_along_their_lane_at_one_speed() -> None:
    behind = put(3, "car", (-9.0, 0.0, 0.75), (1.8, 4.2, 1.5), 90.0)
    clip = clip_with(scene(CAR, replace(behind, pose=replace(behind.pose, location_m=(3.0, 0.0, 0.75))), ground="road"))
    first, second = (mover.velocity_m_s for mover in clip.movers)
    assert first == second
    assert first[0] >= 3.0
    assert first[1:] == pytest.approx((0.0, 0.0))


def test_off_the_road_nothing_drives() -> None:
    assert not clip_with(scene(CAR)).movers


def test_what_would_run_into_something_stands_still_and_so_does_what_follows_it() -> None:
    wall = put(3, "wall", (2.0, 0.0, 1.0), (0.2, 4.0, 2.0))
    queue = put(4, "car", (-7.6, 0.0, 0.75), (1.8, 4.2, 1.5), 90.0)
    wide = replace(CAMERA, location_m=(0.0, -20.0, 1.5))
    spec = scene(CAR, wall, queue, ground="road")
    assert len(movers(spec, wide, 1.0, RNG)) == 2
    assert not clip_of(spec, wide, 8, 8.0, 0).movers


def test_a_rider_rolls_on_with_the_bicycle() -> None:
    rider = put(3, "person", (0.0, 0.0, 1.0), (0.4, 0.4, 1.2), on=2)
    spec = scene(put(2, "bicycle", (0.0, 0.0, 0.5), (0.5, 1.7, 1.0)), rider, ground="road")
    (mover,) = clip_with(spec).movers
    assert mover.instances == (2, 3)
    assert mover.velocity_m_s[1] < 0  # as it faces, towards the camera
    alone = scene(put(2, "bicycle", (0.0, 0.0, 0.5), (0.5, 1.7, 1.0)), ground="road")
    assert not clip_with(alone).movers


def test_things_fall_as_gravity_has_it_to_where_they_lie() -> None:
    mover = Mover((2,), height_m=0.6)
    heights = [mover.at(time).shift_m[2] for time in (0.0, 0.2, 0.3, 0.35, 1.0)]
    assert heights == pytest.approx([0.6, 0.6 - 9.81 * 0.02, 0.6 - 9.81 * 0.045, 0.0, 0.0], abs=1e-9)


def test_nothing_falls_through_what_is_above_it() -> None:
    mug, shelf = put(2, "mug", (0.0, 0.0, 0.05), (0.1, 0.1, 0.1)), put(3, "shelf", (0.0, 0.0, 0.13), (1.0, 0.5, 0.02))
    assert clip_with(scene(mug)).movers[0].height_m > 0
    assert not clip_with(scene(mug, shelf)).movers


@pytest.mark.parametrize("category", ["wall", "towel rail", "ceiling"])
def test_what_hangs_does_not_fall(category: str) -> None:
    below = put(2, category, (0.0, 1.0, 1.0), (2.0, 0.1, 2.0))
    assert not clip_with(scene(below, put(3, "clock", (0.0, 0.9, 1.5), (0.3, 0.1, 0.3), on=2))).movers


def test_what_carries_something_stays() -> None:
    crate, mug = put(2, "box", (0.0, 0.0, 0.2), (0.4, 0.4, 0.4)), put(3, "mug", (0.0, 0.0, 0.45), (0.1,) * 3, on=2)
    assert [mover.instances for mover in movers(scene(crate, mug), CAMERA, 1.0, RNG)] == [(3,)]


def test_a_ball_rolls_without_slipping() -> None:
    spec = scene(put(2, "ball", (0.0, 0.0, 0.15), (0.3, 0.3, 0.3)))
    (mover,) = clip_with(spec).movers
    time_s = 0.01
    touching, top = np.array([0.0, 0.0, 0.0]), np.array([0.0, 0.0, 0.3])
    gone_m = np.array(mover.velocity_m_s) * time_s
    np.testing.assert_allclose(mover.at(time_s).of(touching) - touching, 0, atol=2e-4)
    np.testing.assert_allclose(mover.at(time_s).of(top) - top, 2 * gone_m, atol=2e-4)


def test_a_ball_stays_on_what_carries_it() -> None:
    crate = put(2, "crate", (0.0, 0.0, 0.25), (0.32, 0.32, 0.5))
    assert not clip_with(scene(crate, put(3, "ball", (0.0, 0.0, 0.65), (0.3,) * 3, on=2)), fps=2.0).movers


def test_headlights_go_with_their_car() -> None:
    lamp = AreaLight(Pose((-0.85, 0.0, 0.6)), (1.3, 0.12), 30.0)
    spec = replace(scene(CAR, ground="road"), lights=(lamp,))
    clip = clip_with(spec)
    after = clip.scene(spec, 4)
    gone_m = np.subtract(after.objects[1].pose.location_m, CAR.pose.location_m)
    assert gone_m[0] > 1.0
    (shines,) = after.lights
    assert isinstance(shines, AreaLight)
    assert np.subtract(shines.pose.location_m, lamp.pose.location_m) == pytest.approx(gone_m)


@pytest.fixture(scope="module")
def clips() -> Sequence[tuple[SceneSpec, Clip]]:
    specs = [with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), (96, 64), [0]) for seed in range(8)]
    return [(spec, clip_of(spec, spec.cameras[0], 6, 8.0, 0)) for spec in specs]


def test_nothing_reaches_into_anything_in_any_frame(clips: Sequence[tuple[SceneSpec, Clip]]) -> None:
    assert any(clip.movers for _, clip in clips)
    for spec, clip in clips:
        for frame in range(6):
            assert not overlaps(clip.scene(spec, frame).objects, TOLERANCE_M)


def test_instances_keep_their_numbers_and_all_else_stays(clips: Sequence[tuple[SceneSpec, Clip]]) -> None:
    for spec, clip in clips:
        after = clip.scene(spec, 5)
        assert [thing.instance for thing in after.objects] == [thing.instance for thing in spec.objects]
        moving = clip.motions(5)
        assert all(a == b for a, b in zip(after.objects, spec.objects, strict=True) if a.instance not in moving)


def test_steps_lead_from_frame_to_frame(clips: Sequence[tuple[SceneSpec, Clip]]) -> None:
    for spec, clip in clips:
        here, there = ({each.instance: each.pose for each in clip.scene(spec, frame).objects} for frame in (2, 3))
        steps = clip.steps(2)
        assert {number for number in here if here[number] != there[number]} == steps.keys()
        for number, motion in steps.items():
            np.testing.assert_allclose(motion.of_pose(here[number]).matrix(), there[number].matrix(), atol=1e-12)


def test_the_camera_goes_smoothly_and_begins_where_it_stands(clips: Sequence[tuple[SceneSpec, Clip]]) -> None:
    assert any(clip.cameras[5].location_m != spec.cameras[0].location_m for spec, clip in clips)
    for spec, clip in clips:
        assert clip.cameras[0] == spec.cameras[0]
        steps_m = np.diff([camera.location_m for camera in clip.cameras], axis=0)
        lengths_m = np.linalg.norm(steps_m, axis=1)
        assert np.ptp(lengths_m) < 1e-9
        assert lengths_m.max() <= 1.5 / 8 + 1e-9
        assert len({camera.noise_seed for camera in clip.cameras}) == 6


def test_the_same_scene_gives_the_same_clip_and_another_attempt_another(
    clips: Sequence[tuple[SceneSpec, Clip]],
) -> None:
    spec, clip = clips[2]
    assert clip_of(spec, spec.cameras[0], 6, 8.0, 0) == clip
    assert clip_of(spec, spec.cameras[0], 6, 8.0, 1) != clip


def test_a_camera_stands_where_it_would_come_too_near_to_something() -> None:
    close = [put(n, "box", (0.0, -6.0 + 0.35 * d, 1.5), (2.0, 0.1, 2.0)) for n, d in ((2, 1), (3, -1))]
    sides = [put(n, "box", (0.35 * d, -6.0, 1.5), (0.1, 0.6, 2.0)) for n, d in ((4, 1), (5, -1))]
    walled = scene(*close, *sides)
    places = {
        camera.location_m for attempt in range(12) for camera in clip_of(walled, CAMERA, 16, 4.0, attempt).cameras
    }
    assert places == {CAMERA.location_m}


def test_an_orbit_keeps_its_distance_and_looks_on() -> None:
    path = CameraPath((0.0, 0.0, 1.5), 30.0)
    after = moved(replace(CAMERA, location_m=(0.0, -6.0, 1.5)), path.at(1.0))
    assert math.dist(after.location_m, path.pivot_m) == pytest.approx(6.0)
    assert after.location_m == pytest.approx((3.0, -6 * math.cos(math.radians(30)), 1.5))


def test_what_is_looked_at_is_the_nearest_box_ahead() -> None:
    box = put(2, "box", (0.0, 0.0, 0.5), (1.0, 1.0, 1.0))
    assert looked_at_m(CAMERA, [box]) == pytest.approx(5.5 / math.cos(math.atan2(1.0, 6.0)), abs=1e-6)
    assert looked_at_m(CAMERA, []) == 20.0


def test_paths_are_of_several_kinds() -> None:
    paths = [drawn_path(CAMERA, [], np.random.default_rng(seed)) for seed in range(40)]
    assert any(path.turns_deg_s and path.pivot_m == CAMERA.location_m for path in paths)
    assert any(path.turns_deg_s and path.pivot_m != CAMERA.location_m for path in paths)
    assert any(any(path.velocity_m_s) for path in paths)
    assert any(not path.turns_deg_s and not any(path.velocity_m_s) for path in paths)


def test_who_walks_stands_where_something_is_in_the_way() -> None:
    """With a wall half a metre ahead the walker stands as before; without one, each frame has a gait of its own."""
    figure, pose = somebody(posture="walking", detail="far"), Pose((0.0, 0.0, 0.0), turn("z", 90.0))
    walker = SceneObject(2, "person", "person", figure, pose, GREY, supporter=1)
    wall = put(3, "wall", (0.6, 0.0, 1.0), (0.2, 4.0, 2.0))
    assert clip_with(scene(walker, wall), frames=4).movers == ()
    clip = clip_with(scene(walker), frames=4)
    assert clip.walking == {2}
    assert clip.steps(1) == {}  # no rigid thing moves
    here, there = (clip.scene(scene(walker), frame).objects[1] for frame in (1, 2))
    assert isinstance(here.geometry, Figure)
    assert here.geometry.gait
    assert here.geometry != there.geometry
    assert 0.1 <= there.pose.location_m[0] - here.pose.location_m[0] <= 0.2  # in an eighth of a second
