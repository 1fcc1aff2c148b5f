"""Pictures of a library on things: where they lie, what they cut out of the truth, and that none are left behind.

A unit plane's own coordinates run from −0.5 to 0.5, so that a picture's left half lies on its right, its top below.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from pydantic import TypeAdapter

from cavendish.renderers.blender.process import bpy
from cavendish.renderers.blender.textures import OWN, write_coordinates
from cavendish.renderers.frame import Renderer
from cavendish.scenes.assets import library as assets
from cavendish.scenes.assets.library import Library, LibrarySky, Texture
from cavendish.scenes.lighting import World
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.poses import Pose, turn
from cavendish.scenes.spec import Material, Procedural, SceneObject, SceneSpec

from .. import closed_forms as cf

CAMERA = cf.camera(size=(48, 48), fov_deg=53.130102)  # a wall 2 m away is seen from −1 m to 1 m
WALL = cf.thing("plane", Pose((0.0, 2.0, 0.0), turn("x", 90), (1.0, 1.0, 1.0)))
BEHIND = cf.thing("plane", Pose((0.0, 3.0, 0.0), turn("x", 90), (9.0, 9.0, 1.0)), 2)
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a library "pictures" in place, with a texture "it" of the given pictures (H×W or H×W×3, top row first)."""
    monkeypatch.setenv(assets.HOME_VARIABLE, str(tmp_path))

    def installed(tile_m: float = 0.0, skies: tuple[LibrarySky, ...] = (), **pictures: np.ndarray) -> None:
        folder = tmp_path / "pictures"
        folder.mkdir(exist_ok=True)
        for name, pixels in pictures.items():
            Image.fromarray(pixels.astype(np.uint8)).save(folder / f"{name}.png")
        entry = Texture("it", {name: f"{name}.png" for name in pictures}, tile_m, "CC0", "", "", "")
        library = Library("pictures", "textures", textures=(entry,) if pictures else (), skies=skies)
        (folder / assets.INDEX).write_bytes(TypeAdapter(Library).dump_json(library))

    return installed


def wearing(family: str = "paint", scale: float = 1.0) -> SceneSpec:
    wall = replace(WALL, materials=(Material(family, (0.5, 0.5, 0.5), 0.9, texture="pictures/it"),))
    pose = replace(WALL.pose, scale=(scale, scale, 1.0))
    return cf.scene([replace(wall, pose=pose), BEHIND], CAMERA)


def halves(left: npt.ArrayLike, right: npt.ArrayLike, size: int = 64) -> np.ndarray:
    pixels = np.empty((size, size, *np.shape(left)))
    pixels[:, : size // 2], pixels[:, size // 2 :] = left, right
    return pixels


@pytest.mark.parametrize("family", ["paint", "foliage", "fabric"])
def test_an_alpha_picture_cuts_picture_and_truth_at_one_line(blender: Renderer, install: Install, family: str) -> None:
    whole = blender.render(cf.scene([WALL, BEHIND], CAMERA), 0)
    install(colour=halves((255, 0, 0), (255, 0, 0)), alpha=halves(160, 100))
    frame = blender.render(wearing(family), 0)
    covered = whole.instance == 1
    right = np.broadcast_to(CAMERA.rays()[..., 0] > 0, covered.shape)
    np.testing.assert_array_equal(frame.instance, np.where(covered & right, 1, 2))
    np.testing.assert_allclose(frame.depth_m, np.where(covered & right, 2.0, 3.0), rtol=1e-5)
    red = frame.image[..., 0].astype(float) - frame.image[..., 2]
    inner = cf.inside(frame.instance)
    assert (red[inner & (frame.instance == 1)] > 40).mean() > 0.9  # one sample is noisy
    assert (red[inner & (frame.instance == 2)] < 40).mean() > 0.9


def test_a_tiled_picture_repeats_at_its_true_size_on_things_of_any_scale(blender: Renderer, install: Install) -> None:
    install(tile_m=0.5, colour=halves((0, 0, 0), (255, 255, 255)))
    for scale, stripes in ((1.0, 2), (2.0, 4)):
        row = blender.render(wearing(scale=scale), 0)
        light = row.image[24, row.instance[24] == 1].mean(axis=-1)
        edges = np.diff((light > (light.min() + light.max()) / 2).astype(int))
        assert int((edges != 0).sum()) in (2 * stripes - 1, 2 * stripes)


def test_pictures_lie_on_the_model_s_own_coordinates(blender: Renderer, install: Install) -> None:
    install(colour=np.rot90(halves((0, 255, 0), (255, 0, 0)), -1))
    image = blender.render(wearing(), 0).image.astype(int)
    top, bottom = image[16, 24], image[31, 24]
    assert bottom[1] > bottom[0]
    assert top[0] > top[1]


def test_a_metal_map_and_a_normal_map_leave_the_truth_alone(blender: Renderer, install: Install) -> None:
    plain = blender.render(cf.scene([WALL, BEHIND], CAMERA), 0)
    tilted = np.broadcast_to(np.array([220.0, 128.0, 200.0]), (8, 8, 3))
    install(metallic=np.full((8, 8), 255.0), roughness=np.full((8, 8), 20.0), normal=tilted)
    frame = blender.render(wearing(), 0)
    for name in ("depth_m", "normals", "instance"):
        np.testing.assert_allclose(getattr(frame, name), getattr(plain, name), rtol=1e-6, atol=1e-6)
    assert (frame.image != plain.image).any()


def test_a_library_s_sky_is_as_bright_as_any(blender: Renderer, install: Install, tmp_path: Path) -> None:
    import OpenEXR

    def lit(value: float) -> int:
        path = tmp_path / "pictures" / f"sky {value}.exr"
        path.parent.mkdir(exist_ok=True)
        rgb = np.full((8, 16, 3), value, dtype=np.float32)
        OpenEXR.File({"type": OpenEXR.scanlineimage}, {"RGB": rgb}).write(str(path))
        install(skies=(LibrarySky("it", path.name, value, None, "CC0", "", "", ""),))
        spec = replace(cf.scene([BEHIND], CAMERA), lights=(), world=World(hdri="pictures/it", strength=value / value))
        frame = blender.render(spec, 0)
        blender.render(cf.scene([], CAMERA), 0)
        return int(frame.image.mean())

    assert abs(lit(0.2) - lit(5.0)) <= 1


def test_no_picture_is_loaded_twice_or_left_behind(blender: Renderer, install: Install) -> None:
    from cavendish.renderers.blender.process import bpy

    install(colour=halves((255, 0, 0), (0, 255, 0)), alpha=halves(100, 160))
    counts = []
    for i in range(1, 21):
        spec = wearing(scale=1.0 + 0.01 * i)
        twin = replace(spec.objects[0], instance=3, pose=replace(WALL.pose, location_m=(0.2, 2.5, 0.0)))
        blender.render(replace(spec, objects=(*spec.objects, twin)), 0)
        counts.append((len(bpy.data.images), len(bpy.data.materials), len(bpy.data.meshes)))
    assert len(set(counts)) == 1
    assert counts[0][0] <= 3  # two pictures, and the render itself


@pytest.mark.parametrize(("generator", "layers"), [("shrub", [OWN]), ("fern", [])])
def test_leaves_are_told_their_place_in_a_crown_where_they_have_one(
    blender: Renderer, generator: str, layers: list[str]
) -> None:
    skins = (Material("leaves", (0.3, 0.4, 0.1)), Material("bark", (0.3, 0.2, 0.2)))
    thing = SceneObject(1, "bush", "bush", Procedural(generator, (1.0, 1.0, 1.0), 1), Pose(), skins)
    shape, data = geometry_mesh(thing.geometry), bpy.data.meshes.new("it")
    data.from_pydata(shape.vertices.tolist(), [], shape.triangles.tolist())
    write_coordinates(data, thing, shape)
    assert [layer.name for layer in data.uv_layers] == layers
    bpy.data.meshes.remove(data)
