"""Are the prompts of one build what a person would say, of what a person can see? Figures, and planted faults.

    python -m benchmarks.words OUT [--prompt-seeds 0]

Prints, of the samples that OUT holds: how many words they have, and what share asks for what is not there. Of its
views: how many things anybody would recognise, how many words of colour the pixels bear out, and how many classes of
other data sets are in sight. Of these samples and of those that so many other prompt seeds ask of its views: what share
of the targets marks less than 1 % of the picture; and how many planted faults the checker finds that `cavendish verify`
runs, which should find none in samples as they are. Of the views asked by two recipes that differ in name: at how many
keys template and colours are the same, beside chance.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import get_args

import numpy as np

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.contents import plan_of, read_frames, read_samples
from cavendish.pipeline.dataset.folder import read_manifest, recorded
from cavendish.pipeline.dataset.keys import SampleKey, ViewKey
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.dataset.samples import answers, metadata_of, read_answer
from cavendish.pipeline.report.stats.evidence import DatasetEvidence
from cavendish.pipeline.report.stats.phrases import PHRASE_MEASURES
from cavendish.pipeline.tasks.places import by_place
from cavendish.pipeline.tasks.recognisable import Clarity, clarity
from cavendish.pipeline.tasks.riders import by_deed
from cavendish.pipeline.tasks.seen.looks import looks
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.texts import speaking
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.pipeline.tasks.words.vocabularies import TITLES, class_sets
from cavendish.pipeline.terminal.console import print_table
from cavendish.renderers.frame import Frame

from .planted_words import KINDS, TASK_NAMES, found

SMALL_SHARE = 0.01
MOST_PAIRS = 20_000  # of samples at different keys, by task, for what chance gives

Choices = dict[SampleKey, tuple[str, str]]  # template, and colours


@dataclass(frozen=True, slots=True)
class View:
    """A view of the build, with what it is asked: pairs of a task and an answer."""

    key: ViewKey
    frame: Frame
    given: tuple[tuple[str, Answer], ...]


def main() -> None:
    """Print all tables."""
    asked = _arguments()
    out: Path = asked.out
    recipe, views = read_manifest(out).recipe, list(read_views(out, asked.prompt_seeds))
    for title, rows in word_tables(out).items():
        print_table(title, rows)
    print_table("how things are seen", recognised(views))
    print_table("words of colour", colours_shown(views))
    print_table("classes of other vocabularies in sight", coverage(views))
    print_table(f"targets that mark less than {SMALL_SHARE:.0%} of the picture", small_targets(views))
    print_table("two recipes of one seed, at the same keys", shared_choices(recipe, views))
    with speaking(recipe.prompts):
        for task in TASK_NAMES:
            print_table(f"{task}: planted faults that are found", planted(task, views))


def read_views(out: Path, prompt_seeds: int = 0) -> Iterator[View]:
    """Yield the views of a build with the samples that it holds of them, and those that other prompt seeds ask."""
    manifest = read_manifest(out)
    plans, first = plan_shards(manifest.recipe), manifest.recipe.prompt_seed + 1
    others = [manifest.recipe.model_copy(update={"prompt_seed": first + number}) for number in range(prompt_seeds)]
    for record in recorded(out, manifest.recipe, manifest.recipe_digest):
        given: defaultdict[ViewKey, list[tuple[str, Answer]]] = defaultdict(list)
        for sample in read_samples(out, plan_of(plans, record), record):
            key = SampleKey.parse(sample.key)
            given[key.view_key].append((key.task, read_answer(sample.parts)))
        for view, frame in read_frames(out, plan_of(plans, record), record):
            asked = ((key.task, each) for recipe in others for key, each in answers(recipe, view, frame))
            yield View(view, frame, (*given[view], *asked))


def word_tables(out: Path) -> dict[str, dict[str, str]]:
    """Return what `cavendish stats` says of the words of the prompts."""
    manifest = read_manifest(out)
    plans = plan_shards(manifest.recipe)
    records = tuple(recorded(out, manifest.recipe, manifest.recipe_digest))
    samples = (sample for record in records for sample in read_samples(out, plan_of(plans, record), record))
    evidence = DatasetEvidence(tuple(metadata_of(sample.parts) for sample in samples), records, ())
    tables = {title: measure(evidence) for title, measure in PHRASE_MEASURES.items()}
    return {title: {name: f"{value}" for name, value in rows.items()} for title, rows in tables.items()}


def recognised(views: Sequence[View]) -> dict[str, str]:
    """Return how many things are named, at the border, and ghosts, as `recognisable` has it."""
    counts = Counter(each for view in views for each in clarity(by_place(view.frame)).values())
    return {name: f"{counts[name]}, {counts[name] / max(1, counts.total()):.1%}" for name in get_args(Clarity)}


def colours_shown(views: Sequence[View]) -> dict[str, str]:
    """Return of how many things with a word of colour the pixels bear it out, deny it, or leave it open."""
    counts: Counter[bool | None] = Counter()
    for view in views:
        shown = looks(view.frame)
        called = [thing for thing in view.frame.objects if thing.words.colour]
        counts.update(shown[thing.instance].agrees(thing.words.colour) for thing in called)
    names = {"borne out": True, "open": None, "denied": False}
    return {
        name: f"{counts[verdict]}, {counts[verdict] / max(1, counts.total()):.1%}" for name, verdict in names.items()
    }


def coverage(views: Sequence[View]) -> dict[str, str]:
    """Return how many classes of each of the other data sets some view shows."""
    seen = {category for view in views for category in VisibleConcepts(by_deed(by_place(view.frame))).areas_px}
    return {TITLES[name]: f"{len(each.seen(seen))} of {len(each.numbers)}" for name, each in class_sets().items()}


def small_targets(views: Sequence[View]) -> dict[str, str]:
    """Return, by task, how many of the targets that mark anything mark little."""
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for view in views:
        for task, given in view.given:
            meant = [number for referent in given.referents.values() for number in referent.instances]
            if task in TASK_NAMES and meant:
                shares[task].append(float(np.isin(view.frame.instance, meant).mean()))
    return {
        task: f"{np.less(each, SMALL_SHARE).sum()} of {len(each)}, {np.less(each, SMALL_SHARE).mean():.1%}"
        for task, each in sorted(shares.items())
    }


def shared_choices(recipe: Recipe, views: Sequence[View]) -> dict[str, str]:
    """Return how often two recipes that differ in name make the same choices at a key, and how often chance does."""
    one, other = (_choices(recipe.model_copy(update={"name": f"{recipe.name}-{end}"}), views) for end in "ab")
    keys = one.keys() & other.keys()
    same, templates = (sum(one[key][:depth] == other[key][:depth] for key in keys) for depth in (2, 1))
    at_random = [_chance([choices for key, choices in one.items() if key.task == task]) for task in recipe.task_options]
    return {
        "samples": f"{len(keys)}",
        "same template": f"{templates}, {templates / len(keys):.1%}",
        "same template and colours": f"{same}, {same / len(keys):.1%}",
        "same template by chance": f"{np.mean([share for share, _ in at_random]):.1%}",
        "same template and colours by chance": f"{np.mean([share for _, share in at_random]):.1%}",
    }


def _choices(recipe: Recipe, views: Sequence[View]) -> Choices:
    return {
        key: (given.template, f"{sorted(given.palette.values())} {given.parameters}")
        for view in views
        for key, given in answers(recipe, view.key, view.frame)
    }


def _chance(choices: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Return the shares of pairs of different samples with the same template, and with the same colours, too."""
    pairs = [pair for pair, _ in zip(permutations(choices, 2), range(MOST_PAIRS), strict=False)]
    shares = [sum(one[:depth] == other[:depth] for one, other in pairs) / max(1, len(pairs)) for depth in (1, 2)]
    return shares[0], shares[1]


def planted(task: str, views: Sequence[View]) -> dict[str, str]:
    """Return how many of the planted faults of each kind are found, and how many in samples as they are."""
    samples = [(view.frame, given) for view in views for name, given in view.given if name == task]
    rows = {"as they are": f"{sum(found(task, each) for each in samples)} of {len(samples)}: should be 0"}
    for kind, plant in KINDS.items():
        wrong = [both for frame, given in samples if (both := plant(frame, given))]
        if wrong:
            rows[kind] = f"{sum(found(task, each) for each in wrong)} of {len(wrong)}"
    return rows


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--prompt-seeds", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
