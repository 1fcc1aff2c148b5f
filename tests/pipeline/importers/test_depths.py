"""From what a file holds to metres: units, codes that mean far, and depth that can be none."""

import json
from pathlib import Path

import h5py
import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.codecs import depth as depth_colours
from cavendish.pipeline.importers.depths import doubt, metres
from cavendish.pipeline.importers.formats import FORMATS
from cavendish.pipeline.importers.frames import Options, frame_of
from cavendish.renderers.frame import Frame
from cavendish.scenes.errors import RequestError

from ...conftest import cavendish
from .conftest import STEMS, write_json

PATH = Path("depth/a.npy")
UNKNOWN, SKY = np.nan, np.inf


@pytest.mark.parametrize(
    ("numbers", "options", "depth_m"),
    [
        (np.array([1.5, 0, -1, np.nan, np.inf], np.float32), {}, [1.5, 0, -1, UNKNOWN, SKY]),
        (np.array([1500, 1e10], np.float32), {"unit": "mm"}, [1.5, 1e7]),
        (np.array([150], np.float64), {"unit": "cm"}, [1.5]),
        (np.array([3], np.float64), {"unit": "m"}, [3]),
        (np.array([512], np.float32), {"depth_scale": 256.0}, [2]),
        (np.array([1500, 65504, np.inf], np.float16), {"unit": "mm"}, [1.5, SKY, SKY]),
        (np.array([1500, 0, 65535], np.uint16), {"unit": "mm"}, [1.5, 0, UNKNOWN]),
        (np.array([1500, 65534, 65535], np.uint16), {"unit": "mm", "top_code": "sky"}, [1.5, 65.534, SKY]),
        (np.array([70_000, 65535], np.uint32), {"unit": "mm"}, [70, 65.535]),
        (np.array([1500], np.int32), {"unit": "mm"}, [1.5]),
    ],
    ids=str,
)
def test_numbers_become_metres(numbers: np.ndarray, options: dict, depth_m: list[float]) -> None:
    np.testing.assert_allclose(metres(PATH, numbers, Options(**options)), depth_m, rtol=1e-3)


def test_whole_numbers_have_a_unit_and_more_than_8_bits() -> None:
    with pytest.raises(
        RequestError, match=r"unit: must say if depth/a\.npy is in m, cm or mm, as it holds whole numbers"
    ):
        metres(PATH, np.array([1], np.uint16), Options())
    with pytest.raises(RequestError, match=r"depth/a\.npy: holds uint8, a picture of depth and no depth"):
        metres(PATH, np.array([1], np.uint8), Options(unit="mm"))


@pytest.mark.parametrize(
    ("depth_m", "why"),
    [
        ([2.0, 3, 4], ""),
        ([2.0, 300, 400], ""),
        ([0, -5, np.nan, np.inf, 1e10], ""),
        ([30.0, 300, np.inf], "nothing is nearer than 32.7 m"),
        ([812.0, 3000, 1e10], "nothing is nearer than 833.9 m"),
        ([2.0, 700, 4000], "half of what is seen lies beyond 700 m"),
        ([0.001, 0.003, 0.004], "half of what is seen is nearer than 0.003 m"),
    ],
    ids=str,
)
def test_what_can_hardly_be_metres_is_doubted(depth_m: list[float], why: str) -> None:
    assert doubt([np.array(depth_m, np.float32)]) == why


def test_what_may_be_metres_but_seldom_is_gets_a_warning(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for stem in STEMS:
        np.save(folder / f"depth/{stem}.npy", np.full((48, 64), 12.0))
    assert cavendish("import", folder, tmp_path / "out", "--from", "folder", "--tasks", "depth") == 0
    assert "warning: nothing is nearer than 12 m; is the unit of depth right?" in capsys.readouterr().err


def in_millimetres(folder: Path, frames: list[Frame]) -> Path:
    for stem, frame in zip(STEMS, frames, strict=True):
        np.save(folder / f"depth/{stem}.npy", 1000 * frame.depth_m)
    return folder


def test_a_scene_in_millimetres_is_asked_about(
    folder: Path, frames: list[Frame], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("import", in_millimetres(folder, frames), tmp_path / "out", "--from", "folder")
    assert cavendish(*arguments) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"cavendish: --unit: must say if {folder} is in m, cm or mm, as in metres nothing is nearer")
    assert not (tmp_path / "out").exists()
    assert cavendish(*arguments, "--unit", "mm") == 0
    source = FORMATS["folder"](folder, Options(unit="mm"))
    for position, frame in enumerate(frames):
        np.testing.assert_allclose(frame_of(source.read(position)).depth_m, frame.depth_m, rtol=1e-6)


@pytest.mark.parametrize(("unit", "code", "warned"), [("m", 0, False), ("cm", 0, False), ("mm", 0, True)])
def test_a_unit_that_was_told_is_believed(
    unit: str, code: int, warned: bool, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cavendish("import", folder, tmp_path / "out", "--from", "folder", "--unit", unit) == code
    assert ("is the unit of depth right?" in capsys.readouterr().err) == warned


def test_blenderprocs_cameras_have_the_unit_of_its_depth(blenderproc: Path, frames: list[Frame]) -> None:
    for path in blenderproc.glob("*.hdf5"):
        with h5py.File(path, "r+") as file:
            (pose,) = json.loads(file["campose"][()])
            matrix = np.array(pose["cam2world_matrix"])
            matrix[:3, 3] *= 1000
            del file["campose"]
            file["campose"] = np.bytes_(json.dumps([pose | {"cam2world_matrix": matrix.tolist()}]))
            file["depth"][...] = 1000 * file["depth"][()]
    source = FORMATS["blenderproc"](blenderproc, Options(unit="mm"))
    for position, frame in enumerate(frames):
        found = frame_of(source.read(position))
        np.testing.assert_allclose(found.depth_m, frame.depth_m, rtol=1e-6)
        np.testing.assert_allclose(found.camera.matrix(), frame.camera.matrix(), atol=1e-12)


@pytest.mark.parametrize("top_code", ["unknown", "sky"])
def test_decode_and_import_agree_on_16_bits(
    top_code: str, folder: Path, frames: list[Frame], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A target, decoded to millimetres and imported, is the depth again; its sky is what the user says."""
    for stem, frame in zip(STEMS, frames, strict=True):
        assert np.nanmax(frame.depth_m[np.isfinite(frame.depth_m)]) < 65
        (folder / f"depth/{stem}.npy").unlink()
        Image.fromarray(depth_colours.encode(frame.depth_m)).save(tmp_path / "target.png")
        assert cavendish("decode", "depth", tmp_path / "target.png", "--out", folder / f"depth/{stem}.png") == 0
    capsys.readouterr()
    options = ("--unit", "mm", "--top-code", top_code)
    assert cavendish("import", folder, tmp_path / "out", "--from", "folder", *options) == 0
    said = f"65535, as {np.isinf(frames[0].depth_m).mean():.1%} of 2.png is, counts as unknown"
    assert (said in capsys.readouterr().err) == (top_code == "unknown")
    source = FORMATS["folder"](folder, Options(unit="mm", top_code=top_code))
    for position, frame in enumerate(frames):
        found, surface = frame_of(source.read(position)), np.isfinite(frame.depth_m)
        np.testing.assert_array_equal(found.valid, surface | (top_code == "sky"))
        np.testing.assert_array_equal(np.isfinite(found.depth_m), surface)
        coded = depth_colours.decode(depth_colours.encode(frame.depth_m))
        np.testing.assert_allclose(found.depth_m[surface], coded[surface], atol=0.501e-3)


def test_a_camera_for_another_size_is_refused(folder: Path) -> None:
    """K of a picture twice as large, and of one of another shape; a width and a height that fit settle it."""
    k = {"fx": 60.0, "fy": 60.0, "pixel_centre": 0.5}
    path = folder / f"intrinsics/{STEMS[0]}.json"
    for middle in (
        {"cx": 64, "cy": 48},
        {"cx": 48, "cy": 36},
        {"cx": 16, "cy": 12},
        {"cx": 32, "cy": 60},
        {"cx": 0.5, "cy": 0.5},
    ):
        write_json(path, k | middle)
        with pytest.raises(RequestError, match=r"the middle of no picture of 64×48; scale fx, fy, cx and cy to it"):
            FORMATS["folder"](folder, Options()).read(0)
        write_json(path, k | middle | {"width": 64, "height": 48})
        assert FORMATS["folder"](folder, Options()).read(0).camera.cx_px == middle["cx"]
    write_json(path, k | {"cx": 32, "cy": 24, "width": 128, "height": 96})
    with pytest.raises(RequestError, match=r"2\.json: is for pictures of 128×96, but its picture is 64×48"):
        FORMATS["folder"](folder, Options()).read(0)
    write_json(path, k | {"cx": 45, "cy": 24})  # a shifted lens
    assert FORMATS["folder"](folder, Options()).read(0).camera.cx_px == 45
