"""The README's table of normal colours, held against what both renderers see of cubes."""

import re
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.codecs import normals
from cavendish.renderers.frame import Renderer
from cavendish.scenes.spec import Pose

from ..renderers import closed_forms as cf

README = Path(__file__).parents[2] / "README.md"
ASIDE_M = 1.2
# A cube beside the line of sight shows the face that looks back to it. The camera looks along +y; x is right, z is up.
CUBES = {
    "left": (ASIDE_M, 3.0, 0.0),
    "right": (-ASIDE_M, 3.0, 0.0),
    "up": (0.0, 3.0, -ASIDE_M),
    "down": (0.0, 3.0, ASIDE_M),
    "front": (0.0, 3.0, 0.0),
}


def stated() -> dict[str, tuple[int, ...]]:
    """The rows | facing | (r, g, b) | of the README."""
    rows = re.findall(r"^\|\s*(\w+)\s*\|\s*\((\d+), (\d+), (\d+)\)\s*\|\s*$", README.read_text(), re.MULTILINE)
    return {facing: tuple(map(int, colour)) for facing, *colour in rows}


def test_the_readme_states_every_side() -> None:
    assert list(stated()) == list(CUBES)


def test_cubes_have_the_colours_that_the_readme_states(renderer: Renderer) -> None:
    cubes = [cf.thing("box", Pose(place), number) for number, place in enumerate(CUBES.values(), 1)]
    frame = renderer.render(cf.scene(cubes, cf.camera(size=(64, 64), fov_deg=75)), 0)
    target = normals.encode(frame.normals).astype(int)
    for number, colour in enumerate(stated().values(), 1):
        off_side, off_front = (
            np.abs(target[frame.instance == number] - other).max(axis=-1) for other in (colour, stated()["front"])
        )
        assert np.minimum(off_side, off_front).max() <= 1  # a zero that is not quite zero rounds to 127 or 128
        assert (off_side <= 1).sum() > 20


@pytest.mark.parametrize("facing", CUBES)
def test_stated_colours_decode_to_their_sides(facing: str) -> None:
    sides = {"left": (-1, 0, 0), "right": (1, 0, 0), "up": (0, 1, 0), "down": (0, -1, 0), "front": (0, 0, 1)}
    found = normals.decode(np.uint8([[stated()[facing]]]))[0, 0]
    np.testing.assert_allclose(found, sides[facing], atol=0.01)
