"""Albedo is asked where the truth tells it, and its scores are those worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.albedo import ALBEDO, READING
from cavendish.renderers.frame import Frame

from .plain_frames import HEIGHT, frame_of, plane

WALL = frame_of(plane((0, 0, 1), 4.0))
GREY = np.full((HEIGHT, WALL.shape[1], 3), 188, np.uint8)  # half of all light


def told(albedo: np.ndarray) -> Frame:
    return replace(WALL, albedo=albedo)


def test_what_is_not_told_or_black_is_not_asked() -> None:
    rng = np.random.default_rng(0)
    assert ALBEDO.answer(WALL, rng, "en", None) is None
    mostly = GREY.copy()
    mostly[: round(0.81 * HEIGHT)] = 0
    assert ALBEDO.answer(told(mostly), rng, "en", None) is None
    assert ALBEDO.answer(told(GREY), rng, "en", None) is not None


def test_one_step_of_one_channel_is_found() -> None:
    given = ALBEDO.answer(told(GREY), np.random.default_rng(0), "en", None)
    assert given is not None
    target = given.target.copy()
    target[3, 4, 1] += 1
    assert ALBEDO.faults(told(GREY), replace(given, target=target)) == [
        "target shows another albedo than the truth at 1 pixels"
    ]
    assert ALBEDO.faults(WALL, given) == ["the truth tells no albedo"]


def test_half_as_bright_is_off_by_half_and_right_once_scaled() -> None:
    """188 is 50.3 % of light and 137 is 25.1 %, so one factor mends it all."""
    frame = told(GREY)
    given = ALBEDO.answer(frame, np.random.default_rng(0), "en", None)
    assert given is not None
    drawn = READING.decode(np.full_like(GREY, 137), given, frame.shape)
    scores = READING.score(drawn, READING.truth(frame, given), frame.valid)
    assert scores is not None
    assert scores["RMSE"] == pytest.approx(0.5029 - 0.2502, abs=1e-3)
    assert scores["RMSE scaled"] == pytest.approx(0, abs=1e-6)
    assert scores["PSNR"] == pytest.approx(-20 * np.log10(scores["RMSE"]))
