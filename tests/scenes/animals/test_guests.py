"""Animals in finished scenes: on what carries them, apart from one another, at low rates, the rest as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.animals import guests
from cavendish.scenes.animals.casting import sample_animal
from cavendish.scenes.animals.habitats import HABITATS, Guest
from cavendish.scenes.assets.pool import EMPTY
from cavendish.scenes.contacts import remove_collisions
from cavendish.scenes.generators.nature.animals import natural
from cavendish.scenes.generators.nature.breeds import BREEDS
from cavendish.scenes.generators.nature.species import BIRDS
from cavendish.scenes.kinds.animals import HEIGHTS_M, SIZES
from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.layouts.shared.layout import SceneSeeds
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneObject, SceneSpec

FURRY = {"retriever", "shepherd dog", "terrier", "hound", "cat"}
ANIMALS = {"dog", "cat", "horse", "cow", "sheep", "pigeon", "sparrow", "gull", "duck", "chicken"}


def animals_of(spec: SceneSpec) -> list[SceneObject]:
    """Return the animals of a scene."""
    return [thing for thing in spec.objects if thing.category in ANIMALS]


@pytest.fixture(scope="module", params=["courtyard", "landscape", "room"])
def lively(request: pytest.FixtureRequest) -> SceneSpec:
    """Return a scene of a layout in which all animals are that live there."""
    always = {request.param: tuple(_always(guest) for guest in HABITATS[request.param])}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guests, "HABITATS", always)
        found = (sample_scene(3, index, {request.param: 1.0}) for index in range(9))
        return next(spec for spec in found if len(animals_of(spec)) > 1)


def _always(guest: Guest) -> Guest:
    return replace(guest, share=1.0)


def test_they_come_on_top_of_a_scene_that_stays_as_it_was(lively: SceneSpec) -> None:
    bare = layout_of(lively.layout).compose(SceneSeeds(lively.seed, lively.index), EMPTY)
    assert lively.objects[: len(bare.objects)] == bare.objects
    assert {thing.category for thing in lively.objects[len(bare.objects) :]} <= ANIMALS


def test_none_floats_or_reaches_into_a_thing(lively: SceneSpec) -> None:
    kept = {thing.instance for thing in remove_collisions(lively).spec.objects}
    assert [thing.category for thing in animals_of(lively) if thing.instance not in kept] == []


def test_each_is_on_what_it_likes(lively: SceneSpec) -> None:
    below = {thing.instance: thing.category for thing in lively.objects}
    liked = {place for guest in HABITATS[lively.layout] for place in guest.on}
    assert {below[thing.supporter] for thing in animals_of(lively)} <= liked


def test_they_survive_json(lively: SceneSpec) -> None:
    assert SceneSpec.from_json(lively.to_json()) == lively


def test_most_rooms_have_none() -> None:
    counts = [len(animals_of(sample_scene(4, index, {"room": 1.0}))) for index in range(25)]
    assert 1 <= sum(count > 0 for count in counts) <= 12
    assert max(counts) <= 2


def test_a_third_of_the_streets_has_some() -> None:
    """0.15 have pigeons below and 0.05 above, 0.04 sparrows, 0.12 dogs, 0.03 cats and 0.04 gulls.

    1 − 0.85·0.95·0.96·0.88·0.97·0.96 = 0.364.
    """
    without = np.prod([1 - guest.share for guest in HABITATS["street"]])
    assert 1 - without == pytest.approx(0.365, abs=0.001)


def test_an_animal_has_the_proportions_of_its_own_body() -> None:
    dog = sample_animal(["retriever"], ["standing"], np.random.default_rng(2))
    x, y, z = dog.size_m
    assert dog.category == "dog"
    assert 0.52 < z / 1.2 < 0.65  # metres at the withers
    assert x < 0.6 * z < y


@pytest.mark.parametrize("name", sorted({f"{breed} {posture}" for breed in SIZES for posture in SIZES[breed]}))
def test_a_body_has_parts_and_few_triangles(name: str) -> None:
    breed, posture = name.rsplit(" ", 1)
    piece = sample_animal([breed], [posture], np.random.default_rng(1))
    shape = geometry_mesh(piece.geometry)
    assert len(shape.triangles) <= (14_000 if shape.parts and breed in FURRY else 8_000)
    assert shape.parts is not None
    legs = {"swimming": 0}.get(posture, 2 if breed in BIRDS else 4)
    assert shape.parts.names.count("leg") == legs
    assert {"head", "tail"} <= set(shape.parts.names)
    assert ({"beak", "wing"} if breed in BIRDS else {"ear"}) <= set(shape.parts.names)


def test_tufts_lie_on_the_coat_and_belong_to_it() -> None:
    """Tufts are the last triangles before the eyes and the collar: each stands out by less than its
    length, in the slot below it.
    """
    dog = BREEDS["shepherd dog"]
    ((tufts, _),) = dog.tufts
    bare = natural(replace(dog, tufts=()), "standing", np.random.default_rng(4))
    furry = natural(dog, "standing", np.random.default_rng(4))
    added = len(furry.triangles) - len(bare.triangles)
    assert added == tufts.count
    longest = 1.3 * 1.7 * max(tufts.shares.values()) * tufts.long
    assert (np.abs(np.subtract(furry.bounds(), bare.bounds())) <= longest).all()
    assert furry.parts is not None
    assert len(furry.parts.number) == len(furry.triangles)
    eyes = slice(-int((bare.slot >= 3).sum()), None)
    assert set(furry.slot[-added + eyes.start : eyes.start].tolist()) <= {0, 1}  # not on the nose


def shades_of(name: str, posture: str, chosen: str) -> NDArray[np.float64]:
    """Return the shades at the corners of the parts of a name: 0 darkest, 0.5 as the material, 1 palest."""
    shape = natural(BREEDS[name], posture, np.random.default_rng(2))
    assert shape.parts is not None
    assert shape.uv is not None
    held = [number for number, part in enumerate(shape.parts.names, 1) if part == chosen]
    return np.asarray(shape.uv[np.isin(shape.parts.number, held), :, 0])


def test_ears_are_darker_and_tails_paler_than_a_coat() -> None:
    """A retriever's ears are 0.22 darker and its tail 0.12 paler than the material."""
    assert np.median(shades_of("retriever", "standing", "ear")) < 0.4
    assert np.median(shades_of("retriever", "standing", "tail")) > 0.55


@pytest.mark.parametrize("name", sorted(BREEDS))
def test_a_back_is_darker_than_a_belly(name: str) -> None:
    breed = replace(BREEDS[name], tufts=(), tones={"back": -0.3, "belly": 0.3})
    shape = natural(breed, BREEDS[name].postures[0], np.random.default_rng(2))
    assert shape.uv is not None
    corners = shape.vertices[shape.triangles]
    up = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2]
    shade, slot = shape.uv[..., 0].mean(axis=1), shape.slot == 0
    assert shade[slot & (up > 0)].mean() < 0.5 < shade[slot & (up < 0)].mean()


@pytest.mark.parametrize("name", ["cat", "retriever", "horse"])
def test_eyes_look_out_of_the_skin(name: str) -> None:
    """Less than half of each ball is outside: an eye that stands out of its head is a doll's."""
    breed = replace(BREEDS[name], tufts=())
    shape = natural(breed, "standing", np.random.default_rng(3))
    eyes = shape.vertices[shape.triangles[shape.slot == 3]].reshape(-1, 3)
    skin = shape.vertices[shape.triangles[shape.slot < 3]].mean(axis=1)
    for side in (eyes[:, 0] < eyes[:, 0].mean(), eyes[:, 0] >= eyes[:, 0].mean()):
        middle, radius = eyes[side].mean(axis=0), np.ptp(eyes[side], axis=0).max() / 2
        assert np.linalg.norm(skin - middle, axis=1).min() < 1.2 * radius


@pytest.mark.parametrize(("name", "longest"), [("retriever", 0.45), ("cat", 0.46), ("horse", 0.47), ("cow", 0.46)])
def test_heads_are_as_long_as_those_of_the_real_ones(name: str, longest: float) -> None:
    """In shares of the height at the withers: of dogs and horses about 0.4, of cattle 0.37, with hair a little more."""
    build = BREEDS[name].build
    skull, muzzle, tip, _ = build.head
    assert 0.33 < 2.1 * skull + muzzle + tip < longest


@pytest.mark.parametrize("posture", ["standing", "pecking"])
def test_the_comb_of_a_hen_is_on_top_of_its_head(posture: str) -> None:
    hen = geometry_mesh(sample_animal(["hen"], [posture], np.random.default_rng(5)).geometry)
    eyes, comb = (hen.vertices[hen.triangles[hen.slot == slot]].reshape(-1, 3) for slot in (3, 4))
    above = comb[:, 2] - eyes[:, 2].mean() if posture == "standing" else eyes[:, 1].mean() - comb[:, 1]
    assert above.max() > 0.02  # metres


def test_every_kind_has_a_body_and_a_size() -> None:
    bodies = {name: each.postures for name, each in (BREEDS | BIRDS).items()}
    assert {name: tuple(postures) for name, postures in SIZES.items()} == bodies
    assert HEIGHTS_M.keys() == bodies.keys()
