"""Files written as others write them give the frame back."""

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import OpenEXR
import pytest
from PIL import Image

from cavendish.pipeline.codecs import normals as normal_colours
from cavendish.pipeline.importers.formats import FORMATS
from cavendish.pipeline.importers.frames import Options, category_of, frame_of
from cavendish.renderers.frame import Frame, Renderer, check_frame
from cavendish.scenes.categories import UNNAMED

from .conftest import STEMS, write_json


def read(name: str, root: Path, **options: Any) -> list[Frame]:
    source = FORMATS[name](root, Options(**options))  # type: ignore[index]
    given = [source.read(view) for view in range(len(source.views))]
    return [check_frame(frame_of(each), with_normals=source.normals) for each in given]


def assert_same_geometry(found: Frame, frame: Frame, depth_rtol: float = 1e-6, angle_deg: float = 1e-4) -> None:
    np.testing.assert_allclose(found.depth_m, frame.depth_m, rtol=depth_rtol)
    chord = np.linalg.norm(found.normals.astype(np.float64) - frame.normals, axis=-1)
    assert np.degrees(2 * np.arcsin(chord / 2)).max() < angle_deg
    assert found.valid.all()


def camera_numbers(frame: Frame) -> tuple[float, ...]:
    return (frame.camera.focal_px, frame.camera.cx_px, frame.camera.cy_px)


class TestBlenderProc:
    """`export --to hdf5` and BlenderProc's own writer."""

    def test_the_frame_comes_back(self, blenderproc: Path, frames: list[Frame]) -> None:
        for found, frame in zip(read("blenderproc", blenderproc), frames, strict=True):
            assert_same_geometry(found, frame)
            np.testing.assert_array_equal(found.image, frame.image)
            np.testing.assert_array_equal(found.instance, frame.instance)
            np.testing.assert_allclose(found.camera.matrix(), frame.camera.matrix(), atol=1e-12)
            np.testing.assert_allclose(camera_numbers(found), camera_numbers(frame), rtol=1e-12)
            assert [(t.instance, t.name, t.category, t.area_px, t.box_px) for t in found.objects] == [
                (t.instance, t.name, t.category, t.area_px, t.box_px) for t in frame.objects
            ]

    def test_boxes_hold_what_is_seen(self, blenderproc: Path, frames: list[Frame]) -> None:
        for found, frame in zip(read("blenderproc", blenderproc), frames, strict=True):
            for seen, thing in zip(found.objects, frame.objects, strict=True):
                whole = np.linalg.norm(thing.box.size_m)
                away = np.linalg.norm(np.subtract(seen.box.centre_m, thing.box.centre_m))
                assert 0 < np.linalg.norm(seen.box.size_m) < 2 * whole
                assert away < whole
                assert (seen.visible_fraction, seen.supporter) == (1.0, 0)

    def test_its_own_writer_and_distance(self, blender: Renderer, frames: list[Frame], tmp_path: Path) -> None:
        """What `bproc.renderer.render` returns without campose, with radial distance and categories by number."""
        from blenderproc.python.writer.WriterUtility import _WriterUtility

        frame = frames[0]
        sky = np.isinf(frame.depth_m)
        range_m = np.where(sky, 1e10, frame.depth_m * np.linalg.norm(frame.camera.rays(), axis=-1))
        things = [{"idx": t.instance, "name": f"{t.name}.001", "category_id": t.instance} for t in frame.objects]
        with h5py.File(tmp_path / "0.hdf5", "w") as file:
            _WriterUtility.write_to_hdf_file(file, "colors", frame.image)
            _WriterUtility.write_to_hdf_file(file, "distance", range_m.astype(np.float32))
            _WriterUtility.write_to_hdf_file(file, "normals", (frame.normals + 1) / 2)
            _WriterUtility.write_to_hdf_file(file, "instance_segmaps", frame.instance.astype(np.uint8))
            _WriterUtility.write_to_hdf_file(file, "instance_attribute_maps", things)
        k = frame.camera.intrinsics()
        k[:2, 2] -= 0.5
        write_json(tmp_path / "camera.json", {"cam_K": k.tolist()})
        write_json(tmp_path / "classes.json", {str(t.instance): t.category for t in frame.objects[1:]})
        (found,) = read("blenderproc", tmp_path)
        assert_same_geometry(found, frame)
        assert camera_numbers(found) == pytest.approx(camera_numbers(frame))
        assert [t.category for t in found.objects[1:]] == [t.category for t in frame.objects[1:]]
        assert found.objects[0].category == category_of(frame.objects[0].name)

    def test_mixed_normals_are_unknown(self, blenderproc: Path, frames: list[Frame]) -> None:
        rows, columns = np.nonzero(frames[0].instance)
        mixed = rows[:5], columns[:5]
        with h5py.File(blenderproc / "0.hdf5", "r+") as file:
            values = file["normals"][()]
            values[mixed] = (0.8, 0.5, 0.8)
            file["normals"][...] = values
        found = read("blenderproc", blenderproc)[0]
        expected = np.ones(found.valid.shape, bool)
        expected[mixed] = False
        np.testing.assert_array_equal(found.valid, expected)
        assert np.isinf(found.depth_m[mixed]).all()
        assert not found.normals[mixed].any()
        np.testing.assert_array_equal(found.instance, frames[0].instance)


class TestHypersim:
    """Radial distance, normals of either sign, NaN."""

    def test_the_frame_comes_back(self, hypersim: Path, frames: list[Frame]) -> None:
        for found, frame in zip(read("hypersim", hypersim), frames, strict=True):
            assert_same_geometry(found, frame, depth_rtol=2**-11 + 1e-6, angle_deg=0.05)  # half floats
            assert np.abs(found.image.astype(int) - frame.image).mean() < 4
            assert camera_numbers(found) == camera_numbers(frame)

    def test_things_keep_their_pixels_and_get_nyu_names(self, hypersim: Path, frames: list[Frame]) -> None:
        for found, frame in zip(read("hypersim", hypersim), frames, strict=True):
            pairs = np.unique(np.stack([found.instance, frame.instance], -1).reshape(-1, 2), axis=0)
            named = {thing.instance: thing.category for thing in found.objects}
            truth = {thing.instance: thing.category for thing in frame.objects}
            for mine, theirs in pairs.tolist():
                expected = truth.get(theirs, "")
                assert named.get(mine, "") == (expected if expected in ("", "wall", "floor", "box") else UNNAMED)
            assert len({theirs for _, theirs in pairs.tolist()}) == len(frame.objects) + np.isinf(frame.depth_m).any()

    def test_no_distance_where_something_is_is_unknown(self, hypersim: Path, frames: list[Frame]) -> None:
        (path,) = hypersim.rglob("frame.0000.depth_meters.hdf5")
        rows, columns = np.nonzero(frames[0].instance)
        with h5py.File(path, "r+") as file:
            range_m = file["dataset"][()]
            range_m[rows[:4], columns[:4]] = (np.nan, np.inf, -1, 0)
            file["dataset"][...] = range_m
        found = read("hypersim", hypersim)[0]
        assert not found.valid[rows[:4], columns[:4]].any()
        assert (~found.valid).sum() == 4


class TestFolder:
    """Plain files of several kinds."""

    def test_the_frame_comes_back(self, folder: Path, frames: list[Frame]) -> None:
        for found, frame in zip(read("folder", folder), frames, strict=True):
            assert_same_geometry(found, frame, 1e-7, 1e-5)
            np.testing.assert_array_equal(found.image, frame.image)
            np.testing.assert_array_equal(found.instance, frame.instance)
            assert [t.category for t in found.objects] == [t.category for t in frame.objects]
            assert camera_numbers(found) == camera_numbers(frame)

    def test_exr(self, folder: Path, frames: list[Frame]) -> None:
        header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
        for stem, frame in zip(STEMS, frames, strict=True):
            for kind, channels in (("depth", {"Z": frame.depth_m}), ("normals", {"RGB": frame.normals})):
                (folder / f"{kind}/{stem}.npy").unlink()
                arrays = {name: np.ascontiguousarray(values) for name, values in channels.items()}
                OpenEXR.File(header, arrays).write(str(folder / f"{kind}/{stem}.exr"))
        for found, frame in zip(read("folder", folder), frames, strict=True):
            assert_same_geometry(found, frame, 1e-7, 1e-5)

    @pytest.mark.parametrize("convention", ["vision-banana", "opengl", "directx", "geowizard"])
    def test_png(self, convention: str, folder: Path, frames: list[Frame]) -> None:
        for stem, frame in zip(STEMS, frames, strict=True):
            for kind in ("depth", "normals"):
                (folder / f"{kind}/{stem}.npy").unlink()
            depth_mm = np.where(np.isinf(frame.depth_m), 0, np.rint(1000 * frame.depth_m))
            Image.fromarray(depth_mm.astype(np.uint16)).save(folder / f"depth/{stem}.png")
            Image.fromarray(normal_colours.encode(frame.normals, convention)).save(folder / f"normals/{stem}.png")
        for found, frame in zip(read("folder", folder, depth_scale=1000.0, convention=convention), frames, strict=True):
            surface = np.isfinite(frame.depth_m)
            np.testing.assert_array_equal(found.valid, surface)  # 0 is no sky
            np.testing.assert_allclose(found.depth_m[surface], frame.depth_m[surface], atol=0.5001e-3)
            cosines = (found.normals * frame.normals).sum(-1)[surface]
            assert np.degrees(np.arccos(np.clip(cosines, -1, 1))).max() <= normal_colours.MAX_ERROR_DEG + 1e-2

    def test_only_depth(self, folder: Path, frames: list[Frame]) -> None:
        for path in (*folder.glob("normals/*"), *folder.glob("masks/*")):
            path.unlink()
        for found, frame in zip(read("folder", folder), frames, strict=True):
            surface = np.isfinite(frame.depth_m)
            np.testing.assert_array_equal(found.instance, surface)
            assert not found.normals.any()
            assert not found.has_normals
            assert [(t.name, t.category) for t in found.objects] == [("scene", UNNAMED)]

    def test_surface_without_a_label_is_unnamed(self, folder: Path, frames: list[Frame]) -> None:
        number = frames[0].objects[0].instance
        mask = np.where(frames[0].instance == number, 0, frames[0].instance)
        Image.fromarray(mask).save(folder / f"masks/{STEMS[0]}.png")
        found = read("folder", folder)[0]
        (rest,) = (thing for thing in found.objects if thing.category == UNNAMED)
        np.testing.assert_array_equal(found.instance == rest.instance, frames[0].instance == number)

    def test_numbers_that_leave_no_room_are_counted_anew(self, folder: Path, frames: list[Frame]) -> None:
        stem, frame = STEMS[0], frames[0]
        numbers = {thing.instance: 65536 - thing.instance for thing in frame.objects}
        table = np.array([numbers.get(number, 0) for number in range(max(numbers) + 1)], np.uint16)
        Image.fromarray(table[frame.instance]).save(folder / f"masks/{stem}.png")
        write_json(folder / f"masks/{stem}.json", {str(numbers[t.instance]): t.category for t in frame.objects})
        found = read("folder", folder)[0]
        assert [t.category for t in reversed(found.objects)] == [t.category for t in frame.objects]
        assert [t.area_px for t in reversed(found.objects)] == [t.area_px for t in frame.objects]

    def test_a_label_in_the_sky_is_unknown(self, folder: Path, frames: list[Frame]) -> None:
        depth_m = frames[0].depth_m.copy()
        depth_m[:3] = np.inf
        np.save(folder / f"depth/{STEMS[0]}.npy", depth_m)
        found = read("folder", folder)[0]
        np.testing.assert_array_equal(found.valid[:3], frames[0].instance[:3] == 0)
        assert found.valid[3:].all()

    def test_odd_sides_are_cropped_around_the_centre(self, folder: Path, frames: list[Frame]) -> None:
        """Rays, depths and pixels stay together."""
        for stem, frame in zip(STEMS, frames, strict=True):
            Image.fromarray(np.pad(frame.image, ((3, 4), (6, 7), (0, 0)))).save(folder / f"images/{stem}.png")
            np.save(folder / f"depth/{stem}.npy", np.pad(frame.depth_m, ((3, 4), (6, 7)), constant_values=1))
            np.save(folder / f"normals/{stem}.npy", np.pad(frame.normals, ((3, 4), (6, 7), (0, 0))))
            Image.fromarray(np.pad(frame.instance, ((3, 4), (6, 7)))).save(folder / f"masks/{stem}.png")
            focal_px = frame.camera.focal_px
            intrinsics = {"fx": focal_px, "fy": 1.0005 * focal_px, "cx": 37.5, "cy": 26.5, "pixel_centre": 0}
            write_json(folder / f"intrinsics/{stem}.json", intrinsics)
        source = FORMATS["folder"](folder, Options())
        assert source.size_px == (77, 55)
        for found, frame in zip(read("folder", folder), frames, strict=True):
            assert_same_geometry(found, frame, 1e-7, 1e-5)
            np.testing.assert_array_equal(found.image, frame.image)
            np.testing.assert_array_equal(found.instance, frame.instance)
            assert camera_numbers(found) == pytest.approx((1.00025 * frame.camera.focal_px, 32.0, 24.0))


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("chair", "chair"),
        ("Couch", "sofa"),
        ("potted_plant", "plant"),
        ("Traffic-Cones", "traffic cone"),
        ("zebra: (striped)", "zebra striped"),
        ("furniture", UNNAMED),
        ("background", UNNAMED),
        ("???", UNNAMED),
    ],
)
def test_categories_become_words_that_a_prompt_can_say(word: str, category: str) -> None:
    assert category_of(word) == category


def test_views_are_in_the_order_of_their_numbers(folder: Path, blenderproc: Path) -> None:
    assert FORMATS["folder"](folder, Options()).views == STEMS
    (blenderproc / "1.hdf5").rename(blenderproc / "10.hdf5")
    assert FORMATS["blenderproc"](blenderproc, Options()).views == ("0", "2", "10")


def test_these_frames_have_sky(frames: list[Frame]) -> None:
    assert any(np.isinf(frame.depth_m).any() for frame in frames)
