"""A finished dataset in the formats of other programs: what `cavendish export OUT DIR --to FORMAT` writes.

Pictures and prompts go over byte for byte: nothing is decoded and encoded again. A hidden file in DIR says which shards
are done, so that the same command goes on where it was stopped: what it is an export of, and a line for each shard.
"""

from __future__ import annotations

import json
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from ...manifests import Recipe, ShardRecord
from ...scenes.errors import RequestError, WorkError
from ..dataset.checked import told_as_damage
from ..dataset.contents import plan_of, views_of
from ..dataset.folder import finished, read_manifest
from ..dataset.plan import Plans, plan_shards
from ..dataset.publish import is_part, publish
from ..dataset.storage import Location, place
from ..tasks.registry import TASKS
from ..terminal.plaintext import counted
from ..workers.pool import map_in_order
from . import bagel, coco, energon, folders, huggingface, imagefolder, video
from .source import ShardSource
from .views import VIEW_FORMATS, write_views

STATE = ".cavendish-export.json"


@dataclass(frozen=True, slots=True)
class Format:
    """What it is, how one shard's files are written below DIR, and what is written beside them in the end.

    `of` says whether it is made of the samples or of the views, `handed_on` whether it is there to be published.
    """

    about: str
    write: Callable[[ShardSource, Path], None]
    finish: Callable[[list[ShardSource], Path], None] = lambda sources, folder: None
    of: Literal["samples", "views"] = "samples"
    handed_on: bool = False


FORMATS: dict[str, Format] = {
    "folders": Format(
        "pictures and captions side by side, with what DiffSynth, ai-toolkit, SimpleTuner, musubi-tuner, OmniGen2, "
        "EasyControl, Step1X and qwen-image-finetune want to know",
        folders.write,
        folders.finish,
    ),
    "hf": Format("Parquet for Hugging Face datasets", huggingface.write, huggingface.finish, handed_on=True),
    "imagefolder": Format(
        "pictures and metadata.jsonl for Hugging Face datasets", imagefolder.write, imagefolder.finish, handed_on=True
    ),
    "bagel": Format("Parquet of BAGEL's unified_edit", bagel.write, bagel.finish),
    "energon": Format("our own tars with Megatron-Energon's .nv-meta", energon.write, energon.finish),
    "coco": Format("COCO's instances: boxes, masks and categories", coco.write, coco.finish, of="views"),
    "video": Format(
        "clips as PNG frames and as MP4, for trainers of video models", video.write, video.finish, of="views"
    ),
    **{name: Format(view.about, write_views(view), of="views") for name, view in VIEW_FORMATS.items()},
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

    def held(self, *records: ShardRecord) -> str:
        """Return in words how many samples, or views, of these shards the export holds."""
        of = FORMATS[self.to].of
        return counted(sum(len(views_of(each)) if of == "views" else each.samples for each in records), of)


def export(root: Location | str, folder: Path | str, to: str, *, i_may: bool = False, jobs: int | None = 1) -> Path:
    """Write a dataset as training frameworks and other programs want it, and return the folder.

    Args:
        root: the dataset's folder or URL.
        folder: an empty or new one. The same call goes on where an earlier one stopped.
        to: a format: one of FORMATS.
        i_may: whether you may hand on photographs whose licence does not let everybody; without, "hf" and "imagefolder"
            are refused of these.
        jobs: how many processes write, None for as many as there are cores; the files are the same.

    Raises:
        RequestError: there is no such dataset or format, its pictures may not be handed on, or the folder holds
            something else.
        WorkError: a shard is damaged; or shards are not built, so they are not in the export.

    """
    work = open_export(place(root), Path(folder), to, i_may)
    deque(export_shards(work, jobs), maxlen=0)
    check_whole(work)
    return work.folder


def check_whole(work: Export) -> None:
    """Raise WorkError where shards are missing from an export."""
    if work.missing:
        raise WorkError(f"{', '.join(work.missing)} are not built, so they are not in {work.folder}")


def open_export(root: Location, folder: Path, to: str, i_may: bool = False) -> Export:
    """Look at what is asked, and write nothing; raises RequestError."""
    if to not in FORMATS:
        raise RequestError(f"is not a format; there are {', '.join(FORMATS)}", "to", to)
    manifest = read_manifest(root)
    if FORMATS[to].of == "views" and manifest.recipe.imported and manifest.recipe.imported.benchmark:
        raise RequestError(f"is made of rendered views, and {root} holds photographs, of which less is known", "to", to)
    if to == "video":
        video.check_clips(root, manifest.recipe)
    if FORMATS[to].handed_on and not i_may:
        check_licence(root, manifest.recipe, to)
    done = finished(root, manifest)
    plans = plan_shards(manifest.recipe)
    sources = _sources(root, plans, [done[shard] for shard in sorted(done)])
    written = _written(folder, to, manifest.recipe_digest)
    return Export(
        folder,
        to,
        manifest.recipe_digest,
        sources,
        tuple(source for source in sources if source.record.name not in written),
        tuple(plans.name(shard) for shard in plans.shards if shard not in done),
    )


def export_shards(work: Export, jobs: int | None = 1) -> Iterator[ShardRecord]:
    """Write the pending shards, yield their records in order, and then what describes them all.

    `jobs` processes write, None for as many as there are cores. Raises DamageError.
    """
    _begin(work)
    write = partial(_write_shard, work.to, work.folder)
    with (work.folder / STATE).open("a") as state:
        for record in map_in_order(write, work.pending, len(work.pending), jobs):
            state.write(f"{json.dumps(record.name)}\n")
            state.flush()
            yield record
    FORMATS[work.to].finish(list(work.sources), work.folder)


def check_licence(root: Location, recipe: Recipe, to: str) -> None:
    """Raise RequestError where a licence lets not everybody hand on the pictures, and `to` is for that."""
    benchmark = recipe.imported.benchmark if recipe.imported else None
    if benchmark and not benchmark.redistribute:
        raise RequestError(
            f"must be given, as {to} is for handing on, and the licence of {root} does not let everybody do so "
            f"({benchmark.licence})",
            "i_may",
        )


def _write_shard(to: str, folder: Path, source: ShardSource) -> ShardRecord:
    with told_as_damage(source.record.name):
        FORMATS[to].write(source, folder)
    return source.record


def _sources(root: Location, plans: Plans, records: list[ShardRecord]) -> tuple[ShardSource, ...]:
    """Return the shards with the places of their samples, and their own, in their splits."""
    samples, shards = Counter[str](), Counter[str]()
    totals = Counter(record.split for record in records)
    shows_two = any(TASKS[task].shows_two for task in plans.recipe.task_options)
    sources = []
    for record in records:
        split = record.split
        counted = (samples[split], shards[split], totals[split])
        sources.append(ShardSource(root, plan_of(plans, record), record, *counted, shows_two))
        samples[split] += record.samples
        shards[split] += 1
    return tuple(sources)


def _written(folder: Path, to: str, digest: str) -> set[str]:
    """Return the shards that an earlier run of the same export wrote; raises RequestError for anything else in DIR."""
    if not folder.exists() or (folder.is_dir() and all(is_part(path.name) for path in folder.iterdir())):
        return set()
    try:
        head, *lines = (folder / STATE).read_text("utf-8").splitlines(keepends=True)
        state = json.loads(head)
        if (state["to"], state["recipe_digest"]) == (to, digest):
            return {json.loads(line) for line in lines if line.endswith("\n")}  # the last may be cut
        what = f"holds an export of {state['recipe_digest'][:12]} to {state['to']}"
    except (OSError, ValueError, KeyError, TypeError):
        what = "is not empty"
    raise RequestError(f"{folder}: {what}; give an empty or new folder")


def _begin(work: Export) -> None:
    """Write down what is done, and remove what a killed run left half written."""
    pending = {source.record.name for source in work.pending}
    done = [source.record.name for source in work.sources if source.record.name not in pending]
    lines = [{"to": work.to, "recipe_digest": work.digest}, *done]
    publish(work.folder, STATE, "".join(f"{json.dumps(line)}\n" for line in lines).encode())
    for folder, _, names in os.walk(work.folder):
        for name in filter(is_part, names):
            Path(folder, name).unlink()
