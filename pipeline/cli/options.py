"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..dataset.storage import Location


def _place(text: str) -> Location:
    from ..dataset.storage import place

    return place(text)


RecipeArg = Annotated[str, typer.Argument(metavar="RECIPE", help="A YAML file, or the name of a bundled recipe.")]
if TYPE_CHECKING:
    Where = Location
else:
    Where = type("path or URL", (), {})  # Typer knows no unions, and shows this name
OutArg = Annotated[
    Where, typer.Argument(metavar="OUT", parser=_place, help="The dataset's folder, or its URL (s3://, gs:// …).")
]
NewArg = Annotated[Where, typer.Argument(metavar="NEW", parser=_place, help="The folder or URL of the new dataset.")]
Workers = Annotated[int, typer.Option(min=1, help="How many render at once: 1 on this machine, more on Ray.")]
Address = Annotated[
    str, typer.Option(help='Ray cluster to use: "auto" or ray://HOST:PORT. Default: one on this machine.')
]
Cpus = Annotated[
    float | None,
    typer.Option("--cpus-per-worker", min=0.01, help="Cores of each Ray worker. Default: they are shared out."),
]
Gpus = Annotated[
    float | None,
    typer.Option(
        "--gpus-per-worker", min=0, help="GPUs of each Ray worker; fractions share one. Default: they are shared out."
    ),
]
ShardTimeout = Annotated[
    float | None,
    typer.Option(
        "--shard-timeout", min=0.1, help="Seconds that a shard may take. Default: generous, by the recipe's pictures."
    ),
]
Nice = Annotated[
    int, typer.Option(min=0, max=19, help="How nice renderers are to other programs; 0: they take what they get.")
]
Memory = Annotated[
    float | None,
    typer.Option("--memory-per-worker", min=0.1, help="GB that a worker may use. Default: its part of the machine."),
]
Mixed = Annotated[
    bool, typer.Option("--mixed-platforms", help="Go on with other versions or another device: bytes may differ.")
]
Anonymous = Annotated[
    bool, typer.Option("--anonymous", help="Keep the names of hosts and folders out of the records, to publish them.")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Render nothing where anything is amiss with the recipe's scene files.")
]
LogFile = Annotated[
    Path | None, typer.Option("--log", metavar="FILE", help="Append what happens, one JSON line for each event.")
]
Jobs = Annotated[int | None, typer.Option(min=1, help="How many processes. Default: as many as there are cores.")]
Shards = Annotated[str, typer.Option(help="Only these shards, for example 3,7-9. Nothing is written into OUT.")]
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


Device = Annotated[
    Backend,
    typer.Option(
        metavar="BACKEND",
        help=f"What to render on: {', '.join(Backend)}. auto is a GPU where one is found.",
    ),
]
