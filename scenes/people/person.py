"""A person as data, and the mesh that stands for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..errors import AssetError, named
from ..geometry.mesh import Mesh, join, mesh
from ..spec import Figure
from .anatomy import Points, Quads, anatomy
from .build import rest
from .clothes import shown, under, wear
from .face import BEARDS, beard, brows, eyes
from .hair import STYLES, Style, hair
from .head import Body, Head
from .postures import POSTURES
from .regions import Mask
from .skeleton import Posture, along, ends, posed
from .surfaces import triangles
from .wardrobe import WARDROBE, cuts_of

# Slots of materials, in this order.
SLOTS = (
    "skin", "lips", "hair", "top", "legs", "shoes", "eye white", "iris", "pupil",
    "outer", "sole", "belt", "hat", "scarf", "bag", "glasses",
)  # fmt: skip
UNDER_HAT_M = 0.006
OVER_CLOTHES_M = 0.036  # of hair off the body


def person_mesh(figure: Figure) -> Mesh:
    """Return the mesh of a person, standing on z = 0, centred in x and y, and facing −y; slots as SLOTS.

    Raises AssetError where a haircut, a beard or a garment is not known, or the clothes do not cover the person.
    """
    whole = _dressed(figure)
    low, high = whole.bounds()
    return replace(whole, vertices=whole.vertices - ((low + high) / 2 * (1, 1, 0) + low * (0, 0, 1)))


def _dressed(figure: Figure) -> Mesh:
    """Return the mesh of a person in the body's own space."""
    rng = np.random.default_rng(figure.seed)
    shape = rest(figure)
    posture = POSTURES[figure.posture](rng)
    points = posed(shape, posture)
    layers, hidden = _clothes(figure, shape, posture, rng)
    head = Head(shape)
    layers += _solid(figure, head, posture, rng)
    layers += [*_skin(points, hidden), _eyes(head, posture)]
    neck_m = float(ends(shape)[0][anatomy().bone("neck_01"), 2])
    for each in _hair(figure, head, rng):
        moved = _carried(each, shape, posture, "head", "hair")
        layers.append(_over_shoulders(moved, each.vertices[:, 2] < neck_m, points))
    return _joined(layers)


def _clothes(figure: Figure, shape: Points, posture: Posture, rng: np.random.Generator) -> tuple[list[Mesh], Mask]:
    """Return all that is cut from the body's layers, and which vertices of the skin lie under it."""
    pieces = cuts_of(figure.clothes)
    cuts = tuple(cut for cut, _ in pieces)
    worn = wear(cuts, shape, posture, rng)
    return [each.with_slot(SLOTS.index(slot)) for each, (_, slot) in zip(worn, pieces, strict=True)], under(cuts)


def _solid(figure: Figure, head: Head, posture: Posture, rng: np.random.Generator) -> list[Mesh]:
    """Return hats, glasses, bags."""
    worn = [WARDROBE[name] for name in figure.clothes]
    return [_carried(each.solid(head, rng), head.rest, posture, each.bone, each.slot) for each in worn if each.solid]


def _hair(figure: Figure, head: Head, rng: np.random.Generator) -> list[Mesh]:
    found = [brows(head, rng)]
    if figure.haircut and not any(WARDROBE[name].hides_hair for name in figure.clothes):
        found.append(
            hair(head, _worn(named(STYLES, figure.haircut, "a haircut", "haircut", error=AssetError), figure), rng)
        )
    if figure.beard:
        found.append(beard(head, named(BEARDS, figure.beard, "a beard", "beard", error=AssetError), rng))
    return found


def _worn(style: Style, figure: Figure) -> Style:
    """Return a style as it lies under a hat, if there is one."""
    if not any(WARDROBE[name].over_hair for name in figure.clothes):
        return style
    return replace(
        style, top_m=min(style.top_m, UNDER_HAT_M), side_m=min(style.side_m, UNDER_HAT_M), curl_m=0.0,
        fringe_deg=0.0, parting=0.0, locks=0, ridge_m=0.001,
    )  # fmt: skip


def _over_shoulders(locks: Mesh, low: Mask, body: Points) -> Mesh:
    """Return hair whose low parts, which the head took along, lie on the shoulders and not in them."""
    if not low.any():
        return locks
    vertices = locks.vertices.copy()
    vertices[low] = Body(body).outside(vertices[low], OVER_CLOTHES_M)
    return replace(locks, vertices=vertices)


def _carried(shape: Mesh, body: Points, posture: Posture, bone: str, slot: str) -> Mesh:
    points = along(body, posture, bone, shape.vertices.astype(np.float32))
    return replace(shape, vertices=points.astype(np.float64)).with_slot(SLOTS.index(slot))


def _joined(layers: list[Mesh]) -> Mesh:
    """Return one mesh, with texture coordinates where a layer has them."""
    uv = [np.zeros((len(each.triangles), 3, 2)) if each.uv is None else each.uv for each in layers]
    return replace(join(layers), uv=np.concatenate(uv))


def _piece(points: Points, quads: Quads, slot: str) -> Mesh:
    own, new = np.unique(quads, return_inverse=True)
    return mesh(points[own], triangles(new.reshape(quads.shape)), smooth=True).with_slot(SLOTS.index(slot))


def _skin(points: Points, hidden: Mask) -> list[Mesh]:
    """Return what can be seen of the skin; lips and brows in slots of their own."""
    quads = shown(hidden)
    lips = np.isin(quads, anatomy().marks["lips"]).all(axis=1)
    return [_piece(points, quads[~lips], "skin"), _piece(points, quads[lips], "lips")]


def _eyes(head: Head, posture: Posture) -> Mesh:
    found = eyes(head)
    moved = along(head.rest, posture, "head", found.vertices.astype(np.float32))
    return replace(found, vertices=moved.astype(np.float64), slot=found.slot + SLOTS.index("eye white"))
