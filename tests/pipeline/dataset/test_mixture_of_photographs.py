"""Renders and photographs in one mixture, as `examples/mixture.py` makes it."""

from __future__ import annotations

import runpy
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

import cavendish
from cavendish.manifests import Recipe
from cavendish.manifests.loading import load_recipe

from ...conftest import build
from ..photographs_made import benchmark, crowded, described, imported, labelled

EXAMPLE = Path(__file__).parents[3] / "examples/mixture.py"


@pytest.fixture
def folders(tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Renders that ask what the bundled recipe asks, and two sets of photographs."""
    asked = {"tasks": {"depth": 1, "normals": 1}}
    rendered = build(Recipe.model_validate(tiny.model_dump() | asked), tmp_path / "rendered")
    sets = {
        "classes": ([labelled(number) for number in range(4)], benchmark("train", "semantic")),
        "things": ([crowded(), described(), crowded(2)], benchmark("train", "instance", "referring")),
    }
    made = [imported(monkeypatch, tmp_path / name, examples, known) for name, (examples, known) in sets.items()]
    assert cavendish.verify(rendered) == []
    return [str(path) for path in (rendered, *made)]


def test_the_bundled_recipe_renders_what_the_paper_renders() -> None:
    assert set(load_recipe("paper-3d").task_options) == {"depth", "normals"}


def test_half_of_the_samples_are_rendered_and_all_are_alike(folders: list[str]) -> None:
    mixture = runpy.run_path(str(EXAMPLE))["vision"](*folders)
    samples = list(islice(mixture, 400))
    counts = Counter(sample["task"] for sample in samples)
    assert set(counts) == {"depth", "normals", "semantic", "instance", "referring"}
    assert 0.4 < (counts["depth"] + counts["normals"]) / 400 < 0.6
    assert 0.15 < counts["semantic"] / 400 < 0.35
    for sample in samples:
        assert sample["image"].shape == sample["target"].shape
        assert sample["meta"].keys() == samples[0]["meta"].keys()


def test_a_mixture_is_a_source_among_pictures_to_generate(folders: list[str]) -> None:
    names = runpy.run_path(str(EXAMPLE))
    mixture = names["with_generation"](names["vision"](*folders), [{"task": "generation"}])
    counts = Counter(sample["task"] for sample in islice(mixture, 1000))
    assert 0.96 < counts["generation"] / 1000 < 0.995
