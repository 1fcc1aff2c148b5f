"""Tables as one picture: for each benchmark a panel of bars, the reports' in blue, published numbers in grey."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...scenes.errors import RequestError
from ..report.stats.style import BAR, BLUE, DPI, FAINT, FONT, GREY, INK, STYLE, plain, png_of
from ..terminal.plaintext import one_line
from .table import Cell, Column, Grid, Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Panel = tuple[str, Column, list[tuple[Row, Cell]]]  # a task, a score, and who has it, from the best on
PER_LINE, WIDTH_IN, BAR_IN, HEAD_IN, FOOT_IN = 3, 12.0, 0.24, 0.55, 0.3
NAMES, MARGIN = 0.5, 0.02  # shares of a panel's width: models' names on its left, and what is empty on its right
HALF_PT = 72 * WIDTH_IN / PER_LINE * NAMES - 10  # of a panel: what a name or a title may take
LEGEND = "blue: reports; grey: published; *: with a note in the table"


def check_picture(path: Path) -> None:
    """Raise RequestError where a picture of this name cannot be written."""
    if path.suffix.lower() != ".png":
        raise RequestError("must end in .png", "picture", path)


def drawn(grids: Sequence[Grid]) -> bytes:
    """Return the PNG of all grids, one panel for each benchmark of a task."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    panels = [panel for grid in grids for panel in _panels(grid)]
    lines = [panels[first : first + PER_LINE] for first in range(0, len(panels), PER_LINE)]
    heights = [HEAD_IN + FOOT_IN + BAR_IN * max(len(bars) for _, _, bars in line) for line in lines]
    total_in = sum(heights) + FOOT_IN
    across = min(PER_LINE, len(panels))
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH_IN * across / PER_LINE, total_in), dpi=DPI)
        for line, panels_of_line in enumerate(lines):
            top_in = total_in - sum(heights[:line]) - HEAD_IN
            for place, panel in enumerate(panels_of_line):
                height = BAR_IN * len(panel[2]) / total_in
                box = ((place + NAMES) / across, top_in / total_in - height, (1 - NAMES - MARGIN) / across, height)
                _draw(figure.add_axes(box), panel)
        figure.text(0.02 / across, 0.1 / total_in, LEGEND, fontsize=8, color=GREY)
        return png_of(figure)


def _panels(grid: Grid) -> list[Panel]:
    """Return the panels of a task: each benchmark by that of its scores which most models have."""
    found = []
    for name in dict.fromkeys(column.benchmark for column in grid.columns):
        columns = [column for column in grid.columns if column.benchmark == name]
        column = max(columns, key=lambda each: sum(each in row.cells for row in grid.rows))
        bars = [(row, row.cells[column]) for row in grid.rows if column in row.cells]
        bars.sort(key=lambda bar: bar[1].value if column.lower_is_better else -bar[1].value)
        found.append((grid.task, column, bars))
    return found


def _draw(area: Axes, panel: Panel) -> None:
    task, column, bars = panel
    values, places = [cell.value for _, cell in bars], range(len(bars))
    area.barh(places, values, height=BAR, color=[FAINT if row.source else BLUE for row, _ in bars])
    area.set_yticks(places, [_fitting(row.model) for row, _ in bars])
    area.set_ylim(len(bars) - 0.5, -0.5)
    top = max([*values, 0.0])
    area.set_xlim(min([*values, 0.0]), (top or 1.0) * 1.3)
    area.set_xticks([])
    area.grid(visible=False)
    area.spines["bottom"].set_visible(False)
    for place, (_, cell) in enumerate(bars):
        text = f"{column.shown(cell.value)}{'*' if cell.note else ''}"
        area.text(max(cell.value, 0.0) + top * 0.03, place, text, va="center", fontsize=8, color=INK)
    for label, (row, _) in zip(area.get_yticklabels(), bars, strict=True):
        label.set_fontweight("normal" if row.source else "bold")
    area.set_title(_fitting(column.benchmark, 10), loc="left", fontsize=10, fontweight="bold", pad=14)
    area.text(
        0, 1, f"{task}, {column.metric} {column.arrow}", transform=area.transAxes, fontsize=8, color=GREY, va="bottom"
    )


def _fitting(name: str, size_pt: float = 9) -> str:
    """Return a name, cut where it would be wider than half a panel in bold letters of this size."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font, text = FontProperties(family=FONT, weight="bold"), plain(name)
    for length in range(len(text), 0, -1):
        cut = one_line(text, length)
        if TextPath((0, 0), cut, size=size_pt, prop=font, usetex=False).get_extents().width <= HALF_PT:
            return cut
    return ""
