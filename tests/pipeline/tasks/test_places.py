"""Things are called what they are where they stand, and the truth stays as it is."""

from dataclasses import replace

from cavendish.pipeline.tasks.places import by_place
from cavendish.pipeline.tasks.words.language import concepts
from cavendish.renderers.frame import Frame

from .referring_scenes import Put, boxes


def standing_on(category: str, *things: Put, material: str = "plastic") -> Frame:
    frame = boxes(*things)
    first, *others = frame.objects
    return replace(frame, objects=(replace(first, category=category, material=material), *others))


def categories(frame: Frame) -> list[str]:
    return [thing.category for thing in by_place(frame).objects]


def test_walls_and_gates_of_gardens() -> None:
    things = (Put("wall", -1, 0), Put("gate", 1, 0), Put("chair", 0, 0))
    assert categories(standing_on("paving", *things)) == ["paving", "garden wall", "garden gate", "chair"]
    assert categories(standing_on("floor", *things)) == ["floor", "wall", "gate", "chair"]


def test_what_carries_a_wall_is_out_of_sight() -> None:
    assert categories(boxes(Put("wall", 0, 0, on=99))) == ["floor", "wall"]


def test_grass_includes_the_meadow_that_it_grows_on() -> None:
    tufts = Put("grass", 0, 0)
    assert categories(standing_on("ground", tufts, material="meadow")) == ["meadow", "meadow"]
    assert categories(standing_on("ground", tufts, material="sand")) == ["ground", "grass"]
    assert concepts().look_alike("grass", "meadow")
    assert concepts().look_alike("grass", "ground")


def test_the_frame_that_is_given_stays_as_it_is() -> None:
    frame = standing_on("lawn", Put("wall", 0, 0))
    by_place(frame)
    assert [thing.category for thing in frame.objects] == ["lawn", "wall"]
