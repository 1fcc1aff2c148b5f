"""The figures of scenes and views, against views whose content is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.report.stats.evidence import DatasetEvidence, ViewFigures, view_figures
from cavendish.pipeline.report.stats.views import VIEW_MEASURES
from cavendish.renderers.frame import Frame
from cavendish.scenes.cameras import Camera

SIZE = (12, 16)
UNREAD: Any = np.zeros(1)
CAMERA = Camera((0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), 16, 12, 16.0, 8.0, 6.0)


def frame(depth_m: float, normal: tuple[float, float, float] = (0.0, 0.0, 1.0), grey: int = 128) -> Frame:
    surface = np.isfinite(depth_m)
    return Frame(
        np.full((*SIZE, 3), grey, np.uint8),
        np.full(SIZE, depth_m, np.float32),
        np.broadcast_to(np.asarray(normal if surface else (0, 0, 0), np.float32), (*SIZE, 3)).copy(),
        np.full(SIZE, int(surface), np.uint16),
        np.ones(SIZE, np.bool_),
        CAMERA,
        (),
    )


def evidence(*views: Frame) -> DatasetEvidence:
    figures = [view_figures(ViewKey(scene, 0), "shapes", view) for scene, view in enumerate(views)]
    return DatasetEvidence((), (), tuple(figures))


def measure(title: str, *views: Frame) -> dict[str, int | float | str]:
    return VIEW_MEASURES[title](evidence(*views))


def test_pixels_fall_into_their_range_of_depth() -> None:
    views = [frame(depth_m) for depth_m in (0.1, 0.3, 0.9, 1.0, 10.0, 99.0, 100.0, np.inf)]
    assert measure("share of the pixels by depth", *views) == {
        "[0, 0.3) m": 0.125,
        "[0.3, 1) m": 0.25,
        "[1, 10) m": 0.125,
        "[10, 100) m": 0.25,
        "[100, inf) m": 0.125,
        "sky": 0.125,
    }


@pytest.mark.parametrize(
    ("normal", "side"),
    [((0.9, 0.0, 0.436), "right"), ((0.0, 1.0, 0.0), "up"), ((-1.0, 0.1, 0.1), "left"), ((0.3, -0.9, 0.2), "down"),
     ((0.1, 0.1, 0.99), "towards the camera")],
)  # fmt: skip
def test_surfaces_face_where_their_normals_point(normal: tuple[float, float, float], side: str) -> None:
    found = measure("share of the surface by where it faces", frame(2.0, normal))
    assert found[side] == 1.0
    assert found["emptiest of 24 directions"] == 0.0


def test_directions_spread_evenly_over_the_half_that_faces_the_camera_fill_all_cells_alike() -> None:
    rng = np.random.default_rng(0)
    normals = rng.standard_normal((200, 300, 3))
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    normals[..., 2] = np.abs(normals[..., 2])
    view = frame(2.0)
    spread = Frame(
        view.image, np.full((200, 300), 2.0, np.float32), normals.astype(np.float32), np.ones((200, 300), np.uint16),
        np.ones((200, 300), np.bool_), CAMERA, (),
    )  # fmt: skip
    found = measure("share of the surface by where it faces", spread)
    assert float(found["emptiest of 24 directions"]) == pytest.approx(1 / 24, rel=0.1)
    assert float(found["fullest of 24"]) == pytest.approx(1 / 24, rel=0.1)


def test_the_most_similar_scenes_are_named() -> None:
    found = measure("most similar scenes", frame(1.0), frame(5.0), frame(5.0, grey=129), frame(50.0))
    assert found["between"] == "00000001-00 and 00000002-00"
    assert found["smallest difference"] == pytest.approx(0.5 / 255, abs=1e-4)
    assert found["pairs of scenes that differ by less than 0.02"] == 1


def test_views_of_one_scene_are_not_compared() -> None:
    one = view_figures(ViewKey(0, 0), "shapes", frame(1.0))
    two = view_figures(ViewKey(0, 1), "shapes", frame(1.0))
    assert VIEW_MEASURES["most similar scenes"](DatasetEvidence((), (), (one, two))) == {}


def test_views_are_counted_by_their_size() -> None:
    wide = view_figures(ViewKey(0, 0), "shapes", frame(1.0))
    tall = replace(wide, size_px=(48, 64))
    assert VIEW_MEASURES["views of each size"](DatasetEvidence((), (), (tall, wide, wide))) == {"16×12": 2, "48×64": 1}


def test_medians_are_those_of_each_layout() -> None:
    views = [
        ViewFigures(ViewKey(i, 0), layout, frozenset({"mug"}), things, UNREAD, UNREAD, UNREAD, UNREAD, UNREAD, (16, 12))
        for i, (layout, things) in enumerate([("room", 3), ("room", 15), ("room", 12), ("hall", 1)])
    ]
    assert VIEW_MEASURES["median of visible things"](DatasetEvidence((), (), tuple(views))) == {
        "hall": 1.0,
        "room": 12.0,
    }
    assert VIEW_MEASURES["categories, and the views that show them"](DatasetEvidence((), (), tuple(views)))["mug"] == 4


def test_classes_of_other_data_sets_are_counted_once() -> None:
    seen = [frozenset({"mug", "wall"}), frozenset({"glass", "car", "garden wall"}), frozenset({"van"})]
    views = [
        ViewFigures(ViewKey(i, 0), "room", names, 1, UNREAD, UNREAD, UNREAD, UNREAD, UNREAD, (16, 12))
        for i, names in enumerate(seen)
    ]
    assert VIEW_MEASURES["classes of other vocabularies in sight"](DatasetEvidence((), (), tuple(views))) == {
        "ADE20K, of 150": 4,  # wall, glass, car, van
        "Cityscapes, of 19": 2,  # wall, car
        "COCO, of 80": 2,  # cup, car
        "NYU40, of 40": 1,  # wall
        "LVIS, of 1203": 3,  # mug, glass_(drink_container), car_(automobile)
    }


def test_what_moves_is_counted_once_a_clip_and_what_walks_apart() -> None:
    unread: Any = np.zeros(1)

    def view(scene: int, number: int, *moving: tuple[int, str, bool]) -> ViewFigures:
        key = ViewKey(scene, number)
        return ViewFigures(
            key, "street", frozenset(), 0, unread, unread, unread, unread, unread, (16, 12), moving=moving
        )

    count = VIEW_MEASURES["what moves in clips"]
    walker, other, car = (4, "person", True), (5, "person", True), (6, "car", False)
    views = (view(0, 0, walker, car), view(0, 1, walker, other), view(1, 0, walker), view(1, 1))
    assert count(DatasetEvidence((), (), views)) == {"person, walking": 3, "car": 1}
    assert count(DatasetEvidence((), (), (view(0, 0),))) == {}


def test_weather_is_counted_by_scenes_and_not_where_it_is_always_clear() -> None:
    unread: Any = np.zeros(1)

    def view(scene: int, number: int, weather: str) -> ViewFigures:
        key = ViewKey(scene, number)
        return ViewFigures(key, "street", frozenset(), 0, unread, unread, unread, unread, unread, (16, 12), (), weather)

    views = (view(0, 0, "fog"), view(0, 1, "fog"), view(1, 0, "clear"), view(2, 0, "fog"))
    count = VIEW_MEASURES["scenes of each weather"]
    assert count(DatasetEvidence((), (), views)) == {"fog": 2, "clear": 1}
    assert count(DatasetEvidence((), (), views[2:3])) == {}
