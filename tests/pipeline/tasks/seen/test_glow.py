"""What is bright beyond its surroundings is on, what has no bright pixel is off, and all between is not clear."""

import numpy as np
import pytest

from cavendish.pipeline.tasks.seen.glow import glows, text_contrasts
from cavendish.scenes.spec import Words

from ..referring_scenes import Put, boxes, repainted

LAMP = boxes(Put("floor lamp", 0, 0, words=Words(state="lit")))


@pytest.mark.parametrize(
    ("share", "bright", "elsewhere", "expected"),
    [
        (0.5, 250, 60, True),
        (0.1, 250, 60, True),
        (0.03, 250, 60, None),
        (0.5, 200, 60, None),
        (0.5, 250, 235, None),
        (0.0, 250, 60, False),
        (0.0, 250, 150, False),
    ],
)
def test_glow(share: float, bright: int, elsewhere: int, expected: bool | None) -> None:
    image = np.full_like(LAMP.image, elsewhere)
    rows, columns = np.nonzero(LAMP.instance == 2)
    count = round(share * len(rows))
    image[rows, columns] = min(elsewhere, 100)
    image[rows[:count], columns[:count]] = bright
    assert glows(repainted(LAMP, image)) == {2: expected}


def test_what_has_no_such_state_is_not_looked_at() -> None:
    assert glows(boxes(Put("chair", 0, 0))) == {}
    assert text_contrasts(boxes(Put("chair", 0, 0))) == {}
