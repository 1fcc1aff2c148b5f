"""Units of models, and vertices that are no numbers: refused by name, with what would help."""

import struct
from pathlib import Path

import numpy as np
import pytest
import trimesh

from cavendish.pipeline.assets.adding import Wish, add
from cavendish.pipeline.terminal.console import follow
from cavendish.scenes.assets.library import Library
from cavendish.scenes.errors import RequestError

from ...conftest import cavendish
from .small_libraries import cube_obj, cubes, entry, write_hdr, write_sh3f

LONG = "longest side of 90 m lies outside 0.003–60.0 m; say its unit, if that is not the metre"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAVENDISH_ASSETS", str(tmp_path / "home"))
    return tmp_path / "home"


def added(path: Path, unit: str | None) -> Library:
    return add(Wish(str(path), "small", "CC BY 4.0", "Ada", 1.0, unit), follow)


@pytest.fixture
def in_centimetres(tmp_path: Path) -> Path:
    """A chair, a mug, and something of any size."""
    folder = tmp_path / "models"
    folder.mkdir()
    for name, size in {"chair": (50, 90, 50), "mug": (9, 10, 8), "sculpture": (30, 40, 30)}.items():
        (folder / f"{name}.obj").write_text(cube_obj(size=size))
    return folder


def test_models_in_centimetres_are_left_out_until_the_unit_is_told(in_centimetres: Path) -> None:
    assert {each.id: each.reason for each in added(in_centimetres, None).excluded} == {
        "chair": f"chair.obj: its {LONG}",
        "mug": "mug.obj: no mug is 9 × 8 × 10 m; say its unit, which may be cm",
    }
    told = added(in_centimetres, "cm")
    assert told.excluded == ()
    assert {model.id: model.size_m for model in told.models} == {
        "chair": pytest.approx((0.5, 0.5, 0.9)),
        "mug": pytest.approx((0.09, 0.08, 0.1)),
        "sculpture": pytest.approx((0.3, 0.3, 0.4)),
    }


@pytest.mark.parametrize(("unit", "why"), [("ell", "'ell' is not a unit of length"), ("cm", "is for models in files")])
def test_units_that_cannot_be_meant(unit: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "skies").mkdir()
    write_hdr(tmp_path / "skies/noon.hdr", np.full((16, 32, 3), 0.5))
    assert cavendish("assets", "add", tmp_path / "skies", "--unit", unit) == 2
    assert why in capsys.readouterr().err
    write_sh3f(tmp_path / "small.sh3f", [entry(1, "Oak chair", (55, 50, 60))], cubes(1))
    assert cavendish("assets", "add", tmp_path / "small.sh3f", "--unit", unit) == 2
    assert why in capsys.readouterr().err


def test_the_command_names_the_option(in_centimetres: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("assets", "add", in_centimetres) == 0
    assert "warning: 2 models may be in another unit than metres: --unit cm, mm or m" in capsys.readouterr().err
    assert cavendish("assets", "add", in_centimetres / "chair.obj", "--name", "chairs") == 2
    assert f"cavendish: --unit: {in_centimetres / 'chair.obj'}: nothing in it can be used; the first of 1: " in (
        capsys.readouterr().err
    )


def broken_glb(path: Path, value: float) -> None:
    data = trimesh.creation.box().export(file_type="glb")
    good = struct.pack("<fff", -0.5, -0.5, -0.5)
    assert data.count(good) >= 1
    path.write_bytes(data.replace(good, struct.pack("<fff", value, -0.5, -0.5)))


def test_vertices_that_are_no_numbers_are_refused_whatever_the_format(tmp_path: Path) -> None:
    """Blender would make them 0 in OBJ and glTF."""
    folder = tmp_path / "models"
    folder.mkdir()
    broken_glb(folder / "nan chair.glb", float("nan"))
    broken_glb(folder / "inf chair.glb", float("inf"))
    for name, number in {"nan": "nan", "big": "1e39", "comma": "-0,5", "windows": "-1.#IND"}.items():
        (folder / f"{name} chair.obj").write_text(cube_obj().replace("v -0.5", f"v {number}", 1))
    (folder / "good chair.obj").write_text(cube_obj().replace("v -0.5", "# nan\nv -5e-01", 1))
    library = added(folder, None)
    assert [model.id for model in library.models] == ["good-chair"]
    assert {each.reason.partition(": ")[2] for each in library.excluded} == {"has vertices that are not finite numbers"}
    assert len(library.excluded) == 6


def test_where_nothing_is_left_the_reason_is_said(tmp_path: Path) -> None:
    (tmp_path / "chair.obj").write_text(cube_obj().replace("v -0.5", "v nan", 1))
    with pytest.raises(RequestError, match=r"nothing in it can be used; the first of 1: chair\.obj: has vertices that"):
        added(tmp_path / "chair.obj", None)
