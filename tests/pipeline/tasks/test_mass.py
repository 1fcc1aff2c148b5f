"""Thousands of samples from stored truth: everything that a reader needs stands in the prompt and the target."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.manifests import Recipe
from cavendish.pipeline.codecs import depth, masks, normals
from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.samples import answers
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.report.stats.prompts import class_colour_test
from cavendish.pipeline.tasks import colours, legend
from cavendish.pipeline.tasks.registry import TASKS
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.words.language import concepts, words
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.sampling import sample_scene, with_cameras

VIEWS = 60
RECIPE = Recipe.model_validate(
    {
        "name": "mass",
        "scenes": VIEWS,
        "views_per_scene": 1,
        "samples_per_view": 50,
        "resolution": [96, 64],
        "layouts": {"shapes": 1},
        "renderer": "analytic",
        "tasks": {"depth": 1, "normals": 1, "semantic": 4, "instance": {"weight": 2, "negatives": 0.1}, "referring": 2},
        "languages": {"en": 3, "de": 1, "es": 1},
    }
)
Samples = dict[str, list[tuple[Frame, Answer]]]


@pytest.fixture(scope="module")
def mass() -> Samples:
    samples: Samples = defaultdict(list)
    for scene in range(VIEWS):
        spec = with_cameras(sample_scene(RECIPE.seed, scene, RECIPE.layouts), (96, 64), [0])
        ((_, frame),) = read_truth(write_truth({ViewKey(scene, 0): AnalyticRenderer().render(spec, 0)}))
        for key, given in answers(RECIPE, ViewKey(scene, 0), frame):
            samples[key.task].append((frame, given))
    return samples


def test_shares_are_those_of_the_recipe(mass: Samples) -> None:
    made = {task: len(samples) for task, samples in mass.items()}
    assert sum(made.values()) > 2000
    expected = {task: 50 * VIEWS * options.weight / 10 for task, options in RECIPE.task_options.items()}
    for task, count in made.items():
        assert 0.95 * expected[task] <= count <= expected[task]  # some frames have nothing to ask for
    spoken = Counter(given.language for _, given in mass["semantic"])
    for language, share in (("en", 0.6), ("de", 0.2), ("es", 0.2)):
        deviation = np.sqrt(share * (1 - share) / spoken.total())
        assert abs(spoken[language] / spoken.total() - share) < 4 * deviation


def test_depth_and_normals_are_within_their_bounds(mass: Samples) -> None:
    for frame, given in mass["depth"]:
        colormap = str(given.parameters["colormap"])
        truth_m, bound_m = frame.depth_m.astype(float), depth.max_error(frame.depth_m, colormap)
        decoded_m = depth.decode(given.target, colormap)
        surface = np.isfinite(bound_m)
        error_m = np.abs(decoded_m[surface] - truth_m[surface])
        assert (error_m <= bound_m[surface] * (1 + 1e-4) + 1e-6).all()
        assert np.isposinf(decoded_m[~surface]).all()
    for frame, given in mass["normals"]:
        decoded = normals.decode(given.target, str(given.parameters["convention"]))
        cosine = (decoded * frame.normals).sum(axis=-1)[frame.instance > 0]
        assert np.degrees(np.arccos(np.clip(cosine, -1, 1))).max() <= normals.MAX_ERROR_DEG + 0.02
        assert not decoded[frame.instance == 0].any()


def test_semantic_targets_decode_with_the_legend_in_the_prompt(mass: Samples) -> None:
    for frame, given in mass["semantic"]:
        stated = legend.read(given.prompt)
        colour_of = {thing.instance: stated.get("", colours.BLACK) for thing in frame.objects}
        for name, rgb in stated.items():
            concept = words(given.language).concept(name, frozenset())
            covered = concepts().categories(concept) if concept else ()
            colour_of |= {thing.instance: rgb for thing in frame.objects if thing.category in covered}
        palette = dict(enumerate(dict.fromkeys((*stated.values(), stated.get("", colours.BLACK)))))
        decoded = np.array(list(palette.values()))[masks.decode(given.target, palette)]
        colour_of[0] = stated.get("", colours.BLACK)
        expected = np.array([colour_of.get(i, (0, 0, 0)) for i in range(max(colour_of) + 1)])[frame.instance]
        np.testing.assert_array_equal(decoded, expected)


def test_instances_decode_by_clustering(mass: Samples) -> None:
    ious: list[float] = []
    for frame, given in mass["instance"]:
        ((_, referent),) = given.referents.items()
        decoded = masks.decode_instances(given.target, given.palette[""])
        assert decoded.max() == len(referent.instances)
        ious += [max(overlaps(frame.instance == i, decoded)) for i in referent.instances]
    assert len(ious) > 500
    assert np.mean(ious) >= 0.99
    assert min(ious) >= 0.99


def test_each_leaves_out_less_than_it_shows(mass: Samples) -> None:
    """Told without the task's own measures: 0.08 % of the picture is the most left out, and the least shown."""
    shown_px: list[int] = []
    left_out_px: list[int] = []
    for frame, given in mass["instance"]:
        ((_, referent),) = given.referents.items()
        covered = concepts().categories(referent.form)
        for thing in (thing for thing in frame.objects if thing.category in covered):
            (shown_px if thing.instance in referent.instances else left_out_px).append(thing.area_px)
    assert len(shown_px) > 500
    assert min(shown_px) >= 0.0008 * 96 * 64 > max(left_out_px, default=0)


def overlaps(truth: NDArray[np.bool_], decoded: NDArray[np.int32]) -> Iterator[float]:
    for number in range(1, decoded.max() + 1):
        found = decoded == number
        yield float((truth & found).sum() / (truth | found).sum())


def test_nothing_is_at_fault(mass: Samples) -> None:
    for task, samples in mass.items():
        assert [fault for frame, given in samples for fault in TASKS[task].faults(frame, given)] == []


def entries(samples: list[tuple[Frame, Answer]]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for _, given in samples:
        for name, referent in given.referents.items():
            yield referent.form, given.palette[name]


def test_no_class_has_a_colour_of_its_own(mass: Samples) -> None:
    assert len(mass["semantic"]) >= 1000
    found = class_colour_test(entries(mass["semantic"]))
    assert int(found["classes"]) >= 5
    assert float(found["p"]) > 0.001


def test_a_fixed_legend_is_found(mass: Samples) -> None:
    fixed = dict(entries(mass["semantic"]))
    planted = [
        (form, fixed[form] if number % 4 == 0 else rgb) for number, (form, rgb) in enumerate(entries(mass["semantic"]))
    ]
    assert float(class_colour_test(planted)["p"]) < 1e-6
