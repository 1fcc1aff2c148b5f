"""A frame in a notebook: four pictures in one piece of HTML, with what they show in words."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.renderers.notebook import depth_picture, figures_html, instances_picture, normals_picture
from cavendish.scenes.poses import Pose

from . import closed_forms as cf


@pytest.fixture(scope="module")
def frame() -> Frame:
    return AnalyticRenderer().render(cf.scene([cf.thing("sphere", Pose((0.0, 2.0, 0.0)))], cf.camera()), 0)


def test_it_shows_picture_depth_normals_and_instances(frame: Frame) -> None:
    found = re.findall(r'<img alt="(\w+)" width="\d+" src="data:image/png;base64,([^"]+)">', frame._repr_html_())
    pictures = {name: np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))) for name, data in found}
    assert list(pictures) == ["image", "depth", "normals", "instances"]
    assert all(picture.shape == frame.image.shape for picture in pictures.values())
    assert np.array_equal(pictures["image"], frame.image)


def test_it_says_size_depth_and_count(frame: Frame) -> None:
    height, width = frame.depth_m.shape
    near, far = (float(edge) for edge in (frame.depth_m.min(), frame.depth_m[np.isfinite(frame.depth_m)].max()))
    assert f"<p>Frame of {width} × {height} px, depth {near:.2f} to {far:.2f} m, 1 object</p>" in frame._repr_html_()


def test_it_prints_as_a_line(frame: Frame) -> None:
    assert re.fullmatch(r"Frame of \d+ × \d+ px, depth [\d.]+ to [\d.]+ m, 1 object", str(frame))


def test_text_below_is_text() -> None:
    assert "<script>" not in figures_html({}, "<script>alert(1)</script>")


def test_a_frame_of_sky_alone_is_shown(frame: Frame) -> None:
    empty = replace(
        frame,
        depth_m=np.full_like(frame.depth_m, np.inf),
        normals=np.zeros_like(frame.normals),
        instance=np.zeros_like(frame.instance),
        objects=(),
    )
    assert "px, no surface, 0 objects" in empty._repr_html_()


def test_nearer_is_brighter_sky_is_white_and_the_unknown_grey() -> None:
    depth_m = np.array([[1.0, 2.0, 4.0, np.inf, np.nan]], dtype=np.float32)
    picture = depth_picture(depth_m, np.array([[True, True, True, True, False]]))
    brightness = picture[0, :3].astype(int).sum(axis=-1)
    assert (np.diff(brightness) < 0).all()
    assert picture[0, 3:].tolist() == [[255, 255, 255], [128, 128, 128]]


def test_normals_are_coloured_as_the_codec_colours_them() -> None:
    left_up_ahead_none = np.array([[(-1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)]], dtype=np.float32)
    assert normals_picture(left_up_ahead_none)[0].tolist() == [
        [255, 128, 128],
        [128, 255, 128],
        [128, 128, 255],
        [128, 128, 128],
    ]


def test_instances_are_told_apart() -> None:
    picture = instances_picture(np.arange(40, dtype=np.uint16)[None])
    assert picture[0, 0].tolist() == [0, 0, 0]
    assert len({tuple(colour) for colour in picture[0].tolist()}) == 40


def test_equal_renders_are_equal_frames(frame: Frame) -> None:
    again = AnalyticRenderer().render(cf.scene([cf.thing("sphere", Pose((0.0, 2.0, 0.0)))], cf.camera()), 0)
    assert again == frame
    assert replace(again, image=np.bitwise_not(again.image)) != frame
    assert "depth_m=<float32 " in repr(frame)
    assert len(repr(frame)) < 2000
