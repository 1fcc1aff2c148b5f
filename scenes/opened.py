"""The meshes of a user's own scene files, kept by this process while their scenes are rendered."""

from __future__ import annotations

from .geometry.mesh import Mesh
from .spec import Opened

_KEPT: dict[tuple[str, str], Mesh] = {}


class OpenedError(Exception):
    """A mesh that was asked for before its file was opened."""


def keep(geometry: Opened, shape: Mesh) -> None:
    """Keep the mesh of an opened object, in the object's own space."""
    _KEPT[geometry.source, geometry.name] = shape


def opened_mesh(geometry: Opened) -> Mesh:
    """Return the mesh of an opened object; raises OpenedError before `Renderer.prepare` has opened its file."""
    try:
        return _KEPT[geometry.source, geometry.name]
    except KeyError:
        raise OpenedError(f"{geometry.name}: its scene file is not open; Renderer.prepare opens it") from None
