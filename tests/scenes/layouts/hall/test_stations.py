"""Adverts, names, columns and cables of stations; cartons of warehouses, which are of several makes."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.appearance.materials import words_of
from cavendish.scenes.generators.indoor.cartons import carton
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural, SceneObject

from .halls import hall_of, of

SEEDS = range(4)


def generators_of(things: list[SceneObject]) -> list[str]:
    return [thing.geometry.generator for thing in things if isinstance(thing.geometry, Procedural)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_station_has_adverts_of_a_few_prints_and_no_poster_of_one_word(seed: int) -> None:
    posters = of(hall_of("station", seed), "poster")
    assert set(generators_of(posters)) == {"framed advert"}
    assert len(posters) >= 3
    assert len({poster.materials[0].seed for poster in posters}) <= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_a_station_says_one_name(seed: int) -> None:
    signs = [sign for sign in of(hall_of("station", seed), "sign") if generators_of([sign]) == ["name board"]]
    assert len(signs) >= 2
    assert len({sign.words.text for sign in signs}) == 1
    assert signs[0].words.text


def test_cables_run_along_the_wall_beyond_the_track_and_most_columns_are_clad() -> None:
    specs = [hall_of("station", seed) for seed in SEEDS]
    assert all("wall cables" in generators_of(of(spec, "cable tray")) for spec in specs)
    clad = [generators_of(of(spec, "column"))[0] == "clad column" for spec in specs]
    assert any(clad)


def test_stacks_of_cartons_are_of_one_make_or_of_several_some_under_film() -> None:
    size_m = (0.75, 1.14, 0.9)
    shapes = [geometry_mesh(Procedural("carton stack", size_m, variant)) for variant in range(24)]
    slots = [set(shape.slot.tolist()) for shape in shapes]
    for slot, least in ((4, 2), (5, 4), (6, 2)):
        assert least <= sum(slot in each for each in slots) < 24
    assert any({0, 5} <= each for each in slots)


def test_cartons_are_dented_each_in_its_own_way_and_stay_within_their_size() -> None:
    rng = np.random.default_rng(2)
    boxes = [carton((0.5, 0.4, 0.35), rng) for _ in range(6)]
    cardboard = [box.vertices[np.unique(box.triangles[box.slot == 0])] for box in boxes]
    assert len({shape.round(4).tobytes() for shape in cardboard}) == len(boxes)
    for shape in cardboard:
        assert (np.abs(shape).max(axis=0) < (0.26, 0.21, 0.351)).all()


def test_cartons_of_a_warehouse_share_their_few_materials() -> None:
    stacks = of(hall_of("warehouse", 2), "stack of boxes")
    assert len({stack.geometry for stack in stacks}) > 5
    assert len({each for stack in stacks for each in stack.materials}) < 26
    assert len({stack.materials for stack in stacks}) > 4
    assert all(stack.words.colour == words_of(stack.materials[0]).colour for stack in stacks)
