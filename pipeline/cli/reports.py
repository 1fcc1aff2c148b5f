"""Commands to look at a dataset with: gallery, stats and inspect."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenes.errors import RequestError
from ..terminal.console import answers, follow, log
from .options import AsJson, Jobs, OutArg, Shards

if TYPE_CHECKING:
    from ..dataset.storage import Location
    from ..report.stats.evidence import DatasetEvidence, Figures


def gallery(
    out: OutArg,
    predictions: Annotated[
        Path | None, typer.Option(help="A folder of pictures that a model drew, named KEY.png: shows and scores them.")
    ] = None,
    samples: Annotated[int, typer.Option(min=1, help="Show about this many, from all over the dataset.")] = 2000,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Write a page to look at the samples with, for any browser.

    It is OUT/index.html, or OUT/predictions.html where there are --predictions.

    Example: cavendish gallery out --predictions drawings
    """
    from ..report.gallery.gallery import open_gallery

    work = open_gallery(out, samples, predictions)
    follow(work.write(jobs), len(work.chosen), str)
    shown, total = len(work.index.samples), work.index.totals.samples
    if as_json:
        print(json.dumps({"page": str(out / work.page), "samples": shown, "bytes": work.bytes}))
    else:
        answers.print(f"{out / work.page}: shows {shown} of {total} samples ({work.bytes / 1e6:.1f} MB)")


def stats(
    out: OutArg,
    plots: Annotated[Path | None, typer.Option(help="Where the plots go; by default OUT/stats.")] = None,
    no_plots: Annotated[bool, typer.Option("--no-plots", help="Print the figures alone; OUT stays as it is.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Print all figures, with bars, rather than 20 lines.")] = False,
    shards: Shards = "",
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Say and draw how varied a dataset is: what it shows, what it asks, what it took.

    Example: cavendish stats out --no-plots
    """
    from ..report.card import CARD
    from ..report.links import refuse_links
    from ..report.stats import figures as statistics
    from ..report.stats.evidence import joined
    from ..report.stats.published import FOLDER
    from ..report.stats.style import check_matplotlib
    from ..report.stats.tables import brief, tables

    draws = not no_plots and (plots is not None or not shards)  # OUT's own plots are of all shards
    if draws:
        check_matplotlib()
        refuse_links(out, *(() if plots else (FOLDER, CARD)))
    records = statistics.open_statistics(out, shards)
    evidence = joined(follow(statistics.evidence_of(out, records, jobs), len(records), str))
    found = statistics.figures(evidence)
    if as_json:
        print(json.dumps(found))
    elif every:
        answers.print(tables(found, answers.width))
    else:
        answers.print(brief(found, answers.width))
        answers.print(
            "--all prints every figure, with bars; --json prints them for programs", style="dim", highlight=False
        )
    if draws:
        _draw_plots(evidence, found, out, plots)


def inspect(
    out: OutArg,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A sample, such as 00000012-01-03-depth.")],
    as_json: AsJson = False,
) -> None:
    """Show one sample: picture and target, prompt, metadata, and where it comes from.

    Example: cavendish inspect out 00000012-01-03-depth
    """
    from ..report.inspect import find
    from . import showing

    found = find(out, key)
    print(showing.as_json(found)) if as_json else showing.show(found, answers)


def _draw_plots(evidence: DatasetEvidence, found: dict[str, Figures], out: Location, elsewhere: Path | None) -> None:
    from ..dataset.publish import remove_parts
    from ..report.card import publish_card
    from ..report.stats.plots import drawn
    from ..report.stats.published import FOLDER, publish_figures, publish_plots

    folder = elsewhere or out / FOLDER
    try:
        names = publish_plots(folder, drawn(evidence))
        if elsewhere is None:
            publish_figures(out, found, names)
            publish_card(out)
            remove_parts(out)
    except OSError as error:
        raise RequestError(f"{folder}: plots cannot be written: {error}; say --plots DIR or --no-plots") from None
    log.print(f"{folder}: {', '.join(names)}", markup=False)
