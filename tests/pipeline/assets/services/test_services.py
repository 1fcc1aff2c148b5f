"""`assets add` from services, against a server on this machine that answers as their documentation says."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.pipeline.assets.adding import Wish, add
from cavendish.pipeline.assets.items import Rights
from cavendish.pipeline.assets.services import client, fetching
from cavendish.pipeline.assets.services.ambientcg import AmbientCG
from cavendish.pipeline.assets.services.client import Client
from cavendish.pipeline.assets.services.fetching import chosen
from cavendish.pipeline.assets.services.polyhaven import PolyHaven
from cavendish.pipeline.assets.services.remote import Choice, RemoteAsset, RemoteFile
from cavendish.pipeline.terminal.console import follow
from cavendish.scenes.assets.library import Library, assets_home, installed
from cavendish.scenes.errors import RequestError, WorkError

from ....conftest import cavendish
from ..small_libraries import cube_obj, write_hdr
from .local_service import Local, archive, brick, serving


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAVENDISH_ASSETS", str(tmp_path / "home"))
    monkeypatch.setattr(client, "PAUSE_S", 0.0)
    return tmp_path / "home"


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> Iterator[Local]:
    with serving() as found:
        for service in (PolyHaven(base_url=found.url), AmbientCG(base_url=found.url)):
            monkeypatch.setitem(fetching.SERVICES, service.name, service)
        yield found


def added(service: str = "polyhaven", licence: str = "", **choice: Any) -> Library:
    return add(Wish(service, "", licence, "", 1.0, choice=Choice(**choice)), follow)


def test_textures_of_poly_haven_with_width_author_and_page(local: Local) -> None:
    local.answers["/assets"] = {
        "brick_wall_001": brick(local),
        "oak_planks": brick(local, "oak_planks") | {"name": "Oak Planks", "tags": [], "categories": ["wood"]},
    }
    library = added(query="brick wall")
    (texture,) = library.textures
    assert texture.id == "brick-wall-001"
    assert sorted(texture.maps) == ["colour", "normal", "roughness"]
    assert texture.tile_m == 2.5
    assert (texture.licence, texture.author) == ("CC0 1.0", "Rob Tuytel")
    assert texture.source == "https://polyhaven.com/a/brick_wall_001"
    assert installed() == ["polyhaven-textures-brick-wall"]
    assert sorted(path.name for path in assets_home().iterdir()) == ["polyhaven-textures-brick-wall"]
    assert all(name.startswith("Cavendish/") for name in local.names)
    assert not any("nor_dx" in path or "blend" in path or "oak" in path for path, _ in local.asked)


def test_skies_of_poly_haven(local: Local, tmp_path: Path) -> None:
    data = write_hdr(tmp_path / "noon.hdr", np.full((16, 32, 3), 0.5)).read_bytes()
    local.answers["/assets"] = {"noon_park": {"name": "Noon Park", "authors": {"Greg Zaal": "All"}}}
    local.answers["/files/noon_park"] = {
        "hdri": {"1k": {"hdr": local.file("/noon_park_1k.hdr", data), "exr": local.file("/noon_park_1k.exr", b"long")}},
        "tonemapped": local.file("/noon_park.jpg", b"shown"),
    }
    (sky,) = added(kind="skies", resolution="1k").skies
    assert (sky.id, sky.mean_luminance, sky.author) == ("noon-park", 0.5, "Greg Zaal")


def test_models_of_poly_haven(local: Local) -> None:
    trimesh = pytest.importorskip("trimesh")
    cube = trimesh.load(io.StringIO(cube_obj(size=(0.5, 0.8, 0.5))), file_type="obj", force="mesh")
    files = trimesh.exchange.gltf.export_gltf(cube)
    model = files.pop("model.gltf")
    include = {name: local.file(f"/dl/{name}", data) for name, data in files.items()}
    local.answers["/assets"] = {"wooden_chair_01": {"name": "Wooden Chair 01"}}
    local.answers["/files/wooden_chair_01"] = {
        "gltf": {"2k": {"gltf": local.file("/dl/wooden_chair_01_2k.gltf", model, include=include)}}
    }
    (chair,) = added(kind="models").models
    assert (chair.category, chair.author, chair.licence) == ("chair", "Poly Haven", "CC0 1.0")
    assert chair.size_m == pytest.approx((0.5, 0.5, 0.8))


def test_textures_of_ambientcg_over_pages_and_redirections(local: Local) -> None:
    names = [f"Bricks{number:03d}" for number in range(103)]

    def page(query: dict[str, str]) -> dict[str, Any]:
        assert (query["type"], query["q"], query["sort"]) == ("Material", "brick,red", "Popular")
        start = int(query["offset"])
        return {"foundAssets": [entry(name) for name in names[start : start + int(query["limit"])]]}

    def entry(name: str) -> dict[str, Any]:
        download = {"attribute": "1K-JPG", "downloadLink": f"{local.url}/get?file={name}", "fileName": f"{name}.zip"}
        categories = {"zip": {"downloads": [download] if name != "Bricks001" else []}}
        return {
            "assetId": name,
            "dimensionX": 180,
            "downloadFolders": {"default": {"downloadFiletypeCategories": categories}},
        }

    local.answers["/api/v2/full_json"] = page
    for name in names:
        local.leads_to[f"/get?file={name}"] = f"/cdn/{name}.zip"
        local.files[f"/cdn/{name}.zip"] = archive(f"{name}_1K-JPG")
    library = added("ambientcg", query="brick red", resolution="1k", most=101)
    assert len(library.textures) == 101
    assert library.textures[0].id == "bricks000"
    assert sorted(library.textures[0].maps) == ["colour", "normal", "roughness"]
    assert {texture.tile_m for texture in library.textures} == {1.8}
    assert library.textures[0].source == "https://ambientcg.com/view?id=Bricks000"
    assert [(left.id, left.reason) for left in library.excluded] == [("bricks001", "is not there in 1k")]


def test_what_was_fetched_before_an_interruption_is_kept_and_gone_on_with(local: Local, home: Path) -> None:
    local.answers["/assets"] = {"brick_wall_001": brick(local), "brick_wall_002": brick(local, "brick_wall_002", 5)}
    broken = "/dl/brick_wall_002_diff_2k.jpg"
    whole = local.files.pop(broken)
    with pytest.raises(WorkError, match="answers 404"):
        added()
    assert installed() == []
    local.files[broken] = whole
    part = home / ".polyhaven-textures.downloads/brick-wall-002/.brick_wall_002_diff_2k.jpg.part"
    part.write_bytes(whole[:100])
    local.asked.clear()
    assert [texture.id for texture in added().textures] == ["brick-wall-001", "brick-wall-002"]
    assert (broken, "bytes=100-") in local.asked
    assert "/dl/brick_wall_001_diff_2k.jpg" not in [path for path, _ in local.asked]


def fetched(local: Local, folder: Path, **told: Any) -> Path:
    data = bytes(range(256)) * 256
    local.files["/data.bin"] = data
    facts: dict[str, Any] = {"size_bytes": len(data), "md5": hashlib.md5(data).hexdigest()} | told
    return Client(local.url).fetch(RemoteFile(facts.pop("url", f"{local.url}/data.bin"), "data.bin", **facts), folder)


def test_a_connection_that_breaks_is_taken_up_where_it_broke(local: Local, tmp_path: Path) -> None:
    local.cut_at["/data.bin"] = 40_000
    local.busy["/data.bin"] = 2
    assert fetched(local, tmp_path).read_bytes() == local.files["/data.bin"]
    assert [asked for _, asked in local.asked] == ["", "", "", "bytes=32768-"]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"md5": "0" * 32}, "is not of the length and MD5"),
        ({"size_bytes": 5000}, "longer than the 5000 bytes"),
        ({"size_bytes": 70_000}, "is not of the length and MD5"),
        ({"url": "file:///etc/passwd"}, "no address of HTTPS"),
        ({"url": "http://127.0.0.1:9/x"}, "no address of HTTPS"),
    ],
)
def test_files_that_are_not_as_told_are_refused(
    told: dict[str, Any], message: str, local: Local, tmp_path: Path
) -> None:
    with pytest.raises(WorkError, match=message):
        fetched(local, tmp_path, **told)
    assert not (tmp_path / "data.bin").exists()


def test_a_service_that_stays_busy_is_given_up(local: Local) -> None:
    local.answers["/assets"] = {}
    local.busy["/assets"] = 99
    with pytest.raises(WorkError, match="cannot be had: answers 503; run the same again later"):
        added()


def test_redirections_are_followed_no_further_than_five_times(local: Local, tmp_path: Path) -> None:
    local.leads_to["/round"] = "/round"
    with pytest.raises(WorkError, match="more than 5 times"):
        fetched(local, tmp_path, url=f"{local.url}/round")


@pytest.mark.parametrize("name", ["../out.bin", "/out.bin", "a/../../out.bin", "c:out.bin"])
def test_a_file_cannot_lead_out_of_its_folder(name: str, local: Local, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="would lead out"):
        Client(local.url).fetch(RemoteFile(f"{local.url}/x", name), tmp_path / "in")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"x": {"nom": "X"}}, r"/assets: answers otherwise than its documentation says: x\.name: Field required"),
        ([], "answers otherwise"),
        ({"x": {"name": "X"}}, r"/files/x: hdri\.2k: answers otherwise .*: hdr\.url: Field required"),
    ],
)
def test_a_changed_answer_is_named(answer: object, message: str, local: Local) -> None:
    local.answers["/assets"] = answer
    local.answers["/files/x"] = {"hdri": {"2k": {"hdr": {"link": "?"}}}}
    with pytest.raises(WorkError, match=message):
        added(kind="skies")


def test_an_answer_that_is_no_json_or_too_long_is_refused(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    local.files["/assets"] = b"<html>"
    with pytest.raises(WorkError, match="no JSON"):
        added()
    local.files["/assets"] = json.dumps({"x" * 2**20: 1}).encode()
    monkeypatch.setattr(client, "MOST_JSON_BYTES", 2**20)
    with pytest.raises(WorkError, match="more than 1 MB"):
        added()


def remote(name: str, mb: float, licence: str = "CC0 1.0") -> RemoteAsset:
    return RemoteAsset(name, Rights(licence, "A", "page"), (RemoteFile("u", "n", round(mb * 1e6)),))


def test_assets_are_taken_up_to_a_number_and_a_size_and_of_one_licence() -> None:
    found = [
        remote("a", 3),
        remote("b", 4, "CC BY 4.0"),
        replace(remote("c", 1), files=()),
        remote("d", 6),
        remote("e", 2),
    ]
    taken, left = chosen(iter(found), Choice(most_mb=9), "cc0")
    assert [asset.id for asset in taken] == ["a", "d"]
    assert [(each.id, each.reason) for each in left] == [
        ("b", "is under CC BY 4.0"),
        ("c", "is not there in 2k"),
        ("e", "would make it more than 9 MB, and so would the rest"),
    ]
    taken, left = chosen(iter(found), Choice(most=2))
    assert ([asset.id for asset in taken], left) == (["a", "b"], [])


@pytest.mark.parametrize(
    ("service", "choice", "message"),
    [
        ("polyhaven", {"kind": "sounds"}, "'sounds' is not what is taken from polyhaven"),
        ("ambientcg", {"kind": "models"}, "'models' is not what is taken from ambientcg"),
        ("polyhaven", {"resolution": "3k"}, "'3k' is not a resolution"),
        ("polyhaven", {"most": 0}, "at least 1"),
        ("polyhaven", {"query": "unicorn"}, "has no textures for the words 'unicorn'"),
    ],
)
def test_wrong_wishes_are_refused(service: str, choice: dict[str, Any], message: str, local: Local) -> None:
    local.answers["/assets"] = {"brick_wall_001": brick(local)}
    with pytest.raises(RequestError, match=message):
        added(service, **choice)


def test_the_shell_names_the_service_and_refuses_what_is_not_for_it(
    local: Local, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    local.answers["/assets"] = {"brick_wall_001": brick(local)}
    assert cavendish("assets", "add", "polyhaven", "--query", "brick", "--json") == 0
    said = capsys.readouterr()
    assert "Powered by Poly Haven" in said.err
    assert json.loads(said.out)["licences"] == {"CC0 1.0": 1}
    assert cavendish("assets", "add", "polyhaven", "--author", "Ada") == 2
    assert "--author Ada: is for files that do not say so" in " ".join(capsys.readouterr().err.split())
    assert cavendish("assets", "add", str(tmp_path), "--most", "3") == 2
    assert "only where it is one of ambientcg, polyhaven" in " ".join(capsys.readouterr().err.split())
