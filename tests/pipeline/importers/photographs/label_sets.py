"""What the tests of sets with labels share: small pictures, maps of numbers, and what an import makes of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from cavendish.pipeline.dataset.example import Example, Query
from cavendish.pipeline.importers.frames import Options
from cavendish.pipeline.importers.importing import Import
from cavendish.pipeline.importers.photographs.driver import open_photographs

from .depth_sets import RGB, save_picture

SHAPE = HEIGHT, WIDTH = 6, 8  # of small pictures, whose numbers a reader can count


def save_numbers(path: Path, numbers: np.ndarray, palette: bool = False) -> None:
    """Write numbers H×W, uint8 or uint16, as a grey PNG, or as places in a palette; and the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(numbers)
    if palette:
        image.putpalette(np.random.default_rng(5).integers(0, 255, 768, np.uint8).tobytes())  # alike colours: no matter
    image.save(path, format="PNG")


def save_small_picture(path: Path) -> None:
    """Write a picture of SHAPE, a JPEG where its name says so."""
    save_picture(path, RGB[:HEIGHT, :WIDTH])


def opened(folder: Path, name: str, split: str = "", role: str = "test") -> Import:
    """Return an import that is about to run: nothing is written, and its count is right."""
    return open_photographs(folder, folder / "out", name, {"name": "made"}, Options(), split, role)


def views_of(folder: Path, name: str, split: str = "", role: str = "test") -> list[Example]:
    """Return all views of a set, each checked."""
    work = opened(folder, name, split, role)
    views = [work.views(place) for place in range(work.build.recipe.scenes)]
    return [view for view in views if isinstance(view, Example)]


def labels_in(view: Example) -> np.ndarray:
    """Return a view's labels, which are known."""
    assert view.labels is not None
    return view.labels


def asked_of(view: Example) -> dict[str, Query]:
    """Return what is asked of a view's instances, by name."""
    assert [query.task for query in view.queries].count("semantic") == 1
    assert view.queries[0] == Query("semantic")
    return {query.text: query for query in view.queries[1:]}


def pixels(view: Example, *places: int) -> list[int]:
    """Return how many pixels each of these regions has."""
    return [int(view.mask(place).sum()) for place in places]
