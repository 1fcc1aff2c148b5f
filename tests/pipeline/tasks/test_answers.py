"""Every answer is true: its target decodes, as its own prompt says, to what the frame holds."""

from collections import Counter

import numpy as np
import pytest

from cavendish.pipeline.tasks import TASKS, Answer, colours, legend
from cavendish.pipeline.tasks._task import templates
from cavendish.pipeline.tasks.semantic import MIN_SHARE, class_shares
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.sampling import sample_scene, with_cameras


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    specs = [with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), (64, 48), [0]) for seed in range(4)]
    return [AnalyticRenderer().render(spec, 0) for spec in specs]


def answers(frames: list[Frame], task: str, count: int = 60) -> list[tuple[Frame, Answer]]:
    pairs = [
        (frame, TASKS[task].answer(frame, np.random.default_rng(seed)))
        for seed in range(count // 4)
        for frame in frames
    ]
    return [(frame, answer) for frame, answer in pairs if answer is not None]


@pytest.mark.parametrize("task", TASKS)
def test_answers_are_true_and_well_formed(frames: list[Frame], task: str) -> None:
    for frame, answer in answers(frames, task):
        assert TASKS[task].faults(frame, answer) == []
        assert answer.prompt == answer.prompt.strip()
        assert "\n" not in answer.prompt
        assert answer.target.shape == frame.image.shape


@pytest.mark.parametrize("task", TASKS)
def test_every_template_is_used(frames: list[Frame], task: str) -> None:
    used = Counter(answer.template for _, answer in answers(frames, task, 200))
    assert set(used) == set(templates(task))


@pytest.mark.parametrize("task", TASKS)
def test_an_answer_depends_on_its_generator_alone(frames: list[Frame], task: str) -> None:
    first, second = (TASKS[task].answer(frames[0], np.random.default_rng(5)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.prompt == second.prompt
    np.testing.assert_array_equal(first.target, second.target)


def test_classes_in_a_legend_are_in_sight_and_their_colours_apart(frames: list[Frame]) -> None:
    for frame, answer in answers(frames, "semantic", 200):
        shares = class_shares(frame)
        listed = [name for name in answer.palette if name]
        assert listed
        assert all(shares[name] >= MIN_SHARE for name in listed)
        rgb = [*answer.palette.values()] + ([] if "" in answer.palette else [colours.BLACK])
        assert min((colours.distance(a, b) for i, a in enumerate(rgb) for b in rgb[:i]), default=99) >= colours.APART


def test_a_class_has_no_colour_of_its_own(frames: list[Frame]) -> None:
    seen = {answer.palette["floor"] for _, answer in answers(frames, "semantic", 400) if "floor" in answer.palette}
    assert len(seen) > 40


@pytest.mark.parametrize("style", ["json", "map", "equals", "prose"])
@pytest.mark.parametrize("colour_style", colours.STYLES)
def test_legends_are_read_back_from_the_prompt(style: str, colour_style: str) -> None:
    if style == "json" and colour_style not in ("name", "hex"):
        return
    palette = {"coffee table": (255, 0, 0), "TV stand": (0, 0, 255), "": (255, 255, 0)}
    prompt = f"Colour this: {legend.write(palette, style, colour_style)}."
    assert legend.read(prompt) == palette


def test_a_prompt_without_a_legend_has_no_palette() -> None:
    assert legend.read("Draw the depth of the red chair.") == {}


class TestColours:
    """Names that people agree on, and triples, all well apart."""

    def test_names_are_apart(self) -> None:
        table = list(colours.NAMED.values())
        assert min(colours.distance(a, b) for i, a in enumerate(table) for b in table[:i]) >= colours.APART

    @pytest.mark.parametrize("style", colours.STYLES)
    def test_every_style_reads_back(self, style: str) -> None:
        for rgb in colours.NAMED.values():
            assert colours.parse(colours.STYLES[style](rgb)) == rgb

    @pytest.mark.parametrize("text", ["reddish", "(1, 2)", "RGB(1, 2, 300)", "#12345"])
    def test_other_words_are_no_colours(self, text: str) -> None:
        with pytest.raises(ValueError, match="is not a colour"):
            colours.parse(text)

    @pytest.mark.parametrize("style", colours.STYLES)
    def test_eight_colours_are_found(self, style: str) -> None:
        for seed in range(20):
            assert len(colours.draw(8, style, [colours.BLACK], np.random.default_rng(seed))) == 8
