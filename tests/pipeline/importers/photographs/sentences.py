"""What the tests of sets of sentences share: drawings of each sample's answer, and their scores."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

import cavendish
from cavendish.pipeline.dataset.png import png_bytes

Draw = Callable[[np.ndarray, list[int]], np.ndarray]  # of the target and the colour that is asked for, H×W×3


def drawn_scores(out: Path, folder: Path, draw: Draw) -> dict[str, float]:
    """Return the scores of what is drawn for each sample of a test; the report is complete."""
    folder.mkdir()
    for sample in cavendish.open_dataset(out, "test"):
        palette = json.loads(sample["meta"]["palette"])
        colour = next(rgb for name, rgb in palette.items() if name)
        drawing = np.ascontiguousarray(draw(sample["target"], colour), np.uint8)
        (folder / f"{sample['key']}.png").write_bytes(png_bytes(drawing))
    report = cavendish.evaluate(out, folder, "test")
    assert report["complete"], report
    scores: dict[str, float] = report["scores"]["referring"]
    return scores
