"""A finished dataset in the formats of other programs: what `cavendish export OUT DIR --to FORMAT` writes.

Pictures and prompts go over byte for byte: nothing is decoded and encoded again. Shards are done one after another; a
hidden file in DIR says which are, so that the same command goes on where it was stopped.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...manifests import ShardRecord
from ...scenes.errors import RequestError, WorkError
from ..dataset.folder import finished, read_manifest
from ..dataset.plan import plan_shards
from ..dataset.publish import publish
from ..dataset.storage import Location, place
from . import bagel, energon, folders, huggingface, imagefolder
from .source import ShardSource
from .views import VIEW_FORMATS, write_views

STATE = ".cavendish-export.json"


@dataclass(frozen=True, slots=True)
class Format:
    """What it is, how one shard's files are written below DIR, and what is written beside them in the end."""

    about: str
    write: Callable[[ShardSource, Path], None]
    finish: Callable[[list[ShardSource], Path], None] = lambda sources, folder: None


FORMATS: dict[str, Format] = {
    "folders": Format(
        "pictures and captions side by side, with what DiffSynth, ai-toolkit, SimpleTuner, musubi-tuner, OmniGen2, "
        "EasyControl, Step1X and qwen-image-finetune want to know",
        folders.write,
        folders.finish,
    ),
    "hf": Format("Parquet for Hugging Face datasets", huggingface.write, huggingface.finish),
    "imagefolder": Format(
        "pictures and metadata.jsonl for Hugging Face datasets", imagefolder.write, imagefolder.finish
    ),
    "bagel": Format("Parquet of BAGEL's unified_edit", bagel.write, bagel.finish),
    "energon": Format("our own tars with Megatron-Energon's .nv-meta", energon.write, energon.finish),
    **{name: Format(view.about, write_views(view)) for name, view in VIEW_FORMATS.items()},
}


@dataclass(frozen=True, slots=True)
class Export:
    """What an export will do: `sources` are all finished shards, `pending` those to write, `missing` names the rest."""

    folder: Path
    to: str
    digest: str
    sources: tuple[ShardSource, ...]
    pending: tuple[ShardSource, ...]
    missing: tuple[str, ...]


def export(root: Location | str, folder: Path | str, to: str) -> Path:
    """Write a dataset as training frameworks and other programs want it, and return the folder.

    Args:
        root: the dataset's folder or URL.
        folder: an empty or new one. The same call goes on where an earlier one stopped.
        to: a format: one of FORMATS.

    Raises:
        RequestError: there is no such dataset or format, or the folder holds something else.
        WorkError: shards are not built, so they are not in the export.

    """
    work = open_export(place(root), Path(folder), to)
    deque(export_shards(work), maxlen=0)
    check_whole(work)
    return work.folder


def check_whole(work: Export) -> None:
    """Raise WorkError where shards are missing from an export."""
    if work.missing:
        raise WorkError(f"{', '.join(work.missing)} are not built, so they are not in {work.folder}")


def open_export(root: Location, folder: Path, to: str) -> Export:
    """Look at what is asked, and write nothing; raises RequestError."""
    if to not in FORMATS:
        raise RequestError(f"is not a format; there are {', '.join(FORMATS)}", "to", to)
    recipe = read_manifest(root).recipe
    done = finished(root, recipe)
    sources = _sources(root, [done[shard] for shard in sorted(done)])
    written = _written(folder, to, recipe.digest)
    return Export(
        folder,
        to,
        recipe.digest,
        sources,
        tuple(source for source in sources if source.record.name not in written),
        tuple(plan.name for plan in plan_shards(recipe) if plan.shard not in done),
    )


def export_shards(work: Export) -> Iterator[ShardRecord]:
    """Write the pending shards one after another, yield their records, and then what describes them all."""
    done = [source.record.name for source in work.sources if source not in work.pending]
    _note(work, done)
    for source in work.pending:
        FORMATS[work.to].write(source, work.folder)
        done.append(source.record.name)
        _note(work, done)
        yield source.record
    FORMATS[work.to].finish(list(work.sources), work.folder)


def _sources(root: Location, records: list[ShardRecord]) -> tuple[ShardSource, ...]:
    """Return the shards with the places of their samples, and their own, in their splits."""
    samples: dict[str, int] = {}
    shards: dict[str, int] = {}
    totals = {split: sum(record.split == split for record in records) for split in {r.split for r in records}}
    sources = []
    for record in records:
        first, position = samples.get(record.split, 0), shards.get(record.split, 0)
        sources.append(ShardSource(root, record, first, position, totals[record.split]))
        samples[record.split], shards[record.split] = first + record.samples, position + 1
    return tuple(sources)


def _written(folder: Path, to: str, digest: str) -> set[str]:
    """Return the shards that an earlier run of the same export wrote; raises RequestError for anything else in DIR."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return set()
    try:
        state = json.loads((folder / STATE).read_bytes())
        if (state["to"], state["recipe_digest"]) == (to, digest):
            return set(state["done"])
        what = f"holds an export of {state['recipe_digest'][:12]} to {state['to']}"
    except (OSError, ValueError, KeyError, TypeError):
        what = "is not empty"
    raise RequestError(f"{folder}: {what}; give an empty or new folder")


def _note(work: Export, done: list[str]) -> None:
    state = {"to": work.to, "recipe_digest": work.digest, "done": done}
    publish(work.folder, STATE, json.dumps(state).encode())
