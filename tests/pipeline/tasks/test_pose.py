"""Limbs are lines between the joints in sight, in colours by side, and are scored as lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.pose import BELOW, POSE, READING
from cavendish.pipeline.tasks.posed import people_in_sight
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame, Keypoint, VisibleObject

from .referring_scenes import EYE
from .told_frames import posed


def answer(frame: Frame, seed: int = 0) -> Answer:
    given = POSE.answer(frame, np.random.default_rng(seed), "en", None)
    assert given is not None
    return given


def colour(frame: Frame, given: Answer, *names: str) -> tuple[int, ...]:
    """Return the colour of the target half way between two joints of the last person."""
    person = frame.objects[-1].person
    assert person
    places = [point.at_px for point in person.keypoints if point.name in names]
    x, y = np.mean(places, axis=0)
    return tuple(given.target[int(y), int(x)].tolist())


def test_each_limb_lies_between_its_joints_in_its_own_colour() -> None:
    frame = posed(-0.5, 0.5)
    given = answer(frame)
    assert {name for name in given.palette if name} == set(BELOW)
    assert colour(frame, given, "left_elbow", "left_wrist") == given.palette["left arm"]
    assert colour(frame, given, "right_knee", "right_ankle") == given.palette["right leg"]
    assert colour(frame, given, "left_shoulder", "right_shoulder") == given.palette["trunk"]
    assert colour(frame, given, "nose", "left_eye") == given.palette["head"]


def test_a_limb_of_which_an_end_is_hidden_is_not_drawn() -> None:
    frame = posed(0.4, hidden=("left_wrist", "left_elbow"))
    given = answer(frame)
    assert "left arm" not in given.palette
    one = posed(0.4, hidden=("left_wrist",))
    drawn = answer(one)
    assert colour(one, drawn, "left_shoulder", "left_elbow") == drawn.palette["left arm"]
    assert colour(one, drawn, "left_elbow", "left_wrist") == drawn.palette.get("", (0, 0, 0))


def test_who_is_nearer_lies_over_who_is_farther() -> None:
    """Of two people side by side, whoever is moved towards the camera is drawn last."""
    frame = posed(-0.5, 0.5)
    assert [thing.instance for thing in people_in_sight(nearer(frame, 2))] == [3, 2]
    assert [thing.instance for thing in people_in_sight(nearer(frame, 3))] == [2, 3]


def nearer(frame: Frame, instance: int) -> Frame:
    """Return the frame with one person's joints nearer to the camera, on the same rays."""

    def moved(point: Keypoint) -> Keypoint:
        x, y, z = (0.8 * here + 0.2 * eye for here, eye in zip(point.at_m, EYE, strict=True))
        return replace(point, at_m=(x, y, z))

    def changed(thing: VisibleObject) -> VisibleObject:
        if thing.instance != instance or not thing.person:
            return thing
        return replace(thing, person=replace(thing.person, keypoints=tuple(map(moved, thing.person.keypoints))))

    return replace(frame, objects=tuple(map(changed, frame.objects)))


@pytest.mark.parametrize("change", ["a limb gone", "left for right", "one more", "thicker"])
def test_other_lines_are_a_fault(change: str) -> None:
    frame = posed(0.4)
    given = answer(frame)
    target, rest = given.target.copy(), given.palette.get("", (0, 0, 0))
    arms = [(given.target == given.palette[f"{side} arm"]).all(axis=-1) for side in ("left", "right")]
    if change == "a limb gone":
        target[arms[0]] = rest
    elif change == "left for right":
        target[arms[0]], target[arms[1]] = given.palette["right arm"], given.palette["left arm"]
    elif change == "one more":
        target[20:24, 20:60] = given.palette["trunk"]
    else:
        target[np.roll(arms[0], 1, axis=1) | arms[0]] = given.palette["left arm"]
    found = POSE.faults(frame, replace(given, target=target))
    assert len(found) == 1
    assert found[0].startswith("target shows other limbs than the truth")


def test_scores_are_those_of_lines() -> None:
    """Of two limbs one is drawn 20 px off: F1 1 and 0, on average a half."""
    truth = np.zeros((100, 100), np.int64)
    truth[20:25, 10:60], truth[60:65, 10:60] = 1, 3
    drawn = truth.copy()
    drawn[60:65] = 0
    drawn[85:90, 10:60] = 3
    known = np.ones_like(truth, dtype=bool)
    assert READING.score(drawn, truth, known) == {"F1": 0.5, "F1 head": 1.0, "F1 left leg": 0.0}
    assert READING.score(truth, np.zeros_like(truth), known) is None
