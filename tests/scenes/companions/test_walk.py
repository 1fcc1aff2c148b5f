"""What is read with a scene file, what of that is missing, what is refused, and what its digest covers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.companions.blend_blocks import format_of, unpacked
from cavendish.scenes.companions.walk import companions, scene_file_digest
from cavendish.scenes.errors import RequestError

from .files import blend, fbx, glb, gltf, image, library


def found(path: Path) -> list[str]:
    root = path.parent.resolve()
    return sorted(each.path.relative_to(root).as_posix() for each in companions(path).files)


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or path.name)
    return path


def test_a_gltf_reads_its_buffers_and_pictures(tmp_path: Path) -> None:
    for name in ("a.bin", "wood oak.png"):
        write(tmp_path / name)
    path = gltf(tmp_path / "a.gltf", ["a.bin", "data:;base64,AA=="], ["wood%20oak.png", "gone.jpg"])
    assert found(path) == ["a.bin", "wood oak.png"]
    assert companions(path).missing == ("the picture gone.jpg is missing",)


def test_a_glb_reads_the_pictures_beside_it(tmp_path: Path) -> None:
    assert companions(glb(tmp_path / "a.glb", ["gone.png"])).missing == ("the picture gone.png is missing",)


def test_an_obj_reads_its_material_files_and_their_pictures(tmp_path: Path) -> None:
    write(tmp_path / "a.obj", "mtllib my house.mtl\nv 0 0 0\n mtllib gone.mtl\r\n")
    write(tmp_path / "a.mtl", "newmtl a\nmap_Kd beside.png\n")
    write(
        tmp_path / "my house.mtl",
        "map_Kd -s 1 1 1 -bm 0.5 maps\\brick wall.png\nmap_Ka unread.png\nbump -clamp on gone.png\nmap_Ks old/b.png\n",
    )
    for name in ("maps/brick wall.png", "b.png", "beside.png"):
        write(tmp_path / name)
    assert found(tmp_path / "a.obj") == ["a.mtl", "b.png", "beside.png", "maps/brick wall.png", "my house.mtl"]
    assert companions(tmp_path / "a.obj").missing == (
        "the material file gone.mtl is missing",
        "the picture gone.png is missing",
    )


def test_a_usd_reads_its_layers_theirs_and_their_pictures(tmp_path: Path) -> None:
    write(tmp_path / "a.usda", "#usda 1.0\n(subLayers = [@./b.usda@, @gone.usd@])\nasset x = @tex.<UDIM>.png@ # a@b.c")
    write(tmp_path / "b.usda", "#usda 1.0\nreferences = @@@./c/c.usda@@@</x>\nasset y = @./wood.png@\n")
    write(tmp_path / "c/c.usda", "#usda 1.0\nreferences = @../a.usda@\n")
    for name in ("tex.1001.png", "tex.1002.png", "tex.png"):
        write(tmp_path / name)
    assert found(tmp_path / "a.usda") == ["a.usda", "b.usda", "c/c.usda", "tex.1001.png", "tex.1002.png"]
    assert companions(tmp_path / "a.usda").missing == (
        "the layer gone.usd is missing",
        "the picture ./wood.png is missing",
    )


def test_an_fbx_reads_the_pictures_that_it_names_in_any_case(tmp_path: Path) -> None:
    write(tmp_path / "wood.PNG")
    path = fbx(tmp_path / "a.fbx", ["..\\textures\\Wood.png", "gone.tga"])
    assert found(path) == ["wood.PNG"]
    assert companions(path).missing == ("the picture gone.tga is missing",)
    assert companions(fbx(path, ["gone.tga"], held=b"bytes")).missing == ()


@pytest.mark.parametrize("pack", ["", "gzip", "zstandard"])
def test_a_blend_reads_its_pictures_and_libraries(tmp_path: Path, pack: str) -> None:
    if pack == "zstandard":
        pytest.importorskip("zstandard")
    (tmp_path / "kit").mkdir()
    blend(tmp_path / "kit/b.blend", [image("//b.png")])
    named = [image("//a.png"), library("//kit\\b.blend"), image("//in.png", packed=7), image("//drawn.png", source=4)]
    path = blend(tmp_path / "a.blend", [*named, image(""), image("//gone.png"), library("/gone.blend")], pack)
    write(tmp_path / "a.png")
    write(tmp_path / "kit" / "b.png")
    assert found(path) == ["a.png", "kit/b.blend", "kit/b.png"]
    assert companions(path).missing == ("the picture //gone.png is missing", "the library /gone.blend is missing")


def test_a_blend_reads_every_tile_and_every_frame(tmp_path: Path) -> None:
    for name in ("t.1001.exr", "t.1012.exr", "t.x.exr", "f-0001.png", "f-0002.png", "g-0001.png"):
        write(tmp_path / name)
    path = blend(tmp_path / "a.blend", [image("//t.<UDIM>.exr", source=6), image("//f-0001.png", source=2)])
    assert found(path) == ["f-0001.png", "f-0002.png", "t.1001.exr", "t.1012.exr"]


def test_the_heads_of_later_blends_are_understood(tmp_path: Path) -> None:
    (tmp_path / "a.blend").write_bytes(b"BLENDER17-01v0500")
    with unpacked(tmp_path / "a.blend") as stream:
        assert format_of(stream).head == "<4siQqq"


def test_the_digest_is_that_of_the_file_where_it_names_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.obj", "v 0 0 0\n")
    assert scene_file_digest(path) == hashlib.sha256(b"v 0 0 0\n").hexdigest()


CHANGES: dict[str, Callable[[Path], object]] = {
    "another content": lambda folder: write(folder / "a.png", "other"),
    "one that was missing": lambda folder: write(folder / "gone.png"),
    "one that is missing now": lambda folder: (folder / "a.png").unlink(),
    "another content of what a library names": lambda folder: write(folder / "b.png", "other"),
    "two that changed places": lambda folder: (write(folder / "a.png", "b.png"), write(folder / "b.png", "a.png")),
    "the file itself": lambda folder: blend(folder / "a.blend", [image("//a.png")]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_covers_every_file_that_is_read(tmp_path: Path, change: str) -> None:
    blend(tmp_path / "b.blend", [image("//b.png")])
    path = blend(tmp_path / "a.blend", [image("//a.png"), image("//gone.png"), library("//b.blend")])
    for name in ("a.png", "b.png"):
        write(tmp_path / name)
    before = scene_file_digest(path)
    assert scene_file_digest(path) == before
    write(tmp_path / "unnamed.png")
    assert scene_file_digest(path) == before
    CHANGES[change](tmp_path)
    assert scene_file_digest(path) != before


def test_the_digest_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    digests = set()
    for name in ("here", "there"):
        write(tmp_path / name / "a.bin")
        digests.add(scene_file_digest(gltf(tmp_path / name / "a.gltf", ["a.bin"], ["gone.png"])))
    assert len(digests) == 1


def test_a_companion_elsewhere_is_read_and_listed(tmp_path: Path) -> None:
    write(tmp_path / "textures/a.png")
    (tmp_path / "scenes").mkdir()
    path = blend(tmp_path / "scenes/a.blend", [image("//../textures/a.png")])
    assert companions(path).outside(path.parent) == ((tmp_path / "textures/a.png").resolve(),)


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.png")
    return gltf(folder / "a.gltf", [], ["pipe.png"])


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a pipe as a picture": (pipe, "names pipe.png, which is not a file"),
    "a device as a picture": (
        lambda f: blend(f / "a.blend", [image("/dev/zero")]),
        "names /dev/zero, which is not a file",
    ),
    "passwords as a buffer": (
        lambda f: gltf(f / "a.gltf", ["../../../../../../../../../../etc/passwd"], []),
        r"etc/passwd as a buffer, which must end in \.bin",
    ),
    "passwords as a picture": (lambda f: blend(f / "a.blend", [image("/etc/passwd")]), "as a picture, which must end"),
    "a missing buffer": (lambda f: gltf(f / "a.gltf", ["a.bin"], []), "names the buffer a.bin, which is missing"),
    "no JSON": (lambda f: write(f / "a.gltf", "{"), "cannot be understood"),
    "JSON that is too deep": (lambda f: write(f / "a.gltf", "[" * 100_000), "nested too deeply"),
    "no GLB": (lambda f: write(f / "a.glb", "x"), "does not begin as a GLB"),
    "no blend": (lambda f: write(f / "a.blend", "x"), "does not begin as a .blend"),
    "a blend that ends early": (lambda f: write(f / "a.blend", "BLENDER-v405DATA"), "ends before its table of structs"),
    "a crate that ends early": (lambda f: write(f / "a.usdc", "PXR-USDC\0\x08" + "\0" * 30), "its tables are damaged"),
    "more files than anybody has": (
        lambda f: gltf(f / "a.gltf", [], [f"{k}.png" for k in range(10_001)]),
        "names more than 10,000 files",
    ),
    "no file": (lambda f: f / "a.blend", "cannot be read: No such file"),
    "a folder": (lambda f: f, "cannot be read: it is not a file"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_does_harm_or_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, case: str) -> None:
    make, sentence = HOSTILE[case]
    with pytest.raises(RequestError, match=sentence):
        scene_file_digest(make(tmp_path))


@given(st.binary(max_size=200), st.sampled_from([".blend", ".gltf", ".glb", ".fbx", ".usda", ".usdc", ".obj", ".mtl"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    with suppress(RequestError):
        scene_file_digest(path)


@given(st.data(), st.sampled_from(["", "gzip", "zstandard"]))
def test_a_damaged_blend_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, pack: str
) -> None:
    if pack == "zstandard":
        pytest.importorskip("zstandard")
    path = blend(tmp_path_factory.getbasetemp() / "damaged.blend", [image("//a.png")], pack)
    content = bytearray(path.read_bytes())
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    with suppress(RequestError):
        scene_file_digest(path)
