from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.appearance import paintings
from cavendish.scenes.appearance.paintings import SIDE_PX, painting

BLUE = (0.2, 0.3, 0.5)


def only(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(paintings, "SUBJECTS", (getattr(paintings, name),))


@pytest.mark.parametrize("seed", range(12))
def test_a_painting_is_a_picture_of_its_number_alone(seed: int) -> None:
    drawn = painting(seed, BLUE)
    assert drawn.shape == (SIDE_PX, SIDE_PX, 3)
    assert drawn.min() >= 0
    assert drawn.max() <= 1
    assert (drawn == painting(seed, BLUE)).all()
    assert (drawn != painting(seed + 100, BLUE)).any()
    assert drawn.std() > 0.05  # it shows something


def test_land_and_sea_lie_below_a_lighter_sky(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_land", "_sea"):
        only(monkeypatch, name)
        drawn = np.mean([painting(seed, BLUE).mean(axis=2) for seed in range(20)], axis=0)
        assert drawn[: SIDE_PX // 4].mean() > drawn[SIDE_PX // 2 : 3 * SIDE_PX // 4].mean() + 0.03


def test_the_cloth_below_fruit_has_the_colour_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "_fruit")
    red, green, blue = np.mean([painting(seed, BLUE)[-SIDE_PX // 8 :] for seed in range(10)], axis=(0, 1, 2))
    assert blue > green > red
