"""Commands about what a model drew: evaluate and decode."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenes.errors import WorkError
from ..terminal.console import follow, print_table
from .options import AsJson, OutArg

if TYPE_CHECKING:
    from numpy.typing import NDArray


class DecodeTask(StrEnum):
    """What a picture shows."""

    depth = "depth"
    normals = "normals"
    semantic = "semantic"


def evaluate(
    out: OutArg,
    predictions: Annotated[Path, typer.Argument(metavar="PREDICTIONS", help="Pictures named by key, of any size.")],
    split: Annotated[str, typer.Option(help="The split that the model drew.")] = "val",
    protocol: Annotated[
        str, typer.Option(help="depth: which pixels count, as in a benchmark: nyu, kitti-garg …")
    ] = "all",
    residual_max: Annotated[
        float | None, typer.Option(min=0, help="depth: colours further than this from the path do not count.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="A folder for all scores as JSON, and the worst pictures.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score what a model drew against the truth, with the metrics of each task.

    Example: cavendish evaluate out drawings --split val --report report
    """
    from ..evaluation.evaluate import open_evaluation, score_samples, summary, write_report

    work = open_evaluation(out, predictions, split, protocol, residual_max)
    verdicts = follow(score_samples(work), work.samples, str)
    if report is not None:
        write_report(report, work, verdicts)
    if as_json:
        print(json.dumps(summary(work, verdicts)))
    else:
        for task, scores in work.totals().items():
            count = sum(verdict.task == task and bool(verdict.scores) for verdict in verdicts)
            print_table(f"{task}: {count} pictures", {name: f"{value:.4g}" for name, value in scores.items()})
    if faults := [verdict for verdict in verdicts if verdict.fault]:
        raise WorkError(f"{predictions}: {len(faults)} of {len(verdicts)} are not scored; the first is {faults[0]}")


def decode(
    task: Annotated[DecodeTask, typer.Argument(metavar="TASK", help="What the picture shows.")],
    image: Annotated[Path, typer.Argument(metavar="IMAGE", help="The picture.")],
    out: Annotated[Path | None, typer.Option(help="Where the numbers go: .npy, .exr or .png.")] = None,
    prompt: Annotated[str, typer.Option(help="semantic: the prompt, whose legend names the colours.")] = "",
    residual_max: Annotated[
        float | None,
        typer.Option(min=0, help="depth: reject colours further than this from the colour path; 0.12 is a good value."),
    ] = None,
    colormap: Annotated[str, typer.Option(help="depth: the colour map that the prompt names.")] = "cube",
    convention: Annotated[str, typer.Option(help="normals: the convention that the prompt names.")] = "vision-banana",
) -> None:
    """Turn a target, or what a model drew, back into numbers.

    Example: cavendish decode depth 00000012-01-03-depth.png --out depth.npy --residual-max 0.12
    """
    from ..evaluation import decode as decoding

    rgb = decoding.read_picture(image)
    array: NDArray[Any]
    if task is DecodeTask.semantic:
        array, summary = decoding.decode_semantic(rgb, prompt)
    elif task is DecodeTask.normals:
        array, summary = decoding.decode_normals(rgb, convention)
    else:
        array, summary = decoding.decode_depth(rgb, residual_max, colormap)
    if out is not None:
        decoding.write_array(out, array)
    print_table(str(image), summary)
