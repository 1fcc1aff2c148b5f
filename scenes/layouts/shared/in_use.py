"""Composed scenes as they look after some use: all that is there stays where it is, and shows wear."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps

from ...appearance.wear import used
from ...assets.pool import AssetPool
from ...seeds import Stream
from .layout import Contents, SceneSeeds
from .library_textures import Compose


def in_use(compose: Compose) -> Compose:
    """Let a layout's scenes show wear."""

    @wraps(compose)
    def composed(seeds: SceneSeeds, pool: AssetPool) -> Contents:
        contents = compose(seeds, pool)
        return replace(contents, objects=used(contents.objects, seeds.generator(Stream.WEAR)))

    return composed
