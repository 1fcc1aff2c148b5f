"""What people see: progress bars on a terminal, plain lines in a log, tables, and JSON for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.segment import Segment
from rich.table import Table

from .plaintext import visible

T = TypeVar("T")


class Terminal(Console):
    """A console that lets nothing through that steers a terminal, save what Rich itself means to."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Yield what is to be written, each text of it made fit to be seen."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


log = Terminal(stderr=True, highlight=False, soft_wrap=True, emoji=False)
answers = Terminal(highlight=False, markup=False, soft_wrap=True, emoji=False)


def follow(items: Iterable[T], total: int, describe: Callable[[T], str]) -> list[T]:
    """Return the items as a list, showing how far they have come: a bar on a terminal, a line each elsewhere."""
    return list(following(items, total, describe))


def following(items: Iterable[T], total: int, describe: Callable[[T], str]) -> Iterator[T]:
    """Yield the items as `follow` shows them, and keep none."""
    if log.is_terminal:
        yield from _on_a_bar(items, total, describe)
    else:
        for number, item in enumerate(items, start=1):
            log.print(f"[{number}/{total}] {describe(item)}", markup=False)
            yield item


def run_through(items: Iterable[T], total: int, describe: Callable[[T], str]) -> None:
    """Take the items as `follow` shows them, for what making them does."""
    for _ in following(items, total, describe):
        pass


def _on_a_bar(items: Iterable[T], total: int, describe: Callable[[T], str]) -> Iterator[T]:
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=log) as progress:
        bar = progress.add_task("", total=total)
        for item in items:
            progress.update(bar, advance=1, description=describe(item))
            yield item


def print_table(title: str, rows: Mapping[str, str]) -> None:
    """Print label and value, one a row; the title alone, where there are none."""
    table = Table(title=title, show_header=False, title_justify="left")
    for label, value in rows.items():
        table.add_row(label, value)
    answers.print(table if rows else title, markup=False)
