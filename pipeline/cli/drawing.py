"""The command by which a model draws: predict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..terminal.console import answers, log, run_through
from ..terminal.plaintext import counted
from .options import Address, AsJson, Cpus, Gpus, OutArg

if TYPE_CHECKING:
    from ..predict.shard import Drawn

MOST_PIXELS = 2**20


def predict(
    out: OutArg,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the drawings go: an empty or new folder.")],
    model: Annotated[
        str,
        typer.Option(
            help="Who draws: the folder of a diffusers pipeline, its OWNER/NAME on the hub, a program's file "
            "(called with a folder of prompts and one for drawings), or MODULE:FUNCTION."
        ),
    ],
    split: Annotated[str, typer.Option(help="The split to be drawn.")] = "val",
    lora: Annotated[str, typer.Option(metavar="PATH", help="pipelines: LoRA weights that go on top.")] = "",
    steps: Annotated[int | None, typer.Option(min=1, help="pipelines: steps of the sampler. Default: its own.")] = None,
    guidance: Annotated[
        float | None, typer.Option(min=0, help="pipelines: how strongly the prompt guides; 1: not. Default: its own.")
    ] = None,
    tokens: Annotated[
        int | None, typer.Option(min=1, help="pipelines: how long prompts may be. Default: its own.")
    ] = None,
    pixels_max: Annotated[
        int, typer.Option(min=1, help="pipelines: larger pictures are shrunk for the model, and drawn so.")
    ] = MOST_PIXELS,
    batch: Annotated[
        int, typer.Option(min=1, help="How many samples are drawn at once, where the model can do that.")
    ] = 1,
    samples: Annotated[int | None, typer.Option(min=1, help="Only the first so many. Default: all.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another number gives drawings of other noise.")] = 0,
    workers: Annotated[int, typer.Option(min=1, help="How many draw at once: more than 1 on Ray, each a GPU.")] = 1,
    address: Address = "",
    cpus_per_worker: Cpus = None,
    gpus_per_worker: Gpus = None,
    as_json: AsJson = False,
) -> None:
    """Have a model draw a split, to evaluate it. Run again to resume.

    Example: cavendish predict out drawings --model my/editor --lora tuned --split val
    """
    from ..predict import report
    from ..predict.predict import check_whole, draw_shards, open_prediction
    from ..predict.settings import Settings

    how = Settings(lora, steps=steps, guidance=guidance, tokens=tokens, seed=seed, pixels_max=pixels_max)
    work = open_prediction(out, folder, model, split, how, batch, samples)
    shards = draw_shards(
        work, workers=workers, address=address, cpus_per_worker=cpus_per_worker, gpus_per_worker=gpus_per_worker
    )
    run_through(shards, len(work.shares), _describe)
    said = report.held(work.folder) or {}
    _warn_of_prompts(said)
    if as_json:
        print(json.dumps(report.cited(work.folder)))
    else:
        answers.print(f"{folder}: {counted(work.samples, 'drawings')} of the split {split}; {report.REPORT} says how")
    check_whole(work)


def _describe(drawn: Drawn) -> str:
    beside = f" ({len(drawn.seeds) - drawn.drawn} were there)" if drawn.drawn < len(drawn.seeds) else ""
    return f"{drawn.shard}: {counted(drawn.drawn, 'drawings')} in {drawn.seconds:.0f} s{beside}"


def _warn_of_prompts(said: dict[str, dict[str, int]]) -> None:
    if long := said.get("too long"):
        most, longest = said["prompts"]["tokens at most"], max(long.values())
        beyond = f"longer than the {most} tokens that the model reads (the longest has {longest}): their end is cut off"
        log.print(f"warning: {len(long)} of {said['pictures']} prompts are {beyond}", markup=False)
