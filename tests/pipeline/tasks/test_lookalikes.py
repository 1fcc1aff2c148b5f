"""One table of what people call by one another's names, and one of parts: every task obeys both."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import yaml

import cavendish.pipeline.tasks
from cavendish.manifests.task_options import InstanceOptions, SemanticOptions
from cavendish.pipeline.tasks import instance, semantic
from cavendish.pipeline.tasks.data_files import DataFileError
from cavendish.pipeline.tasks.parts import IN_PARTS
from cavendish.pipeline.tasks.relations import check, evidence
from cavendish.pipeline.tasks.relations.forms import Description
from cavendish.pipeline.tasks.relations.vocabulary import noun
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.pipeline.tasks.words.language import concepts, read_concepts, words
from cavendish.renderers.frame import Frame
from cavendish.scenes.kinds.registry import KINDS

from .referring_scenes import Put, boxes

CATEGORIES = sorted(words("en").categories)
ALIKE = [(one, other) for one, other in itertools.permutations(CATEGORIES, 2) if concepts().look_alike(one, other)]
PARTS = [(part, whole) for whole, parts in concepts().parts.items() for part in sorted(parts)]


@pytest.fixture(scope="module")
def pair() -> Frame:
    """Two things side by side, and nothing else."""
    frame = boxes(Put("first", -0.6, 0, size=(1, 1, 1)), Put("second", 0.6, 0, size=(1, 1, 1)))
    bare = np.where(frame.instance > 1, frame.instance, 0)
    return replace(frame, instance=bare, objects=tuple(thing for thing in frame.objects if thing.instance > 1))


def called(frame: Frame, first: str, second: str) -> Frame:
    things = zip(frame.objects, (first, second), strict=True)
    return replace(frame, objects=tuple(replace(thing, category=category) for thing, category in things))


def test_it_is_symmetric_and_names_nothing_unknown() -> None:
    assert len(concepts().lookalikes) > 150
    assert all((other, one) in set(ALIKE) for one, other in ALIKE)
    named = {*concepts().lookalikes, *concepts().parts, *(part for part, _ in PARTS)}
    whole = {name.removesuffix(IN_PARTS) for name in named}
    assert whole <= {*CATEGORIES, *(kind.category for kind in KINDS.values())}


def test_nothing_is_alike_that_is_one_class() -> None:
    assert not any(concepts().may_include(concepts().of(one), one) for one, _ in ALIKE)


def test_names_that_are_shared_are_alike() -> None:
    """Whatever two categories are called, in any language, their names or the ends of these are not the same."""
    said = {
        category: {*noun(category).nouns, *(name.bare for forms in words("en").forms(category) for name in forms)}
        for category in CATEGORIES
        if category == concepts().of(category)
    }
    clash = [
        (one, other)
        for one, other in itertools.combinations(said, 2)
        if said[one] & said[other] and not concepts().look_alike(one, other)
    ]
    assert clash == []


def test_there_is_no_other_table() -> None:
    """In no data file but this one does a category list others."""
    known = {*CATEGORIES, *(kind.category for kind in KINDS.values())}

    def lists(node: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for key, value in node.items() if isinstance(node, dict) else ():
            yield from lists(value, (*path, str(key)))
            if isinstance(value, list) and len({*path, key} & known) and len({*value} & known) and key not in value:
                yield (*path, str(key))

    root = Path(str(files(cavendish.pipeline.tasks)))
    found = {
        (path.name, place[0])
        for path in root.rglob("*.yaml")
        for place in lists(yaml.safe_load(path.read_text()), ())
        if not {"nouns", "names"} & {*place}
    }
    assert found == {("concepts.yaml", "alike"), ("concepts.yaml", "parts")}


def test_a_pair_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "concepts.yaml"
    path.write_text("classes: {}\nmerged: {}\nparts: {}\nuncounted: []\nalike:\n  a: [b]\n  b: [a]\n")
    with pytest.raises(DataFileError, match=r"concepts.yaml:6: alike.a: b is itself, or lists a too"):
        read_concepts(path)


def test_no_referent_has_a_rival_that_looks_alike(pair: Frame) -> None:
    for one, other in ALIKE:
        scene = evidence.gather(called(pair, one, other))
        assert check.referents(scene, Description(one)) == frozenset(), (one, other)


@pytest.mark.parametrize("pairs", [ALIKE, PARTS], ids=["alike", "part and whole"])
def test_no_class_is_asked_for_beside_what_may_be_counted_in(pair: Frame, pairs: Sequence[tuple[str, str]]) -> None:
    for one, other in pairs:
        frame = called(pair, one, other)
        wanted = concepts().of(one)
        if wanted == concepts().of(other):
            continue
        assert VisibleConcepts(frame).unambiguous([wanted]) == [], (one, other)
        for seed in range(2):
            given = instance.answer(frame, np.random.default_rng(seed), "en", InstanceOptions(negatives=0.0))
            assert given is None or wanted not in {each.form for each in given.referents.values()}, (one, other)
        listed = semantic.answer(frame, np.random.default_rng(0), "en", SemanticOptions(absent=0.0, merged=0.0))
        asked = {each.form for each in listed.referents.values()} if listed else set()
        assert wanted not in asked or concepts().of(other) in asked, (one, other)


@pytest.mark.parametrize("pairs", [ALIKE, PARTS], ids=["alike", "part and whole"])
def test_nothing_is_called_absent_that_somebody_may_see(pair: Frame, pairs: Sequence[tuple[str, str]]) -> None:
    for one, other in pairs:
        frame = called(pair, other, other)
        assert VisibleConcepts(frame).absent([concepts().of(one)]) == [], (one, other)
        assert not check.is_absent(evidence.gather(frame), Description(one)), (one, other)
    frame = called(pair, "sofa", "sofa")
    assert check.is_absent(evidence.gather(frame), Description("bicycle"))


def test_what_libraries_call_by_longer_names_is_alike() -> None:
    assert concepts().look_alike("chair", "office chair")
    assert concepts().look_alike("toy car", "car")
    assert not concepts().look_alike("chair", "wheelchair")
    assert not concepts().look_alike("pan", "panel")
