"""Every answer is true: its target decodes, as its own prompt says, to what the frame holds."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import CSS4_COLORS, XKCD_COLORS, to_rgb

from cavendish.manifests.depth_options import DepthOptions
from cavendish.manifests.task_options import InstanceOptions, NormalsOptions, SemanticOptions
from cavendish.manifests.tasks import every_task
from cavendish.pipeline.codecs import masks, normals
from cavendish.pipeline.tasks import colours, legend
from cavendish.pipeline.tasks.prompts.templates import languages, prompts
from cavendish.pipeline.tasks.recognisable import MIN_SHARE
from cavendish.pipeline.tasks.registry import TASKS
from cavendish.pipeline.tasks.semantic import meanings_of
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.pipeline.tasks.words import language as words
from cavendish.pipeline.tasks.words.language import concepts
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.categories import UNNAMED
from cavendish.scenes.sampling import sample_scene, with_cameras

OWN = ("depth", "normals", "semantic", "instance")  # the tasks tested here
OPTIONS: Mapping[str, Any] = dict(every_task())


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    specs = [with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), (64, 48), [0]) for seed in range(4)]
    return [AnalyticRenderer().render(spec, 0) for spec in specs]


def drawn(frames: list[Frame], task: str, count: int, language: str = "en") -> Iterator[tuple[Frame, Answer]]:
    for seed, frame in zip(range(count), itertools.cycle(frames), strict=False):
        answer = TASKS[task].answer(frame, np.random.default_rng(seed), language, OPTIONS[task])
        if answer is not None:
            yield frame, answer


def answers(frames: list[Frame], task: str, count: int = 60, language: str = "en") -> list[tuple[Frame, Answer]]:
    return list(drawn(frames, task, count, language))


@pytest.fixture(scope="module")
def semantic(frames: list[Frame]) -> list[tuple[Frame, Answer]]:
    return answers(frames, "semantic", 400)


@pytest.mark.parametrize(("task", "language"), [(task, name) for task in OWN for name in languages(task)])
def test_answers_are_true_and_well_formed(frames: list[Frame], task: str, language: str) -> None:
    for frame, answer in answers(frames, task, language=language):
        assert TASKS[task].faults(frame, answer) == []
        assert answer.prompt == " ".join(answer.prompt.split())
        assert answer.target.shape == frame.image.shape
        assert answer.language == language


@pytest.mark.parametrize(("task", "language"), [(task, name) for task in OWN for name in languages(task)])
def test_every_template_is_used(frames: list[Frame], task: str, language: str) -> None:
    unused = {template.id for template in prompts(task, language).current}
    draws = drawn(frames, task, 800, language)
    while unused and (draw := next(draws, None)):
        unused.discard(draw[1].template)
    assert unused == set()


@pytest.mark.parametrize("task", OWN)
def test_an_answer_depends_on_its_generator_alone(frames: list[Frame], task: str) -> None:
    first, second = (TASKS[task].answer(frames[0], np.random.default_rng(5), "en", OPTIONS[task]) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.prompt == second.prompt
    np.testing.assert_array_equal(first.target, second.target)


def test_depth_is_asked_in_every_colour_map(frames: list[Frame]) -> None:
    used = Counter(answer.parameters["colormap"] for _, answer in answers(frames, "depth", 400))
    assert set(used) == set(DepthOptions().colormaps)
    assert used["cube"] == max(used.values())


def test_normals_are_asked_in_every_convention(frames: list[Frame]) -> None:
    used = {answer.parameters["convention"] for _, answer in answers(frames, "normals", 200)}
    assert used == set(NormalsOptions().conventions)
    assert used <= set(normals.CONVENTIONS)


class TestForeignThings:
    """Categories of other people's data: some have no name, and others are not in the vocabulary."""

    def renamed(self, frame: Frame, old: str, new: str) -> VisibleConcepts:
        things = tuple(replace(t, category=new) if t.category == old else t for t in frame.objects)
        return VisibleConcepts(replace(frame, objects=things))

    def test_what_nobody_can_name_is_not_asked(self, frames: list[Frame]) -> None:
        for frame in frames:
            category = max(VisibleConcepts(frame).shares, key=lambda name: VisibleConcepts(frame).shares[name])
            assert category in VisibleConcepts(frame).eligible_classes
            unnamed = self.renamed(frame, category, UNNAMED).eligible_classes
            assert unnamed == [name for name in VisibleConcepts(frame).eligible_classes if name != category]

    @pytest.mark.parametrize("category", [UNNAMED, "zebra"])
    def test_beside_them_nothing_is_said_to_be_absent(self, frames: list[Frame], category: str) -> None:
        for frame in frames:
            assert "sofa" in VisibleConcepts(frame).absent(words.words("en").names)
            visible = self.renamed(frame, frame.objects[0].category, category)
            assert visible.absent(words.words("en").names) == []


class TestSemantic:
    """Legends say what is in sight, what is not, and what is merged."""

    def test_colours_are_apart(self, semantic: list[tuple[Frame, Answer]]) -> None:
        for _, answer in semantic:
            rgb = [*answer.palette.values()] + ([] if "" in answer.palette else [colours.BLACK])
            assert min(itertools.starmap(colours.distance, itertools.combinations(rgb, 2)), default=99) >= colours.APART

    def test_a_class_has_no_colour_of_its_own(self, semantic: list[tuple[Frame, Answer]]) -> None:
        seen = {answer.palette["floor"] for _, answer in semantic if "floor" in answer.palette}
        assert len(seen) > 30

    def test_classes_are_of_fair_size_or_absent(self, semantic: list[tuple[Frame, Answer]]) -> None:
        absent = 0
        for frame, answer in semantic:
            shares = VisibleConcepts(frame).shares
            for concept in meanings_of(answer.palette, "en", frame).values():
                share = sum(shares.get(category, 0) for category in concepts().categories(concept))
                assert share == 0 or share >= MIN_SHARE
                absent += share == 0
        assert absent > 20

    def test_merged_classes_cover_several_categories(self, frames: list[Frame]) -> None:
        options = SemanticOptions(merged=1.0, absent=0.0)
        forms = Counter(
            referent.form
            for seed in range(60)
            for frame in frames
            if (answer := TASKS["semantic"].answer(frame, np.random.default_rng(seed), "en", options))
            for referent in answer.referents.values()
        )
        assert {"solids", "round solids"} <= forms.keys()

    def test_no_option_no_absent_and_no_merged(self, frames: list[Frame]) -> None:
        options = SemanticOptions(merged=0.0, absent=0.0)
        for frame, seed in itertools.product(frames, range(60)):
            answer = TASKS["semantic"].answer(frame, np.random.default_rng(seed), "en", options)
            assert answer is not None
            assert all(referent.instances for referent in answer.referents.values())
            assert not {referent.form for referent in answer.referents.values()} & concepts().merged.keys()


class TestInstance:
    """Every instance of one class, each in a colour that decodes back."""

    def test_colours_are_apart(self, frames: list[Frame]) -> None:
        for _, answer in answers(frames, "instance", 200):
            rgb = np.unique(answer.target.reshape(-1, 3), axis=0).tolist()
            assert min(itertools.starmap(colours.distance, itertools.combinations(rgb, 2)), default=99) >= colours.APART

    def test_negatives_are_empty_targets(self, frames: list[Frame]) -> None:
        for frame, seed in itertools.product(frames, range(20)):
            answer = TASKS["instance"].answer(frame, np.random.default_rng(seed), "en", InstanceOptions(negatives=1.0))
            assert answer is not None
            assert TASKS["instance"].faults(frame, answer) == []
            ((_, referent),) = answer.referents.items()
            assert referent.instances == ()
            assert (answer.target == answer.palette[""]).all()
            assert referent.form not in {thing.category for thing in frame.objects}

    def test_what_nobody_would_see_is_left_out_and_listed(self) -> None:
        frame = barred_frame(1)
        answer = TASKS["instance"].answer(frame, np.random.default_rng(0), "en", InstanceOptions())
        assert answer is not None
        assert answer.parameters["left_out"] == "[2]"
        assert TASKS["instance"].faults(frame, answer) == []
        assert masks.decode_instances(answer.target, answer.palette[""]).max() == 1

    @pytest.mark.parametrize("side_px", [3, 12])
    def test_one_that_falls_to_pieces_is_not_asked_for(self, side_px: int) -> None:
        frame = barred_frame(side_px)
        assert TASKS["instance"].answer(frame, np.random.default_rng(0), "en", InstanceOptions()) is None


def barred_frame(side_px: int) -> Frame:
    """Return a red ball in full sight, and another of which two far corners of this size are in sight."""
    frame = AnalyticRenderer().render(with_cameras(sample_scene(0, 0, {"shapes": 1.0}), (160, 128), [0]), 0)
    instance = np.zeros_like(frame.instance)
    instance[40:90, 50:110] = 1
    instance[:side_px, :side_px] = instance[-side_px:, -side_px:] = 2
    ball = next(thing for thing in frame.objects if thing.category != "floor")
    areas = {number: int((instance == number).sum()) for number in (1, 2)}
    balls = tuple(replace(ball, instance=number, category="ball", area_px=area) for number, area in areas.items())
    image = np.where((instance > 0)[..., None], (200, 30, 30), (128, 128, 128)).astype(np.uint8)
    return replace(frame, image=image, instance=instance, objects=balls)


class TestLegends:
    """What is written is read back, in every language, style and way to write a colour."""

    @pytest.mark.parametrize("language", words.languages())
    def test_every_name_in_every_style(self, language: str) -> None:
        said = words.words(language)
        names = [form for concept in said.names for forms in said.forms(concept) for form in forms]
        rng = np.random.default_rng(0)
        for style, colour_style in itertools.product(legend.styles(language), colours.STYLES):
            if colour_style not in legend.COLOUR_STYLES.get(style, colours.STYLES):
                continue
            for chunk in np.array_split(rng.permutation(len(names)), 20):
                forms = [*(names[i] for i in chunk), said.rest()[0]]
                rgb = [list(colours.NAMED.values())[i] for i in rng.permutation(len(colours.NAMED))]
                entries = dict(zip({form.bare: form for form in forms}.values(), rgb, strict=False))
                stated = {"" if form == said.rest()[0] else form.bare: colour for form, colour in entries.items()}
                assert legend.read(legend.write(entries, style, colour_style, language)) == stated

    def test_a_prompt_without_a_legend_has_no_palette(self) -> None:
        assert legend.read("Draw the depth of the chair.") == {}

    def test_a_class_that_is_called_as_a_colour_is_read(self) -> None:
        stated = {"orange": colours.NAMED["red"], "": colours.NAMED["blue"]}
        assert legend.read("Label every pixel of the input: orange: red; background: blue") == stated

    def test_a_users_own_legend_is_read(self) -> None:
        assert legend.read('Segment: {"cat": "red", "dog": <0, 0, 255>}') != {}
        assert legend.read("cat = red; dog = #0000ff") == {"cat": (255, 0, 0), "dog": (0, 0, 255)}
        assert legend.read("分割：椅子：红色，墙：蓝色。") == {"椅子": (255, 0, 0), "墙": (0, 0, 255)}
        assert legend.read("椅子は赤、壁は青。") == {"椅子": (255, 0, 0), "壁": (0, 0, 255)}
        assert legend.read("Peins l'armoire en rouge et le mur en bleu.") == {
            "armoire": (255, 0, 0),
            "mur": (0, 0, 255),
        }

    def test_a_colour_word_means_one_colour_in_all_languages(self) -> None:
        meant: dict[str, set[str]] = {}
        for language, name in itertools.product(words.languages(), colours.NAMED):
            meant.setdefault(words.words(language).colour(name), set()).add(name)
        assert {word: names for word, names in meant.items() if len(names) > 1} == {}


class TestColours:
    """Names that people agree on, and triples, all well apart."""

    def test_names_are_apart(self) -> None:
        table = list(colours.NAMED.values())
        assert min(itertools.starmap(colours.distance, itertools.combinations(table, 2))) >= colours.APART

    def test_names_are_those_that_people_gave(self) -> None:
        """Among the colours that the XKCD survey or CSS call by our names, the nearest to each is its own."""
        surveys = {name: to_rgb(XKCD_COLORS[f"xkcd:{name}"]) for name in colours.NAMED if f"xkcd:{name}" in XKCD_COLORS}
        surveys["magenta"] = to_rgb(CSS4_COLORS["magenta"])  # in print, and for the survey, it is a purplish red
        assert surveys.keys() == colours.NAMED.keys()
        for name, rgb in colours.NAMED.items():
            distances = {other: np.linalg.norm(255 * np.array(theirs) - rgb) for other, theirs in surveys.items()}
            assert min(distances, key=distances.__getitem__) == name

    @pytest.mark.parametrize("style", colours.STYLES)
    def test_every_style_reads_back(self, style: str) -> None:
        for rgb in colours.NAMED.values():
            assert colours.parse(colours.STYLES[style](rgb)) == rgb

    @pytest.mark.parametrize("text", ["reddish", "(1, 2)", "RGB(1, 2, 300)", "#12345", "red (#00ff00)", "1, 2, 3"])
    def test_other_words_are_no_colours(self, text: str) -> None:
        with pytest.raises(ValueError, match="is not a colour"):
            colours.parse(text)

    @pytest.mark.parametrize("style", colours.STYLES)
    def test_ten_colours_are_found(self, style: str) -> None:
        for seed in range(20):
            assert len(colours.draw(10, style, [colours.BLACK], np.random.default_rng(seed))) == 10
