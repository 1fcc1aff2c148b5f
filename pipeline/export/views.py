"""Exports with a file for each view rather than for each sample: DIR/SPLIT/SCENE-VIEW and the format's ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...renderers.frame import Frame
from ..dataset.publish import publish
from . import exr, hdf5
from .source import ShardSource


@dataclass(frozen=True, slots=True)
class ViewFormat:
    """What it is, its ending, and the function that makes a file's bytes."""

    about: str
    suffix: str
    frame_bytes: Callable[[Frame], bytes]


VIEW_FORMATS = {
    "exr": ViewFormat("a multilayer OpenEXR for each view", ".exr", exr.frame_bytes),
    "hdf5": ViewFormat("a file as BlenderProc writes for each view", ".hdf5", hdf5.frame_bytes),
}


def write_views(view: ViewFormat) -> Callable[[ShardSource, Path], None]:
    """Return the function that writes the views of one shard."""

    def write(source: ShardSource, folder: Path) -> None:
        for key, frame in source.frames():
            publish(folder, f"{source.split}/{key}{view.suffix}", view.frame_bytes(frame), durable=False)

    return write
