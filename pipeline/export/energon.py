"""Our own tars with what Megatron-Energon wants beside them.

    DIR/SPLIT/SPLIT-000000.tar             hard links to OUT's shards, or copies where that cannot be
    DIR/.nv-meta/dataset.yaml, split.yaml  the crude webdataset and its splits
    DIR/cooker.py                          ten lines that turn its raw samples into triplets

Energon's own index follows with `energon prepare`, as the cooker's head says: its inner form belongs to its release.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import yaml

from ..dataset.checked import tar_bytes
from ..dataset.publish import publish
from ..dataset.storage import Location
from .filling import Docstring, snippet
from .source import ShardSource

SPLITS = ("train", "val", "test")


def write(source: ShardSource, folder: Path) -> None:
    """Link or copy the tar of one shard, once it is found to be whole."""
    source.samples()
    if not _linked(source.root / source.tar, folder / source.tar):
        publish(folder, source.tar, tar_bytes(source.root, source.plan, source.record), durable=False)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write the description of the dataset, its splits, and the cooker."""
    names = dict.fromkeys([*SPLITS, *(source.split for source in sources)])
    parts = {split: [s.tar for s in sources if s.split == split] for split in names}
    dataset = {
        "__module__": "megatron.energon",
        "__class__": "CrudeWebdataset",
        "subflavors": {"schema": "cavendish"},
    }
    publish(folder, ".nv-meta/dataset.yaml", yaml.safe_dump(dataset, sort_keys=False).encode())
    split = {"exclude": [], "split_parts": parts}
    publish(folder, ".nv-meta/split.yaml", yaml.safe_dump(split, sort_keys=False).encode())
    ours = " ".join(f"--split-parts {shlex.quote(f'{name}:{name}/.*')}" for name, paths in parts.items() if paths)
    publish(folder, "cooker.py", snippet("energon/cooker.py", split_parts=Docstring(ours)))


def _linked(there: Location, target: Path) -> bool:
    if not isinstance(there, Path):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(there, target)
    except OSError:
        return False
    return True
