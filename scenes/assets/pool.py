"""What the scenes of a recipe may use beside the embedded generators."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .library import LibrarySky, Model, MountPlace, Texture


@dataclass(frozen=True, slots=True)
class PooledModel:
    """A model, the library that it comes from, and its part in scenes.

    `kind` names the entry of `furniture.kinds` that it can stand in for, or is empty; `place` says what carries it, and
    `settings` where people have such a thing ("kitchen", "street" …).
    """

    library: str
    model: Model
    kind: str = ""
    place: MountPlace = "floor"
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PooledFile:
    """A scene file of the user's, and its SHA-256.

    Each of its `frames` is a scene (None: the one that it was saved at), as often as `weight` says beside those of
    other files. `cameras` names those to use; all where it is empty.
    """

    path: str
    sha256: str
    weight: float = 1.0
    cameras: tuple[str, ...] = ()
    frames: tuple[int | None, ...] = (None,)


@dataclass(frozen=True, slots=True)
class AssetPool:
    """Models, skies and tiled textures with their LIBRARY/ID, and the user's own scene files."""

    models: tuple[PooledModel, ...] = ()
    skies: tuple[tuple[str, LibrarySky], ...] = ()
    textures: tuple[tuple[str, Texture], ...] = ()
    files: tuple[PooledFile, ...] = ()

    def of_kind(self, kind: str) -> tuple[PooledModel, ...]:
        """Return the models that can stand in for an entry of `furniture.kinds`."""
        return tuple(entry for entry in self.models if entry.kind == kind)

    def extras(self, setting: str, place: MountPlace) -> tuple[PooledModel, ...]:
        """Return the models of a setting that no entry of `furniture.kinds` covers."""
        return tuple(
            entry for entry in self.models if not entry.kind and entry.place == place and setting in entry.settings
        )


EMPTY = AssetPool()


def split_pool(pool: AssetPool, split: str, shares: Mapping[str, float]) -> AssetPool:
    """Return the models of one split: each model belongs to one, by a hash of its name and the splits' shares."""
    return replace(pool, models=tuple(entry for entry in pool.models if _split_of(entry, shares) == split))


def _split_of(entry: PooledModel, shares: Mapping[str, float]) -> str:
    digest = hashlib.sha256(f"{entry.library}/{entry.model.id}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64 * sum(shares.values())
    ends = itertools.accumulate(shares.values())
    return next((name for name, end in zip(shares, ends, strict=True) if place < end), list(shares)[-1])
