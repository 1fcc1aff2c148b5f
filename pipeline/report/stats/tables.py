"""The figures of a dataset in the terminal: small tables with bars and a line on what they mean, in columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...terminal.plaintext import one_line
from .evidence import Figures

COLUMN_CELLS = 56
MOST_ROWS = 12
BAR_CELLS = 10
NOTES = {
    "share of the pixels by depth": "metres from the camera plane",
    "share of the surface by where it faces": "as the camera sees it; evenly spread, each of 24 has 4.2%",
    "categories, and the views that show them": "walls and the like are counted, too",
    "classes of other vocabularies in sight": "seen by some view; docs/vocabulary.md says which are which",
    "median of visible things": "in a view of each layout, without walls and the like",
    "views": "accepted, and turned down by the recipe's gates",
    "contacts": "things that overlap or float are taken out",
    "most similar scenes": "mean difference of thumbnails, from 0 (alike) to 1",
    "distinct prompts": "of each task",
    "templates used": "the texts that prompts are made from, of each task",
    "distinct phrases": "what is asked for: names of classes, referring expressions",
    "mean words in a phrase": "RefCOCO and the like as they were published",
    "share of negatives": "what is asked for is not in sight",
    "distinct legends": "sets of classes and colours in semantic prompts",
    "class and colour": "p below 0.001: colours give classes away",
    "time of making": "rendering and encoding, added up over the workers",
}
BRIEFLY = {  # the figures that a first look shows, a line each, and what they are called there
    "scenes of each layout": "scenes",
    "scenes of each weather": "weather",
    "what moves in clips": "moving",
    "views of each size": "views, px",
    "samples of each task": "samples",
    "samples in each language": "languages",
    "categories, and the views that show them": "categories",
    "median of visible things": "things in a view",
    "share of the pixels by depth": "depth",
    "share of the surface by where it faces": "surfaces face",
    "most similar scenes": "most alike",
    "distinct prompts": "distinct prompts",
    "words in a prompt": "words in a prompt",
    "share of each colour map": "colour maps",
    "share of each convention of normals": "normals",
    "share of each kind of referring expression": "referring",
    "class and colour": "class and colour",
    "views": "cameras",
    "scenes that failed": "failed",
    "time of making": "time",
    "works of others by licence": "licences",
}
NAME_CELLS = 18
OF_MANY_KINDS = (
    "classes of other vocabularies in sight",
    "categories, and the views that show them",
    "class and colour",
    "contacts",
    "time of making",
    "views",
    "most similar scenes",
)
IN_ORDER = ("share of the pixels by depth", "share of the surface by where it faces", "words in a prompt")


def tables(found: dict[str, Figures], width: int) -> RenderableType:
    """Return all figures in as many columns as a terminal of `width` cells holds, to be read down each of them."""
    grid = Table.grid(padding=(0, 3, 0, 0))
    sections = [
        (len(shown(figures)) + 2 + (title in NOTES), _section(title, figures)) for title, figures in found.items()
    ]
    columns = _columns(sections, max(1, width // COLUMN_CELLS))
    grid.add_row(*(Group(*column) for column in columns))
    return grid


def brief(found: dict[str, Figures], width: int) -> RenderableType:
    """Return a line for each of BRIEFLY: as many of its figures as `width` cells hold."""
    room = max(width - NAME_CELLS - 1, MOST_ROWS)
    named = [(name, _in_one_line(title, found[title], room)) for title, name in BRIEFLY.items() if title in found]
    return Group(*(Text.assemble((f"{name:{NAME_CELLS}} ", "bold"), figures) for name, figures in named))


def _in_one_line(title: str, figures: Figures, room: int) -> str:
    """Return figures that are not 0, the greatest first, as far as there is room, and how many more there are."""
    kept = [(name, value) for name, value in figures.items() if value != 0]
    if title not in (*OF_MANY_KINDS, *IN_ORDER):
        kept.sort(key=lambda entry: -entry[1] if not isinstance(entry[1], str) else 0.0)
    parts = [f"{one_line(name)}{'' if name[-1:].isalpha() else ':'} {readable(title, value)}" for name, value in kept]
    shown = next((count for count in range(len(parts), 1, -1) if len(_listed(parts, count)) <= room), 1)
    return _listed(parts, shown) or "none"


def _listed(parts: Sequence[str], count: int) -> str:
    more = f" and {len(parts) - count} more" if count < len(parts) else ""
    return ", ".join(parts[:count]) + more


def readable(title: str, value: float | str) -> str:
    """Return a figure as people read it: shares in per cent, counts with commas."""
    if isinstance(value, str):
        return one_line(value)
    if title.startswith("share"):
        return f"{value:.1%}"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}"


def shown(figures: Figures) -> Figures:
    """Return the first rows, and how many more there are."""
    rows = list(figures.items())
    more = len(rows) - MOST_ROWS
    return dict(rows) if more <= 1 else dict([*rows[:MOST_ROWS], (f"and {more} more in the JSON", "")])


def _columns(sections: Sequence[tuple[int, RenderableType]], count: int) -> list[list[RenderableType]]:
    """Return the sections in order, in columns of about the same height."""
    columns: list[list[RenderableType]] = [[] for _ in range(count)]
    total, above = sum(height for height, _ in sections), 0
    for height, section in sections:
        columns[min(count - 1, (above + height // 2) * count // total)].append(section)
        above += height
    return columns


def _section(title: str, figures: Figures) -> Group:
    table = Table.grid(padding=(0, 1))
    table.add_column(max_width=COLUMN_CELLS - 20)
    table.add_column(justify="right")
    table.add_column(style="blue")
    top = _largest(title, figures)
    for name, value in shown(figures).items():
        bar = "█" * round(BAR_CELLS * value / top) if top and not isinstance(value, str) else ""
        table.add_row(Text(one_line(name)), Text(readable(title, value)), bar)
    head = [Text(title, style="bold")] + ([Text(NOTES[title], style="dim")] if title in NOTES else [])
    return Group(*head, table, "")


def _largest(title: str, figures: Figures) -> float:
    """Return what the longest bar stands for, or 0 where the figures are of many kinds."""
    numbers = [value for value in figures.values() if not isinstance(value, str)]
    return max(numbers) if title not in OF_MANY_KINDS and len(numbers) == len(figures) > 1 else 0.0
