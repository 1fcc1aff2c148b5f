"""The commands `cavendish assets add`, `list` and `check`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ...scenes.errors import AssetError, RequestError, WorkError
from ..terminal.console import answers, follow, log, print_table
from ..terminal.plaintext import counted, one_line
from .usage import Command, Group

app = typer.Typer(
    cls=Group, help="Libraries of models, skies and textures that scenes are made from.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]


@app.command(cls=Command)
def add(
    what: Annotated[
        str,
        typer.Argument(
            metavar="PATH_OR_NAME", help="Files or a folder of them, sweethome3d, or a service: polyhaven, ambientcg."
        ),
    ],
    name: Annotated[str, typer.Option(help="What the library will be called; by default as its folder.")] = "",
    licence: Annotated[
        str,
        typer.Option(help="Under which licence it may be used, where files do not say so; services: take no other."),
    ] = "",
    author: Annotated[str, typer.Option(help="Who made it, where files do not say so.")] = "",
    tile_m: Annotated[float, typer.Option(min=0.01, max=100, help="textures: the width of one tile in metres.")] = 1.0,
    unit: Annotated[
        str | None, typer.Option(help="models: in what their files are: m, cm or mm. Default: m, where that can be.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="services: textures, skies or models. Default: textures.", show_default=False)
    ] = None,
    query: Annotated[
        str | None, typer.Option(help="services: words that each asset has, as 'wood floor'.", show_default=False)
    ] = None,
    resolution: Annotated[
        str | None, typer.Option(help="services: of pictures: 1k, 2k, 4k or 8k. Default: 2k.", show_default=False)
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(help="services: how many at most, the most popular. Default: 100.", show_default=False),
    ] = None,
    most_mb: Annotated[
        float | None, typer.Option(min=1, help="services: how many MB at most. Default: 4000.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a library. Run again to go on after an interruption, or to bring it up to date.

    Example: cavendish assets add polyhaven --query brick
    """
    from ...scenes.assets.library import assets_home
    from ...scenes.assets.sources import SAY_UNIT
    from ..assets.adding import Wish, is_service
    from ..assets.adding import add as make
    from ..assets.checking import summary
    from ..assets.services.fetching import SERVICES
    from ..assets.services.remote import Choice

    said = {"kind": kind, "query": query, "resolution": resolution, "most": most, "most_mb": most_mb}
    given = {field: value for field, value in said.items() if value is not None}
    if is_service(what):
        log.print(SERVICES[what].credit)
    choice = Choice(**given) if given else None  # type: ignore[arg-type]
    library = make(Wish(what, name, licence, author, tile_m, unit, choice), follow)
    found = summary(library.name)
    if as_json:
        print(json.dumps(found))
    else:
        why = f"; `cavendish assets check {library.name}` says why" if found["excluded"] else ""
        kept = counted(found["entries"], library.kind)
        answers.print(f"{assets_home() / library.name}: {kept}, {found['excluded']} left out{why}")
    if untold := sum(SAY_UNIT in each.reason for each in library.excluded):
        log.print(f"warning: {counted(untold, 'models')} may be in another unit than metres: --unit cm, mm or m")


@app.command(name="list", cls=Command)
def list_libraries(as_json: AsJson = False) -> None:
    """Say which libraries are installed, what they hold, and under which licences.

    Example: cavendish assets list
    """
    from ...scenes.assets.library import assets_home, installed
    from ..assets.checking import summary

    try:
        found = [summary(name) for name in installed()]
    except AssetError as error:
        raise WorkError(str(error)) from None
    if as_json:
        print(json.dumps(found))
        return
    rows = {
        each["name"]: f"{each['entries']} {each['kind']}, {each['excluded']} left out, {each['MB']} MB, "
        + ", ".join(f"{licence} ({count})" for licence, count in each["licences"].items())
        for each in found
    }
    print_table(str(assets_home()), rows or {"": "no library; `cavendish assets add` makes one"})


@app.command(cls=Command)
def check(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One library; by default all.")] = "",
    as_json: AsJson = False,
) -> None:
    """Read every file of the libraries again, and say what was left out of them and why.

    Example: cavendish assets check sweethome3d
    """
    from ...scenes.assets.library import assets_home, installed
    from ..assets.checking import check as run

    if name and name not in installed():
        raise RequestError(f"{name}: no such library in {assets_home()}; there: {', '.join(installed()) or 'none'}")
    found = list(run([name] if name else []))
    if as_json:
        print(json.dumps([each.as_dict() for each in found]))
    else:
        for each in found:
            print_table(f"{each.name}: left out", {reason: str(count) for reason, count in each.excluded.items()})
            for fault in each.faults:
                answers.print(one_line(fault))
            if not each.faults:
                answers.print(f"{each.name}: every file is as it was written")
    if faults := sum(len(each.faults) for each in found):
        raise WorkError(f"{assets_home()}: {counted(faults, 'faults')} in the libraries")
