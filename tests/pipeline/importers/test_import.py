"""`cavendish import`: from a folder to a dataset that verifies; what cannot be meant is one sentence."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import h5py
import numpy as np
import OpenEXR
import pytest
from PIL import Image

from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.truth import read_truth
from cavendish.pipeline.dataset.verify import verify_shards
from cavendish.renderers.frame import Frame

from ...conftest import cavendish
from ..digests import digests
from .conftest import STEMS, write_json

Run = Callable[..., int]
Change = Callable[[Path], object]


@pytest.mark.parametrize("name", ["blenderproc", "hypersim", "folder"])
def test_an_import_verifies_and_holds_every_task_that_it_can(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, out = request.getfixturevalue(name), tmp_path / "out"
    assert cavendish("import", root, out, "--from", name, "--scenes-per-shard", 2, "--json") == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["views"] == 3
    assert "3 views of 64×48; read are depth, normals, masks" in captured.err
    assert [found for _, faults in verify_shards(out) for found in faults] == []
    manifest = read_manifest(out)
    assert set(manifest.totals.tasks) == {"depth", "normals", "semantic", "instance"}
    assert manifest.recipe.imported is not None
    assert manifest.recipe.imported.format == name
    assert len(manifest.licences) == 1
    assert "imported ground truth" in (out / "README.md").read_text()


def test_an_import_goes_on_where_it_was_and_is_the_same_again(folder: Path, tmp_path: Path) -> None:
    arguments = ("--from", "folder", "--scenes-per-shard", 1, "--splits", "train=2,val=1")
    assert cavendish("import", folder, tmp_path / "a", *arguments) == 0
    whole = digests(tmp_path / "a")
    (tmp_path / "a/records/train-000001.json").unlink()
    (tmp_path / "a/train/train-000000.tar").unlink()
    assert cavendish("import", folder, tmp_path / "a", *arguments) == 0
    assert digests(tmp_path / "a") == whole
    shutil.move(folder, tmp_path / "elsewhere")
    assert cavendish("import", tmp_path / "elsewhere", tmp_path / "b", *arguments) == 0
    assert digests(tmp_path / "b") == whole


def test_other_files_are_another_import(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("import", folder, tmp_path / "out", "--from", "folder", "--tasks", "depth") == 0
    np.save(folder / f"depth/{STEMS[0]}.npy", np.ones((48, 64), np.float64))
    assert cavendish("import", folder, tmp_path / "out", "--from", "folder", "--tasks", "depth") == 2
    assert "built from another recipe" in capsys.readouterr().err


def test_what_was_imported_encodes_and_exports_but_does_not_render(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert cavendish("import", folder, out, "--from", "folder") == 0
    assert cavendish("encode", out, tmp_path / "new", "--tasks", "depth=1,semantic=2", "--languages", "de") == 0
    assert [found for _, faults in verify_shards(tmp_path / "new") for found in faults] == []
    assert cavendish("export", out, tmp_path / "hdf5", "--to", "hdf5") == 0
    assert cavendish("import", tmp_path / "hdf5", tmp_path / "again", "--from", "blenderproc") == 0
    assert cavendish("stats", out) == 0
    before = digests(out)
    capsys.readouterr()
    assert cavendish("regenerate", out, "--shards", "0") == 2
    assert "was imported, not rendered; import it again" in capsys.readouterr().err
    recipe = read_manifest(out).recipe.model_dump(mode="json")
    write_json(tmp_path / "recipe.yaml", recipe)
    for command in (("build", tmp_path / "recipe.yaml", tmp_path / "built"), ("preview", tmp_path / "recipe.yaml")):
        assert cavendish(*command) == 2
        assert "import it again" in capsys.readouterr().err
    assert not (tmp_path / "built").exists()
    assert digests(out) == before


class TestUnknownPixels:
    """Up to 5 % of them are grey in depth and normals; beyond that, only masks are asked."""

    @pytest.fixture
    def patchy(self, folder: Path, frames: list[Frame]) -> Path:
        """Unknown pixels: 4 % of the first view, 6 % of the second, none of the third."""
        for stem, frame, share in zip(STEMS, frames, (0.04, 0.06, 0.0), strict=True):
            depth_m = frame.depth_m.copy()
            depth_m.reshape(-1)[np.flatnonzero(frame.instance)[: int(share * depth_m.size)]] = np.nan
            np.save(folder / f"depth/{stem}.npy", depth_m)
        return folder

    def samples(self, out: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
        for path in sorted(out.glob("*/*.tar")):
            yield from ((sample.key, sample.parts) for sample in read_tar(path.read_bytes()))

    def test_tasks_respect_them(self, patchy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = tmp_path / "out"
        assert cavendish("import", patchy, out, "--from", "folder") == 0
        assert "10 of 12 samples are there" in capsys.readouterr().err
        assert [found for _, faults in verify_shards(out) for found in faults] == []
        asked = {(key[:8], key.rsplit("-", 1)[1]): parts for key, parts in self.samples(out)}
        tasks = {scene: {task for other, task in asked if other == scene} for scene, _ in asked}
        assert tasks["00000001"] == {"semantic", "instance"}
        assert tasks["00000000"] == tasks["00000002"] == {"depth", "normals", "semantic", "instance"}
        assert json.loads(json.loads(asked["00000000", "depth"]["json"])["codec_parameters"]) == {"colormap": "cube"}
        (frame, *_) = (frame for path in out.glob("truth/*.h5") for _, frame in read_truth(path.read_bytes()))
        assert 0 < (~frame.valid).mean() < 0.05
        for task in ("depth", "normals"):
            (tmp_path / "target.png").write_bytes(asked["00000000", task]["target.png"])
            target = np.asarray(Image.open(tmp_path / "target.png"))
            np.testing.assert_array_equal(target[~frame.valid], np.full(((~frame.valid).sum(), 3), 128))


def test_normals_that_are_not_known_are_in_no_export_and_no_figure(folder: Path, tmp_path: Path) -> None:
    for path in folder.glob("normals/*"):
        path.unlink()
    out = tmp_path / "out"
    assert cavendish("import", folder, out, "--from", "folder") == 0
    assert cavendish("verify", out) == 0
    assert cavendish("export", out, tmp_path / "hdf5", "--to", "hdf5") == 0
    with h5py.File(next(tmp_path.glob("hdf5/*/*.hdf5"))) as file:
        assert {"colors", "depth"} <= file.keys()
        assert "normals" not in file
    assert cavendish("export", out, tmp_path / "exr", "--to", "exr") == 0
    with OpenEXR.File(str(next(tmp_path.glob("exr/*/*.exr"))), separate_channels=True) as file:
        assert not [name for name in file.channels() if name.startswith("Normal")]
    assert cavendish("stats", out) == 0
    assert not (out / "stats/directions.png").exists()
    figures = json.loads((out / "stats/figures.json").read_text())["figures"]
    assert not any(figures["share of the surface by where it faces"].values())


def test_normals_that_nobody_asks_for_are_not_read(blenderproc: Path, tmp_path: Path) -> None:
    """So that what was antialiased in them stays known."""
    with h5py.File(blenderproc / "0.hdf5", "r+") as file:
        file["normals"][:, :32] = 0.9
    out = tmp_path / "out"
    assert cavendish("import", blenderproc, out, "--from", "blenderproc", "--tasks", "depth,semantic") == 0
    assert [found for _, faults in verify_shards(out) for found in faults] == []
    assert read_manifest(out).totals.tasks["depth"] == 3
    assert all(frame.valid.all() for path in out.glob("truth/*.h5") for _, frame in read_truth(path.read_bytes()))
    assert cavendish("encode", out, tmp_path / "new", "--tasks", "normals") == 2


def nothing(root: Path) -> None:
    """Leave the files as they are."""


def drop(pattern: str) -> Change:
    def change(root: Path) -> None:
        for path in root.glob(pattern):
            path.unlink()

    return change


def cut(path: str) -> Change:
    def change(root: Path) -> None:
        (root / path).write_bytes((root / path).read_bytes()[:200])

    return change


def save(path: str, array: np.ndarray) -> Change:
    def change(root: Path) -> None:
        if path.endswith(".npy"):
            np.save(root / path, array)
        else:
            Image.fromarray(array).save(root / path)

    return change


def put(path: str, name: str, value: object) -> Change:
    def change(root: Path) -> None:
        with h5py.File(root / path, "r+") as file:
            del file[name]
            file.create_dataset(name, data=value)

    return change


def dump(path: str, content: object) -> Change:
    return lambda root: write_json(root / path, content)


K = {"fx": 60.0, "fy": 60.0, "cx": 32.0, "cy": 24.0, "pixel_centre": 0.5}
HYPERSIM = "ai_001_001/images/scene_cam_00_"
WRONG = {
    "no pictures": ("folder", drop("images/*"), (), "images: holds no pictures"),
    "no depth": ("folder", drop("depth/10.npy"), (), "depth/10: has no .npy, .exr, .png"),
    "some normals": ("folder", drop("normals/10.npy"), (), "images/10.png: has no normals, but other pictures have"),
    "no classes": ("folder", drop("masks/*.json"), (), "masks/2.json: is missing, and so is"),
    "no intrinsics": ("folder", drop("intrinsics/*"), (), "intrinsics/2.json: is missing"),
    "a cut picture": ("folder", cut("images/10.png"), (), "images/10.png: cannot be read as a picture"),
    "a cut depth": ("folder", cut("depth/10.npy"), (), "depth/10.npy: cannot be read as .npy"),
    "another size": (
        "folder",
        save("images/10.png", np.zeros((48, 80, 3), np.uint8)),
        (),
        "images/10.png: is 80×48, but 2.png is 64×48",
    ),
    "another shape": ("folder", save("depth/10.npy", np.ones((48, 63))), (), "depth/10.npy: holds an array of shape"),
    "whole numbers": ("folder", save("depth/2.npy", np.ones((48, 64), int)), (), "as it holds whole numbers"),
    "a colour mask": ("folder", save("masks/10.png", np.zeros((48, 64, 3), np.uint8)), (), "mode RGB"),
    "oblong pixels": ("folder", dump("intrinsics/10.json", K | {"fy": 61.0}), (), "fx is 60 and fy 61"),
    "no pixel centre": ("folder", dump("intrinsics/10.json", K | {"pixel_centre": None}), (), "pixel_centre is None"),
    "a list of classes": ("folder", dump("masks/10.json", ["chair"]), (), "must map numbers to categories"),
    "PNG depth without a scale": (
        "folder",
        lambda root: (root / "depth/2.npy").rename(root / "depth/2.png"),
        (),
        "--unit: must say if ",
    ),
    "a scale of nothing": ("folder", nothing, ("--depth-scale", 0), "--depth-scale 0: must be above 0"),
    "a scale for metres": ("hypersim", nothing, ("--depth-scale", 10), "Hypersim's depth is in metres"),
    "a unit for metres": ("hypersim", nothing, ("--unit", "m"), "--unit m: is one of m, cm, mm, without a depth scale"),
    "no unit": ("folder", nothing, ("--unit", "ell"), "--unit ell: is one of m, cm, mm"),
    "a unit and a scale": ("folder", nothing, ("--unit", "mm", "--depth-scale", 9), "without a depth scale"),
    "no top code": ("folder", nothing, ("--top-code", "far"), "--top-code far: is none; allowed are unknown, sky"),
    "a channel of HDF5": ("blenderproc", nothing, ("--depth-channel", "Z"), "goes with the format folder alone"),
    "a channel of .npy": ("folder", nothing, ("--depth-channel", "Z"), "--depth-channel Z: is a channel of .exr"),
    "no convention": ("folder", nothing, ("--convention", "up"), "--convention up: is none; allowed are"),
    "no format": ("folder", nothing, ("--from", "kittens"), "there are blenderproc, hypersim, folder"),
    "normals that are not there": (
        "folder",
        drop("normals/*"),
        ("--tasks", "normals"),
        "tasks.normals cannot be asked: the imported files have no normals, or were read without; allowed are depth",
    ),
    "masks that are not there": (
        "folder",
        drop("masks/*"),
        ("--tasks", "semantic"),
        "the imported files have no masks",
    ),
    "referring": ("folder", nothing, ("--tasks", "referring"), "do not say what carries or hides what"),
    "normals in bytes": (
        "folder",
        save("normals/10.npy", np.ones((48, 64, 3), "S1")),
        (),
        "which are no numbers",
    ),
    "labels below 0": (
        "blenderproc",
        put("1.hdf5", "instance_segmaps", np.full((48, 64), -1)),
        (),
        "holds int64 from -1; numbers of things are integers from 0 on",
    ),
    "depth in letters": ("blenderproc", put("1.hdf5", "depth", np.full((48, 64), b"x")), (), "which are no numbers"),
    "depth of another shape": ("blenderproc", put("1.hdf5", "depth", np.ones((48, 65))), (), "holds an array of shape"),
    "no JSON": ("blenderproc", put("1.hdf5", "campose", np.bytes_("[{")), (), "campose is not JSON"),
    "a skewed camera": (
        "blenderproc",
        put("1.hdf5", "campose", np.bytes_(json.dumps([{"cam_K": [[60, 1, 32], [0, 60, 24], [0, 0, 1]]}]))),
        (),
        "it must be [[fx, 0, cx], [0, fy, cy], [0, 0, 1]]",
    ),
    "a camera without a pose": (
        "blenderproc",
        put("1.hdf5", "campose", np.bytes_(json.dumps([{"cam_K": [[60, 0, 32], [0, 60, 24], [0, 0, 1]]}]))),
        (),
        "cam2world_matrix is None; it must be 4 rows of 4 numbers",
    ),
    "no HDF5": ("blenderproc", drop("*"), (), "holds no *.hdf5 files"),
    "a cut HDF5": ("blenderproc", cut("1.hdf5"), (), "1.hdf5: cannot be read as HDF5"),
    "no Hypersim": ("hypersim", lambda root: shutil.rmtree(root / "ai_001_001"), (), "which is how Hypersim names"),
    "no distance": (
        "hypersim",
        drop(f"{HYPERSIM}geometry_hdf5/frame.0001.depth_meters.hdf5"),
        (),
        "frame.0001.depth_meters.hdf5: is missing",
    ),
    "some semantics": (
        "hypersim",
        drop(f"{HYPERSIM}geometry_hdf5/frame.0002.semantic.hdf5"),
        (),
        "frame.0002.semantic.hdf5: is missing, but other views have theirs",
    ),
    "a cut preview": ("hypersim", cut(f"{HYPERSIM}final_preview/frame.0002.tonemap.jpg"), (), "cannot be read"),
    "a cut geometry": (
        "hypersim",
        cut(f"{HYPERSIM}geometry_hdf5/frame.0001.normal_cam.hdf5"),
        (),
        "frame.0001.normal_cam.hdf5: cannot be read as HDF5",
    ),
}


@pytest.mark.parametrize(("name", "change", "options", "message"), WRONG.values(), ids=WRONG.keys())
def test_bad_input_is_one_sentence(
    name: str,
    change: Change,
    options: tuple[object, ...],
    message: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root, out = request.getfixturevalue(name), tmp_path / "out"
    change(root)
    assert cavendish("import", root, out, "--from", name, *options) == 2
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.startswith("cavendish: ")
    assert message in last
    assert not list(out.glob("*/*.tar"))


def test_what_is_wrong_with_all_views_leaves_no_trace(
    blenderproc: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in blenderproc.glob("*.hdf5"):
        with h5py.File(path, "r+") as file:
            del file["campose"]
    assert cavendish("import", blenderproc, tmp_path / "out", "--from", "blenderproc") == 2
    assert "0.hdf5: has no campose; write cam_K, or fx, fy, cx and cy, into" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    write_json(blenderproc / "camera.json", {"fx": 60, "fy": 60, "cx": 31.5, "cy": 23.5})
    assert cavendish("import", blenderproc, tmp_path / "out", "--from", "blenderproc") == 0


def damage(root: Path, rng: np.random.Generator) -> None:
    """Lose, cut, or overwrite some bytes of one of the files."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    path = files[rng.integers(len(files))]
    data = bytearray(path.read_bytes())
    for position in rng.integers(len(data), size=rng.integers(30)):
        data[position] = rng.integers(256)
    path.write_bytes(data[: rng.integers(len(data))] if rng.random() < 0.3 else data)
    if rng.random() < 0.1:
        path.unlink()


@pytest.mark.parametrize("name", ["blenderproc", "hypersim", "folder"])
def test_damage_is_refused_or_does_not_matter(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = request.getfixturevalue(name)
    codes = []
    for seed in range(12):
        copy, out = tmp_path / f"copy-{seed}", tmp_path / f"out-{seed}"
        damage(Path(shutil.copytree(root, copy)), np.random.default_rng(seed))
        codes.append(cavendish("import", copy, out, "--from", name, "--tasks", "depth,normals"))
        if codes[-1] == 0:
            assert [found for _, faults in verify_shards(out) for found in faults] == []
        else:
            assert capsys.readouterr().err.strip().splitlines()[-1].startswith("cavendish: ")
    assert set(codes) == {0, 2}


def test_a_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("import", tmp_path / "none", tmp_path / "out", "--from", "folder") == 2
    assert "none: is not a folder" in capsys.readouterr().err
    assert cavendish("import", tmp_path, tmp_path, "--from", "folder") == 2
    assert "is the folder to be imported" in capsys.readouterr().err
