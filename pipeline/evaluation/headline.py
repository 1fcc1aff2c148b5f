"""The one score that each task is judged by: what it is called, which way is better, where it ends, how it is said."""

from __future__ import annotations

import numpy as np

from ..tasks.reading import Headline
from ..tasks.registry import READINGS

HEADLINES: dict[str, Headline] = {
    "depth": Headline("AbsRel", "AbsRel", best=0.0, worst=np.inf, fine=0.01),
    "normals": Headline("mean°", "mean°", best=0.0, worst=180.0, fine=1.0, unit="°"),
    "semantic": Headline("mIoU", "mIoU", best=1.0, worst=0.0, fine=0.99),
    "instance": Headline("F1@0.5", "pmF1", best=1.0, worst=0.0, fine=1.0),
    "referring": Headline("gIoU", "gIoU", best=1.0, worst=0.0, fine=0.99),
} | {task: reading.headline for task, reading in READINGS.items()}
