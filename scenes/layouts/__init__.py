"""Layouts: how a kind of scene is composed and photographed. `LAYOUTS` names the bundled ones.

A layout is two pure functions. Its `compose` fills a world from the scene's seeds and the pool of assets; its `frame`
picks one shot of a composed (and settled) world, given a generator that is fresh for every attempt.

Shares, distances and powers of the bundled layouts are taste unless a line beside them says where they are from.
"""

from .shared.layout import Contents, Layout, SceneSeeds, Shot

__all__ = ["Contents", "Layout", "SceneSeeds", "Shot"]
