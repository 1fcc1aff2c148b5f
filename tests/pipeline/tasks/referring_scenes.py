"""Frames for the tests of referring expressions: boxes where they are put, and rooms of which every thing is a box."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, Lettering
from cavendish.scenes.appearance.colours import OBJECT_COLOURS
from cavendish.scenes.cameras import Camera
from cavendish.scenes.lighting import SunLight, World
from cavendish.scenes.poses import Pose, Vec3, look_at, rotation_matrix
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Material, Primitive, Procedural, SceneObject, SceneSpec, Words

FLOOR = 1
RED = Words(colour="red", material="plastic")
EYE: Vec3 = (0.0, -5.0, 2.0)
SUN = SunLight((0.0, 0.8, -0.6), irradiance_w_m2=3.0, angle_deg=1.0, colour=(1.0, 1.0, 1.0))  # from behind the camera


@dataclass(frozen=True)
class Put:
    """A box with its foot at (x, y, z); the camera looks along +y, so +x is right and +y is far."""

    category: str
    x: float
    y: float
    z: float = 0.0
    size: Vec3 = (0.4, 0.4, 0.4)
    words: Words = RED
    on: int = FLOOR
    family: str = "plastic"


def boxes(*things: Put, height_px: int = 180) -> Frame:
    """Render boxes on a floor, 240 px wide; the first one is instance 2."""
    floor = SceneObject(
        FLOOR, "floor", "floor", Primitive("plane"), Pose(scale=(12, 12, 1)), (_painted("plaster", Words()),)
    )
    objects = (floor, *(_object(number, thing) for number, thing in enumerate(things, start=2)))
    camera = Camera(EYE, look_at(EYE, (0, 0, 0.3)), 240, height_px, 200.0, 120.0, height_px / 2)
    return AnalyticRenderer().render(SceneSpec("boxes", 0, 0, objects, (SUN,), World(), (camera,)), 0)


def shapes(seed: int) -> Frame:
    """Render a scene of the layout `shapes`."""
    return AnalyticRenderer().render(with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), (192, 144), [0]), 0)


@cache  # several tests ask of the same rooms, and a frame does not change
def boxed_room(seed: int, view: int = 0) -> Frame:
    """Render a room in which every procedural thing is the box that bounds it."""
    spec = with_cameras(sample_scene(seed, 0, {"room": 1.0}), (240, 160), [0] * (view + 1))
    return AnalyticRenderer().render(replace(spec, objects=tuple(map(_boxed, spec.objects))), view)


def _object(number: int, thing: Put) -> SceneObject:
    pose = Pose((thing.x, thing.y, thing.z + thing.size[2] / 2), scale=thing.size)
    material = (_painted(thing.family, thing.words),)
    return SceneObject(
        number, thing.category, thing.category, Primitive("box"), pose, material, thing.words, supporter=thing.on
    )


def _painted(family: str, words: Words) -> Material:
    """Return a material that looks as the words say: of the colour, else of raw wood, else grey."""
    wooden = (0.6, 0.45, 0.3) if words.material == "wooden" else OBJECT_COLOURS["grey"]
    return Material(family, OBJECT_COLOURS.get(words.colour, wooden))


def _boxed(thing: SceneObject) -> SceneObject:
    shape = thing.geometry
    if not isinstance(shape, Procedural):
        return thing
    up = rotation_matrix(thing.pose.rotation)[:, 2] * shape.size_m[2] / 2
    x, y, z = (a + b for a, b in zip(thing.pose.location_m, up.tolist(), strict=True))
    return replace(thing, geometry=Primitive("box"), pose=Pose((x, y, z), thing.pose.rotation, shape.size_m))


def repainted(frame: Frame, image: NDArray[np.uint8]) -> Frame:
    """Return the frame with another picture, and the same truth."""
    return replace(frame, image=image)


def shone(frame: Frame, *glowing: int, around: int = 110) -> Frame:
    """Return the frame as a grey picture with dark things in it, of which some are bright."""
    image = np.full_like(frame.image, around)
    image[frame.instance > 1] = 50
    image[np.isin(frame.instance, glowing)] = 250
    return repainted(frame, image)


def lettered(frame: Frame, letter_px: float = 12.0, *, contrast: bool = True) -> Frame:
    """Return the frame with a line of text on the face of each thing that has one."""
    image, objects = frame.image.copy(), []
    for thing in frame.objects:
        left, top, right, bottom = thing.box_px
        line = Lettering(letter_px, (left + 2, top + 2, right - 2, bottom - 2)) if thing.words.text else None
        if line and contrast:
            image[top + 2 : bottom - 2, left + 2 : right - 2 : 3] = 255
        objects.append(replace(thing, lettering=line))
    return replace(frame, image=image, objects=tuple(objects))
