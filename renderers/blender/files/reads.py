"""What Blender reads for a scene file that it holds, compared with what the file names; what of it cannot be shown.

The digest covers what is named. Whatever else Blender would read is refused, by name, before anything is rendered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ....scenes.companions.named import Kind
from ....scenes.companions.walk import Companions, missing_sentence, shown
from ...frame import RenderError
from ..process import bpy

WITH_FILES = frozenset({"FILE", "SEQUENCE", "MOVIE", "TILED"})


def check_reads(path: Path, beside: Companions) -> tuple[str, ...]:
    """Return what is missing or cannot be shown, a sentence each; raises RenderError where more is read than named."""
    covered = {os.path.realpath(path), *(str(each.path) for each in beside.files)}
    said = dict.fromkeys(beside.missing)
    for kind, written, place in _reads():
        if place.is_file() and os.path.realpath(place) not in covered:
            raise RenderError(f"{path}: reads {shown(str(place))}, which it does not name as its digest could cover it")
        if not place.exists() and place.name not in beside.absent:  # importers make whole paths of what is written
            said[missing_sentence(kind, written)] = None
    return (*said, *_broken_pictures(), *_absent_parts())


def _reads() -> Iterator[tuple[Kind, str, Path]]:
    for image in bpy.data.images:
        if image.source in WITH_FILES and image.filepath and not image.packed_file and not _many(image):
            yield Kind.PICTURE, image.filepath, _place(image)
    holders = (
        (Kind.LIBRARY, bpy.data.libraries),
        (Kind.FONT, bpy.data.fonts),
        (Kind.VOLUME, bpy.data.volumes),
        (Kind.CACHE, bpy.data.cache_files),
    )
    for kind, blocks in holders:
        for block in blocks:
            if block.filepath and not block.filepath.startswith("<") and not getattr(block, "packed_file", None):
                yield kind, block.filepath, _place(block)


def _many(image: Any) -> bool:
    """Return whether a picture is of many files, whose names differ by a number: all of those are covered."""
    return bool(image.packed_files) or image.source in ("TILED", "SEQUENCE")


def _place(block: Any) -> Path:
    return Path(os.path.normpath(bpy.path.abspath(block.filepath, library=block.library)))


def _broken_pictures() -> Iterator[str]:
    for image in bpy.data.images:
        if image.source == "FILE" and image.users and (image.packed_file or _place(image).is_file()):
            broken = not all(image.size)  # it is read to know its size
            image.buffers_free()
            if broken:
                yield f"the picture {shown(image.filepath or image.name)} cannot be read as one"


def _absent_parts() -> Iterator[str]:
    """Yield what a library that is there should hold and does not."""
    for block in bpy.data.user_map():
        library = block.library
        if block.is_missing and library and _place(library).is_file():
            yield f"{shown(block.name)} is missing in the library {shown(library.filepath)}"
