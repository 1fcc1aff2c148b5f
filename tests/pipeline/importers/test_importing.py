"""Imports in several processes: the same bytes, and what a process cannot read is one sentence."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cavendish
from cavendish.pipeline.dataset.example import Example, Query
from cavendish.pipeline.importers.importing import Read, Views
from cavendish.scenes.errors import RequestError

from ..digests import digests
from ..photographs_made import CLASSES, NAME, benchmark, crowded, labelled, offer, photograph


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes of the pool, which start anew, find the functions below."""
    monkeypatch.syspath_prepend(Path(__file__).parents[3])


@pytest.fixture
def renders(blenderproc: Path) -> Path:
    """Five views, which are shards enough for two processes."""
    for number in (3, 4):
        shutil.copy(blenderproc / "0.hdf5", blenderproc / f"{number}.hdf5")
    return blenderproc


def opened() -> Read:
    return lambda scene: photograph(scene + 100)


def test_a_view_sent_to_another_process_is_opened_there() -> None:
    here = Views(opened, lambda scene: photograph(scene))
    there = pickle.loads(pickle.dumps(here))
    assert (here(1), there(1)) == (photograph(1), photograph(101))


def test_two_processes_write_the_bytes_of_one(renders: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        cavendish.import_(renders, tmp_path / str(jobs), "blenderproc", scenes_per_shard=1, jobs=jobs)
    assert digests(tmp_path / "1") == digests(tmp_path / "2")
    assert multiprocessing.active_children() == []


def test_what_a_process_cannot_read_is_one_sentence_and_the_rest_goes_on_later(renders: Path, tmp_path: Path) -> None:
    whole = (renders / "3.hdf5").read_bytes()
    (renders / "3.hdf5").write_bytes(b"\0" * len(whole))
    with pytest.raises(RequestError, match=r"3\.hdf5"):
        cavendish.import_(renders, tmp_path / "out", "blenderproc", scenes_per_shard=1, jobs=2)
    (renders / "3.hdf5").write_bytes(whole)
    cavendish.import_(renders, tmp_path / "out", "blenderproc", scenes_per_shard=1, jobs=2)
    assert cavendish.verify(tmp_path / "out") == []


@pytest.mark.parametrize(
    ("example", "why"),
    [
        (photograph(labels=labelled().labels, names={1: "road", 2: "sky", 4: "dog"}), "label 4 is 'dog', and"),
        (photograph(queries=(Query("depth"),)), "a query is of depth, and the set of semantic, instance"),
        (photograph(queries=(Query("instance", " \n"),)), "a query of instance has no words"),
        (
            photograph(queries=(Query("instance", "a\x1b[31m"),)),
            r"a query of instance has a control character: 'a\\x1b",
        ),
        (photograph(queries=10_001 * (Query("instance", "dog"),)), "it has 10001 queries, and may have 10000"),
    ],
    ids=["class", "task", "words", "control", "many"],
)
def test_a_photograph_that_says_what_its_set_does_not_is_refused(
    example: Example, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, [crowded(), example], benchmark("test", "semantic", "instance"))
    (tmp_path / "files").mkdir()
    with pytest.raises(RequestError, match=f"picture-1: {why}"):
        cavendish.import_(tmp_path / "files", tmp_path / "out", NAME)


def test_classes_that_no_legend_can_list_are_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, [labelled()], benchmark("test", "semantic", classes=(*CLASSES, 'the "best"')))
    (tmp_path / "files").mkdir()
    with pytest.raises(RequestError, match="no legend can list a class that is called"):
        cavendish.import_(tmp_path / "files", tmp_path / "out", NAME)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wish", [{"splits": {"train": 9.0, "val": 1.0}}, {"languages": {"de": 1.0}}])
def test_a_test_is_neither_split_nor_asked_in_other_languages(
    wish: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, [labelled()], benchmark("test", "semantic"))
    (tmp_path / "files").mkdir()
    with pytest.raises(RequestError, match=f"^{next(iter(wish))} .*: goes with `train` alone: a test is one split"):
        cavendish.import_(tmp_path / "files", tmp_path / "out", NAME, **wish)
    offer(monkeypatch, [labelled()], benchmark("train", "semantic"))
    cavendish.import_(tmp_path / "files", tmp_path / "out", NAME, role="train", **wish)


def test_labels_of_an_import_are_places_in_the_list_of_classes() -> None:
    labels = labelled().labels
    assert labels is not None
    assert {CLASSES[label - 1] for label in np.unique(labels).tolist() if label} == {"road", "sky", "person"}
