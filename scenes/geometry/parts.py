"""Which triangles of a mesh are a part of it that has a name: a wheel, a drawer, a window of a house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ..arrays import ArrayRecord

if TYPE_CHECKING:
    from .mesh import Mesh


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Parts(ArrayRecord):
    """`names` has one for each part; `number` int64 T is k where a triangle is of `names[k - 1]`, 0 where of none.

    A name may begin with the side, the thing's own: "left hand".
    """

    names: tuple[str, ...]
    number: NDArray[np.int64]


Side = Literal["", "left", "right"]
SIDES: tuple[Side, ...] = ("left", "right")


def sided(name: str) -> tuple[Side, str]:
    """Return the side that a part's name begins with, "" for none, and what the part is."""
    for side in SIDES:
        if name.startswith(f"{side} "):
            return side, name.removeprefix(f"{side} ")
    return "", name


def as_part(shape: Mesh, name: str) -> Mesh:
    """Return the mesh with all of it that is no part yet as one part."""
    names, number = _parts_of(shape)
    return replace(shape, parts=Parts((*names, name), np.where(number > 0, number, len(names) + 1)))


def each_part(shapes: Iterable[Mesh], name: str) -> list[Mesh]:
    """Return the meshes, each as a part of its own."""
    return [as_part(shape, name) for shape in shapes]


def one_of_each(shape: Mesh) -> Mesh:
    """Return the mesh with all parts of one name as one: the sashes and the pane of a window."""
    if shape.parts is None:
        return shape
    names = tuple(dict.fromkeys(shape.parts.names))
    table = np.array([0, *(names.index(name) + 1 for name in shape.parts.names)])
    return replace(shape, parts=Parts(names, table[shape.parts.number]))


def joined_parts(shapes: Sequence[Mesh]) -> Parts | None:
    """Return the parts of meshes that are joined, one after another; None where there are none."""
    if all(shape.parts is None for shape in shapes):
        return None
    held = [_parts_of(shape) for shape in shapes]
    firsts = np.cumsum([0, *(len(names) for names, _ in held[:-1])])
    numbers = [np.where(number > 0, number + first, 0) for (_, number), first in zip(held, firsts, strict=True)]
    return Parts(tuple(name for names, _ in held for name in names), np.concatenate(numbers))


def parts_of_some(parts: Parts | None, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Parts | None:
    """Return the parts where only some of the triangles are kept: bool T, or their numbers."""
    return None if parts is None else replace(parts, number=parts.number[kept])


def _parts_of(shape: Mesh) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    if shape.parts is None:
        return (), np.zeros(len(shape.triangles), dtype=np.int64)
    return shape.parts.names, shape.parts.number
