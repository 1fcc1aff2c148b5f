"""One sample in the terminal."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..dataset.png import png_array
from ..report.inspect import JSON_FIELDS, InspectedSample
from ..terminal.halfblocks import side_by_side
from ..terminal.plaintext import one_line

LINES_LEFT = 6  # of the terminal, for the prompt and the line on which one types
SAID_ELSEWHERE = ("key", "prompt", "recipe_digest", "seed", "width", "height")


def show(found: InspectedSample, console: Console) -> None:
    """Print where a sample comes from, its metadata, its pictures (on a terminal that has colours) and its prompt."""
    console.print(Text("Where it comes from", style="bold"))
    console.print(_table({name: _written(value) for name, value in found.origin().items()}), "")
    console.print(Text("What it says", style="bold"))
    console.print(_table(_metadata(found.meta)), "")
    if console.is_terminal and not console.no_color:
        photo, target, lines = (
            found.sample.picture(),
            png_array(found.sample.target),
            max(4, console.height - LINES_LEFT),
        )
        if found.sample.second:
            console.print(side_by_side(photo, png_array(found.sample.second), console.width, lines))
        console.print(side_by_side(photo, target, console.width, lines))
    console.print(Text(found.sample.key, style="bold"))
    console.print(Text(one_line(found.meta["prompt"], 10_000)), soft_wrap=False)


def as_json(found: InspectedSample) -> str:
    """Return the metadata, with nothing packed into strings, and the origin."""
    return json.dumps({**found.meta, "origin": found.origin()}, ensure_ascii=False)


def _metadata(meta: dict[str, Any]) -> dict[str, Text]:
    flat = {name: _written(value) for name, value in meta.items() if name not in (*SAID_ELSEWHERE, *JSON_FIELDS)}
    return flat | {
        "codec parameters": _written(", ".join(f"{name} {value}" for name, value in meta["codec_parameters"].items())),
        "colours": _palette(meta["palette"]),
        "referents": _referents(meta["referents"]),
        "picture": Text(f"{meta['width']}×{meta['height']} pixels{_camera(meta['camera'])}"),
    }


def _camera(camera: dict[str, Any]) -> str:
    if not camera:
        return ""
    x, y, z = (row[3] for row in camera["camera_to_world"][:3])
    return f", camera at ({x:.2f}, {y:.2f}, {z:.2f}) m"


def _palette(palette: dict[str, list[int]]) -> Text:
    entries = [
        Text.assemble(("  ", Style(bgcolor=f"rgb({red},{green},{blue})")), f" ({red}, {green}, {blue})  {_named(name)}")
        for name, (red, green, blue) in palette.items()
    ]
    return Text("\n").join(entries)


def _referents(referents: dict[str, dict[str, Any]]) -> Text:
    entries = [f"{_named(name)}: {_instances(each['instances'])}" for name, each in referents.items()]
    return Text("\n".join(entries))


def _instances(numbers: list[int]) -> str:
    return f"instance{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}" if numbers else "not in sight"


def _named(name: str) -> str:
    return one_line(name) or "(everything else)"


def _written(value: Any) -> Text:
    if isinstance(value, list):
        return Text("\n".join(map(one_line, value)) or "none")
    return Text(one_line(value))


def _table(rows: dict[str, Text]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows.items():
        if text:
            table.add_row(name.replace("_", " "), text)
    return table
