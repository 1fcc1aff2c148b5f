"""Draws the figures of docs/conventions.md with the codecs that they explain: `python docs/figures.py [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d import Axes3D
from numpy.typing import NDArray

from cavendish.pipeline.codecs import depth, normals
from cavendish.pipeline.report.stats.style import BLUE, GREY, INK, ORANGE, STYLE, png_of

DPI = 120
CORNERS_M = (0.0, 0.80, 1.83, 3.23, 5.28, 8.71, 16.46, np.inf)
NAMES = ("black", "red", "yellow", "green", "cyan", "blue", "magenta", "white")
INWARDS = {"blue": (0, 0, -0.2), "yellow": (0, 0, 0.2)}  # their labels, of which the path leaves no room outside
GREEN = "#4f9d7c"


def colour_cube() -> Figure:
    """Draw the path of the depth colours along the edges of the RGB cube, and the same path laid out flat."""
    figure = Figure(figsize=(8, 4.4), dpi=DPI)
    area = _in_space(figure, (0.0, 0.02, 0.5, 0.96))
    path = _path(1401)
    colours = depth.encode(path[None])[0] / 255
    for first in range(len(path) - 1):
        area.plot(*colours[first : first + 2].T, color=colours[first], linewidth=7, solid_capstyle="round")
    _edges(area)
    corners = depth.encode(np.array([CORNERS_M], np.float32))[0] / 255
    for corner, name, metres in zip(corners, NAMES, CORNERS_M, strict=True):
        away = corner + INWARDS.get(name, (corner - 0.5) * 0.36)
        area.text(*away, f"{name}\n{_metres(metres)}", ha="center", va="center", fontsize=8)
    area.view_init(elev=22, azim=-118, roll=0)
    area.set_axis_off()
    area.set_box_aspect((1, 1, 1), zoom=0.86)
    _flat(figure.add_axes((0.53, 0.56, 0.43, 0.14)), figure.add_axes((0.53, 0.2, 0.43, 0.14)))
    figure.text(0.53, 0.88, "Depth on the colour cube", fontsize=12, fontweight="bold")
    figure.text(0.53, 0.82, "Seven edges of equal length, from near to far", fontsize=9, color=GREY)
    return figure


def _path(count: int) -> NDArray[np.float32]:
    """Return depths at equal steps of the curve f = 1 − (1 + d/10)^−2, the last one infinite."""
    share = np.linspace(0, 1, count)[:-1]
    return np.append(10 * ((1 - share) ** -0.5 - 1), np.inf).astype(np.float32)


def _edges(area: Axes3D) -> None:
    for axis in range(3):
        for low in ((0, 0), (0, 1), (1, 0), (1, 1)):
            ends = np.insert(np.array([low, low], float), axis, [0, 1], axis=1)
            area.plot(*ends.T, color="#d5d9de", linewidth=1, zorder=0)


def _metres(metres: float) -> str:
    return f"{metres:.2f} m" if 0 < metres < np.inf else {0.0: "0 m"}.get(metres, "∞ (sky)")


def _in_space(figure: Figure, place: tuple[float, float, float, float]) -> Axes3D:
    return figure.add_axes(place, projection="3d")


def _flat(by_colour: Axes, by_metre: Axes) -> None:
    by_colour.imshow(depth.encode(_path(700)[None]), aspect="auto", extent=(0, 7, 0, 1))
    by_colour.set_xticks(range(8), [f"{metres:.3g}" if metres < np.inf else "∞" for metres in CORNERS_M])
    by_colour.set_xlabel("metres, at equal steps of colour")
    by_metre.imshow(depth.encode(np.linspace(0, 20, 700, dtype=np.float32)[None]), aspect="auto", extent=(0, 20, 0, 1))
    by_metre.set_xlabel("metres, at equal steps of depth")
    for area in (by_colour, by_metre):
        area.set_yticks([])
        area.grid(visible=False)
        area.spines["bottom"].set_visible(False)


def camera_axes() -> Figure:
    """Draw a camera's axes, its picture with the pixel (0, 0), and planar depth."""
    figure = Figure(figsize=(8, 4.4), dpi=DPI)
    area = _in_space(figure, (-0.01, -0.02, 0.58, 1.0))
    for vector, name, colour in (
        ((1.2, 0, 0), "x right", ORANGE),
        ((0, 0, 1.1), "y up", GREEN),
        ((0, -1.2, 0), "z back", BLUE),
    ):
        area.quiver(0, 0, 0, *vector, color=colour, linewidth=2.2, arrow_length_ratio=0.12)
        area.text(*(1.18 * np.array(vector)), name, color=colour, fontsize=9, ha="center")
    corners = np.array([(-1, 2.6, 0.7), (1, 2.6, 0.7), (1, 2.6, -0.7), (-1, 2.6, -0.7), (-1, 2.6, 0.7)])
    for corner in corners[:4]:
        area.plot(*np.stack([np.zeros(3), corner]).T, color="#b7bec6", linewidth=0.8)
    area.plot(*corners.T, color=INK, linewidth=1.4)
    area.plot([0, 0], [0, 2.6], [0, 0], color=GREY, linewidth=1.2, linestyle=(0, (4, 3)))
    area.text(0.1, 1.5, -0.22, "looks along −z", color=GREY, fontsize=9)
    area.scatter(*corners[0], color=INK, s=16)
    area.text(-1.0, 2.6, 0.84, "pixel (0, 0)", fontsize=9)
    area.view_init(elev=16, azim=-62)
    area.set_axis_off()
    area.set_box_aspect((2.4, 3.8, 1.8), zoom=1.28)
    area.set(xlim=(-1.2, 1.2), ylim=(-1.2, 2.6), zlim=(-0.7, 1.1))
    _planar(figure.add_axes((0.62, 0.12, 0.35, 0.62)))
    figure.text(0.62, 0.9, "The camera", fontsize=12, fontweight="bold")
    figure.text(0.62, 0.84, "Depth counts from its plane, not along the ray", fontsize=9, color=GREY)
    return figure


def _planar(area: Axes) -> None:
    area.plot([-1.3, 1.3], [0, 0], color=INK, linewidth=1.4)
    area.text(-1.3, -0.09, "camera plane", fontsize=8.5, color=GREY, va="top")
    area.plot([-1.3, 1.3], [2, 2], color=BLUE, linewidth=3)
    area.text(1.3, 2.09, "a wall: one depth everywhere", fontsize=8.5, color=BLUE, ha="right")
    area.plot([0, 1], [0, 2], color="#b7bec6", linewidth=1.2)
    area.annotate("", (1, 2), (1, 0), arrowprops={"arrowstyle": "<->", "color": ORANGE, "linewidth": 1.8})
    area.text(1.07, 1, "depth", fontsize=9, color=ORANGE, va="center")
    area.text(0.42, 1.08, "ray", fontsize=9, color=GREY, ha="right")
    area.plot(0, 0, "o", color=INK, markersize=5)
    area.set(xlim=(-1.4, 1.6), ylim=(-0.35, 2.4), aspect="equal")
    area.set_axis_off()


def normal_colours() -> Figure:
    """Draw a ball in the colours of its normals, beside the colours of the six directions."""
    figure = Figure(figsize=(8, 3.4), dpi=DPI)
    area = figure.add_axes((0.02, 0.06, 0.36, 0.8))
    y, x = np.mgrid[1.12:-1.12:480j, -1.12:1.12:480j]
    inside = x**2 + y**2 < 1
    vectors = np.where(inside[..., None], np.stack([x, y, np.sqrt(np.maximum(0, 1 - x**2 - y**2))], -1), 0)
    area.imshow(normals.encode(vectors.astype(np.float32)))
    area.set_axis_off()
    figure.text(0.2, 0.9, "a ball in front of the sky", fontsize=9, color=GREY, ha="center")
    rows = {
        "left": (-1, 0, 0),
        "right": (1, 0, 0),
        "up": (0, 1, 0),
        "down": (0, -1, 0),
        "the camera": (0, 0, 1),
        "nothing: the sky": (0, 0, 0),
    }
    table = figure.add_axes((0.45, 0.06, 0.5, 0.76))
    for place, (name, vector) in enumerate(rows.items()):
        red, green, blue = normals.encode(np.array([[vector]], np.float32))[0, 0].tolist()
        table.add_patch(mpl.patches.Rectangle((0, place + 0.08), 0.5, 0.84, color=(red / 255, green / 255, blue / 255)))
        table.text(0.6, place + 0.5, name, va="center", fontsize=9.5)
        table.text(2.0, place + 0.5, f"({red}, {green}, {blue})", va="center", fontsize=9.5, color=GREY)
        table.text(3.3, place + 0.5, str(vector).replace("-", "−"), va="center", fontsize=9.5, color=GREY)
    for left, head in ((0.6, "facing"), (2.0, "colour"), (3.3, "normal (x, y, z)")):
        table.text(left, -0.35, head, va="center", fontsize=8.5, color=GREY)
    table.set(xlim=(0, 4.3), ylim=(6, -0.7))
    table.set_axis_off()
    figure.text(0.45, 0.9, "Where surfaces face, and their colours", fontsize=12, fontweight="bold")
    return figure


FIGURES = {"colour-cube": colour_cube, "camera": camera_axes, "normal-colours": normal_colours}


def main(folder: Path) -> None:
    """Draw all figures into a folder."""
    for name, draw in FIGURES.items():
        with mpl.rc_context(STYLE):
            (folder / f"{name}.png").write_bytes(png_of(draw()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
