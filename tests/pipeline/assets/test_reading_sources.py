"""What is found in a source before Blender is asked: catalogues, skies, textures, archives that mean no good."""

import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.assets.archives import unpack_deb, unzip
from cavendish.pipeline.assets.catalogue import read_library, read_properties
from cavendish.pipeline.assets.items import Rights, files_under
from cavendish.pipeline.assets.skies import measure, read_skies
from cavendish.pipeline.assets.textures import channel_of, read_textures
from cavendish.scenes.errors import RequestError

from .small_libraries import cubes, entry, png, write_deb, write_hdr, write_sh3f

RIGHTS = Rights("CC0 1.0", "Ada", "here")


def library(tmp_path: Path, entries: list[str], members: dict[str, str | bytes]):  # type: ignore[no-untyped-def]
    folder = tmp_path / "unpacked"
    unzip(write_sh3f(tmp_path / "small.sh3f", entries, members), folder)
    return read_library(folder)


def test_a_catalogue_becomes_models_in_metres_with_author_and_licence(tmp_path: Path) -> None:
    found = library(tmp_path, [entry(1, "Oak chair", (45, 50, 90))], cubes(1))
    (item,) = found.items
    assert (item.source.size_m, item.source.up_axis) == ((0.45, 0.5, 0.9), "y")
    assert (item.name, item.concept.category) == ("oak chair", "chair")
    assert (item.rights.licence, item.rights.author) == ("CC BY 3.0", "José")
    assert item.rights.source == "Sweet Home 3D, Small 2"


def test_models_with_another_licence_than_their_library_keep_theirs(tmp_path: Path) -> None:
    found = library(
        tmp_path, [entry(1, "Hanger", (45, 2, 20), id="A#wire-coathanger", tags="x, Clothes hanger")], cubes(1)
    )
    assert [item.rights.licence for item in found.items] == ["CC0 1.0"]


@pytest.mark.parametrize(
    ("more", "members", "reason"),
    [
        ({"doorOrWindow": "true"}, cubes(1), "into a wall"),
        ({"modelRotation": "1 0 0 0 1 0 0 0 1"}, cubes(1), "turned by its catalogue"),
        ({"width": "wide"}, cubes(1), "no size"),
        ({"model": "/nowhere.obj"}, cubes(1), "file is missing"),
        ({"model": "/../small.sh3f"}, cubes(1), "outside its library"),
        ({"name": "Qwertz"}, cubes(1), "nothing that scenes have a place for"),
        ({}, cubes(1, material="unheardOf"), "nowhere defined"),
        ({}, cubes(1, picture="map_Kd /Users/me/lost.jpg"), "picture on it is missing"),
    ],
)
def test_what_cannot_be_made_right_is_left_out_with_a_reason(
    more: dict[str, str], members: dict[str, str | bytes], reason: str, tmp_path: Path
) -> None:
    found = library(
        tmp_path, [entry(1, "Chair", (45, 50, 90), **more), entry(2, "Chair", (45, 50, 90))], members | cubes(2)
    )
    assert [item.source.id for item in found.items] == ["small-thing2"]
    assert reason in found.excluded[0].reason


def test_a_material_that_its_name_explains_needs_no_definition(tmp_path: Path) -> None:
    assert library(tmp_path, [entry(1, "Chair", (45, 50, 90))], cubes(1, material="glasstransparent")).items


def test_people_who_sit_or_lie_are_people(tmp_path: Path) -> None:
    names = ("Sitting female", "Lying down boy")
    found = library(tmp_path, [entry(k, name, (60, 90, 130)) for k, name in enumerate(names, 1)], cubes(1, 2))
    assert [item.concept.category for item in found.items] == ["person", "person"]


def test_properties_are_unescaped_and_joined() -> None:
    header, entries = read_properties("# a\nname=\\u00e9t\\u00e9\nid#2=b \\\n  c\nid#1=a\n")
    assert (header, entries) == ({"name": "été"}, {1: {"id": "a"}, 2: {"id": "b c"}})


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_no_archive_leads_out_of_its_folder(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(RequestError, match="would lead out"):
        unzip(tmp_path / "bad.zip", tmp_path / "in")
    assert not list(tmp_path.rglob("out.txt"))


def test_no_archive_makes_links(tmp_path: Path) -> None:
    member = zipfile.ZipInfo("link")
    member.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(member, "/etc/passwd")
    with pytest.raises(RequestError, match="would lead out"):
        unzip(tmp_path / "bad.zip", tmp_path / "in")


def test_a_debian_package_is_unpacked_and_stays_in_its_folder(tmp_path: Path) -> None:
    unpack_deb(write_deb(tmp_path / "good.deb", {"./usr/a.txt": b"yes"}), tmp_path / "good")
    assert (tmp_path / "good/usr/a.txt").read_bytes() == b"yes"
    with pytest.raises(RequestError, match="would lead out of the folder"):
        unpack_deb(write_deb(tmp_path / "bad.deb", {"../evil.txt": b"no"}), tmp_path / "bad")
    assert not (tmp_path / "evil.txt").exists()


def test_links_that_lead_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    (tmp_path / "in").mkdir()
    os.symlink(tmp_path / "secret.png", tmp_path / "in/wood_albedo.png")
    assert files_under(tmp_path / "in", [".png"]) == []


def test_endings_may_be_written_large_and_what_macos_leaves_is_not_there(tmp_path: Path) -> None:
    for name in ("a.PNG", "._a.PNG", "b.png"):
        (tmp_path / name).write_bytes(png())
    assert [path.name for path in files_under(tmp_path, [".png"])] == ["a.PNG", "b.png"]


def test_a_sky_is_measured_over_the_sphere() -> None:
    rgb = np.ones((64, 128, 3), np.float32)
    rgb[16, 32] = 5000.0
    mean, sun, share = measure(rgb)
    assert sun == pytest.approx((180 - 360 * 32.5 / 128, 90 - 180 * 16.5 / 64), abs=0.01)
    assert mean == pytest.approx(1 + 4999 * np.cos(np.radians(sun[1])) * np.pi / (2 * 64 * 128), rel=1e-3)  # type: ignore[index]
    assert share == pytest.approx(1 - 1 / mean, rel=1e-3)
    assert measure(np.full((8, 16, 3), 0.5, np.float32)) == (0.5, None, 0.0)


def test_skies_of_another_shape_are_left_out(tmp_path: Path) -> None:
    write_hdr(tmp_path / "Good sky.hdr", np.full((32, 64, 3), 0.25))
    write_hdr(tmp_path / "square.hdr", np.ones((32, 32, 3)))
    (tmp_path / "broken.hdr").write_bytes(b"no")
    skies, excluded, files = read_skies(tmp_path, RIGHTS)
    assert [(sky.id, sky.file, sky.licence) for sky in skies] == [("good-sky", "skies/good-sky.hdr", "CC0 1.0")]
    assert skies[0].mean_luminance == pytest.approx(0.25, rel=0.01)
    assert set(files) == {"skies/good-sky.hdr"}
    assert {entry.id: entry.reason.split(",")[0] for entry in excluded} == {
        "broken": "cannot be read as a picture of unbounded brightness",
        "square": "is 32×32",
    }


@pytest.mark.parametrize(
    ("stem", "channel", "rest"),
    [
        ("oak_albedo", "colour", "oak"),
        ("Bricks075A_1K-JPG_Color", "colour", "bricks075a"),
        ("oak_diff_2k", "colour", "oak"),
        ("oak_nor_gl_4k", "normal", "oak"),
        ("PlasterRoughness", "roughness", "plaster"),
        ("oak_metalness", "metallic", "oak"),
        ("leaf_opacity", "alpha", "leaf"),
        ("protocol", "", "protocol"),
        ("oak_preview", "", "oak_preview"),
    ],
)
def test_maps_are_told_by_their_names(stem: str, channel: str, rest: str) -> None:
    assert channel_of(stem) == (channel, rest)


def test_texture_sets_are_scaled_down(tmp_path: Path) -> None:
    (tmp_path / "oak_wood_albedo.png").write_bytes(png((4096, 16)))
    (tmp_path / "oak_wood_roughness.png").write_bytes(png())
    (tmp_path / "lonely_normal.png").write_bytes(png())
    (tmp_path / "torn_albedo.png").write_bytes(png()[:40])
    textures, excluded, files = read_textures(tmp_path, 0.5, RIGHTS)
    assert [(t.id, t.tile_m, sorted(t.maps)) for t in textures] == [("oak-wood", 0.5, ["colour", "roughness"])]
    assert [entry.id for entry in excluded] == ["lonely", "torn"]
    assert Image.open(io.BytesIO(files[textures[0].maps["colour"]])).size == (2048, 8)
