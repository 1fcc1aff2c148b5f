"""What a person would recognise in a picture: the one place for how large, whole and clear a thing must be seen.

Everything in sight is one of three. *Named*: anybody would know it, so it may be asked for, and things may be told by
it. *Ghost*: a speck, a sliver or a shadow that nobody would know, mark or miss; it counts neither as a rival nor as a
member. *Border*: what could be seen, and yet not fairly marked; "each", "all" and "the leftmost" are unfair beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ...renderers.frame import Frame, VisibleObject
from .oklab import oklab
from .places import SHELL
from .relations.vocabulary import noun

State = Literal["named", "border", "ghost"]
Array = NDArray[np.float64]

MIN_SHARE = 0.001  # of the picture: 12×12 px of 448×320
MIN_SIDE, MIN_SIDE_PX = 0.015, 5.0  # of the picture's shorter side, and in pixels: 5 px of 320
WHOLE = 0.6  # of a thing: where less of it is seen, it must be the larger, by the cube: 8 times at half as much
MIN_SHELL_SHARE = 0.005  # of the picture, for walls, floors and the like, which are known by where they are
MIN_OUTLINED = 0.35  # of what is around a thing must differ from it,
EDGE = 0.04  # by so much in OKLab, which is twice what can just be told apart
MIN_LIT = 0.1  # of a thing must be lighter than
DARK = 0.2  # in OKLab, which is black in a picture that is not all dark: 8-bit sRGB 22
GHOST_SHARE = 0.0002  # of the picture: 5×5 px of 448×320
GHOST_SIDE_PX = 2.5
CUT = 0.5  # of what the border of the picture cuts counts at most as seen: what lies beyond it is not always known
SHELL_LIKE = (SHELL | {"water", "hedge"}) - {"curtain", "door", "window", "column", "radiator", "blind"}
_GRID = np.stack(np.meshgrid(*3 * [np.linspace(-0.5, 0.5, 6)]), axis=-1).reshape(-1, 3)  # points of a unit box


@dataclass(frozen=True, slots=True)
class Look:
    """How a thing is seen.

    `share` of the picture, and `side_px`, the shorter side of the rectangle that is spread as its pixels are. `whole`
    is how much of the thing is seen at all (0–1): neither hidden nor beyond the border. `outlined` is the share of its
    outline at which it differs from what is beside it, and `lit` the share of its pixels that are not almost black.
    """

    share: float
    side_px: float
    whole: float
    outlined: float
    lit: float


def states(frame: Frame) -> dict[int, State]:
    """Return of each thing in sight, by instance, whether it is named, a ghost, or at the border between them."""
    short_px = min(frame.instance.shape)
    return {thing.instance: state(look, thing.category, short_px) for thing, look in _looks(frame)}


def state(look: Look, category: str, short_px: int) -> State:
    """Return what a thing of a category is that looks so, in a picture whose shorter side has so many pixels."""
    clear = look.outlined >= MIN_OUTLINED and look.lit >= MIN_LIT
    if clear and look.side_px >= max(MIN_SIDE_PX, MIN_SIDE * short_px) and look.share >= _least_share(look, category):
        return "named"
    speck = look.share * min(1.0, look.whole / WHOLE) < GHOST_SHARE or look.side_px < GHOST_SIDE_PX
    return "ghost" if look.share < MIN_SHARE and (speck or not clear) else "border"


def looks(frame: Frame) -> dict[int, Look]:
    """Return how each thing in sight is seen, by instance."""
    return {thing.instance: look for thing, look in _looks(frame)}


def _least_share(look: Look, category: str) -> float:
    if category in SHELL_LIKE or noun(category).underfoot:
        return MIN_SHELL_SHARE
    return MIN_SHARE * float(max(1.0, WHOLE / max(look.whole, 1e-3)) ** 3)


def _looks(frame: Frame) -> list[tuple[VisibleObject, Look]]:
    numbers = [thing.instance for thing in frame.objects]
    places = np.zeros(int(frame.instance.max(initial=0)) + 1, np.intp)
    places[numbers] = np.arange(1, len(numbers) + 1)
    labels, count = places[frame.instance], len(numbers) + 1
    colours = oklab(frame.image)
    areas_px = np.maximum(np.bincount(labels.ravel(), minlength=count), 1)
    columns = (
        areas_px / labels.size,
        _sides_px(labels, areas_px),
        np.array([1.0, *_whole(frame)]),
        _outlined(labels, colours, count),
        np.bincount(labels.ravel(), (colours[..., 0] >= DARK).ravel(), count) / areas_px,
    )
    rows = np.stack(columns, axis=1)[1:].tolist()
    return [(thing, Look(*row)) for thing, row in zip(frame.objects, rows, strict=True)]


def _sides_px(labels: NDArray[np.intp], areas_px: NDArray[np.intp]) -> Array:
    """Return the shorter side of the rectangle that has the same second moments; exact for one of whole pixels."""
    flat = labels.ravel()
    rows, columns = (each.ravel().astype(np.float64) for each in np.indices(labels.shape))

    def mean(values: Array) -> Array:
        return np.bincount(flat, values, len(areas_px)) / areas_px

    y, x = mean(rows), mean(columns)
    yy, xx, xy = mean(rows**2) - y**2, mean(columns**2) - x**2, mean(rows * columns) - x * y
    least = (yy + xx) / 2 - np.hypot((yy - xx) / 2, xy)
    return np.asarray(np.sqrt(12 * np.maximum(least, 0) + 1))


def _whole(frame: Frame) -> list[float]:
    """Return how much of each thing is seen: what nothing hides, of what lies within the picture."""
    height, width = frame.instance.shape
    shown = dict.fromkeys(range(len(frame.objects)), 1.0)
    cut = [
        place
        for place, thing in enumerate(frame.objects)
        if thing.box_px[0] == 0 or thing.box_px[1] == 0 or thing.box_px[2] == width or thing.box_px[3] == height
    ]
    if cut:
        shares = np.minimum(_within(frame, [frame.objects[place] for place in cut]), CUT)
        shown |= dict(zip(cut, shares.tolist(), strict=True))
    return [thing.visible_fraction * shown[place] for place, thing in enumerate(frame.objects)]


def _within(frame: Frame, things: list[VisibleObject]) -> Array:
    """Return the share of each thing's box that lies within the picture."""
    turns = Rotation.from_quat([thing.box.rotation for thing in things], scalar_first=True).as_matrix()
    centres, sizes = (np.array([getattr(thing.box, name) for thing in things]) for name in ("centre_m", "size_m"))
    points = (_GRID * sizes[:, None]) @ turns.transpose(0, 2, 1) + centres[:, None]
    camera, matrix = frame.camera, frame.camera.matrix()
    x, y, z = np.moveaxis((points - matrix[:3, 3]) @ matrix[:3, :3], -1, 0)
    depth_m = np.maximum(-z, 1e-6)
    u, v = camera.cx_px + camera.focal_px * x / depth_m, camera.cy_px - camera.focal_px * y / depth_m
    inside = (z < 0) & (u >= 0) & (u <= camera.width_px) & (v >= 0) & (v <= camera.height_px)
    return np.asarray(inside.mean(axis=1))


def _outlined(labels: NDArray[np.intp], colours: NDArray[np.float32], count: int) -> Array:
    """Return the share of each thing's outline at which it differs from what is beside it; 1 where it has none.

    Colours are compared one pixel away from the outline, where a thing has more than one, as those on it are mixed.
    """
    around, differs = np.zeros(count), np.zeros(count)
    for turned, shades in ((labels, colours), (labels.T, colours.swapaxes(0, 1))):
        rows, columns = np.nonzero(turned[:, 1:] != turned[:, :-1])
        sides = [(columns, np.maximum(columns - 1, 0)), (columns + 1, np.minimum(columns + 2, turned.shape[1] - 1))]
        pair = [shades[rows, np.where(turned[rows, inner] == turned[rows, edge], inner, edge)] for edge, inner in sides]
        apart = np.linalg.norm(pair[0] - pair[1], axis=-1) >= EDGE
        for edge, _ in sides:
            around += np.bincount(turned[rows, edge], minlength=count)
            differs += np.bincount(turned[rows, edge], apart, count)
    return np.where(around > 0, differs / np.maximum(around, 1), 1.0)
