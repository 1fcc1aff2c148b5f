"""What a .blend names: pictures, libraries, fonts, volumes, caches and light profiles, but what is packed into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import RequestError
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
READING_NODES = "GeometryNodeImport"  # they read a file whose name is computed when the scene is
REPLAY = 0  # of a fluid: simulated and written to its cache whenever the scene is evaluated
MOST_CHARACTERS = 1024
MOST_BYTES = 2**20  # of a struct that names files


def blend_names(path: Path) -> Iterator[Named]:
    """Yield what a .blend names; raises OSError, ValueError, or whatever it is damaged to.

    Raises RequestError where it would read or write files that nobody can know before: opening it would do so.
    """
    layout = layout_of(path)
    wanted = {number for number, name in enumerate(layout.names) if name in KINDS or name == "bNode"}
    with unpacked(path) as stream:
        form = format_of(stream)
        for block in blocks(stream, form):
            if block.kind in wanted:
                data = stream.read(min(block.length, MOST_BYTES))
                _refuse_acts(path, data, block.kind, layout, form)
                if named := _named(path, data, block.kind, layout, form):
                    yield named


def _named(path: Path, data: bytes, number: int, layout: Layout, form: Format) -> Named | None:
    if layout.names[number] not in KINDS:
        return None
    kind, fields = KINDS[layout.names[number]]
    written = _text(data, next((at for name in fields if (at := layout.place(number, name)) is not None), None))
    if not written or written.startswith("<") or _packed(data, number, layout, form):
        return None
    source = _short(data, layout.place(number, "source"), form) if kind is Kind.PICTURE else FILE
    if source not in (FILE, SEQUENCE, MOVIE, TILED):
        return None
    frames = source == SEQUENCE or bool(_short(data, layout.place(number, "is_sequence"), form) & 0xFF)
    return Named(kind, written, (_place(path.parent, written),), frames)


def _refuse_acts(path: Path, data: bytes, number: int, layout: Layout, form: Format) -> None:
    if layout.names[number] == "bNode" and _text(data, layout.place(number, "idname")).startswith(READING_NODES):
        node = _text(data, layout.place(number, "name"))
        raise RequestError(f"{path}: its node {node} reads a file by itself: apply its modifier")
    at = layout.place(number, "cache_type") if layout.names[number] == "FluidDomainSettings" else None
    if at is not None and form.number(data, at, 4) == REPLAY:
        cache = _text(data, layout.place(number, "cache_directory"))
        raise RequestError(f"{path}: its fluid of the cache {cache} would be simulated: bake it as Modular or All")


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
