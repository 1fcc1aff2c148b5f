"""The 17 keypoints of COCO on a posed body: joints from the skeleton, eyes, ears and nose from the head."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .anatomy import Points, anatomy
from .skeleton import ends

Rows = NDArray[np.int64]
# In COCO's order; left and right are the person's own.
NAMES = (
    *("nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow"),
    *("right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle"),
    "right_ankle",
)
# Pairs that are drawn as limbs, by number from 1, as COCO lists them.
LIMBS = (
    *((16, 14), (14, 12), (17, 15), (15, 13), (12, 13), (6, 12), (7, 13), (6, 7), (6, 8), (7, 9)),
    *((8, 10), (9, 11), (2, 3), (1, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7)),
)
BONES = ("upperarm", "lowerarm", "hand", "thigh", "calf", "foot")  # whose heads are shoulder, elbow … ankle


def keypoints_of(points: Points) -> Points:
    """Return NAMES' places, 17×3, on a posed body (rows as `Anatomy.points`)."""
    heads, _ = ends(points)
    joints = [heads[anatomy().bone(f"{bone}_{side}")] for bone in BONES for side in "lr"]
    return np.concatenate([np.stack([points[rows].mean(axis=0) for rows in _of_head()]), joints])


@cache
def _of_head() -> tuple[Rows, ...]:
    """Return the vertices whose mean is the nose, each eye and each ear, left ones first."""
    body = anatomy()
    points, skin = body.points, np.unique(body.layers["skin"])
    lips_m, brows_m = (float(points[body.marks[mark], 2].mean()) for mark in ("lips", "brows"))
    middle = skin[(points[skin, 2] > lips_m + 0.01) & (points[skin, 2] < brows_m) & (np.abs(points[skin, 0]) < 0.01)]
    nose = middle[np.argsort(points[middle, 1], kind="stable")[:1]]
    eyes = [_front(rows) for rows in _two_sides(np.unique(body.layers["eyes"]))]
    return (nose, *eyes, *_two_sides(body.marks["ears"]))


def _front(rows: Rows) -> Rows:
    return rows[np.argsort(anatomy().points[rows, 1], kind="stable")[:1]]


def _two_sides(rows: Rows) -> list[Rows]:
    left = anatomy().points[rows, 0] > 0
    return [rows[left], rows[~left]]
