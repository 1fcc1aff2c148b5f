"""The invariants of a frame: each one that is broken is named."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, FrameError, Renderer, RenderError, VisiblePart, check_frame
from cavendish.scenes.errors import RequestError
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Procedural

from . import closed_forms as cf


@pytest.fixture(scope="module")
def frame() -> Frame:
    return AnalyticRenderer().render(cf.scene([cf.thing("sphere", Pose((0.0, 2.0, 0.0)))], cf.camera()), 0)


@pytest.mark.parametrize("view", [1, -1, "front"])
def test_a_view_that_is_not_there_is_said(view: Any, renderer: Renderer) -> None:
    spec = cf.scene([cf.thing("sphere", Pose((0.0, 2.0, 0.0)))], cf.camera())
    with pytest.raises(RequestError, match=f"view: scene 0 has no view {view!r}: its views are 0 to 0"):
        renderer.render(spec, view)
    with pytest.raises(RequestError, match="it has no camera; "):
        renderer.render(replace(spec, cameras=()), 0)


def changed(array: np.ndarray, value: object) -> np.ndarray:
    """The array with the pixel in the middle, which lies on the ball, set to a value."""
    copy = array.copy()
    copy[16, 24] = value
    return copy


def test_a_rendered_frame_keeps_them_all(frame: Frame) -> None:
    assert check_frame(frame) is frame
    assert frame.has_normals


def test_normals_that_nobody_knows_are_none(frame: Frame) -> None:
    without = replace(frame, normals=np.zeros_like(frame.normals))
    assert not without.has_normals
    assert check_frame(without, with_normals=False) is without
    with pytest.raises(FrameError, match="normal is not zero"):
        check_frame(without)


BROKEN = {
    "a surface without depth": (lambda f: {"depth_m": changed(f.depth_m, np.inf)}, "depth_m is finite"),
    "a sky with depth": (lambda f: {"depth_m": np.full_like(f.depth_m, 3)}, "depth_m is finite"),
    "NaN depth": (lambda f: {"depth_m": changed(f.depth_m, np.nan)}, "must be > 0"),
    "negative depth": (lambda f: {"depth_m": changed(f.depth_m, -1)}, "must be > 0"),
    "a surface without normal": (lambda f: {"normals": changed(f.normals, 0)}, "normal is not zero"),
    "a long normal": (lambda f: {"normals": changed(f.normals, (0, 0, 1.001))}, "length 1"),
    "float64 depth": (lambda f: {"depth_m": f.depth_m.astype(np.float64)}, "float32"),
    "another shape": (lambda f: {"image": f.image[:-1]}, "image must be uint8 of shape"),
    "an unlisted object": (lambda f: {"objects": ()}, "list the visible instances"),
    "a wrong area": (lambda f: {"objects": (replace(f.objects[0], area_px=1),)}, "with their areas"),
    "a share above one": (lambda f: {"objects": (replace(f.objects[0], visible_fraction=1.5),)}, "0–1"),
}


@pytest.mark.parametrize(("change", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_invariant_is_named(frame: Frame, change: object, message: str) -> None:
    with pytest.raises(FrameError, match=message):
        check_frame(replace(frame, **change(frame)))  # type: ignore[operator]


def test_invalid_pixels_may_hold_anything(frame: Frame) -> None:
    broken = replace(frame, depth_m=changed(frame.depth_m, np.nan), valid=changed(frame.valid, False))
    assert check_frame(broken) is broken


def test_arrays_are_read_only(frame: Frame) -> None:
    with pytest.raises(ValueError, match="read-only"):
        frame.depth_m[0, 0] = 1


def test_the_oracle_names_what_it_cannot_render() -> None:
    sofa = replace(cf.thing("box", Pose((0.0, 2.0, 0.0))), name="sofa", geometry=Procedural("sofa", (2.0, 1.0, 1.0), 0))
    with pytest.raises(RenderError, match=r"object 1 \(sofa\) is procedural"):
        AnalyticRenderer().render(cf.scene([sofa], cf.camera()), 0)


@pytest.fixture(scope="module")
def split(frame: Frame) -> Frame:
    """The frame with the left half of its ball as a part, and another one out of sight."""
    return halved(frame)


def halved(frame: Frame) -> Frame:
    left = (frame.instance == 1) & (np.arange(frame.instance.shape[1]) < frame.instance.shape[1] // 2)
    rows = (VisiblePart(1, 1, "cap", int(left.sum())), VisiblePart(0, 1, "stalk", 0))
    return replace(frame, parts=left.astype(np.uint16), part_table=rows)


def test_parts_of_what_is_seen_keep_them_all(split: Frame) -> None:
    assert check_frame(split) is split
    assert not split.parts.flags.writeable  # type: ignore[union-attr]


BROKEN_PARTS = {
    "another type": (lambda f: {"parts": f.parts.astype(np.int64)}, "parts must be uint16 of shape"),
    "an unlisted part": (lambda f: {"parts": changed(f.parts, 7)}, "list the visible parts"),
    "a wrong area": (lambda f: {"part_table": (replace(f.part_table[0], area_px=3),)}, "list the visible parts"),
    "a number twice": (lambda f: {"part_table": (f.part_table[0], f.part_table[0])}, "list the visible parts"),
    "another's part": (lambda f: {"part_table": (replace(f.part_table[0], instance=2),)}, "its own instance"),
    "no name": (lambda f: {"part_table": (replace(f.part_table[0], name=""),)}, "have a name"),
    "a table alone": (lambda f: {"parts": None}, "no layer of parts"),
}


@pytest.mark.parametrize(("change", "message"), BROKEN_PARTS.values(), ids=BROKEN_PARTS.keys())
def test_a_broken_layer_of_parts_is_named(split: Frame, change: object, message: str) -> None:
    with pytest.raises(FrameError, match=message):
        check_frame(replace(split, **change(split)))  # type: ignore[operator]


def test_primitives_have_a_layer_without_parts() -> None:
    spec = cf.scene([cf.thing("sphere", Pose((0.0, 2.0, 0.0)))], cf.camera())
    told = AnalyticRenderer(parts=True).render(spec, 0)
    assert told.parts is not None
    assert not told.parts.any()
    assert told.part_table == ()
