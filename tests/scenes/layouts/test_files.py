"""The layout `files`: which file, frame and camera each scene of a recipe shows, known before any file is opened."""

from collections import Counter
from dataclasses import replace

import pytest

from cavendish.scenes.assets.pool import AssetPool, PooledFile
from cavendish.scenes.cameras import Viewpoint
from cavendish.scenes.errors import RequestError
from cavendish.scenes.sampling import PINHOLE, camera_of, sample_scene, with_camera, with_cameras
from cavendish.scenes.spec import SceneFile, SceneSpec

SIZE = (64, 48)
FILES = tuple(PooledFile(f"{name}.blend", "0" * 64) for name in "abcde")


def scene(index: int, files: tuple[PooledFile, ...] = FILES, seed: int = 3, **others: float) -> SceneSpec:
    return sample_scene(seed, index, {"files": 1.0, **others}, AssetPool(files=files))


def source(index: int, files: tuple[PooledFile, ...] = FILES, seed: int = 3, **others: float) -> SceneFile:
    found = scene(index, files, seed, **others).source
    assert found is not None
    return found


def views(count: int) -> tuple[Viewpoint, ...]:
    return tuple(Viewpoint((k, 0, 0), (k, 1, 0), 60, name=str(k)) for k in range(count))


def eyes(spec: SceneSpec) -> list[float]:
    return [camera.location_m[0] for camera in spec.cameras]


def test_each_file_is_shown_once_before_any_is_shown_again() -> None:
    shown = [source(index).path for index in range(10)]
    assert len(set(shown[:5])) == len(set(shown[5:])) == 5
    assert [source(index).visit for index in range(10)] == [0] * 5 + [1] * 5


def test_the_seed_decides_the_order() -> None:
    orders = {tuple(source(index, seed=seed).path for index in range(5)) for seed in range(20)}
    assert len(orders) > 10
    assert source(1234567, seed=5) == source(1234567, seed=5)


def test_each_frame_of_each_file_is_a_scene_of_its_own() -> None:
    files = (replace(FILES[0], frames=(1, 11, 21)), FILES[1])
    shown = [(source(index, files).path, source(index, files).frame) for index in range(8)]
    every = [("a.blend", 1), ("a.blend", 11), ("a.blend", 21), ("b.blend", None)]
    assert Counter(shown[:4]) == Counter(shown[4:]) == Counter(every)


def test_weights_are_kept_to() -> None:
    files = (replace(FILES[0], weight=3.0), FILES[1], replace(FILES[2], weight=0.5))
    assert Counter(source(index, files).path for index in range(9)) == {"a.blend": 6, "b.blend": 2, "c.blend": 1}


def test_among_other_layouts_the_files_still_take_turns() -> None:
    specs = [scene(index, shapes=2.0) for index in range(600)]
    shown = [spec.source.path for spec in specs if spec.source]
    assert 150 < len(shown) < 250
    assert all(len(set(shown[start : start + 5])) == 5 for start in range(0, len(shown) - 5, 5))


def test_without_a_file_there_is_nothing_to_show() -> None:
    with pytest.raises(RequestError, match="names no scene file"):
        scene(0, ())


def opened(visit: int, cameras: int) -> SceneSpec:
    spec = scene(0)
    assert spec.source is not None
    return replace(spec, source=replace(spec.source, visit=visit, views=views(cameras)))


def test_each_camera_is_used_once_before_any_is_used_again() -> None:
    used = [eye for visit in range(3) for eye in eyes(with_cameras(opened(visit, 3), SIZE, [0, 0]))]
    assert sorted(used[:3]) == sorted(used[3:]) == [0, 1, 2]


def test_a_view_that_is_turned_down_takes_a_camera_that_is_not_used() -> None:
    spec = with_cameras(opened(0, 3), SIZE, [0, 0])
    for view in range(2):
        assert sorted([*eyes(with_camera(spec, SIZE, view, 1, PINHOLE)), eyes(spec)[view]]) == [0, 1, 2]


def test_a_camera_of_a_file_is_taken_as_it_is() -> None:
    view = Viewpoint((1, 2, 3), (1, 5, 3), 50.0, 4.0, "auto", (0.1, -0.2), (0.5, 70.0), "Front")
    spec = opened(0, 1)
    assert spec.source is not None
    (camera,) = with_cameras(replace(spec, source=replace(spec.source, views=(view,))), SIZE, [0]).cameras
    assert replace(camera, noise_seed=0) == camera_of(view, SIZE)
    assert camera.clip_m == (0.5, 70.0)
