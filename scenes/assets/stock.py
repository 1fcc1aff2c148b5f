"""What the scenes of a recipe may use beside the embedded generators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import Model, Place, load_library


@dataclass(frozen=True, slots=True)
class Stocked:
    """A model and the library that it comes from."""

    library: str
    model: Model


@dataclass(frozen=True, slots=True)
class Stock:
    """Models, skies (LIBRARY/ID) and textures (LIBRARY/ID by family), and the user's own scene files (path, sha256)."""

    models: tuple[Stocked, ...] = ()
    skies: tuple[str, ...] = ()
    textures: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    def of_kind(self, kind: str) -> tuple[Stocked, ...]:
        """Return the models that can stand in for an entry of `furniture.kinds`."""
        return tuple(entry for entry in self.models if entry.model.kind == kind)

    def extras(self, setting: str, place: Place) -> tuple[Stocked, ...]:
        """Return the models of a setting that no entry of `furniture.kinds` covers."""
        return tuple(
            entry
            for entry in self.models
            if not entry.model.kind and entry.model.place == place and setting in entry.model.settings
        )


EMPTY = Stock()


def stock_of(libraries: Iterable[str], files: Iterable[tuple[str, str]] = ()) -> Stock:
    """Return what the named libraries hold, in the order of names; raises AssetError."""
    loaded = [load_library(name) for name in sorted(libraries)]
    return Stock(
        tuple(Stocked(library.name, model) for library in loaded for model in library.models),
        tuple(f"{library.name}/{sky.id}" for library in loaded for sky in library.skies),
        tuple((f"{library.name}/{texture.id}", texture.family) for library in loaded for texture in library.textures),
        tuple(files),
    )
