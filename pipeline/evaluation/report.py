"""What is said of an evaluation: scores with their protocol, what is not in them and why, and files of all that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from ...scenes.errors import RequestError
from ..dataset.folder import MANIFEST
from ..dataset.png import png_bytes
from ..dataset.publish import publish
from .evaluate import NO_PICTURE, Evaluation, PictureScore
from .metrics import Scores
from .obedience import SAID, mean_obedience
from .protocols import UNDEFINED
from .tally import Grouped
from .worst import worst_pictures

MOST_NAMES = 20  # of files that belong to no sample


def summary(work: Evaluation, verdicts: Sequence[PictureScore]) -> dict[str, Any]:
    """Return scores, protocol, counts and faults as JSON-able data; what has no meaning (NaN) is null, and says why."""
    totals = work.totals()
    tasks = _tasks(verdicts)
    extra = extra_files(work, verdicts)
    return {
        "subject": dict(work.subject),
        **({"predicted": dict(work.predicted)} if work.predicted else {}),
        "complete": not shortfall(work, verdicts),
        "missing": work.missing,
        "decoder": work.decoder,
        **({"prompt": work.prompt} if work.prompt else {}),
        **({"expected": {"pictures": work.expected, "there": work.views}} if work.expected else {}),
        "pictures": {task: counts(verdicts, task) for task in tasks},
        "scores": {task: _known(scores) for task, scores in totals.items()},
        **(
            {"strict": {task: _known(each) for task, each in strict.items()}}
            if (strict := work.strict_totals())
            else {}
        ),
        "groups": {task: {g: _known(each) for g, each in of.items()} for task, of in groups(work).items()},
        **({"obedience": obeyed(verdicts), "obedience says": SAID} if work.obedience else {}),
        "undefined": {task: why for task in totals if (why := undefined(work, task))},
        "protocol": {task: asdict(work.protocols[task]) for task in tasks},
        "faults": {verdict.key: verdict.fault for verdict in verdicts if verdict.fault},
        "notes": {verdict.key: verdict.note for verdict in verdicts if verdict.note},
        "extra": {"count": len(extra), "names": extra[:MOST_NAMES]},
    }


def counts(verdicts: Iterable[PictureScore], task: str) -> dict[str, int]:
    """Return how many samples of a task were asked, and what became of them."""
    of_task = [verdict for verdict in verdicts if verdict.task == task]
    return {
        "asked": len(of_task),
        "scored": sum(verdict.counts and not verdict.fault for verdict in of_task),
        "missing": sum(verdict.fault == NO_PICTURE for verdict in of_task),
        "broken": sum(bool(verdict.fault) and verdict.fault != NO_PICTURE for verdict in of_task),
        "counted as the worst": sum(verdict.counts and bool(verdict.fault) for verdict in of_task),
        "without anything that counts": sum(bool(verdict.note) for verdict in of_task),
        "of another size": sum(verdict.resized for verdict in of_task),
    }


def obeyed(verdicts: Sequence[PictureScore]) -> dict[str, Scores]:
    """Return how far drawings were as their prompts asked, by task, where that was looked at and can be told."""
    by_task = {task: [each.obeyed for each in verdicts if each.task == task] for task in _tasks(verdicts)}
    return {task: scores for task, of in by_task.items() if (scores := mean_obedience(of))}


def _tasks(verdicts: Iterable[PictureScore]) -> list[str]:
    return list(dict.fromkeys(verdict.task for verdict in verdicts))


def unscored(verdicts: Iterable[PictureScore]) -> list[PictureScore]:
    """Return the samples that should be in the scores, and are not."""
    return [verdict for verdict in verdicts if verdict.fault and not verdict.counts]


def shortfall(work: Evaluation, verdicts: Sequence[PictureScore]) -> str:
    """Say why a report is partial; "" where it is complete."""
    if lost := unscored(verdicts):
        return f"{len(lost)} of {len(verdicts)} are not scored; the first is {lost[0].told_fault}"
    short = work.views < work.expected
    return f"{work.views:,} of the {work.expected:,} pictures of the set's list are in the dataset" if short else ""


def groups(work: Evaluation) -> dict[str, dict[str, Scores]]:
    """Return the scores of each group of questions, by task, where a set has several."""
    found = {task: tally.by_group() for task, tally in work.tallies.items() if isinstance(tally, Grouped)}
    return {task: of for task, of in found.items() if len(of) > 1}


def undefined(work: Evaluation, task: str) -> dict[str, str]:
    """Return which of a task's scores are none, and why; where a set has parts, also of which part."""
    parts = groups(work).get(task, {})
    lost = [name for name, value in work.totals().get(task, {}).items() if np.isnan(value)]
    whose = {name: next((f"{part}: " for part, scores in parts.items() if np.isnan(scores[name])), "") for name in lost}
    return {name: f"{whose[name]}{UNDEFINED[name]}" for name in lost}


def extra_files(work: Evaluation, verdicts: Iterable[PictureScore]) -> list[str]:
    """Return the names of all files beside the pictures that belong to no sample of the split."""
    strange = work.pictures.keys() - {verdict.key for verdict in verdicts}
    return sorted([*work.others, *(work.pictures[key].name for key in strange)])


def open_report(folder: Path) -> Path:
    """Return a folder that a report can go into, made if it is not there; raises RequestError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError(f"cannot be made a folder: {error.strerror}", "report", folder) from None
    if (folder / MANIFEST).exists():
        raise RequestError("is a dataset's folder; name another", "report", folder)
    return folder


def write_report(folder: Path, work: Evaluation, verdicts: Sequence[PictureScore]) -> None:
    """Write evaluation.json (with the scores of every sample) and worst-TASK.png, where there are bad ones."""
    samples = {verdict.key: _known(verdict.scores) for verdict in verdicts if verdict.scores}
    kept = {verdict.key: verdict.obeyed for verdict in verdicts if verdict.obeyed}
    data = summary(work, verdicts) | {"samples": samples} | ({"samples obey": kept} if work.obedience else {})
    publish(folder, "evaluation.json", json.dumps(data, indent=1, ensure_ascii=False).encode())
    sheets = worst_pictures(work, verdicts)
    for task in work.tallies:
        if task in sheets:
            publish(folder, f"worst-{task}.png", png_bytes(sheets[task]))
        elif (stale := folder / f"worst-{task}.png").is_file():  # of an earlier evaluation
            stale.unlink()


def _known(scores: Scores) -> dict[str, float | None]:
    return {name: None if np.isnan(value) else value for name, value in scores.items()}
