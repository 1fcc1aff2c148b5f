"""Layouts: how a kind of scene is composed and photographed.

A layout is a file with two pure functions, listed in `LAYOUTS`. Its `compose` fills a world from the scene's seeds
and the stock of assets; its
`frame` picks one shot of a composed (and settled) world, given a generator that is fresh for every attempt.
"""

from ._layout import Contents, Layout, SceneSeeds, Shot
from .room import ROOM
from .shapes import SHAPES

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (ROOM, SHAPES)}

__all__ = ["LAYOUTS", "Contents", "Layout", "SceneSeeds", "Shot"]
