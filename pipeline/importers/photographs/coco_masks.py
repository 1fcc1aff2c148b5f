"""Masks as COCO's files draw them, many of them held small: polygons as corners of the grid that COCO draws on."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dataset.png import MOST_SIDE_PX
from ...dataset.run_lengths import Counts, of_mask, packed, to_mask, unpacked
from .polygons import FINE, Outline, outline_of, outline_runs, outlines_mask

MOST_POLYGONS = 1 << 14  # in one mask
MOST_RUN = 1 << 40  # that a number of a file may be, so that sums of them are exact

NARROW, WIDE = np.uint16, np.int32

Shape = tuple[int, int]


class CocoMasks:
    """Masks one after the other: outlines, after how many corners each has, or packed run lengths as text.

    Corners within their picture take 4 bytes, others 8: 0.2 GB for the 860,000 masks of COCO's training pictures.
    """

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("q", [0])
        self._outlines = array("i")  # how many a mask has, below 0 where they are WIDE; 0: run lengths
        self._extents = array("i")  # of each: least u, least v, most u, most v, in steps of the fine grid

    def __len__(self) -> int:
        return len(self._outlines)

    def add(self, segmentation: Any) -> None:
        """Take what a file says of a mask; raises ValueError where it is none."""
        match segmentation:
            case [*parts] if 0 < len(parts) <= MOST_POLYGONS:
                self._add_outlines([outline_of(_numbers(part)) for part in parts])
            case {"size": [int(height), int(width)], "counts": str() | list() as counts}:
                self._add_runs(counts, (height, width))
            case _:
                raise ValueError("segmentation must be a list of polygons, or run lengths as size and counts")
        self._ends.append(len(self._data))

    def outside(self, sizes_px: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which masks cannot be of pictures of these sizes (N×2: width, height): bool N.

        Outlines may reach over the edge, but must not lie beyond it; run lengths must be of the picture's size.
        """
        least, most = np.split(np.array(self._extents, np.int64).reshape(-1, 4), 2, axis=1)
        beyond = ((most < 0) | (least > FINE * sizes_px)).any(axis=1)
        return np.where(np.array(self._outlines, np.int64) != 0, beyond, (most != FINE * sizes_px).any(axis=1))

    def runs(self, place: int, shape: Shape) -> str:
        """Return a mask in a picture of H×W as packed run lengths: the very pixels that COCO's own library draws."""
        data, count = bytes(self._data[self._ends[place] : self._ends[place + 1]]), self._outlines[place]
        if not count:
            return data.decode("ascii")
        lengths, points = np.split(np.frombuffer(data, NARROW if count > 0 else WIDE).astype(np.int32), [abs(count)])
        outlines = np.split(points.reshape(-1, 2), np.cumsum(lengths)[:-1])
        one = len(outlines) == 1
        return packed(outline_runs(outlines[0], shape) if one else of_mask(outlines_mask(outlines, shape)))

    def _add_outlines(self, outlines: Sequence[Outline]) -> None:
        points = np.concatenate(outlines)
        numbers = np.concatenate([[len(each) for each in outlines], points.ravel()])
        wide = numbers.min() < 0 or numbers.max() > np.iinfo(NARROW).max
        self._outlines.append(-len(outlines) if wide else len(outlines))
        self._extents.extend((*points.min(axis=0).tolist(), *points.max(axis=0).tolist()))
        self._data += numbers.astype(WIDE if wide else NARROW).tobytes()

    def _add_runs(self, counts: str | list[Any], shape: Shape) -> None:
        if not all(type(side) is int and 0 < side <= MOST_SIDE_PX for side in shape):
            raise ValueError(f"segmentation has size {list(shape)}; sides are 1 to {MOST_SIDE_PX}")
        lengths = unpacked(counts) if isinstance(counts, str) else _whole_numbers(counts)
        to_mask(lengths, shape)
        self._outlines.append(0)
        self._extents.extend((0, 0, FINE * shape[1], FINE * shape[0]))
        self._data += packed(lengths).encode()


def segmentation_runs(segmentation: Mapping[str, Any] | Sequence[Any], shape: Shape) -> str:
    """Return one mask of a picture of H×W as packed run lengths; raises ValueError where it is none, or of another."""
    masks = CocoMasks()
    masks.add(segmentation)
    if masks.outside(np.array([shape[::-1]])).any():
        raise ValueError(f"segmentation is not of a picture of {shape[1]}×{shape[0]} pixels")
    return masks.runs(0, shape)


def _numbers(part: Any) -> list[float]:
    """Return a polygon; one of one or two corners, which is no reason to refuse a file, as three that hold no pixel."""
    if not isinstance(part, list) or not part or not all(type(number) in (int, float) for number in part):
        raise ValueError("segmentation must hold polygons, each a list of numbers")
    return part if len(part) % 2 else part + part[-2:] * (3 - len(part) // 2)


def _whole_numbers(counts: list[Any]) -> Counts:
    if not counts or not all(type(number) is int and 0 <= number <= MOST_RUN for number in counts):
        raise ValueError("segmentation must have counts that are whole numbers from 0 on")
    return np.array(counts, np.int64)
