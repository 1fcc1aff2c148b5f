"""The table of normal colours in docs/conventions.md, held against what both renderers see of cubes."""

import re
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.codecs import normals
from cavendish.renderers.frame import Renderer
from cavendish.scenes.poses import Pose

from ...renderers import closed_forms as cf

PAGE = Path(__file__).parents[3] / "docs/conventions.md"
ASIDE_M = 1.23  # no edge lies on a pixel centre
# Which way a face looks, and where a cube stands that shows it: beside the line of sight it shows the face that looks
# back to it. The camera looks along +y; x is right, z is up.
SIDES = {
    "left": ((-1, 0, 0), (ASIDE_M, 3.0, 0.0)),
    "right": ((1, 0, 0), (-ASIDE_M, 3.0, 0.0)),
    "up": ((0, 1, 0), (0.0, 3.0, -ASIDE_M)),
    "down": ((0, -1, 0), (0.0, 3.0, ASIDE_M)),
    "the camera": ((0, 0, 1), (0.0, 3.0, 0.0)),
}
NOTHING = "nothing (sky)"


def stated() -> dict[str, tuple[int, ...]]:
    """The rows | facing | (r, g, b) | of the page."""
    rows = re.findall(r"^\| ([^|]+) \| \((\d+), (\d+), (\d+)\) \|$", PAGE.read_text(), re.MULTILINE)
    return {facing: tuple(map(int, colour)) for facing, *colour in rows}


def is_painted(target: np.ndarray, facing: str) -> np.ndarray:
    """Pixels of the stated colour; a zero that is not quite zero rounds to 127 as well as to 128."""
    return np.abs(target.astype(int) - stated()[facing]).max(axis=-1) <= 1


def test_the_page_states_every_side() -> None:
    assert list(stated()) == [*SIDES, NOTHING]


def test_cubes_have_the_colours_that_the_page_states(renderer: Renderer) -> None:
    cubes = [cf.thing("box", Pose(place), number) for number, (_, place) in enumerate(SIDES.values(), 1)]
    frame = renderer.render(cf.scene(cubes, cf.camera(size=(64, 64), fov_deg=75)), 0)
    target = normals.encode(frame.normals)
    np.testing.assert_array_equal(is_painted(target, NOTHING), frame.instance == 0)
    for number, facing in enumerate(SIDES, 1):
        cube = target[frame.instance == number]
        assert is_painted(cube, facing).sum() > 20
        assert (is_painted(cube, facing) | is_painted(cube, "the camera")).all()


@pytest.mark.parametrize("facing", SIDES)
def test_stated_colours_decode_to_their_sides(facing: str) -> None:
    decoded = normals.decode(np.array([[stated()[facing]]], dtype=np.uint8))[0, 0]
    np.testing.assert_allclose(decoded, SIDES[facing][0], atol=0.01)
