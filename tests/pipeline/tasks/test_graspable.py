"""What a hand can hold: boxes of known sides at known heights above a floor."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.graspable import GRASPABLE, WHAT, Reach, within
from cavendish.renderers.frame import Box3D, Frame

from .plain_frames import FLOOR, frame_of, plane

REACH = Reach(0.1, 0.4, 0.3, 1.2)
ROOM = frame_of(FLOOR, plane((0, 0, 1), 4.0))


def holding(size_m: tuple[float, float, float], up_m: float, category: str = "mug") -> Frame:
    """Return a floor and a thing of this size, whose middle is so far above it."""
    box = Box3D((0.0, 4.0, up_m), size_m, (1.0, 0.0, 0.0, 0.0))
    floor, wall = ROOM.objects
    return replace(ROOM, objects=(replace(floor, category="floor"), replace(wall, category=category, box=box)))


@pytest.mark.parametrize(
    ("size_m", "up_m", "expected"),
    [
        ((0.08, 0.3, 0.3), 0.8, (2,)),
        ((0.3, 0.3, 0.08), 0.8, (2,)),  # any side may be the thin one
        ((0.12, 0.3, 0.3), 0.8, ()),
        ((0.08, 0.3, 0.5), 0.8, ()),
        ((0.08, 0.3, 0.3), 0.2, ()),
        ((0.08, 0.3, 0.3), 1.3, ()),
        ((0.098, 0.3, 0.3), 0.8, ()),  # within 5 % of the grip: in doubt
        ((0.08, 0.3, 0.3), 1.18, ()),
    ],
    ids=["held", "lying", "thick", "long", "low", "high", "nearly-too-thick", "nearly-too-high"],
)
def test_size_and_height_of_a_box_decide(
    size_m: tuple[float, float, float], up_m: float, expected: tuple[int, ...]
) -> None:
    assert within(holding(size_m, up_m), REACH) == expected


def test_from_the_floor_on_lying_things_count() -> None:
    assert within(holding((0.02, 0.1, 0.2), 0.01), Reach(0.1, 0.4, 0.0, 0.5)) == (2,)


def test_what_is_built_in_never_counts() -> None:
    assert within(holding((0.08, 0.3, 0.3), 0.8, "socket"), REACH) == ()


def test_a_thing_in_doubt_leaves_all_unasked() -> None:
    """The floor becomes a second thing, a hair too thick."""
    frame = holding((0.08, 0.3, 0.3), 0.8)
    tile = Box3D((0.0, 0.0, 0.8), (0.102, 0.3, 0.3), (1.0, 0.0, 0.0, 0.0))
    also = replace(frame.objects[0], instance=3, category="book", box=tile)
    assert within(replace(frame, objects=(*frame.objects, also)), REACH) == ()


def test_without_a_level_floor_no_height_is_known() -> None:
    frame = holding((0.08, 0.3, 0.3), 0.8)
    bare = replace(frame, objects=(replace(frame.objects[0], category="box"), frame.objects[1]))
    assert GRASPABLE.answer(bare, np.random.default_rng(0), "en", None) is None


def test_another_band_in_the_prompt_is_a_fault() -> None:
    frame = holding((0.05, 0.2, 0.2), 0.8)
    given = next(
        each
        for seed in range(40)
        if (each := GRASPABLE.answer(frame, np.random.default_rng(seed), "en", None))
        and "0.3 m to 1.2 m" in each.prompt
    )
    assert given.referents[WHAT].instances == (2,)
    assert GRASPABLE.faults(frame, given) == []
    low = replace(given, prompt=given.prompt.replace("0.3 m to 1.2 m", "0 m to 0.5 m"))
    assert "referents" in GRASPABLE.faults(frame, low)[0]
    never = replace(given, prompt=given.prompt.replace("0.3 m to 1.2 m", "0.3 m to 1.3 m"))
    assert "never asked" in GRASPABLE.faults(frame, never)[0]
