"""The sets of photographs as they are listed: all at a glance, one in full, and as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from rich.table import Table

from .catalogue import PhotographSet, Split
from .published import Published, Source, published, sources
from .table import Column

UNKNOWN = "not stated"


def brief(sets: Iterable[PhotographSet]) -> Table:
    """Return one line for each set: the name to import it by, tasks, splits and licence."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("set", "tasks", "splits", "licence"):
        table.add_column(head, overflow="fold", no_wrap=head == "set")
    for each in sets:
        splits = ", ".join(dict.fromkeys(split.name for split in each.splits))
        table.add_row(each.name, ", ".join(each.tasks), splits, each.licence)
    return table


def details(each: PhotographSet) -> Table:
    """Return all of a set: what to download, its licence, its splits with their protocols and published numbers."""
    handed = "may be handed on" if each.redistribute else "may not be handed on"
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("set", each.title)
    table.add_row("import", f"as {each.name}")
    table.add_row("licence", f"{each.licence}; pictures {handed}")
    for place in each.downloads:
        table.add_row("download", f"{place.files}\nfrom {place.source}; size: {place.size or UNKNOWN}")
    for split in each.splits:
        pictures = f"{split.pictures:,} pictures; " if split.pictures else ""
        table.add_row(
            f"{split.name}, {split.task}", "\n".join([pictures + split.protocol, *_lines(published_of(split))])
        )
    for found in _sources(each):
        table.add_row(f"[{found.source}]", f"{found.citation}. {found.caution}")
    return table


def data(each: PhotographSet) -> dict[str, object]:
    """Return all of a set as JSON-able data, with the published numbers of each split and their sources."""
    splits = [split.model_dump() | {"published": list(map(asdict, published_of(split)))} for split in each.splits]
    found = list(map(asdict, _sources(each)))
    return each.model_dump() | {"splits": splits, "sources": found}


def published_of(split: Split) -> list[Published]:
    """Return the numbers that others published of a split."""
    return [each for each in published() if (each.benchmark, each.task) == (split.benchmark, split.task)]


def _sources(each: PhotographSet) -> list[Source]:
    cited = {number.source for split in each.splits for number in published_of(split)}
    return [source for name, source in sources().items() if name in cited]


def _lines(numbers: Iterable[Published]) -> list[str]:
    """Return one line for each model: what it scored, where that is from, and what has to be known of it."""
    by_model: dict[tuple[str, str, str], list[str]] = {}
    for each in numbers:
        shown = f"{each.metric} {Column(each.benchmark, each.metric).shown(each.value)}"
        by_model.setdefault((each.model, each.source, each.note), []).append(shown)
    return [
        f"{model}: {', '.join(shown)} [{source}]{note and f' ({note})'}"
        for (model, source, note), shown in by_model.items()
    ]
