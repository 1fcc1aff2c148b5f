from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.appearance.labels import FRONT, HIGH_PX, WIDE_PX, label

BLUE = (0.15, 0.25, 0.5)
PLACE = round(FRONT * WIDE_PX)  # the first column of a back


@pytest.mark.parametrize("seed", range(12))
def test_a_label_is_a_picture_of_its_number_alone(seed: int) -> None:
    drawn = label(seed, BLUE)
    assert drawn.shape == (HIGH_PX, WIDE_PX, 3)
    assert drawn.min() >= 0
    assert drawn.max() <= 1
    assert (drawn == label(seed, BLUE)).all()
    assert (drawn != label(seed + 100, BLUE)).any()


def test_labels_have_the_colour_that_is_asked_for() -> None:
    red, green, blue = np.mean([np.median(label(seed, BLUE), axis=(0, 1)) for seed in range(20)], axis=0)
    assert blue > green > red


@pytest.mark.parametrize("seed", range(8))
def test_a_front_has_a_title_that_stands_out_and_a_back_a_bar_code(seed: int) -> None:
    grey = label(seed, BLUE).mean(axis=2)
    assert np.ptp(grey[:, :PLACE]) > 0.25
    low = grey[round(0.74 * HIGH_PX) : round(0.9 * HIGH_PX), PLACE + 24 : PLACE + 92]
    changes = np.abs(np.diff(low, axis=1)) > 0.4
    assert changes.sum(axis=1).min() >= 8  # bars from top to bottom
