"""Commands about what the field scores on: benchmarks and table."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ...scenes.errors import RequestError
from ..terminal.console import answers, log
from .options import AsJson


class TableFormat(StrEnum):
    """How a table is written."""

    markdown = "markdown"
    latex = "latex"
    json = "json"


def benchmarks(
    name: Annotated[str, typer.Argument(metavar="NAME", help="One of the sets; all are listed without.")] = "",
    as_json: AsJson = False,
) -> None:
    """List what the field scores on: what to download, licence, protocol, who scored what.

    Example: cavendish benchmarks reasonseg
    """
    from ..benchmarks.catalogue import photograph_set, photograph_sets
    from ..benchmarks.listing import brief, data, details

    chosen = [photograph_set(name)] if name else list(photograph_sets())
    if as_json:
        print(json.dumps([data(each) for each in chosen], ensure_ascii=False))
    elif name:
        answers.print(details(chosen[0]))
    else:
        answers.print(brief(chosen))
        answers.print("NAME says the rest of one, --json all of all", style="dim", highlight=False)


def table(
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORTS", help="[NAME=]PATH: a model, and a report or a JSON of evaluate's."),
    ],
    form: Annotated[TableFormat, typer.Option("--format", help="What is printed.")] = TableFormat.markdown,
    picture: Annotated[Path | None, typer.Option(help="Also draw it: a file that ends in .png.")] = None,
) -> None:
    """Lay reports of several models beside each other, and beside what others published.

    Example: cavendish table mine=reports/nyu mine=reports/kitti --format latex
    """
    from ..benchmarks.formats import FORMATS
    from ..benchmarks.picture import check_picture, drawn
    from ..benchmarks.reports import read_report
    from ..benchmarks.table import grids
    from ..dataset.publish import publish
    from ..report.stats.style import check_matplotlib

    if picture is not None:
        check_picture(picture)
        check_matplotlib()
    found = grids([read_report(each) for each in reports])
    if picture is not None:
        try:
            publish(picture.parent, picture.name, drawn(found))
        except OSError as error:
            raise RequestError(error.strerror or f"{picture}: cannot be written") from None
        log.print(f"{picture} is drawn", markup=False)
    print(FORMATS[form](found))
