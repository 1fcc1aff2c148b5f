"""Pictures in a terminal: each character cell is two pixels, one above the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rich.color import Color
from rich.style import Style
from rich.text import Text

GAP_CELLS = 1


def side_by_side(photo: NDArray[np.uint8], target: NDArray[np.uint8], columns: int, lines: int) -> Text:
    """Return two pictures uint8 H×W×3 of one size beside one another, as large as fits into these cells.

    The target's pixels are picked, never blended: its colours have meanings.
    """
    height, width = photo.shape[:2]
    scale = min((columns - GAP_CELLS) // 2 / width, 2 * lines / height)
    size = (max(1, int(width * scale)), max(2, int(height * scale) // 2 * 2))
    left = np.asarray(Image.fromarray(photo).resize(size, Image.Resampling.BOX))
    right = np.asarray(Image.fromarray(target).resize(size, Image.Resampling.NEAREST))
    gap = Text(" " * GAP_CELLS)
    return Text("\n").join(
        _line(left[y], left[y + 1]) + gap + _line(right[y], right[y + 1]) for y in range(0, size[1], 2)
    )


def _line(upper: NDArray[np.uint8], lower: NDArray[np.uint8]) -> Text:
    line = Text()
    for above, below in zip(upper.tolist(), lower.tolist(), strict=True):
        line.append("▀", Style(color=Color.from_rgb(*above), bgcolor=Color.from_rgb(*below)))
    return line
