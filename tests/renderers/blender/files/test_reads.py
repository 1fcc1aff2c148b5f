"""What a scene file reads, in Blender: what is missing is said, and nothing is read that its digest does not cover."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from PIL import Image

from cavendish.renderers.frame import Renderer, RenderError
from cavendish.scenes.companions import walk
from cavendish.scenes.companions.walk import Companions, companions
from cavendish.scenes.errors import RequestError

from .building import warnings
from .test_names import box
from .test_opening import save, scene_of


def picture(path: Path) -> Path:
    Image.new("RGB", (4, 4), (200, 0, 0)).save(path)
    return path


def textured(bpy: Any, path: Path) -> Any:
    """Put a box that wears the picture at `path` into the scene."""
    material = bpy.data.materials.new("cloth")
    material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = bpy.data.images.load(str(path))
    shader = material.node_tree.nodes["Principled BSDF"]
    material.node_tree.links.new(node.outputs["Color"], shader.inputs["Base Color"])
    box(bpy, "crate", 0).data.materials.append(material)
    return node.image


def write(bpy: Any, path: Path) -> Path:
    """Write the scene with its pictures beside it."""
    if path.suffix == ".gltf":
        bpy.ops.export_scene.gltf(filepath=str(path), export_format="GLTF_SEPARATE")
    elif path.suffix == ".obj":
        bpy.ops.wm.obj_export(filepath=str(path), path_mode="RELATIVE")
    elif path.suffix == ".fbx":
        bpy.ops.export_scene.fbx(filepath=str(path), path_mode="RELATIVE")
    elif path.suffix in (".usda", ".usdc"):
        bpy.ops.wm.usd_export(filepath=str(path), export_textures_mode="KEEP", relative_paths=True)
    else:
        save(bpy, path)
    return path


@pytest.mark.parametrize("suffix", [".blend", ".gltf", ".obj", ".fbx", ".usda", ".usdc"])
def test_a_picture_is_covered_and_one_that_is_missing_is_said(
    blender: Renderer,
    empty: Any,
    suffix: str,
    tmp_path: Path,
) -> None:
    textured(empty, picture(tmp_path / "cloth.png"))
    path = write(empty, tmp_path / f"scene{suffix}")
    assert "cloth.png" in {each.path.name for each in companions(path).files}
    spec = scene_of(path)
    assert not warnings(blender.prepare(spec))
    (tmp_path / "cloth.png").write_bytes(b"no picture")
    with pytest.raises(RenderError, match="a file that it reads, has changed"):
        blender.prepare(spec)
    if suffix not in (".usda", ".usdc"):  # whose pictures are taken into Blender as they are
        assert [said for said in warnings(blender.prepare(scene_of(path))) if "cannot be read as one" in said]
    (tmp_path / "cloth.png").unlink()
    (said,) = warnings(blender.prepare(scene_of(path)))
    assert said.startswith("the picture ")
    assert said.endswith("cloth.png is missing")


def test_a_packed_picture_is_not_missing(blender: Renderer, empty: Any, tmp_path: Path) -> None:
    textured(empty, picture(tmp_path / "cloth.png")).pack()
    path = save(empty, tmp_path / "scene.blend")
    (tmp_path / "cloth.png").unlink()
    assert companions(path) == Companions((), (), frozenset())
    assert not warnings(blender.prepare(scene_of(path)))


def test_a_library_is_read_with_what_it_names(blender: Renderer, empty: Any, tmp_path: Path) -> None:
    textured(empty, picture(tmp_path / "cloth.png"))
    save(empty, tmp_path / "kit.blend")
    from cavendish.renderers.blender.process import empty_scene

    empty_scene()
    box(empty, "own", 3)
    with empty.data.libraries.load(str(tmp_path / "kit.blend"), link=True) as (_, here):
        here.objects = ["crate"]
    empty.context.scene.collection.objects.link(here.objects[0])
    path = save(empty, tmp_path / "scene.blend")
    assert {each.path.name for each in companions(path).files} == {"kit.blend", "cloth.png"}
    spec = blender.prepare(scene_of(path))
    assert {thing.category for thing in spec.objects} == {"own", "crate"}
    assert not warnings(spec)
    empty_scene()
    box(empty, "another", 0)
    save(empty, tmp_path / "kit.blend")
    spec = blender.prepare(scene_of(path))
    assert [thing.category for thing in spec.objects] == ["own"]
    (said,) = warnings(spec)
    assert said.startswith("crate is missing in the library ")
    assert said.endswith("kit.blend")
    (tmp_path / "kit.blend").unlink()
    spec = blender.prepare(scene_of(path))
    assert [thing.category for thing in spec.objects] == ["own"]
    assert [said.rpartition("/")[2] for said in warnings(spec)] == ["kit.blend is missing"]


def test_what_the_digest_does_not_cover_is_refused(
    blender: Renderer,
    empty: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    textured(empty, picture(tmp_path / "cloth.png"))
    path = save(empty, tmp_path / "scene.blend")
    monkeypatch.setitem(walk.READERS, ".blend", lambda path: iter(()))  # as if its reader had missed it
    with pytest.raises(RenderError, match=r"reads .*cloth.png, which it does not name"):
        blender.prepare(scene_of(path))


def test_a_node_that_reads_a_file_by_itself_is_refused(blender: Renderer, empty: Any, tmp_path: Path) -> None:
    group = empty.data.node_groups.new("reader", "GeometryNodeTree")
    group.nodes.new("GeometryNodeImportOBJ")
    box(empty, "crate", 0).modifiers.new("reader", "NODES").node_group = group
    with pytest.raises(RequestError, match=r"scene.blend: its node .* reads a file by itself"):
        scene_of(save(empty, tmp_path / "scene.blend"))


def test_a_fluid_that_is_not_baked_is_refused_and_writes_nothing(blender: Renderer, empty: Any, tmp_path: Path) -> None:
    modifier = box(empty, "tank", 0).modifiers.new("fluid", "FLUID")
    modifier.fluid_type = "DOMAIN"
    modifier.domain_settings.cache_directory = str(tmp_path / "written")
    path = save(empty, tmp_path / "scene.blend")
    rmtree(tmp_path / "written", ignore_errors=True)  # what putting the scene together has written
    with pytest.raises(RequestError, match=r"its fluid of the cache .*written would be simulated"):
        scene_of(path)
    assert not (tmp_path / "written").exists()


def test_every_kind_of_file_that_a_blend_names_is_covered(empty: Any, tmp_path: Path) -> None:
    names = (
        "smoke.vdb",
        "cache.abc",
        "mesh.mdd",
        "lamp.ies",
        "tile.1001.png",
        "tile.1002.png",
        "film1.png",
        "film2.png",
    )
    for name in names:
        (tmp_path / name).write_bytes(b"")
    data = empty.data
    for name, source in (("tile.<UDIM>.png", "TILED"), ("film1.png", "SEQUENCE")):
        image = data.images.load(str(picture(tmp_path / name.replace("<UDIM>", "1001"))))
        image.source, image.filepath, image.use_fake_user = source, str(tmp_path / name), True
    volume = data.volumes.new("smoke")
    volume.filepath, volume.use_fake_user = str(tmp_path / "smoke.vdb"), True
    empty.ops.cachefile.open(filepath=str(tmp_path / "cache.abc"))
    data.cache_files[0].use_fake_user = True
    crate = box(empty, "crate", 0)
    crate.modifiers.new("cache", "MESH_CACHE").filepath = str(tmp_path / "mesh.mdd")
    lamp = data.materials.new("lamp")
    lamp.use_nodes = True
    node = lamp.node_tree.nodes.new("ShaderNodeTexIES")
    node.mode, node.filepath = "EXTERNAL", str(tmp_path / "lamp.ies")
    crate.data.materials.append(lamp)
    path = tmp_path / "scene.blend"
    empty.ops.wm.save_as_mainfile(filepath=str(path), copy=True, compress=True)
    assert {each.path.name for each in companions(path).files} == set(names)
    assert companions(path).missing == ()
