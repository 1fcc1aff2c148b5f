"""What the tests of depth sets share: a picture, a ramp with a hole, and drawings of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

import cavendish
from cavendish.pipeline.codecs import depth
from cavendish.pipeline.dataset.example import Example
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.truth import read_views

SHAPE = HEIGHT, WIDTH = 48, 64
RGB = np.random.default_rng(3).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
RAMP_M = np.broadcast_to(1 + np.arange(WIDTH) / WIDTH, SHAPE).astype(np.float32)  # grows to the right
HOLE = (slice(20, 24), slice(30, 34))


def with_hole(value: float, metres: np.ndarray = RAMP_M) -> np.ndarray:
    """Return metres H×W with a value in the hole."""
    metres = metres.copy()
    metres[HOLE] = value
    return metres


def save_picture(path: Path, pixels: np.ndarray = RGB) -> None:
    """Write a picture, a JPEG where its name says so, and the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, format="JPEG" if path.suffix.lower() == ".jpg" else "PNG")


def imported(folder: Path, out: Path, name: str, split: str = "", role: str = "test") -> list[Example]:
    """Import a set, and return its views; nothing is wrong with the dataset."""
    cavendish.import_(folder, out, name, split=split, role=role)
    assert cavendish.verify(out) == []
    shards = sorted((out / "truth").iterdir())
    return [view for shard in shards for _, view in read_views(shard.read_bytes()) if isinstance(view, Example)]


def metres_of(view: Example) -> np.ndarray:
    """Return a view's depth, which is known."""
    assert view.depth_m is not None
    return view.depth_m


def scores(out: Path, folder: Path, *metres: np.ndarray) -> dict[str, float]:
    """Return the scores of depth drawn for each view; the report is complete."""
    folder.mkdir()
    for scene, each in enumerate(metres):
        drawing = png_bytes(depth.encode(each.astype(np.float32), "cube"))
        (folder / f"{scene:08d}-00-00-depth.png").write_bytes(drawing)
    report = cavendish.evaluate(out, folder, "test")
    assert report["complete"], report
    return report["scores"]["depth"]
