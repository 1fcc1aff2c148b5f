"""The layer of parts: from the numbers that each mesh gives its parts to numbers of the frame, and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ..scenes.geometry.parts import sided
from ..scenes.object_mesh import object_mesh
from ..scenes.people.body_parts import OUTER, WORN_IN
from ..scenes.people.wardrobe import WARDROBE
from ..scenes.spec import Figure, SceneSpec
from .frame import MOST_PARTS, RenderError, VisiblePart


def numbered_parts(
    spec: SceneSpec, instance: NDArray[np.uint16], part: NDArray[np.int64]
) -> tuple[NDArray[np.uint16], tuple[VisiblePart, ...]]:
    """Return the layer of parts uint16 H×W, and its table.

    `part` H×W is the number that the mesh of the instance has for what is seen, 0 for no part. Raises RenderError where
    more parts are in sight than the layer has numbers.
    """
    names = _names(spec, instance)
    known = np.zeros(int(instance.max(initial=0)) + 1, dtype=np.int64)
    known[list(names)] = [len(each) for each in names.values()]
    told = (part > 0) & (part <= known[instance])  # what no mesh of ours has numbered is no part
    pairs = np.where(told, instance.astype(np.int64) * (MOST_PARTS + 1) + part, 0)
    seen, areas = np.unique(pairs[told], return_counts=True)
    if len(seen) > MOST_PARTS:
        raise RenderError(f"{len(seen)} parts are in sight; the layer of parts has numbers for {MOST_PARTS}")
    layer = np.where(told, np.searchsorted(seen, pairs) + 1, 0).astype(np.uint16)
    worn = {thing.instance: _worn(thing.geometry) for thing in spec.objects if isinstance(thing.geometry, Figure)}
    owners, locals_ = (each.tolist() for each in np.divmod(seen, MOST_PARTS + 1))
    rows = [
        _row(number, owner, names[owner][local - 1], area_px, worn.get(owner, {}))
        for number, (owner, local, area_px) in enumerate(zip(owners, locals_, areas.tolist(), strict=True), start=1)
    ]
    return layer, (*rows, *_unseen(rows, names))


def _row(number: int, owner: int, name: str, area_px: int, worn: Mapping[str, str]) -> VisiblePart:
    side, plain = sided(name)
    return VisiblePart(number, owner, _told(plain), area_px, side, worn.get(WORN_IN.get(plain, ""), ""))


def _told(name: str) -> str:
    """Return the name that is told of a part without its side: two layers of clothes are of one name."""
    return "upper clothes" if name == OUTER else name


def _worn(figure: Figure) -> dict[str, str]:
    """Return the garment of each slot; of two in one slot nobody knows which is seen."""
    slots = Counter(WARDROBE[name].slot for name in figure.clothes)
    return {WARDROBE[name].slot: name for name in figure.clothes if slots[WARDROBE[name].slot] == 1}


def _names(spec: SceneSpec, instance: NDArray[np.uint16]) -> dict[int, tuple[str, ...]]:
    """Return the names of all parts of each object in sight that has any."""
    visible = set(np.unique(instance).tolist())
    meshes = {thing.instance: object_mesh(thing) for thing in spec.objects if thing.instance in visible}
    return {number: mesh.parts.names for number, mesh in sorted(meshes.items()) if mesh.parts}


def _unseen(rows: list[VisiblePart], names: dict[int, tuple[str, ...]]) -> Iterator[VisiblePart]:
    """Yield what of an object's parts is out of sight, by its name."""
    seen = {(row.instance, row.name) for row in rows}
    for number, held in names.items():
        plain = sorted({_told(sided(name)[1]) for name in held})
        yield from (VisiblePart(0, number, name, 0) for name in plain if (number, name) not in seen)
