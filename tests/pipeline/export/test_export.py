"""Exports read back: exactly, and by the programs that they are meant for."""

import io
import json
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import OpenEXR
import pytest
from PIL import Image

from cavendish.pipeline.dataset.truth import read_truth
from cavendish.pipeline.dataset.view_json import camera_json
from cavendish.pipeline.export import hdf5
from cavendish.pipeline.export.views import VIEW_FORMATS
from cavendish.renderers.frame import Frame, Renderer

from ...conftest import cavendish


@pytest.fixture(scope="module")
def frames(built: Path) -> dict[str, Frame]:
    """Every stored frame, by the name of its file without the ending."""
    return {
        f"{path.stem.split('-')[0]}/{key}": frame
        for path in sorted(built.glob("truth/*.h5"))
        for key, frame in read_truth(path.read_bytes())
    }


def export(*arguments: object) -> int:
    return cavendish("export", *arguments)


def srgb(linear: np.ndarray) -> np.ndarray:
    curve = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(255 * curve).astype(np.uint8)


def exr_channels(path: Path) -> dict[str, np.ndarray]:
    return {
        name: channel.pixels for name, channel in OpenEXR.File(str(path), separate_channels=True).channels().items()
    }


@pytest.mark.parametrize("to", VIEW_FORMATS)
def test_every_view_has_a_file_and_the_bytes_are_the_same_again(
    to: str, built: Path, frames: dict[str, Frame], tmp_path: Path
) -> None:
    for folder in ("first", "second"):
        assert export(built, tmp_path / folder, "--to", to) == 0
    files = {path.relative_to(tmp_path / "first"): path.read_bytes() for path in sorted(tmp_path.glob("first/*/*"))}
    assert sorted(map(str, files)) == sorted(name + VIEW_FORMATS[to].suffix for name in frames)
    assert files == {path: (tmp_path / "second" / path).read_bytes() for path in files}


def test_exr_gives_the_frame_back_exactly(built: Path, frames: dict[str, Frame], tmp_path: Path) -> None:
    export(built, tmp_path / "exr", "--to", "exr")
    for name, frame in frames.items():
        path = tmp_path / "exr" / f"{name}.exr"
        channels = exr_channels(path)
        np.testing.assert_array_equal(srgb(np.stack([channels[c] for c in "RGB"], -1)), frame.image)
        np.testing.assert_array_equal(channels["Z"], frame.depth_m)
        np.testing.assert_array_equal(np.stack([channels[f"Normal.{axis}"] for axis in "XYZ"], -1), frame.normals)
        np.testing.assert_array_equal(channels["IndexOB.X"], frame.instance)
        assert {k: v.dtype.name for k, v in channels.items() if v.dtype != np.float32} == {"IndexOB.X": "uint32"}
        header = OpenEXR.File(str(path)).header()
        assert header["camera"] == camera_json(frame.camera)
        assert [thing["instance"] for thing in json.loads(header["objects"])] == [t.instance for t in frame.objects]


def test_blender_reads_the_layers_of_an_exr_to_the_last_bit(
    blender: Renderer, frames: dict[str, Frame], tmp_path: Path
) -> None:
    from cavendish.renderers.blender.process import bpy, suppress_stdout

    frame = next(iter(frames.values()))
    (tmp_path / "frame.exr").write_bytes(VIEW_FORMATS["exr"].frame_bytes(frame))
    scene = bpy.data.scenes.new("compositing")
    scene.use_nodes = True
    nodes, links = scene.node_tree.nodes, scene.node_tree.links
    nodes.clear()
    source, target = nodes.new("CompositorNodeImage"), nodes.new("CompositorNodeOutputFile")
    links.new(nodes.new("CompositorNodeComposite").inputs[0], source.outputs[0])
    source.image = bpy.data.images.load(str(tmp_path / "frame.exr"))
    target.base_path, target.format.file_format = str(tmp_path / "seen"), "OPEN_EXR_MULTILAYER"
    target.format.color_depth = "32"
    target.layer_slots.clear()
    for name in ("Combined", "Depth", "Normal", "IndexOB"):
        target.layer_slots.new(name)
        links.new(source.outputs[name], target.inputs[name])
    scene.render.resolution_x, scene.render.resolution_y = 64, 48
    with suppress_stdout():
        bpy.ops.render.render(scene=scene.name)
    bpy.data.scenes.remove(scene)

    (path,) = tmp_path.glob("seen*.exr")
    seen = exr_channels(path)
    np.testing.assert_array_equal(srgb(np.stack([seen[f"Combined.{c}"] for c in "RGB"], -1)), frame.image)
    np.testing.assert_array_equal(seen["Depth.V"], frame.depth_m)
    np.testing.assert_array_equal(np.stack([seen[f"Normal.{axis}"] for axis in "XYZ"], -1), frame.normals)
    np.testing.assert_array_equal(seen["IndexOB.V"], frame.instance)


def test_hdf5_has_blenderprocs_encodings(built: Path, frames: dict[str, Frame], tmp_path: Path) -> None:
    export(built, tmp_path / "hdf5", "--to", "hdf5")
    for name, frame in frames.items():
        with h5py.File(tmp_path / "hdf5" / f"{name}.hdf5") as file:
            data = {key: np.array(values) for key, values in file.items()}
        sky = np.isinf(frame.depth_m)
        np.testing.assert_array_equal(data["colors"], frame.image)
        np.testing.assert_array_equal(data["depth"], np.where(sky, np.float32(1e10), frame.depth_m))
        np.testing.assert_array_equal(data["normals"], (frame.normals + 1) / 2)
        np.testing.assert_array_equal(data["instance_segmaps"], frame.instance)
        assert (data["depth"].dtype, data["normals"].dtype) == (np.float32, np.float32)
        assert data["instance_segmaps"].dtype == np.uint8
        listed = json.loads(data["instance_attribute_maps"].tobytes())
        assert [thing["idx"] for thing in listed] == [0, *(thing.instance for thing in frame.objects)]
        assert [thing["name"] for thing in listed[1:]] == [thing.name for thing in frame.objects]
        (pose,) = json.loads(data["campose"].tobytes())
        np.testing.assert_array_equal(pose["cam2world_matrix"], frame.camera.matrix())
        assert pose["cam_K"][0][2] == frame.camera.cx_px - 0.5


def test_blenderproc_reads_hdf5(
    blender: Renderer, frames: dict[str, Frame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLBACKEND", "Agg")
    from blenderproc.scripts.saveAsImg import convert_hdf

    frame = next(iter(frames.values()))
    (tmp_path / "0.hdf5").write_bytes(VIEW_FORMATS["hdf5"].frame_bytes(frame))
    convert_hdf(str(tmp_path / "0.hdf5"), str(tmp_path))
    assert {path.stem for path in tmp_path.glob("*.png")} == {
        f"0_{key}" for key in ("colors", "depth", "normals", "instance_segmaps")
    }
    for key, expected in (("colors", frame.image), ("normals", 255 * (frame.normals + 1) / 2)):
        with Image.open(tmp_path / f"0_{key}.png") as image:
            np.testing.assert_allclose(np.asarray(image.convert("RGB")), expected, atol=1)


def test_blenderproc_wrote_the_same_kinds_of_data(blender: Renderer, frames: dict[str, Frame]) -> None:
    """Its own writer, given our arrays, makes the datasets that our file has."""
    from blenderproc.python.writer.WriterUtility import _WriterUtility

    frame = next(iter(frames.values()))
    with (
        h5py.File(io.BytesIO(), "w") as theirs,
        h5py.File(io.BytesIO(hdf5.frame_bytes(frame))) as ours,
    ):
        for key in ("colors", "depth", "normals", "instance_segmaps"):
            _WriterUtility.write_to_hdf_file(theirs, key, ours[key][()])
        for key in ("instance_attribute_maps", "campose"):
            _WriterUtility.write_to_hdf_file(theirs, key, json.loads(ours[key][()]))
        for key, dataset in ours.items():
            assert (dataset.shape, dataset.dtype) == (theirs[key].shape, theirs[key].dtype)
            assert dataset[()].tobytes() == theirs[key][()].tobytes()


@pytest.mark.parametrize("to", VIEW_FORMATS)
def test_unknown_pixels_are_not_a_number(to: str, frames: dict[str, Frame], tmp_path: Path) -> None:
    frame = next(iter(frames.values()))
    unknown = replace(frame, valid=np.indices(frame.valid.shape)[1] >= 5)
    data = VIEW_FORMATS[to].frame_bytes(unknown)
    if to == "exr":
        (tmp_path / "a.exr").write_bytes(data)
        depth_m = exr_channels(tmp_path / "a.exr")["Z"]
    else:
        depth_m = h5py.File(io.BytesIO(data))["depth"][()]
    np.testing.assert_array_equal(np.isnan(depth_m), ~unknown.valid)


def test_what_cannot_be_exported(copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {
        "there are folders, hf, imagefolder": (copied, tmp_path / "new", "--to", "exe"),
        "is not a dataset": (tmp_path, tmp_path / "new", "--to", "exr"),
        "is not empty": (copied, copied, "--to", "exr"),
    }
    for message, arguments in wrong.items():
        assert export(*arguments) == 2
        assert message in capsys.readouterr().err
        assert not (tmp_path / "new").exists()


def test_missing_and_damaged_shards_are_named(copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = copied / "truth/train-000000.h5"
    data = bytearray(truth.read_bytes())
    data[: len(data) // 2] = bytes(len(data) // 2)
    truth.write_bytes(data)
    assert export(copied, tmp_path / "damaged", "--to", "exr") == 1
    assert "train-000000: truth/train-000000.h5 is not what its record says" in capsys.readouterr().err

    truth.unlink()
    assert export(copied, tmp_path / "missing", "--to", "exr") == 1
    assert "train-000000 are not built" in capsys.readouterr().err
    assert {path.parent.name for path in tmp_path.glob("missing/*/*.exr")} == {"val"}
