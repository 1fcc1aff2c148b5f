"""Scene files that are put together byte by byte, as far as they name others."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path


def gltf(path: Path, buffers: list[str], images: list[str]) -> Path:
    content = {"buffers": [{"uri": uri} for uri in buffers], "images": [{"uri": uri} for uri in images]}
    path.write_text(json.dumps(content))
    return path


def glb(path: Path, images: list[str]) -> Path:
    text = json.dumps({"images": [{"uri": uri} for uri in images], "buffers": [{"byteLength": 4}]}).encode()
    path.write_bytes(struct.pack("<4s4I", b"glTF", 2, 20 + len(text), len(text), 0x4E4F534A) + text)
    return path


def fbx(path: Path, names: list[str], held: bytes = b"") -> Path:
    def text(key: bytes, kind: bytes, value: bytes) -> bytes:
        return struct.pack("B", len(key)) + key + kind + struct.pack("<I", len(value)) + value

    parts = (text(b"RelativeFilename", b"S", name.encode()) + text(b"Content", b"R", held) for name in names)
    path.write_bytes(b"Kaydara FBX Binary  \x00\x1a\x00" + b"".join(parts))
    return path


def blend(path: Path, blocks: list[tuple[str, bytes]], pack: str = "") -> Path:
    """Write a .blend of these structs, in the layout that `STRUCTS` says."""
    names = list(STRUCTS)
    head = b"BLENDER-v405"
    held = (struct.pack("<4siQii", b"DATA", len(data), 0, names.index(kind), 1) + data for kind, data in blocks)
    table = _table()
    body = head + b"".join(held) + struct.pack("<4siQii", b"DNA1", len(table), 0, 0, 1) + table
    path.write_bytes(PACKERS[pack](body))
    return path


def image(written: str, source: int = 1, packed: int = 0) -> tuple[str, bytes]:
    return "Image", struct.pack("<1024sh2xQ", written.encode(), source, packed)


def library(written: str) -> tuple[str, bytes]:
    return "Library", struct.pack("<1024s", written.encode())


def _gzip(data: bytes) -> bytes:
    import gzip

    return gzip.compress(data)


def _zstandard(data: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(data)


PACKERS: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": _gzip, "zstandard": _zstandard}
TYPES = {"char": 1, "short": 2, "PackedFile": 0, "Image": 1036, "Library": 1024}
FIELDS = ("filepath[1024]", "source", "_pad[2]", "*packedfile")
STRUCTS = {
    "Image": (("char", 0), ("short", 1), ("char", 2), ("PackedFile", 3)),
    "Library": (("char", 0),),
}


def _table() -> bytes:
    def texts(key: bytes, values: list[str]) -> bytes:
        data = key + struct.pack("<I", len(values)) + b"".join(value.encode() + b"\0" for value in values)
        return data + b"\0" * (-len(data) % 4)

    kinds = list(TYPES)
    lengths = b"TLEN" + struct.pack(f"<{len(kinds)}h", *TYPES.values())
    structs = b"".join(
        struct.pack("<2h", kinds.index(name), len(fields))
        + b"".join(struct.pack("<2h", kinds.index(kind), number) for kind, number in fields)
        for name, fields in STRUCTS.items()
    )
    data = b"SDNA" + texts(b"NAME", list(FIELDS)) + texts(b"TYPE", kinds) + lengths
    data += b"\0" * (-len(data) % 4)
    return data + b"STRC" + struct.pack("<I", len(STRUCTS)) + structs
