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
from .once import once
from .places import SHELL
from .relations.vocabulary import noun
from .texts import kept
from .words.language import concepts

Clarity = Literal["named", "border", "ghost"]
Array = NDArray[np.float64]

MIN_SHARE = 0.0008  # of the picture: 11×11 px of 448×320
MIN_SIDE, MIN_SIDE_PX = 0.015, 4.0  # of the picture's shorter side, and in pixels: 4.8 px of 320
WHOLE = 0.6  # of a thing: where less of it is seen, it must be the larger, by the cube: 8 times at half as much,
DIM = 0.3  # in OKLab: what is darker on average must be larger likewise: 3.4 times at 0.2
PLAIN_SHARE = 0.03  # up to this share of the picture, at which anything is known
MIN_SHELL_SHARE = 0.005  # of the picture, for walls, floors and the like, which are known by where they are
MIN_CONTRAST = 0.35  # of a thing's outline, or of its pixels, must differ from what is beside it,
DIFFERENCE = 0.05  # by so much in OKLab, over twice what can just be told apart
MIN_LIT = 0.1  # of a thing must be lighter than
DARK = 0.2  # in OKLab: 22 of 255 in sRGB, which is black
GHOST_SHARE = 0.00012  # of the picture: 4×4 px of 448×320
GHOST_SIDE_PX = 1.5
CUT = 0.5  # of what the border of the picture cuts counts at most as seen: what lies beyond it is not always known
MIN_OF_SHAPE = 0.4  # of tables, cupboards, seats and the like, which are told apart by their shape, not by a corner
OF_SHAPE = ("tables", "storage", "seats", "large appliances", "washing places", "door", "bus stop")
SHAPE_TIMES = 2.0  # they must be so many times as large as other things
SHELL_LIKE = (SHELL | {"water", "hedge"}) - {"curtain", "door", "window", "column", "radiator", "blind"}
_GRID = np.stack(np.meshgrid(*3 * [np.linspace(-0.5, 0.5, 6)]), axis=-1).reshape(-1, 3)  # points of a unit box


@dataclass(frozen=True, slots=True)
class Sight:
    """How a thing is seen.

    `share` of the picture, and `side_px`, the shorter side of the rectangle that is spread as its pixels are. `whole`
    is how much of the thing is seen at all (0–1): neither hidden nor beyond the border. `contrast` is the share of its
    outline, or of its pixels if that is more, that differ from what is beside it, and `lit` the share of its pixels
    that are not almost black; `lightness` is the mean of its pixels in OKLab (0–1).
    """

    share: float
    side_px: float
    whole: float
    contrast: float
    lit: float
    lightness: float


@once
def clarity(frame: Frame) -> dict[int, Clarity]:
    """Return of each thing in sight, by instance, whether it is named, a ghost, or at the border between them."""
    short_px = min(frame.instance.shape)
    seen = zip(frame.objects, sights(frame).values(), strict=True)
    return {thing.instance: judge(sight, thing.category, short_px) for thing, sight in seen}


def judge(sight: Sight, category: str, short_px: int) -> Clarity:
    """Return what a thing of a category is that is seen so, in a picture whose shorter side has so many pixels."""
    clear = sight.contrast >= MIN_CONTRAST and sight.lit >= MIN_LIT
    large = sight.share >= _least_share(sight, category) and sight.side_px >= max(MIN_SIDE_PX, MIN_SIDE * short_px)
    if clear and large:
        return "border" if sight.whole < _least_whole(category) else "named"
    speck = sight.share * min(1.0, sight.whole / WHOLE) < GHOST_SHARE or sight.side_px < GHOST_SIDE_PX
    return "ghost" if sight.share < MIN_SHARE and (speck or not clear) else "border"


def sights(frame: Frame) -> dict[int, Sight]:
    """Return how each thing in sight is seen, by instance, in the order of the frame's objects."""
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
        _contrast(labels, colours, areas_px),
        np.bincount(labels.ravel(), (colours[..., 0] >= DARK).ravel(), count) / areas_px,
        np.bincount(labels.ravel(), colours[..., 0].ravel(), count) / areas_px,
    )
    rows = np.stack(columns, axis=1)[1:].tolist()
    return {number: Sight(*row) for number, row in zip(numbers, rows, strict=True)}


def of_shape() -> frozenset[str]:
    """Return the categories that are told apart by their shape, of which a corner says nothing."""
    return frozenset().union(*map(concepts().categories, OF_SHAPE))


@kept
def _told_by_ends() -> frozenset[str]:
    """Return the categories of which a handle or a foot says nothing: the border must not cut them."""
    hanging = {"ceiling lamp", "chandelier"}
    return frozenset().union(*map(concepts().categories, ("tools", "cutlery", "lamps"))) - hanging


def _least_whole(category: str) -> float:
    """Return how much of a thing (0–1) must be seen for anybody to know it, however large it is."""
    if category in _told_by_ends():
        return CUT + 0.01
    return MIN_OF_SHAPE if category in of_shape() else 0.0


def _least_share(sight: Sight, category: str) -> float:
    if category in SHELL_LIKE or noun(category).underfoot:
        return MIN_SHELL_SHARE
    hidden, dark = WHOLE / max(sight.whole, 1e-3), DIM / max(sight.lightness, 1e-3)
    least = MIN_SHARE * (SHAPE_TIMES if category in of_shape() else 1.0)
    return min(PLAIN_SHARE, least * (max(1.0, hidden) * max(1.0, dark)) ** 3)


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


def _contrast(labels: NDArray[np.intp], colours: NDArray[np.float32], areas_px: NDArray[np.intp]) -> Array:
    """Return how much of each thing, of its outline or its pixels, differs from what is beside it; 1 without outline.

    Pixels are compared with the mean of what is around their thing.
    """
    inner, outer, owners = _outline(labels, colours)
    count = len(areas_px)
    length_px = np.maximum(np.bincount(owners, minlength=count), 1)
    outlined = np.bincount(owners, _differ(inner, outer), count) / length_px
    around = np.stack([np.bincount(owners, channel, count) / length_px for channel in outer.T], axis=1)
    differing = np.bincount(labels.ravel(), _differ(colours, around.astype(np.float32)[labels]).ravel(), count)
    alone = np.bincount(owners, minlength=count) == 0
    return np.where(alone, 1.0, np.maximum(outlined, differing / areas_px))


def _differ(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.bool_]:
    gap = first - second
    return np.asarray(np.einsum("...i,...i", gap, gap) >= DIFFERENCE**2)


def _outline(
    labels: NDArray[np.intp], colours: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.intp]]:
    """Return the colours within and without (N×3) at each step across an outline, and which label's outline it is.

    They are taken one pixel away from the outline, where a thing has more than one, as those on it are mixed.
    """
    found: list[tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.intp]]] = []
    for turned, shades in ((labels, colours), (labels.T, colours.swapaxes(0, 1))):
        rows, columns = np.nonzero(turned[:, 1:] != turned[:, :-1])
        last = turned.shape[1] - 1
        sides = [(columns, np.maximum(columns - 1, 0)), (columns + 1, np.minimum(columns + 2, last))]
        owners = [turned[rows, edge] for edge, _ in sides]
        first, second = (
            shades[rows, np.where(turned[rows, inner] == owner, inner, edge)]
            for owner, (edge, inner) in zip(owners, sides, strict=True)
        )
        found += [(first, second, owners[0]), (second, first, owners[1])]
    inner, outer, owner = (np.concatenate(each) for each in zip(*found, strict=True))
    return inner, outer, owner
