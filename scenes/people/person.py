"""A person as data, and the mesh that stands for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ..errors import AssetError, named
from ..geometry.mesh import Mesh, join, mesh
from ..geometry.parts import as_part
from ..poses import Vec3
from ..spec import Figure, Gait
from .anatomy import Points, Quads, anatomy
from .body_parts import OUTER, with_parts
from .build import rest
from .clothes import shown, under, wear
from .complexion import painted
from .face import BEARDS, beard, brows, eyes, lashes
from .far import CELL_M, CLOTH_CELL_M, merged, thinned
from .gait import Walk, walk_of
from .hair import STYLES, Style, hair
from .hands import closed
from .head import Body, Head, Values, in_mouth
from .keypoints import keypoints_of
from .leant import flattened
from .postures import GROUNDED, LEANING, LYING, RECLINED
from .pressed import leant_back, off_saddle, pressed
from .regions import Mask
from .rig import HAIR, Layer, Rig, rig_of
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
SHOD = ("skin", "shoes", "sole")  # the slots of feet with what is on them
FREE_HANDED = ("walking",)  # postures of walking in which hands hold nothing
UNDER_HAT_M = 0.006
OVER_CLOTHES_M = 0.036  # of hair off the body
SHOD_M = 0.014  # soles under the feet of who sits on the ground
ON_FLOOR_M = 0.03  # soles that hang no higher stand


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
    stands = replace(figure, size_m=(0.0, 0.0, 0.0), gait=None)  # that size follows from the mesh
    return _walking(stands, figure.gait) if figure.gait else _person(stands)


@lru_cache(maxsize=64)  # more than a street may hold; each is some 5 MB
def _person(figure: Figure) -> Person:
    whole, keypoints_m = _dressed(figure)
    seat = dict(figure.goals).get("seat")
    low_m = float(whole.bounds()[0][2])
    seat_m = 0.0
    if seat:
        seat_m = seat[2] + (low_m if low_m < ON_FLOOR_M else 0.0)
        whole = pressed(whole, (*seat[:2], seat_m))
    if figure.posture in GROUNDED:
        whole = pressed(whole, (0.0, -np.inf, -SHOD_M), np.inf, np.inf)
    if figure.posture in LYING:
        whole = pressed(whole, (0.0, -np.inf, 0.0), np.inf, np.inf)
        _, from_top_m, pillow_m = dict(figure.goals).get("pillow", (0.0, 0.0, 0.0))
        whole = pressed(whole, (0.0, float(whole.bounds()[1][1]) + from_top_m, pillow_m), np.inf, np.inf)
    if figure.posture in RECLINED:
        whole = pressed(whole, (0.0, -np.inf, 0.0), np.inf, np.inf)
        whole = leant_back(whole, *dict(figure.goals).get("back", FLAT_BACK)[1:])
    if "saddle" in dict(figure.goals):
        whole = off_saddle(whole, dict(figure.goals)["saddle"])
    if figure.posture in LEANING:
        top_m = low_m + dict(figure.goals).get("top", (0.0, 0.0, 0.0))[2]
        whole = flattened(whole, figure.posture, SLOTS, top_m, keypoints_m)
    low, high = whole.bounds()
    middle_m = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2, float(low[2]))
    centred = whole.with_vertices(whole.vertices - middle_m)
    return Person(centred, (keypoints_m - middle_m).astype(np.float32), middle_m, seat_m)


def _dressed(figure: Figure) -> tuple[Mesh, Points]:
    """Return the mesh of a person with its parts, and its keypoints, in the body's own space."""
    rng = np.random.default_rng(figure.seed)
    shape = rest(figure)
    posture = stance(figure, shape, rng)
    points = posed(shape, posture)
    whole = _joined([each for each, _ in _layers(figure, shape, posture, rng)])
    return with_parts(whole, SLOTS, points), keypoints_of(points)


def _layers(figure: Figure, shape: Points, posture: Posture, rng: np.random.Generator) -> list[Layer]:
    """Return all that a person is made of, each with what takes it along."""
    points = posed(shape, posture)
    layers, hidden = _clothes(figure, shape, posture, rng)
    head = Head(shape)
    layers += _solid(figure, head, posture, rng)
    hidden = hidden | in_mouth()
    quads = shown(hidden) if figure.detail == "near" else merged(shown(hidden))
    layers += [(_skin(points, quads, painted(figure)), "skin"), (_eyes(figure, head, posture), "head")]
    neck_m = float(ends(shape)[0][anatomy().bone("neck_01"), 2])
    for each in _hair(figure, head, rng):
        moved = _carried(each, shape, posture, "head", "hair")
        layers.append((_over_shoulders(moved, each.vertices[:, 2] < neck_m, points), HAIR))
    return layers


@lru_cache(maxsize=256)  # people of a street in each frame; each is some 1 MB, as all share their triangles
def _walking(figure: Figure, gait: Gait) -> Person:
    """Return somebody in a stride, over where the middle of the body without one is."""
    middle_m = np.array(_person(figure).middle_m) * (1, 1, 0)
    rig, walk = _rig(figure), _walk(figure, gait.stride_m)
    posture = walk.at(gait.phase)
    moved = rig.posed(posture)
    x, y, z = middle_m.tolist()
    places = keypoints_of(posed(rig.shape, posture)) - middle_m
    return Person(moved.with_vertices(moved.vertices - middle_m), places.astype(np.float32), (x, y, z), 0.0)


@lru_cache(maxsize=64)
def _walk(figure: Figure, stride_m: float) -> Walk:
    """Return how a figure walks; what hands hold in its posture stays where it is."""
    shape, rig = rest(figure), _rig(figure)
    posture = stance(figure, shape, np.random.default_rng(figure.seed))
    x, y, z = posture.hips_m
    level = replace(posture, hips_m=(x, y, z - _person(figure).middle_m[2]))
    soles = {side: rig.sole(side, [SLOTS.index(slot) for slot in SHOD]) for side in "lr"}
    return walk_of(shape, level, soles, "" if figure.posture in FREE_HANDED else closed(posture.curls), stride_m)


@lru_cache(maxsize=32)  # each is some 10 MB
def _rig(figure: Figure) -> Rig:
    """Return a figure at rest, dressed as it is in its posture."""
    rng, shape = np.random.default_rng(figure.seed), rest(figure)
    stance(figure, shape, rng)  # draws what comes before clothes and hair
    layers = _layers(figure, shape, Posture(), rng)
    return rig_of(shape, layers, with_parts(_joined([each for each, _ in layers]), SLOTS, posed(shape, Posture())))


def _clothes(figure: Figure, shape: Points, posture: Posture, rng: np.random.Generator) -> tuple[list[Layer], Mask]:
    """Return all that is cut from the body's layers, and which vertices of the skin lie under it."""
    pieces = [(cut, slot) for cut, slot in cuts_of(figure.clothes) if figure.detail == "near" or not cut.fine]
    cuts = tuple(cut for cut, _ in pieces)
    worn = wear(cuts, shape, posture, rng, figure.detail)
    worn = [_detailed(each, figure, CLOTH_CELL_M) for each in worn]
    slots = [np.array((SLOTS.index(slot), SLOTS.index(FASTENED.get(slot, "buttons")))) for _, slot in pieces]
    layers = [replace(each, slot=of[each.slot]) for each, of in zip(worn, slots, strict=True)]
    named = zip(layers, pieces, strict=True)  # a jacket with its buttons
    return [(as_part(each, OUTER) if slot == "outer" else each, cut.layer) for each, (cut, slot) in named], under(cuts)


def _solid(figure: Figure, head: Head, posture: Posture, rng: np.random.Generator) -> list[Layer]:
    """Return hats, glasses, bags."""
    worn = [WARDROBE[name] for name in figure.clothes]
    found = [(each, _detailed(each.solid(head, rng), figure)) for each in worn if each.solid]
    carried = [(_carried(solid, head.rest, posture, each.bone, each.slot), each.bone) for each, solid in found]
    return [(replace(each, uv=each.corner_uv()), bone) for each, bone in carried]  # scarves have stripes, hats ribs


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
    return shape.with_vertices(points.astype(np.float64)).with_slot(SLOTS.index(slot))


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
    return locks.with_vertices(vertices)
