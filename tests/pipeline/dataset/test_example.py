"""Photographs: what is known of one, what each task may see of it, and its way into the truth file and back."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.dataset.example import Example, Query, Region, frame_for
from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.picture import picture_array
from cavendish.pipeline.dataset.run_lengths import of_mask, packed
from cavendish.pipeline.dataset.truth import image_bytes, read_objects, read_truth, read_views, write_truth
from cavendish.renderers.frame import FrameError, check_frame

HEIGHT, WIDTH = 12, 20
NAN, INF = np.float32(np.nan), np.float32(np.inf)


def jpeg() -> bytes:
    buffer = io.BytesIO()
    rgb = np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
    Image.fromarray(rgb).save(buffer, format="JPEG")
    return buffer.getvalue()


def box(top: int, left: int, bottom: int, right: int) -> np.ndarray:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    mask[top:bottom, left:right] = True
    return mask


def region(name: str, mask: np.ndarray, **beside: Any) -> Region:
    return Region(name, packed(of_mask(mask)), **beside)


def depth_m() -> np.ndarray:
    metres = np.full((HEIGHT, WIDTH), 3.5, np.float32)
    metres[:3] = INF
    metres[:, :2] = NAN
    return metres


def normals() -> np.ndarray:
    vectors = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    vectors[4:, :, 1] = 1
    return vectors


def labels() -> np.ndarray:
    return np.where(box(0, 0, 6, 20), np.uint16(7), np.where(box(6, 0, 12, 10), np.uint16(2), np.uint16(0)))


def photograph(**known: Any) -> Example:
    return Example(jpeg(), (WIDTH, HEIGHT), **known)


def everything() -> Example:
    regions = (
        region("dog", box(0, 0, 12, 12)),
        region("dog", box(2, 2, 6, 6), annotator=2),
        region("dogs", box(0, 8, 12, 20), crowd=True),
    )
    queries = (Query("depth"), Query("instance", "dog", (0, 1), (2,)), Query("referring", "the dog, links oben"))
    names = {7: "sky, or so", 2: "road"}
    return photograph(
        depth_m=depth_m(), normals=normals(), labels=labels(), names=names, regions=regions, queries=queries
    )


@pytest.mark.parametrize("example", [photograph(), everything(), photograph(depth_m=depth_m())])
def test_what_is_stored_comes_back(example: Example) -> None:
    data = write_truth({ViewKey(3, 0): example})
    ((key, back),) = read_views(data)
    assert (key, back) == (ViewKey(3, 0), example)
    assert write_truth({key: back}) == data
    assert image_bytes(data) == {key: example.picture}
    assert read_objects(data, [key]) == {key: ()}


def test_where_a_frame_is_needed_a_photograph_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="view 00000003-00 is a photograph"):
        list(read_truth(write_truth({ViewKey(3, 0): photograph()})))


@pytest.mark.parametrize("task", ["depth", "normals", "semantic", "instance", "referring"])
def test_each_task_sees_a_frame_that_keeps_its_invariants(task: str) -> None:
    frame = check_frame(frame_for(everything(), task))
    assert (frame.image == picture_array(everything().picture)).all()


def test_a_hole_in_the_depth_is_none_in_the_classes() -> None:
    example = everything()
    assert (frame_for(example, "depth").valid == ~np.isnan(depth_m())).all()
    assert (np.isposinf(frame_for(example, "depth").depth_m) == ~np.isfinite(depth_m())).all()
    assert (frame_for(example, "semantic").valid == (labels() > 0)).all()
    assert (frame_for(example, "normals").valid == normals().any(-1)).all()
    assert {thing.category: thing.area_px for thing in frame_for(example, "semantic").objects} == {
        "road": 60,
        "sky, or so": 120,
    }


def test_small_regions_lie_over_large_ones_and_a_crowd_alone_is_unknown() -> None:
    frame = frame_for(everything(), "instance")
    assert [(thing.instance, thing.area_px) for thing in frame.objects] == [(1, 12 * 12 - 16), (2, 16)]
    assert (frame.valid == ~box(0, 12, 12, 20)).all()


@pytest.mark.parametrize("task", ["depth", "normals", "semantic", "instance", "referring"])
def test_what_nobody_knows_is_not_asked(task: str) -> None:
    with pytest.raises(ValueError, match=f"nothing is known of its {task}"):
        photograph().frame(task)


def test_masks_are_those_of_the_regions() -> None:
    assert (everything().mask(1) == box(2, 2, 6, 6)).all()


def test_more_regions_than_numbers_are_refused() -> None:
    regions = (Region("person", packed(of_mask(box(0, 0, 4, 4)))),) * 65_536
    with pytest.raises(FrameError, match=r"^it has 65,536 regions, and may have 65,535$"):
        photograph(regions=regions).check()
