"""One look for all plots: a quiet page, one size, and a colour of its own for each layout and task."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ....scenes.errors import RequestError
from ....scenes.layouts.registry import LAYOUTS
from ...tasks.registry import TASKS
from ...terminal.plaintext import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

SIZE_IN, DPI = (7.2, 4.2), 150
INK, GREY, LINE, PAPER = "#20262e", "#6d7681", "#e3e6ea", "#ffffff"
BLUE, ORANGE, FAINT = "#2f6690", "#d9803b", "#a9b4be"
COLOURS = (BLUE, ORANGE, "#4f9d7c", "#b5484b", "#7d6aa8", "#c9a63c", "#5f7f8c", "#9b6a4b")
BAR = 0.64  # of the height that a bar has
FONT = "DejaVu Sans"  # matplotlib brings it, so that every machine draws the same
MOST_LETTERS = 30
STYLE: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": LINE,
    "axes.facecolor": PAPER,
    "axes.grid": True,
    "axes.labelcolor": GREY,
    "axes.labelsize": 9,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.facecolor": PAPER,
    "font.family": FONT,
    "font.size": 9,
    "grid.color": LINE,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "text.color": INK,
    "text.parse_math": False,  # a name with dollars in it stays a name
    "xtick.color": LINE,
    "xtick.labelcolor": GREY,
    "xtick.labelsize": 8.5,
    "ytick.color": LINE,
    "ytick.labelcolor": INK,
    "ytick.labelsize": 8.5,
    "ytick.left": False,
}


def check_matplotlib() -> None:
    """Raise RequestError where plots cannot be drawn."""
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise RequestError(
            "must be given, or matplotlib installed, which draws the plots: pip install 'cavendish[plots]'", "no_plots"
        ) from None


def page(title: str, subtitle: str) -> Figure:
    """Return an empty figure under its title and one line that says what is drawn."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_IN, dpi=DPI)
    figure.text(0.035, 0.94, title, fontsize=13, fontweight="bold")
    figure.text(0.035, 0.892, subtitle, fontsize=9, color=GREY)
    return figure


def axes(figure: Figure, left: float = 0.09, bottom: float = 0.13, width: float = 0.87, height: float = 0.67) -> Axes:
    """Return axes in a figure's fractions."""
    return figure.add_axes((left, bottom, width, height))


def bars(figure: Figure, names: Sequence[str], left: float = 0.26, width: float = 0.0) -> Axes:
    """Return axes for horizontal bars, one for each name, from the top down; the width reaches to the right margin."""
    area = axes(figure, left=left, width=width or 0.95 - left)
    area.set_yticks(range(len(names)), [plain(name) for name in names])
    area.set_ylim(max(len(names), 4) - 0.4, -0.6)
    area.grid(visible=False, axis="y")
    return area


def stack(area: Axes, rows: Sequence[str], counts: Mapping[tuple[str, str], int]) -> None:
    """Fill the bars of `rows` with counts of (row, part), a colour for each part; what is most comes first."""
    totals = Counter({part: 0 for _, part in sorted(counts)})
    for (_, part), count in counts.items():
        totals[part] += count
    parts = [part for part, _ in totals.most_common()]
    left = [0] * len(rows)
    for part in parts:
        widths = [counts.get((row, part), 0) for row in rows]
        area.barh(range(len(rows)), widths, left=left, height=BAR, color=colour_of(part, parts), label=plain(part))
        left = [start + width for start, width in zip(left, widths, strict=True)]
    whole_numbers(area.xaxis)
    legend(area)


def whole_numbers(axis: Axis) -> None:
    """Let an axis have whole numbers alone."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator("auto", integer=True))


def legend(area: Axes, **where: Any) -> None:
    """Name what the colours mean, above the axes on the right."""
    area.legend(**{"loc": "lower right", "bbox_to_anchor": (1.0, 1.0), "ncols": 6, "columnspacing": 1.2} | where)


def colour_of(name: str, names: Sequence[str]) -> str:
    """Return the colour of a layout or a task, the same in every plot; others follow in the order of `names`."""
    known = [*LAYOUTS] if name in LAYOUTS else [*TASKS]
    order = known if name in known else [*names]
    return COLOURS[order.index(name) % len(COLOURS)]


def plain(text: str) -> str:
    """Return a name as one short line: it may be somebody else's. Letters that the font lacks become their codes."""
    return one_line("".join(c if ord(c) in _letters() else f"\\u{ord(c):04x}" for c in one_line(text)), MOST_LETTERS)


def png_of(figure: Figure) -> bytes:
    """Return a figure as a PNG whose bytes follow from what it shows."""
    data = io.BytesIO()
    figure.savefig(data, format="png", metadata={"Software": None})
    return data.getvalue()


@cache
def _letters() -> frozenset[int]:
    """Return the code points that the plots' font can draw."""
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(FONT)).get_charmap())
