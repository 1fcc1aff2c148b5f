"""The folder of a dataset: its manifest, its records, and whether it belongs to a recipe."""

from __future__ import annotations

import os
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, tee
from pathlib import Path

from pydantic import ValidationError

from ...manifests import DATA_VERSION, VIEWS_VERSION, Manifest, Recipe, ShardRecord
from ...manifests.records import ManifestTally, SplitTotals, first_fault
from ...scenes.errors import RequestError, WorkError
from .agreement import disagreement
from .plan import Plans, plan_shards, shard_count, split_sizes
from .publish import is_part, publish
from .storage import NO_FILE, Location, StorageError, UnfitFileError, listed, names, read, read_many, reason

MANIFEST = "manifest.json"
STATUS = "status.json"  # of the build at work
ABSENT = -1
CONVENTIONS = {
    "world": "metres, right-handed, z up",
    "camera": "looks along -z, x right, y up; pixel (u, v) has its centre at (u + 0.5, v + 0.5)",
    "depth": "planar metres from the camera plane; +inf where there is no surface; along the colour map that the "
    "prompt names (colour cube, plasma, inferno, viridis, gray) on the curve of arXiv 2604.20329 eq. 1",
    "normals": "unit, camera space: +x right, +y up, +z to the camera; R = (1 - x)/2, G = (1 + y)/2, B = (1 + z)/2, "
    "with other signs where the prompt names another convention",
    "instance": "0 is background; every wall, floor and thing has a number from 1; targets show one class in free "
    "colours on black or a stated colour, without the small ones listed as left_out",
    "semantic": "the prompt's legend; unlisted is black unless the legend gives a background colour",
    "referring": "what the prompt describes in the colours that it states; the rest is black unless it says otherwise",
}


def check_output(root: Location, recipe: Recipe) -> None:
    """Make sure that OUT can take this recipe's shards; raises RequestError and writes nothing if not.

    Where the manifest is lost or damaged, one shard's record of this recipe says as much.
    """
    there = readable_manifest(root)
    if there and there.recipe_digest != recipe.digest:
        check_version(root, there)
        raise RequestError(
            f"{root}: holds {there.recipe.name!r}, built from another recipe (digest {there.recipe_digest[:12]}, "
            f"asked for {recipe.digest[:12]}); give an empty folder, or the recipe that it was built from"
        )
    if not there and not _is_new(root) and not any(recorded(root, recipe)):
        raise RequestError(
            f"{root}: is neither empty nor a dataset of this recipe (no readable {MANIFEST}, no such record); "
            "give an empty or new folder"
        )
    if isinstance(root, Path):
        _check_writable(root)
        _refuse_linked(root, recipe)


def check_version(root: Location, there: Manifest) -> None:
    """Raise RequestError where a dataset is of an earlier version of the data, which nothing can be added to."""
    if there.data_version != DATA_VERSION:
        raise RequestError(
            f"{root}: holds data of version {there.data_version}, and this Cavendish makes version {DATA_VERSION}; "
            f"`cavendish encode {root} NEW` makes that of its pictures, without rendering"
        )


def check_views(root: Location, there: Manifest) -> None:
    """Raise RequestError where a dataset shows views of an earlier version, which nothing renders any more."""
    check_version(root, there)
    if there.views_version != VIEWS_VERSION:
        raise RequestError(
            f"{root}: was encoded from views of version {there.views_version}, and this Cavendish renders version "
            f"{VIEWS_VERSION}: what is lost comes back from the dataset that it was encoded from alone"
        )


def readable_manifest(root: Location) -> Manifest | None:
    """Return OUT's manifest, None where it is missing or damaged; raises RequestError where OUT cannot be reached."""
    try:
        return Manifest.model_validate_json(read(root, MANIFEST))
    except (*NO_FILE, ValidationError):
        return None
    except OSError as error:
        raise RequestError(f"{root / MANIFEST}: cannot be read: {reason(error)}") from None


def read_manifest(root: Location) -> Manifest:
    """Return OUT's manifest; raises RequestError."""
    try:
        return Manifest.model_validate_json(read(root, MANIFEST))
    except FileNotFoundError:
        raise RequestError(f"{root}: is not a dataset: it has no {MANIFEST}") from None
    except ValidationError as error:
        raise RequestError(f"{root / MANIFEST}: cannot be read: {first_fault(error)}") from None
    except OSError as error:
        raise RequestError(f"{root / MANIFEST}: cannot be read: {reason(error)}") from None


def none_finished(root: Location, split: str, missing: Sequence[str]) -> WorkError:
    """Return what is said where no shard of a split is there: of those that are planned, the first one's name."""
    first = f"; the first would be {missing[0]}" if missing else ""
    return WorkError(f"{root}: split {split} has no finished shards{first}")


def read_record(root: Location, name: str, recipe: Recipe | None = None) -> ShardRecord | None:
    """Return a shard's record, None where it is missing, damaged, another shard's or not of the plan of `recipe`.

    Without one it may be of whatever recipe. `record_fault` says what is wrong.
    """
    return next(_records(root, [name], recipe))


def record_fault(root: Location, name: str, recipe: Recipe) -> str:
    """Return why a shard has no record that can be used, in one sentence; "" where it has one. Raises OSError."""
    try:
        _opened(read(root, f"records/{name}.json"), name, recipe)
    except UnfitFileError as error:
        return f"has no readable record: {reason(error)}"
    except NO_FILE:
        return "has no readable record: it was not built, or its record was lost"
    except ValueError as error:
        return f"has no readable record: {error}"
    return ""


def read_records(
    root: Location, shards: Iterable[str], digest: str, recipe: Recipe | None = None
) -> Iterator[ShardRecord]:
    """Yield the records of these shards with this recipe's digest; with `recipe`, those that its plan could give."""
    found = _records(root, shards, recipe)
    return (record for record in found if record is not None and record.recipe_digest == digest)


def finished_records(root: Location, recipe: Recipe, digest: str = "") -> Iterator[ShardRecord]:
    """Yield the records of this recipe's shards whose files are there at full size, in the order of their numbers.

    Each folder is listed once, and few records are in memory at a time: there may be hundreds of thousands. `digest`
    is the recipe's by default; the manifest of an earlier version states another.
    """
    plans = plan_shards(recipe)
    tars, truths = _sizes(root, tuple(recipe.splits), ".tar", plans), _sizes(root, ("truth",), ".h5", plans)
    for record in recorded(root, recipe, digest):
        if (record.tar.bytes, record.truth.bytes) == (tars[record.shard], truths[record.shard]):
            yield record


def finished(root: Location, manifest: Manifest) -> dict[int, ShardRecord]:
    """Return all finished shards' records by number, for work that looks at whole datasets."""
    return {record.shard: record for record in finished_records(root, manifest.recipe, manifest.recipe_digest)}


def publish_manifest(root: Location, recipe: Recipe, records: Iterable[ShardRecord]) -> Manifest:
    """Write OUT's manifest from the records of its finished shards, which are read once and not kept."""
    tally = ManifestTally()
    for record in records:
        tally.add(record)
    manifest = Manifest(
        recipe=recipe,
        recipe_digest=recipe.digest,
        conventions=CONVENTIONS,
        platforms=tuple(tally.platforms[key] for key in sorted(tally.platforms)),
        licences=tuple(sorted(tally.licences)),
        totals=tally.totals(),
        splits=_splits(recipe, tally.split_samples),
        warnings=tally.warnings(),
        views_version=tally.views_version,
    )
    publish(root, MANIFEST, manifest.model_dump_json(indent=1).encode())
    return manifest


def select_shards(text: str, plans: Plans) -> Plans:
    """Return the plans that a text such as "3,7-9" names; raises RequestError."""
    chosen: set[int] = set()
    for part in text.split(","):
        bounds = re.fullmatch(r"\s*(\d+)(?:-(\d+))?\s*", part)
        if not bounds:
            raise RequestError(f"{part.strip()!r} is not a number or a range; write for example 3,7-9", "shards", text)
        first, last = int(bounds[1]), int(bounds[2] or bounds[1])
        if last < first or last >= len(plans):
            raise RequestError(f"{part.strip()} is not within 0-{len(plans) - 1}", "shards", text)
        chosen.update(range(first, last + 1))
    return plans.only(sorted(chosen))


def _splits(recipe: Recipe, samples: Counter[str]) -> dict[str, SplitTotals]:
    splits, first = {}, 0
    for split, shards in split_sizes(recipe.splits, shard_count(recipe)).items():
        urls = f"{split}/{split}-{{{first:06d}..{first + shards - 1:06d}}}.tar" if shards else ""
        splits[split] = SplitTotals(shards=shards, samples=samples[split], urls=urls)
        first += shards
    return splits


def _check_writable(root: Path) -> None:
    existing = next(folder for folder in (root, *root.absolute().parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        raise RequestError(f"{root}: cannot be written: {existing} is not a folder that this user may write to")


def _refuse_linked(root: Path, recipe: Recipe) -> None:
    for folder in (*recipe.splits, "truth", "records", "samples"):
        if (root / folder).is_symlink():
            raise RequestError(f"{root / folder}: is a link, and nothing is written through one; remove it")


def recorded(root: Location, recipe: Recipe, digest: str = "") -> Iterator[ShardRecord]:
    """Yield the records of this recipe's shards that follow from its plan, whatever became of their files."""
    plans = plan_shards(recipe)
    sizes = _sizes(root, ("records",), ".json", plans)
    there = array("L", (shard for shard, size in enumerate(sizes) if size != ABSENT))
    return read_records(root, plans.only(there).names(), digest or recipe.digest, recipe)


def _records(root: Location, shards: Iterable[str], recipe: Recipe | None) -> Iterator[ShardRecord | None]:
    ours, theirs = tee(shards)
    files = read_many(root, (f"records/{name}.json" for name in ours))
    try:
        for name, data in zip(theirs, files, strict=True):
            yield _usable(data, name, recipe) if data is not None else None
    except OSError as error:
        raise StorageError(error.errno, f"{root}: its records cannot be read: {reason(error)}") from error


def _usable(data: bytes, name: str, recipe: Recipe | None) -> ShardRecord | None:
    try:
        return _opened(data, name, recipe)
    except ValueError:
        return None


def _opened(data: bytes, name: str, recipe: Recipe | None) -> ShardRecord:
    """Return a record; raises ValueError with what is wrong with it."""
    record = ShardRecord.from_bytes(data)
    if record.name != name:
        raise ValueError(f"it is the record of {record.name}")
    if recipe is not None and (wrong := disagreement(recipe, record)):
        raise ValueError(wrong)
    return record


def _sizes(root: Location, folders: Iterable[str], suffix: str, plans: Plans) -> array[int]:
    """Return the sizes of the shards' files in these folders by number, ABSENT where there is none."""
    sizes = array("q", [ABSENT]) * len(plans)
    try:
        for name, size in chain.from_iterable(listed(root, folder) for folder in folders):
            stem, number = name.removesuffix(suffix), re.search(r"-(\d+)\.", name)
            if number and int(number[1]) < len(plans) and (stem, name) == (plans.name(int(number[1])), stem + suffix):
                sizes[int(number[1])] = size
    except OSError as error:
        raise StorageError(error.errno, f"{root}: cannot be listed: {reason(error)}") from error
    return sizes


def _is_new(root: Location) -> bool:
    """Say whether there is nothing yet, or no more than a driver leaves that was killed at once."""
    try:
        return all(name == STATUS or is_part(name) for name in names(root))
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return not root.exists()  # but below a file
    except OSError as error:
        raise RequestError(f"{root}: cannot be reached: {reason(error)}") from None
