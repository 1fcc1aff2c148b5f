"""A person as data, and the mesh that stands for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ..errors import AssetError, named
from ..generators.outdoor.bicycle import ALONG_M, THICK_M, half_width_m
from ..geometry.mesh import Mesh, join, mesh
from ..geometry.parts import as_part
from ..spec import Figure, Vec3
from .anatomy import Points, Quads, anatomy
from .body_parts import OUTER, with_parts
from .build import rest
from .clothes import shown, under, wear
from .complexion import painted
from .face import BEARDS, beard, brows, eyes, lashes
from .far import CELL_M, CLOTH_CELL_M, merged, thinned
from .hair import STYLES, Style, hair
from .head import Body, Head, Values, in_mouth
from .keypoints import keypoints_of
from .leant import flattened
from .postures import GROUNDED, LEANING, LYING, RECLINED
from .regions import Mask
from .skeleton import Posture, along, ends, posed
from .stance import FLAT_BACK, stance
from .surfaces import proper, triangles
from .wardrobe import WARDROBE, cuts_of

# Slots of materials, in this order.
SLOTS = (
    "skin", "lips", "hair", "top", "legs", "shoes", "eye white", "iris", "pupil",
    "outer", "sole", "belt", "hat", "scarf", "bag", "glasses", "buttons",
)  # fmt: skip
FASTENED = {"shoes": "sole", "belt": "belt", "bag": "bag"}  # what laces and buckles of some slots are of
UNDER_HAT_M = 0.006
OVER_CLOTHES_M = 0.036  # of hair off the body
SHOD_M = 0.014  # soles under the feet of who sits on the ground
ON_FLOOR_M = 0.03  # soles that hang no higher stand
PRESSED_M, PRESSED_WIDE_M = 0.2, 0.35  # how far below a seat, and beside its middle, what a seat presses can be
OFF_SADDLE_M, AROUND_M = 0.004, 0.02  # between a saddle and what lies beside it; before and behind it
HEM_M = 0.11  # below a saddle's top, down to which hems hang
STEEP = 1.5  # by which a saddle falls off to its sides
SQUEEZE = 0.02  # flesh and cloth are pressed to this share, and keep their order


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Person:
    """The mesh of a figure with its parts, and its keypoints (`keypoints.NAMES`) float32 17×3 in the same space.

    `middle_m` is where the middle of the mesh lies in the body's own space, at its soles; `seat_m` how high its seat is
    there.
    """

    mesh: Mesh
    keypoints_m: Points
    middle_m: Vec3
    seat_m: float


def person_mesh(figure: Figure) -> Mesh:
    """Return the mesh of a person, standing on z = 0, centred in x and y, and facing −y; slots as SLOTS.

    Raises AssetError where a haircut, a beard or a garment is not known, or the clothes do not cover the person.
    """
    return person(figure).mesh


def person(figure: Figure) -> Person:
    """Return the mesh of a person, where its joints are, and where it touches the world; raises as `person_mesh`."""
    return _person(replace(figure, size_m=(0.0, 0.0, 0.0)))  # that follows from the mesh


@lru_cache(maxsize=64)  # more than a street may hold; each is some 5 MB
def _person(figure: Figure) -> Person:
    whole, keypoints_m = _dressed(figure)
    seat = dict(figure.goals).get("seat")
    low_m = float(whole.bounds()[0][2])
    seat_m = 0.0
    if seat:
        seat_m = seat[2] + (low_m if low_m < ON_FLOOR_M else 0.0)
        whole = _pressed(whole, (*seat[:2], seat_m))
    if figure.posture in GROUNDED:
        whole = _pressed(whole, (0.0, -np.inf, -SHOD_M), np.inf, np.inf)
    if figure.posture in LYING:
        whole = _pressed(whole, (0.0, -np.inf, 0.0), np.inf, np.inf)
        _, from_top_m, pillow_m = dict(figure.goals).get("pillow", (0.0, 0.0, 0.0))
        whole = _pressed(whole, (0.0, float(whole.bounds()[1][1]) + from_top_m, pillow_m), np.inf, np.inf)
    if figure.posture in RECLINED:
        whole = _pressed(whole, (0.0, -np.inf, 0.0), np.inf, np.inf)
        whole = _leant_back(whole, *dict(figure.goals).get("back", FLAT_BACK)[1:])
    if "saddle" in dict(figure.goals):
        whole = _off_saddle(whole, dict(figure.goals)["saddle"])
    if figure.posture in LEANING:
        top_m = low_m + dict(figure.goals).get("top", (0.0, 0.0, 0.0))[2]
        whole = flattened(whole, figure.posture, SLOTS, top_m, keypoints_m)
    low, high = whole.bounds()
    middle_m = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2, float(low[2]))
    centred = replace(whole, vertices=whole.vertices - middle_m)
    return Person(centred, (keypoints_m - middle_m).astype(np.float32), middle_m, seat_m)


def _pressed(whole: Mesh, edge: Vec3, deep_m: float = PRESSED_M, wide_m: float = PRESSED_WIDE_M) -> Mesh:
    """Return a mesh pressed flat by a seat: what would lie below it, behind its front edge."""
    x, y, z = whole.vertices.T
    below = (y > edge[1]) & (z < edge[2]) & (z > edge[2] - deep_m) & (np.abs(x) < wide_m)
    flat = whole.vertices.copy()
    flat[below, 2] = edge[2] - SQUEEZE * (edge[2] - z[below])
    return replace(whole, vertices=flat)


def _leant_back(whole: Mesh, hinge_m: float, slope: float) -> Mesh:
    """Return a mesh pressed flat by what rises by `slope` from y = `hinge_m` on."""
    under_m = slope * (whole.vertices[:, 1] - hinge_m) - whole.vertices[:, 2]
    flat = whole.vertices.copy()
    flat[:, 2] += (1 - SQUEEZE) * np.where(whole.vertices[:, 1] > hinge_m, np.maximum(under_m, 0.0), 0.0)
    return replace(whole, vertices=flat)


def _off_saddle(whole: Mesh, saddle: Vec3) -> Mesh:
    """Return a mesh without what would lie in a saddle: moved upwards or sideways, whichever is nearer.

    The saddle is taken to widen downwards, so that no triangle cuts off its edges.
    """
    x, y, z = whole.vertices.T
    ahead = y - saddle[1]
    near = (ahead > ALONG_M[0] - AROUND_M) & (ahead < ALONG_M[-1] + AROUND_M)
    half_m = half_width_m(np.clip(ahead, ALONG_M[0], ALONG_M[-1])) + OFF_SADDLE_M
    deep_m = saddle[2] - z
    aside_m = half_m + np.minimum(deep_m, THICK_M) / STEEP - np.abs(x)
    up_m = deep_m - STEEP * np.maximum(np.abs(x) - half_m, 0.0)
    inside = near & (deep_m > 0) & (deep_m < HEM_M) & (aside_m > 0)
    free, rises = whole.vertices.copy(), up_m <= aside_m
    free[inside & rises, 2] += (1 - SQUEEZE) * up_m[inside & rises]
    free[inside & ~rises, 0] += np.copysign(aside_m, x)[inside & ~rises]
    return replace(whole, vertices=free)


def _dressed(figure: Figure) -> tuple[Mesh, Points]:
    """Return the mesh of a person with its parts, and its keypoints, in the body's own space."""
    rng = np.random.default_rng(figure.seed)
    shape = rest(figure)
    posture = stance(figure, shape, rng)
    points = posed(shape, posture)
    layers, hidden = _clothes(figure, shape, posture, rng)
    head = Head(shape)
    layers += _solid(figure, head, posture, rng)
    hidden = hidden | in_mouth()
    quads = shown(hidden) if figure.detail == "near" else merged(shown(hidden))
    layers += [_skin(points, quads, painted(figure)), _eyes(figure, head, posture)]
    neck_m = float(ends(shape)[0][anatomy().bone("neck_01"), 2])
    for each in _hair(figure, head, rng):
        moved = _carried(each, shape, posture, "head", "hair")
        layers.append(_over_shoulders(moved, each.vertices[:, 2] < neck_m, points))
    return with_parts(_joined(layers), SLOTS, points), keypoints_of(points)


def _clothes(figure: Figure, shape: Points, posture: Posture, rng: np.random.Generator) -> tuple[list[Mesh], Mask]:
    """Return all that is cut from the body's layers, and which vertices of the skin lie under it."""
    pieces = [(cut, slot) for cut, slot in cuts_of(figure.clothes) if figure.detail == "near" or not cut.fine]
    cuts = tuple(cut for cut, _ in pieces)
    worn = wear(cuts, shape, posture, rng, figure.detail)
    worn = [_detailed(each, figure, CLOTH_CELL_M) for each in worn]
    slots = [np.array((SLOTS.index(slot), SLOTS.index(FASTENED.get(slot, "buttons")))) for _, slot in pieces]
    layers = [replace(each, slot=of[each.slot]) for each, of in zip(worn, slots, strict=True)]
    named = zip(layers, pieces, strict=True)  # a jacket with its buttons
    return [as_part(each, OUTER) if slot == "outer" else each for each, (_, slot) in named], under(cuts)


def _solid(figure: Figure, head: Head, posture: Posture, rng: np.random.Generator) -> list[Mesh]:
    """Return hats, glasses, bags."""
    worn = [WARDROBE[name] for name in figure.clothes]
    found = [(each, _detailed(each.solid(head, rng), figure)) for each in worn if each.solid]
    carried = [_carried(solid, head.rest, posture, each.bone, each.slot) for each, solid in found]
    return [replace(each, uv=each.corner_uv()) for each in carried]  # scarves have stripes, and hats ribs


def _hair(figure: Figure, head: Head, rng: np.random.Generator) -> list[Mesh]:
    found = [as_part(brows(head, rng), "face"), as_part(lashes(head, rng), "face")]
    if figure.haircut and not any(WARDROBE[name].hides_hair for name in figure.clothes):
        found.append(
            hair(head, _worn(named(STYLES, figure.haircut, "a haircut", "haircut", error=AssetError), figure), rng)
        )
    long_m = named(BEARDS, figure.beard, "a beard", "beard", error=AssetError) if figure.beard else 0.0
    if long_m:
        found.append(as_part(beard(head, long_m, rng), "beard"))
    return [_detailed(each, figure) for each in found]


def _detailed(part: Mesh, figure: Figure, cell_m: float = CELL_M) -> Mesh:
    return thinned(part, cell_m) if figure.detail == "far" else part


def _worn(style: Style, figure: Figure) -> Style:
    """Return a style as it lies under a hat, if there is one."""
    if not any(WARDROBE[name].over_hair for name in figure.clothes):
        return style
    return replace(
        style, top_m=min(style.top_m, UNDER_HAT_M), side_m=min(style.side_m, UNDER_HAT_M), curl_m=0.0,
        fringe_deg=0.0, parting=0.0, locks=0, ridge_m=0.001,
    )  # fmt: skip


def _carried(shape: Mesh, body: Points, posture: Posture, bone: str, slot: str) -> Mesh:
    points = along(body, posture, bone, shape.vertices.astype(np.float32))
    return replace(shape, vertices=points.astype(np.float64)).with_slot(SLOTS.index(slot))


def _joined(layers: list[Mesh]) -> Mesh:
    """Return one mesh, with texture coordinates where a layer has them."""
    uv = [np.zeros((len(each.triangles), 3, 3)) for each in layers]
    for own, each in zip(uv, layers, strict=True):
        if each.uv is not None:
            own[..., : each.uv.shape[2]] = each.uv
    return replace(join(layers), uv=np.concatenate(uv))


def _skin(points: Points, quads: Quads, paint: Values) -> Mesh:
    """Return what can be seen of the skin, painted; lips in a slot of their own."""
    own, new = np.unique(quads, return_inverse=True)
    faces = proper(triangles(new.reshape(quads.shape)))
    lips = np.isin(own, anatomy().marks["lips"])[faces].all(axis=1)
    slot = np.where(lips, SLOTS.index("lips"), SLOTS.index("skin"))
    return replace(mesh(points[own], faces, smooth=True), uv=paint[own][faces], slot=slot)


def _eyes(figure: Figure, head: Head, posture: Posture) -> Mesh:
    found = eyes(head, np.random.default_rng((figure.seed, 3)))
    moved = along(head.rest, posture, "head", found.vertices.astype(np.float32))
    return replace(found, vertices=moved.astype(np.float64), slot=found.slot + SLOTS.index("eye white"))


def _over_shoulders(locks: Mesh, low: Mask, body: Points) -> Mesh:
    """Return hair whose low parts, which the head took along, lie on the shoulders and not in them."""
    if not low.any():
        return locks
    vertices = locks.vertices.copy()
    vertices[low] = Body(body).outside(vertices[low], OVER_CLOTHES_M)
    return replace(locks, vertices=vertices)
