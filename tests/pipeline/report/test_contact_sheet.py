"""Contact sheets: each row under its caption, things in colours, the room in greys."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests import SceneRecord
from cavendish.pipeline.report.contact_sheet import (
    CAPTION_PX,
    GAP_PX,
    SheetView,
    contact_sheet,
    instance_picture,
    picture_rows,
)
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.sampling import sample_scene, with_cameras

SCENE = SceneRecord(
    scene=12, layout="shapes", digest="0" * 64, objects=5, overlapping=0, floating=0, deepest_overlap_m=0.0
)


@pytest.fixture(scope="module")
def frame() -> Frame:
    return AnalyticRenderer().render(with_cameras(sample_scene(7, 0, {"shapes": 1.0}), (160, 112), [0]), 0)


def grey(value: int, height: int = 6, width: int = 160) -> np.ndarray:
    return np.full((height, width, 3), value, np.uint8)


def test_a_caption_names_scene_view_and_what_is_in_sight(frame: Frame) -> None:
    categories = len({thing.category for thing in frame.objects})
    near = np.percentile(frame.depth_m, 0.1, method="nearest")
    assert str(SheetView(SCENE, 3, frame)) == (
        f"scene 12, view 3: shapes, {len(frame.objects)} objects of {categories} categories in sight, "
        f"{near:.3g} m to the sky"
    )


@pytest.mark.parametrize(
    ("depth_m", "said"),
    [(2.0, "2 to 2 m"), (np.inf, "no surface")],
)
def test_a_caption_says_how_far_it_reaches(frame: Frame, depth_m: float, said: str) -> None:
    seen = replace(frame, depth_m=np.full_like(frame.depth_m, depth_m), objects=frame.objects[:1])
    assert str(SheetView(SCENE, 0, seen)).endswith(f"1 object of 1 category in sight, {said}")


def test_what_is_unknown_is_no_distance(frame: Frame) -> None:
    left = np.indices(frame.depth_m.shape)[1] < 80
    seen = replace(frame, depth_m=np.where(left, 3.0, np.nan).astype(np.float32), valid=left)
    assert str(SheetView(SCENE, 0, seen)).endswith("3 to 3 m")


def test_a_caption_stands_above_its_row() -> None:
    sheet = picture_rows([[grey(10)], [grey(20)]], ["first", "second"])
    rows = [10, 20]
    for index, value in enumerate(rows):
        top = index * (CAPTION_PX + 6 + GAP_PX)
        caption, picture = sheet[top : top + CAPTION_PX], sheet[top + CAPTION_PX : top + CAPTION_PX + 6]
        assert (picture == value).all()
        assert caption.min() < 100 < caption.max() == 255
    assert len(sheet) == 2 * (CAPTION_PX + 6) + GAP_PX


def test_columns_have_names_above_all() -> None:
    plain = picture_rows([[grey(10), grey(20)]], ["row"])
    named = picture_rows([[grey(10), grey(20)]], ["row"], ["left", "right"])
    np.testing.assert_array_equal(named[CAPTION_PX:], plain)
    for column in (named[:CAPTION_PX, :160], named[:CAPTION_PX, 160 + GAP_PX :]):
        assert column.min() < 100


def test_small_pictures_are_enlarged_by_whole_pixels() -> None:
    small = np.random.default_rng(0).integers(0, 256, (4, 60, 3), dtype=np.uint8)
    np.testing.assert_array_equal(picture_rows([[small]]), small.repeat(3, axis=0).repeat(3, axis=1))


def test_pictures_of_another_size_keep_their_colours() -> None:
    large = np.random.default_rng(0).integers(0, 256, (12, 320, 3), dtype=np.uint8)
    shrunk = picture_rows([[grey(10), large]])[:, 160 + GAP_PX :]
    colours = {tuple(colour) for colour in large.reshape(-1, 3).tolist()}
    assert {tuple(colour) for colour in shrunk.reshape(-1, 3).tolist()} <= colours


def test_the_room_is_grey_and_things_are_coloured(frame: Frame) -> None:
    picture = instance_picture(frame).astype(int)
    spread = picture.max(axis=-1) - picture.min(axis=-1)
    floor = np.isin(frame.instance, [thing.instance for thing in frame.objects if thing.category == "floor"])
    things = (frame.instance > 0) & ~floor
    assert floor.any()
    assert (spread[floor] == 0).all()
    assert (picture[floor] > 0).all()
    assert (spread[things] > 50).all()
    assert (picture[frame.instance == 0] == 0).all()


def test_walls_that_meet_differ(frame: Frame) -> None:
    first, second, *_ = frame.objects
    walls = (replace(first, category="wall"), replace(second, category="wall"))
    picture = instance_picture(replace(frame, objects=walls))
    shades = [picture[frame.instance == wall.instance][0].tolist() for wall in walls]
    assert shades[0] != shades[1]


def test_normals_that_nobody_knows_are_left_out(frame: Frame) -> None:
    without = replace(frame, normals=np.zeros_like(frame.normals))
    assert contact_sheet([SheetView(SCENE, 0, without)]).shape[1] == 3 * 160 + 2 * GAP_PX


def test_normals_are_shown_without_depth(frame: Frame) -> None:
    alone = replace(frame, valid=np.zeros_like(frame.valid))
    assert contact_sheet([SheetView(SCENE, 0, alone)]).shape[1] == 3 * 160 + 2 * GAP_PX
    neither = replace(alone, normals=np.zeros_like(frame.normals))
    assert contact_sheet([SheetView(SCENE, 0, neither)]).shape[1] == 2 * 160 + GAP_PX


def test_views_of_another_size_are_left_out(frame: Frame) -> None:
    other = AnalyticRenderer().render(with_cameras(sample_scene(7, 0, {"shapes": 1.0}), (64, 48), [0]), 0)
    sheet = contact_sheet([SheetView(SCENE, 0, frame), SheetView(SCENE, 1, other)])
    assert sheet.shape == (CAPTION_PX + CAPTION_PX + 112, 4 * 160 + 3 * GAP_PX, 3)
