"""A finished dataset in the formats of other programs: what `cavendish export OUT DIR --to FORMAT` writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...manifests import ShardRecord
from ...renderers.frame import Frame
from ..errors import RequestError, WorkError
from ..keys import ViewKey
from ..out import finished, read_manifest
from ..plan import plan_shards
from ..publish import publish
from ..truth import read_truth
from . import exr, hdf5


@dataclass(frozen=True, slots=True)
class Format:
    """One file for each view: its ending, and the function that makes its bytes."""

    suffix: str
    frame_bytes: Callable[[Frame], bytes]


FORMATS = {
    "exr": Format(".exr", exr.frame_bytes),
    "hdf5": Format(".hdf5", hdf5.frame_bytes),
}


@dataclass(frozen=True, slots=True)
class Export:
    """What an export will do: `shards` are those that are finished, `missing` the names of the others."""

    root: Path
    folder: Path
    format: Format
    shards: tuple[ShardRecord, ...]
    missing: tuple[str, ...]

    @property
    def views(self) -> int:
        """How many files it writes."""
        return sum(view.attempt >= 0 for shard in self.shards for view in shard.views)


def open_export(root: Path, folder: Path, to: str) -> Export:
    """Look at what is asked, and write nothing; raises RequestError."""
    if to not in FORMATS:
        raise RequestError(f"--to {to}: is not a format; there are {', '.join(FORMATS)}")
    recipe = read_manifest(root).recipe
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(f"{folder}: is not empty; give an empty or new folder")
    done = finished(root, recipe)
    missing = tuple(plan.name for plan in plan_shards(recipe) if plan.shard not in done)
    return Export(root, folder, FORMATS[to], tuple(done[shard] for shard in sorted(done)), missing)


def run_export(work: Export) -> Iterator[str]:
    """Write DIR/SPLIT/SCENE-VIEW and the format's ending, one file at a time, and yield the names below DIR."""
    for shard in work.shards:
        for key, frame in _frames(work.root, shard):
            name = f"{shard.split}/{key}{work.format.suffix}"
            publish(work.folder, name, work.format.frame_bytes(frame))
            yield name


def _frames(root: Path, shard: ShardRecord) -> Iterator[tuple[ViewKey, Frame]]:
    try:
        yield from read_truth((root / shard.truth.path).read_bytes())
    except (OSError, KeyError, ValueError) as error:
        raise WorkError(
            f"{root / shard.truth.path}: is damaged ({error}); `cavendish regenerate` makes it again"
        ) from None
