"""The command line. Flags choose where and how fast, never what is rendered.

Exit codes: 0 done; 1 the work found or left a fault; 2 the request was wrong.
"""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from numpy.typing import NDArray

from ..manifests import Recipe, RecipeError, ShardRecord, load_recipe
from .assets.cli import app as assets_app
from .codecs import CodecError
from .console import answers, follow, log, print_table
from .errors import RequestError, WorkError

if TYPE_CHECKING:
    from .dataset_build import Executor

app = typer.Typer(
    help="Render synthetic scenes into prompt / image / target datasets whose targets decode back to exact numbers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(assets_app, name="assets")

RecipeArg = Annotated[str, typer.Argument(metavar="RECIPE", help="A YAML file, or the name of a bundled recipe.")]
OutArg = Annotated[Path, typer.Argument(metavar="OUT", help="The dataset's folder.")]
Workers = Annotated[int, typer.Option(min=1, help="Workers: 1 renders in this process, more run on Ray.")]
Address = Annotated[
    str, typer.Option(help='Ray cluster to use: "auto" or ray://HOST:PORT. Default: one on this machine.')
]
Gpus = Annotated[float, typer.Option("--gpus-per-worker", min=0, help="GPUs of each Ray worker; fractions share one.")]
Mixed = Annotated[
    bool, typer.Option("--mixed-platforms", help="Add shards from a platform other than that of the first.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]


class Backend(StrEnum):
    """What Cycles renders on; auto is the first GPU backend that finds a device, else the CPU."""

    AUTO = "auto"
    CPU = "CPU"
    OPTIX = "OPTIX"
    CUDA = "CUDA"
    HIP = "HIP"
    ONEAPI = "ONEAPI"
    METAL = "METAL"


Device = Annotated[Backend, typer.Option(help="What to render on. auto: a GPU where one is found.")]


class DecodeTask(StrEnum):
    """What a picture shows."""

    depth = "depth"
    normals = "normals"
    semantic = "semantic"


@app.command()
def build(
    recipe: RecipeArg,
    out: OutArg,
    workers: Workers = 1,
    address: Address = "",
    gpus_per_worker: Gpus = 0.0,
    device: Device = Backend.AUTO,
    mixed_platforms: Mixed = False,
    as_json: AsJson = False,
) -> None:
    """Render a recipe into OUT. Run again to resume: finished shards are kept."""
    from .dataset_build import open_build, run

    asked = load_recipe(recipe)
    for warning in asked.warnings():
        log.print(f"warning: {recipe}: {warning}")
    work = open_build(asked, out)
    log.print(f"{asked.name}: {len(work.done)} of {len(work.done) + len(work.pending)} shards are there")
    executor, threads = _executor(workers, address, gpus_per_worker)
    follow(run(work, executor, device, threads, mixed_platforms), len(work.pending), _describe)
    _report(out, as_json)


@app.command()
def regenerate(
    out: OutArg,
    shards: Annotated[str, typer.Option(help="Shard numbers, for example 3,7-9.")],
    workers: Workers = 1,
    address: Address = "",
    gpus_per_worker: Gpus = 0.0,
    device: Device = Backend.AUTO,
    mixed_platforms: Mixed = False,
    as_json: AsJson = False,
) -> None:
    """Make lost shards again, byte for byte, from the manifest in OUT."""
    from .dataset_build import open_regeneration, run
    from .out import select_shards

    work = open_regeneration(out, lambda plans: select_shards(shards, plans))
    executor, threads = _executor(workers, address, gpus_per_worker)
    records = follow(run(work, executor, device, threads, mixed_platforms), len(work.pending), _describe)
    changed = [r.name for r in records if r.shard in work.done and _digests(r) != _digests(work.done[r.shard])]
    _report(out, as_json)
    if changed:
        raise WorkError(f"{out}: the bytes of {', '.join(changed)} are not those of the earlier record")


@app.command()
def verify(out: OutArg, as_json: AsJson = False) -> None:
    """Check every byte, and decode every target against the truth."""
    from .out import read_manifest
    from .plan import plan_shards
    from .verify import verify as check

    total = len(plan_shards(read_manifest(out).recipe))
    results = follow(check(out), total, lambda result: f"{result[0].name}: {len(result[1])} faults")
    faults = [fault for _, found in results for fault in found]
    if as_json:
        print(json.dumps({"shards": total, "faults": [fault.as_dict() for fault in faults]}))
    else:
        for fault in faults:
            answers.print(str(fault))
        if not faults:
            answers.print(f"{out}: {total} shards, every target decodes to its truth")
    if faults:
        raise WorkError(f"{out}: {len(faults)} faults in {len({fault.shard for fault in faults})} of {total} shards")


@app.command()
def preview(
    recipe: RecipeArg,
    out: Annotated[Path, typer.Option(help="Where the contact sheet goes (PNG).")] = Path("preview.png"),
    scenes: Annotated[int, typer.Option(min=1, max=100, help="How many scenes.")] = 4,
    layout: Annotated[str, typer.Option(help="Look at this one of the recipe's layouts alone.")] = "",
) -> None:
    """Render a few scenes, small and fast: image, depth, normals and instances in a row."""
    from .images import png_bytes
    from .preview import only_layout
    from .preview import preview as looks_at
    from .publish import publish
    from .sheet import contact_sheet

    asked = only_layout(load_recipe(recipe), layout) if layout else load_recipe(recipe)
    if not out.absolute().parent.is_dir():
        raise RequestError(f"--out {out}: {out.parent} is not a folder")
    looks = follow(looks_at(asked, scenes), min(scenes, asked.scenes), str)
    if not looks:
        raise WorkError(f"{recipe}: no camera passed the gates in any of these scenes")
    sheet = contact_sheet([look.frame for look in looks], [str(look) for look in looks])
    publish(out.absolute().parent, out.name, png_bytes(sheet))
    answers.print(f"contact sheet: {out}")


@app.command()
def decode(
    task: Annotated[DecodeTask, typer.Argument(help="What the picture shows.")],
    image: Annotated[Path, typer.Argument(help="The picture.")],
    out: Annotated[Path | None, typer.Option(help="Where the numbers go: .npy, .exr or .png.")] = None,
    prompt: Annotated[str, typer.Option(help="semantic: the prompt, whose legend names the colours.")] = "",
    residual_max: Annotated[
        float | None,
        typer.Option(min=0, help="depth: reject colours further than this from the colour path; 0.12 is a good value."),
    ] = None,
    colormap: Annotated[str, typer.Option(help="depth: the colour map that the prompt names.")] = "cube",
    convention: Annotated[str, typer.Option(help="normals: the convention that the prompt names.")] = "vision-banana",
) -> None:
    """Turn a target, or a model's drawing, back into numbers."""
    from . import decode as decoding

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


@app.command()
def export(
    out: OutArg,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go: an empty or new folder.")],
    to: Annotated[str, typer.Option(help="A format: folders, hf, imagefolder, bagel, energon, exr or hdf5.")],
) -> None:
    """Write a dataset in the format of other programs. Run again to go on with an export that was stopped."""
    from .export import FORMATS, open_export, run_export

    work = open_export(out, folder, to)
    log.print(f"{to}: {FORMATS[to].about}")
    follow(run_export(work), len(work.pending), lambda record: f"{record.name}: {record.samples} samples")
    answers.print(f"{folder}: {sum(source.record.samples for source in work.sources)} samples as {to}")
    if work.missing:
        raise WorkError(f"{out}: {', '.join(work.missing)} are not built, so they are not in {folder}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a recipe."""
    print(json.dumps(Recipe.model_json_schema(), indent=2))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say what this machine can render with."""
    from .doctor import examine

    facts = examine()
    print(json.dumps(facts)) if as_json else print_table("this machine", facts)


@app.command()
def encode(
    out: OutArg,
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder of the new dataset.")],
    tasks: Annotated[str, typer.Option(help="Weights, as in depth=1,semantic=2, or a recipe's `tasks` in {}.")] = "",
    languages: Annotated[str, typer.Option(help="Languages of the prompts, as in en=3,de.")] = "",
    samples_per_view: Annotated[int | None, typer.Option(min=1, help="How many triplets each view gives.")] = None,
    edition: Annotated[int | None, typer.Option(min=0, help="Another edition asks other questions.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask other things of the same pictures: a new dataset from OUT's truth, without rendering."""
    from . import encode as encoding

    weights = {"tasks": tasks, "languages": languages}
    numbers = {"samples_per_view": samples_per_view, "edition": edition}
    changes: dict[str, Any] = {name: number for name, number in numbers.items() if number is not None}
    changes |= {name: encoding.parse_weights(f"--{name}", text) for name, text in weights.items() if text}
    work = encoding.open_encoding(out, new, encoding.asked_again(out, changes))
    follow(encoding.encode(out, work), len(work.pending), _describe)
    _report(new, as_json)


@app.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the rendered files are.")],
    out: OutArg,
    source: Annotated[str, typer.Option("--from", help="Whose files they are: blenderproc, hypersim or folder.")],
    name: Annotated[str, typer.Option(help="Name of the dataset.")] = "imported",
    tasks: Annotated[
        str, typer.Option(help="Weights, as in depth=1,semantic=2; default: all that the files allow.")
    ] = "",
    languages: Annotated[str, typer.Option(help="Languages of the prompts, as in en=3,de.")] = "",
    splits: Annotated[str, typer.Option(help="Shares of the shards, as in train=9,val=1.")] = "",
    scenes_per_shard: Annotated[int | None, typer.Option(min=1, help="How many views go into one shard.")] = None,
    depth_scale: Annotated[
        float | None, typer.Option(help="folder: units per metre of 16-bit PNG depth, such as 1000.")
    ] = None,
    convention: Annotated[str, typer.Option(help="folder: the axes of PNG normals.")] = "vision-banana",
    as_json: AsJson = False,
) -> None:
    """Turn ground truth that was rendered elsewhere into triplets. Run again to resume: finished shards are kept."""
    from .encode import parse_weights
    from .importers import Options
    from .importing import open_import, run_import, shortfall
    from .out import read_manifest

    weights = {"tasks": tasks, "languages": languages, "splits": splits}
    wishes: dict[str, Any] = {name: parse_weights(f"--{name}", text) for name, text in weights.items() if text}
    wishes |= {"name": name} | ({"scenes_per_shard": scenes_per_shard} if scenes_per_shard else {})
    work = open_import(folder, out, source, wishes, Options(depth_scale, convention))
    for line in (str(work), *(f"warning: {text}" for text in work.build.recipe.warnings())):
        log.print(f"{folder}: {line}", markup=False)
    follow(run_import(work), len(work.build.pending), _describe)
    if missing := shortfall(work, read_manifest(out).totals.samples):
        log.print(f"{folder}: {missing}", markup=False)
    _report(out, as_json)


@app.command()
def evaluate(
    out: OutArg,
    predictions: Annotated[Path, typer.Argument(metavar="PREDICTIONS", help="Pictures named by key, of any size.")],
    split: Annotated[str, typer.Option(help="The split that was drawn.")] = "val",
    protocol: Annotated[str, typer.Option(help="depth: caps and crop, such as nyu or kitti-garg.")] = "all",
    residual_max: Annotated[
        float | None, typer.Option(min=0, help="depth: colours further than this from the path do not count.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="A folder for all scores as JSON, and the worst pictures.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score what a model drew against the truth, with the metrics of each task."""
    from .evaluate import evaluate as score
    from .evaluate import open_evaluation, summary, write_report

    work = open_evaluation(out, predictions, split, protocol, residual_max)
    verdicts = follow(score(work), work.samples, str)
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


@app.command()
def stats(out: OutArg, as_json: AsJson = False) -> None:
    """Say how varied a dataset is: depths, directions, categories, likeness, prompts, and colours that tell classes."""
    from .stats import statistics

    found = statistics(out)
    if as_json:
        print(json.dumps(found))
    else:
        for title, rows in found.items():
            print_table(title, {name: str(value) for name, value in rows.items()})


def _executor(workers: int, address: str, gpus_per_worker: float) -> tuple[Executor, int | None]:
    """Return who runs the shards, and the threads of each worker (None: all that this process may use)."""
    if workers == 1 and not address:
        from .executors import local_map

        return local_map, None
    from .ray_executor import gather, ray_map

    fleet = gather(workers, gpus_per_worker, address)
    return partial(ray_map, fleet), max(1, int(fleet.cpus_per_worker))


def _describe(record: ShardRecord) -> str:
    return f"{record.name}: {record.samples} samples in {record.seconds:.0f} s"


def _report(out: Path, as_json: bool) -> None:
    """Print what the dataset now holds; raises WorkError where views are missing from it."""
    from .out import MANIFEST, read_manifest

    totals = read_manifest(out).totals
    if as_json:
        print(totals.model_dump_json())
    else:
        answers.print(f"{out}: {totals.samples} samples of {totals.views} views in {totals.shards} shards")
        answers.print(f"{out / MANIFEST}, {out / 'README.md'} and {out / 'contact-sheet.png'} describe them")


def _digests(record: ShardRecord) -> tuple[str, str]:
    return record.tar.sha256, record.truth.sha256


def main() -> NoReturn:
    """Run the command line and end the process, also where Blender would not let it end."""
    code = _run()
    sys.stdout.flush()
    sys.stderr.flush()
    if "bpy" in sys.modules:
        os._exit(code)  # a normal exit hangs once bpy and BlenderProc are loaded
    sys.exit(code)


def _run() -> int:
    try:
        app()
    except SystemExit as end:  # how a finished command and a wrong option end
        return end.code if isinstance(end.code, int) else 1
    except (RequestError, RecipeError, CodecError) as error:
        return _failed(error, 2)
    except WorkError as error:
        return _failed(error, 1)
    return 0


def _failed(error: object, code: int) -> int:
    print(f"cavendish: {error}", file=sys.stderr)
    return code
