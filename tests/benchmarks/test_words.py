"""The figures of prompts add up, and what is planted into samples is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.planted_words import KINDS, found
from benchmarks.words import (
    View,
    colours_shown,
    coverage,
    planted,
    read_views,
    recognised,
    shared_choices,
    small_targets,
    word_tables,
)
from cavendish.manifests import Recipe
from cavendish.manifests.task_options import ReferringOptions
from cavendish.pipeline.tasks.referring import REFERRING
from cavendish.renderers.frame import Frame, check_frame
from cavendish.scenes.spec import Words

from ..pipeline.tasks.people_frames import somebody, with_people
from ..pipeline.tasks.referring_scenes import RED, Put, boxes, lettered, shone

SEEDS = 4
BIG = (0.9, 0.9, 0.9)


@pytest.fixture(scope="module")
def views(built: Path) -> list[View]:
    return list(read_views(built, SEEDS))


def test_words_are_counted_as_stats_does(built: Path) -> None:
    tables = word_tables(built)
    assert tables["distinct phrases"].keys() == {"instance", "referring", "semantic"}
    assert float(tables["mean words in a phrase"]["RefCOCOg"]) == 8.4


def test_more_prompt_seeds_ask_more(built: Path, views: list[View]) -> None:
    stored = sum(len(view.given) for view in read_views(built))
    assert sum(len(view.given) for view in views) > SEEDS * stored


def test_small_targets_are_those_that_mark_little(views: list[View]) -> None:
    rows = small_targets(views)
    assert rows.keys() == {"instance", "referring"}
    tiny = [replace(view, frame=replace(view.frame, instance=np.zeros_like(view.frame.instance))) for view in views]
    assert all(row.endswith("100.0%") for row in small_targets(tiny).values())


def test_recipes_of_two_names_share_no_more_than_chance(tiny: Recipe, views: list[View]) -> None:
    rows = shared_choices(tiny, views)
    assert int(rows["samples"]) >= 30
    assert int(rows["same template and colours"].partition(",")[0]) <= 1


@pytest.mark.parametrize("task", ["instance", "referring"])
def test_samples_as_they_are_have_no_fault(task: str, views: list[View]) -> None:
    assert planted(task, views)["as they are"].startswith("0 of ")


IN_TRUTH = ("another thing is meant", "one is left out", "said not to be there", "shrunk to a speck")


@pytest.mark.parametrize("kind", IN_TRUTH)
def test_faults_in_what_is_meant_are_found(kind: str, views: list[View]) -> None:
    samples = [(task, view.frame, given) for view in views for task, given in view.given if given.codec != "depth"]
    wrong = [
        (task, both)
        for task, frame, given in samples
        if task in ("instance", "referring") and (both := KINDS[kind](frame, given))
    ]
    assert len(wrong) >= 2
    assert all(found(task, both) for task, both in wrong)


def test_what_is_planted_is_a_frame(views: list[View]) -> None:
    for view in views:
        for task, given in view.given:
            for plant in KINDS.values() if task == "referring" else ():
                if both := plant(view.frame, given):
                    check_frame(both[0])


def test_pictures_are_changed_where_the_thing_is_and_nowhere_else(views: list[View]) -> None:
    changed = 0
    for view in views:
        for task, given in view.given:
            for kind in ("another colour", "dark", "painted over") if task == "referring" else ():
                if both := KINDS[kind](view.frame, given):
                    meant = np.isin(
                        view.frame.instance, [n for each in given.referents.values() for n in each.instances]
                    )
                    differs = (both[0].image != view.frame.image).any(axis=-1)
                    assert differs.any()
                    assert not differs[~meant].any()
                    changed += 1
    assert changed > 0


def test_three_figures_say_what_can_be_seen(views: list[View]) -> None:
    seen = [thing for view in views for thing in view.frame.objects]
    assert _total(recognised(views)) == len(seen)
    assert _total(colours_shown(views)) == sum(bool(thing.words.colour) for thing in seen)
    assert 0 < int(coverage(views)["ADE20K"].removesuffix(" of 150")) < 150


def test_in_the_dark_nothing_is_recognised_and_no_bright_colour_borne_out(views: list[View]) -> None:
    dark = [replace(view, frame=replace(view.frame, image=np.zeros_like(view.frame.image))) for view in views]
    assert recognised(dark)["named"] == "0, 0.0%"
    assert _count(colours_shown(dark)["denied"]) > _count(colours_shown(dark)["borne out"])


def _total(rows: dict[str, str]) -> int:
    return sum(map(_count, rows.values()))


def _count(row: str) -> int:
    return int(row.partition(",")[0])


@pytest.mark.parametrize("kind", ["another colour", "dark", "painted over", "another looks the same"])
def test_faults_in_the_picture_are_found(kind: str) -> None:
    category, own = ("chair", Words(material="wooden")) if kind == "painted over" else ("ball", RED)
    other = Words(colour="blue", material="plastic")
    frame = boxes(Put(category, -1.5, 0, size=BIG, words=own), Put(category, 0, 0, size=BIG, words=other))
    assert _all_found(kind, frame)


LAMPS = (Words("black", state="lit"), Words("black", state="unlit"))


@pytest.mark.parametrize("kind", ["another state", "switched on or off"])
def test_faults_of_lamps_are_found(kind: str) -> None:
    lamps = [Put("floor lamp", 2 * n - 1, 0, words=words) for n, words in enumerate(LAMPS)]
    assert _all_found(kind, shone(boxes(*lamps), 2))


def test_animals_that_lie_in_the_truth_where_they_are_said_to_stand_are_found() -> None:
    stand, lie = (Words(colour="red", state=state) for state in ("standing", "lying"))
    dogs = Put("dog", -1, 0, size=(0.8, 0.3, 0.5), words=stand), Put("dog", 1, 0, size=(0.6, 0.3, 0.25), words=lie)
    assert _all_found("another state", boxes(*dogs))


@pytest.mark.parametrize("kind", ["another text", "text rubbed out"])
def test_faults_of_printed_text_are_found(kind: str) -> None:
    posters = [Put("poster", 2 * n - 1, 0, size=BIG, words=Words(text=text)) for n, text in enumerate(("JAZZ", "TEA"))]
    assert _all_found(kind, lettered(boxes(*posters)))


def test_faults_of_clothes_are_found() -> None:
    assert _all_found("other clothes", with_people(somebody(jacket="red"), somebody(jacket="green")))


def _all_found(kind: str, frame: Frame) -> bool:
    options = ReferringOptions(negatives=0.0)
    given = [REFERRING.answer(frame, np.random.default_rng(seed), "en", options) for seed in range(60)]
    wrong = [both for each in given if each and (both := KINDS[kind](frame, each))]
    return bool(wrong) and all(found("referring", both) for both in wrong)
