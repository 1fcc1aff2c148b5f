"""Generators say which of what they build is a wheel, a drawer, a window; nothing else of the mesh changes by it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from cavendish.scenes.generators.outdoor.houses.front import CLEAR
from cavendish.scenes.generators.registry import GENERATORS
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.poses import Vec3

NAMES = {
    *("balcony", "cabinet door", "drawer", "handle", "headlight", "lampshade", "leg", "lid", "roof", "screen"),
    *("beak", "comb", "ear", "head", "horn", "mane", "tail", "wing"),
    *("house door", "vehicle door", "vehicle window", "wheel", "window"),
    *("armrest", "backrest", "handlebar", "headboard", "pedal", "saddle", "seat", "table top"),
}


def built(generator: str, size_m: Vec3, variant: int = 1) -> Mesh:
    return GENERATORS[generator](size_m, np.random.Generator(np.random.PCG64(variant)))


def counted(shape: Mesh) -> Counter[str]:
    return Counter(shape.parts.names if shape.parts else ())


@pytest.mark.parametrize(
    ("generator", "size_m", "expected"),
    [
        ("saloon", (2.0, 4.6, 1.45), {"wheel": 4, "headlight": 2, "vehicle window": 8}),
        ("lorry", (2.5, 7.0, 3.2), {"wheel": 4, "headlight": 2, "vehicle window": 3}),
        ("bicycle", (0.6, 1.7, 1.05), {"wheel": 2, "saddle": 1, "handlebar": 1, "pedal": 2}),
        ("toy car", (0.12, 0.06, 0.05), {"wheel": 4}),
        ("wheelie bin", (0.5, 0.6, 1.0), {"lid": 1, "wheel": 2}),
        ("filing cabinet", (0.4, 0.6, 1.3), {"drawer": 4, "handle": 4}),
        ("drawer unit", (0.6, 0.6, 0.9), {"drawer": 3, "handle": 3}),
        ("door unit", (0.8, 0.6, 0.9), {"drawer": 2, "cabinet door": 2, "handle": 4}),
        ("stool", (0.4, 0.4, 0.5), {"leg": 4, "seat": 1}),
        ("chair", (0.45, 0.5, 0.9), {"leg": 4, "seat": 1, "backrest": 1}),
        ("desk", (1.4, 0.7, 0.74), {"leg": 4, "table top": 1, "drawer": 3, "handle": 3}),
        ("floor lamp", (0.4, 0.4, 1.6), {"lampshade": 1}),
        ("television", (1.2, 0.05, 0.7), {"screen": 1}),
        ("pot", (0.3, 0.22, 0.16), {"lid": 1, "handle": 2}),
        ("shed", (2.8, 2.2, 2.4), {"house door": 1, "window": 1, "roof": 1}),
    ],
)
def test_how_many_parts_there_are(generator: str, size_m: Vec3, expected: dict[str, int]) -> None:
    assert counted(built(generator, size_m)) == expected


def test_a_house_has_a_window_in_each_bay_and_storey_a_door_and_a_roof() -> None:
    shape = built("house back", (10.0, 9.0, 11.0), 3)
    found = counted(shape)
    assert found["house door"] == found["roof"] == 1
    assert found["window"] > 6
    assert shape.parts is not None
    window = shape.parts.number == 1 + shape.parts.names.index("window")
    glass = np.isin(shape.slot, (2, 3, 4, CLEAR))
    assert (window & glass).any(), "its pane"
    assert (window & ~glass).any(), "its sashes"
    names = np.array(["", *shape.parts.names])[shape.parts.number[glass]]
    assert set(names) == {"", "window", "house door"}
    assert (names == "").sum() == 20, "the glass of the lantern, and what shines behind panes"


def test_a_pane_lies_within_its_own_frame() -> None:
    """Panes are stored apart from their frames, sorted by what is behind them."""
    shape = built("building", (12.0, 10.0, 18.0), 5)
    assert shape.parts is not None
    for number, name in enumerate(shape.parts.names, start=1):
        if name == "window":
            points = shape.vertices[shape.triangles[shape.parts.number == number]].reshape(-1, 3)
            assert np.ptp(points[:, 0]) < 5.5, "wider than any bay"
            assert np.ptp(points[:, 2]) < 3.5, "taller than any storey"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_name_is_known_and_every_part_has_triangles(name: str) -> None:
    shape = built(KINDS[name].generator, KINDS[name].high_m)
    if shape.parts is not None:
        assert set(shape.parts.names) <= NAMES
        assert len(shape.parts.number) == len(shape.triangles)
        assert set(range(1, len(shape.parts.names) + 1)) <= set(shape.parts.number.tolist())
