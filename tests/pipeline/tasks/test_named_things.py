"""How far named things are, which lies before which and what they are for: by hand, on walls of known depth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.depth_options import DifferenceOptions
from cavendish.pipeline.codecs import depth, ramp
from cavendish.pipeline.tasks.registry import READINGS, TASKS
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .plain_frames import FLOOR, frame_of, only, plane


def room(*names: str, depths_m: tuple[float, ...] = (2.0, 4.0, 1.5)) -> Frame:
    """Return a floor, and boards of these names side by side, 14 px wide, each at one depth."""
    boards = [
        only(plane((0, 0, 1), depth_m), slice(2 + 20 * place, 16 + 20 * place), slice(4, 24))
        for place, depth_m in enumerate(depths_m[: len(names)])
    ]
    frame = frame_of(FLOOR, *boards)
    called = {1: "floor", **dict(enumerate(names, start=2))}
    things = (replace(each, category=called[each.instance], name=called[each.instance]) for each in frame.objects)
    return replace(frame, objects=tuple(things))


def ask(task: str, frame: Frame, seed: int = 0, options: object = None) -> Answer | None:
    return TASKS[task].answer(frame, np.random.default_rng(seed), "en", options)


def test_the_point_has_the_colour_of_the_things_depth() -> None:
    frame = room("armchair")
    given = ask("point_depth", frame)
    assert given is not None
    assert next(iter(given.referents)) in given.prompt
    middle = given.target[14, 9]  # of rows 4 to 23 and columns 2 to 15
    assert depth.decode(middle[None, None])[0, 0] == pytest.approx(2, rel=2e-3)
    assert (given.target == 128).all(axis=-1).mean() > 0.9


def test_a_point_beside_the_thing_is_no_answer() -> None:
    frame, reading = room("armchair"), READINGS["point_depth"]
    given = ask("point_depth", frame)
    assert given is not None
    truth = reading.truth(frame, given)
    right, beside = (
        reading.score(reading.decode(np.roll(given.target, by, axis=1), given, frame.shape), truth, frame.valid)
        for by in (0, 30)
    )
    assert right == pytest.approx({"AbsRel": 0, "on it": 1}, abs=2e-3)
    assert beside == reading.worst(truth, frame.valid) == {"AbsRel": 410.5 / 2, "on it": 0}


@pytest.mark.parametrize("task", ["point_depth", "depth_difference", "depth_order"])
def test_of_two_things_of_a_class_none_is_the_one(task: str) -> None:
    assert ask(task, room("armchair", "armchair")) is None


def test_differences_are_from_the_thing_that_is_named() -> None:
    """A chair 2 m and a bicycle 4 m away: seen from either, the other is 2 m off, and not on the same side."""
    frame = room("armchair", "bicycle")
    for seed in range(6):
        given = ask("depth_difference", frame, seed, DifferenceOptions())
        assert given is not None
        metres = ramp.decode(given.target, **given.parameters)  # type: ignore[arg-type]
        off = ramp.max_error(**given.parameters) + 1e-6  # type: ignore[arg-type]
        chair, bicycle = (metres[frame.instance == number].mean() for number in (2, 3))
        named = next(iter(given.referents.values())).form
        assert (chair, bicycle) == pytest.approx((0, 2) if named == "armchair" else (-2, 0), abs=off)
        assert f"−{given.parameters['high']:g} m" in given.prompt


def test_the_order_is_that_of_depth() -> None:
    frame = room("armchair", "bicycle", "umbrella")  # 2, 4 and 1.5 m away
    given = ask("depth_order", frame)
    assert given is not None
    assert [each.instances for each in given.referents.values()] == [(4,), (2,), (3,)]
    assert list(given.referents) == ["nearest", "second", "farthest"]
    for rank, referent in given.referents.items():
        assert (given.target[frame.instance == referent.instances[0]] == given.palette[rank]).all()


def test_things_side_by_side_have_no_order() -> None:
    assert ask("depth_order", room("armchair", "bicycle", depths_m=(2.0, 2.0))) is None


def test_another_order_in_prompt_and_metadata_is_found() -> None:
    frame = room("armchair", "bicycle")
    given = ask("depth_order", frame)
    assert given is not None
    near, far = given.referents.values()
    swapped = replace(given, referents=dict(zip(given.referents, (far, near), strict=True)))
    assert any("order" in fault for fault in TASKS["depth_order"].faults(frame, swapped))


@pytest.mark.parametrize(("other", "seats"), [("mug", {2}), ("sofa", {2, 3}), ("stool", {2, 3})])
def test_what_can_be_sat_on_is_marked_whole(other: str, seats: set[int]) -> None:
    asked = filter(None, (ask("uses", room("armchair", other), seed) for seed in range(20)))
    marked = [each.instances for given in asked for each in given.referents.values() if each.form == "sit on"]
    assert marked
    assert all(set(numbers) == seats for numbers in marked)


def test_a_use_is_not_asked_where_something_is_in_doubt() -> None:
    """Nobody judged what a "thing" is for; and a bicycle is something to sit on, or is not."""
    assert ask("uses", room("armchair", "thing")) is None
    asked = filter(None, (ask("uses", room("armchair", "bicycle"), seed) for seed in range(20)))
    assert "sit on" not in {each.form for given in asked for each in given.referents.values()}
