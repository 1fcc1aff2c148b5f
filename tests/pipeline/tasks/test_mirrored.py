"""What a mirror shows a second time, by closed forms: a mirror in the plane x = 0 beside things in front of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.mirrored import mirrored
from cavendish.renderers.frame import Box3D, Frame, VisibleObject
from cavendish.scenes.cameras import Camera
from cavendish.scenes.spec import Words

HEIGHT, WIDTH = 8, 12
UPRIGHT = (1.0, 0.0, 0.0, 0.0)


def thing(number: int, category: str, centre_m: tuple[float, float, float]) -> VisibleObject:
    box = Box3D(centre_m, (0.4, 0.4, 0.4), UPRIGHT)
    return VisibleObject(number, category, "", Words(), "", 4, (0, 0, 2, 2), box, 0, 1.0)


@pytest.fixture
def wall() -> Frame:
    """A mirror that fills the picture, 2 m before a camera at the origin that looks along −z."""
    camera = Camera((0.0, 0.0, 0.0), UPRIGHT, WIDTH, HEIGHT, 12.0, WIDTH / 2, HEIGHT / 2)
    return Frame(
        image=np.zeros((HEIGHT, WIDTH, 3), np.uint8),
        depth_m=np.full((HEIGHT, WIDTH), 2, np.float32),
        normals=np.broadcast_to(np.array([0, 0, 1], np.float32), (HEIGHT, WIDTH, 3)).copy(),
        instance=np.ones((HEIGHT, WIDTH), np.uint16),
        valid=np.ones((HEIGHT, WIDTH), np.bool_),
        camera=camera,
        objects=(thing(1, "mirror", (0.0, 0.0, -2.0)),),
    )


@pytest.mark.parametrize(
    ("centre_m", "shown"),
    [
        ((0.5, 0.0, -0.5), True),  # between camera and mirror
        ((0.3, 0.3, 3.0), True),  # behind the camera
        ((0.5, 0.0, -4.0), False),  # behind the mirror
        ((9.0, 0.0, -0.5), False),  # far aside: rays go no more than 27° off
    ],
)
def test_a_mirror_shows_what_its_rays_meet(wall: Frame, centre_m: tuple[float, float, float], shown: bool) -> None:
    frame = replace(wall, objects=(*wall.objects, thing(2, "vase", centre_m)))
    assert mirrored(frame) == ({2} if shown else set())


def test_without_a_mirror_nothing_is_shown_twice(wall: Frame) -> None:
    picture = replace(wall.objects[0], category="picture")
    assert mirrored(replace(wall, objects=(picture, thing(2, "vase", (0.5, 0.0, -0.5))))) == set()
