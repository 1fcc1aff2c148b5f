"""Frames whose truth tells more: boxes with parts, and people of boards whose joints lie where they are seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import ndimage

from cavendish.renderers.frame import Box3D, Frame, Keypoint, VisibleObject, VisiblePart, check_frame
from cavendish.renderers.passes import GLASS, IN_SHADOW, IN_SUN, TEXT, UNSURE_TEXT
from cavendish.scenes.appearance.stuff import STUFF
from cavendish.scenes.people.keypoints import NAMES

from .people_frames import MAN, WOMAN
from .referring_scenes import Put, boxes

PAINT = np.array([230, 200, 60], dtype=np.uint8)
# Metres to the person's left of the middle, and above the floor: those of left joints; right ones mirror them.
JOINTS_M = {
    "nose": (0.0, 1.53),
    "eye": (0.06, 1.62),
    "ear": (0.15, 1.55),
    "shoulder": (0.2, 1.35),
    "elbow": (0.21, 1.05),
    "wrist": (0.2, 0.75),
    "hip": (0.08, 0.92),
    "knee": (0.1, 0.5),
    "ankle": (0.1, 0.1),
}
SIZE_M, NEAR_M = (0.46, 0.2, 1.7), -2.5


def split(frame: Frame, *parts: tuple[int, str, slice, slice]) -> Frame:
    """Return the frame with rectangles of its things (instance, name, rows, columns of its box) as parts of a paint."""
    layer = np.zeros(frame.instance.shape, dtype=np.uint16)
    table = []
    for number, (instance, name, rows, columns) in enumerate(parts, start=1):
        left, top, right, bottom = next(thing.box_px for thing in frame.objects if thing.instance == instance)
        inside = np.zeros_like(layer, dtype=bool)
        inside[top:bottom, left:right][rows, columns] = True
        inside &= frame.instance == instance
        layer[inside] = number
        table.append(VisiblePart(number, instance, name, int(inside.sum())))
    painted = np.where(layer[..., None] > 0, PAINT, frame.image)
    return check_frame(replace(frame, image=painted, parts=layer, part_table=tuple(table)))


def cars(*xs: float) -> Frame:
    """Return cars with two wheels and a headlight each, beside a tree, on a road."""
    frame = boxes(*(Put("car", x, 0, size=(1.0, 1.0, 1.0)) for x in xs), Put("tree", 1.9, 0, size=(0.6, 0.6, 1.2)))
    road = replace(frame, objects=(replace(frame.objects[0], category="road"), *frame.objects[1:]))
    wheels = [(2 + k, "wheel", slice(22, 34), at) for k in range(len(xs)) for at in (slice(2, 14), slice(20, 32))]
    return split(road, *wheels, *((2 + k, "headlight", slice(8, 16), slice(4, 14)) for k in range(len(xs))))


def posed(*xs: float, hidden: tuple[str, ...] = ()) -> Frame:
    """Return people who face the camera, 2.5 m away and so far to its right; `hidden` keypoints are of all of them."""
    return _with_joints(boxes(*(Put("person", x, NEAR_M, size=SIZE_M) for x in xs)), xs, hidden)


def parted_and_posed(x: float) -> Frame:
    """Return a person who faces the camera, a car with its parts beside, and two mugs far apart, 240×176 px."""
    mugs = [Put("mug", x + side, y, size=(0.6, 0.6, 0.6)) for side, y in ((0.9 if x < 0 else -0.9, 3.0), (0.0, 4.5))]
    car = Put("car", x - 1.3 if x > 0 else x + 1.3, -1.0, size=(1.0, 1.0, 1.0))
    frame = boxes(Put("person", x, NEAR_M, size=SIZE_M), car, *mugs, height_px=176)
    wheels = [(3, "wheel", slice(28, 42), at) for at in (slice(2, 16), slice(30, 44))]
    return split(_with_joints(frame, (x,), ()), *wheels, (3, "headlight", slice(8, 18), slice(4, 16)))


def _with_joints(frame: Frame, xs: tuple[float, ...], hidden: tuple[str, ...]) -> Frame:
    """Return a frame whose first things beside the floor are people at these places, with joints."""
    floor, *things = frame.objects
    people = [_somebody(frame, thing, x, hidden) for thing, x in zip(things, xs, strict=False)]
    return check_frame(replace(frame, objects=(floor, *people, *things[len(xs) :])))


def _somebody(frame: Frame, thing: VisibleObject, x_m: float, hidden: tuple[str, ...]) -> VisibleObject:
    points = tuple(_joint(frame, name, x_m, 1 if name in hidden else 2) for name in NAMES)
    return replace(thing, person=replace(MAN if x_m > 0 else WOMAN, keypoints=points))


def _joint(frame: Frame, name: str, x_m: float, visibility: int) -> Keypoint:
    aside_m, up_m = JOINTS_M[name.split("_")[-1]]
    at_m = (x_m + (-aside_m if name.startswith("right") else aside_m), NEAR_M - SIZE_M[1] / 2, up_m)
    camera, view = frame.camera, frame.camera.matrix()
    x, y, z = ((np.array(at_m) - view[:3, 3]) @ view[:3, :3]).tolist()
    at_px = (camera.cx_px - camera.focal_px * x / z, camera.cy_px + camera.focal_px * y / z)
    return Keypoint(name, (round(at_px[0], 2), round(at_px[1], 2)), visibility, at_m)  # type: ignore[arg-type]


def with_passes(frame: Frame) -> Frame:
    """Return the frame with passes: its picture is the albedo, the last large thing of glass, all others wooden.

    Its mugs have the boxes of mugs, whatever they look like.
    """
    albedo = np.where(frame.instance[..., None] > 0, frame.image, np.uint8(0))
    *_, other, last = (thing.instance for thing in frame.objects if thing.category != "mug")
    glass = frame.instance == last
    materials = np.where(frame.instance > 0, np.where(glass, GLASS, STUFF.index("wood") + 1), 0).astype(np.uint8)
    behind_m = np.where(glass, 1.5 * frame.depth_m, frame.depth_m).astype(np.float32)
    alone = [np.where(frame.instance == number, frame.depth_m, np.float32(np.inf)) for number in (other, last)]
    alone[0][glass] = behind_m[glass]  # the other goes on behind it
    small = Box3D((0.0, 3.0, 0.9), (0.08, 0.08, 0.1), (1.0, 0.0, 0.0, 0.0))
    things = tuple(replace(thing, box=small) if thing.category == "mug" else thing for thing in frame.objects)
    frame = replace(frame, objects=things)
    told = replace(
        soft(lettered(lit_from_a_corner(frame)), other, last), albedo=albedo, behind_m=behind_m, materials=materials
    )
    return check_frame(replace(told, whole_m=np.array(alone), wholes=(other, last)))


def lit_from_a_corner(frame: Frame) -> Frame:
    """Return the frame with light that halves with every eighth of the way from corner to corner, and shadow."""
    surface, (height, width) = frame.instance > 0, frame.shape
    way = ((np.arange(height) + 0.5)[:, None] / height + (np.arange(width) + 0.5) / width) / 2
    light = np.where(surface, 2.0 ** (-8 * way), 0).astype(np.float16)[..., None].repeat(3, axis=-1)
    shadow = np.where(surface, np.where(way < 0.5, IN_SUN, IN_SHADOW), 0).astype(np.uint8)
    return check_frame(replace(frame, shading=light, specular=light / np.float16(4), shadow=shadow))


def lettered(frame: Frame) -> Frame:
    """Return the frame with a line of text across its middle third, below the middle, and one that is too small."""
    height, width = frame.shape
    text = np.zeros(frame.shape, np.uint8)
    text[2 * height // 3 : 3 * height // 4, width // 3 : 2 * width // 3] = TEXT
    text[-4:, : width // 4] = UNSURE_TEXT
    return check_frame(replace(frame, text=np.where(frame.instance > 0, text, np.uint8(0))))


def soft(frame: Frame, *numbers: int) -> Frame:
    """Return the frame with mattes of these things: what of the 3×3 pixels around each is theirs."""
    own = [ndimage.uniform_filter((frame.instance == number).astype(np.float64), 3) for number in numbers]
    mattes = np.rint(255 * np.array(own)).astype(np.uint8)
    return check_frame(replace(frame, mattes=mattes, matted=numbers))
