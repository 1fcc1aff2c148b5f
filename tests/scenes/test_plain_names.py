"""Names of things in files become plain words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.categories import STRUCTURE
from cavendish.scenes.plain_names import MOST_CHARACTERS, NAMELESS, category_of_name, plain_name, spoken, structure_of


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Red_Box.001", "red box"),
        ("SM_Chair_01_LOD0", "chair"),
        ("S_crate", "crate"),
        ("T_Lamp_low", "lamp"),
        ("chair_high", "chair"),
        ("chair_geo.003", "chair"),
        ("Vase_mesh", "vase"),
        ("car_v2", "car"),
        ("oakTable", "oak table"),
        ("OfficeChair2", "office chair"),
        ("TVStand", "tv stand"),
        ("chair01", "chair"),
        ("floor-lamp-02", "floor lamp"),
        ("Boeing 747", "boeing"),
        ("3d printer", "3d printer"),
        ("wire mesh", "wire mesh"),  # words of a person, and no ending of an exporter
        ("T-shirt", "t shirt"),
        ("Children's bed", "children's bed"),
        ("Stühle", "stühle"),
        (unicodedata.normalize("NFD", "Stühle.002"), "stühle"),
        ("椅子_01", "椅子"),
        ("Стол.001", "стол"),
        ("كرسي", "كرسي"),
        ("कुर्सी_low", "कुर्सी"),
        ("ΚΑΡΕΚΛΑ", "καρεκλα"),
        ("Straße", "straße"),
        ("Mesh.001", NAMELESS),
        ("Object_12", NAMELESS),
        ("SM_", NAMELESS),
        ("", NAMELESS),
        ("…01", NAMELESS),
    ],
)
def test_a_name_becomes_plain_words(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("floor", "floor"),
        ("Wooden_Floor.001", "floor"),
        ("wooden floor tiles", "floor"),
        ("Walls", "wall"),
        ("Wall_North", "wall"),
        ("wall a", "wall"),
        ("WallInterior", "wall"),
        ("SM_Wall_01", "wall"),
        ("garage door", "door"),
        ("window frame", "window"),
        ("road markings", "road marking"),
        ("roof trusses", "roof truss"),
        ("curtain rod", "curtain rod"),
        ("floor lamp", "floor lamp"),
        ("FloorLamp", "floor lamp"),
        ("wall clock", "wall clock"),
        ("doormat", "doormat"),
        ("door mat", "door mat"),
        ("lawn mower", "lawn mower"),
        ("wallet", "wallet"),
        ("roadster", "roadster"),
        ("clock on wall", "clock on wall"),
        ("wall of bricks", "wall"),
        ("left", "left"),
        ("picture frame", "picture frame"),
    ],
)
def test_the_shell_is_known_by_the_word_that_the_others_belong_to(name: str, category: str) -> None:
    assert category_of_name(name) == category


@pytest.mark.parametrize("word", sorted(STRUCTURE))
def test_every_word_of_the_shell_is_itself(word: str) -> None:
    assert category_of_name(word) == category_of_name(word.title().replace(" ", "_") + ".001") == word


@given(st.text(max_size=80))
def test_any_name_becomes_words_that_stay_as_they_are(name: str) -> None:
    plain = plain_name(name)
    assert plain == plain_name(plain)
    assert plain == " ".join(plain.split()) == unicodedata.normalize("NFC", plain)
    assert 0 < len(plain) <= MOST_CHARACTERS
    assert structure_of(plain) in {"", *STRUCTURE}


@given(st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=20))
def test_letters_of_every_language_are_kept(word: str) -> None:
    normal = unicodedata.normalize("NFC", word)
    assert plain_name(word) in (" ".join(unicodedata.normalize("NFC", normal.lower()).split()), NAMELESS)


def test_a_category_of_the_users_is_taken_as_written() -> None:
    assert spoken("  Étagère\tNo 4\x1b[31m ") == "étagère no 4 [31m"
    assert len(spoken("x" * 1000)) == MOST_CHARACTERS
