"""Commands about what a model draws: prompts, evaluate and decode."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ...scenes.errors import WorkError
from ..terminal.console import answers, follow, log, print_table, run_through
from ..terminal.plaintext import counted
from .options import AsJson, Jobs, OutArg

if TYPE_CHECKING:
    from ..evaluation.evaluate import Evaluation, PictureScore
    from ..evaluation.metrics import Scores

T = TypeVar("T")
MOST_FAULTS = 10  # that are printed, unless all are asked for


class Ending(StrEnum):
    """What the numbers of several pictures are written as."""

    npy = "npy"
    exr = "exr"
    png = "png"


class Resample(StrEnum):
    """How depth and normals of another size come to the picture's."""

    nearest = "nearest"
    bilinear = "bilinear"


class Decoder(StrEnum):
    """How drawings are read."""

    strict = "strict"
    robust = "robust"


class Missing(StrEnum):
    """What becomes of samples without a picture that can be scored."""

    partial = "partial"
    worst = "worst"


Verbose = Annotated[bool, typer.Option("--verbose", help="Print a line for each picture, and every fault.")]


def prompts(
    out: OutArg,
    to: Annotated[Path, typer.Option(metavar="DIR", help="Where they go: an empty or new folder.")],
    split: Annotated[str, typer.Option(help="The split to be drawn.")] = "val",
    jobs: Jobs = None,
) -> None:
    """Write what any program needs to draw a split: pictures, prompts, keys and a page.

    Example: cavendish prompts out --split val --to asked
    """
    from ..evaluation.handout import README, check_whole, open_handout, write_shards

    work = open_handout(out, to, split)
    run_through(write_shards(work, jobs), len(work.shards), lambda record: f"{record.name}: {record.samples} prompts")
    answers.print(f"{to}: {counted(work.samples, 'prompts')} of the split {split}; {README} says what to draw")
    check_whole(work)


def evaluate(
    out: OutArg,
    predictions: Annotated[Path, typer.Argument(metavar="PREDICTIONS", help="Pictures named by key, of any size.")],
    split: Annotated[str, typer.Option(help="The split that the model drew.")] = "val",
    protocol: Annotated[
        str,
        typer.Option(
            help="depth: which pixels count: nyu, kitti-garg … instance: forgive-crowds, drop-crowds. Default: as the "
            "dataset says, or all."
        ),
    ] = "",
    residual_max: Annotated[
        float | None, typer.Option(min=0, help="depth: colours further than this from the path are no depth.")
    ] = None,
    missing: Annotated[
        Missing,
        typer.Option(help="Samples without a picture: left out of a partial report, or counted as the worst there is."),
    ] = Missing.partial,
    resampling: Annotated[
        Resample | None,
        typer.Option(help="depth, normals: of drawings in another size. Default: as the dataset says, or nearest."),
    ] = None,
    decoder: Annotated[
        Decoder,
        typer.Option(help="robust: noise and blends are mended first; the strict decoder's scores stand beside."),
    ] = Decoder.strict,
    report: Annotated[
        Path | None, typer.Option(help="A folder for all scores as JSON, and the worst pictures.")
    ] = None,
    obedience: Annotated[
        bool,
        typer.Option("--obedience", help="Also say whether drawings keep to the asked colours, map and background."),
    ] = False,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> None:
    """Score what a model drew against the truth, with the metrics of each task.

    Example: cavendish evaluate out drawings --split val --report report
    """
    from ..evaluation.evaluate import open_evaluation, score_samples
    from ..evaluation.report import extra_files, open_report, shortfall, summary, unscored, write_report

    work = open_evaluation(
        out, predictions, split, protocol, residual_max, missing, resampling or "", decoder, obedience
    )
    folder = None if report is None else open_report(report)
    verdicts = _each(score_samples(work), work.samples, str, verbose)
    if folder is not None:
        write_report(folder, work, verdicts)
    if as_json:
        print(json.dumps(summary(work, verdicts)))
    else:
        _print_scores(work, verdicts)
    _say_faults([verdict.told_fault for verdict in verdicts if verdict.fault], verbose)
    if extra := extra_files(work, verdicts):
        names = f"{', '.join(extra[:MOST_FAULTS])}{' …' if len(extra) > MOST_FAULTS else ''}"
        log.print(f"warning: {predictions}: {counted(len(extra), 'files')} of no sample: {names}", markup=False)
    if why := shortfall(work, verdicts):
        hint = "; --missing worst counts each as the worst there is" if unscored(verdicts) else ""
        raise WorkError(f"{predictions}: the report is partial: {why}{hint}")


def decode(
    task: Annotated[
        str,
        typer.Argument(
            metavar="TASK", help="What the pictures show: depth, normals, semantic, instance, referring, edges …"
        ),
    ],
    images: Annotated[list[Path], typer.Argument(metavar="IMAGES", help="The pictures, or folders of them.")],
    out: Annotated[
        Path | None, typer.Option(help="Where the numbers go: .npy, .exr or .png; for several pictures, a folder.")
    ] = None,
    ending: Annotated[Ending, typer.Option("--format", help="What is written into a folder.")] = Ending.npy,
    metadata: Annotated[
        str,
        typer.Option(help="Where the samples' metadata say how they are coded: OUT, KEY.json, or a folder of these."),
    ] = "",
    prompt: Annotated[
        str, typer.Option(help="semantic, referring, instance: the prompt, which names the colours.")
    ] = "",
    background: Annotated[
        str,
        typer.Option(help="semantic, referring, instance: the colour of the rest. Default: the prompt's, or black."),
    ] = "",
    residual_max: Annotated[
        float | None,
        typer.Option(min=0, help="depth: reject colours further than this from the colour path; 0.12 is a good value."),
    ] = None,
    colormap: Annotated[str, typer.Option(help="depth: the colour map that the prompt names.")] = "cube",
    convention: Annotated[str, typer.Option(help="normals: the convention that the prompt names.")] = "vision-banana",
    robust: Annotated[
        bool, typer.Option("--robust", help="Mend noise and blends first: for what a model drew, not for targets.")
    ] = False,
    verbose: Verbose = False,
) -> None:
    """Turn targets, or what a model drew, back into numbers. What is in other colours than named is not written.

    Example: cavendish decode depth 00000012-01-03-depth.png --out depth.npy --residual-max 0.12
    """
    from ..evaluation import batch
    from ..evaluation.coding import check_task, from_options
    from ..evaluation.decode import table_of
    from ..evaluation.restoring import ROBUST, STRICT, check_decoder

    check_task(task)
    decoder = ROBUST if robust else STRICT
    check_decoder(decoder, residual_max)
    paths = batch.pictures_at(images, task)
    into = batch.targets(paths, out, f".{ending}", task)
    if metadata:
        coded = batch.codings(paths, task, metadata)
    else:
        coded = dict.fromkeys(paths, from_options(task, colormap, convention, prompt, background))
    outcomes = _each(batch.decode_all(coded, into, residual_max, decoder), len(coded), str, verbose)
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    decoded = [outcome for outcome in outcomes if not outcome.fault]
    if len(outcomes) == 1 and decoded:
        print_table(str(paths[0]), decoded[0].table)
    elif len(outcomes) > 1:
        figures = table_of([outcome.figures for outcome in decoded])
        print_table(f"{task}: {len(decoded)} of {len(outcomes)} pictures are decoded", figures)
        _say_faults(faults, verbose)
    if faults:
        others = (
            f"{len(faults)} of {len(outcomes)} pictures are not decoded; the first is " if len(outcomes) > 1 else ""
        )
        raise WorkError(f"{others}{faults[0]}{'; nothing is written of it' if out is not None else ''}")


def _each(items: Iterable[T], total: int, describe: Callable[[T], str], verbose: bool) -> list[T]:
    """Return the items; a bar shows how far they have come on a terminal, and lines do where they are asked for."""
    return follow(items, total, describe) if verbose or log.is_terminal else list(items)


def _print_scores(work: Evaluation, verdicts: Sequence[PictureScore]) -> None:
    from ..evaluation.report import counts, groups, obeyed, undefined

    totals, beside_of, parts, kept = work.totals(), work.strict_totals(), groups(work), obeyed(verdicts)
    for task in dict.fromkeys(verdict.task for verdict in verdicts):
        rows = {name: f"{value:.4g}" for name, value in totals.get(task, {}).items()}
        rows |= {name: f"none: {why}" for name, why in undefined(work, task).items()}
        rows |= {f"{name}, strictly": f"{value:.4g}" for name, value in beside_of.get(task, {}).items()}
        protocol, number = work.protocols[task], counts(verdicts, task)
        rows |= {"counts": protocol.counts, "ignored": protocol.ignored, "mean": protocol.mean}
        rows |= {"of another size": protocol.resized} if number["of another size"] else {}
        beside = ", ".join(f"{count} {what}" for what, count in list(number.items())[2:] if count)
        print_table(f"{task}: {number['scored']} of {number['asked']} pictures{beside and f' ({beside})'}", rows)
        if task in kept:
            print_table(f"{task}: as asked", {name: f"{value:.4g}" for name, value in kept[task].items()})
        by_group = {group: _in_words(scores) for group, scores in parts.get(task, {}).items()}
        if by_group:
            print_table(f"{task}: the parts of the set, whose mean is above", by_group)


def _in_words(scores: Scores) -> str:
    return ", ".join(f"{name} {'none' if isnan(value) else f'{value:.4g}'}" for name, value in scores.items())


def _say_faults(faults: Sequence[str], verbose: bool) -> None:
    shown = faults if verbose else faults[:MOST_FAULTS]
    for fault in shown:
        log.print(f"fault: {fault}", markup=False)
    if len(shown) < len(faults):
        log.print(f"… and {counted(len(faults) - len(shown), 'faults')} more; --verbose lists all", markup=False)
