"""Reports beside published numbers: for each task a grid of models and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...scenes.errors import RequestError
from .published import DIGITS, LOWER_IS_BETTER, METRICS, Published, published
from .reports import Report, Scored, scored


@dataclass(frozen=True, slots=True)
class Column:
    """A score on a benchmark."""

    benchmark: str
    metric: str

    @property
    def lower_is_better(self) -> bool:
        """Which way is better."""
        return self.metric in LOWER_IS_BETTER

    @property
    def arrow(self) -> str:
        """Which way is better, as a sign."""
        return "↓" if self.lower_is_better else "↑"

    def shown(self, value: float) -> str:
        """Return a value with as many digits as are published."""
        return f"{value:.{DIGITS.get(self.metric, 3)}f}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, what has to be known of it ("": nothing), and whether none of those without a note is better."""

    value: float
    note: str = ""
    best: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A model's numbers; `source` is "" where they are those of reports."""

    model: str
    source: str
    cells: Mapping[Column, Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """One task's table, and for each benchmark how the reports' numbers were made."""

    task: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    rules: Mapping[str, str]

    @property
    def notes(self) -> tuple[str, ...]:
        """All notes of cells, each once."""
        found = (cell.note for row in self.rows for column in self.columns if (cell := row.cells.get(column)))
        return tuple(dict.fromkeys(note for note in found if note))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the rows, each once."""
        return tuple(dict.fromkeys(row.source for row in self.rows if row.source))


def grids(reports: Iterable[tuple[str, Report]]) -> list[Grid]:
    """Return a grid for each task that the reports score; raises RequestError where there is none, or a doubled one."""
    numbers = [number for model, report in reports for number in scored(model, report)]
    _refuse_doubled(numbers)
    found = [_grid(task, [number for number in numbers if number.task == task]) for task in METRICS]
    if not numbers:
        raise RequestError("the reports hold no score", "reports")
    return [grid for grid in found if grid.columns]


def _grid(task: str, numbers: Sequence[Scored]) -> Grid:
    benchmarks = dict.fromkeys(number.benchmark for number in numbers)
    others = [each for each in published() if each.task == task and each.benchmark in benchmarks]
    there = {(each.benchmark, each.metric) for group in (numbers, others) for each in group}
    columns = tuple(Column(name, metric) for name in benchmarks for metric in METRICS[task] if (name, metric) in there)
    rows = _with_best(columns, [*_rows(numbers), *_rows(others)])
    return Grid(task, columns, tuple(rows), {name: _rules(numbers, name) for name in benchmarks})


def _rows(numbers: Sequence[Scored] | Sequence[Published]) -> Iterator[Row]:
    by_row: dict[tuple[str, str], dict[Column, Cell]] = {}
    for each in numbers:
        cells = by_row.setdefault((each.model, getattr(each, "source", "")), {})
        cells[Column(each.benchmark, each.metric)] = Cell(each.value, each.note)
    yield from (Row(model, source, cells) for (model, source), cells in by_row.items())


def _with_best(columns: Iterable[Column], rows: Sequence[Row]) -> list[Row]:
    """Mark what is best in each column as it is shown, where two can be compared; numbers with a note are not."""
    best: dict[Column, str] = {}
    for column in columns:
        values = [cell.value for row in rows if (cell := row.cells.get(column)) and not cell.note]
        if len(values) > 1:
            best[column] = column.shown(min(values) if column.lower_is_better else max(values))
    return [
        replace(row, cells={column: _marked(column, cell, best) for column, cell in row.cells.items()}) for row in rows
    ]


def _marked(column: Column, cell: Cell, best: Mapping[Column, str]) -> Cell:
    return replace(cell, best=not cell.note and column.shown(cell.value) == best.get(column))


def _rules(numbers: Iterable[Scored], benchmark: str) -> str:
    """Say how a benchmark was scored, by model where not all were scored alike."""
    models: dict[str, dict[str, None]] = {}
    for number in numbers:
        if number.benchmark == benchmark and number.rules:
            models.setdefault(number.rules, {})[number.model] = None
    if len(models) < 2:
        return "".join(models)
    return "not alike: " + "; ".join(f"{', '.join(names)}: {rules}" for rules, names in models.items())


def _refuse_doubled(numbers: Iterable[Scored]) -> None:
    seen = set()
    for number in numbers:
        cell = (number.model, number.task, number.benchmark, number.metric)
        if cell in seen:
            raise RequestError(
                f"two reports of {number.model} score {number.benchmark} ({number.task}); name their models: NAME=PATH"
            )
        seen.add(cell)
