"""The shortcuts that scattered light takes are not to be seen."""

from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.frame import Frame
from cavendish.scenes.appearance.sky import daylight, sample_sky
from cavendish.scenes.lighting import World
from cavendish.scenes.quality import Quality
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Material, SceneObject, SceneSpec

SIZE = (64, 48)
SHAPES = with_cameras(sample_scene(7, 1, {"shapes": 1.0}), SIZE, (0,))
ROOM = with_cameras(sample_scene(7, 0, {"room": 1.0}), SIZE, (0,))


def under(mood: str) -> SceneSpec:
    """Primitives in the open, under nothing but a sky that is far brighter on one side."""
    world, _ = daylight(replace(sample_sky(mood, np.random.default_rng(3)), sun_azimuth_deg=40.0))
    return replace(SHAPES, world=world, lights=())


def lamplit() -> SceneSpec:
    """Primitives in the dark, the largest of which is a shade that glows."""
    largest = max(SHAPES.objects[1:], key=lambda thing: max(thing.pose.scale))
    shade = Material("lampshade", (0.9, 0.85, 0.7), emission=4.0)
    objects = tuple(replace(thing, materials=(shade,)) if thing == largest else thing for thing in SHAPES.objects)
    return replace(SHAPES, objects=objects, world=World(strength=0.0), lights=())


def unlit() -> SceneSpec:
    """The room with its lamps off, under an even sky."""

    def off(thing: SceneObject) -> SceneObject:
        return replace(thing, materials=tuple(replace(material, emission=0.0) for material in thing.materials))

    return replace(ROOM, objects=tuple(map(off, ROOM.objects)), world=World())


def pictures(spec: SceneSpec, quality: Quality, monkeypatch: pytest.MonkeyPatch) -> tuple[Frame, Frame]:
    """Return a frame with the shortcuts and one without."""
    from cavendish.renderers.blender import process
    from cavendish.renderers.blender import renderer as blender
    from cavendish.renderers.blender.scene import build_scene

    def frame() -> Frame:
        renderer = blender.BlenderRenderer(quality, "CPU")
        process.content.forget()
        found = renderer.render(spec, 0)
        renderer.close()
        return found

    short = frame()
    with monkeypatch.context() as patched:
        patched.setattr(blender, "use_indirect_proxies", lambda world, folder: None)
        patched.setattr(blender, "build_scene", lambda spec, shortcuts: build_scene(spec))
        whole = frame()
    process.content.forget()
    return short, whole


def apart(a: Frame, b: Frame) -> float:
    """Return the mean difference of two pictures, in steps of 255, after noise has been averaged away."""
    coarse = [f.image.astype(float).reshape(6, 8, 8, 8, 3).mean((1, 3)) for f in (a, b)]
    return float(np.abs(coarse[0] - coarse[1]).mean())


@pytest.mark.parametrize("spec", [under("dusk"), under("low sun"), unlit()], ids=["dusk", "low sun", "room"])
def test_the_picture_is_the_same_but_for_noise(spec: SceneSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    short, whole = pictures(spec, Quality(samples=64, bounces=3), monkeypatch)
    assert apart(short, whole) < 1
    assert np.array_equal(short.depth_m, whole.depth_m)


@pytest.mark.parametrize("spec", [lamplit(), ROOM], ids=["lamp", "lamplit room"])
def test_calm_lamps_and_suns_change_the_light_a_little(spec: SceneSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    short, whole = pictures(spec, Quality(samples=64, bounces=3), monkeypatch)
    assert apart(short, whole) < 3.5
    assert np.array_equal(short.depth_m, whole.depth_m)


def test_what_is_seen_directly_keeps_its_grain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without bounces nothing is scattered; with an even sky and no lamps all light falls alike."""
    short, whole = pictures(unlit(), Quality(samples=4, bounces=0, denoise=False), monkeypatch)
    assert np.abs(short.image.astype(int) - whole.image).max() <= 1


def test_a_map_loses_its_sun_and_nothing_else() -> None:
    from cavendish.renderers.blender.indirect_proxies import SUN, without_sun

    sky = np.random.default_rng(0).uniform(0.5, 1.5, (64, 128, 3)).astype(np.float32)
    assert without_sun(sky) == pytest.approx(sky, rel=1e-6)
    sunny = sky.copy()
    sunny[20, 30] = (900, 800, 700)
    found = without_sun(sunny)
    assert found[20, 30].mean() == pytest.approx(SUN * 1.1, rel=0.1)
    assert found[20, 30] / found[20, 30].mean() == pytest.approx(np.array([9, 8, 7]) / 8, rel=1e-5)
    found[20, 30] = sky[20, 30]
    assert found == pytest.approx(sky, rel=1e-6)
