"""Views of a source, read and made into frames, and what a few of them show to be doubtful before all are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from ...manifests.imported import Imported
from ...renderers.frame import Frame, FrameError, check_frame
from ...scenes.errors import RequestError
from .contradictions import contradiction
from .depths import SELDOM_M, doubt
from .frames import Given, ImportSource, Options, frame_of

unheeded = partial(np.errstate, invalid="ignore", over="ignore")  # whatever NaN and huge numbers become is no depth


def doubts(folder: Path, source: ImportSource, imported: Imported, options: Options) -> Iterator[str]:
    """Look at a few views: yield what is doubtful; raises RequestError where they are wrong, or nobody told a unit."""
    looked_at = [
        _given(source, imported, scene) for scene in sorted({0, len(source.views) // 2, len(source.views) - 1})
    ]
    _framed(source, 0, looked_at[0])
    yield from (note for given in looked_at for note in given.notes)
    if imported.format == "hypersim" or options.unit == "m":  # nobody doubts what is known, or was told
        return
    depths_m = [given.depth_m for given in looked_at]
    if options.units_per_metre is None and (why := doubt(depths_m)):
        raise RequestError(f"must say if {folder} is in m, cm or mm, as in metres {why}", "unit")
    if why := doubt(depths_m, SELDOM_M):
        yield f"{why}; is the unit of depth right?"


def frame_at(source: ImportSource, imported: Imported, scene: int) -> Frame:
    """Return the frame of a view; raises RequestError where its files cannot be read, or contradict themselves."""
    return _framed(source, scene, _given(source, imported, scene))


def _given(source: ImportSource, imported: Imported, scene: int) -> Given:
    """Return what a view's files say; raises RequestError."""
    with unheeded():
        given = source.read(scene)
        given = given if imported.normals else replace(given, normals=None)
        why = contradiction(given, source.size_px)
    if why:
        raise RequestError(f"{source.views[scene]}: {why}")
    return given


def _framed(source: ImportSource, scene: int, given: Given) -> Frame:
    try:
        with unheeded():
            return check_frame(frame_of(given), with_normals=given.normals is not None)
    except FrameError as error:
        raise RequestError(f"{source.views[scene]}: {error}") from None
