"""What trainers must be told of the sizes of targets to resample none: a blend of two colours means nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from .filling import Value

STEP_PX = 16  # sides are multiples of it; qwen-image-finetune wants areas of such sides
ALIGNED_PX = 64  # SimpleTuner rounds sides to it
Size = tuple[int, int]  # width and height in pixels


def told_of_sizes(sizes: Iterable[Size]) -> dict[str, Value]:
    """Return what snippets say of targets of these sizes, in pixels.

    `area` is that of the largest, `edge` the side of a square that holds as many or more, `longest` the longest side;
    `areas` are all areas that there are; `aligned` is SimpleTuner's square of the most frequent size.
    """
    counts = Counter(sizes) or Counter([(STEP_PX, STEP_PX)])  # of a split that holds nothing
    area = max(width * height for width, height in counts)
    (width, height), _ = counts.most_common(1)[0]
    return {
        "area": area,
        "edge": math.isqrt(area - 1) + 1,
        "longest": max(map(max, counts)),
        "areas": tuple(sorted({_area_in_steps(size) for size in counts})),
        "aligned": max(ALIGNED_PX, round(math.sqrt(width * height) / ALIGNED_PX) * ALIGNED_PX),
    }


def _area_in_steps(size: Size) -> int:
    width, height = (max(STEP_PX, side // STEP_PX * STEP_PX) for side in size)
    return width * height
