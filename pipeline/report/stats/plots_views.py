"""What the views show, drawn: how deep they are, where their surfaces face, and what stands in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ....scenes.categories import STRUCTURE
from ...codecs import depth as depth_codec
from ...codecs import normals as normals_codec
from .evidence import LOG_ENDS_M, MAP_CELLS, DatasetEvidence
from .style import (
    BAR,
    BLUE,
    COLOURS,
    FAINT,
    GREY,
    INK,
    PAPER,
    axes,
    bars,
    colour_of,
    legend,
    page,
    plain,
    whole_numbers,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_CATEGORIES = 24  # in two columns
MOST_IN_ONE_COLUMN = 12
FEWEST_BARS = 4  # that a column has room for
STRIP_PX = 600
MOST_BINS = 30  # of a histogram of counts
MOST_SIZES = 8  # of pictures: each has a colour


def depth(evidence: DatasetEvidence) -> Figure | None:
    """Draw the histogram of depth on a logarithmic axis over the colours that depths take in targets."""
    names = sorted({view.layout for view in evidence.views})
    counts = {name: sum(v.log_depth for v in evidence.views if v.layout == name) for name in names}
    total = sum(int(view.depth.sum()) for view in evidence.views)
    if not total:  # nobody knows it
        return None
    sky = sum(int(view.depth[-1]) for view in evidence.views) / total
    figure = page("Depth", f"Share of the pixels at each distance from the camera plane; {sky:.1%} are sky")
    area = axes(figure, bottom=0.2, height=0.61)
    left, widths = LOG_ENDS_M[:-1], np.diff(LOG_ENDS_M)
    bottom = np.zeros(len(widths))
    for name in names:
        share = np.asarray(counts[name]) / total
        area.bar(left, share, widths * 0.93, bottom, align="edge", color=colour_of(name, names), label=plain(name))
        bottom += share
    area.set_xscale("log")
    area.set_xlim(LOG_ENDS_M[0], LOG_ENDS_M[-1])
    area.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}" if bottom.max() > 0.03 else f"{value:.1%}")
    area.grid(visible=False, axis="x")
    area.tick_params(axis="x", which="both", labelbottom=False, bottom=False)
    if len(names) > 1:
        legend(area)
    _colour_strip(axes(figure, bottom=0.155, height=0.035))
    return figure


def _colour_strip(area: Axes) -> None:
    steps_m = np.geomspace(LOG_ENDS_M[0], LOG_ENDS_M[-1], STRIP_PX, dtype=np.float32)
    area.imshow(depth_codec.encode(steps_m[None]), extent=(-1, 3, 0, 1), aspect="auto")
    area.set_xticks(range(-1, 4), ["0.1 m", "1 m", "10 m", "100 m", "1 km"])
    area.set_yticks([])
    area.grid(visible=False)
    area.tick_params(axis="x", length=0, pad=5)
    area.set_xlabel("depth, and its colour on the colour cube")
    area.spines["bottom"].set_visible(False)


def directions(evidence: DatasetEvidence) -> Figure | None:
    """Draw the equal-area map of the directions that surfaces face, beside the colours of the same directions."""
    from matplotlib.colors import LinearSegmentedColormap, LogNorm

    pixels = sum(view.directions.astype(np.int64) for view in evidence.views)
    if not np.any(pixels):  # nobody knows them
        return None
    x, y = disc(MAP_CELLS)
    inside = x**2 + y**2 < 1
    share = np.where(inside, pixels, 0) / max(1, np.sum(pixels)) * inside.sum()
    figure = page("Where surfaces face", "Map of equal solid angles, as the camera sees them: the middle faces it")
    density = LinearSegmentedColormap.from_list("density", ["#f4f6f8", "#9fc0d6", BLUE, "#12283a"])
    area = _disc_axes(figure, 0.065)
    shown = area.imshow(
        np.maximum(share, 0.1), cmap=density, norm=LogNorm(0.1, 30), origin="lower", extent=(-1, 1, -1, 1),
        interpolation="nearest",
    )  # fmt: skip
    _clip(area, shown)
    scale = figure.colorbar(shown, cax=axes(figure, left=0.47, bottom=0.2, width=0.014, height=0.5))
    scale.set_ticks([0.1, 0.3, 1, 3, 10, 30], labels=["≤ 0.1", "0.3", "1 = even", "3", "10", "≥ 30"])
    scale.outline.set_visible(False)
    scale.ax.set_title("how often", fontsize=8.5, color=GREY, loc="left")
    other = _disc_axes(figure, 0.615)
    _clip(other, other.imshow(normals_codec.encode(facing(401)), origin="lower", extent=(-1, 1, -1, 1)))
    other.set_xlabel("their colours in targets", labelpad=14)
    return figure


def disc(cells: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return x and y (cells, cells) of the middles of a map's cells, rows from −y to +y."""
    middles = (np.arange(cells) + 0.5) / cells * 2 - 1
    return np.meshgrid(middles, middles)[0], np.meshgrid(middles, middles)[1]


def facing(cells: int) -> NDArray[np.float32]:
    """Return the unit vector (cells, cells, 3) of every cell of the map of `equal_area`, its rim's beyond the disc."""
    x, y = disc(cells)
    square = np.minimum(x**2 + y**2, 1)
    flat = np.sqrt(np.maximum(2 - square, 0)) / np.maximum(1, np.hypot(x, y))
    vectors = np.stack([x * flat, y * flat, 1 - square], -1)
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def _disc_axes(figure: Figure, left: float) -> Axes:
    area = axes(figure, left=left, bottom=0.13, width=0.335, height=0.64)
    area.set_aspect("equal")
    area.set_axis_on()
    area.grid(visible=False)
    area.set_xticks([])
    area.set_yticks([])
    area.spines["bottom"].set_visible(False)
    area.set_xlim(-1.02, 1.02)
    area.set_ylim(-1.02, 1.02)
    for word, x, y in (("right", 1.05, 0), ("left", -1.05, 0), ("up", 0, 1.05), ("down", 0, -1.05)):
        horizontal = {1: "left", -1: "right", 0: "center"}[int(np.sign(x))]
        vertical = {1: "bottom", -1: "top", 0: "center"}[int(np.sign(y))]
        area.text(x, y, word, ha=horizontal, va=vertical, fontsize=8.5, color=GREY)
    return area


def _clip(area: Axes, image: object) -> None:
    from matplotlib.patches import Circle

    rim = Circle((0, 0), 1, fill=False, edgecolor="#c4cad1", linewidth=0.8)
    area.add_patch(rim)
    image.set_clip_path(Circle((0, 0), 1, transform=area.transData))  # type: ignore[attr-defined]


def categories(evidence: DatasetEvidence) -> Figure | None:
    """Draw which categories are seen most."""
    seen = Counter(name for view in evidence.views for name in view.categories)
    if not seen:
        return None
    top = seen.most_common(MOST_CATEGORIES)
    shown = f"the {len(top)} that most show" if len(seen) > len(top) else "how many show each"
    figure = page("Categories", f"{len(seen)} in {len(evidence.views):,} views; {shown} (walls and the like: grey)")
    columns = 1 if len(top) <= MOST_IN_ONE_COLUMN else 2
    places = -(-len(top) // columns)
    for column in range(columns):
        area = axes(figure, left=0.17 + 0.48 * column, width=0.79 - 0.48 * (columns - 1), bottom=0.1, height=0.72)
        part = top[column * places : (column + 1) * places]
        _column(area, [(name, count / len(evidence.views)) for name, count in part], max(places, FEWEST_BARS))
        area.set_xlim(0, top[0][1] / len(evidence.views))
    return figure


def _column(area: Axes, shares: list[tuple[str, float]], places: int) -> None:
    colours = [FAINT if name in STRUCTURE else BLUE for name, _ in shares]
    area.barh(range(len(shares)), [share for _, share in shares], height=BAR, color=colours)
    area.set_yticks(range(len(shares)), [plain(name) for name, _ in shares])
    area.set_ylim(places - 0.4, -0.6)
    area.grid(visible=False, axis="y")
    area.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    area.set_xlabel("of the views")


def things(evidence: DatasetEvidence) -> Figure | None:
    """Draw how many things views show: of several layouts the middle of each, of one how often there are how many."""
    names = sorted({view.layout for view in evidence.views})
    counts = [np.array([view.things for view in evidence.views if view.layout == name]) for name in names]
    return _middles(names, counts) if len(names) > 1 else _histogram(counts[0]) if counts else None


def _middles(names: list[str], counts: list[NDArray[np.int64]]) -> Figure:
    """Draw the middle half, the middle 90 % and the median of each layout."""
    figure = page("Things in a view", "Visible things, walls and the like not counted: median, half and 90 % of views")
    area = bars(figure, [f"{plain(name)}  ({len(c):,})" for name, c in zip(names, counts, strict=True)], left=0.2)
    for place, (name, values) in enumerate(zip(names, counts, strict=True)):
        low, first, middle, third, high = np.percentile(values, (5, 25, 50, 75, 95))
        colour = colour_of(name, names)
        area.plot([low, high], [place, place], color=colour, linewidth=2, solid_capstyle="round", alpha=0.55)
        area.plot([first, third], [place, place], color=colour, linewidth=9, solid_capstyle="round")
        area.plot(middle, place, "o", color=PAPER, markeredgecolor=INK, markersize=7)
        area.annotate(f"{middle:g}", (middle, place), (0, 9), textcoords="offset points", ha="center", fontsize=8.5)
    area.set_xlim(0, None)
    area.set_xlabel("things; the number of views stands behind each layout")
    return figure


def _histogram(values: NDArray[np.int64]) -> Figure:
    middle, most = np.median(values), int(values.max())
    figure = page("Things in a view", f"Visible things, walls and the like not counted; the median is {middle:g}")
    area, width = axes(figure), -(-(most + 1) // MOST_BINS)
    area.hist(values, bins=list(np.arange(0, most + 2 * width, width) - 0.5), rwidth=0.9, color=BLUE)
    area.grid(visible=False, axis="x")
    area.set_xlabel("things in a view")
    area.set_ylabel("views")
    whole_numbers(area.xaxis)
    whole_numbers(area.yaxis)
    return figure


def sizes(evidence: DatasetEvidence) -> Figure | None:
    """Draw the sizes of the pictures to one scale, and how many views have each, where there are several."""
    counts = Counter(view.size_px for view in evidence.views).most_common(MOST_SIZES)
    different = len({view.size_px for view in evidence.views})
    if different < 2:
        return None
    shown = f"the {len(counts)} that most views have" if different > len(counts) else "to one scale"
    figure = page("Sizes", f"{different} sizes of pictures, {shown}, and how many views have each")
    names = [f"{width}×{height}" for (width, height), _ in counts]
    other = bars(figure, names, left=0.58, width=0.38)
    other.barh(range(len(names)), [count for _, count in counts], height=BAR, color=COLOURS[: len(names)])
    whole_numbers(other.xaxis)
    other.set_xlabel("views")
    _outlines(axes(figure, left=0.1, width=0.36), [size for size, _ in counts])
    return figure


def _outlines(area: Axes, sizes_px: list[tuple[int, int]]) -> None:
    from matplotlib.patches import Rectangle

    for (width, height), colour in zip(sizes_px, COLOURS, strict=False):
        over = 2 + 1 / (width * height)  # the smaller lies on the larger
        area.add_patch(Rectangle((0, 0), width, height, fill=False, edgecolor=colour, linewidth=2, zorder=over))
    area.set_xlim(0, 1.03 * max(width for width, _ in sizes_px))
    area.set_ylim(0, 1.03 * max(height for _, height in sizes_px))
    area.set_aspect("equal")
    area.set_xlabel("width, px")
    area.set_ylabel("height, px")
