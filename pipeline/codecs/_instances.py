"""Instances from a picture in which each has a colour of its own, after arXiv 2604.20329 v2, appendix A.

1. Background are the colours closer than τ to the background's.
2. From the first pixel left (row by row) a flood fills all connected pixels within τ of the colour of that pixel; this
   repeats until none is left. Connected are 16 neighbours: 8 around a pixel and 8 at a knight's move.
3. Floods of less than 2·10⁻⁴ of the picture are dropped,
4. and those of which a 3×3 erosion leaves under a tenth; beyond the frame is not part of any.
5. Floods whose mean colours lie within τ become one if the box around both is at most 5 times their summed area.

Step 2 is sequential, which Python does slowly. But two pixels of one flood are within 2τ of each other, so no flood
leaves its *zone*, a region whose neighbours differ by 2τ at most: the first floods of all zones run at once, in numpy,
and zones too small for step 3 are left out. On a clean picture that is all; what remains of a noisy one goes pixel by
pixel.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import restoring
from ._images import check_colour, check_rgb, to_bytes

TAU = 14
_MIN_SHARE = 2e-4
_MIN_CORE = 0.1
_MAX_BOX = 5

# The later half of the 16 neighbours, as (down, right); the first is the next pixel of the row.
_STEPS = ((0, 1), (1, -2), (1, -1), (1, 0), (1, 1), (1, 2), (2, -1), (2, 1))


def decode_instances(rgb: NDArray[Any], background: tuple[int, int, int], *, robust: bool = False) -> NDArray[np.int32]:
    """Separate the instances of a picture by colour and connectedness.

    Args:
        rgb: H×W×3, uint8 or float32/float64 in [0, 1].
        background: red, green, blue in 0 … 255.
        robust: repaint the picture first in the colours of its areas, each pixel in one (`restoring.in_own_colours`).

    Returns:
        H×W int32: 0 is background (and what was dropped), 1 … n are instances in the order of their first pixels.

    Raises:
        CodecError: a wrong shape or dtype, floating-point colours outside [0, 1], a background that is no colour.

    """
    check_rgb(rgb)
    check_colour(background, "background")
    drawn = restoring.in_own_colours(rgb, background) if robust else to_bytes(rgb)
    colours = np.moveaxis(drawn, -1, 0).astype(np.float32, order="C")
    foreground = _squared(colours - np.array(background, np.float32)[:, None, None]) >= TAU**2
    instances = np.zeros(foreground.shape, np.int32)
    if foreground.any():
        box = _box(foreground)  # beyond it is background, as beyond the frame
        instances[box] = _decoded(colours[:, *box], foreground[box], _MIN_SHARE * foreground.size)
    return instances


def _decoded(colours: NDArray[np.float32], foreground: NDArray[np.bool_], least_px: float) -> NDArray[np.int32]:
    floods = _without_thin(_without_small(_floods(colours, foreground, least_px), least_px))
    return _in_order(_merged(floods, colours)) if floods.any() else floods


def _box(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Return the smallest window that holds all of a mask, which is not empty."""
    down, right = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    return slice(down[0], down[-1] + 1), slice(right[0], right[-1] + 1)


def _floods(colours: NDArray[np.float32], foreground: NDArray[np.bool_], least_px: float) -> NDArray[np.int32]:
    """Label the floods of step 2 that can pass step 3; 0 elsewhere."""
    zones, seeds = _regions(colours, foreground)
    # Entry 0 is for the pixels outside the zones: nothing is near infinity.
    seed_colours = np.insert(colours.reshape(3, -1)[:, seeds], 0, np.inf, axis=1)
    near = _squared(colours - seed_colours[:, zones]) <= TAU**2
    parts, _ = _regions(colours, near)
    flooded = near & (parts == np.insert(parts.reshape(-1)[seeds], 0, 0)[zones])
    left = (_without_small(zones, least_px) > 0) & ~flooded
    floods = np.where(flooded, zones, 0)
    return floods + _floods_one_by_one(colours, left, seeds.size) if left.any() else floods


def _floods_one_by_one(colours: NDArray[np.float32], free: NDArray[np.bool_], count: int) -> NDArray[np.int32]:
    """Label the floods of step 2 in the pixels that are `free`, from `count` + 1 on; 0 elsewhere."""
    # Two pixels of margin keep all neighbours inside the picture.
    still_free = np.pad(free, 2)
    labels = np.zeros(still_free.size, np.int32)
    offsets = [sign * (down * still_free.shape[1] + right) for down, right in _STEPS for sign in (1, -1)]
    red, green, blue = (np.pad(channel, 2).reshape(-1).tolist() for channel in colours)
    seeds = np.flatnonzero(still_free).tolist()
    unvisited = bytearray(still_free.tobytes())
    for seed in seeds:
        if not unvisited[seed]:
            continue
        unvisited[seed] = False
        flood = [seed]
        for pixel in flood:
            for neighbour in [pixel + offset for offset in offsets if unvisited[pixel + offset]]:
                difference = red[neighbour] - red[seed], green[neighbour] - green[seed], blue[neighbour] - blue[seed]
                if sum(d * d for d in difference) <= TAU**2:
                    unvisited[neighbour] = False
                    flood.append(neighbour)
        count += 1
        labels[flood] = count
    return labels.reshape(still_free.shape)[2:-2, 2:-2]


def _regions(colours: NDArray[np.float32], mask: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Label the connected regions of `mask` whose neighbours differ by 2τ at most; also return their first pixels.

    Regions are the components of a graph whose nodes are the runs of linked pixels in each row.
    """
    starts = mask.copy()
    starts[:, 1:] &= ~_links(colours, mask, 0, 1)
    run = np.cumsum(starts, dtype=np.int32).reshape(mask.shape) - 1
    edges = [_edges(run, starts, _links(colours, mask, *step), *step) for step in _STEPS[1:]]
    region = _components(np.concatenate(edges, axis=1), np.count_nonzero(starts))
    _, first = np.unique(region, return_index=True)
    return np.where(mask, region[run] + 1, 0), np.flatnonzero(starts)[first]


def _links(colours: NDArray[np.float32], mask: NDArray[np.bool_], down: int, right: int) -> NDArray[np.bool_]:
    """Return which pixels of the mask are linked to the one that lies `down` and `right` of them."""
    here, there = _overlap(mask.shape, down, right)
    near = _squared(colours[:, *here] - colours[:, *there]) <= (2 * TAU) ** 2
    return near & mask[here] & mask[there]


def _edges(
    run: NDArray[np.int32], starts: NDArray[np.bool_], links: NDArray[np.bool_], down: int, right: int
) -> NDArray[np.int32]:
    """Return the linked runs as 2×n."""
    here, there = _overlap(run.shape, down, right)
    # Inside two runs, all links but the first say the same.
    new = links.copy()
    new[:, 1:] &= ~links[:, :-1] | starts[here][:, 1:] | starts[there][:, 1:]
    return np.stack([run[here][new], run[there][new]])


def _overlap(shape: tuple[int, ...], down: int, right: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return the windows of an image that hold the pixels and their neighbours `down` and `right` of them."""
    height, width = shape
    left = max(0, -right)
    here = slice(0, max(0, height - down)), slice(left, max(left, width - max(0, right)))
    there = slice(down, height), slice(max(0, right), max(0, width - left))
    return here, there


def _without_thin(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Drop the labels of step 4."""
    height, width = labels.shape
    padded = np.pad(labels, 1)
    core = labels.copy()
    for row, column in np.ndindex(3, 3):
        core[padded[row : row + height, column : column + width] != labels] = 0
    areas = _areas(labels)
    return _kept(labels, np.bincount(core.reshape(-1), minlength=areas.size) >= _MIN_CORE * areas)


def _merged(labels: NDArray[np.int32], colours: NDArray[np.float32]) -> NDArray[np.int32]:
    """Give the labels of step 5 one number, also those that merge by way of a third."""
    from scipy.ndimage import find_objects
    from scipy.spatial import KDTree

    areas = _areas(labels)[1:]
    flat = labels.reshape(-1)
    means = np.stack([np.bincount(flat, channel.reshape(-1))[1:] / areas for channel in colours], axis=1)
    boxes = np.array([[(side.start, side.stop) for side in box] for box in find_objects(labels)])
    first, second = KDTree(means).query_pairs(TAU, output_type="ndarray").T
    starts = np.minimum(boxes[first, :, 0], boxes[second, :, 0])
    stops = np.maximum(boxes[first, :, 1], boxes[second, :, 1])
    close = (stops - starts).prod(axis=1) <= _MAX_BOX * (areas[first] + areas[second])
    merged = _components(np.stack([first[close], second[close]]), areas.size)
    return np.insert(merged + 1, 0, 0)[labels]


def _in_order(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Renumber the labels by their first pixels."""
    found, first = np.unique(labels[labels > 0], return_index=True)
    number = np.zeros(found.max() + 1, np.int32)
    number[found[np.argsort(first)]] = np.arange(1, found.size + 1)
    return number[labels]


def _components(edges: NDArray[np.intp], nodes: int) -> NDArray[np.int32]:
    """Return the number of the connected component, 0 …, that each node of a graph belongs to; edges are 2×n."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(edges.shape[1], bool), tuple(edges)), (nodes, nodes))
    component: NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return component


def _kept(labels: NDArray[np.int32], keep: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Renumber the labels that have `keep`, which has an entry for each, 1 … n, and set the others to 0."""
    number = np.insert(np.cumsum(keep[1:], dtype=np.int32) * keep[1:], 0, 0)
    return number[labels]


def _without_small(labels: NDArray[np.int32], least_px: float) -> NDArray[np.int32]:
    """Drop the labels of step 3."""
    return _kept(labels, _areas(labels) >= least_px)


def _areas(labels: NDArray[np.int32]) -> NDArray[np.intp]:
    """Return the number of pixels of each label, 0 included."""
    return np.bincount(labels.reshape(-1))


def _squared(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the squared lengths of 3×… vectors."""
    red, green, blue = vectors
    return red * red + green * green + blue * blue
