"""Photographs made in code, with what a set says of them, and a set of them that can be imported."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import cavendish
from cavendish.manifests.benchmark import Benchmark, Role
from cavendish.pipeline.dataset.example import Example, Query, Region
from cavendish.pipeline.dataset.run_lengths import of_mask, packed
from cavendish.pipeline.importers.photographs.sets import SETS
from cavendish.pipeline.importers.photographs.source import PhotographSource

SHAPE = HEIGHT, WIDTH = 48, 64
CLASSES = ("road", "sky", "traffic light", "person", "background")
NAME = "nyuv2"  # a set's name that stands for the fabricated one, as recipes know no other


def box(top: int, left: int, bottom: int, right: int) -> np.ndarray:
    """Return a mask, bool H×W, that is a rectangle."""
    mask = np.zeros(SHAPE, np.bool_)
    mask[top:bottom, left:right] = True
    return mask


def region(name: str, mask: np.ndarray, **beside: Any) -> Region:
    """Return a region of a mask."""
    return Region(name, packed(of_mask(mask)), **beside)


def jpeg(number: int = 0) -> bytes:
    """Return a JPEG of noise."""
    buffer = io.BytesIO()
    rgb = np.random.default_rng(number).integers(0, 255, (*SHAPE, 3), np.uint8)
    Image.fromarray(rgb).save(buffer, format="JPEG")
    return buffer.getvalue()


def photograph(number: int = 0, **known: Any) -> Example:
    """Return a photograph of which something is known."""
    return Example(jpeg(number), (WIDTH, HEIGHT), **known)


def labelled(number: int = 0) -> Example:
    """Return road below sky, a person on the road, and a strip on the left that nobody knows."""
    labels = np.where(np.arange(HEIGHT)[:, None] < 20, np.uint16(2), np.uint16(1)) * np.ones(SHAPE, np.uint16)
    labels[box(18, 30, 44, 40)] = 4
    labels[:, :4] = 0
    names = {1: "road", 2: "sky", 4: "person"}
    return photograph(number, labels=labels, names=names, queries=(Query("semantic"),))


def crowded(number: int = 0) -> Example:
    """Return two people, one before the other, a speck of a third, a crowd of more, a bus, and no dog."""
    regions = (
        region("person", box(10, 10, 40, 30)),
        region("person", box(20, 20, 40, 28)),
        region("person", box(0, 63, 1, 64)),
        region("person", box(0, 40, 10, 60), crowd=True),
        region("bus", box(14, 40, 44, 62)),
    )
    queries = (
        Query("instance", "person", (0, 1, 2), (3,)),
        Query("instance", "bus", (4,)),
        Query("instance", "dog"),
    )
    return photograph(number, regions=regions, queries=queries)


def described(number: int = 0) -> Example:
    """Return three regions with sentences as people type them, one of several words in quotes."""
    regions = (
        region("person", box(5, 2, 45, 20)),
        region("person", box(5, 22, 45, 40)),
        region("bus", box(5, 44, 30, 63)),
    )
    queries = (
        Query("referring", "woman in red", (0,)),
        Query("referring", "girl  on left ", (0,)),
        Query("referring", 'man w/ the "7" shirt, in red', (1,)),
        Query("referring", "What could take many people to work?", (2,)),
        Query("referring", "giraffe"),
    )
    return photograph(number, regions=regions, queries=queries)


def benchmark(role: Role, *tasks: str, **beside: Any) -> Benchmark:
    """Return what a manifest says of a set of such photographs."""
    rules: dict[str, Any] = {"split": "val", "licence": "none", "redistribute": True, "classes": CLASSES}
    return Benchmark(role=role, tasks=tasks, **rules | beside)


def offer(monkeypatch: pytest.MonkeyPatch, examples: Sequence[Example], known: Benchmark) -> None:
    """Have `import --from NAME` read these photographs, whatever the folder."""
    views = tuple(f"picture-{number}" for number in range(len(examples)))
    source = PhotographSource(views, (), (WIDTH, HEIGHT), known, lambda place: examples[place])
    monkeypatch.setitem(SETS, NAME, lambda folder, split, role: source)


def imported(
    monkeypatch: pytest.MonkeyPatch, out: Path, examples: Sequence[Example], known: Benchmark, **wishes: Any
) -> Path:
    """Import these photographs; nothing is wrong with the dataset."""
    offer(monkeypatch, examples, known)
    folder = out.with_name("files")
    folder.mkdir(exist_ok=True)
    cavendish.import_(folder, out, NAME, role=known.role, **wishes)
    assert cavendish.verify(out) == []
    return out
