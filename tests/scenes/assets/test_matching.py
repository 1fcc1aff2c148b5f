"""What untextured parts of library models are made of: by name, by shine, else by what their category's things are."""

import pytest

from cavendish.scenes.appearance.materials import FAMILIES
from cavendish.scenes.assets.matching import CATEGORIES, WORDS, family_of, material_of
from cavendish.scenes.assets.sources import SlotSource
from cavendish.scenes.assets.vocabulary import by_category
from cavendish.scenes.poses import Vec3

OAK, WHITE, GREY, BLACK = (0.5, 0.36, 0.22), (0.95, 0.95, 0.95), (0.5, 0.5, 0.5), (0.05, 0.05, 0.05)
RED, BLUE, LEAF = (0.8, 0.1, 0.1), (0.1, 0.2, 0.7), (0.2, 0.5, 0.1)


def slot(colour: Vec3, name: str = "x12", metallic: float = 0.0, clear: float = 0.0) -> SlotSource:
    return SlotSource(name, colour, 0.5, metallic, 1.0, clear, 0.0, {})


@pytest.mark.parametrize(
    ("category", "colour", "family"),
    [
        ("chair", OAK, "wood"),
        ("chair", WHITE, "lacquer"),
        ("chair", GREY, "metal"),
        ("chair", BLUE, "lacquer"),
        ("plant", LEAF, "foliage"),
        ("plant", WHITE, "ceramic"),
        ("plant", OAK, "bark"),
        ("flowers", RED, "petals"),
        ("table lamp", WHITE, "lampshade"),
        ("table lamp", BLACK, "metal"),
        ("planter", OAK, "terracotta"),
        ("kettle", GREY, "steel"),
        ("kettle", RED, "enamel"),
        ("socket", WHITE, "plastic"),
        ("swing", RED, "painted steel"),
    ],
)
def test_what_has_no_name_is_made_of_what_its_category_and_colour_say(category: str, colour: Vec3, family: str) -> None:
    assert family_of(slot(colour), category) == family


@pytest.mark.parametrize(
    ("name", "family"),
    [("Oak_veneer", "wood"), ("caoutchouc", "rubber"), ("inox", "steel"), ("chrome1", "chrome"), ("miroir", "mirror")],
)
def test_names_come_before_categories(name: str, family: str) -> None:
    assert family_of(slot(WHITE, name), "kettle") == family


def test_clear_things_are_glass_and_shining_ones_metal() -> None:
    assert family_of(slot(WHITE, clear=0.7), "chair") == "glass"
    assert family_of(slot(BLUE, metallic=0.9), "socket") == "metal"


def test_no_bare_metal_is_as_dark_as_paint() -> None:
    assert min(material_of(slot(BLACK, "inox"), "kettle", "").colour) > 0.3


def test_tables_speak_of_what_there_is() -> None:
    assert WORDS.keys() | CATEGORIES.keys() <= FAMILIES.keys()
    named = [category for categories in CATEGORIES.values() for category in categories]
    assert len(named) == len(set(named))
    assert set(named) <= by_category().keys()
