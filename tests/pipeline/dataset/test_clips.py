"""Clips from the recipe to the score: frames that follow one another, asked alike, verified, the same again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.manifests import Recipe, ViewRecord
from cavendish.manifests.recipe import RecipeError
from cavendish.pipeline.build.reencode import encode
from cavendish.pipeline.codecs import flow
from cavendish.pipeline.dataset.clip_checks import FOUND, clip_faults, found_share
from cavendish.pipeline.dataset.keys import SampleKey, ViewKey
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.dataset.samples import Sample, read_answer
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.evaluation.evaluate import evaluate
from cavendish.pipeline.render.gates import NOT_ACCEPTED
from cavendish.pipeline.render.scene import render_spec, sampled_scene
from cavendish.pipeline.tasks import optical_flow as optical_flow_task
from cavendish.pipeline.tasks import scene_flow as scene_flow_task
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Box3D, Frame, check_frame
from cavendish.renderers.motion import Motion, Move, Step, optical_flow, scene_flow
from cavendish.scenes.motion.rigid import Rigid
from cavendish.scenes.poses import Pose

from ...conftest import CLIPS
from ..tasks.clip_frames import clip_frames

FRAMES = 3
Clip = dict[ViewKey, Frame]


def changed(recipe: Recipe, **changes: Any) -> Recipe:
    return Recipe.model_validate(recipe.model_dump() | changes)


@pytest.fixture(scope="module")
def clip() -> Clip:
    return {ViewKey(0, number): frame for number, frame in enumerate(clip_frames(5, FRAMES, (96, 64))[2])}


def samples_of(out: Path) -> dict[SampleKey, Sample]:
    shards = (read_tar(file.read_bytes()) for file in sorted(out.rglob("*.tar")))
    return {SampleKey.parse(sample.key): sample for shard in shards for sample in shard}


def test_clips_are_built_asked_and_verified(clips: Path) -> None:
    assert verify(clips) == []
    tasks = json.loads((clips / "manifest.json").read_text())["totals"]["tasks"]
    assert tasks["depth"] == 2 * FRAMES
    assert tasks["optical_flow"] == 2 * (FRAMES - 1)  # the last frame has no next one


@pytest.mark.parametrize("replayed", [False, True], ids=["tried anew", "from its record"])
def test_the_same_recipe_gives_the_same_bytes(clips: Path, tiny: Recipe, replayed: bool) -> None:
    recipe = changed(tiny, **CLIPS)
    plan, renderer = plan_shards(recipe)[0], AnalyticRenderer()
    record = json.loads(next(clips.glob("records/*.json")).read_text())
    views = tuple(ViewRecord.model_validate(view) for view in record["views"])
    plan = replace(plan, replay=views) if replayed else plan
    rendered = [render_spec(recipe, plan, sampled_scene(recipe, scene, plan.split), renderer) for scene in plan.scenes]
    frames = {ViewKey(scene.record.scene, view): frame for scene in rendered for view, frame in scene.frames.items()}
    assert write_truth(frames) == next(clips.glob("truth/*.h5")).read_bytes()
    assert tuple(view for scene in rendered for view in scene.views) == views


def test_a_frame_that_a_gate_turns_down_takes_its_clip_with_it(tiny: Recipe) -> None:
    recipe = changed(tiny, **CLIPS, gates={"min_objects": 50, "attempts": 2})
    plan = plan_shards(recipe)[0]
    rendered = render_spec(recipe, plan, sampled_scene(recipe, 0, plan.split), AnalyticRenderer())
    assert not rendered.frames
    assert [view.attempt for view in rendered.views] == [NOT_ACCEPTED] * FRAMES
    assert [len(view.rejected) for view in rendered.views] == [2, 0, 0]  # no other frame was rendered


def test_frames_know_their_time_and_the_next_ones_camera(clips: Path) -> None:
    frames = dict(read_truth(next(clips.glob("truth/*.h5")).read_bytes()))
    for key, frame in frames.items():
        assert frame.motion is not None
        assert frame.motion.time_s == key.view / 8
        after = frames.get(ViewKey(key.scene, key.view + 1))
        assert (frame.motion.step is None) == (after is None)
        if frame.motion.step and after:
            assert frame.motion.step.location_m == after.camera.location_m


def test_all_frames_of_a_clip_are_asked_in_the_same_words(clips: Path) -> None:
    prompts: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    for key, sample in samples_of(clips).items():
        prompts[key.scene, key.sample, key.task].add(sample.parts["prompt.txt"].decode())
    assert {len(said) for said in prompts.values()} == {1}
    assert {task for _, _, task in prompts} == {"depth", "optical_flow", "scene_flow", "tracking"}


def test_a_tracked_thing_keeps_its_colour_and_its_number(clips: Path) -> None:
    tracked = defaultdict(set)
    for key, sample in samples_of(clips).items():
        if key.task == "tracking":
            given = read_answer(sample.parts)
            for name, referent in given.referents.items():
                tracked[key.scene, name].add((referent.instances, given.palette[name]))
                assert (given.target == given.palette[name]).all(axis=-1).any()
    assert tracked
    assert {len(colours) for colours in tracked.values()} == {1}


def test_the_second_picture_of_flow_is_the_next_frame(clips: Path) -> None:
    samples = samples_of(clips)
    pictures = {key.view_key: sample.image for key, sample in samples.items()}
    shown = {key.view_key: sample.second for key, sample in samples.items() if key.task == "optical_flow"}
    assert shown == {key: pictures[ViewKey(key.scene, key.view + 1)] for key in shown}


def test_the_decoded_flow_leads_to_the_same_things_in_the_next_frame(clips: Path) -> None:
    """The flow is read from the target, as a trainer would, and the instances are looked up where it ends."""
    frames = dict(read_truth(next(clips.glob("truth/*.h5")).read_bytes()))
    for key, sample in samples_of(clips).items():
        if key.task == "optical_flow":
            frame, after = frames[key.view_key], frames[ViewKey(key.scene, key.view + 1)]
            assert frame.motion
            assert frame.motion.step
            given = read_answer(sample.parts)
            decoded = flow.decode(given.target, float(given.parameters["reach_px"]))
            off_px = np.linalg.norm(decoded - optical_flow(frame, frame.motion.step), axis=-1)
            assert np.quantile(off_px, 0.99) <= flow.max_error(float(given.parameters["reach_px"]))
            assert found_share(frame, frame.motion.step, after, decoded) >= FOUND


def test_targets_score_perfectly(clips: Path, tmp_path: Path) -> None:
    for key, sample in samples_of(clips).items():
        (tmp_path / f"{key}.png").write_bytes(sample.target)
    report = evaluate(clips, tmp_path, "train")
    assert report["scores"]["optical_flow"]["EPE %"] < 0.6
    assert report["scores"]["optical_flow"]["outliers"] == 0
    assert report["scores"]["scene_flow"]["EPE %"] < 0.5
    assert report["scores"]["tracking"]["mIoU"] > 0.999


def test_other_questions_need_no_rendering(clips: Path, tmp_path: Path) -> None:
    encode(clips, tmp_path / "out", tasks={"normals": 1, "tracking": 1}, prompt_seed=3)
    assert verify(tmp_path / "out") == []


def moved(frame: Frame, **changes: Any) -> Frame:
    """Return a frame with another motion."""
    assert frame.motion
    return replace(frame, motion=replace(frame.motion, **changes))


def other_step(frame: Frame, **changes: Any) -> Frame:
    assert frame.motion
    assert frame.motion.step
    return moved(frame, step=replace(frame.motion.step, **changes))


def pushed(frame: Frame) -> Frame:
    """Return a frame in which the floor is said to move."""
    return other_step(frame, moves=(Move(1, Rigid(shift_m=(0.0, 0.0, 0.3))),))


PLANTED: dict[str, tuple[Callable[[Frame], Frame], str]] = {
    "no motion": (lambda frame: replace(frame, motion=None), "must have 3 frames, each with its motion"),
    "another time": (lambda frame: moved(frame, time_s=9.0), "must be taken at 0 s"),
    "another length": (lambda frame: moved(frame, step_s=1.0), "and last 0.125 s"),
    "no next frame": (lambda frame: moved(frame, step=None), "has no step to a next one"),
    "another camera": (lambda frame: other_step(frame, location_m=(0.0, 0.0, 9.0)), "was taken from elsewhere"),
    "a floor that moves": (pushed, "instance 1 does not stand where its move leads"),
    "a thing that does not": (lambda frame: other_step(frame, moves=()), "does not stand where its move leads"),
    "another reach": (lambda frame: moved(frame, reach_px=99.0), "must tell the same reaches and tracks"),
}


@pytest.mark.parametrize(("plant", "message"), PLANTED.values(), ids=PLANTED)
def test_planted_faults_are_found(clip: Clip, tiny: Recipe, plant: Callable[[Frame], Frame], message: str) -> None:
    recipe, first = changed(tiny, **CLIPS), ViewKey(0, 0)
    assert list(clip_faults(recipe, clip)) == []
    found = [text for _, text in clip_faults(recipe, clip | {first: plant(clip[first])})]
    assert any(message in text for text in found)


@pytest.fixture(scope="module")
def walked(clip: Clip) -> Clip:
    """Return the clip with what moves until the second frame told as what walks is: pixel by pixel."""
    key, frame = next(iter(clip.items()))
    assert frame.motion
    assert frame.motion.step
    step, view = frame.motion.step, frame.camera.matrix()
    gone_m = scene_flow(frame, step).astype(np.float64) @ view[:3, :3].T
    numbers = tuple(move.instance for move in step.moves)
    gone_m[~np.isin(frame.instance, numbers)] = 0
    told = other_step(frame, moves=(), walking=numbers)
    return clip | {key: check_frame(replace(told, shift_m=gone_m.astype(np.float32)))}


def test_what_walks_flows_as_its_surfaces_go(clip: Clip, walked: Clip, tiny: Recipe) -> None:
    rigid, told = clip[ViewKey(0, 0)], walked[ViewKey(0, 0)]
    assert rigid.motion
    assert rigid.motion.step
    assert told.motion
    assert told.motion.step
    assert told.motion.step.walking
    np.testing.assert_allclose(
        optical_flow(told, told.motion.step), optical_flow(rigid, rigid.motion.step), atol=1e-3, rtol=1e-5
    )
    assert list(clip_faults(changed(tiny, **CLIPS), walked)) == []


@pytest.mark.parametrize("name", ["optical_flow", "scene_flow"])
def test_what_walks_is_asked_and_checked_as_what_is_rigid(walked: Clip, name: str) -> None:
    frame, rng = replace(walked[ViewKey(0, 0)], others=(walked[ViewKey(0, 1)],)), np.random.default_rng(0)
    task = {"optical_flow": optical_flow_task, "scene_flow": scene_flow_task}[name]
    given = task.answer(frame, rng)
    assert given is not None
    assert task.faults(frame, given) == []
    assert task.faults(shifted(frame, 3.0), given)


def shifted(frame: Frame, times: float, aside_m: float = 0.0) -> Frame:
    """Return a frame in which what walks is said to go so many times as far, and aside."""
    assert frame.shift_m is not None
    return replace(frame, shift_m=(times * frame.shift_m + aside_m).astype(np.float32))


ASTRAY: dict[str, Callable[[Frame], Frame]] = {
    "aside": lambda frame: shifted(frame, 1.0, 0.4),
    "back": lambda frame: shifted(frame, -4.0),
}


@pytest.mark.parametrize("plant", ASTRAY.values(), ids=ASTRAY)
def test_what_walks_elsewhere_is_found(walked: Clip, tiny: Recipe, plant: Callable[[Frame], Frame]) -> None:
    first = ViewKey(0, 0)
    found = [text for _, text in clip_faults(changed(tiny, **CLIPS), walked | {first: plant(walked[first])})]
    assert any("which walks, is where it is said to go" in text for text in found)


def test_what_walks_and_has_anothers_number_in_the_next_frame_is_found(walked: Clip, tiny: Recipe) -> None:
    first, then = ViewKey(0, 0), ViewKey(0, 1)
    step = walked[first].motion.step  # type: ignore[union-attr]
    assert step
    areas = {thing.instance: thing.area_px for thing in walked[first].objects}
    number = max(step.walking, key=lambda each: areas[each])
    other = next(each for each in areas if each not in step.walking)
    table = np.arange(256, dtype=np.uint16)
    table[[number, other]] = other, number
    changed_frame = replace(walked[then], instance=table[walked[then].instance])
    found = [text for _, text in clip_faults(changed(tiny, **CLIPS), walked | {then: changed_frame})]
    assert any(f"instance {number}, which walks" in text for text in found)


def test_how_far_surfaces_move_is_stored_as_it_is(walked: Clip) -> None:
    key, frame = next(iter(walked.items()))
    data = write_truth({key: frame})
    (read,) = dict(read_truth(data)).values()
    assert read.shift_m is not None
    assert frame.shift_m is not None
    assert np.array_equal(read.shift_m, frame.shift_m)
    assert read.motion == frame.motion
    broken = np.where(frame.shift_m == 0, np.float32("nan"), frame.shift_m)
    with pytest.raises(ValueError, match="shift_m holds numbers that are not finite"):
        list(read_truth(write_truth({key: replace(frame, shift_m=broken)})))


REGION = Pose((0.0, 0.0, 50.0), scale=(0.1, 0.2, 0.3))  # where nothing is


def boxed(frame: Frame, instance: int, box: Box3D) -> Frame:
    things = tuple(replace(each, box=box) if each.instance == instance else each for each in frame.objects)
    return replace(frame, objects=things)


def test_the_box_of_a_thing_of_which_a_part_moves_may_grow(clip: Clip, tiny: Recipe) -> None:
    """As a door does by opening; the whole thing must stand where it stood."""
    first = ViewKey(0, 0)
    step = clip[first].motion.step  # type: ignore[union-attr]
    assert step
    still = next(each for each in clip[first].objects if each.instance not in {move.instance for move in step.moves})
    wider = replace(still.box, centre_m=(9.0, 9.0, 9.0))
    grown = {key: boxed(frame, still.instance, wider) if key != first else frame for key, frame in clip.items()}
    message = f"instance {still.instance} does not stand where its move leads"
    assert (first, message) in list(clip_faults(changed(tiny, **CLIPS), grown))
    opening = other_step(
        clip[first], moves=(*step.moves, Move(still.instance, Rigid(shift_m=(0.0, 0.1, 0.0)), (REGION,)))
    )
    assert (first, message) not in list(clip_faults(changed(tiny, **CLIPS), grown | {first: opening}))


def test_the_boxes_of_what_moves_are_kept_with_the_truth(clip: Clip) -> None:
    first = ViewKey(0, 0)
    opening = other_step(clip[first], moves=(Move(1, Rigid(shift_m=(0.0, 0.1, 0.0)), (REGION, REGION)),))
    ((_, read),) = read_truth(write_truth({first: opening}))
    assert read.motion == opening.motion


def test_frames_in_another_order_are_found(clip: Clip, tiny: Recipe) -> None:
    frames = list(clip.values())
    back = dict(zip(clip, frames[::-1], strict=True))
    assert list(clip_faults(changed(tiny, **CLIPS), back))


def test_a_wrong_reach_over_the_whole_clip_is_found(clip: Clip, tiny: Recipe) -> None:
    wrong = {key: moved(frame, reach_px=1.0, reach_m=9.0) for key, frame in clip.items()}
    found = " ".join(text for _, text in clip_faults(changed(tiny, **CLIPS), wrong))
    assert "the reach of its clip's flow must be" in found
    assert "the reach of its clip's scene flow must be" in found


def test_a_motion_where_no_clip_is_asked_for_is_found(clip: Clip, tiny: Recipe) -> None:
    told = [text for _, text in clip_faults(tiny, clip)]
    assert told == ["it has a motion, and the recipe asks for no clips"] * FRAMES


def test_flow_that_leads_elsewhere_is_found(clip: Clip) -> None:
    frame, after = clip[ViewKey(0, 0)], clip[ViewKey(0, 1)]
    assert frame.motion
    assert frame.motion.step
    assert found_share(frame, frame.motion.step, after) >= FOUND
    elsewhere = optical_flow(frame, frame.motion.step) + np.float32(8)
    assert found_share(frame, frame.motion.step, after, elsewhere) < FOUND


REFUSED = {
    "no clips": ({"clips": None}, "tasks.optical_flow asks about clips; set clips"),
    "one frame": ({"views_per_scene": 1}, "clips have views_per_scene frames; it must be at least 2"),
    "edits": ({"edits": {"share": 0.5}}, "neither edits nor stereo"),
    "stereo": ({"stereo": {"share": 0.5}}, "neither edits nor stereo"),
    "two views": ({"tasks": {"correspondence": 1}}, "tasks.correspondence asks about views of a scene that stands"),
    "no speed": ({"clips": {"fps": 0}}, "clips.fps"),
    "frames": ({"clips": {"frames": 8}}, "frames"),
}


@pytest.mark.parametrize(("changes", "message"), REFUSED.values(), ids=REFUSED)
def test_a_recipe_that_cannot_be_meant_is_refused(tiny: Recipe, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        changed(tiny, **CLIPS | changes)


def test_recipes_without_clips_have_the_digest_that_they_had(tiny: Recipe) -> None:
    assert "clips" not in tiny.model_dump()
    assert changed(tiny, clips={"fps": 8}).digest != tiny.digest


def test_a_motion_of_no_numbers_is_refused_where_it_is_read(clip: Clip) -> None:
    key, frame = next(iter(clip.items()))
    assert dict(read_truth(write_truth({key: frame})))[key].motion == frame.motion
    broken = replace(frame, motion=Motion(0.0, float("nan"), Step((0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0))))
    with pytest.raises(ValueError, match=r"not finite|valid number"):
        list(read_truth(write_truth({key: broken})))
