"""Houses of a street share what few see of them, and keep what tells them apart."""

from collections import defaultdict
from dataclasses import replace

from cavendish.scenes.layouts.shared.details import DETAILS, FEW, shared_details
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Material, Procedural, SceneObject


def houses() -> list[SceneObject]:
    objects = sample_scene(seed=0, index=0, layouts={"street": 1.0}).objects
    return [each for each in objects if isinstance(each.geometry, Procedural) and each.geometry.generator == "building"]


def test_details_are_of_few_materials() -> None:
    found: defaultdict[tuple[int, str], set[Material]] = defaultdict(set)
    for house in houses():
        for slot in DETAILS:
            if not house.materials[slot].emission:
                found[slot, house.materials[slot].family].add(house.materials[slot])
    assert max(map(len, found.values())) <= FEW


def test_all_else_is_each_houses_own() -> None:
    house = houses()[0]
    row = tuple(
        replace(house, instance=k, materials=tuple(replace(each, seed=k) for each in house.materials)) for k in range(9)
    )
    kept = [len({house.materials[slot] for house in shared_details(row)}) for slot in range(len(house.materials))]
    plain = [slot for slot in DETAILS if not house.materials[slot].emission]
    assert kept == [FEW if slot in plain else 9 for slot in range(len(house.materials))]
