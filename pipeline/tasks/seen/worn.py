"""How clothes and hair look: the pixels between shoulders and hips, between hips and knees, and high on the head."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ....renderers.frame import Frame, Person
from ....scenes.cameras import Camera
from .light import light_of
from .looks import MOST_PX, Look, look_of

# By slot, the keypoints that go round what is worn, and which of them must be in sight; outer layers cover inner ones.
TRUNK = ("left_shoulder", "right_shoulder", "right_hip", "left_hip")
THIGHS = (("left_hip", "left_knee"), ("right_hip", "right_knee"))
LEAST_PX = 30  # of a garment, from which its colour is judged
SHRUNK = 0.75  # towards its middle, away from sleeves and what is behind
WIDE = 0.12  # of a thigh's length: so far beside the line from hip to knee
HEAD = 5  # keypoints of the head, the first ones: nose, eyes, ears
BROW_M, CROWN_M = 0.07, 0.18  # above the eyes: where hair begins, and what lies higher than any
HALF_M = 0.07  # from the middle of a head to its side
NAPE_M = 0.03  # below the ears, where hair ends that is seen from behind
LEAST_HAIR_PX = 16


def worn(frame: Frame) -> dict[int, dict[str, Look]]:
    """Return how what is above and below the waist of each person looks, and the hair: "top", "legs", "hair".

    What is not in sight, or of too few pixels, is not there.
    """
    people = {thing.instance: thing.person for thing in frame.objects if thing.person and thing.person.keypoints}
    if not people:
        return {}
    light, flat = light_of(frame.image), frame.image.reshape(-1, 3)
    grid = np.stack(np.meshgrid(*(np.arange(n) + 0.5 for n in frame.instance.shape[::-1])), axis=-1)
    found: dict[int, dict[str, Look]] = {}
    for number, person in people.items():
        own = frame.instance == number
        areas = {
            "top": own & _trunk(person, grid),
            "legs": own & _thighs(person, grid),
            "hair": own & _hair(person, frame.camera, grid),
        }
        chosen = {slot: np.flatnonzero(area) for slot, area in areas.items()}
        enough = {slot: px for slot, px in chosen.items() if len(px) >= (LEAST_HAIR_PX if slot == "hair" else LEAST_PX)}
        found[number] = {slot: look_of(flat[_some(px)], light) for slot, px in enough.items()}
    return found


def _some(pixels: NDArray[np.intp]) -> NDArray[np.intp]:
    return pixels[np.linspace(0, len(pixels) - 1, min(len(pixels), MOST_PX)).astype(np.intp)]


def _trunk(person: Person, grid: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return the pixels within the four corners of a trunk, drawn in a little; none where one is out of the picture."""
    at = {point.name: point for point in person.keypoints}
    if any(not at[name].visibility for name in TRUNK):
        return np.zeros(grid.shape[:2], np.bool_)
    corners = np.array([at[name].at_px for name in TRUNK])
    middle = corners.mean(axis=0)
    corners = middle + SHRUNK * (corners - middle)
    edges, ways = np.roll(corners, -1, axis=0) - corners, grid[..., None, :] - corners
    turns = edges[:, 0] * ways[..., 1] - edges[:, 1] * ways[..., 0]
    return np.asarray((turns > 0).all(axis=-1) | (turns < 0).all(axis=-1))


def _thighs(person: Person, grid: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return the pixels near the middle of each thigh whose ends are in the picture."""
    at, found = {point.name: point for point in person.keypoints}, np.zeros(grid.shape[:2], np.bool_)
    for hip, knee in THIGHS:
        if at[hip].visibility and at[knee].visibility:
            start, way = np.array(at[hip].at_px), np.subtract(at[knee].at_px, at[hip].at_px)
            length = max(float(np.linalg.norm(way)), 1e-6)
            along = (grid - start) @ way / length**2
            aside = np.abs((grid - start) @ np.array([-way[1], way[0]])) / length**2
            found |= (along > 0.15) & (along < 0.75) & (aside < WIDE)
    return found


def _hair(person: Person, camera: Camera, grid: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return the pixels of an upright head above the forehead, or of its back; none where it is not in the picture."""
    head = person.keypoints[:HEAD]
    if any(not point.visibility for point in head):
        return np.zeros(grid.shape[:2], np.bool_)
    view = camera.matrix()
    depth_m = float((view[:3, 3] - np.mean([point.at_m for point in head], axis=0)) @ view[:3, 2])
    scale = camera.focal_px / depth_m
    (x, y), eyes_y = (np.mean([point.at_px for point in head[start:end]], axis=0) for start, end in ((3, 5), (1, 3)))
    from_behind = all(point.visibility == 1 for point in head[:3]) and any(point.visibility == 2 for point in head[3:])
    low = y + NAPE_M * scale if from_behind else eyes_y[1] - BROW_M * scale
    beside, down = np.abs(grid[..., 0] - x), grid[..., 1]
    return np.asarray((beside <= HALF_M * scale) & (down <= low) & (down >= eyes_y[1] - CROWN_M * scale))
