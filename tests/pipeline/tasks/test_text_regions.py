"""Text regions: what is asked, what is ignored, and a line that lies elsewhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.text_regions import READING, TEXT_REGIONS
from cavendish.renderers.passes import TEXT, UNSURE_TEXT

from .plain_frames import frame_of, plane
from .told_frames import lettered

WALL = frame_of(plane((0, 0, 1), 4.0))
FRAME = lettered(WALL)


def test_text_is_asked_where_some_can_be_read() -> None:
    rng = np.random.default_rng(0)
    small = np.where(FRAME.text == TEXT, np.uint8(UNSURE_TEXT), FRAME.text)  # type: ignore[arg-type]
    assert TEXT_REGIONS.answer(WALL, rng, "en", None) is None
    assert TEXT_REGIONS.answer(replace(FRAME, text=small), rng, "en", None) is None
    assert TEXT_REGIONS.answer(FRAME, rng, "en", None) is not None


def test_text_elsewhere_is_a_fault() -> None:
    given = TEXT_REGIONS.answer(FRAME, np.random.default_rng(0), "en", None)
    assert given is not None
    assert "letters on clothes" in given.prompt or "not counting clothes" in given.prompt
    assert TEXT_REGIONS.faults(FRAME, given) == []
    lower = replace(FRAME, text=np.roll(FRAME.text, 1, axis=0))  # type: ignore[arg-type]
    line_px = np.count_nonzero(np.any(np.asarray(FRAME.text) == TEXT, axis=0))
    assert f"at {2 * line_px} pixels" in TEXT_REGIONS.faults(lower, given)[0]
    assert TEXT_REGIONS.faults(WALL, given) == ["the truth tells no text"]


def test_what_is_too_small_to_be_read_is_scored_neither_way() -> None:
    given = TEXT_REGIONS.answer(FRAME, np.random.default_rng(0), "en", None)
    assert given is not None
    truth = READING.truth(FRAME, given)
    drawn = np.where(FRAME.text == 0, 0, 1)
    assert READING.score(drawn, truth, FRAME.valid) == pytest.approx({"mIoU": 1.0, "accuracy": 1.0})
    assert not READING.error(drawn, truth, FRAME.valid).any()
