"""Tasks that no recipe asks unless it names them: true answers, read back, scored, and every fault found."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import get_type_hints

import numpy as np
import pytest
import yaml
from PIL import Image

from cavendish.manifests import Recipe
from cavendish.manifests.loading import bundled_recipes
from cavendish.manifests.tasks import TWO_VIEWS, Tasks, every_task
from cavendish.pipeline.dataset.samples import unspoken
from cavendish.pipeline.tasks.prompts.templates import prompts
from cavendish.pipeline.tasks.registry import READINGS, TASKS
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Box3D, Frame
from cavendish.renderers.passes import Passes
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec

from .clip_frames import SEEDS, clip_frames, with_next
from .edited_frames import edited_frames
from .told_frames import cars, lettered, lit_from_a_corner, posed, soft
from .twin_views import at_heights, facing, stereo_pairs, twins

each_task = pytest.mark.parametrize("task", READINGS)
SIZE = (192, 128)
Frames = dict[str, list[Frame]]  # those that a task is asked of
# How far the headline score of a target may lie from the best once it is damaged: by noise of ±3 in each channel, as a
# JPEG of quality 95, and drawn at half the size.
NOISY = {
    "edges": 0.0,
    "boxes": 0.0,
    "relative_depth": 0.05,
    "disparity": 1.0,
    "distance": 0.05,
    "scaled_depth": 0.05,
    "position": 3.2,
    "height": 1.0,
    "camera": 0.5,
    "counting": 0.0,
    "parts": 0.0,
    "keypoints": 0.001,
    "pose": 0.0,
    "edit": 0.15,
    "point_depth": 0.05,
    "depth_difference": 1.0,
    "depth_order": 0.0,
    "uses": 0.0,
    "conversation": 0.0,
    "albedo": 0.012,
    "layered_depth": 0.05,
    "amodal": 0.0,
    "materials": 0.0,
    "shading": 1.0,
    "specular": 1.0,
    "shadow": 0.0,
    "amodal_depth": 0.05,
    "free_space": 0.0,
    "graspable": 0.0,
    "text_regions": 0.0,
    "matte": 0.05,
    "correspondence": 0.0,
    "novel_view": 0.4,
    "stereo_disparity": 1.0,
    "relative_pose": 0.0,
    "higher_view": 0.0,
    "optical_flow": 1.3,
    "scene_flow": 3.2,
    "tracking": 0.0,
}
AS_JPEG = {
    "edges": 0.1,
    "boxes": 0.15,
    "relative_depth": 0.05,
    "disparity": 1.0,
    "distance": 0.05,
    "scaled_depth": 0.05,
    "position": 3.2,
    "height": 1.0,
    "camera": 0.5,
    "counting": 0.05,
    "parts": 0.1,
    "keypoints": 0.05,
    "pose": 0.1,
    "edit": 0.15,
    "point_depth": 0.05,
    "depth_difference": 1.0,
    "depth_order": 0.1,
    "uses": 0.1,
    "conversation": 0.1,
    "albedo": 0.02,
    "layered_depth": 0.05,
    "amodal": 0.1,
    "materials": 0.1,
    "shading": 1.0,
    "specular": 1.0,
    "shadow": 0.1,
    "amodal_depth": 0.1,
    "free_space": 0.1,
    "graspable": 0.1,
    "text_regions": 0.1,
    "matte": 0.1,
    "correspondence": 0.1,
    "novel_view": 0.15,
    "stereo_disparity": 1.0,
    "relative_pose": 0.1,
    "higher_view": 0.0,
    "optical_flow": 1.3,
    "scene_flow": 1.2,
    "tracking": 0.1,
}
HALVED = {
    "edges": 0.05,
    "boxes": 0.3,
    "relative_depth": 0.05,
    "disparity": 1.0,
    "distance": 0.05,
    "scaled_depth": 0.05,
    "position": 3.2,
    "height": 1.0,
    "camera": 0.5,
    "counting": 0.05,
    "parts": 0.1,
    "keypoints": 0.05,
    "pose": 0.1,
    "edit": 0.3,
    "point_depth": 0.05,
    "depth_difference": 1.0,
    "depth_order": 0.1,
    "uses": 0.1,
    "conversation": 0.1,
    "albedo": 0.05,
    "layered_depth": 0.05,
    "amodal": 0.1,
    "materials": 0.1,
    "shading": 1.0,
    "specular": 1.0,
    "shadow": 0.1,
    "amodal_depth": 0.1,
    "free_space": 0.1,
    "graspable": 0.1,
    "text_regions": 0.1,
    "matte": 0.1,
    "correspondence": 0.15,
    "novel_view": 0.4,
    "stereo_disparity": 1.0,
    "relative_pose": 0.1,
    "higher_view": 0.0,
    "optical_flow": 1.3,
    "scene_flow": 1.2,
    "tracking": 0.15,
}


@pytest.fixture(scope="module")
def frames() -> Frames:
    specs = [with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), SIZE, [0]) for seed in range(4)]
    people = [posed(0.0), posed(-0.5, 0.5), posed(0.4, hidden=("left_wrist",)), posed(-0.7, 0.0, 0.7)]
    renderer = AnalyticRenderer(passes=Passes(True, True, True, True))
    plain = [renderer.render(spec, 0) for spec in specs]
    named = [furnished(frame) for frame in plain]
    of_task = {"parts": [cars(0.0), cars(-1.0, 0.4), cars(-0.6), cars(0.5)], "keypoints": people, "pose": people}
    of_task |= {"edit": edited_frames()}
    of_task |= dict.fromkeys(("point_depth", "depth_difference", "depth_order", "uses"), named)
    of_task |= {"text_regions": [lettered(frame) for frame in plain]}
    of_task |= {"matte": [soft(frame, frame.objects[1].instance) for frame in plain]}
    of_task |= {"graspable": [in_hand(frame) for frame in plain]}
    of_task |= {"layered_depth": [renderer.render(with_pane(spec), 0) for spec in specs]}
    lit = [lit_from_a_corner(frame) for frame in plain]
    of_task |= dict.fromkeys(("shading", "specular", "shadow"), lit)
    of_task |= {"materials": [renderer.render(of_stuff(spec), 0) for spec in specs]}
    of_task |= dict.fromkeys(TWO_VIEWS, twins(renderer))
    of_task |= {"stereo_disparity": stereo_pairs(), "relative_pose": facing(), "higher_view": at_heights(1.0, 2.2)}
    in_clips = [each for seed in SEEDS for each in with_next(clip_frames(seed)[2])]
    of_task |= {"optical_flow": in_clips, "scene_flow": in_clips, "tracking": in_clips}
    return {task: of_task.get(task, plain) for task in TASKS}


def furnished(frame: Frame) -> Frame:
    """Return a frame whose things are called what stands in rooms, each the only one of its class."""
    names = iter(("armchair", "mug", "suitcase", "bicycle", "umbrella", "teapot"))
    called = [each.category if each.category == "floor" else next(names) for each in frame.objects]
    things = zip(frame.objects, called, strict=True)
    return replace(frame, objects=tuple(replace(thing, category=name, name=name) for thing, name in things))


def in_hand(frame: Frame) -> Frame:
    """Return a frame whose things have boxes that a hand can hold, a metre above the floor."""
    box = Box3D((0.0, 0.0, 1.0), (0.05, 0.05, 0.2), (1.0, 0.0, 0.0, 0.0))
    things = (replace(thing, box=box) if thing.category != "floor" else thing for thing in frame.objects)
    return replace(frame, objects=tuple(things))


def with_pane(spec: SceneSpec) -> SceneSpec:
    """Return a scene with a pane before the left half of the picture, a metre and a half ahead."""
    camera, view = spec.cameras[0], spec.cameras[0].matrix()
    at = view[:3, :3] @ np.array([-1.5, 0.0, -1.5]) + view[:3, 3]
    pose = Pose((float(at[0]), float(at[1]), float(at[2])), camera.rotation, (3.0, 2.4, 0.01))
    number = max(thing.instance for thing in spec.objects) + 1
    glass = Material("pane", (0.97, 0.98, 0.98))
    pane = SceneObject(number, "pane", "pane", Primitive("box"), pose, (glass,))
    return replace(spec, objects=(*spec.objects, pane))


def of_stuff(spec: SceneSpec) -> SceneSpec:
    """Return a scene whose things are of wood, metal and plastic in turn."""
    turns = zip(spec.objects, itertools.cycle(["wood", "metal", "plastic"]), strict=False)
    made = (replace(thing, materials=(replace(thing.materials[0], family=family),)) for thing, family in turns)
    return replace(spec, objects=tuple(made))


def drawn(frames: Frames, task: str, count: int) -> Iterator[tuple[Frame, Answer]]:
    for seed, frame in zip(range(count), itertools.cycle(frames[task]), strict=False):
        given = TASKS[task].answer(frame, np.random.default_rng(seed), "en", get_type_hints(Tasks)[task]())
        if given is not None:
            yield frame, given


def elsewhere(task: str, given: Answer, down_px: int) -> np.ndarray:
    """Return the target shifted down; of one whose colour is the same everywhere, the other answer."""
    if task != "higher_view":
        return np.roll(given.target, down_px, axis=0)
    (other,) = (rgb for rgb in given.palette.values() if rgb != tuple(given.target[0, 0].tolist()))
    return np.full_like(given.target, other)


def error(task: str, frame: Frame, given: Answer, picture: np.ndarray) -> float:
    """Return how far the headline score of a drawing lies from the best."""
    reading = READINGS[task]
    scores = reading.score(reading.decode(picture, given, frame.shape), reading.truth(frame, given), frame.valid)
    assert scores is not None
    return reading.headline.error(reading.headline.of(scores))


@each_task
def test_answers_are_true_and_well_formed(frames: Frames, task: str) -> None:
    given = list(drawn(frames, task, 24))
    assert len(given) > 12
    for frame, answer in given:
        assert TASKS[task].faults(frame, answer) == []
        assert answer.prompt == " ".join(answer.prompt.split())
        assert answer.target.shape == frame.image.shape


@each_task
def test_every_template_is_used(frames: Frames, task: str) -> None:
    unused = {template.id for template in prompts(task, "en").current}
    draws = drawn({task: frames[task][: None if task == "edit" else 2]}, task, 400)
    while unused and (draw := next(draws, None)):
        unused.discard(draw[1].template)
    assert unused == set()


@each_task
def test_an_answer_depends_on_its_generator_alone(frames: Frames, task: str) -> None:
    first, second = (next(drawn(frames, task, 8)) for _ in range(2))
    assert first[1].prompt == second[1].prompt
    np.testing.assert_array_equal(first[1].target, second[1].target)


@each_task
def test_targets_are_perfect_drawings(frames: Frames, task: str) -> None:
    for frame, given in drawn(frames, task, 8):
        headline = READINGS[task].headline
        assert error(task, frame, given, given.target) <= headline.error(headline.fine) / 2
        assert error(task, frame, given, given.target.repeat(2, 0).repeat(2, 1)) <= headline.error(headline.fine) / 2


@each_task
@pytest.mark.parametrize("damage", ["noise", "jpeg", "half"])
def test_damaged_drawings_lose_what_is_to_be_expected(frames: Frames, task: str, damage: str) -> None:
    most = {"noise": NOISY, "jpeg": AS_JPEG, "half": HALVED}[damage][task]
    errors = [error(task, frame, given, damaged(given.target, damage)) for frame, given in drawn(frames, task, 12)]
    assert np.mean(errors) <= most + 1e-9


def damaged(target: np.ndarray, damage: str) -> np.ndarray:
    if damage == "noise":
        noise = np.random.default_rng(0).integers(-3, 4, target.shape)
        return np.clip(target + noise, 0, 255).astype(np.uint8)
    image, buffer = Image.fromarray(target), io.BytesIO()
    if damage == "half":
        return np.asarray(image.resize((image.width // 2, image.height // 2), Image.Resampling.NEAREST))
    image.save(buffer, "JPEG", quality=95, subsampling=0)
    return np.asarray(Image.open(buffer))


@each_task
def test_no_drawing_scores_below_a_missing_one(frames: Frames, task: str) -> None:
    rng = np.random.default_rng(0)
    reading = READINGS[task]
    for frame, given in drawn(frames, task, 4):
        worst = reading.worst(reading.truth(frame, given), frame.valid)
        assert worst is not None
        colours = [(0, 0, 0), (255, 255, 255), (128, 128, 128), (255, 0, 0), (0, 128, 128)]
        flat = [np.full_like(given.target, rgb) for rgb in colours]
        noise = rng.integers(0, 256, given.target.shape).astype(np.uint8)
        for picture in (*flat, noise, 255 - given.target, np.roll(given.target, 60, axis=1)):
            assert error(task, frame, given, picture) <= reading.headline.error(reading.headline.of(worst)) + 1e-9


@each_task
def test_other_drawings_are_worse(frames: Frames, task: str) -> None:
    headline = READINGS[task].headline
    for frame, given in drawn(frames, task, 4):
        assert error(task, frame, given, elsewhere(task, given, 40)) > headline.error(headline.fine)


@each_task
def test_planted_faults_are_found(frames: Frames, task: str) -> None:
    for frame, given in drawn(frames, task, 6):
        other = next(each for each in prompts(task, "en").templates if each.id != given.template)
        planted = [
            replace(given, target=elsewhere(task, given, 9)),
            replace(given, target=np.invert(given.target)),
            replace(given, prompt=given.prompt + " Please."),
            replace(given, template=other.id),
            replace(given, template="nothing"),
        ]
        assert all(TASKS[task].faults(frame, each) for each in planted)


@each_task
def test_errors_are_shown_where_they_are(frames: Frames, task: str) -> None:
    reading = READINGS[task]
    for frame, given in drawn(frames, task, 4):
        truth = reading.truth(frame, given)
        right, wrong = (
            reading.error(reading.decode(picture, given, frame.shape), truth, frame.valid)
            for picture in (given.target, elsewhere(task, given, 40))
        )
        assert right.shape == wrong.shape == frame.shape
        assert right.max() < 0.05 < wrong.max() <= 1


def test_recipes_of_before_ask_the_five() -> None:
    assert {"depth", "normals", "semantic", "instance", "referring"} == set(every_task())
    texts = {name: text for name, text in bundled_recipes().items() if not name.startswith("cavendish-")}
    named = [yaml.safe_load(text).get("tasks", {}).keys() for text in texts.values()]
    assert not [task for tasks in named for task in tasks & READINGS.keys()]
    assert set(TASKS) == set(get_type_hints(Tasks)) == set(every_task()) | set(READINGS)


def test_a_language_that_a_task_lacks_is_told(tiny: Recipe) -> None:
    recipe = tiny.model_copy(update={"languages": {"de": 1.0, "en": 1.0}})
    assert unspoken(recipe) == []
    named = Recipe.model_validate(recipe.model_dump() | {"tasks": {"depth": 1, "edges": 1}})
    assert unspoken(named) == ["edges has no prompts in de; it is asked in en"]
