"""Commands from one dataset to another, and to check one: encode, import, verify and export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ...scenes.errors import WorkError
from ..terminal.console import answers, following, log, run_through
from ..terminal.plaintext import counted, one_line
from .options import AsJson, Jobs, NewArg, OutArg, Shards
from .outcome import checked_line, describe, report, warn
from .weights import weights

Tasks = Annotated[str, typer.Option(help="What to ask, by weight: depth=1,semantic=2, or in braces as in a recipe.")]
Languages = Annotated[str, typer.Option(help="Languages of the prompts, by weight: en=3,de.")]


def encode(
    out: OutArg,
    new: NewArg,
    tasks: Tasks = "",
    languages: Languages = "",
    samples_per_view: Annotated[int | None, typer.Option(min=1, help="How many samples each view gives.")] = None,
    prompt_seed: Annotated[
        int | None, typer.Option(min=0, help="Another number asks other questions of the same pictures.")
    ] = None,
    prompts: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Prompts, words and languages of your own.")
    ] = None,
    styles: Annotated[
        str, typer.Option(help="Other cameras, by weight: phone=3,dslr. Needs a dataset that keeps its light.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Ask other things of the same pictures: a new dataset, without rendering.

    Example: cavendish encode out new --tasks depth=1,semantic=2 --languages en=3,de
    """
    from ..build.reencode import changed_recipe, encode_shards, open_encoding

    changes = weights(tasks=tasks, languages=languages, styles=styles)
    changes |= {"samples_per_view": samples_per_view, "prompt_seed": prompt_seed}
    changes |= {"prompts": None if prompts is None else str(prompts)}
    known = {name: value for name, value in changes.items() if value is not None}
    work = open_encoding(out, new, changed_recipe(out, known))
    warn(str(new), work.recipe)
    run_through(encode_shards(out, work), len(work.pending), describe)
    report(new, as_json)


def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the rendered files are.")],
    out: OutArg,
    source: Annotated[
        str,
        typer.Option(
            "--from", help="Whose files: blenderproc, hypersim, folder, or a set of photographs such as marigold-depth."
        ),
    ],
    split: Annotated[str, typer.Option(help="Photographs: the set's own name of the part to read.")] = "",
    role: Annotated[str, typer.Option("--as", help="Photographs: `test`, asked as the set asks, or `train`.")] = "test",
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="TEST", help="Photographs, --as train: leave out what this dataset shows. Repeatable."),
    ] = None,
    name: Annotated[str, typer.Option(help="Name of the dataset.")] = "imported",
    tasks: Annotated[
        str, typer.Option(help="What to ask, by weight: depth=1,semantic=2. Default: all that the files allow.")
    ] = "",
    languages: Languages = "",
    splits: Annotated[str, typer.Option(help="Shares of the shards: train=9,val=1.")] = "",
    scenes_per_shard: Annotated[int | None, typer.Option(min=1, help="How many views go into one shard.")] = None,
    unit: Annotated[
        str | None,
        typer.Option(help="folder, blenderproc: the unit of depth: m, cm or mm. Default: m, but not of PNG."),
    ] = None,
    depth_scale: Annotated[
        float | None, typer.Option(help="As --unit, in numbers: units per metre of depth, such as 256.")
    ] = None,
    top_code: Annotated[
        str, typer.Option(help="folder: what 65535 means in 16-bit depth: unknown or sky.")
    ] = "unknown",
    depth_channel: Annotated[
        str | None, typer.Option(help="folder: the channel of EXR depth, where its name does not say so.")
    ] = None,
    convention: Annotated[
        str, typer.Option(help="folder: which way the colours of PNG normals grow.")
    ] = "vision-banana",
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Make a dataset of pictures that were not rendered here. Run again to resume.

    Example: cavendish import renders out --from folder --unit mm
    """
    from ..dataset.folder import read_manifest
    from ..dataset.storage import place
    from ..importers.driver import open_import
    from ..importers.frames import Options
    from ..importers.importing import import_shards, left_out, shortfall

    wishes = {"name": name} | weights(tasks=tasks, languages=languages, splits=splits)
    wishes |= {"scenes_per_shard": scenes_per_shard} if scenes_per_shard else {}
    options = Options(depth_scale, convention, unit, top_code, depth_channel)
    work = open_import(folder, out, source, wishes, options, split, role, tuple(map(place, without or ())))
    for line in (str(work), *(f"warning: {text}" for text in (*work.notes, *work.build.recipe.warnings()))):
        log.print(f"{folder}: {line}", markup=False)
    run_through(import_shards(work, jobs), len(work.build.pending), describe)
    totals = read_manifest(out).totals
    for line in filter(None, (shortfall(work, totals.samples), left_out(totals))):
        log.print(f"{folder}: {line}", markup=False)
    report(out, as_json)


def verify(out: OutArg, shards: Shards = "", jobs: Jobs = None, as_json: AsJson = False) -> None:
    """Check every byte, and that every target decodes to its truth.

    Example: cavendish verify out
    """
    from ..dataset.folder import read_manifest
    from ..dataset.verify import open_verification, verify_shards

    plans = open_verification(out, shards)
    checked, total = verify_shards(out, plans, jobs), len(plans)
    results = following(checked, total, checked_line)
    faults = [fault for _, found in results for fault in found]
    if as_json:
        print(json.dumps({"shards": total, "faults": [fault.as_dict() for fault in faults]}))
    else:
        for fault in faults:
            answers.print(one_line(fault))
        if not faults:
            some = read_manifest(out).totals.samples
            held = "every target decodes to its truth" if some else "as their records say, and without a sample"
            answers.print(f"{out}: {counted(total, 'shards')}, {held}")
    if faults:
        spoiled = len({fault.shard for fault in faults})
        raise WorkError(f"{out}: {counted(len(faults), 'faults')} in {spoiled} of {counted(total, 'shards')}")


def export(
    out: OutArg,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go: an empty or new folder.")],
    to: Annotated[
        str, typer.Option(help="A format: folders, hf, imagefolder, bagel, energon, coco, video, exr or hdf5.")
    ],
    i_may: Annotated[
        bool, typer.Option("--i-may", help="Hand on pictures though their licence does not let everybody.")
    ] = False,
    jobs: Jobs = None,
) -> None:
    """Write a dataset as other programs want it, such as trainers. Run again to resume.

    Example: cavendish export out pictures --to hf
    """
    from ..export.driver import FORMATS, check_whole, export_shards, open_export

    work = open_export(out, folder, to, i_may)
    log.print(f"{to}: {FORMATS[to].about}")
    run_through(export_shards(work, jobs), len(work.pending), lambda record: f"{record.name}: {work.held(record)}")
    answers.print(f"{folder}: {work.held(*(source.record for source in work.sources))} as {to}")
    check_whole(work)
