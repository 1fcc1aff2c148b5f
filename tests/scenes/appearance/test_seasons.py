"""Seasons: one for all that grows in a scene, told by words, and nothing is moved by it."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.appearance.materials import words_of
from cavendish.scenes.appearance.seasons import BARE, SEASONS, SHARES, Season, drawn_season, in_season, is_deciduous
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.spec import Procedural, SceneObject

TREES = ("broadleaf tree", "birch", "fruit tree", "columnar tree")


def grown(kind: str, seed: int = 1) -> SceneObject:
    layout_rng, material_rng = np.random.default_rng(seed), np.random.default_rng(seed)
    return sample_piece(kind, layout_rng, material_rng, {}).put(1, (1.0, 2.0, 0.0))


def through(thing: SceneObject, season: Season, seed: int = 0) -> SceneObject:
    return in_season((thing,), season, np.random.default_rng(seed))[0]


def generator_of(thing: SceneObject) -> str:
    assert isinstance(thing.geometry, Procedural)
    return thing.geometry.generator


def test_every_season_is_drawn_about_as_often_as_its_share() -> None:
    rng = np.random.default_rng(0)
    drawn = [drawn_season(rng) for _ in range(2000)]
    for season, share in zip(SEASONS, SHARES, strict=True):
        assert drawn.count(season) / 2000 == pytest.approx(share, abs=0.04)


@pytest.mark.parametrize("kind", TREES)
def test_leafy_trees_stand_bare_in_winter_and_nowhere_else(kind: str) -> None:
    tree = grown(kind)
    assert is_deciduous(tree)
    winter = through(tree, "winter")
    assert generator_of(winter) == BARE[generator_of(tree)]
    assert winter.materials == tree.materials[1:]
    assert winter.pose == tree.pose
    assert {generator_of(through(tree, season)) for season in SEASONS if season != "winter"} == {generator_of(tree)}


def test_needles_and_dark_green_bushes_keep_their_colour() -> None:
    bushes = [grown("bush", seed) for seed in range(12)]
    dark = next(bush for bush in bushes if words_of(bush.materials[0]).colour == "dark green")
    for thing in (grown("conifer"), dark):
        assert all(through(thing, season) == thing for season in SEASONS)


def test_leaves_turn_in_autumn_and_are_told_so() -> None:
    colours = {through(grown("broadleaf tree"), "autumn", seed).words.colour for seed in range(40)}
    assert {"yellow", "orange", "red", "brown"} <= colours <= {"yellow", "orange", "red", "brown", "green"}


@pytest.mark.parametrize("kind", ["birch", "columnar tree"])
def test_some_trees_never_turn_red(kind: str) -> None:
    colours = {through(grown(kind), "autumn", seed).words.colour for seed in range(40)}
    assert "yellow" in colours <= {"yellow", "brown", "green"}


def test_fruit_trees_blossom_in_spring() -> None:
    spring = [through(grown("fruit tree"), "spring", seed) for seed in range(30)]
    white = [tree for tree in spring if tree.materials[0].family == "petals"]
    assert len(white) > 15
    assert {tree.words.colour for tree in white} == {"white", "pink"}
    assert {tree.words.colour for tree in spring if tree not in white} == {"green"}


def test_spring_is_lighter_than_summer_and_winter_grass_is_nearer_to_straw() -> None:
    leaves, turf = grown("columnar tree"), grown("grass", 3)
    assert sum(through(leaves, "spring").materials[0].colour) > sum(through(leaves, "summer").materials[0].colour)
    reds = [through(turf, season).materials[0].colour[0] for season in ("summer", "autumn", "winter")]
    assert reds == sorted(reds)
    assert through(turf, "summer") == turf


def test_flowers_are_dry_tufts_in_winter_and_stay_where_they_are() -> None:
    bed = grown("flowers")
    tuft = through(bed, "winter")
    assert (tuft.category, generator_of(tuft), len(tuft.materials)) == ("grass", "grass", 1)
    assert (tuft.pose, tuft.supporter) == (bed.pose, bed.supporter)
    assert through(bed, "summer") == bed


def test_what_is_one_material_stays_one() -> None:
    tree = grown("birch")
    for season in SEASONS:
        a, b = in_season((tree, tree), season, np.random.default_rng(4))
        assert a == b
