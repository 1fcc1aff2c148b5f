"""What an FBX names: its pictures, by a path that is mostly that of another machine."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from .named import Kind, Mapped, Named, mapped, text_of, unix

# A property of one text, or of raw bytes, as FBX writes it: length and name, type, length, value.
RELATIVE = re.compile(rb"\x10RelativeFilenameS(.{4})|\x07Content[RS](.{4})", re.DOTALL)
ABSOLUTE = re.compile(rb"\x08(?:FileName|Filename)S(.{4})", re.DOTALL)
MOST_CHARACTERS = 4096


def fbx_names(path: Path) -> Iterator[Named]:
    """Yield the pictures of a binary FBX, those that it holds itself as files that may be missing."""
    with mapped(path) as data:
        written, held = _relative(data)
        elsewhere = {_value(data, match) for match in ABSOLUTE.finditer(data)}
    for name in written:
        yield Named(Kind.OTHER if name in held else Kind.PICTURE, name, _places(path.parent, unix(name).lstrip("/")))
    for name in elsewhere - {""}:
        yield Named(Kind.OTHER, name, (Path(unix(name)).absolute(), *_places(path.parent, unix(name).lstrip("/"))))


def _relative(data: Mapped) -> tuple[dict[str, None], set[str]]:
    """Return the pictures' relative paths, and those of them whose bytes follow in the file itself."""
    written, held, last = dict[str, None](), set[str](), ""
    for match in RELATIVE.finditer(data):
        if match[1] is not None:
            last = _value(data, match)
            written |= {last: None} if last else {}
        elif struct.unpack("<I", match[2])[0]:
            held.add(last)
    return written, held


def _value(data: Mapped, match: re.Match[bytes]) -> str:
    (length,) = struct.unpack("<I", match[1])
    return text_of(bytes(data[match.end() : match.end() + min(length, MOST_CHARACTERS)]))


def _places(folder: Path, name: str) -> tuple[Path, ...]:
    """Return where Blender looks: at the path below the file's folder, then for the name there, in any case."""
    return tuple(_in_any_case(folder / place) for place in (name, Path(name).name) if place)


def _in_any_case(path: Path) -> Path:
    if path.exists() or not path.parent.is_dir():
        return path
    return next((other for other in sorted(path.parent.iterdir()) if other.name.lower() == path.name.lower()), path)
