"""What a glTF names: its buffers and its pictures."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .named import Kind, Named

MOST_BYTES = 256 * 2**20  # of the JSON: a scene of a million nodes
JSON_CHUNK = 0x4E4F534A


def gltf_names(path: Path) -> Iterator[Named]:
    """Yield what a .gltf or .glb names; raises ValueError where it is none."""
    content = gltf_content(path)
    for kind, held in ((Kind.BUFFER, content.get("buffers")), (Kind.PICTURE, content.get("images"))):
        for uri in _uris(held):
            place = path.parent / unquote(uri).replace("\\", "/")
            yield Named(kind, uri, (place,), needed=kind is Kind.BUFFER)


def gltf_content(path: Path) -> dict[str, Any]:
    """Return the JSON of a .gltf or .glb; raises ValueError where it is none."""
    content = json.loads(_json(path))
    if not isinstance(content, dict):
        raise ValueError("its JSON is no mapping")  # noqa: TRY004
    return content


def _uris(entries: Any) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else ():
        uri = entry.get("uri") if isinstance(entry, dict) else None
        if isinstance(uri, str) and uri and not uri.startswith("data:"):
            yield uri


def _json(path: Path) -> bytes:
    with path.open("rb") as file:
        if path.suffix.lower() == ".gltf":
            data = file.read(MOST_BYTES + 1)
        else:
            magic, _, _, length, kind = struct.unpack("<4s4I", file.read(20).ljust(20, b"\0"))
            if magic != b"glTF" or kind != JSON_CHUNK:
                raise ValueError("it does not begin as a GLB")
            data = file.read(min(length, MOST_BYTES + 1))
    if len(data) > MOST_BYTES:
        raise ValueError(f"its JSON has more than {MOST_BYTES // 2**20} MB")
    return data
