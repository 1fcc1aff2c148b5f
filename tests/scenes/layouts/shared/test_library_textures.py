"""The bundled layouts wear the skies and textures of libraries, by hour and by family; without any they stay as is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from cavendish.scenes.appearance.materials import FAMILIES
from cavendish.scenes.appearance.sky import MOODS, daylight, sample_sky
from cavendish.scenes.assets.covering import covers, hour_of
from cavendish.scenes.assets.library import HOME_VARIABLE, Library, LibrarySky, Texture
from cavendish.scenes.assets.pool import EMPTY, AssetPool
from cavendish.scenes.assets.pool_loading import load_pool
from cavendish.scenes.layouts import Contents
from cavendish.scenes.layouts.shared import library_textures as _dressing
from cavendish.scenes.layouts.shared.library_textures import apply_library_textures, hour
from cavendish.scenes.lighting import SunLight, World
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Material, Procedural, SceneObject, SceneSpec, Words

BUNDLED = ("courtyard", "hall", "landscape", "room", "street", "tabletop")
ORIGIN = ("x", "x", "x", "x")
NOON = LibrarySky("blue-noon", "noon.hdr", 0.5, (30.0, 50.0), *ORIGIN, sun_share=0.5)
SKIES = (
    NOON,
    LibrarySky("starry-night", "night.hdr", 0.1, None, *ORIGIN),
    LibrarySky("plain", "plain.hdr", 0.4, None, *ORIGIN),
)
TEXTURES = ("oak-parquet", "red-brick", "white-plaster", "linen", "asphalt-02", "unheard")


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AssetPool:
    textures = tuple(Texture(name, {"colour": "it.png"}, 1.0, *ORIGIN) for name in TEXTURES)
    carried = Texture("of-a-model-brick", {"colour": "it.png"}, 0.0, *ORIGIN)
    for library in (Library("sky", "skies", skies=SKIES), Library("stuff", "textures", textures=(*textures, carried))):
        (tmp_path / library.name).mkdir()
        (tmp_path / library.name / "index.json").write_bytes(TypeAdapter(Library).dump_json(library))
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return load_pool(["sky", "stuff"])


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_dressing, "SHARE", 1.0)


def thing(*materials: Material, size_m: float = 4.0) -> SceneObject:
    words = Words(colour="red", material="brick")
    return SceneObject(1, "wall", "wall", Procedural("slab", (size_m, 0.2, 2.0), 0), Pose(), materials, words)


def under(mood: str, seed: int = 0, *objects: SceneObject) -> Contents:
    world, suns = daylight(sample_sky(mood, np.random.default_rng(seed)))
    return Contents(objects, suns, world)


def suns(contents: Contents | SceneSpec) -> list[SunLight]:
    return [light for light in contents.lights if isinstance(light, SunLight)]


def scenes(layout: str, pool: AssetPool, seeds: Sequence[int]) -> list[SceneSpec]:
    return [sample_scene(seed, 0, {layout: 1.0}, pool) for seed in seeds]


@pytest.mark.parametrize("layout", BUNDLED)
def test_a_library_that_has_nothing_fitting_changes_nothing(layout: str, pool: AssetPool) -> None:
    plain = sample_scene(3, 0, {layout: 1.0})
    unheard = replace(pool, skies=(), textures=tuple(each for each in pool.textures if each[0] == "stuff/unheard"))
    assert unheard.textures
    assert sample_scene(3, 0, {layout: 1.0}, unheard) == plain
    assert sample_scene(3, 0, {layout: 1.0}, replace(unheard, textures=())) == plain


@pytest.mark.parametrize("layout", BUNDLED)
def test_some_scenes_of_every_layout_wear_what_a_library_has(layout: str, pool: AssetPool) -> None:
    plain, worn = scenes(layout, EMPTY, range(8)), scenes(layout, pool, range(8))
    assert any(spec.world.hdri.startswith("sky/") for spec in worn)
    textures = {each.texture for spec in worn for one in spec.objects for each in one.materials if each.texture}
    assert textures
    assert textures <= {f"stuff/{name}" for name in TEXTURES[:-1]}
    for before, after in zip(plain, worn, strict=True):
        assert bare(after) == bare(before)


def bare(spec: SceneSpec) -> list[SceneObject]:
    """Return what a scene holds without materials, up to what lies outside of windows, as its height is the sun's."""
    names = [thing.name for thing in spec.objects]
    beyond = [names.index(each) for each in ("ground", "paving") if each in names and spec.layout in ("room", "hall")]
    return [replace(one, materials=(), words=Words()) for one in spec.objects[: min(beyond, default=None)]]


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize(
    ("mood", "sky"), [("noon", "blue-noon"), ("overcast", "plain"), ("night", "starry-night"), ("dusk", "")]
)
def test_a_sky_is_of_the_scene_s_hour(mood: str, sky: str, pool: AssetPool) -> None:
    for seed in range(5):
        before = under(mood, seed)
        after = apply_library_textures(before, pool, np.random.default_rng(seed))
        assert after.world.hdri == (f"sky/{sky}" if sky else "")
        assert (after.world == before.world) is not bool(sky)


@pytest.mark.usefixtures("always")
def test_the_sun_stands_where_the_map_s_own_does_and_adds_what_that_lacks(pool: AssetPool) -> None:
    clipped = replace(pool, skies=(("sky/clipped", replace(NOON, sun_share=0.02)),))
    for seed in range(5):
        before = under("noon", seed)
        (sun,), strength = suns(before), before.world.strength
        (low,) = suns(after := apply_library_textures(before, clipped, np.random.default_rng(0)))
        up = math.degrees(math.asin(-low.direction[2]))
        around = math.degrees(math.atan2(-low.direction[1], -low.direction[0]))
        assert up == pytest.approx(50.0, abs=0.01)
        off = (30.0 - after.world.rotation_deg - around + 180) % 360 - 180
        assert off == pytest.approx(0, abs=0.02)
        shining = 4 * math.pi * strength / 0.98 * 0.02
        assert low.irradiance_w_m2 + shining == pytest.approx(sun.irradiance_w_m2, abs=0.01)
        full = apply_library_textures(before, pool, np.random.default_rng(0))
        assert full.world.strength == pytest.approx(2 * strength, rel=1e-5)  # its half is the sun's
        assert sum(each.irradiance_w_m2 for each in suns(full)) < sun.irradiance_w_m2


@pytest.mark.usefixtures("always")
def test_textures_lie_on_their_families_and_take_the_colour_s_word_away(pool: AssetPool) -> None:
    brick, wood = Material("brick", (0.5, 0.3, 0.2)), Material("wood", (0.5, 0.4, 0.3))
    (worn,) = apply_library_textures(under("noon", 0, thing(brick, wood)), pool, np.random.default_rng(0)).objects
    assert worn.materials == (replace(brick, texture="stuff/red-brick"), wood)
    assert worn.words == Words(material="brick")
    glowing, pictured = replace(brick, emission=1.0), replace(brick, texture="stuff/oak-parquet")
    left = thing(glowing, pictured, wood)
    assert apply_library_textures(under("noon", 0, left), pool, np.random.default_rng(0)).objects == (left,)


@pytest.mark.usefixtures("always")
def test_no_texture_comes_again_too_often_along_a_thing(pool: AssetPool) -> None:
    brick = Material("brick", (0.5, 0.3, 0.2))
    short, long = thing(brick, size_m=29.0), thing(brick, size_m=31.0)
    after = apply_library_textures(under("noon", 0, short, long), pool, np.random.default_rng(0)).objects
    assert [each.materials[0].texture for each in after] == ["stuff/red-brick", ""]


def test_half_of_what_could_be_worn_is(pool: AssetPool) -> None:
    bricks = [thing(Material("brick", (0.5, 0.3, 0.2), seed=number)) for number in range(400)]
    worn = apply_library_textures(under("noon", 0, *bricks), pool, np.random.default_rng(0)).objects
    assert 0.4 < np.mean([bool(each.materials[0].texture) for each in worn]) < 0.6


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("Bricks075A", ("brick", "facade brick")),
        ("red_brick_wall", ("brick", "facade brick")),
        ("oak-parquet", ("planks",)),
        ("oak-wood", ("wood", "raw wood")),
        ("sandstone-02", ("facade stone",)),
        ("white_plaster", ("plaster", "render", "paint")),
        ("qwertz", ()),
    ],
)
def test_a_texture_s_name_says_what_it_covers(name: str, families: tuple[str, ...]) -> None:
    assert covers(name) == families
    assert set(families) <= FAMILIES.keys()


@pytest.mark.parametrize(
    ("name", "sun_deg", "told"),
    [
        ("dikhololo-night", None, "night"),
        ("misty-pines", (0.0, 40.0), "overcast"),
        ("some-field", (0.0, 40.0), "day"),
        ("some-field", (0.0, 5.0), "low sun"),
        ("some-field", None, "overcast"),
        ("venice-sunset", None, "dusk"),
        ("venice-sunset", (0.0, 4.0), "low sun"),
        ("small-studio", (0.0, 60.0), "indoors"),
    ],
)
def test_a_sky_s_hour_is_told_by_its_name_or_its_sun(name: str, sun_deg: tuple[float, float] | None, told: str) -> None:
    assert hour_of(LibrarySky(name, "", 1.0, sun_deg, *ORIGIN)) == told


def test_every_mood_has_an_hour() -> None:
    hours = {hour(each.world, suns(each)) for mood in MOODS for each in (under(mood),)}
    assert hours == {"day", "low sun", "overcast", "dusk", "night"}
    assert hour(World(hdri="night", strength=0.05), []) == "night"
    assert hour(World(hdri="sunset", strength=0.05), []) == "dusk"
    assert hour(World(hdri="courtyard", strength=3.0), []) == "overcast"
