"""Models of files that the tests write: axes, size, pictures, refusals, and nothing in them that runs."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from cavendish.renderers.frame import Renderer
from cavendish.scenes.assets.sources import Converted, ModelSource
from cavendish.scenes.errors import AssetError

# A wedge of 20 × 40 × 60 in a y-up file: its tall back lies at −z, so that its front faces +z.
WEDGE = [(0, 0, 0), (20, 0, 0), (20, 0, 40), (0, 0, 40), (0, 60, 0), (20, 60, 0)]
FACES = [(1, 2, 3, 4), (1, 5, 6, 2), (4, 3, 6, 5), (1, 4, 5), (2, 6, 3)]
SIZE_M = (0.2, 0.4, 0.6)
Convert = Callable[..., Converted]


@pytest.fixture
def convert(blender: Renderer, tmp_path: Path) -> Convert:
    from cavendish.renderers.blender import model_conversion as blender_assets

    def converted(path: Path, size_m: Any = SIZE_M, up_axis: Any = "y", rotation: Any = None) -> Converted:
        return blender_assets.convert(ModelSource("it", path, up_axis, size_m, rotation), tmp_path / "scratch")

    return converted


def write_obj(path: Path, vertices: Any = WEDGE, faces: Any = FACES, mtl: str = "") -> Path:
    lines = [f"v {x} {y} {z}" for x, y, z in vertices] + [f"vt {u} {v}" for u, v in ((0, 0), (1, 0), (1, 1), (0, 1))]
    corners = [" ".join(f"{corner}/{k + 1}" for k, corner in enumerate(face)) for face in faces]
    path.write_text("\n".join(["mtllib it.mtl", *lines, "usemtl stuff", *(f"f {face}" for face in corners)]) + "\n")
    (path.parent / "it.mtl").write_text(f"newmtl stuff\nKd 0.8 0.4 0.2\n{mtl}\n")
    return path


def picture(path: Path, mode: str = "RGB", colour: Any = (200, 40, 40)) -> Path:
    Image.new(mode, (8, 8), colour).save(path)
    return path


def test_a_model_stands_upright_at_its_size_with_its_front_towards_us(convert: Convert, tmp_path: Path) -> None:
    shape = convert(write_obj(tmp_path / "it.obj")).mesh
    low, high = shape.bounds()
    np.testing.assert_allclose(low, (-0.1, -0.2, 0.0), atol=1e-7)
    np.testing.assert_allclose(high, (0.1, 0.2, 0.6), atol=1e-7)
    assert (shape.vertices[shape.vertices[:, 2] > 0.5][:, 1] > 0.19).all()  # the tall side is the back


def test_faces_look_outwards_however_the_file_winds_them(convert: Convert, tmp_path: Path) -> None:
    odd = [face[::-1] if i % 2 else face for i, face in enumerate(FACES)]
    for faces in (FACES, odd):
        shape = convert(write_obj(tmp_path / "it.obj", faces=faces)).mesh
        a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
        assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6 == pytest.approx(0.2 * 0.4 * 0.6 / 2)
        assert not shape.smooth.any()


def test_the_catalogue_s_turn_comes_before_its_size(convert: Convert, tmp_path: Path) -> None:
    about_y = (0, 0, 1, 0, 1, 0, -1, 0, 0)  # z becomes x
    shape = convert(write_obj(tmp_path / "it.obj"), (0.4, 0.2, 0.6), rotation=about_y).mesh
    np.testing.assert_allclose(np.ptp(shape.vertices, axis=0), (0.4, 0.2, 0.6), atol=1e-7)
    assert (shape.vertices[shape.vertices[:, 2] > 0.5][:, 0] < -0.19).all()


def test_a_file_with_z_up_stays_as_it_is(convert: Convert, tmp_path: Path) -> None:
    shape = convert(write_obj(tmp_path / "it.obj"), (0.2, 0.6, 0.4), up_axis="z").mesh
    np.testing.assert_allclose(np.ptp(shape.vertices, axis=0), (0.2, 0.6, 0.4), atol=1e-7)


def test_the_same_file_gives_the_same_arrays(convert: Convert, tmp_path: Path) -> None:
    first, second = (convert(write_obj(tmp_path / "it.obj")) for _ in range(2))
    for name in ("vertices", "triangles", "smooth", "slot", "uv"):
        np.testing.assert_array_equal(getattr(first.mesh, name), getattr(second.mesh, name))
    assert (first.slots, first.surfaces) == (second.slots, second.surfaces)


@pytest.mark.parametrize(
    "written", ["red rug.png", "/home/someone/textures/red rug.png", "C:\\textures\\red rug.png", "my large rug.png"]
)
def test_pictures_are_found_beside_the_model(convert: Convert, tmp_path: Path, written: str) -> None:
    wanted = picture(tmp_path / ("rug.png" if "large" in written else "red rug.png"))
    (slot,) = convert(write_obj(tmp_path / "it.obj", mtl=f"map_Kd {written}")).slots
    assert slot.maps == {"colour": wanted}
    assert slot.colour == pytest.approx((200 / 255, 40 / 255, 40 / 255))


def test_a_picture_that_is_not_there_leaves_the_colour(convert: Convert, tmp_path: Path) -> None:
    (slot,) = convert(write_obj(tmp_path / "it.obj", mtl="map_Kd lost.png")).slots
    assert slot.name == "stuff"
    assert slot.maps == {}


def test_pictures_outside_the_model_s_folder_are_not_taken(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    secret = picture(tmp_path / "secret.png")
    for written in (str(secret), "../secret.png"):
        (slot,) = convert(write_obj(tmp_path / "model" / "it.obj", mtl=f"map_Kd {written}")).slots
        assert slot.maps == {}


def test_a_picture_with_holes_gives_an_alpha_map(convert: Convert, tmp_path: Path) -> None:
    pixels = np.full((8, 8, 4), 255, dtype=np.uint8)
    pixels[:, :4, 3] = 0
    Image.fromarray(pixels).save(tmp_path / "leaf.png")
    (slot,) = convert(write_obj(tmp_path / "it.obj", mtl="map_Kd leaf.png")).slots
    assert sorted(slot.maps) == ["alpha", "colour"]
    np.testing.assert_array_equal(np.asarray(Image.open(slot.maps["alpha"])), pixels[..., 3])


def test_a_see_through_material_transmits(convert: Convert, tmp_path: Path) -> None:
    (slot,) = convert(write_obj(tmp_path / "it.obj", mtl="d 0.3")).slots
    assert (slot.alpha, slot.transmission) == pytest.approx((0.3, 0.7))


def test_a_glb_keeps_its_metres_and_its_packed_picture(convert: Convert, tmp_path: Path) -> None:
    box = trimesh.creation.box((1.0, 2.0, 3.0))
    skin = trimesh.visual.material.PBRMaterial(
        baseColorTexture=Image.new("RGB", (4, 4), (10, 200, 10)), metallicFactor=0.25, roughnessFactor=0.75
    )
    box.visual = trimesh.visual.TextureVisuals(uv=np.zeros((len(box.vertices), 2)), material=skin)
    box.export(tmp_path / "it.glb")
    made = convert(tmp_path / "it.glb", None)
    np.testing.assert_allclose(np.ptp(made.mesh.vertices, axis=0), (1.0, 3.0, 2.0), atol=1e-6)
    (slot,) = made.slots
    assert (slot.metallic, slot.roughness) == pytest.approx((0.25, 0.75))
    assert Image.open(slot.maps["colour"]).convert("RGB").getpixel((0, 0)) == (10, 200, 10)


@pytest.mark.parametrize(
    ("vertices", "size_m", "reason"),
    [
        ([("nan", 0, 0), *WEDGE[1:]], SIZE_M, "not finite numbers"),
        ([(x, y, 0) for x, y, _ in WEDGE], SIZE_M, "is flat"),
        (WEDGE, (0.2, 0.4, 1.2), "stretch it 2.00 times, more than 1.5"),
        (WEDGE, None, "0.003–60.0 m|lies outside"),
        ([(x / 3e4, y / 3e4, z / 3e4) for x, y, z in WEDGE], None, "lies outside"),
    ],
)
def test_what_cannot_be_used_is_refused(
    convert: Convert, tmp_path: Path, vertices: Any, size_m: Any, reason: str
) -> None:
    far = [(x, y * 2, z) if reason.startswith("0.003") else (x, y, z) for x, y, z in vertices]
    with pytest.raises(AssetError, match=reason):
        convert(write_obj(tmp_path / "it.obj", far), size_m)


def test_what_is_too_large_or_not_a_model_is_refused(
    convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cavendish.renderers.blender.model_import.MAX_TRIANGLES", 7)
    with pytest.raises(AssetError, match="has 8 triangles, more than 7"):
        convert(write_obj(tmp_path / "it.obj"))
    for name, text in (("it.txt", "v 0 0 0"), ("it.glb", "glTF? no"), ("it.blend", "no"), ("empty.obj", "# nothing")):
        (tmp_path / name).write_text(text)
        with pytest.raises(AssetError, match=name):
            convert(tmp_path / name)
    with pytest.raises(AssetError, match="no such file"):
        convert(tmp_path / "lost.obj")


def test_a_glb_with_vertices_that_are_no_numbers_is_refused(convert: Convert, tmp_path: Path) -> None:
    box = trimesh.creation.box((1.0, 2.0, 3.0))
    box.vertices[3, 1] = np.inf
    box.export(tmp_path / "it.glb")
    with pytest.raises(AssetError, match=r"Infinity|not finite"):
        convert(tmp_path / "it.glb", None)


# A box of 0.4 × 0.6 × 1 m whose wedge of a top rises towards +y: its back, as ours are. It wears a red picture.
WRITTEN = """
import bpy, os, sys
picture, path = sys.argv[1:]
bpy.ops.wm.read_factory_settings(use_empty=True)
mesh = bpy.data.meshes.new("it")
corners = [(x, y, z) for z in (0.0, 0.5) for x, y in ((-0.2, -0.3), (0.2, -0.3), (0.2, 0.3), (-0.2, 0.3))]
faces = [(3, 2, 1, 0), (0, 1, 5, 4), (1, 2, 9, 5), (3, 0, 4, 8), (2, 3, 8, 9), (4, 5, 9, 8)]
mesh.from_pydata([*corners, (-0.2, 0.3, 1.0), (0.2, 0.3, 1.0)], [], faces)
mesh.uv_layers.new(name="uv")
stuff = bpy.data.materials.new("oak wood")
stuff.use_nodes = True
nodes = stuff.node_tree.nodes
shader = nodes["Principled BSDF"]
shader.inputs["Roughness"].default_value = 0.75
image = nodes.new("ShaderNodeTexImage")
image.image = bpy.data.images.load(picture)
stuff.node_tree.links.new(image.outputs["Color"], shader.inputs["Base Color"])
mesh.materials.append(stuff)
bpy.context.scene.collection.objects.link(bpy.data.objects.new("it", mesh))
if path.endswith(".fbx"):
    bpy.ops.export_scene.fbx(filepath=path, path_mode="COPY", embed_textures=True)
else:
    bpy.ops.wm.usd_export(filepath=path, export_textures_mode="NEW")
os._exit(0)
"""


@pytest.mark.parametrize("suffix", ["fbx", "usdc", "usda", "usdz"])
def test_what_blender_writes_comes_back(convert: Convert, tmp_path: Path, suffix: str) -> None:
    path, drawn = tmp_path / f"it.{suffix}", picture(tmp_path / "red.png")
    command = [sys.executable, "-c", WRITTEN, str(drawn), str(path)]
    subprocess.run(command, check=True, timeout=60, capture_output=True, env=dict(os.environ))
    drawn.unlink()  # the file has to bring its own
    made = convert(path, None)
    low, high = made.mesh.bounds()
    np.testing.assert_allclose([low, high], [(-0.2, -0.3, 0.0), (0.2, 0.3, 1.0)], atol=1e-5)
    assert (made.mesh.vertices[made.mesh.vertices[:, 2] > 0.9][:, 1] > 0.29).all()  # the tall side is the back
    (slot,) = made.slots
    assert slot.name.replace("_", " ") == "oak wood"
    assert (slot.roughness, slot.metallic) == pytest.approx((0.75, 0.0), abs=0.02)
    assert Image.open(slot.maps["colour"]).convert("RGB").getpixel((0, 0)) == (200, 40, 40)


HOSTILE = """
import bpy, os, sys
mark, path = sys.argv[1:]
bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.context.preferences.filepaths.use_scripts_auto_execute = True
bpy.ops.mesh.primitive_cube_add(size=2.0)
cube = bpy.context.object
code = f"open({mark!r}, 'a').write('ran')"
text = bpy.data.texts.new("run.py"); text.write(code); text.use_module = True
cube["script"] = text
driver = cube.driver_add("location", 0).driver
driver.type = "SCRIPTED"
driver.expression = f"open({mark!r}, 'a').write('ran') and 0.0"
bpy.context.view_layer.update()
bpy.ops.wm.save_as_mainfile(filepath=path)
os._exit(0)
"""


def test_nothing_in_a_blend_file_runs(convert: Convert, tmp_path: Path) -> None:
    mark, path = tmp_path / "ran", tmp_path / "it.blend"
    command = [sys.executable, "-c", HOSTILE, str(mark), str(path)]
    subprocess.run(command, check=True, timeout=60, capture_output=True, env=dict(os.environ))
    mark.unlink()  # left by the driver while the file was made, where scripts were allowed
    shape = convert(path, None).mesh
    np.testing.assert_allclose(np.ptp(shape.vertices, axis=0), (2.0, 2.0, 2.0), atol=1e-6)
    assert not mark.exists()
    from cavendish.renderers.blender.process import bpy

    assert list(bpy.data.texts) == []


IN_CENTIMETRES = """
import bpy, os, sys
bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.context.scene.unit_settings.scale_length = 0.01
bpy.ops.mesh.primitive_cube_add(size=50.0)
bpy.ops.wm.save_as_mainfile(filepath=sys.argv[1])
os._exit(0)
"""


def test_a_blend_files_own_unit_counts(convert: Convert, tmp_path: Path) -> None:
    path = tmp_path / "it.blend"
    command = [sys.executable, "-c", IN_CENTIMETRES, str(path)]
    subprocess.run(command, check=True, timeout=60, capture_output=True, env=dict(os.environ))
    np.testing.assert_allclose(np.ptp(convert(path, None).mesh.vertices, axis=0), (0.5, 0.5, 0.5), atol=1e-6)
