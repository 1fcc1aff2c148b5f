"""`cavendish assets` from end to end, with small libraries: what is written, listed, checked and refused."""

import io
import json
import os
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.assets import library_writer as writing
from cavendish.pipeline.assets.adding import Wish, add
from cavendish.pipeline.assets.checking import check, summary
from cavendish.pipeline.assets.conversion import convert_all
from cavendish.pipeline.assets.entries import mesh_bytes
from cavendish.pipeline.terminal.console import follow
from cavendish.scenes.assets.library import (
    INDEX,
    Library,
    asset_mesh,
    assets_home,
    installed,
    library_digest,
)
from cavendish.scenes.assets.pool_loading import load_pool
from cavendish.scenes.assets.sources import ModelSource
from cavendish.scenes.errors import RequestError
from cavendish.scenes.geometry.mesh import box, box_uv
from cavendish.scenes.spec import Asset

from ...soak.processes import descendants, kill_before_naming, sigkill
from .small_libraries import cube_obj, cubes, entry, png, write_deb, write_hdr, write_sh3f


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAVENDISH_ASSETS", str(tmp_path / "home"))
    return tmp_path / "home"


def wish(path: Path, name: str = "small") -> Wish:
    return Wish(str(path), name, "CC BY 4.0", "Ada", 1.0)


def added(path: Path, name: str = "small") -> Library:
    return add(wish(path, name), follow)


def small_sh3f(tmp_path: Path) -> Path:
    entries = [
        entry(1, "Oak chair", (55, 50, 60)),
        entry(2, "Vase", (20, 20, 20)),
        entry(3, "Table", (45, 50, 300)),
        entry(4, "Window", (45, 50, 90), doorOrWindow="true"),
        entry(5, "Chair", (45, 50, 500)),
    ]
    members = cubes(1, 2, 3, 4, 5, picture="map_Kd oak.png") | {f"m{n}/oak.png": png() for n in range(1, 6)}
    return write_sh3f(tmp_path / "small.sh3f", entries, members)


def test_a_furniture_library_is_converted_written_and_sound(tmp_path: Path, home: Path) -> None:
    library = added(write_deb(tmp_path / "small.deb", {"./usr/a/small.sh3f": small_sh3f(tmp_path).read_bytes()}))
    assert [model.id for model in library.models] == ["small-thing1", "small-thing2"]
    chair = library.models[0]
    assert (chair.category, chair.author) == ("chair", "José")
    assert [(each.kind, each.place) for each in load_pool(["small"]).models] == [
        ("chair", "floor"),
        ("vase", "surface"),
    ]
    assert chair.size_m == pytest.approx((0.55, 0.5, 0.6))
    assert chair.materials[0].family == "wood"
    assert chair.materials[0].texture == f"small/{library.textures[0].id}"
    low, high = asset_mesh(Asset("small", chair.id, chair.size_m)).bounds()
    assert np.allclose([low, high], [[-0.275, -0.25, 0], [0.275, 0.25, 0.6]], atol=1e-6)
    reasons = {each.id: each.reason for each in library.excluded}
    assert "stretch" in reasons["small-thing3"]
    assert "wall" in reasons["small-thing4"]
    (found,) = check([])
    assert found.faults == ()
    assert summary("small")["licences"] == {"CC BY 3.0": 2}
    digest = library_digest("small")
    added(small_sh3f(tmp_path))
    assert library_digest("small") == digest
    assert [path.name for path in home.iterdir()] == ["small"]


def test_a_model_that_kills_blender_costs_itself_alone(tmp_path: Path) -> None:
    (tmp_path / "good.obj").write_text(cube_obj())
    (tmp_path / "bad.obj").write_text("v 1 nan\n")
    names = ("bad", "good", "good", "good")
    sources = [ModelSource(name, tmp_path / f"{name}.obj", "y", (1.0, 1.0, 1.0)) for name in names]
    results = convert_all(sources, tmp_path / "scratch")
    assert isinstance(next(results), str)
    assert not isinstance(next(results), str)
    (converter,) = descendants(os.getpid(), "conversion")
    assert sigkill(converter.pid)
    assert "Blender crashed" in str(next(results))
    assert not isinstance(next(results), str)


def test_what_an_interrupted_run_has_made_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def never(sources, scratch):  # type: ignore[no-untyped-def]
        for source in sources:
            asked.append(source.id)
            if len(asked) == 2:
                raise KeyboardInterrupt
            yield "is not to my taste"

    monkeypatch.setattr(writing, "convert_all", never)
    with pytest.raises(KeyboardInterrupt):
        added(small_sh3f(tmp_path))
    assert installed() == []
    with pytest.raises(RequestError, match="nothing in it can be used"):
        added(small_sh3f(tmp_path))
    assert asked == ["small-thing1", "small-thing2", "small-thing2", "small-thing3", "small-thing5"]


@pytest.mark.parametrize("again", [False, True], ids=["the first time", "in the place of an older one"])
@pytest.mark.parametrize("at", range(1, 4))
def test_killed_and_run_again(at: int, again: bool, tmp_path: Path, home: Path) -> None:
    (tmp_path / "skies").mkdir()
    write_hdr(tmp_path / "skies/noon.hdr", np.full((16, 32, 3), 0.5))
    if again:
        added(tmp_path / "skies", "skies")
        write_hdr(tmp_path / "skies/dusk.hdr", np.full((16, 32, 3), 0.1))
    kill_before_naming(at, partial(added, tmp_path / "skies", "skies"))
    library = added(tmp_path / "skies", "skies")
    assert [sky.id for sky in library.skies] == (["dusk", "noon"] if again else ["noon"])
    assert [path.name for path in home.iterdir()] == ["skies"]
    assert sorted(path.name for path in (home / "skies").rglob("*.*")) == sorted(
        [INDEX, *(Path(sky.file).name for sky in library.skies)]
    )
    assert [found.faults for found in check([])] == [()]


def test_skies_and_textures(tmp_path: Path) -> None:
    (tmp_path / "skies").mkdir()
    (tmp_path / "stuff").mkdir()
    write_hdr(tmp_path / "skies/noon.hdr", np.full((16, 32, 3), 0.5))
    (tmp_path / "stuff/oak_wood_albedo.png").write_bytes(png())
    assert added(tmp_path / "skies", "skies").skies[0].licence == "CC BY 4.0"
    assert added(tmp_path / "stuff", "stuff").textures[0].tile_m == 1.0
    assert installed() == ["skies", "stuff"]
    assert [found.faults for found in check([])] == [(), ()]


def test_every_fault_is_found(tmp_path: Path, home: Path) -> None:
    (tmp_path / "skies").mkdir()
    for name in ("changed", "lost"):
        write_hdr(tmp_path / f"skies/{name}.hdr", np.full((16, 32, 3), 0.5))
    added(tmp_path / "skies", "skies")
    (home / "skies/skies/changed.hdr").write_bytes(b"x")
    (home / "skies/skies/lost.hdr").unlink()
    (home / "skies/stray.txt").write_text("x")
    (found,) = check(["skies"])
    assert sorted(found.faults) == [
        "skies: skies/changed.hdr is not what was written",
        "skies: skies/lost.hdr is missing",
        "skies: stray.txt is not in the index",
    ]


def test_an_index_cannot_lead_out_of_its_library(tmp_path: Path, home: Path) -> None:
    (tmp_path / "skies").mkdir()
    write_hdr(tmp_path / "skies/noon.hdr", np.full((16, 32, 3), 0.5))
    added(tmp_path / "skies", "skies")
    index = home / "skies" / INDEX
    index.write_text(index.read_text().replace("skies/noon.hdr", "../../skies/noon.hdr"))
    (found,) = check(["skies"])
    assert found.faults == ("skies: ../../skies/noon.hdr leads out of the library",)


@pytest.mark.parametrize(
    ("what", "name", "message"),
    [
        ("nowhere", "x", "no such file or folder"),
        (".", "../x", "name ../x: a library's name"),
        (".", "Big", "name Big"),
        (".", "x", "looked for .sh3f"),
    ],
)
def test_what_cannot_be_added(what: str, name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/readme.txt").write_text("x")
    with pytest.raises(RequestError, match=message):
        added(tmp_path / "in" / what, name)


def test_meshes_are_written_alike_and_without_a_date() -> None:
    shape = box()
    shape = replace(shape, uv=box_uv(shape.vertices[shape.triangles]))
    data = mesh_bytes(shape)
    assert data == mesh_bytes(shape)
    assert {info.date_time[0] for info in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {1980}


def test_the_index_is_json_that_people_can_read(tmp_path: Path) -> None:
    (tmp_path / "skies").mkdir()
    write_hdr(tmp_path / "skies/noon.hdr", np.full((16, 32, 3), 0.5))
    added(tmp_path / "skies", "skies")
    assert json.loads((assets_home() / "skies" / INDEX).read_text())["skies"][0]["mean_luminance"] == 0.5
