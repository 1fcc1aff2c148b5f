"""Clothes on a body: each piece of cloth let out, hung, creased and hemmed, and the skin under it left out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from scipy import ndimage
from scipy.spatial import KDTree

from ..geometry.mesh import Mesh, join, mesh
from ..spec import Detail
from .anatomy import Points, Quads, anatomy
from .buttons import fastened
from .cuts import CHEST_M, Cut
from .folds import bends, folds
from .hems import plain
from .panels import flat
from .regions import Mask, regions
from .skeleton import Posture, transforms
from .surfaces import normals
from .tailoring import Pattern, Sheet, Values, clipped, sheet, trimmed

HIDDEN_GAP_M = 0.05  # skin nearer than this to the inside of a garment lies under it
UNDER_M = 0.02  # so far a garment goes on under the one that is worn over it
LYING = 0.65  # cloth lies on what faces up, and stands off elsewhere: so much of its ease is lost there
FOLDED_ROWS = 4  # of edges that are folded over; simpler ones are alike everywhere
LOOSE_M = 0.012  # a button further than this from any cloth has none to be on
HANGING_SOFT = 8  # rounds by which what hangs free of the legs is evened out between them
FITTED_SOFT, WORN_SOFT = 2, 6  # by which shoes and clothes are: cloth spans the hollows of bent limbs
OWN_HEM_M = 0.008  # a border so near a cut's own hem is that hem


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
    """Return what is worn on a posed body, from the innermost to the outermost; hidden parts are left out.

    Cloth is in slot 0, buttons are in slot 1.
    """
    seed = int(rng.integers(2**31))
    sheets = {layer: sheet(layer, detail) for layer in ("tights", "skirt")}
    outermost = {layer: of.soft(of.mix @ rest[: anatomy().count], 4) for layer, of in sheets.items()}
    turns, shifts = transforms(rest, posture)
    moves = np.concatenate([turns, shifts[..., None]], axis=2).astype(np.float32)
    bent, worn = bends(rest, posture), []
    run = {layer: folds(of, seed, bent, layer == "skirt") for layer, of in sheets.items()}
    deep_m = {layer: np.zeros(len(of.weights)) for layer, of in sheets.items()}
    for number, cut in enumerate(cuts):
        of = sheets[cut.layer]
        shape = _shaped(cut, of, rest, outermost[cut.layer])
        covered = (of.mix @ cut.covers(regions())) > 0
        outermost[cut.layer] = np.where(covered[:, None], shape, outermost[cut.layer])
        if not cut.on_top or cut.layer == "skirt":  # what lies on top is creased with what it lies on
            deep_m[cut.layer] = np.where(covered, cut.fold_m, deep_m[cut.layer])
        creased_m = run[cut.layer] * deep_m[cut.layer]
        worn.append(_worn(cut, of, _pattern(cut, cuts[number + 1 :], detail), _moved(of, shape, moves), creased_m))
    return worn


def _worn(cut: Cut, of: Sheet, pattern: Pattern, shape: Points, creased_m: Values) -> Mesh:
    """Return what is cut from a sheet that lies on a posed body, creased by so many metres and hemmed."""
    shape = of.soft(shape, HANGING_SOFT if cut.layer == "skirt" else FITTED_SOFT if cut.flat else WORN_SOFT)
    shape += normals(shape, of.quads) * creased_m[:, None].astype(np.float32)
    points, out = pattern.mix @ shape, pattern.mix @ normals(shape, of.quads)
    mean = pattern.mix @ (of.mix @ regions().points)
    fasteners = _fastened(cut, pattern, mean, points, out) if of.coarse == 1 else None
    rows = _edges(cut, of, pattern, mean)
    points, faces = trimmed(pattern, points, out, rows)
    cloth = replace(mesh(points, faces, smooth=True), uv=_texture(cut, of, pattern, mean, faces, rows))
    if not fasteners:
        return cloth
    return replace(join([cloth, fasteners]), uv=np.concatenate([cloth.corner_uv(), _plain_uv(fasteners)]))


def _texture(cut: Cut, of: Sheet, pattern: Pattern, mean: Points, faces: Quads, rows: Values) -> Values:
    """Return the texture coordinates of cloth and of its edges, which go on beyond the border as they are folded."""
    fields = cut.fields(regions()).T
    near_m = (pattern.mix @ (of.mix @ fields)).min(axis=1)
    arm, arm_m = (pattern.mix @ (of.mix @ each) for each in (regions().arm().astype(float), regions().arm_m()))
    border = np.unique(pattern.rim)
    steps = np.diff(rows[border], axis=1, prepend=0.0)
    gone_m = np.linalg.norm(steps, axis=2).cumsum(axis=1)
    each = [np.concatenate([values, *[values[border]] * rows.shape[1]]) for values in (mean, arm, arm_m)]
    beyond_m = (gone_m[:, -1:] - gone_m).T.ravel()  # from the outer edge of what is folded over
    lifted = each[0].copy()
    lifted[len(mean) :, 2] += gone_m.T.ravel().astype(np.float32)
    return flat(lifted, each[1], each[2], np.concatenate([near_m, beyond_m]), faces, cut.layer)


def _plain_uv(part: Mesh) -> Values:
    return np.concatenate([part.corner_uv(), np.zeros((len(part.triangles), 3, 1))], axis=2)


def _fastened(cut: Cut, pattern: Pattern, mean: Points, points: Points, out: Points) -> Mesh | None:
    """Return the buttons of a cut that no other clothes hide, if there are any."""
    open_to = mean[mean[:, 1] < 0, ::2]
    if not (cut.buttons and len(open_to)):
        return None
    away_m = np.asarray(KDTree(open_to).query(np.asarray(cut.buttons))[0])
    seen = tuple(place for place, off_m in zip(cut.buttons, away_m.tolist(), strict=True) if off_m < LOOSE_M)
    return fastened(cut.fastener, seen, cut.button_m, mean, points, out).with_slot(1) if seen else None


def _edges(cut: Cut, of: Sheet, pattern: Pattern, mean: Points) -> Values:
    """Return how borders are folded: as the cut says at its own hems, plainly where other clothes hide the rest."""
    within_m = pattern.mix @ (of.mix @ cut.covers(regions()))
    own = within_m < OWN_HEM_M
    rows = cut.edge(mean)
    return rows if rows.shape[1] < FOLDED_ROWS else np.where(own[:, None, None], rows, plain(mean))


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
