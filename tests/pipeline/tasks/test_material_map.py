"""Material maps: what is listed, what is not, and which faults are found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks.labelled import numbered
from cavendish.pipeline.tasks.material_map import MATERIALS
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame
from cavendish.scenes.appearance.stuff import STUFF

from .plain_frames import HEIGHT, WIDTH, frame_of, plane

WALL = frame_of(plane((0, 0, 1), 4.0))


def made_of(*stuff: str) -> Frame:
    """Return a wall that is made of these in upright stripes of a quarter of its width."""
    numbers = [STUFF.index(name) + 1 if name else 0 for name in stuff]
    columns = np.repeat(np.array(numbers, np.uint8), WIDTH // len(stuff))
    return replace(WALL, materials=np.tile(columns, (HEIGHT, 1)))


def asked(frame: Frame) -> Answer:
    given = MATERIALS.answer(frame, np.random.default_rng(1), "en", None)
    assert given is not None
    return given


def test_materials_in_sight_are_listed_and_the_rest_is_not() -> None:
    frame = made_of("wood", "wood", "", "metal")
    given = asked(frame)
    assert set(given.palette) - {""} == {"wood", "metal"}
    decoded = masks.decode(given.target, numbered(given))
    names = ["", *(name for name in given.palette if name)]
    assert [names[number] for number in decoded[0, 8::16]] == ["wood", "wood", "", "metal"]
    assert MATERIALS.faults(frame, given) == []


def test_one_material_alone_and_none_at_all_are_not_asked_for() -> None:
    rng = np.random.default_rng(0)
    assert MATERIALS.answer(made_of("wood", "", "", ""), rng, "en", None) is None
    assert MATERIALS.answer(WALL, rng, "en", None) is None


def test_another_material_than_the_truth_is_found() -> None:
    frame, other = made_of("wood", "wood", "glass", "metal"), made_of("wood", "glass", "glass", "metal")
    assert MATERIALS.faults(other, asked(frame)) == [
        f"target shows another material than the truth at {HEIGHT * WIDTH // 4} pixels"
    ]
    assert MATERIALS.faults(WALL, asked(frame)) == ["the truth tells no materials"]
