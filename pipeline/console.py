"""What people see: progress bars on a terminal, plain lines in a log, tables, and JSON for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

T = TypeVar("T")
log = Console(stderr=True, highlight=False, soft_wrap=True)
answers = Console(highlight=False, markup=False, soft_wrap=True)


def follow(items: Iterable[T], total: int, describe: Callable[[T], str]) -> list[T]:
    """Return the items as a list, showing how far they have come: a bar on a terminal, a line each elsewhere."""
    if not log.is_terminal:
        return [_logged(item, number, total, describe) for number, item in enumerate(items, start=1)]
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    done: list[T] = []
    with Progress(*columns, console=log) as progress:
        bar = progress.add_task("", total=total)
        for item in items:
            done.append(item)
            progress.update(bar, advance=1, description=describe(item))
    return done


def print_table(title: str, rows: Mapping[str, str]) -> None:
    """Print label and value, one a row."""
    table = Table(title=title, show_header=False, title_justify="left")
    for label, value in rows.items():
        table.add_row(label, value)
    answers.print(table)


def _logged(item: T, number: int, total: int, describe: Callable[[T], str]) -> T:
    log.print(f"[{number}/{total}] {describe(item)}", markup=False)
    return item
