"""Depth on stated curves: what their colours mean is worked out by hand, and so is the size of their steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.depth_options import CurveOptions, ScaledDepthOptions
from cavendish.pipeline.codecs import colormaps, depth
from cavendish.pipeline.tasks.registry import READINGS
from cavendish.pipeline.tasks.scaled_depth import COLOURS, SCALED_DEPTH, curve_of, said

from .plain_frames import FLOOR, frame_of, only, plane

WALL = plane((0, 0, 1), 4.0)
ROOM = frame_of(FLOOR, WALL)


def options(name: str, colormap: str = "cube", **numbers: float) -> ScaledDepthOptions:
    return ScaledDepthOptions.model_validate({"curves": {name: numbers or 1}, "colormaps": {colormap: 1}})


def test_the_scale_is_that_of_the_formula() -> None:
    """At the corner k of 7, 1 − f is (7 − k)/7, and rooms have d = 4 ((7/(7 − k))^½ − 1)."""
    rooms = curve_of("rooms", CurveOptions())
    assert said(rooms, "cube") == (
        "black 0 m, red 0.32 m, yellow 0.733 m, green 1.29 m, cyan 2.11 m, blue 3.48 m, magenta 6.58 m, white infinity"
    )
    assert said({"low": 1.0, "high": 15.0}, "cube").startswith("black 1 m, red 3 m, yellow 5 m, green 7 m, cyan 9 m")
    assert said({"low": 0.0, "high": 4.0}, "gray").endswith("mid grey 2.01 m, light grey 3 m, white 4 m")  # 128/255


@pytest.mark.parametrize(("name", "step_m"), [("rooms", 10.4), ("streets", 0.303), ("aerial", 0.154), ("paper", 2.04)])
def test_a_step_at_80_m_is_as_documented(name: str, step_m: float) -> None:
    """It is s/2 (1 + d/s)³ over the 1785 steps of the cube; the paper's scale s is 10 m."""
    curve = {} if name == "paper" else curve_of(name, CurveOptions())
    near, far = depth.curve(np.array([79.9, 80.1]), **curve)
    assert 0.2 / (1785 * (far - near)) == pytest.approx(step_m, rel=0.01)


@pytest.mark.parametrize("colormap", colormaps.NAMES)
def test_colours_are_called_what_they_look_like(colormap: str) -> None:
    """Names that one could mix up are told apart by their lightness, which rises along all maps but the cube."""
    assert len(set(COLOURS[colormap])) == len(COLOURS[colormap])
    corners = {"black": (0, 0, 0), "red": (255, 0, 0), "yellow": (255, 255, 0), "green": (0, 255, 0)}
    corners |= {"cyan": (0, 255, 255), "blue": (0, 0, 255), "magenta": (255, 0, 255), "white": (255, 255, 255)}
    if colormap == "cube":
        found = [tuple(rgb) for rgb in colormaps.table("cube")[::255].tolist()]
        assert found == [corners[name] for name in COLOURS["cube"]]
    else:
        light = colormaps.table(colormap)[:: len(colormaps.table(colormap)) // 5] @ (0.2126, 0.7152, 0.0722)
        assert (np.diff(light) > 0).all()


@pytest.mark.parametrize("colormap", colormaps.NAMES)
def test_a_range_has_even_steps_and_the_colours_of_its_ends_beyond(colormap: str) -> None:
    given = SCALED_DEPTH.answer(ROOM, np.random.default_rng(0), "en", options("mine", colormap, near_m=2.5, far_m=5))
    assert given is not None
    assert SCALED_DEPTH.faults(ROOM, given) == []
    assert given.codec == "ramp"
    assert f"{COLOURS[colormap][0]} 2.5 m" in given.prompt
    assert f"{COLOURS[colormap][-1]} 5 m" in given.prompt
    nearest = ROOM.depth_m < 2.5
    assert nearest.any()
    assert (given.target[nearest] == colormaps.table(colormap)[0]).all()
    reading = READINGS["scaled_depth"]
    drawn, truth = reading.decode(given.target, given, ROOM.shape), reading.truth(ROOM, given)
    assert reading.score(drawn, truth, ROOM.valid)["AbsRel"] < 0.004  # type: ignore[index]
    assert truth.min() == 2.5


@pytest.mark.parametrize(
    ("name", "numbers"), [("mine", {"near_m": 6.0, "far_m": 9.0}), ("far", {"lam": -3.0, "c": 1e4})]
)
def test_a_curve_that_tells_nothing_apart_is_not_asked(name: str, numbers: dict[str, float]) -> None:
    """Nothing lies 6 to 9 m away; and a step of a curve of 30 km is 8 m long."""
    assert SCALED_DEPTH.answer(ROOM, np.random.default_rng(0), "en", options(name, "cube", **numbers)) is None


def test_another_curve_is_drawn_in_the_place_of_one_that_does_not_fit() -> None:
    both = ScaledDepthOptions.model_validate({"curves": {"rooms": 1, "mine": {"near_m": 60, "far_m": 90}}})
    for seed in range(8):
        given = SCALED_DEPTH.answer(ROOM, np.random.default_rng(seed), "en", both)
        assert given is not None
        assert given.parameters["c"] == pytest.approx(4 / 3)


def test_the_sky_is_infinite_on_a_curve() -> None:
    frame = frame_of(FLOOR, only(WALL, slice(0, 30)))
    given = SCALED_DEPTH.answer(frame, np.random.default_rng(0), "en", options("own", lam=-2.5, c=2.0))
    assert given is not None
    assert SCALED_DEPTH.faults(frame, given) == []
    assert (given.target[np.isinf(frame.depth_m)] == 255).all()


FORGED = {
    "another curve": {"c": 2.0},
    "no number": {"c": "1"},
    "a curve that does not rise": {"lam": 0.5},
    "two curves": {"low": 0.0, "high": 1.0},
    "no such map": {"colormap": "jet"},
}


@pytest.mark.parametrize("changed", FORGED.values(), ids=FORGED)
def test_metadata_that_state_another_curve_are_found(changed: dict[str, str | float]) -> None:
    given = SCALED_DEPTH.answer(ROOM, np.random.default_rng(0), "en", options("rooms"))
    assert given is not None
    assert SCALED_DEPTH.faults(ROOM, replace(given, parameters=given.parameters | changed))


def test_prompt_and_metadata_that_agree_on_another_curve_are_found_by_the_target() -> None:
    given, other = (
        SCALED_DEPTH.answer(ROOM, np.random.default_rng(3), "en", options(name)) for name in ("rooms", "streets")
    )
    assert given is not None
    assert other is not None
    assert SCALED_DEPTH.faults(ROOM, replace(other, target=given.target)) == [
        f"target depth is off by more than the codec's bound at {ROOM.valid.size} pixels"
    ]
