"""Every part of all things of a class is painted, in colours that the prompt lists."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests import Recipe
from cavendish.manifests.recipe import RecipeError
from cavendish.pipeline.tasks.part_map import PARTS, READING
from cavendish.pipeline.tasks.part_names import called
from cavendish.pipeline.tasks.parts import MOST_INSTANCES
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .referring_scenes import Put, boxes
from .told_frames import cars, split

KNOWN = np.ones((2, 4), np.bool_)


def answer(frame: Frame, seed: int = 0) -> Answer:
    given = PARTS.answer(frame, np.random.default_rng(seed), "en", None)
    assert given is not None
    return given


@pytest.mark.parametrize("seed", range(6))
def test_parts_of_one_name_have_one_colour_on_all_things_of_the_class(seed: int) -> None:
    frame = cars(-1.0, 0.4)
    given = answer(frame, seed)
    assert {name for name in given.palette if name} == {"wheels", "headlights"}
    assert frame.parts is not None
    wheels, lights = np.isin(frame.parts, (1, 2, 3, 4)), np.isin(frame.parts, (5, 6))
    np.testing.assert_array_equal((given.target == given.palette["wheels"]).all(axis=-1), wheels)
    np.testing.assert_array_equal((given.target == given.palette["headlights"]).all(axis=-1), lights)
    assert given.referents["headlights"].instances == (MOST_INSTANCES + 5, MOST_INSTANCES + 6)
    assert "car" in given.prompt


def test_classes_with_parts_of_one_name_or_without_any_are_not_asked() -> None:
    car = boxes(Put("car", 0, 0, size=(1.0, 1.0, 1.0)))
    one = split(car, (2, "wheel", slice(20, 32), slice(2, 14)))
    for frame in (car, one, replace(one, parts=None, part_table=())):
        assert PARTS.answer(frame, np.random.default_rng(0), "en", None) is None


def test_parts_that_are_too_small_have_the_colour_of_the_rest() -> None:
    """A handle of 4 px in 240×180 is 0.01 % of the picture, and no name in the legend."""
    car = boxes(Put("car", 0, 0, size=(1.0, 1.0, 1.0)))
    wheel, light = (2, "wheel", slice(20, 32), slice(2, 14)), (2, "headlight", slice(4, 14), slice(2, 14))
    given = answer(split(car, wheel, light, (2, "handle", slice(16, 18), slice(2, 4))))
    assert {name for name in given.palette if name} == {"wheels", "headlights"}


def test_a_part_in_another_colour_is_a_fault() -> None:
    frame = cars(-1.0, 0.4)
    given = answer(frame)
    light = np.equal(frame.parts, 5)  # type: ignore[arg-type]
    target = np.where(light[..., None], np.array(given.palette["wheels"], np.uint8), given.target)
    area_px = int(light.sum())
    assert PARTS.faults(frame, replace(given, target=target)) == [
        f"target shows another part than the truth at {area_px} pixels"
    ]


def test_scores_are_those_of_arithmetic() -> None:
    """Of 4 px of wheels 3 are drawn and 1 too many (3 of 5), of 2 px of lights none."""
    truth = np.array([[1, 1, 2, 0], [1, 1, 2, 0]])
    drawn = np.array([[1, 1, 0, 1], [1, 0, 0, 0]])
    assert READING.score(drawn, truth, KNOWN) == pytest.approx({"mIoU": 0.3, "accuracy": 0.5})
    assert READING.score(drawn, np.zeros_like(truth), KNOWN) is None


@pytest.mark.parametrize(
    ("name", "plural"),
    [("wheel", "wheels"), ("seat", "seats"), ("vehicle door", "doors"), ("hair", "hair"), ("scarf", "scarves"),
     ("upper clothes", "upper clothes"), ("glasses", "glasses"), ("headwear", "headwear")],
)  # fmt: skip
def test_what_they_are_called(name: str, plural: str) -> None:
    assert called(name)[1] == plural


def test_a_recipe_that_asks_for_them_has_them(tiny: Recipe) -> None:
    content = tiny.model_dump() | {"tasks": {"parts": 1}}
    with pytest.raises(RecipeError, match=r"tasks\.parts asks for what only the truth of a recipe with parts: true"):
        Recipe.model_validate(content)
    assert Recipe.model_validate(content | {"parts": True}).task_options.keys() == {"parts"}
