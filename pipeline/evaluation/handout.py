"""What somebody else's program needs to draw a split: `cavendish prompts OUT --split val --to DIR`.

    DIR/README.md        what to draw, what to call it, and how it is scored
    DIR/prompts.jsonl    a line for each sample: key, task, prompt, image, second, width, height
    DIR/prompts.csv      the same as a table
    DIR/images/          the picture of each view, once, byte for byte; second pictures, where samples show two

Nothing that tells an answer goes along. A hidden file says whose prompts these are, so that the same call goes on where
an earlier one stopped: pictures that are there stay, and the lists come last.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, fields
from functools import partial
from pathlib import Path

from ...manifests import Manifest, ShardRecord
from ...scenes.errors import RequestError, WorkError
from ..dataset.checked import told_as_damage
from ..dataset.contents import plan_of, read_samples
from ..dataset.folder import finished, none_finished, read_manifest
from ..dataset.keys import SampleKey
from ..dataset.picture import picture_size
from ..dataset.plan import ShardPlan, plan_shards
from ..dataset.publish import is_part, publish, remove_parts, streaming
from ..dataset.samples import Sample
from ..dataset.storage import NO_FILE, Location, place, read
from ..workers.pool import map_in_order
from .handout_readme import readme

STATE = ".cavendish-prompts.json"
README, LINES, TABLE = "README.md", "prompts.jsonl", "prompts.csv"
Shard = tuple[ShardPlan, ShardRecord]


@dataclass(frozen=True, slots=True)
class Row:
    """One sample: what its drawing is called, what is asked of which picture below DIR, and its size in pixels.

    `second` is the second picture that the prompt speaks of, "" where there is none.
    """

    key: str
    task: str
    prompt: str
    image: str
    second: str
    width: int
    height: int


COLUMNS = tuple(field.name for field in fields(Row))


@dataclass(frozen=True, slots=True)
class Handout:
    """What is written where: finished shards of a split; `missing` names those that are not built."""

    root: Location
    folder: Path
    split: str
    manifest: Manifest
    shards: tuple[Shard, ...]
    missing: tuple[str, ...]

    @property
    def samples(self) -> int:
        """How many prompts there are."""
        return sum(record.samples for _, record in self.shards)


def prompts(root: Location | str, folder: Path | str, split: str = "val", *, jobs: int | None = 1) -> Path:
    """Write pictures, prompts and keys of a split, so that any model can draw it, and return the folder.

    The drawings, named KEY.png, are then scored by `evaluate`. No target and no truth goes along.

    Args:
        root: the dataset's folder or URL.
        folder: an empty or new one. The same call goes on where an earlier one stopped.
        split: the split to be drawn.
        jobs: how many processes write, None for as many as there are cores; the files are the same.

    Raises:
        RequestError: there is no such dataset or split, or the folder holds something else.
        WorkError: a shard is damaged; or shards are not built, so their prompts are not there.

    """
    work = open_handout(place(root), Path(folder), split)
    deque(write_shards(work, jobs), maxlen=0)
    check_whole(work)
    return work.folder


def open_handout(root: Location, folder: Path, split: str) -> Handout:
    """Look at what is asked, and write nothing; raises RequestError, WorkError where no shard of the split is built."""
    manifest = read_manifest(root)
    recipe = manifest.recipe
    if split not in recipe.splits:
        raise RequestError(f"is not in {root}; it has {', '.join(recipe.splits)}", "split", split)
    plans, done = plan_shards(recipe), finished(root, manifest)
    shards = tuple((plan_of(plans, record), record) for _, record in sorted(done.items()) if record.split == split)
    _refuse_others(folder, _state(manifest, split))
    lost = plans.only([shard for shard in plans.shards if shard not in done])
    missing = tuple(plan.name for plan in lost if plan.split == split)
    if not shards:
        raise none_finished(root, split, missing)
    return Handout(root, folder, split, manifest, shards, missing)


def write_shards(work: Handout, jobs: int | None = 1) -> Iterator[ShardRecord]:
    """Write all of it, and yield the record of each shard once its pictures are there. Raises DamageError.

    `jobs` processes write, None for as many as there are cores.
    """
    publish(work.folder, STATE, json.dumps(_state(work.manifest, work.split)).encode())
    remove_parts(work.folder)
    written = map_in_order(partial(_write_pictures, work.root, work.folder), work.shards, len(work.shards), jobs)
    with streaming(work.folder / LINES) as lines, streaming(work.folder / TABLE) as table:
        table.write(_csv([COLUMNS]))
        pictures = 0
        for (_, record), rows in zip(work.shards, written, strict=True):
            lines.write(b"".join(_json(row) for row in rows))
            table.write(_csv([astuple(row) for row in rows]))
            pictures += len({name for row in rows for name in (row.image, row.second) if name})
            yield record
        page = readme(
            work.manifest, work.split, sum((Counter(each.tasks) for _, each in work.shards), Counter()), pictures
        )
        publish(work.folder, README, page.encode())


def check_whole(work: Handout) -> None:
    """Raise WorkError where the prompts of shards are missing."""
    if work.missing:
        raise WorkError(f"{', '.join(work.missing)} are not built, so their prompts are not in {work.folder}")


def _write_pictures(root: Location, folder: Path, shard: Shard) -> list[Row]:
    """Write a shard's pictures as far as they are not there, and return the rows of its samples."""
    plan, record = shard
    pictures: dict[str, bytes] = {}
    with told_as_damage(plan.name):
        samples = read_samples(root, plan, record)
        rows = [_row(sample) for sample in samples]
        for row, sample in zip(rows, samples, strict=True):
            if pictures.setdefault(row.image, sample.image) != sample.image:
                raise ValueError(f"sample {row.key} has another picture than its view")
            if sample.second is not None:
                pictures[row.second] = sample.second
    for name, data in pictures.items():
        if not _is_there(folder / name, data):
            publish(folder, name, data, durable=False)
    return rows


def _row(sample: Sample) -> Row:
    key = SampleKey.parse(sample.key)
    image = f"images/{key.view_key}.{sample.image_part.rpartition('.')[2]}"
    second = "" if sample.second is None else f"images/{sample.key}.png"
    return Row(sample.key, key.task, sample.parts["prompt.txt"].decode(), image, second, *picture_size(sample.image))


def _is_there(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _state(manifest: Manifest, split: str) -> dict[str, str]:
    return {"recipe_digest": manifest.recipe_digest, "split": split}


def _refuse_others(folder: Path, state: dict[str, str]) -> None:
    """Raise RequestError where a folder holds anything but prompts of this dataset and split."""
    if not folder.exists() or (folder.is_dir() and all(is_part(path.name) for path in folder.iterdir())):
        return
    try:
        held = json.loads(read(folder, STATE))
    except (*NO_FILE, OSError, ValueError, RecursionError):
        held = None
    if held != state:
        what = "holds something else" if held is None else "holds prompts of another dataset or split"
        raise RequestError(f"{folder}: {what}; give an empty or new folder")


def _json(row: Row) -> bytes:
    return json.dumps(asdict(row), ensure_ascii=False).encode() + b"\n"


def _csv(rows: list[tuple[object, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
