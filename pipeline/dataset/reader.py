"""Reading what Cavendish wrote, for training: on top of the webdataset library, with neither Blender nor Ray nor torch.

    train = open_dataset("out/quickstart", "train", tasks=("depth", "normals"), shuffle=1000, seed=1)
    for sample in train:                    # or torch.utils.data.DataLoader(train, num_workers=2, batch_size=None)
        sample["prompt"], sample["image"], sample["target"]

Where torch is installed these are `torch.utils.data.IterableDataset`s, and shards are shared out over the nodes of
torch.distributed (or RANK and WORLD_SIZE) and the workers of a DataLoader.
"""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import fsspec
from webdataset.filters import shuffle as shuffle_buffer
from webdataset.pytorch import IterableDataset
from webdataset.tariterators import group_by_keys, tar_file_expander
from webdataset.utils import pytorch_worker_info

from ...renderers.notebook import figures_html
from ...scenes.errors import RequestError, expect, expect_count
from .checked import DamageError, tar_bytes, told_as_damage
from .folder import read_manifest, read_record, read_records
from .keys import IMAGES, PARTS, SECOND
from .picture import picture_array
from .plan import Plans, plan_shards
from .png import png_array
from .storage import Location, place, reason


class TrainingSample(dict[str, Any]):
    """One sample by the names that `open_dataset` lists; a notebook shows its pictures and its prompt."""

    def _repr_html_(self) -> str:
        pictures = {name: self[name] for name in ("image", "second", "target") if name in self}
        return figures_html(pictures, f"{self['key']}: {self['prompt']}")


Encoded = dict[str, Any]  # of webdataset: bytes by part
State = dict[str, int]
Check = Callable[[str], bytes]  # of a shard's URL: what it holds, once that is found to be whole
Count = Callable[[Sequence[str]], list[int]]  # of shards' URLs: how many samples of the tasks asked for each has


class Dataset(IterableDataset):  # type: ignore[misc]
    """The samples of one split, as `open_dataset` describes them.

    An epoch's order follows from the seed and `epoch` alone. `state_dict` says how far this reader came in it, and
    `load_state_dict` goes on from there; samples seen before are then read past, not decoded. `len` is what an epoch
    gives where it is asked: all samples, or this node's or worker's share; TypeError where that is not known.
    """

    def __init__(
        self,
        shards: Sequence[str],
        tasks: Sequence[str],
        shuffle: int,
        seed: int,
        count: Count,
        check: Check | None = None,
    ) -> None:
        self.shards, self.tasks, self.shuffle, self.seed = list(shards), tuple(tasks), shuffle, seed
        self.epoch = 0
        self._seen = 0
        self._check, self._checked = check, set[str]()
        self._count, self._counts = count, dict[str, int]()

    def __bool__(self) -> bool:
        return True  # without reading the records

    def __len__(self) -> int:
        if not self._counts:
            self._counts = dict(zip(self.shards, self._count(self.shards), strict=True))
        reader, readers = _reader()
        shards = self._order()
        if len(shards) >= readers:
            return sum(self._counts[shard] for shard in shards[reader::readers])
        if self.tasks:
            raise TypeError(
                f"len() is not known where {readers} readers share {len(shards)} shards by place, not by task"
            )
        return len(range(reader, sum(self._counts.values()), readers))

    def __iter__(self) -> Iterator[TrainingSample]:
        with told_as_damage(self.shards[0].rpartition("/")[0]):
            for sample in islice(self._encoded(), self._seen, None):
                self._seen += 1
                yield _decoded(sample)
        self.set_epoch(self.epoch + 1)

    def set_epoch(self, epoch: int) -> None:
        """Start an epoch, which has an order of its own. Needed where each epoch is read by new worker processes."""
        self.epoch, self._seen = epoch, 0

    def state_dict(self) -> State:
        """Return the position of this reader."""
        return {"epoch": self.epoch, "seen": self._seen}

    def load_state_dict(self, state: State) -> None:
        """Go on from a position that `state_dict` gave, with the same arguments, readers and shards."""
        self.epoch, self._seen = state["epoch"], state["seen"]

    def _encoded(self) -> Iterator[Encoded]:
        reader, readers = _reader()
        shards = self._order()
        by_shard = len(shards) >= readers
        samples = iter(group_by_keys(tar_file_expander(self._opened(shards[reader::readers] if by_shard else shards))))
        mine = samples if by_shard else islice(samples, reader, None, readers)
        asked = (sample for sample in mine if not self.tasks or sample["__key__"].rsplit("-", 1)[1] in self.tasks)
        if not self.shuffle:
            return asked
        order = random.Random(f"{self.seed} {self.epoch} {reader}")  # noqa: S311
        return iter(shuffle_buffer(self.shuffle, initial=self.shuffle, rng=order)(asked))

    def _order(self) -> list[str]:
        shards = list(self.shards)
        if self.shuffle:
            random.Random(f"{self.seed} {self.epoch}").shuffle(shards)  # noqa: S311
        return shards

    def _opened(self, shards: Sequence[str]) -> Iterator[Encoded]:
        for shard in shards:
            if self._check and shard not in self._checked:
                yield {"url": shard, "stream": io.BytesIO(self._check(shard))}
                self._checked.add(shard)
            else:
                with fsspec.open(shard, "rb") as stream:
                    yield {"url": shard, "stream": stream}


def open_dataset(
    url: Location | str,
    split: str = "train",
    *,
    tasks: Sequence[str] = (),
    shuffle: int = 0,
    seed: int = 0,
    check: bool | None = None,
) -> Dataset:
    """Return the samples of one split of a dataset.

    Each is a dict: `key`, `task` and `prompt` (str), `image` and `target` (uint8 H×W×3) and `meta` (KEY.json); of tasks
    that show two pictures also `second`, as `image`.

    Args:
        url: the folder OUT, or any URL of it that fsspec opens.
        split: one of the splits in its manifest.
        tasks: the tasks wanted; all of them if empty.
        shuffle: how many encoded samples are held in memory to be shuffled; the order of the shards then changes with
            each epoch, too. 0 keeps the order in which they were written.
        seed: of the shuffling.
        check: whether a reader compares each shard's SHA-256 with its record when it first opens it, and raises
            WorkError where they differ. The shard is then in memory as a whole. By default local ones are checked.

    Raises:
        RequestError: there is no dataset, no such split or task, or no shard of it is finished.

    """
    expect(tasks, (tuple, list), "a list of tasks", "tasks")
    expect_count(shuffle, "shuffle", least=0)
    expect(seed, int, "a whole number", "seed")
    root = place(url)
    url = str(root)
    manifest = read_manifest(root)
    _one_of("split", split, manifest.splits, url)
    for task in tasks:
        _one_of("task", task, manifest.totals.tasks, url)
    shards = _finished(url, split)
    if not shards:
        raise RequestError(f"{url}: split {split} has no finished shards yet")
    count = partial(_samples, root, manifest.recipe_digest, tuple(tasks))
    checks = check or (check is None and isinstance(root, Path))
    whole = partial(_whole, root, plan_shards(manifest.recipe)) if checks else None
    return Dataset(shards, tasks, shuffle, seed, count, whole)


def _reader() -> tuple[int, int]:
    """Return the number of this reader, a worker of a node, and how many there are."""
    rank, nodes, worker, workers = pytorch_worker_info()
    return rank * workers + worker, nodes * workers


def _samples(root: Location, digest: str, tasks: Sequence[str], urls: Sequence[str]) -> list[int]:
    """Return how many samples of these tasks (of all, if empty) the records of shards count; raises TypeError."""
    names = [_shard_of(url) for url in urls]
    try:
        counted = {
            record.name: sum(record.tasks.get(task, 0) for task in tasks) if tasks else record.samples
            for record in read_records(root, names, digest)
        }
    except OSError as error:
        raise TypeError(f"len() is not known: {reason(error)}") from error
    if lost := [name for name in names if name not in counted]:
        raise TypeError(f"len() is not known: {lost[0]} has no readable record any more")
    return [counted[name] for name in names]


def _shard_of(url: str) -> str:
    return url.rpartition("/")[2].removesuffix(".tar")


def _whole(root: Location, plans: Plans, url: str) -> bytes:
    """Return a shard's tar as its record says it is; raises DamageError."""
    name = _shard_of(url)
    shard = int(name.rpartition("-")[2])
    record = read_record(root, name, plans.recipe)
    if record is None or shard >= len(plans) or plans.name(shard) != name:
        raise DamageError(f"{name}: has no readable record of this recipe any more; regenerate it")
    return tar_bytes(root, plans[shard], record)


def _decoded(sample: Encoded) -> TrainingSample:
    key = str(sample["__key__"])
    try:
        image = next(sample[part] for part in IMAGES if part in sample)
        target, prompt, meta = (sample[part] for part in PARTS)
        second = {"second": png_array(sample[SECOND])} if SECOND in sample else {}
        return TrainingSample(
            key=key,
            task=key.rsplit("-", 1)[1],
            prompt=prompt.decode(),
            image=picture_array(image),
            **second,
            target=png_array(target),
            meta=json.loads(meta),
        )
    except (LookupError, ValueError, RecursionError, StopIteration) as error:
        raise DamageError(f"sample {key[:60]!r} cannot be decoded: {error}") from None


def _finished(url: str, split: str) -> list[str]:
    """Return the URLs of the split's shards that have a record, in order."""
    files, folder = fsspec.core.url_to_fs(url)
    named = re.compile(rf"{re.escape(split)}-\d{{6}}")
    recorded, written = (
        {match[0] for path in _names(files, f"{folder}/{inner}") if (match := named.match(path))}
        for inner in ("records", split)
    )
    return [files.unstrip_protocol(f"{folder}/{split}/{name}.tar") for name in sorted(recorded & written)]


def _names(files: fsspec.AbstractFileSystem, folder: str) -> list[str]:
    try:
        return [path.rsplit("/", 1)[-1] for path in files.ls(folder, detail=False)]
    except FileNotFoundError:
        return []


def _one_of(what: str, name: str, known: Iterable[str], url: str) -> None:
    if name not in known:
        raise RequestError(f"{url}: has no {what} {name!r}; it has {', '.join(known)}")
