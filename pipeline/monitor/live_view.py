"""What a person who waits for a build sees: a view that changes on a terminal, plain lines in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from ..terminal.plaintext import one_line
from .events import Event, EventKind, Observer, Value
from .progress import Progress, advance, duration, sentence
from .status import Status, status_of


@contextmanager
def shown(console: Console, pending: int) -> Iterator[Observer]:
    """Show a build of `pending` shards on `console` as its events come."""
    if console.is_terminal:
        with _live(console) as observe:
            yield observe
    else:
        yield _lines(console, pending)


def view(status: Status, now: datetime) -> RenderableType:
    """Return a few lines that say how a build goes."""
    bar = Table.grid(padding=(0, 2))
    share = f"{100 * status.done / max(status.shards, 1):.0f} %"
    bar.add_row(
        Text(one_line(status.name, 80), style="bold"),
        ProgressBar(total=max(status.shards, 1), completed=status.done, width=40, complete_style="cyan"),
        f"{status.done:,} of {status.shards:,} shards",
        share,
    )
    return Group(bar, Text("   ".join(_speed(status, now))), *_cost(status), *_fleet(status))


def _speed(status: Status, now: datetime) -> Iterator[str]:
    yield f"{status.frames:,} frames"
    yield f"{status.frames_per_s:.3g} frames/s" if status.made else "no shard yet"
    if status.ended is None and status.left_s is not None:
        yield f"{duration(status.left_s)} left"
    seconds = ((status.ended or now) - status.started).total_seconds()
    yield f"{duration(seconds)} so far" if status.ended is None else f"in {duration(seconds)}"


def _cost(status: Status) -> Iterator[Text]:
    """Where the workers' time goes, and the storage: what a bigger farm is planned from."""
    seconds = {name.removesuffix("_s"): spent for name, spent in status.timings.model_dump().items()}
    if status.frames and (total := sum(seconds.values())):
        shares = ", ".join(f"{name} {100 * spent / total:.0f} %" for name, spent in seconds.items())
        size = f"{status.bytes / status.frames / 1e6:.2f} MB a frame"
        yield Text(f"{total / status.frames:.2f} s of a worker and {size}   {shares}", style="dim")


def _fleet(status: Status) -> Iterator[Text]:
    counts = {
        "workers": status.workers,
        "lost": status.workers_lost,
        "retries": status.retries,
        "storage retries": status.storage_retries,
        "quarantined": status.quarantined,
    }
    said = [f"{name} {count:,}" for name, count in counts.items() if count]
    said += [f"avoided: {', '.join(status.avoided)}"] if status.avoided else []
    if said:
        yield Text("   ".join(said), style="yellow" if status.quarantined or status.avoided else "")


@contextmanager
def _live(console: Console) -> Iterator[Observer]:
    progress = Progress()

    def show() -> RenderableType:
        return view(status_of(progress, time.time()), datetime.now().astimezone()) if progress.started_s else Text("")

    def observe(event: Event) -> None:
        nonlocal progress
        progress = advance(progress, event)
        if said := sentence(event):
            console.print(said, markup=False)

    with Live(console=console, get_renderable=show, refresh_per_second=2):
        yield observe


def _lines(console: Console, pending: int) -> Observer:
    made = 0

    def observe(event: Event) -> None:
        nonlocal made
        if event.kind is EventKind.SHARD_FINISHED:
            made += 1
            console.print(f"[{made}/{pending}] {_shard_line(event.fields)}", markup=False)
        elif said := sentence(event):
            console.print(said, markup=False)

    return observe


def _shard_line(fields: Mapping[str, Value]) -> str:
    return f"{fields['shard']}: {fields['samples']} samples in {fields['seconds']:.0f} s"
