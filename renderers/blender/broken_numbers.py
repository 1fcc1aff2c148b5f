"""Vertices that are no finite numbers, found in the file itself: Blender's importers make them 0, without a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

# What may be no number that single precision holds: other signs than a number's, or so many digits.
SUSPICIOUS = re.compile(rb"^v[ \t][^\n]*?(?:[^\d\s.eE+\-]|[eE]\+?\d\d|\d{39})[^\n]*", re.MULTILINE)
MOST = float(np.finfo(np.float32).max)


def has_broken_vertices(path: Path) -> bool:
    """Say whether a model's or scene's file gives a vertex that is no finite number in single precision.

    False for formats in which Blender keeps such vertices, and for files that it cannot read, of which it says so.
    """
    find = READERS.get(path.suffix.lower())
    if find is None:
        return False
    try:
        return not all(_finite(values) for values in find(path))
    except Exception:  # whatever a broken file makes of the readers is said better by the importer
        return False


def _obj(path: Path) -> Iterator[list[float]]:
    for match in SUSPICIOUS.finditer(path.read_bytes()):
        yield [_number(word) for word in re.split(rb"\s#", match[0])[0].split()[1:4] if word != b"\\"]


def _number(word: bytes) -> float:
    try:
        return float(word)
    except ValueError:
        return float("nan")


def _gltf(path: Path) -> Iterator[Any]:
    from io_scene_gltf2.io.imp.gltf2_io_binary import BinaryData
    from io_scene_gltf2.io.imp.gltf2_io_gltf import glTFImporter

    file = glTFImporter(str(path), {"import_user_extensions": [], "loglevel": 50})
    file.read()
    for primitive in (primitive for mesh in file.data.meshes or () for primitive in mesh.primitives):
        yield BinaryData.decode_accessor(file, primitive.attributes["POSITION"])


def _fbx(path: Path) -> Iterator[Any]:
    from io_scene_fbx.parse_fbx import parse

    waiting = [parse(str(path))[0]]
    while waiting:
        element = waiting.pop()
        waiting += [child for child in element.elems if child is not None]
        if element.id == b"Vertices":
            yield from element.props


def _finite(values: Any) -> bool:
    return bool((np.abs(np.asarray(values, np.float64)) <= MOST).all())


READERS: dict[str, Callable[[Path], Iterator[Any]]] = {".obj": _obj, ".glb": _gltf, ".gltf": _gltf, ".fbx": _fbx}
