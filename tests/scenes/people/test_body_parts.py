"""Parts of a person: each face of the mesh is of one part or of none, where it would be on anybody."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.pipeline.tasks.words.language import concepts, words
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.geometry.parts import sided
from cavendish.scenes.people.body_parts import BESIDE, NAMES
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.person import SLOTS, person_mesh
from cavendish.scenes.spec import Figure

ONE_EACH = ("face", "hair", "upper clothes", "lower clothes")
TWO_EACH = ("bare arm", "hand", "bare leg", "shoe")


def dressed(*clothes: str) -> Figure:
    geometry = sample_person(np.random.default_rng(3), ("standing",)).geometry
    assert isinstance(geometry, Figure)
    return replace(geometry, haircut="short", clothes=clothes, stature_m=1.7)


def points(shape: Mesh, name: str) -> list[NDArray[np.float64]]:
    """Return the vertices of each part of a name, the left one first."""
    assert shape.parts
    numbers = [number for number, own in enumerate(shape.parts.names, start=1) if sided(own)[1] == name]
    return [shape.vertices[shape.triangles[shape.parts.number == number].ravel()] for number in numbers]


@pytest.fixture(scope="module")
def summer() -> Mesh:
    return person_mesh(dressed("shorts", "t-shirt", "shoes"))


def test_one_of_each_and_two_of_what_comes_in_pairs(summer: Mesh) -> None:
    assert summer.parts
    held = [sided(each)[1] for each in summer.parts.names]
    counts = {name: held.count(name) for name in NAMES}
    assert counts == dict.fromkeys(ONE_EACH, 1) | dict.fromkeys(TWO_EACH, 2)


def test_they_are_where_they_belong(summer: Mesh) -> None:
    """The face in front and above the clothes, arms and hands left and right, shoes on the ground."""
    (face,), (above,), (below,) = (points(summer, name) for name in ("face", "upper clothes", "lower clothes"))
    assert face[:, 2].min() > 1.4
    assert face[:, 1].mean() < points(summer, "hair")[0][:, 1].mean()
    assert above[:, 2].mean() > 1.1 > below[:, 2].mean() > 0.6
    for name in TWO_EACH:
        left, right = (each[:, 0].mean() for each in points(summer, name))
        assert left > 0 > right, "a person faces −y"
    assert all(shoe[:, 2].max() < 0.25 for shoe in points(summer, "shoe"))


def test_what_is_worn_is_of_the_part_of_its_slot(summer: Mesh) -> None:
    assert summer.parts
    of = np.array(["", *(sided(each)[1] for each in summer.parts.names)])[summer.parts.number]
    for slot, name in (("top", "upper clothes"), ("legs", "lower clothes"), ("shoes", "shoe"), ("iris", "face")):
        assert set(of[summer.slot == SLOTS.index(slot)]) == {name}
    assert set(of[summer.slot == SLOTS.index("skin")]) == {"", "face", "bare arm", "hand", "bare leg", "ear", "neck"}


def test_what_is_worn_beside_clothes_and_what_grows_on_a_face_are_told() -> None:
    """A beard below the eyes and before the ears; brows are of the face; each hand is the left or the right one."""
    bearded = replace(
        dressed("jeans", "shirt", "scarf", "glasses", "cap", "backpack", "shoes"), beard="full beard", sex=1.0
    )
    shape = person_mesh(bearded)
    assert shape.parts
    assert {"headwear", "glasses", "scarf", "bag", "beard", "left hand", "right hand"} <= set(shape.parts.names)
    (beard,), (face,), (scarf,) = (points(shape, name) for name in ("beard", "face", "scarf"))
    assert scarf[:, 2].mean() < beard[:, 2].mean() < face[:, 2].mean()
    hair = shape.slot == SLOTS.index("hair")
    own = np.array(["", *shape.parts.names])[shape.parts.number[hair]]
    assert set(own) == {"hair", "beard", "face"}


def test_parts_that_nobody_asks_for_as_a_class_have_no_words_of_people() -> None:
    assert not set(BESIDE) & concepts().only_parts


def test_laces_are_of_the_shoe_and_buckles_of_no_part() -> None:
    """Nothing of the upper clothes lies on a foot, and what fastens a belt is of the belt."""
    belted = person_mesh(dressed("jeans", "t-shirt", "trainers", "belt"))
    (above,) = points(belted, "upper clothes")
    assert above[:, 2].min() > 0.6
    assert SLOTS.index("buttons") not in belted.slot


def test_trousers_and_boots_leave_no_leg_bare() -> None:
    assert points(person_mesh(dressed("trousers", "jumper", "boots")), "bare leg") == []


def test_all_have_words_and_are_parts_alone() -> None:
    assert set(NAMES) <= concepts().only_parts & words("en").categories
    assert set(NAMES) <= concepts().parts["person"]
