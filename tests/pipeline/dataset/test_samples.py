"""Which questions a view is asked: its recipe's name, seed and prompt seed decide, and no question comes twice."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from cavendish.manifests import Recipe
from cavendish.manifests.task_options import ReferringOptions
from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.samples import answers
from cavendish.pipeline.tasks.referring import REFERRING
from cavendish.pipeline.tasks.relations.forms import Description, from_json
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.sampling import sample_scene, with_cameras

SCENES = range(8)
ALL_SEEN = ReferringOptions(negatives=0.0)
CHANCE = 0.05  # two recipes agree in template and colours at 3 % of their keys


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    specs = [with_cameras(sample_scene(7, scene, {"shapes": 1.0}), (96, 64), [0]) for scene in SCENES]
    return [AnalyticRenderer().render(spec, 0) for spec in specs]


def recipe(**changes: Any) -> Recipe:
    plain = {"name": "one", "seed": 7, "scenes": 8, "views_per_scene": 1, "samples_per_view": 10}
    shown = {"resolution": [96, 64], "layouts": {"shapes": 1}, "renderer": "analytic"}
    return Recipe.model_validate(plain | shown | changes)


def asked(of: Recipe, frames: list[Frame]) -> dict[str, Answer]:
    return {
        str(key): given for scene, frame in enumerate(frames) for key, given in answers(of, ViewKey(scene, 0), frame)
    }


@pytest.mark.parametrize("change", [{"name": "other"}, {"prompt_seed": 1}])
def test_another_name_or_prompt_seed_asks_other_questions(frames: list[Frame], change: dict[str, Any]) -> None:
    first, second = asked(recipe(), frames), asked(recipe(**change), frames)
    pairs = [(first[key], second[key]) for key in first.keys() & second.keys()]
    alike = [one for one, other in pairs if (one.template, colours(one)) == (other.template, colours(other))]
    assert len(pairs) >= 60
    assert len(alike) <= CHANCE * len(pairs)


def colours(given: Answer) -> list[Any]:
    """Return how an answer is coloured: its background or legend, its colour map or convention."""
    return [*given.palette.values(), *(given.parameters.get(name) for name in ("colormap", "convention"))]


@pytest.mark.parametrize("change", [{"scenes": 100}, {"quality": "high"}, {"resolution": [128, 64]}])
def test_more_scenes_another_size_or_quality_leave_the_questions_alone(
    frames: list[Frame], change: dict[str, Any]
) -> None:
    first, second = asked(recipe(), frames), asked(recipe(**change), frames)
    assert {key: each.prompt for key, each in first.items()} == {key: each.prompt for key, each in second.items()}


class TestNothingIsAskedTwice:
    """Within a view, no class or phrase comes again while others are left."""

    def test_classes_of_instances(self, frames: list[Frame]) -> None:
        for times in times_asked(recipe(tasks={"instance": {"weight": 1, "negatives": 0}}, samples_per_view=8), frames):
            assert max(times.values(), default=0) - min(times.values(), default=0) <= 1

    def test_classes_of_legends(self, frames: list[Frame]) -> None:
        options = {"semantic": {"weight": 1, "absent": 0, "merged": 0}}
        for times in times_asked(recipe(tasks=options, samples_per_view=8), frames):
            assert max(times.values(), default=0) - min(times.values(), default=0) <= 1

    def test_phrases(self, frames: list[Frame]) -> None:
        spent, views = 0, times_asked(recipe(tasks={"referring": 1}, samples_per_view=8), frames)
        for frame, times in zip(frames, views, strict=True):
            forms = Counter(from_json(form).form for form in times.elements())
            assert sum(forms.values()) >= 8
            if max(forms.values()) > 1:
                spent += 1
                assert described(frame, times) <= forms.keys()
        assert spent < len(frames) / 2


def described(frame: Frame, asked: Counter[str], tries: int = 20) -> set[Description]:
    """Return what a view is asked next, in as many tries."""
    given = (REFERRING.answer(frame, np.random.default_rng(seed), "en", ALL_SEEN, asked) for seed in range(tries))
    return {from_json(referent.form).form for each in given if each for referent in each.referents.values()}


def times_asked(of: Recipe, frames: list[Frame]) -> list[Counter[str]]:
    """Return how often each logical form is asked for, view by view."""
    given = [[each for _, each in answers(of, ViewKey(scene, 0), frame)] for scene, frame in enumerate(frames)]
    return [Counter(referent.form for each in view for referent in each.referents.values()) for view in given]
