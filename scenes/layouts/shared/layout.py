"""What a layout is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from ...appearance.seasons import Season
from ...assets.pool import AssetPool
from ...cameras import Shot
from ...lighting import Light, World
from ...poses import Vec3
from ...seeds import Stream, generator
from ...spec import SceneFile, SceneObject, SceneSpec

__all__ = ["Contents", "Footing", "Layout", "SceneSeeds", "Shot", "rounded"]

Footing = Callable[[SceneSpec], Callable[[float, float], float]]


@dataclass(frozen=True, slots=True)
class SceneSeeds:
    """The seed tree below one scene. `turn`: how many scenes before it have its layout, where that counts them."""

    seed: int
    scene: int
    turn: int = 0

    def generator(self, stream: Stream, view: int = 0, attempt: int = 0, sample: int = 0) -> np.random.Generator:
        """Return the generator of one place below this scene."""
        return generator(self.seed, self.scene, stream, view, attempt, sample)


@dataclass(frozen=True, slots=True)
class Contents:
    """What `compose` puts into a world. `season`: the one that it is in, where the place leaves no choice."""

    objects: tuple[SceneObject, ...]
    lights: tuple[Light, ...]
    world: World
    source: SceneFile | None = None
    season: Season | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A name, how the world is composed, how one view of it is framed, and whether its scenes are counted.

    `footing`: how high, in metres, the ground below a photographer of people lies at (x, y); NaN where none stands.
    """

    name: str
    compose: Callable[[SceneSeeds, AssetPool], Contents]
    frame: Callable[[SceneSpec, np.random.Generator], Shot]
    counted: bool = False
    footing: Footing | None = None


def rounded(point_m: Iterable[float]) -> Vec3:
    """Return a place to a tenth of a millimetre: no further digit decides what a camera sees."""
    x, y, z = (round(float(value), 4) for value in point_m)
    return (x, y, z)
