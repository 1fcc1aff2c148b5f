"""Commands to look with: at a recipe, at what a dataset holds, and at this machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...manifests import Recipe, load_recipe
from ...scenes.errors import RequestError, WorkError
from ..dataset.storage import Location
from ..terminal.console import answers, follow, log, print_table
from .options import AsJson, OutArg, RecipeArg

if TYPE_CHECKING:
    from ..report.stats.evidence import DatasetEvidence, Figures


def preview(
    recipe: RecipeArg,
    out: Annotated[Path, typer.Option(help="The picture to write, a .png.")] = Path("preview.png"),
    scenes: Annotated[int, typer.Option(min=1, max=100, help="How many scenes.")] = 4,
    layout: Annotated[str, typer.Option(help="Look at this one of the recipe's layouts alone.")] = "",
) -> None:
    """Look at a recipe before it is built: a few scenes, small and fast, with their truth."""
    from ..dataset.png import png_bytes
    from ..dataset.publish import publish
    from ..render.preview import only_layout
    from ..render.preview import preview as looks_at
    from ..report.contact_sheet import contact_sheet

    asked = only_layout(load_recipe(recipe), layout) if layout else load_recipe(recipe)
    if out.suffix.lower() != ".png":
        raise RequestError(f"--out {out}: must end in .png")
    if not out.absolute().parent.is_dir():
        raise RequestError(f"--out {out}: {out.parent} is not a folder")
    looks = follow(looks_at(asked, scenes), min(scenes, asked.scenes), str)
    if not looks:
        raise WorkError(f"{recipe}: no camera passed the gates in any of these scenes")
    sheet = contact_sheet([look.frame for look in looks], [str(look) for look in looks])
    publish(out.absolute().parent, out.name, png_bytes(sheet))
    answers.print(f"contact sheet: {out}")


def gallery(
    out: OutArg,
    predictions: Annotated[
        Path | None, typer.Option(help="A folder of pictures that a model drew, named KEY.png: shows and scores them.")
    ] = None,
    samples: Annotated[int, typer.Option(min=1, help="Show about this many, from all over the dataset.")] = 2000,
    as_json: AsJson = False,
) -> None:
    """Write a page to look at the samples with: OUT/index.html, for any browser."""
    from ..report.card import GALLERY
    from ..report.gallery.gallery import open_gallery

    work = open_gallery(out, samples, predictions)
    follow(work.write(), len(work.chosen), str)
    shown, total = len(work.index.samples), work.index.totals.samples
    if as_json:
        print(json.dumps({"page": str(out / GALLERY), "samples": shown, "bytes": work.bytes}))
    else:
        answers.print(f"{out / GALLERY}: shows {shown} of {total} samples ({work.bytes / 1e6:.1f} MB)")


def stats(
    out: OutArg,
    plots: Annotated[Path | None, typer.Option(help="Where the plots go; by default OUT/stats.")] = None,
    no_plots: Annotated[bool, typer.Option("--no-plots", help="Print the figures alone; OUT stays as it is.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say and draw how varied a dataset is: what it shows, what it asks, what it took."""
    from ..report.stats import figures as statistics
    from ..report.stats.evidence import joined
    from ..report.stats.style import check_matplotlib
    from ..report.stats.tables import tables

    if not no_plots:
        check_matplotlib()
    records = statistics.open_statistics(out)
    evidence = joined(follow(statistics.evidence_of(out, records), len(records), str))
    found = statistics.figures(evidence)
    print(json.dumps(found)) if as_json else answers.print(tables(found, answers.width))
    if not no_plots:
        _draw_plots(evidence, found, out, plots)


def _draw_plots(evidence: DatasetEvidence, found: dict[str, Figures], out: Location, elsewhere: Path | None) -> None:
    from ..report.card import publish_card
    from ..report.stats.plots import drawn
    from ..report.stats.published import FOLDER, publish_figures, publish_plots

    folder = elsewhere or out / FOLDER
    try:
        names = publish_plots(folder, drawn(evidence))
        if elsewhere is None:
            publish_figures(out, found, names)
            publish_card(out)
    except OSError as error:
        raise RequestError(f"{folder}: plots cannot be written: {error}; say --plots DIR or --no-plots") from None
    log.print(f"{folder}: {', '.join(names)}", markup=False)


def inspect(
    out: OutArg,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A sample, such as 00000012-01-03-depth.")],
    as_json: AsJson = False,
) -> None:
    """Show one sample: picture and target, prompt, metadata, and where it comes from."""
    from ..report.inspect import find
    from . import showing

    found = find(out, key)
    print(showing.as_json(found)) if as_json else showing.show(found, answers)


def status(out: OutArg, as_json: AsJson = False) -> None:
    """Say how the build of OUT goes or went; from any machine that sees OUT."""
    from ..monitor.live_view import view
    from ..monitor.status import last_status, state

    now, last = datetime.now(UTC), last_status(out)
    how, fault = state(last, now)
    if as_json:
        print(json.dumps({"state": how, **last.model_dump(mode="json")}))
    else:
        answers.print(view(last, now), *last.recent, sep="\n")
        if not fault:
            answers.print(how)
    if fault:
        raise WorkError(f"{out}: {fault}")


def schema() -> None:
    """Print every field of a recipe, as JSON Schema."""
    print(json.dumps(Recipe.model_json_schema(), indent=2))


def doctor(as_json: AsJson = False) -> None:
    """Say what this machine can render with."""
    from ..render.doctor import examine

    facts = examine()
    print(json.dumps(facts)) if as_json else print_table("this machine", facts)
