"""From a converted model to its entry in a library, with the files that it needs."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...scenes.appearance.materials import FAMILIES, words_of
from ...scenes.assets.library import Model, Texture
from ...scenes.assets.matching import material_of, named_family
from ...scenes.assets.sources import Converted, SlotSource
from ...scenes.geometry.mesh import Mesh
from ...scenes.spec import Material, Words
from .items import SourceItem

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
MAIN_SHARE = 0.6  # of a model's surface, that a material must cover to give it its words
NEAR_COLOUR = 0.45  # how far, as a sum over R, G and B, a colour may be from one that has a word


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A model and its textures as the index lists them, and the bytes of its files by path in the library."""

    model: Model
    textures: tuple[Texture, ...]
    files: dict[str, bytes]


def entry_of(library: str, item: SourceItem, converted: Converted) -> NewEntry:
    """Return the entry of a converted model."""
    source, concept = item.source, item.concept
    textures: list[Texture] = []
    files: dict[str, bytes] = {}
    materials: list[Material] = []
    for number, slot in enumerate(converted.slots):
        texture, pictures = _texture(f"{source.id}-{number}", slot, item)
        files |= pictures
        textures += [texture] if texture else []
        materials.append(material_of(slot, concept.category, f"{library}/{texture.id}" if texture else ""))
    mesh = mesh_bytes(converted.mesh)
    file = f"meshes/{source.id}.npz"
    low, high = converted.mesh.bounds()
    width, depth, height = (high - low).round(5).tolist()
    model = Model(
        id=source.id,
        file=file,
        category=concept.category,
        name=item.name,
        synonyms=item.synonyms,
        size_m=(width, depth, height),
        up_axis=source.up_axis,
        surfaces=converted.surfaces,
        materials=tuple(materials),
        words=_words(converted, materials),
        licence=item.rights.licence,
        author=item.rights.author,
        source=item.rights.source,
        sha256=hashlib.sha256(source.path.read_bytes()).hexdigest(),
        digest=hashlib.sha256(mesh).hexdigest(),
    )
    return NewEntry(model, tuple(textures), files | {file: mesh})


def mesh_bytes(mesh: Mesh) -> bytes:
    """Return a mesh as the bytes of an .npz file: the same bytes for the same mesh."""
    if mesh.uv is None:
        raise ValueError("a library's meshes have texture coordinates")
    arrays: dict[str, NDArray[np.generic]] = {
        "vertices": mesh.vertices.astype("<f4"),
        "triangles": mesh.triangles.astype("<i4"),
        "smooth": mesh.smooth,
        "slot": mesh.slot.astype("<i4"),
        "uv": mesh.uv.astype("<f4"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, array in arrays.items():
            data = io.BytesIO()
            np.save(data, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", ZIP_DATE), data.getvalue(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _texture(name: str, slot: SlotSource, item: SourceItem) -> tuple[Texture | None, dict[str, bytes]]:
    """Return the texture of a slot with its pictures' bytes by path, which their own digests name."""
    pictures = {channel: path.read_bytes() for channel, path in sorted(slot.maps.items())}
    if not pictures:
        return None, {}
    maps = {channel: picture_name(slot.maps[channel], data) for channel, data in pictures.items()}
    rights = item.rights
    texture = Texture(name, maps, 0.0, rights.licence, rights.author, rights.source, digest_of_maps(maps, pictures))
    return texture, {maps[channel]: data for channel, data in pictures.items()}


def picture_name(path: Path, data: bytes) -> str:
    """Return where a picture goes in a library."""
    suffix = ".jpg" if data.startswith(b"\xff\xd8") else ".png" if data.startswith(b"\x89PNG") else path.suffix.lower()
    return f"textures/{hashlib.sha256(data).hexdigest()[:24]}{suffix}"


def digest_of_maps(maps: dict[str, str], pictures: dict[str, bytes]) -> str:
    """Return the SHA-256 of a texture: of what each of its pictures gives and is."""
    digest = hashlib.sha256()
    for channel in sorted(maps):
        digest.update(f"{channel}:{hashlib.sha256(pictures[channel]).hexdigest()};".encode())
    return digest.hexdigest()


def _words(converted: Converted, materials: list[Material]) -> Words:
    """Return the words of the material that covers most of a model, where it is plain and named."""
    mesh = converted.mesh
    corners = mesh.vertices[mesh.triangles]
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    shares = np.bincount(mesh.slot, areas, len(materials)) / areas.sum()
    main = int(shares.argmax())
    material = materials[main]
    if shares[main] < MAIN_SHARE or material.texture:
        return Words()
    gaps = [float(np.abs(np.subtract(material.colour, shade)).sum()) for _, shade in FAMILIES[material.family].shades]
    words = words_of(material)
    stuff = words.material if named_family(converted.slots[main].name) == material.family else ""
    return Words(words.colour if min(gaps) < NEAR_COLOUR else "", stuff)
