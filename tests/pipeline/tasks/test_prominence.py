"""What is small in the picture is asked for rarely, but where there is nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.task_options import InstanceOptions, ReferringOptions
from cavendish.pipeline.tasks.registry import TASKS
from cavendish.pipeline.tasks.visible_concepts import PLAIN_SHARE, prominence
from cavendish.renderers.frame import Frame

from .referring_scenes import Put, boxed_room, boxes

NO_NEGATIVES = {"instance": InstanceOptions(negatives=0.0), "referring": ReferringOptions(negatives=0.0)}
SMALL = 0.01  # of the picture
BOTH = pytest.mark.parametrize("task", ["instance", "referring"])


@pytest.fixture(scope="module")
def rooms() -> list[Frame]:
    return [boxed_room(seed) for seed in range(24)]  # in one or two of which nothing large is in sight


def marked(task: str, frames: Sequence[Frame], times: int = 10) -> list[float]:
    """Return the share of the picture that each target marks."""
    shares = []
    for place, seed in np.ndindex(len(frames), times):
        frame = frames[place]
        given = TASKS[task].answer(frame, np.random.default_rng((place, seed)), "en", NO_NEGATIVES[task])
        if given is not None:
            meant = [number for referent in given.referents.values() for number in referent.instances]
            shares.append(float(np.isin(frame.instance, meant).mean()))
    return shares


def test_size_counts_up_to_two_percent_of_the_picture() -> None:
    assert prominence(PLAIN_SHARE) == prominence(0.5) == 1
    assert prominence(0.01) == 0.25
    assert 0 < prominence(0.001) < 0.01


@BOTH
def test_targets_under_one_percent_are_few(rooms: list[Frame], task: str) -> None:
    small = [share < SMALL for share in marked(task, rooms, times=6)]
    assert len(small) > 100
    assert 0 < np.mean(small) < 0.2, "few, and still some"


@BOTH
def test_without_anything_larger_small_things_are_asked_for(task: str) -> None:
    size = (0.4, 0.4, 0.4)
    frame = boxes(Put("chair", -1.5, 1, size=size), Put("lamp", 0, 1, size=size), Put("vase", 1.5, 1, size=size))
    things = [thing.area_px / frame.instance.size for thing in frame.objects if thing.category != "floor"]
    assert max(things) < SMALL
    frame = without_floor(frame)
    shares = marked(task, [frame], times=10)
    assert len(shares) == 10
    assert max(shares) < 3 * SMALL


def test_what_is_not_in_sight_has_no_size(rooms: list[Frame]) -> None:
    options = InstanceOptions(negatives=1.0)
    tries = [(room, seed) for room in rooms for seed in range(20)]
    given = [TASKS["instance"].answer(room, np.random.default_rng(seed), "en", options) for room, seed in tries]
    named = {name for each in given if each for name in each.referents}
    assert len(named) > 10
    assert not any(referent.instances for each in given if each for referent in each.referents.values())


def without_floor(frame: Frame) -> Frame:
    """Return the frame with its floor gone: nothing is there."""
    floor = {thing.instance for thing in frame.objects if thing.category == "floor"}
    kept = tuple(thing for thing in frame.objects if thing.instance not in floor)
    return replace(frame, instance=np.where(np.isin(frame.instance, list(floor)), 0, frame.instance), objects=kept)


@BOTH
def test_where_nothing_is_in_sight_nothing_is_asked(task: str) -> None:
    assert marked(task, [without_floor(boxes())], times=2) == []
