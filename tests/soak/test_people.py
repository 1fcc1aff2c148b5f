"""A thousand people: each is dressed, and each is made."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.postures import POSTURES
from cavendish.scenes.spec import Figure

from ..scenes.people.coverage import assert_covered, share_behind_cloth

pytestmark = pytest.mark.timeout(3600)


def test_a_thousand_people_are_dressed() -> None:
    rng = np.random.default_rng(1)
    for _ in range(1000):
        figure = sample_person(rng, sorted(POSTURES)).geometry
        assert isinstance(figure, Figure)
        assert_covered(figure)
        assert share_behind_cloth(figure, 6) > 0.99, figure
