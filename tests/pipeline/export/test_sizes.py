"""What trainers are told of sizes: numbers at which each of them leaves the targets as they are."""

from __future__ import annotations

import math

import pytest

from cavendish.manifests import load_recipe
from cavendish.pipeline.export.sizes import told_of_sizes

Size = tuple[int, int]
SIZES = [(512, 512), (512, 512), (640, 448), (448, 640)]


def test_the_numbers_of_the_bundled_sizes() -> None:
    assert told_of_sizes(SIZES) == {
        "area": 640 * 448,
        "edge": 536,  # 536² = 287,296 holds 640 × 448 = 286,720, and 535² = 286,225 does not
        "longest": 640,
        "areas": (512 * 512, 640 * 448),
        "aligned": 512,
    }


def test_a_square_is_its_own_edge() -> None:
    told = told_of_sizes([(768, 768)])
    assert (told["edge"], told["area"], told["aligned"]) == (768, 768 * 768, 768)


def test_sides_of_photographs_are_cut_to_steps_and_nothing_is_told_of_nothing() -> None:
    assert told_of_sizes([(639, 481)])["areas"] == (624 * 480,)
    assert told_of_sizes([])["area"] == 16 * 16


def bucket_of_ai_toolkit(size: Size, resolution: int, step: int = 32) -> Size:
    """By its rule: shrunk to the resolution's area, never enlarged, then to the nearest steps within that area."""
    width, height = size
    scale = math.sqrt(min(1, resolution**2 / (width * height)))
    sides = [(math.floor(side * scale / step) * step, math.ceil(side * scale / step) * step) for side in size]
    fit = [(w, h) for w in sides[0] for h in sides[1] if w * h <= resolution**2]
    return min(fit, key=lambda each: abs(each[0] * each[1] - min(width * height, resolution**2)))


def bucket_of_simpletuner(size: Size, resolution: int, step: int = 64) -> Size:
    """By its rule for pixel_area: a square of the resolution's area, stretched to the aspect ratio in two decimals."""
    aspect = math.sqrt(round(size[0] / size[1], 2))
    return round(resolution * aspect / step) * step, round(resolution / aspect / step) * step


@pytest.mark.parametrize("recipe", ["mixed", "cavendish-10k"])
def test_the_sizes_of_bundled_recipes_stay_as_they_are(recipe: str) -> None:
    sizes = [entry.size for entry in load_recipe(recipe).resolution for _ in range(int(entry.weight))]
    told = told_of_sizes(sizes)
    for size in sizes:
        assert bucket_of_ai_toolkit(size, int(str(told["edge"]))) == size
        assert bucket_of_simpletuner(size, int(str(told["aligned"]))) == size
