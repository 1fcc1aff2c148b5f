"""Clothes: where each begins and ends on the body, how loosely it hangs there, how its edges are made, how it creases.

Places are metres on the mean body, whose ankles lie at −0.74, knees at −0.37, crotch at −0.02, waist at 0.14 and the
pit of the neck at 0.56.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from scipy import ndimage

from ..geometry.mesh import Mesh, mesh
from ..spec import Detail
from .anatomy import Points, Quads, anatomy
from .folds import folds
from .hems import narrow, plain
from .regions import Mask, Regions, regions
from .skeleton import Posture, transforms
from .surfaces import normals
from .tailoring import Pattern, Sheet, Values, clipped, sheet, trimmed

HIDDEN_GAP_M = 0.05  # skin nearer than this to the inside of a garment lies under it
UNDER_M = 0.02  # so far a garment goes on under the one that is worn over it
FAR_M = 9.0
LYING = 0.65  # cloth lies on what faces up, and stands off elsewhere: so much of its ease is lost there
OWN_HEM_M = 0.008  # a border so near a cut's own hem is that hem
CHEST_M, NECK_M, WAIST_M, HIP_M = 0.38, 0.56, 0.14, 0.0

Field = Callable[[Regions], Values]
Fields = Callable[[Regions], tuple[Values, ...]]
Edge = Callable[[Points], Values]  # of border vertices on the mean body E×3: rows E×K×2 as of `tailoring.trimmed`


@dataclass(frozen=True, slots=True)
class Cut:
    """One piece of cloth: `within` its hems by how many metres, how far it stands off, and how far it hangs straight.

    Skin is dropped that lies further than `margin_m` inside; `fold_m` is how deep it creases.
    """

    within: Fields
    ease_m: Field
    edge: Edge = narrow
    hang: float = 0.0
    fold_m: float = 0.004
    soft: int = 4
    layer: str = "tights"
    margin_m: float = 0.025
    flat: bool = False
    on_top: bool = False  # lies on what is worn below it, and stands off from there
    slot: str = ""  # of the person's mesh, where it is not the garment's

    def fields(self, where: Regions) -> list[Values]:
        """Return how far each vertex of the body lies within each of its hems, in metres."""
        return [np.asarray(field, np.float64) for field in self.within(where)]

    def covers(self, where: Regions) -> Values:
        """Return how far each vertex lies within all of its hems."""
        return np.min(self.fields(where), axis=0)


def top(
    sleeve_m: float,
    hem_m: float,
    ease_m: tuple[float, float, float] = (0.008, 0.010, 0.02),
    cuff_m: float = 0.016,
    neck_m: float = 0.0,
    vee_m: float = 0.0,
    open_m: tuple[float, float] | None = None,
    edge: Edge = narrow,
    hang: float = 0.6,
    fold_m: float = 0.004,
) -> Cut:
    """Return a garment of the upper body. `sleeve_m` is from the shoulder; eases at the neck, the chest and the hem.

    `vee_m` deepens the neck in front; `open_m` is how wide it stands open there, at the neck and at the hem.
    """

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T.astype(np.float64)
        collar = NECK_M + 0.015 + neck_m - z + 0.45 * y + 0.02
        collar -= vee_m * np.clip(1 - np.abs(x) / 0.075, 0, 1) * (y < -0.02)
        wide = np.interp(z, (HIP_M, NECK_M), open_m[::-1] if open_m else (-FAR_M, -FAR_M))
        front = np.where((y < 0.0) & ~r.arm(), np.abs(x) - wide, FAR_M)
        sleeve = np.where(r.arm(), sleeve_m - r.arm_m(), FAR_M)
        return np.where(r.arm(), FAR_M, z - hem_m), np.where(r.arm(), FAR_M, collar), sleeve, front

    def ease(r: Regions) -> Values:
        z = r.points[:, 2]
        trunk = np.interp(z, (HIP_M - 0.1, CHEST_M, NECK_M), ease_m[::-1])
        return np.where(
            r.arm(), np.interp(r.arm_m(), (0.05, 0.2, 0.5), (0.35 * ease_m[1], 0.75 * ease_m[1], cuff_m)), trunk
        )

    return Cut(within, ease, edge, hang, fold_m)


def legs(
    hem_m: float,
    ease_m: tuple[float, float, float, float] = (0.009, 0.012, 0.018, 0.03),
    rise_m: float = 0.05,
    fold_m: float = 0.004,
) -> Cut:
    """Return trousers down to a height; eases at the waist, the thigh, the knee and the ankle."""

    def within(r: Regions) -> tuple[Values, ...]:
        z = r.points[:, 2].astype(np.float64)
        return r.below(z - hem_m), r.below(WAIST_M + rise_m - z)

    def ease(r: Regions) -> Values:
        x, _, z = r.points.T
        found = np.interp(z, (-0.74, -0.37, -0.12, WAIST_M), ease_m[::-1])
        inner = np.clip((0.075 - np.abs(x)) / 0.05, 0, 1) * (z < 0.02)  # thighs that meet leave no room
        return found * (1 - 0.7 * inner)

    return Cut(within, ease, fold_m=fold_m)


def skirt(hem_m: float, ease_m: float = 0.006, open_m: float = 0.0, flare_m: float = 0.0) -> Cut:
    """Return a skirt down to a height, or the lower part of a coat that stands open in front."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T.astype(np.float64)
        front = np.where((y < -0.02) & (open_m > 0), np.abs(x) - open_m, FAR_M)
        return r.below(z - hem_m), r.below(0.19 - z), front

    def ease(r: Regions) -> Values:
        return ease_m + flare_m * np.clip((WAIST_M - r.points[:, 2]) / 0.6, 0, 1)

    return Cut(within, ease, fold_m=0.010, soft=2, layer="skirt", margin_m=0.2)


def shoes(height_m: float = 0.085, ease_m: float = 0.007) -> Cut:
    """Return shoes, or boots, up to a height over the sole."""

    def within(r: Regions) -> tuple[Values, ...]:
        return (r.below(r.sole_m + height_m - r.points[:, 2]),)

    return Cut(within, lambda r: np.full(len(r.bone), ease_m), fold_m=0.0, soft=6, margin_m=0.012, flat=True)


def under(cuts: tuple[Cut, ...]) -> Mask:
    """Return which vertices of the skin lie under clothes, on anybody."""
    where = regions()
    inside = [cut.covers(where)[where.nearest] > cut.margin_m for cut in cuts]
    return np.any(inside, axis=0) & (where.gap_m < HIDDEN_GAP_M)


def shown(hidden: Mask) -> Quads:
    """Return the quads of the skin that are drawn where these vertices lie under clothes."""
    skin = anatomy().layers["skin"]
    return skin[~hidden[skin].all(axis=1)]


def wear(
    cuts: tuple[Cut, ...], rest: Points, posture: Posture, rng: np.random.Generator, detail: Detail = "near"
) -> list[Mesh]:
    """Return what is worn on a posed body, from the innermost to the outermost; hidden parts are left out."""
    waves = rng.normal(size=(6, 4))
    sheets = {layer: sheet(layer, detail) for layer in ("tights", "skirt")}
    outermost = {layer: of.soft(of.mix @ rest[: anatomy().count], 4) for layer, of in sheets.items()}
    turns, shifts = transforms(rest, posture)
    moves = np.concatenate([turns, shifts[..., None]], axis=2).astype(np.float32)
    worn = []
    for number, cut in enumerate(cuts):
        of = sheets[cut.layer]
        shape = _shaped(cut, of, rest, outermost[cut.layer])
        covered = (of.mix @ cut.covers(regions())) > 0
        outermost[cut.layer] = np.where(covered[:, None], shape, outermost[cut.layer])
        worn.append(_worn(cut, of, _pattern(cut, cuts[number + 1 :], detail), _moved(of, shape, moves), waves))
    return worn


def _worn(cut: Cut, of: Sheet, pattern: Pattern, shape: Points, waves: Values) -> Mesh:
    """Return what is cut from a sheet that lies on a posed body, creased and hemmed."""
    shape = of.soft(shape, 2)
    shape += normals(shape, of.quads) * (cut.fold_m * folds(of, waves))[:, None].astype(np.float32)
    points, out = pattern.mix @ shape, pattern.mix @ normals(shape, of.quads)
    mean = pattern.mix @ (of.mix @ regions().points)
    points, faces = trimmed(pattern, points, out, _edges(cut, of, pattern, mean))
    flat = _flat(mean, pattern.mix @ (of.mix @ regions().arm_m()))
    border = np.unique(pattern.rim)
    uv = np.concatenate([flat, *[flat[border]] * ((len(points) - len(flat)) // max(len(border), 1))])[faces]
    return replace(mesh(points, faces, smooth=True), uv=uv)


def _edges(cut: Cut, of: Sheet, pattern: Pattern, mean: Points) -> Values:
    """Return how borders are folded: as the cut says at its own hems, plainly where other clothes hide the rest."""
    within_m = pattern.mix @ (of.mix @ cut.covers(regions()))
    own = within_m < OWN_HEM_M
    return narrow(mean) if cut.edge is narrow else np.where(own[:, None, None], cut.edge(mean), plain(mean))


def _flat(mean: Points, arm_m: Values) -> Values:
    """Return texture coordinates N×2 in metres: across the body or a sleeve, and up."""
    sleeve = np.clip(arm_m / 0.03, 0, 1)
    across = (1 - sleeve) * mean[:, 0] + sleeve * mean[:, 1]
    return np.stack([across, (1 - sleeve) * mean[:, 2] + sleeve * (0.52 - arm_m)], axis=1)


@lru_cache(maxsize=512)
def _pattern(cut: Cut, over: tuple[Cut, ...], detail: Detail) -> Pattern:
    where = regions()
    # A skirt hangs free of what is under it, and is open below.
    hiding = [other for other in over if (cut.layer, other.layer) != ("tights", "skirt")]
    fields = [*cut.fields(where), *(UNDER_M - other.covers(where) for other in hiding)]
    return clipped(cut.layer, np.stack(fields, axis=1), detail)


def _shaped(cut: Cut, of: Sheet, rest: Points, outermost: Points) -> Points:
    """Return the sheet on a body at rest, let out; `outermost` is where it lies on what is worn below it."""
    mean = of.mix @ regions().points
    base = of.soft(outermost, 1) if cut.on_top else of.soft(of.mix @ rest[: anatomy().count], cut.soft)
    ease, out = (of.mix @ cut.ease_m(regions())).astype(np.float32), normals(base, of.quads)
    if not (cut.on_top or cut.flat):
        ease *= 1 - LYING * np.clip(out[:, 2], 0, 1)
    shape = base + out * ease[:, None]
    if cut.hang:
        shape = _hung(shape, mean, (of.mix @ regions().arm()) < 0.01, cut.hang)
    if cut.flat:
        low = mean[:, 2] < regions().sole_m + 0.012
        shape[low, 2] = rest[: anatomy().count, 2][np.unique(anatomy().layers["skin"])].min() - 0.014
    return shape


def _hung(shape: Points, mean: Points, trunk: Mask, share: float) -> Points:
    """Return cloth that falls straight down from where the trunk is widest, chest and belly, by a share of the way."""
    below = trunk & (mean[:, 2] < CHEST_M + 0.02)
    axis_m = shape[below, 1].mean()
    off = shape - (0, axis_m, 0)
    far = np.linalg.norm(off[:, :2], axis=1)
    top_m = shape[below, 2].max()
    column = (np.arctan2(off[:, 0], off[:, 1]) / (2 * np.pi) % 1) * 48
    row = (top_m - shape[:, 2]) / 0.015
    table = np.zeros((int(row[below].max()) + 2, 48))
    np.maximum.at(table, (row[below].astype(int), column[below].astype(int) % 48), far[below])
    table = ndimage.maximum_filter(table, (3, 3), mode=("nearest", "wrap"))
    table = ndimage.gaussian_filter(np.maximum.accumulate(table, axis=0), (1.5, 1.2), mode=("nearest", "wrap"))
    wide = ndimage.map_coordinates(table, (row[below], column[below]), order=1, mode="grid-wrap")
    fade = np.clip((CHEST_M + 0.02 - mean[below, 2]) / 0.08, 0, 1)
    grown = 1 + share * fade * np.maximum(wide - far[below], 0) / far[below]
    found = shape.copy()
    found[below, :2] = (0, axis_m) + off[below, :2] * grown[:, None]
    return found


def _moved(of: Sheet, points: Points, moves: Points) -> Points:
    """Return points of a sheet as its bones take them along, by B×3×4 matrices."""
    each = np.tensordot(of.weights, moves, axes=1)
    return (np.einsum("vij,vj->vi", each[..., :3], points) + each[..., 3]).astype(np.float32)


def strip(within: Fields, ease_m: float, **how: Any) -> Cut:
    """Return a strap, a belt, a bib: what lies flat on whatever is worn below it."""
    return Cut(
        lambda r: tuple(r.below(field) for field in within(r)),
        lambda r: np.full(len(r.bone), ease_m),
        on_top=True,
        **how,
    )
