"""What is asked of photographs: a test asks every query of its set, training some of them, and both are checked."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import cavendish
from cavendish.manifests.task_options import InstanceOptions, ReferringOptions, SemanticOptions, TaskOptions
from cavendish.pipeline.dataset.choosing import answer_some
from cavendish.pipeline.dataset.example import Example, Query
from cavendish.pipeline.dataset.queries import answer_query, query_faults
from cavendish.pipeline.tasks.task import Answer
from tests.pipeline.photographs_made import (
    CLASSES,
    benchmark,
    box,
    crowded,
    described,
    imported,
    labelled,
    photograph,
    region,
)

TEST = benchmark("test", "semantic", "instance", "referring")
TRAIN = benchmark("train", "semantic", "instance", "referring")


def answered(example: Example, place: int, seed: int = 0) -> Answer:
    given = answer_query(TEST, example, place, np.random.default_rng(seed))
    assert query_faults(TEST, example, example.queries[place].task, given, place) == []
    return given


def learnt(example: Example, options: TaskOptions, seed: int, asked: dict[str, int] | None = None) -> Answer | None:
    task = example.queries[0].task
    given = answer_some(TRAIN, example, task, np.random.default_rng(seed), options, asked or {})
    assert given is None or query_faults(TRAIN, example, task, given) == []
    return given


def asked_of(given: Answer) -> list[int]:
    return json.loads(str(given.parameters["queries"]))


@pytest.mark.parametrize("example", [labelled(), crowded(), described()], ids=["semantic", "instance", "referring"])
def test_a_test_asks_each_query_by_itself(example: Example) -> None:
    for place in range(len(example.queries)):
        assert asked_of(answered(example, place)) == [place]


def test_a_test_lists_all_classes_of_the_set() -> None:
    assert tuple(answered(labelled(), 0).referents) == CLASSES


def test_of_several_annotators_the_first_is_shown() -> None:
    regions = (region("dog", box(0, 0, 20, 20)), region("dog", box(0, 0, 30, 30), annotator=1))
    example = photograph(regions=regions, queries=(Query("instance", "dog", (0, 1)),))
    given = answered(example, 0)
    assert given.referents["dog"].instances == (1,)
    assert ((given.target != np.array(given.palette[""])).any(-1) == box(0, 0, 20, 20)).all()


def test_regions_lie_over_one_another_the_small_ones_on_top() -> None:
    given = answered(crowded(), 0)
    front, behind = given.target[30, 24].tolist(), given.target[12, 12].tolist()
    assert (given.target[box(20, 20, 40, 28)] == front).all()
    assert (given.target[box(10, 10, 20, 30)] == behind).all()
    assert given.referents["person"].instances == (1, 2)
    assert given.parameters["left_out"] == "[3]"


def test_where_a_crowd_is_not_all_are_known_so_each_is_not_asked_to_learn_from() -> None:
    asked = Counter(str(learnt(crowded(), InstanceOptions(negatives=0.5), seed).referents.keys()) for seed in range(60))  # type: ignore[union-attr]
    assert set(asked) == {"dict_keys(['bus'])", "dict_keys(['dog'])"}
    assert 20 < asked["dict_keys(['dog'])"] < 40  # the options' share of what is not there


def test_without_negatives_nothing_absent_is_asked() -> None:
    for seed in range(30):
        given = learnt(crowded(), InstanceOptions(negatives=0), seed)
        assert given
        assert list(given.referents) == ["bus"]


def test_what_was_asked_less_often_comes_first() -> None:
    asked = {"woman in red": 1, "girl on left": 1, "What could take many people to work?": 1}
    for seed in range(30):
        given = learnt(described(), ReferringOptions(negatives=0), seed, asked)
        assert given
        assert 2 in asked_of(given)


def test_several_sentences_in_one_prompt_are_of_different_regions() -> None:
    several = 0
    for seed in range(100):
        given = learnt(described(), ReferringOptions(negatives=0), seed)
        assert given
        several += len(asked_of(given)) > 1
        assert not {0, 1} <= set(asked_of(given))  # two sentences for one person
    assert 5 < several < 40


def test_classes_to_learn_from_are_few() -> None:
    given = learnt(labelled(), SemanticOptions(absent=0), 1)
    assert given
    assert set(given.referents) <= {"road", "sky", "person"}


def test_a_picture_that_has_nothing_for_a_task_is_not_asked() -> None:
    for task, options in (
        ("instance", InstanceOptions()),
        ("referring", ReferringOptions()),
        ("semantic", SemanticOptions()),
    ):
        assert answer_some(TRAIN, photograph(), task, np.random.default_rng(0), options) is None


def test_what_is_wrong_is_told() -> None:
    given = answered(crowded(), 1)
    other = replace(given, parameters={**given.parameters, "queries": "[0]"})
    assert query_faults(TEST, crowded(), "instance", other, 1) == ["the metadata say that queries [0] were asked, of 3"]
    unsaid = replace(given, parameters={**given.parameters, "queries": '["1"]'})
    assert query_faults(TEST, crowded(), "instance", unsaid) == ["the metadata say that queries [] were asked, of 3"]
    fewer = benchmark("test", "semantic", classes=(*CLASSES, "dog"))
    (fault,) = query_faults(fewer, labelled(), "semantic", answered(labelled(), 0), 0)
    assert fault == "a test lists all 6 classes of its set, and the metadata 5"


def test_a_test_of_every_kind_is_a_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = imported(monkeypatch, tmp_path / "out", [labelled(), crowded(), labelled(3), described()], TEST)
    samples = {sample["key"]: sample for sample in cavendish.open_dataset(out, "test")}
    assert sorted(samples) == [
        "00000000-00-00-semantic",
        *(f"00000001-00-{place:02d}-instance" for place in range(3)),
        "00000002-00-00-semantic",
        *(f"00000003-00-{place:02d}-referring" for place in range(5)),
    ]
    first, second = (samples[f"0000000{scene}-00-00-semantic"] for scene in (0, 2))
    assert first["prompt"] == second["prompt"]


def test_a_picture_may_have_more_queries_than_two_digits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queries = tuple(Query("instance", f"thing {number}") for number in range(120))
    example = photograph(regions=(region("dog", box(0, 0, 9, 9)),), queries=queries)
    out = imported(monkeypatch, tmp_path / "out", [example], benchmark("test", "instance"))
    keys = [sample["key"] for sample in cavendish.open_dataset(out, "test")]
    assert "00000000-00-119-instance" in keys


def test_what_is_learnt_from_is_a_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = [labelled(), crowded(), described(), labelled(4)]
    out = imported(monkeypatch, tmp_path / "out", examples, TRAIN, samples_per_view=9)
    tasks = Counter(sample["key"].rpartition("-")[2] for sample in cavendish.open_dataset(out, "train"))
    assert tasks == {"semantic": 6, "instance": 3, "referring": 3}


def test_the_same_photographs_can_be_asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = [labelled(), crowded(), described()]
    out = imported(monkeypatch, tmp_path / "out", examples, TEST)
    cavendish.encode(out, tmp_path / "new", tasks={"instance": 1})
    assert cavendish.verify(tmp_path / "new") == []
    keys = [sample["key"] for sample in cavendish.open_dataset(tmp_path / "new", "test")]
    assert sorted(keys) == [f"00000001-00-{place:02d}-instance" for place in range(3)]
