"""Hair as meshes: a cap grown from the scalp, and locks laid over it, so that truth and picture are the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .anatomy import Points, Quads, anatomy
from .regions import Mask, regions
from .surfaces import border, cut, edges, normals, smoothed


@dataclass(frozen=True, slots=True)
class Style:
    """A haircut. `line`: where hair begins, from the forehead to the nape, as shares of the height over the eyes.

    `thick_m` is how far it stands off on top, `lock_m` how long its locks are, `fall` how much they hang.
    """

    line: tuple[float, ...]
    thick_m: float
    lock_m: float
    locks: int
    fall: float
    width_m: float = 0.012


PLACES = (0.0, 0.12, 0.3, 0.42, 0.55, 0.75, 1.0)
STYLES: dict[str, Style] = {
    "cropped": Style((0.62, 0.52, 0.40, 0.10, -0.05, -0.45, -0.65), 0.006, 0.012, 900, 0.1, 0.006),
    "short": Style((0.62, 0.52, 0.38, 0.08, -0.1, -0.62, -0.85), 0.014, 0.045, 1400, 0.25, 0.007),
    "bob": Style((0.62, 0.52, 0.35, -0.05, -0.4, -0.85, -1.0), 0.018, 0.16, 1700, 0.75, 0.008),
    "long": Style((0.62, 0.52, 0.35, -0.1, -0.45, -0.9, -1.0), 0.018, 0.34, 2000, 0.9, 0.009),
    "bun": Style((0.62, 0.52, 0.36, 0.05, -0.2, -0.7, -0.9), 0.012, 0.03, 900, 0.05, 0.007),
}
STEPS = 7


def scalp(rest: Points, style: Style) -> Mask:
    """Return which vertices of the skin have hair, on a body at rest."""
    body, where = anatomy(), regions()
    points = rest[: body.count]
    skin = np.zeros(body.count, np.bool_)
    skin[body.layers["skin"]] = True
    head = where.on("head") & skin
    eyes = points[np.unique(body.layers["eyes"])].mean(axis=0)
    back_m = points[head, 1].max()
    tall_m = points[head, 2].max() - eyes[2]
    behind = np.clip((points[:, 1] - eyes[1]) / (back_m - eyes[1]), 0, 1)
    above = points[:, 2] > eyes[2] + np.interp(behind, PLACES, style.line) * tall_m
    found = (head | (where.on("neck_01") & skin)) & above
    widest_m = np.abs(points[head, 0]).max()
    ears = np.zeros(body.count, np.bool_)
    ears[body.marks["ears"]] = True
    return found & ~(ears & (np.abs(points[:, 0]) > 0.86 * widest_m))


def hair(rest: Points, style: Style, rng: np.random.Generator) -> tuple[Points, Quads]:
    """Return the hair of a body at rest, N×3 points and quads; the head takes it along."""
    body = anatomy()
    points = rest[: body.count]
    faces = cut(body.layers["skin"], scalp(rest, style))
    out = smoothed(normals(points, body.layers["skin"]), faces, 6)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    own, new = np.unique(faces, return_inverse=True)
    quads = new.reshape(faces.shape)
    deep = _inwards(quads, len(own))
    base = smoothed(points, faces, 3)[own]
    cap = base + out[own] * (0.002 + style.thick_m * np.sqrt(deep))[:, None].astype(np.float32)
    eyes = points[np.unique(body.layers["eyes"])]
    locks, strips = _locks(cap, out[own], quads, style, eyes, rng)
    return np.concatenate([cap, locks]), np.concatenate([quads, strips + len(cap)])


def _inwards(quads: Quads, count: int) -> np.ndarray:
    """Return 0 at the border to 1 well inside, by rings of quads."""
    pairs, _ = edges(quads)
    depth = np.where(border(quads, count), 0.0, 9.0)
    for _ in range(4):
        for a, b in ((0, 1), (1, 0)):
            np.minimum.at(depth, pairs[:, a], depth[pairs[:, b]] + 1)
    return np.clip(depth / 4, 0, 1)


def _locks(
    cap: Points, out: Points, quads: Quads, style: Style, eyes: Points, rng: np.random.Generator
) -> tuple[Points, Quads]:
    """Return flat locks that leave the cap away from the crown, fall, and keep out of the face."""
    chosen = quads[rng.integers(0, len(quads), style.locks)]
    shares = rng.dirichlet([1, 1, 1, 1], len(chosen))[..., None]
    place, lift = (cap[chosen] * shares).sum(axis=1), (out[chosen] * shares).sum(axis=1)
    centre = cap.mean(axis=0)
    crown = cap[cap[:, 2].argmax()] + (0, 0.02, 0)
    radius_m = np.linalg.norm(cap - centre, axis=1).mean()
    away = place - crown
    away -= (away * lift).sum(axis=1, keepdims=True) * lift
    front = np.clip((centre[1] - 0.02 - place[:, 1]) / 0.06, 0, 1)[:, None]
    combed = np.concatenate([np.sign(place[:, :1] + 0.015) * 0.9, np.full((len(place), 1), 0.9), 0 * place[:, :1]], axis=1)
    way = _unit(_unit(away) * (1 - front) + combed * front) + 0.25 * lift + rng.normal(0, 0.15, away.shape)
    length_m = style.lock_m * rng.uniform(0.7, 1.05, len(chosen))
    spine = [place]
    for step in range(STEPS):
        way = _unit(way) + (0, 0, -style.fall * (0.25 + step / STEPS))
        way = _unit(way) + rng.normal(0, 0.04, way.shape)
        place = _outside(place + _unit(way) * (length_m / STEPS)[:, None], centre, radius_m)
        place = _beside_face(place, eyes)
        spine.append(place)
    path = np.stack(spine, axis=1)
    return _ribbons(path, centre, style.width_m * rng.uniform(0.6, 1.2, len(chosen)))


def _outside(place: np.ndarray, centre: Points, radius_m: float) -> np.ndarray:
    """Push points out of the head, sideways."""
    off = place - centre
    flat = off * (1, 1, 0.45)
    far = np.linalg.norm(flat, axis=1)
    push = np.maximum(1.02 * radius_m - far, 0) / np.maximum(far, 1e-6)
    return place + off * (1, 1, 0) * push[:, None]


def _beside_face(place: np.ndarray, eyes: Points) -> np.ndarray:
    """Push what hangs before the face to its side."""
    middle, half_m = eyes.mean(axis=0), 1.25 * np.ptp(eyes[:, 0]) / 2 + 0.012
    before = (place[:, 1] < middle[1] + 0.035) & (place[:, 2] < middle[2] + 0.045)
    aside = np.where(place[:, :1] < middle[0], -1.0, 1.0) * np.maximum(np.abs(place[:, :1] - middle[0]), half_m)
    return np.where(before[:, None], np.concatenate([middle[0] + aside, place[:, 1:]], axis=1), place)


def _ribbons(path: np.ndarray, centre: Points, width_m: np.ndarray) -> tuple[Points, Quads]:
    """Return a strip along each path L×S×3, its flat side away from the centre, tapering to its tip."""
    along = np.gradient(path, axis=1)
    across = _unit(np.cross(along, path - centre))
    taper = np.sqrt(np.linspace(1, 0.05, path.shape[1]))
    half = across * (0.5 * width_m[:, None] * taper)[..., None]
    points = np.stack([path - half, path + half], axis=2)
    strips, steps = path.shape[:2]
    first = 2 * (np.arange(strips)[:, None] * steps + np.arange(steps - 1))
    quads = np.stack([first, first + 1, first + 3, first + 2], axis=-1).reshape(-1, 4)
    return points.reshape(-1, 3).astype(np.float32), quads


def _unit(ways: np.ndarray) -> np.ndarray:
    return ways / np.maximum(np.linalg.norm(ways, axis=-1, keepdims=True), 1e-9)
