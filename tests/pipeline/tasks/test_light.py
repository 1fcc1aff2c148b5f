"""Light on surfaces in stops, and shadow: numbers of a wall whose light is worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks.labelled import numbered
from cavendish.pipeline.tasks.light_stops import DARKEST
from cavendish.pipeline.tasks.registry import TASKS
from cavendish.pipeline.tasks.shading import SHADING, shading_stops
from cavendish.pipeline.tasks.shadow import SHADED, SHADOW, SUNLIT
from cavendish.pipeline.tasks.specular import specular_stops
from cavendish.renderers.frame import Frame
from cavendish.renderers.passes import IN_SHADOW, IN_SUN

from .plain_frames import FLOOR, HEIGHT, WIDTH, frame_of, plane
from .told_frames import lit_from_a_corner

WALL = frame_of(plane((0, 0, 1), 4.0))


def lit(light: np.ndarray) -> Frame:
    return replace(WALL, shading=np.broadcast_to(light, (HEIGHT, WIDTH, 3)).astype(np.float16))


def columns(*values: float) -> np.ndarray:
    """Return light W×3, grey, of stripes of one width."""
    return np.repeat(values, WIDTH // len(values))[:, None].repeat(3, axis=1)


def test_twice_the_light_is_one_stop_more() -> None:
    found = shading_stops(lit(columns(1, 2, 2, 8)))
    assert found is not None
    np.testing.assert_allclose(found[0, :: WIDTH // 4], [-1, 0, 0, 2], atol=1e-3)


def test_green_light_counts_more_than_blue() -> None:
    """Luminances are 0.7152 and 0.0722 of white, log2 of which differ by 3.31 stops."""
    light = columns(0, 0, 0, 0)
    light[: WIDTH // 2, 1], light[WIDTH // 2 :, 2] = 1, 1
    found = shading_stops(lit(light))
    assert found is not None
    assert found[0, 0] - found[0, -1] == pytest.approx(3.31, abs=0.01)


def test_what_scatters_none_is_darkest_and_the_sky_is_beyond() -> None:
    floor = frame_of(FLOOR)
    surface = floor.instance > 0
    light = np.where(surface & (np.arange(WIDTH) < 48), 1, 0)[..., None].repeat(3, axis=-1).astype(np.float16)
    found = specular_stops(replace(floor, specular=light))
    assert found is not None
    assert np.isneginf(found[~surface]).all()
    assert set(found[surface].tolist()) == {0.0, DARKEST}


@pytest.mark.parametrize("light", [None, np.zeros((HEIGHT, WIDTH, 3), np.float16)], ids=["untold", "dark"])
def test_light_that_is_not_told_or_not_there_is_not_asked(light: np.ndarray | None) -> None:
    assert SHADING.answer(replace(WALL, shading=light), np.random.default_rng(0), "en", None) is None


def test_the_prompt_says_which_stops_the_colours_mean() -> None:
    frame = lit_from_a_corner(WALL)  # eight stops, so four to either side of the median
    given = SHADING.answer(frame, np.random.default_rng(0), "en", None)
    assert given is not None
    assert "4 stops below the median" in given.prompt
    assert given.parameters["high"] == 4.0
    brighter = replace(frame, shading=np.roll(frame.shading, 8, axis=1))  # type: ignore[arg-type]
    assert "codec's bound" in SHADING.faults(brighter, given)[0]


@pytest.mark.parametrize("task", ["shading", "specular", "shadow"])
def test_what_the_truth_does_not_tell_is_a_fault(task: str) -> None:
    given = TASKS[task].answer(lit_from_a_corner(WALL), np.random.default_rng(0), "en", None)
    assert given is not None
    assert TASKS[task].faults(lit_from_a_corner(WALL), given) == []
    assert TASKS[task].faults(WALL, given)


def test_shadow_has_its_colour_where_the_sun_does_not_reach() -> None:
    frame = lit_from_a_corner(frame_of(FLOOR))
    given = SHADOW.answer(frame, np.random.default_rng(0), "en", None)
    assert given is not None
    drawn, names = masks.decode(given.target, numbered(given)), ["", *filter(None, given.palette)]
    np.testing.assert_array_equal(drawn == names.index(SUNLIT), frame.shadow == IN_SUN)
    np.testing.assert_array_equal(drawn == names.index(SHADED), frame.shadow == IN_SHADOW)
    swapped = replace(frame, shadow=np.array([0, IN_SHADOW, IN_SUN], np.uint8)[frame.shadow])
    assert SHADOW.faults(swapped, given) == [
        f"target shows light or shadow elsewhere than the truth at {HEIGHT // 2 * WIDTH} pixels"
    ]


def test_shadow_is_not_asked_where_all_is_in_the_sun() -> None:
    frame = lit_from_a_corner(WALL)
    sunny = replace(frame, shadow=np.full(frame.shape, IN_SUN, np.uint8))
    assert SHADOW.answer(sunny, np.random.default_rng(0), "en", None) is None
