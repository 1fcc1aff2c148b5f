"""The bodies of MakeHuman's data (CC0), as `tools/bake_people.py` packed them: one mesh for all, moved by blend shapes.

Its vertices are in metres, z up, facing −y, with the left side at +x: the skin, a layer of tights and a skirt that
clothes are cut from, and eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

CREDIT = ("the MakeHuman team", "CC0-1.0", "https://github.com/makehumancommunity/mpfb2")  # author, licence, source
Points = NDArray[np.float32]
Quads = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Blend:
    """Blend shapes by name, each a mix of a few components; rows are the vertices, then the bones' heads and tails."""

    names: tuple[str, ...]
    mixes: Points
    components: Points

    def move(self, weights: NDArray[np.float32]) -> Points:
        """Return how far each row moves where the shapes have these weights."""
        return np.tensordot(weights @ self.mixes, self.components, axes=1)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Anatomy:
    """What all people share: points float32 V×3 at rest, quads by layer, bones, and which bones move each vertex.

    `ends` rows of all blends and of `points` beyond `count` are the bones' heads, then their tails.
    """

    points: Points
    count: int
    layers: dict[str, Quads]
    marks: dict[str, NDArray[np.int64]]
    bones: tuple[str, ...]
    parents: tuple[int, ...]
    weights: Points
    shape: Blend
    face: Blend
    look: Blend

    def bone(self, name: str) -> int:
        """Return the number of a bone."""
        return self.bones.index(name)

    def mover(self) -> NDArray[np.int64]:
        """Return V: the bone that moves each vertex most."""
        return self.weights.argmax(axis=1)


@cache
def anatomy() -> Anatomy:
    """Return the packed data."""
    with resources.as_file(resources.files(__package__) / "body.npz") as path, np.load(path) as stored:
        data: dict[str, NDArray[Any]] = dict(stored)
    count = len(data["movers"])
    return Anatomy(
        points=data["points"],
        count=count,
        layers={name: data[name].astype(np.int64) for name in ("skin", "tights", "skirt", "eyes")},
        marks={name: data[name].astype(np.int64) for name in ("lips", "brows", "ears")},
        bones=tuple(data["bones"].tolist()),
        parents=tuple(data["parents"].tolist()),
        weights=_spread(data["movers"], data["weights"], len(data["bones"])),
        shape=_blend("shape", data),
        face=_blend("face", data),
        look=_blend("look", data),
    )


def _blend(kind: str, data: dict[str, NDArray[Any]]) -> Blend:
    whole = np.concatenate([data[f"{kind}_fine"].astype(np.float32), data[f"{kind}_coarse"].astype(np.float32)])
    components = whole * data[f"{kind}_steps"][:, None, None]
    return Blend(tuple(data[f"{kind}_names"].tolist()), data[f"{kind}_mixes"], components)


def _spread(movers: NDArray[np.uint8], shares: NDArray[np.uint8], bones: int) -> Points:
    table = np.zeros((len(movers), bones), np.float32)
    np.put_along_axis(table, movers.astype(np.int64), shares.astype(np.float32), axis=1)
    return table / table.sum(axis=1, keepdims=True)
