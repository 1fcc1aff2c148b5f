"""Clothes, cut from the layer of tights (or the skirt) that all bodies have, and let out from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .anatomy import Points, Quads, anatomy
from .regions import Mask, Regions, regions
from .surfaces import border, cut, edges, normals, smoothed

HIDDEN_GAP_M = 0.05  # skin nearer than this to the inside of a garment lies under it
TORSO = ("pelvis", "spine_01", "spine_02", "spine_03", "clavicle")


@dataclass(frozen=True, slots=True)
class Cut:
    """A garment: which vertices it covers, how far it stands off, how often it is smoothed, and folds' depth."""

    covers: Callable[[Regions], Mask]
    off_m: Callable[[Regions], np.ndarray]
    smooth: int
    fold_m: float = 0.0
    layer: str = "tights"


def top(sleeve: float, hem_m: float, off_m: float, collar_m: float = 0.015, fold_m: float = 0.004, smooth: int = 2) -> Cut:
    """Return a garment of the upper body. `sleeve`: 0–1 of the upper arm, 1–2 down to the wrist; hem over the waist."""

    def covers(r: Regions) -> Mask:
        arm = r.part("upperarm", -9, sleeve) | r.part("lowerarm", -9, sleeve - 1) if sleeve > 1 else r.part("upperarm", -9, sleeve)
        trunk = r.on(*TORSO, "neck_01") | r.part("thigh", -9, max(0.14, -hem_m))
        return (trunk & (r.height_m > r.waist_m + hem_m) & (r.height_m < r.neck_m + collar_m)) | arm

    return Cut(covers, lambda r: np.where(r.on("lowerarm", "upperarm"), 0.8 * off_m, off_m), smooth, fold_m)


def legs(length: float, off_m: float, rise_m: float = 0.06, flare_m: float = 0.006, fold_m: float = 0.003) -> Cut:
    """Return trousers. `length`: 0–1 of the thigh, 1–2 down to the ankle."""

    def covers(r: Regions) -> Mask:
        leg = r.part("thigh", -9, length) | (r.part("calf", -9, length - 1) if length > 1 else np.zeros(len(r.bone), np.bool_))
        cuff = r.on("foot") & (r.height_m > r.sole_m + 0.075) if length > 1.95 else np.zeros(len(r.bone), np.bool_)
        return (r.on("pelvis", "spine_01") & (r.height_m < r.waist_m + rise_m)) | leg | cuff

    def off(r: Regions) -> np.ndarray:
        down = np.select([r.on("thigh"), r.on("calf"), r.on("foot")], [r.along, 1 + r.along, 2.0], 0.0)
        return off_m + flare_m * np.clip(down, 0, 2)

    return Cut(covers, off, 2, fold_m)


def shoes(shaft: float = 0.0) -> Cut:
    """Return shoes; boots with a shaft go up the calf by this share."""

    def covers(r: Regions) -> Mask:
        low = r.on("foot", "ball") & (r.height_m < r.sole_m + 0.08)
        return low if not shaft else r.on("foot", "ball") | r.part("calf", 1 - shaft, 9)

    return Cut(covers, lambda r: np.full(len(r.bone), 0.008), 1)


def skirt(length: float) -> Cut:
    """Return a skirt that covers this share of the way down."""

    def covers(r: Regions) -> Mask:
        own = np.zeros(len(r.bone), np.bool_)
        own[np.unique(anatomy().layers["skirt"])] = True
        heights = r.height_m[own]
        return own & (r.height_m >= heights.max() - length * (heights.max() - heights.min()) - 1e-4)

    return Cut(covers, lambda r: np.full(len(r.bone), 0.006), 2, 0.0, "skirt")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Worn:
    """A garment on a posed body: its own points N×3 and quads, and which vertices of the skin lie under it."""

    points: Points
    quads: Quads
    hides: Mask


def wear(garment: Cut, points: Points, rng: np.random.Generator) -> Worn:
    """Return a garment on posed points V×3, with its borders turned in to the skin."""
    body, where = anatomy(), regions()
    covered = garment.covers(where)
    faces = cut(body.layers[garment.layer], covered)
    out = normals(points, body.layers[garment.layer])
    soft = smoothed(points[: body.count], faces, garment.smooth)
    folds = garment.fold_m * _folds(points[: body.count], rng)
    shell = soft + out[: body.count] * (garment.off_m(where) + folds)[:, None].astype(np.float32)
    rim = border(faces, body.count)
    inside = np.zeros(body.count, np.bool_)
    inside[faces] = True
    hides = np.zeros(body.count, np.bool_)
    if garment.layer == "tights":
        hides = (inside & ~rim)[where.nearest] & (where.gap_m < HIDDEN_GAP_M)
    own, new = np.unique(faces, return_inverse=True)
    quads = new.reshape(faces.shape)
    inner = points[own] - 0.004 * out[own]
    return Worn(np.concatenate([shell[own], inner]), np.concatenate([quads, _turned_in(quads, len(own))]), hides)


def _turned_in(quads: Quads, count: int) -> Quads:
    """Return quads from each border edge to its twin `count` rows below, wound so that they face out of the hem."""
    directed = np.concatenate([quads[:, [corner, (corner + 1) % 4]] for corner in range(4)])
    pairs, shared = edges(quads)
    single = {tuple(pair) for pair in pairs[shared == 1].tolist()}
    rim = np.array([edge for edge in directed.tolist() if tuple(sorted(edge)) in single], np.int64).reshape(-1, 2)
    return np.stack([rim[:, 1], rim[:, 0], rim[:, 0] + count, rim[:, 1] + count], axis=1)


def _folds(points: Points, rng: np.random.Generator) -> np.ndarray:
    """Return −1 to 1 for each point: a few waves that run round a body, bent by slower ones."""
    total = np.zeros(len(points))
    for _ in range(5):
        way = rng.normal(size=3) * (14, 14, 26)
        bend = rng.normal(size=3) * 6
        total += np.sin(points @ way + 1.5 * np.sin(points @ bend + rng.uniform(0, 6.3)) + rng.uniform(0, 6.3))
    return total / 5
