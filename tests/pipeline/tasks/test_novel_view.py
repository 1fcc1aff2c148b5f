"""Novel views: the prompt leads to the other camera, the target is its picture, and whatever lies is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.novel_view import READING, answer, faults
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame

from .twin_views import twin, twins


@pytest.fixture(scope="module")
def frame() -> Frame:
    return twins(AnalyticRenderer())[0]


def asked(frame: Frame, seed: int = 0) -> Answer:
    given = answer(frame, np.random.default_rng(seed))
    assert given is not None
    return given


def test_the_target_is_the_other_view_and_no_second_picture_goes_along(frame: Frame) -> None:
    given = asked(frame)
    assert frame.other is not None
    np.testing.assert_array_equal(given.target, frame.other.image)
    assert (given.codec, given.second) == ("picture", None)


def test_the_prompt_says_the_way_in_metres_and_degrees(frame: Frame) -> None:
    """Going around the middle by 20° turns the camera by as much, and it stays as high as it was."""
    for seed in range(8):
        prompt = asked(frame, seed).prompt
        assert re.search(r"\d\.\d\d m to the right, \d\.\d\d m ahead", prompt)
        assert re.search(r"20\.0° to the left", prompt)
        assert " up" not in prompt
        assert f"{frame.camera.fov_deg:.1f}°" in prompt


def test_views_with_too_little_in_common_are_not_asked(frame: Frame) -> None:
    assert frame.other is not None
    rng = np.random.default_rng(0)
    away = replace(frame.other, depth_m=frame.other.depth_m * np.float32(1.2))
    assert answer(twin(frame, away), rng) is None
    assert answer(replace(frame, others=()), rng) is None
    shifted = replace(frame.other, camera=replace(frame.other.camera, cx_px=50.0))
    assert answer(twin(frame, shifted), rng) is None


PLANTED: dict[str, tuple[Callable[[Frame, Answer], Answer], str]] = {
    "the first picture": (lambda f, a: replace(a, target=f.image), "target differs from the other view at"),
    "another angle": (
        lambda f, a: replace(a, prompt=a.prompt.replace("20.0°", "21.0°")),
        r"0\.00\d+ m and [01](\.\d+)?° away",
    ),
    "another side": (
        lambda f, a: replace(a, prompt=a.prompt.replace("m to the right", "m to the left")),
        r"leads \d\.\d+ m and .* away",
    ),
    "another lens": (
        lambda f, a: replace(a, prompt=a.prompt.replace(f"{f.camera.fov_deg:.1f}°", "99.0°")),
        r"the prompt says '99\.0°'",
    ),
    "no way": (lambda f, a: replace(a, prompt=a.prompt.replace("20.0°", "20.00°")), "there is no such view"),
}


@pytest.mark.parametrize(("plant", "message"), PLANTED.values(), ids=PLANTED.keys())
def test_planted_faults_are_named(frame: Frame, plant: Callable[[Frame, Answer], Answer], message: str) -> None:
    for seed in range(4):
        given = asked(frame, seed)
        assert faults(frame, given) == []
        assert re.search(message, "; ".join(faults(frame, plant(frame, given))))


def test_a_view_that_does_not_stand_there_is_a_fault(frame: Frame) -> None:
    assert frame.other is not None
    x, y, z = frame.other.camera.location_m
    moved = replace(frame.other, camera=replace(frame.other.camera, location_m=(x, y, z + 0.03)))
    assert any(re.search(r"leads 0\.0[23]\d* m", fault) for fault in faults(twin(frame, moved), asked(frame)))


def test_scores_are_gains_over_the_first_picture(frame: Frame) -> None:
    """Half way from the one picture to the other gains a half; an error of 51 of 255 everywhere is 13.98 dB."""
    assert frame.other is not None
    given = asked(frame)
    truth = READING.truth(frame, given)
    half = (frame.image.astype(float) + frame.other.image) / 2
    for drawn, gain in ((frame.other.image, 1.0), (frame.image, 0.0), (half, 0.5)):
        scores = READING.score(drawn, truth, frame.valid)
        assert scores is not None
        assert scores["gain"] == pytest.approx(gain, abs=1e-9)
    dark = np.where(truth[..., :3] > 127, truth[..., :3] - 51, truth[..., :3] + 51)
    scores = READING.score(dark, truth, frame.valid)
    assert scores is not None
    assert scores["PSNR"] == scores["PSNR in both"] == pytest.approx(13.979, abs=1e-3)
