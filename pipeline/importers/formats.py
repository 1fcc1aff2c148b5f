"""Ground truth that others rendered: a reader for each format, which lists a folder's views and reads one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ...manifests.imported import SourceFormat
from . import blenderproc, folder, hypersim
from .frames import Given, ImportSource, Options, frame_of

FORMATS: Mapping[SourceFormat, Callable[[Path, Options], ImportSource]] = {
    "blenderproc": blenderproc.source,
    "hypersim": hypersim.source,
    "folder": folder.source,
}

__all__ = ["FORMATS", "Given", "ImportSource", "Options", "frame_of"]
