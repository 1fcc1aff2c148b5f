"""Grids as text: Markdown, LaTeX (with booktabs) and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_lowercase

from ..report.markdown import escaped
from ..report.markdown import table as markdown_table
from .published import sources
from .table import Cell, Column, Grid, Row

OURS = "report"  # where a row comes from that is of no publication
MOST_LEGEND = 2000  # letters of a line below a table: how several reports were scored
BEST = "Bold is the best of the numbers without a note."
_LATEX = {
    **{ord(sign): f"\\{sign}" for sign in "&%$#_{}"},
    **{
        ord(sign): f"${said}$"
        for sign, said in {"↑": r"\uparrow", "↓": r"\downarrow", "≤": r"\le", "×": r"\times"}.items()
    },
    ord("δ"): r"$\delta$",
    ord("°"): r"$^\circ$",
    ord("·"): r"$\cdot$",
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}


def as_markdown(grids: Iterable[Grid]) -> str:
    """Return a table for each task, and below it its notes, its sources and how the reports' numbers were made."""
    return "\n\n".join(_markdown(grid) for grid in grids)


def _markdown(grid: Grid) -> str:
    head = ["model", *(escaped(_title(column)) for column in grid.columns), "from"]
    bold = lambda text: f"**{text}**"  # noqa: E731
    rows = [[escaped(row.model), *_cells(grid, row, bold), _from(grid, row)] for row in grid.rows]
    below = [f"- {mark} {escaped(text, MOST_LEGEND)}" for mark, text in _legend(grid)]
    return "\n".join([f"### {grid.task}", "", markdown_table(head, rows), "", BEST, "", *below]).rstrip()


def as_latex(grids: Iterable[Grid]) -> str:
    """Return a table environment for each task, which wants the package booktabs."""
    return "\n\n".join(_latex(grid) for grid in grids)


def _latex(grid: Grid) -> str:
    head = ["model", *map(_title, grid.columns), "from"]
    bold = lambda text: f"\\textbf{{{text}}}"  # noqa: E731
    rows = [[_tex(row.model), *_cells(grid, row, bold), _from(grid, row)] for row in grid.rows]
    ours = sum(not row.source for row in grid.rows)
    lines = [" & ".join(cells) + r" \\" for cells in rows]
    return "\n".join(
        [
            r"\begin{table}",
            r"\centering",
            rf"\begin{{tabular}}{{l{'r' * len(grid.columns)}l}}",
            r"\toprule",
            " & ".join(map(_tex, head)) + r" \\",
            r"\midrule",
            *lines[:ours],
            *([r"\midrule", *lines[ours:]] if len(lines) > ours else []),
            r"\bottomrule",
            r"\end{tabular}",
            rf"\caption{{{_tex(grid.task.capitalize())}. {BEST}",
            *(f"{mark} {_tex(text)}" for mark, text in _legend(grid)),
            "}",
            r"\end{table}",
        ]
    )


def as_json(grids: Sequence[Grid]) -> str:
    """Return the tables, their rows and their sources as JSON; a cell that is empty is null."""
    used = dict.fromkeys(source for grid in grids for source in grid.sources)
    content = {
        "tables": [_data(grid) for grid in grids],
        "sources": {name: {"citation": sources()[name].citation, "caution": sources()[name].caution} for name in used},
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Callable[[Sequence[Grid]], str]] = {
    "markdown": as_markdown,
    "latex": as_latex,
    "json": as_json,
}


def _data(grid: Grid) -> dict[str, object]:
    columns = [
        {"benchmark": each.benchmark, "metric": each.metric, "better": "lower" if each.lower_is_better else "higher"}
        for each in grid.columns
    ]
    rows = [
        {"model": row.model, "source": row.source, "cells": [_cell_data(row.cells.get(each)) for each in grid.columns]}
        for row in grid.rows
    ]
    return {"task": grid.task, "columns": columns, "rows": rows, "rules": dict(grid.rules)}


def _cell_data(cell: Cell | None) -> dict[str, object] | None:
    return None if cell is None else {"value": cell.value, "note": cell.note, "best": cell.best}


def _title(column: Column) -> str:
    return f"{column.benchmark} {column.metric} {column.arrow}"


def _cells(grid: Grid, row: Row, bold: Callable[[str], str]) -> list[str]:
    return [_cell(grid, column, row.cells.get(column), bold) for column in grid.columns]


def _cell(grid: Grid, column: Column, cell: Cell | None, bold: Callable[[str], str]) -> str:
    if cell is None:
        return ""
    text = column.shown(cell.value)
    return f"{text} ({_letter(grid.notes.index(cell.note))})" if cell.note else bold(text) if cell.best else text


def _from(grid: Grid, row: Row) -> str:
    return f"[{grid.sources.index(row.source) + 1}]" if row.source else OURS


def _legend(grid: Grid) -> list[tuple[str, str]]:
    """Return what stands below a table: a mark, and what it stands for."""
    notes = [(f"({_letter(place)})", note) for place, note in enumerate(grid.notes)]
    rules = [(f"{OURS}:", f"{name}: {rules}") for name, rules in grid.rules.items() if rules]
    cited = [sources()[name] for name in grid.sources]
    return notes + rules + [(f"[{place}]", f"{each.citation}. {each.caution}") for place, each in enumerate(cited, 1)]


def _letter(place: int) -> str:
    rest, last = divmod(place, len(ascii_lowercase))
    return (_letter(rest - 1) if rest else "") + ascii_lowercase[last]


def _tex(text: str) -> str:
    return re.sub(r"[\x00-\x1f]", " ", text).translate(_LATEX)
