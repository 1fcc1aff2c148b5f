"""Pieces say what state they are in and what is printed on them; lamps and screens say whether they shine."""

from collections import Counter

import numpy as np
import pytest

from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.layouts.shared.window_light import SCREENS
from cavendish.scenes.pieces import INSTEAD_SHARE, sample_piece
from cavendish.scenes.printed import text_on
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneObject

TURNED = sorted(name for name, kind in KINDS.items() if kind.instead)
OPPOSITE = {"open": "closed", "closed": "open"}


@pytest.mark.parametrize("name", TURNED)
def test_the_other_kind_is_the_same_thing_in_the_other_state(name: str) -> None:
    kind, other = KINDS[name], KINDS[KINDS[name].instead]
    assert other.category == kind.category
    assert OPPOSITE[kind.state] == other.state
    assert other.instead == ""


def test_about_a_third_of_laptops_are_closed() -> None:
    rng = np.random.default_rng(0)
    states = Counter(sample_piece("laptop", rng, rng, {}).words.state for _ in range(300))
    assert states.keys() == {"open", "closed"}
    assert states["closed"] / 300 == pytest.approx(INSTEAD_SHARE, abs=0.08)


def test_of_a_given_size_a_thing_is_in_its_own_state() -> None:
    rng = np.random.default_rng(0)
    assert {sample_piece("carton", rng, rng, {}, (0.4, 0.3, 0.3)).words.state for _ in range(20)} == {"closed"}


def test_a_piece_says_what_is_printed_on_it() -> None:
    piece = sample_piece("poster", np.random.default_rng(1), np.random.default_rng(1), {})
    assert piece.words.text == text_on(piece.geometry) != ""
    assert sample_piece("chair", np.random.default_rng(1), np.random.default_rng(1), {}).words.text == ""


@pytest.mark.parametrize("name", ["ball", "dice", "football"])
def test_what_is_as_wide_as_deep_as_high_is_so_in_every_size(name: str) -> None:
    sizes = [sample_piece(name, np.random.default_rng(seed), np.random.default_rng(0), {}).size_m for seed in range(20)]
    assert all(len(set(size)) == 1 for size in sizes)
    assert len(set(sizes)) > 3


def shines(thing: SceneObject) -> bool:
    return any(material.emission > 0 for material in thing.materials)


@pytest.mark.parametrize(
    ("layout", "categories"),
    [
        ("room", {"ceiling lamp", "floor lamp", "table lamp", "desk lamp", *SCREENS}),
        ("hall", {"ceiling lamp", *SCREENS}),
        ("street", {"street lamp"}),
    ],
)
def test_what_is_lit_shines_and_what_is_unlit_does_not(layout: str, categories: set[str]) -> None:
    scenes = [sample_scene(11, index, {layout: 1.0}) for index in range(6 if layout != "street" else 3)]
    things = [thing for scene in scenes for thing in scene.objects if thing.category in categories]
    assert {thing.words.state for thing in things} == {"lit", "unlit"}
    assert all(shines(thing) == (thing.words.state == "lit") for thing in things)
