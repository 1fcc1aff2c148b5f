"""Skies and weather, rendered: no seams, what each weather changes, and a truth that does not know of it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.renderers.frame import Frame, Renderer
from cavendish.scenes.appearance.sky import daylight
from cavendish.scenes.cameras import Shot
from cavendish.scenes.layouts.shared.layout import Contents
from cavendish.scenes.lighting import Sky, Weather, WeatherName
from cavendish.scenes.poses import Pose
from cavendish.scenes.quality import Quality
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Material, Primitive, Procedural, SceneObject, SceneSpec
from cavendish.scenes.weather import in_weather

SIZE = (48, 32)
OVERCAST = Sky(40.0, 0.0, clouds=1.0)
EYE = Shot((0.0, -6.0, 2.0), (0.0, 0.0, 1.0), 60.0)
GROUND, WALL, TREE = 1, 2, 3
SNOWED = ("gravel", "snow", "trodden snow")
LIT = Quality(samples=8, bounces=2, denoise=False)


def place() -> Contents:
    """Asphalt, a far wall and a bush, under closed clouds."""
    world, suns = daylight(OVERCAST)
    green = (Material("bark", (0.3, 0.25, 0.2), 0.9), Material("leaves", (0.2, 0.3, 0.1), 0.6))
    return Contents(
        (
            SceneObject(
                GROUND,
                "ground",
                "ground",
                Primitive("plane"),
                Pose(scale=(200.0, 200.0, 1.0)),
                (Material("asphalt", (0.3, 0.3, 0.3), 0.9),),
            ),
            SceneObject(
                WALL,
                "wall",
                "wall",
                Primitive("box"),
                Pose((-4.0, 40.0, 5.0), scale=(30.0, 1.0, 10.0)),
                (Material("render", (0.3, 0.1, 0.1), 0.9),),
            ),
            SceneObject(
                TREE, "tree", "tree", Procedural("broadleaf tree", (2.0, 2.0, 3.0), 4), Pose((1.5, 1.0, 0.0)), green
            ),
        ),
        suns,
        world,
    )


@pytest.fixture(scope="module")
def lit(blender: Renderer) -> Iterator[Renderer]:
    """The renderer that tests share, with some light."""
    from cavendish.renderers.blender.renderer import BlenderRenderer

    assert isinstance(blender, BlenderRenderer)
    before, blender.quality = blender.quality, LIT
    yield blender
    blender.quality = before


def rendered(renderer: Renderer, contents: Contents, shot: Shot = EYE) -> Frame:
    spec = SceneSpec("street", 0, 0, contents.objects, contents.lights, contents.world, (camera_of(shot, SIZE),))
    return renderer.render(spec, 0)


@pytest.fixture(scope="module")
def clear(lit: Renderer) -> Frame:
    return rendered(lit, place())


def light(frame: Frame, instance: int) -> float:
    """Mean brightness of a thing's pixels, as a share of that of the sky."""
    return float(frame.image[frame.instance == instance].mean() / frame.image[frame.instance == 0].mean())


def near_ground(frame: Frame) -> float:
    """Brightness of the ground before the camera, without puddles: farther off, wet ground mirrors the sky."""
    below = frame.image[-8:].mean(axis=-1)[frame.instance[-8:] == GROUND]
    return float(np.percentile(below, 25))


@pytest.fixture(scope="module")
def seen(lit: Renderer) -> dict[WeatherName, Frame]:
    names: tuple[WeatherName, ...] = ("fog", "rain", "snow")
    contents = {name: in_weather(place(), name, np.random.default_rng(2)) for name in names}
    return {name: rendered(lit, _sure(each)) for name, each in contents.items()}


def _sure(contents: Contents) -> Contents:
    """Return the contents in so much of their weather that it shows."""
    assert contents.world.weather
    weather = contents.world.weather
    much = replace(weather, wetness=min(1.0, 2 * weather.wetness), snow_cover=1.0 if weather.snow_cover else 0.0)
    return replace(
        contents,
        world=replace(contents.world, weather=replace(much, visibility_m=60.0 if weather.name == "fog" else 5000.0)),
    )


@pytest.mark.parametrize("name", ["fog", "rain", "snow"])
def test_the_truth_is_that_of_a_clear_day_to_the_last_bit(
    clear: Frame, seen: dict[WeatherName, Frame], name: WeatherName
) -> None:
    assert {*np.unique(clear.instance)} == {0, GROUND, WALL, TREE}
    for part in ("depth_m", "normals", "instance"):
        assert getattr(clear, part).tobytes() == getattr(seen[name], part).tobytes()
    assert clear.objects == seen[name].objects
    assert (clear.image != seen[name].image).any()


def test_fog_hides_what_is_far_and_not_what_is_near(clear: Frame, seen: dict[WeatherName, Frame]) -> None:
    assert light(clear, WALL) < 0.6
    assert light(seen["fog"], WALL) > 0.85  # at 46 m of a visibility of 60 m a tenth of its contrast is left
    assert light(seen["fog"], TREE) < 0.8


def test_rain_darkens_the_ground_and_snow_whitens_it_but_no_wall(clear: Frame, seen: dict[WeatherName, Frame]) -> None:
    assert near_ground(seen["rain"]) < 0.9 * near_ground(clear)
    assert light(seen["snow"], GROUND) > 1.15 * light(clear, GROUND)
    assert light(seen["snow"], WALL) < 1.5 * light(clear, WALL)


def rows(renderer: Renderer, sky: Sky, azimuth_deg: float) -> NDArray[np.float64]:
    """The light of a sky from the horizon upwards (H×W×3), seen level at an azimuth from its sun."""
    world, _ = daylight(sky)
    way = np.radians(sky.sun_azimuth_deg + azimuth_deg)
    shot = Shot((0.0, 0.0, 2.0), (float(np.cos(way)), float(np.sin(way)), 2.0), 50.0)
    spec = SceneSpec("street", 0, 0, (), (), world, (camera_of(shot, SIZE),))
    renderer.keep_light = True  # type: ignore[attr-defined]
    frame = renderer.render(spec, 0)
    renderer.keep_light = False  # type: ignore[attr-defined]
    assert frame.light is not None
    return frame.light.astype(np.float64)[SIZE[1] // 2 - 1 :: -1]


@pytest.mark.parametrize("elevation_deg", [8.0, 40.0])
def test_a_clear_sky_has_no_step_and_no_brown_foot(lit: Renderer, elevation_deg: float) -> None:
    band = rows(lit, Sky(elevation_deg, 0.0, 2.5, 0.0, 3), 120.0).mean(axis=1)
    steps = np.abs(np.diff(np.log(band.mean(axis=1))))
    assert steps.max() < 0.12
    assert band[0, 2] > 0.85 * band[0, 0]  # blue and red


def test_a_closed_cover_has_no_streaks_at_the_horizon(lit: Renderer) -> None:
    foot = rows(lit, Sky(40.0, 80.0, 2.0, 0.93, 966185142), 60.0)[:2].mean(axis=2)
    assert (foot.std(axis=1) < 0.05 * foot.mean(axis=1)).all()


def test_snow_lies_on_gravel_and_leaves_the_tracks_of_ground_that_is_snow(blender: Renderer) -> None:
    from cavendish.renderers.blender.materials import material_of
    from cavendish.renderers.blender.patterns.copies import Copies
    from cavendish.renderers.blender.weathered import lay_weather

    copies = Copies()
    made = {each: material_of(each, copies) for each in (Material(name, (0.9, 0.9, 0.9), 0.6) for name in SNOWED)}
    before = [len(each.node_tree.nodes) for each in made.values()]
    lay_weather((), made, Weather("snow", 2000.0, (0.5, 0.5, 0.5), snow_cover=1.0, seed=3))
    copies.close()
    grown = [len(each.node_tree.nodes) > count for each, count in zip(made.values(), before, strict=True)]
    assert grown == [True, False, False]
