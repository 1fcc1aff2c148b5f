"""Shards and truth files: deterministic to the byte, and exact when read back."""

import io
import json
import os
import tarfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build
from cavendish.pipeline.dataset import octahedral
from cavendish.pipeline.dataset import publish as publishing
from cavendish.pipeline.dataset.keys import IMAGES, PARTS, ViewKey
from cavendish.pipeline.dataset.png import png_array, png_bytes
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.storage import StorageError
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.pipeline.dataset.truth import image_bytes, read_truth, write_truth
from cavendish.pipeline.dataset.view_json import camera_json
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, VisiblePart, check_frame
from cavendish.renderers.passes import Passes
from cavendish.scenes.camera_styles import drawn_development
from cavendish.scenes.errors import RequestError
from cavendish.scenes.lighting import Weather
from cavendish.scenes.sampling import sample_scene, with_cameras

from ...renderers.closed_forms import angles_deg
from ..tasks.told_frames import soft

FLOAT_DEG = 1e-5  # what float32 adds to an angle
SAMPLES = [
    Sample(f"0000000{i}-00-00-depth", {part: bytes([i]) * (700 * i + 1) for part in (IMAGES[i % 2], *PARTS)})
    for i in range(3)
]


@pytest.fixture(scope="module")
def frames() -> dict[ViewKey, Frame]:
    spec = with_cameras(sample_scene(1, 4, {"shapes": 1.0}), (64, 48), [0, 0])
    return {ViewKey(4, view): AnalyticRenderer().render(spec, view) for view in (0, 1)}


def members(data: bytes) -> list[tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return tar.getmembers()


def test_a_tar_reads_back() -> None:
    assert list(read_tar(write_tar(SAMPLES))) == SAMPLES


def test_a_tar_carries_no_clock_and_no_user(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_tar(SAMPLES)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    assert write_tar(SAMPLES) == first
    for member in members(first):
        assert (member.mtime, member.uid, member.gid, member.mode) == (0, 0, 0, 0o644)
        assert (member.uname, member.gname) == ("", "")


def test_a_tar_out_of_order_is_refused() -> None:
    swapped = members(write_tar(SAMPLES[:1]))[::-1]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for member in swapped:
            tar.addfile(member, io.BytesIO(bytes(member.size)))
    with pytest.raises(ValueError, match="in this order"):
        list(read_tar(buffer.getvalue()))


def test_truth_gives_whole_frames_back(frames: dict[ViewKey, Frame]) -> None:
    back = dict(read_truth(write_truth(frames)))
    assert list(back) == list(frames)
    for key, frame in frames.items():
        for name in ("image", "depth_m", "instance", "valid"):
            np.testing.assert_array_equal(getattr(back[key], name), getattr(frame, name))
            assert getattr(back[key], name).dtype == getattr(frame, name).dtype
        assert angles_deg(back[key].normals, frame.normals).max() <= octahedral.MAX_ERROR_DEG + FLOAT_DEG
        assert check_frame(back[key]) is back[key]
        assert back[key].camera == frame.camera
        assert back[key].objects == frame.objects


def test_truth_written_again_is_the_same_file(frames: dict[ViewKey, Frame]) -> None:
    first = write_truth(frames)
    assert write_truth(dict(read_truth(first))) == first


def test_truth_of_imported_pixels_without_a_normal(frames: dict[ViewKey, Frame]) -> None:
    (key, frame), *_ = frames.items()
    unknown = np.indices(frame.valid.shape)[1] < 5
    imported = replace(frame, normals=np.where(unknown[..., None], np.nan, frame.normals), valid=~unknown)
    ((_, back),) = read_truth(write_truth({key: imported}))
    assert not back.normals[unknown].any()


def test_truth_is_deterministic_over_time(frames: dict[ViewKey, Frame]) -> None:
    first = write_truth(frames)
    assert write_truth(frames) == first
    with h5py.File(io.BytesIO(first)) as file:
        times: list[int] = []
        file.visititems(lambda _, item: times.append(h5py.h5g.get_objinfo(item.id).mtime))
    assert set(times) == {0}


def test_truth_holds_the_picture_as_the_shard_does(frames: dict[ViewKey, Frame]) -> None:
    stored = image_bytes(write_truth(frames))
    assert stored == {key: png_bytes(frame.image) for key, frame in frames.items()}


def test_pngs_hold_pixels_and_nothing_else() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (16, 24, 3), dtype=np.uint8)
    data = png_bytes(rgb)
    np.testing.assert_array_equal(png_array(data), rgb)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.mode, image.info) == ("RGB", {})
    chunks = [
        data[i : i + 4] for i in range(8, len(data)) if data[i : i + 4] in (b"gAMA", b"iCCP", b"sRGB", b"eXIf", b"cHRM")
    ]
    assert chunks == []


@pytest.mark.parametrize("mode", ["L", "RGBA", "P"])
def test_other_pngs_are_refused(mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (4, 4)).save(buffer, format="PNG")
    with pytest.raises(ValueError, match=f"mode {mode}"):
        png_array(buffer.getvalue())


def test_a_damaged_png_is_refused() -> None:
    with pytest.raises(ValueError, match="damaged"):
        png_array(png_bytes(np.zeros((64, 64, 3), dtype=np.uint8))[:60])


def test_publishing_shows_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = publishing.publish(tmp_path, "a/b.tar", b"first")
    assert (record.bytes, (tmp_path / "a/b.tar").read_bytes()) == (5, b"first")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        publishing.publish(tmp_path, "a/b.tar", b"second")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.tar"]
    assert (tmp_path / "a/b.tar").read_bytes() == b"first"


OTHERS = (".a.part", ".cavendish-.part", ".cavendish-abcdefgh.part.txt", "x.cavendish-abcdefgh.part", "a.part")


def test_only_parts_of_ours_are_removed_and_no_link_is_followed(tmp_path: Path) -> None:
    out, elsewhere, ours = tmp_path / "out", tmp_path / "elsewhere", ".cavendish-abcd_123.part"
    for folder in (out / "train", elsewhere):
        folder.mkdir(parents=True)
        for name in (*OTHERS, ours):
            (folder / name).touch()
    (out / "val").symlink_to(elsewhere)
    (out / ours).symlink_to(elsewhere / ours)
    publishing.remove_parts(out)
    assert {path.name for path in (out / "train").iterdir()} == set(OTHERS)
    assert {path.name for path in elsewhere.iterdir()} == {*OTHERS, ours}
    assert (out / ours).is_symlink()


def test_nothing_is_written_through_a_linked_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "elsewhere").mkdir()
    out = tmp_path / "out"
    out.symlink_to("real")  # OUT itself may be one
    assert publishing.publish(out, "a/b.tar", b"data").bytes == 4
    (out / "train").symlink_to(tmp_path / "elsewhere")
    (out / "val").mkdir()
    (out / "val/inner").symlink_to(tmp_path / "elsewhere")
    (out / "val/dangling").symlink_to(tmp_path / "nowhere")
    for path in ("train/x.tar", "train/a/x.tar", "val/inner/x.tar", "val/dangling/x.tar"):
        with pytest.raises(StorageError, match=r"is a link, and nothing is written through one"):
            publishing.publish(out, path, b"data")
    for path in ("../x.tar", "a/../../x.tar", str(tmp_path / "x.tar")):
        with pytest.raises(StorageError, match="leads out of"):
            publishing.publish(out, path, b"data")
    assert not list((tmp_path / "elsewhere").iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "out", "real"]


def test_a_file_that_is_a_link_is_replaced_not_written_through(tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    out.mkdir()
    other.write_bytes(b"theirs")
    (out / "manifest.json").symlink_to(other)
    publishing.publish(out, "manifest.json", b"ours")
    assert (other.read_bytes(), (out / "manifest.json").read_bytes()) == (b"theirs", b"ours")


@pytest.mark.parametrize("folder", ["train", "truth", "records", "samples"])
def test_a_build_into_a_linked_folder_is_refused_before_it_begins(copied: Path, tiny: Recipe, folder: str) -> None:
    (copied / folder).rename(copied.parent / "elsewhere")
    (copied / folder).symlink_to(copied.parent / "elsewhere")
    with pytest.raises(RequestError, match=f"{folder}: is a link, and nothing is written through one"):
        open_build(tiny, copied)


@pytest.fixture(scope="module")
def split(frames: dict[ViewKey, Frame]) -> dict[ViewKey, Frame]:
    """One frame in which the nearest thing is a part of itself, and one without a layer of parts."""
    (key, frame), (other, plain) = frames.items()
    thing = frame.objects[-1]
    layer = np.where(frame.instance == thing.instance, np.uint16(1), np.uint16(0))
    rows = (VisiblePart(1, thing.instance, "lid", thing.area_px), VisiblePart(0, thing.instance, "wheel", 0))
    return {key: replace(frame, parts=layer, part_table=rows), other: plain}


def test_parts_come_back_and_what_has_none_is_as_it_was(
    frames: dict[ViewKey, Frame], split: dict[ViewKey, Frame]
) -> None:
    data = write_truth(split)
    back = dict(read_truth(data))
    for key, frame in split.items():
        assert back[key].part_table == frame.part_table
        assert (back[key].parts is None) == (frame.parts is None)
        assert check_frame(back[key], with_normals=False)
    first = next(iter(split))
    np.testing.assert_array_equal(back[first].parts, split[first].parts)  # type: ignore[arg-type]
    assert write_truth(back) == data
    assert b"part_table" not in write_truth(frames)


def test_light_and_development_come_back_and_what_has_none_is_as_it_was(frames: dict[ViewKey, Frame]) -> None:
    first, second = frames
    by = drawn_development("compact", np.random.default_rng(1))
    light = np.linspace(0, 3, 48 * 64 * 3, dtype=np.float16).reshape(48, 64, 3)
    fog = Weather("fog", 80.0, (0.5, 0.5, 0.5))
    lit = replace(
        frames[first], light=light, camera=replace(frames[first].camera, development=by, weather=fog, flash_w=60)
    )
    data = write_truth({first: lit, second: frames[second]})
    back = dict(read_truth(data))
    np.testing.assert_array_equal(back[first].light, light)  # type: ignore[arg-type]
    assert (back[first].camera.development, back[second].camera.development) == (by, None)
    assert (back[first].camera.weather, back[second].camera.weather) == (fog, None)
    told = [json.loads(camera_json(back[key].camera)) for key in (first, second)]
    assert told[0]["weather"]["visibility_m"] == 80.0
    assert told[0]["flash_w"] == 60.0
    assert not {"weather", "flash_w"} & told[1].keys()
    assert back[second].light is None
    assert write_truth(back) == data


@pytest.mark.parametrize("has_wholes", [True, False])
def test_passes_come_back_bit_for_bit_and_what_has_none_is_as_it_was(has_wholes: bool) -> None:
    spec = with_cameras(sample_scene(1, 4, {"shapes": 1.0}), (64, 48), [0])
    passes = Passes(True, True, True, True, shading=True, specular=True, shadow=True, text=True, mattes=True)
    told = soft(AnalyticRenderer(passes=passes).render(spec, 0), 2)
    behind_m = np.where(told.instance == told.objects[-1].instance, told.depth_m + 1, told.depth_m).astype(np.float32)
    told = replace(told, behind_m=behind_m)
    if not has_wholes:
        none: dict[str, Any] = {"whole_m": np.zeros((0, 48, 64), np.float32), "mattes": np.zeros((0, 48, 64), np.uint8)}
        told = replace(told, wholes=(), matted=(), **none)
    data = write_truth({ViewKey(4, 0): told})
    back = dict(read_truth(data))[ViewKey(4, 0)]
    assert (back.wholes, back.matted) == (told.wholes, told.matted)
    assert bool(told.wholes) == has_wholes
    for name in (
        "albedo",
        "behind_m",
        "whole_m",
        "materials",
        "shading",
        "specular",
        "shadow",
        "text",
        "mattes",
        "depth_m",
    ):
        np.testing.assert_array_equal(getattr(back, name), getattr(told, name))
    assert write_truth({ViewKey(4, 0): back}) == data


def test_wholes_without_their_depth_are_refused() -> None:
    spec = with_cameras(sample_scene(1, 4, {"shapes": 1.0}), (64, 48), [0])
    told = AnalyticRenderer(passes=Passes(amodal=True)).render(spec, 0)
    told = soft(told, 1)
    for name in ("whole_m", "mattes", "wholes", "matted"):
        buffer = io.BytesIO(write_truth({ViewKey(4, 0): told}))
        with h5py.File(buffer, "r+") as file:
            group = file["00000004-00"]
            (group if name in group else group.attrs).pop(name)
        with pytest.raises(ValueError, match=f"without {name}"):
            list(read_truth(buffer.getvalue()))


def test_parts_without_their_table_or_with_an_impossible_one_are_refused(split: dict[ViewKey, Frame]) -> None:
    name = str(next(iter(split)))

    def changed(change: Callable[[h5py.Group], object]) -> bytes:
        buffer = io.BytesIO(write_truth(split))
        with h5py.File(buffer, "r+") as file:
            change(file[name])
        return buffer.getvalue()

    for change, message in (
        (lambda group: group.attrs.pop("part_table"), "without part_table"),
        (lambda group: group.pop("parts"), "part_table without parts"),
        (
            lambda group: group.attrs.__setitem__("part_table", '[{"part":70000,"instance":1,"name":"a","area_px":1}]'),
            "numbers",
        ),
        (lambda group: group.attrs.__setitem__("part_table", '[{"part":"x"}]'), "part"),
    ):
        with pytest.raises(ValueError, match=message):
            list(read_truth(changed(change)))
