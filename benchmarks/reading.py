"""What our reader and our shards cost beside webdataset's own, on the same samples: `python -m benchmarks.reading`.

Both readers decode both pictures to arrays, the metadata to a dict and the prompt to text; both writers get arrays, and
compress them to the same PNG bytes, which is checked. The two take turns, and the quickest of several turns counts.
Reading should reach 0.9 of webdataset's throughput, and writing all of it.
"""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import webdataset as wds

from benchmarks.codecs import machine
from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.dataset.keys import IMAGES, PARTS
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.reader import open_dataset
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import write_tar
from cavendish.pipeline.workers.executor import local_map

ROUNDS = 9
VIEWS = {64: 96, 256: 12, 512: 4}  # by side: small pictures show what a sample costs, large ones what a pixel does
BUFFER = 100


def built(folder: Path, side: int) -> Path:
    """Render shapes without Blender."""
    recipe = {"name": "reading", "scenes": VIEWS[side], "views_per_scene": 1, "resolution": [side, side]}
    recipe |= {"layouts": {"shapes": 1}, "renderer": "analytic", "scenes_per_shard": VIEWS[side] // 4}
    list(run_on(open_build(Recipe.model_validate(recipe), folder), local_map))
    return folder


def read_ours(out: Path, shuffle: int) -> int:
    """Read all samples with Cavendish; return how many."""
    return sum(sample["target"].size > 0 for sample in open_dataset(str(out), "train", shuffle=shuffle))


def read_theirs(out: Path, shuffle: int) -> int:
    """Read all samples with webdataset; return how many."""
    shards = sorted(str(path) for path in out.glob("train/*.tar"))
    data = wds.WebDataset(shards, shardshuffle=len(shards) if shuffle else False)
    data = data.shuffle(shuffle, initial=shuffle) if shuffle else data
    return sum(sample["target.png"].size > 0 for sample in data.decode("rgb8"))


def write_ours(samples: Sequence[Mapping[str, Any]], folder: Path) -> bytes:
    """Write a shard with Cavendish; like the other, it does not wait for the disk. Return its bytes."""
    encoded = [
        Sample(sample["key"], dict(zip((IMAGES[0], *PARTS), _encoded(sample), strict=True))) for sample in samples
    ]
    (folder / "ours.tar").write_bytes(write_tar(encoded))
    return (folder / "ours.tar").read_bytes()


def write_theirs(samples: Sequence[Mapping[str, Any]], folder: Path) -> bytes:
    """Write a shard with webdataset; return its bytes."""
    with wds.ShardWriter(str(folder / "theirs-%06d.tar"), maxcount=10**6, verbose=0) as sink:
        for sample in samples:
            contents = (sample[name] for name in ("image", "target", "prompt", "meta"))
            sink.write({"__key__": sample["key"]} | dict(zip((IMAGES[0], *PARTS), contents, strict=True)))
    return (folder / "theirs-000000.tar").read_bytes()


def seconds(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of our quickest turn and of theirs."""
    turns = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS)]
    first, second = (min(times) for times in zip(*turns, strict=True))
    return first, second


def _encoded(sample: Mapping[str, Any]) -> tuple[bytes, ...]:
    pictures = (png_bytes(sample[name]) for name in ("image", "target"))
    return (*pictures, sample["prompt"].encode(), json.dumps(sample["meta"]).encode())


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _files(tar: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as opened:
        return {member.name: opened.extractfile(member).read() for member in opened}  # type: ignore[union-attr]


def compare(folder: Path, side: int) -> None:
    """Measure pictures of one size."""
    out = built(folder / "out", side)
    samples = list(open_dataset(str(out)))
    for shuffle in (0, BUFFER):
        assert read_ours(out, shuffle) == read_theirs(out, shuffle) == len(samples)
        times = seconds(partial(read_ours, out, shuffle), partial(read_theirs, out, shuffle))
        _report(f"{side}×{side}, read{', shuffled' * bool(shuffle)}", len(samples), times)
    assert _files(write_ours(samples, folder)) == _files(write_theirs(samples, folder))
    times = seconds(partial(write_ours, samples, folder), partial(write_theirs, samples, folder))
    _report(f"{side}×{side}, write", len(samples), times)


def main() -> None:
    """Print samples a second of both, and their ratio."""
    warnings.simplefilter("ignore", ResourceWarning)  # webdataset leaves its tar files to the collector
    print(f"quickest of {ROUNDS} turns, one process; {machine()}")
    print(f"{'':32}{'ours':>12}{'webdataset':>12}   samples/s")
    for side in VIEWS:
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), side)


def _report(name: str, count: int, times: tuple[float, float]) -> None:
    ours, theirs = (count / each for each in times)
    print(f"{name:32}{ours:12.0f}{theirs:12.0f}   {ours / theirs:.2f}×")


if __name__ == "__main__":
    main()
