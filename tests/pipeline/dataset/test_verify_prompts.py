"""Verify holds prompt, target and truth against one another, for every task: what is planted in one is found."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.codecs import depth, normals
from cavendish.pipeline.dataset.keys import SampleKey
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.samples import Sample, read_answer
from cavendish.pipeline.dataset.truth import read_truth
from cavendish.pipeline.tasks.prompts.templates import prompts
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from ...conftest import build
from .test_verify import SHARD, faults, rewrite


@pytest.fixture(scope="module")
def larger(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny dataset at twice the size, at which several things of one class are large enough to be known."""
    recipe = Recipe.model_validate(tiny.model_dump(mode="json") | {"resolution": [128, 96]})
    return build(recipe, tmp_path_factory.mktemp("larger") / "out")


@pytest.fixture
def copied(larger: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(larger, tmp_path / "out"))


Plant = Callable[[Answer, Frame], Answer | None]  # None: nothing to plant here


def planted(out: Path, task: str, plant: Plant) -> tuple[str, list[str]]:
    """Change one sample, metadata and all, and return its key with the faults that are found."""
    frames = dict(read_truth((out / f"truth/{SHARD}.h5").read_bytes()))
    keys: list[str] = []

    def change(samples: list[Sample]) -> list[Sample]:
        for position, sample in enumerate(samples):
            key = SampleKey.parse(sample.key)
            wrong = plant(read_answer(sample.parts), frames[key.view_key]) if key.task == task else None
            if wrong is not None:
                keys.append(sample.key)
                return [*samples[:position], forged(sample, wrong), *samples[position + 1 :]]
        raise AssertionError("nothing to plant")

    rewrite(out, change)
    found = faults(out)
    assert {fault.sample for fault in found} == set(keys)
    return keys[0], [fault.message for fault in found]


def forged(sample: Sample, wrong: Answer) -> Sample:
    meta = json.loads(sample.parts["json"]) | {
        "prompt": wrong.prompt,
        "template": wrong.template,
        "language": wrong.language,
        "codec_parameters": json.dumps(wrong.parameters),
        "palette": json.dumps(wrong.palette),
        "referents": json.dumps({name: asdict(referent) for name, referent in wrong.referents.items()}),
    }
    parts = {
        "target.png": png_bytes(wrong.target),
        "prompt.txt": wrong.prompt.encode(),
        "json": json.dumps(meta).encode(),
    }
    return Sample(sample.key, {**sample.parts, **parts})


def in_words(task: str, given: Answer, variant: str) -> str:
    """Return a prompt of the same template, or one that can say it, for another variant."""
    book = prompts(task, "en")
    return book.fill(book.template(given.template), np.random.default_rng(0), variant)


def other(given: Answer, name: str, first: str, second: str) -> str:
    return second if given.parameters[name] == first else first


def painted_over(given: Answer, keep: int) -> Answer:
    """Return the answer with all but the first `keep` of its instances painted as background."""
    background = np.array(given.palette[""], np.uint8)
    flat = given.target.reshape(-1, 3)
    shown = [rgb for rgb in np.unique(flat, axis=0) if (rgb != background).any()]
    target = given.target.copy()
    for rgb in shown[keep:]:
        target[(target == rgb).all(axis=-1)] = background
    return replace(given, target=target)


def one_colour(given: Answer, frame: Frame) -> Answer | None:
    """Return the answer with its instances in one colour, and all that lies between them, too."""
    ((_, referent),) = given.referents.items()
    if len(referent.instances) < 2:
        return None
    rows, columns = np.nonzero(np.isin(frame.instance, referent.instances))
    target = given.target.copy()
    colour = (255, 0, 255) if given.palette[""] != (255, 0, 255) else 0
    target[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = colour
    return replace(given, target=target)


PLANTS: dict[str, tuple[str, Plant]] = {
    "a colour map only the prompt names": (
        "depth",
        lambda a, f: replace(a, prompt=in_words("depth", a, other(a, "colormap", "cube", "viridis"))),
    ),
    "a colour map only the target has": (
        "depth",
        lambda a, f: replace(a, target=depth.encode(f.depth_m, other(a, "colormap", "cube", "viridis"))),
    ),
    "a colour map only the metadata name": (
        "depth",
        lambda a, f: replace(a, parameters={"colormap": other(a, "colormap", "gray", "cube")}),
    ),
    "a convention only the target has": (
        "normals",
        lambda a, f: replace(a, target=normals.encode(f.normals, other(a, "convention", "opengl", "directx"))),
    ),
    "another template": ("normals", lambda a, f: replace(a, template="normals-99")),
    "a language that the prompt is not in": ("depth", lambda a, f: replace(a, language="de")),
    "a language that nobody speaks": ("depth", lambda a, f: replace(a, language="xx")),
    "a class too few": ("semantic", lambda a, f: replace(a, palette=dict([*a.palette.items()][1:]))),
    "referents of another class": (
        "semantic",
        lambda a, f: replace(a, referents={n: replace(r, instances=(99,)) for n, r in a.referents.items()}),
    ),
    "an instance too few": (
        "instance",
        lambda a, f: painted_over(a, count - 1) if (count := len(next(iter(a.referents.values())).instances)) else None,
    ),
    "two instances in one colour": ("instance", one_colour),
    "an instance that is left out without need": (
        "instance",
        lambda a, f: replace(a, parameters=a.parameters | {"left_out": "[1]"}),
    ),
    "another class in the prompt": (
        "instance",
        lambda a, f: (
            replace(a, prompt=a.prompt.replace(next(iter(a.referents)), "armchairs"))
            if next(iter(a.referents)) in a.prompt
            else None
        ),
    ),
    "another background": ("instance", lambda a, f: replace(a, palette={"": (1, 2, 3)})),
    "another referent": (
        "referring",
        lambda a, f: replace(a, referents={n: replace(r, instances=(1,)) for n, r in a.referents.items()}),
    ),
    "another thing painted": (
        "referring",
        lambda a, f: replace(a, target=np.roll(a.target, 9, axis=1)),
    ),
}


@pytest.mark.parametrize(("task", "plant"), PLANTS.values(), ids=PLANTS.keys())
def test_what_is_planted_is_found(copied: Path, task: str, plant: Plant) -> None:
    _, messages = planted(copied, task, plant)
    assert messages
