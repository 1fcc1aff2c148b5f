"""What a .blend names: pictures, libraries, fonts, volumes, caches and light profiles, but what is packed into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .blend_blocks import Format, Layout, blocks, format_of, layout_of, unpacked
from .named import Kind, Named, text_of, unix

KINDS = {  # what each struct names by its first field that is there
    "Image": (Kind.PICTURE, ("filepath", "name")),
    "Library": (Kind.LIBRARY, ("filepath", "name")),
    "VFont": (Kind.FONT, ("filepath", "name")),
    "Volume": (Kind.VOLUME, ("filepath",)),
    "CacheFile": (Kind.CACHE, ("filepath",)),
    "MeshCacheModifierData": (Kind.CACHE, ("filepath",)),
    "FluidDomainSettings": (Kind.CACHE, ("cache_directory",)),
    "NodeShaderTexIES": (Kind.LIGHT, ("filepath",)),
}
FILE, SEQUENCE, MOVIE, TILED = 1, 2, 3, 6  # sources of an Image; others hold no file
MOST_CHARACTERS = 1024
MOST_BYTES = 2**20  # of a struct that names files


def blend_names(path: Path) -> Iterator[Named]:
    """Yield what a .blend names; raises OSError, ValueError, or whatever it is damaged to."""
    layout = layout_of(path)
    wanted = {number for number, name in enumerate(layout.names) if name in KINDS}
    with unpacked(path) as stream:
        form = format_of(stream)
        for block in blocks(stream, form):
            if block.kind in wanted:
                data = stream.read(min(block.length, MOST_BYTES))
                if named := _named(path, data, block.kind, layout, form):
                    yield named


def _named(path: Path, data: bytes, number: int, layout: Layout, form: Format) -> Named | None:
    kind, fields = KINDS[layout.names[number]]
    written = _text(data, next((at for name in fields if (at := layout.place(number, name)) is not None), None))
    if not written or written.startswith("<") or _packed(data, number, layout, form):
        return None
    source = _short(data, layout.place(number, "source"), form) if kind is Kind.PICTURE else FILE
    if source not in (FILE, SEQUENCE, MOVIE, TILED):
        return None
    frames = source == SEQUENCE or bool(_short(data, layout.place(number, "is_sequence"), form) & 0xFF)
    return Named(kind, written, (_place(path.parent, written),), frames)


def _place(folder: Path, written: str) -> Path:
    """Return where Blender looks: below the .blend after //, else from the root, or from where it runs."""
    slashed = unix(written)
    return folder / slashed[2:].lstrip("/") if slashed.startswith("//") else Path(slashed).absolute()


def _packed(data: bytes, number: int, layout: Layout, form: Format) -> bool:
    """Return whether its bytes are in the .blend."""
    packed = (layout.place(number, "packedfile"), layout.place(number, "packedfiles", "first"))
    return any(form.number(data, at, form.pointer_bytes) for at in packed if at is not None)


def _text(data: bytes, at: int | None) -> str:
    return "" if at is None else text_of(data[at : at + MOST_CHARACTERS].split(b"\0")[0])


def _short(data: bytes, at: int | None, form: Format) -> int:
    return 0 if at is None else form.number(data, at, 2)
