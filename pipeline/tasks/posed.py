"""People whose joints are asked for: everybody in sight, their keypoints, and where these are by another way.

Asked is only where each person that anybody could see is one that anybody would know (`recognisable`), and of whom the
truth tells the joints; who is a speck is left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame, VisibleObject
from ...scenes.cameras import Camera
from ...scenes.people.keypoints import NAMES
from .task import Referent
from .visible_concepts import VisibleConcepts

PERSON = "person"
SEEN = 2  # the visibility of a keypoint in sight
BEHIND_M = 1e-6  # least depth that is divided by
Points = NDArray[np.float64]


def called(name: str) -> str:
    """Return what prompts call a keypoint of COCO: "left wrist"."""
    return name.replace("_", " ")


KINDS = tuple(map(called, NAMES))  # in COCO's order


def people_in_sight(frame: Frame) -> tuple[VisibleObject, ...]:
    """Return the people whose joints may be asked for, those farther away first; none where one is doubtful."""
    visible = VisibleConcepts(frame)
    people = [thing for thing in frame.objects if thing.category == PERSON]
    named = [thing for thing in people if visible.clarity[thing.instance] == "named"]
    doubtful = any(visible.clarity[thing.instance] == "border" for thing in people)
    if doubtful or not all(thing.person and thing.person.keypoints for thing in named):
        return ()
    return tuple(sorted(named, key=lambda thing: (-_depth_m(frame.camera, thing), thing.instance)))


def referents_of(people: tuple[VisibleObject, ...]) -> dict[str, Referent]:
    """Return what "person" means in a prompt: these people."""
    return {PERSON: Referent(tuple(sorted(thing.instance for thing in people)), PERSON)}


def seen_px(thing: VisibleObject) -> dict[str, tuple[float, float]]:
    """Return where the joints of a person are that are in sight, across and down, by what prompts call them."""
    points = thing.person.keypoints if thing.person else ()
    return {called(point.name): point.at_px for point in points if point.visibility == SEEN}


def reprojected_px(camera: Camera, thing: VisibleObject) -> dict[str, tuple[float, float]]:
    """Return the same, worked out from where the joints are in the world."""
    points = [point for point in (thing.person.keypoints if thing.person else ()) if point.visibility == SEEN]
    x, y, depth_m = _in_camera(camera, np.array([point.at_m for point in points], np.float64).reshape(-1, 3)).T
    across = camera.cx_px + camera.focal_px * x / np.maximum(depth_m, BEHIND_M)
    down = camera.cy_px - camera.focal_px * y / np.maximum(depth_m, BEHIND_M)
    places = zip(across.tolist(), down.tolist(), strict=True)
    return {called(point.name): place for point, place in zip(points, places, strict=True)}


def _in_camera(camera: Camera, points_m: Points) -> Points:
    """Return N×3: metres right, up and ahead of the camera."""
    view = camera.matrix()
    return np.asarray((points_m - view[:3, 3]) @ view[:3, :3] * (1, 1, -1))


def _depth_m(camera: Camera, thing: VisibleObject) -> float:
    points = thing.person.keypoints if thing.person else ()
    return float(_in_camera(camera, np.array([point.at_m for point in points], np.float64))[:, 2].mean())
