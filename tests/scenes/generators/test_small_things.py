"""Small things differ as handmade and used ones do, and are whole: tools, candles, paper, covered tables."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.generators.indoor.decor import candle
from cavendish.scenes.generators.indoor.office import papers
from cavendish.scenes.generators.indoor.tables import dining_table
from cavendish.scenes.generators.objects.snacks import hot_dog
from cavendish.scenes.generators.objects.tools import screwdriver, wrench
from cavendish.scenes.geometry.mesh import Mesh

VARIANTS = range(24)


def _rng(variant: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(variant))


def _of_slot(shape: Mesh, slot: int) -> np.ndarray:
    return np.asarray(shape.vertices[np.unique(shape.triangles[shape.slot == slot])])


def test_tools_of_one_size_come_in_several_shapes() -> None:
    for tool, size_m in ((screwdriver, (0.22, 0.03, 0.03)), (wrench, (0.2, 0.04, 0.008))):
        shapes = {len(tool(size_m, _rng(variant)).triangles) for variant in VARIANTS}
        assert len(shapes) >= 5, tool.__name__


def test_some_screwdrivers_have_handles_of_two_colours() -> None:
    two = [screwdriver((0.22, 0.03, 0.03), _rng(variant)).slot.max() == 2 for variant in VARIANTS]
    assert 0.2 < np.mean(two) < 0.8


def test_candles_stand_on_a_dish_or_in_a_glass_and_some_have_burnt_down() -> None:
    hollows = []
    for variant in VARIANTS:
        shape = candle((0.08, 0.08, 0.12), _rng(variant))
        wax, wick = _of_slot(shape, 0), _of_slot(shape, 1)
        holder = np.concatenate([_of_slot(shape, slot) for slot in (2, 3)])
        assert holder[:, 2].min() < 0.001
        assert np.hypot(*wax.T[:2]).max() < np.hypot(*holder.T[:2]).max()
        assert wick[:, 2].max() > wax[:, 2].max() - 0.02
        middle = wax[np.hypot(*wax.T[:2]) < 1e-4][:, 2].max()
        hollows.append(wax[:, 2].max() - middle)
    assert min(hollows) < 0.003
    assert max(hollows) > 0.005


def test_a_pile_of_paper_is_straight_and_its_uppermost_sheet_curls() -> None:
    for variant in VARIANTS:
        shape = papers((0.22, 0.31, 0.015), _rng(variant))
        pile, sheet = _of_slot(shape, 0), _of_slot(shape, 1)
        assert np.ptp(pile[:, 0]) < 0.215
        assert sheet[:, 2].max() <= 0.0151
        assert sheet[:, 2].min() > pile[:, 2].max() - 0.0005


def test_a_hot_dog_lies_in_its_tray() -> None:
    shape = hot_dog((0.2, 0.085, 0.065), _rng(1))
    tray, roll = _of_slot(shape, 3), _of_slot(shape, 0)
    assert tray[:, 2].min() < roll[:, 2].min()
    assert (np.abs(roll[:, :2]).max(axis=0) < np.abs(tray[:, :2]).max(axis=0)).all()


def test_a_tablecloth_is_level_where_things_stand_and_hides_the_edges() -> None:
    covered = [shape for shape in (dining_table((1.6, 0.9, 0.75), _rng(v)) for v in VARIANTS) if shape.slot.max() == 2]
    assert 0 < len(covered) < len(VARIANTS)
    for shape in covered:
        cloth, wood = _of_slot(shape, 2), _of_slot(shape, 0)
        inner = cloth[(np.abs(cloth[:, 0]) < 0.7) & (np.abs(cloth[:, 1]) < 0.35)]
        assert inner[:, 2].max() - inner[:, 2].min() < 0.002
        assert cloth[:, 2].min() < 0.75 - 0.08
        assert (np.abs(wood[:, :2]).max(axis=0) < np.abs(cloth[:, :2]).max(axis=0)).all()
