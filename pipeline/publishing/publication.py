"""What a dataset's repository gets, file by file; refused where anything of it is missing, or may not be shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from ...manifests import Manifest, ShardRecord
from ...scenes.errors import RequestError, WorkError, allowed
from ..dataset.checked import DamageError, tar_bytes, tar_path, truth_bytes, truth_path
from ..dataset.contents import plan_of
from ..dataset.folder import MANIFEST, finished, read_manifest
from ..dataset.plan import plan_shards
from ..dataset.storage import Location, read
from ..export.driver import check_licence
from ..report.card import CARD, SHEET
from ..report.card_header import LICENCES
from ..report.card_samples import FOLDER, samples_of
from ..report.stats.published import plots_of
from ..terminal.plaintext import counted
from ..workers.pool import map_in_order
from .anonymous import anonymous_manifest, anonymous_record, check_paths
from .card import published_card

REPO = re.compile(r"(?=.{3,96}$)(?!.*(?:--|\.\.))[A-Za-z0-9_][\w.-]*/[A-Za-z0-9_][\w.-]*(?<![.-])", re.ASCII)
MOST_NAMED = 5  # shards, in one sentence


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: its path in the repository, its size in bytes and SHA-256, and how its bytes are had.

    `read` raises DamageError where they are not those.
    """

    path: str
    size: int
    sha256: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published where; manifest and records are as they are shown.

    `card` is the README, `describing` are the files beside the shards, with it.
    `with_truth` says whether truth and records are published, too.
    """

    root: Location
    repo: str
    manifest: Manifest
    records: tuple[ShardRecord, ...]
    with_truth: bool
    card: str = ""
    describing: tuple[Upload, ...] = ()

    def uploads(self) -> Iterator[Upload]:
        """Yield every file, those that describe the others last."""
        for record in self.records:
            yield from self.of_shard(record)
        yield from self.describing

    def of_shard(self, record: ShardRecord) -> tuple[Upload, ...]:
        """Return a shard's files, its record last."""
        plan, tar, truth = plan_of(plan_shards(self.manifest.recipe), record), record.tar, record.truth
        files = (Upload(tar_path(plan), tar.bytes, tar.sha256, partial(tar_bytes, self.root, plan, record)),)
        if not self.with_truth:
            return files
        return (
            *files,
            Upload(truth_path(plan), truth.bytes, truth.sha256, partial(truth_bytes, self.root, plan, record)),
            _in_memory(f"records/{record.name}.json", record.to_bytes()),
        )


def open_publication(
    root: Location, repo: str, licence: str = "", with_truth: bool = True, i_may: bool = False
) -> Publication:
    """Look at a dataset, its records and its sizes, and read no shard; nothing is written.

    Raises RequestError where there is none, or it may not be shown; WorkError where it is not whole.
    """
    if not REPO.fullmatch(repo):
        raise RequestError("is not a repository's name; write OWNER/NAME", "repo", repo)
    if licence and licence not in LICENCES:
        raise RequestError(f"is no licence of Creative Commons{allowed(licence, LICENCES)}", "licence", licence)
    manifest = read_manifest(root)
    check_paths(root, manifest.recipe)
    if not i_may:
        check_licence(root, manifest.recipe, "publish")
    records = _whole(root, manifest)
    if not manifest.totals.samples:
        raise WorkError(f"{root}: holds no samples, so there is nothing to publish")
    shown = anonymous_manifest(manifest, {record.host for record in records})
    work = Publication(root, repo, shown, tuple(map(anonymous_record, records)), with_truth)
    card = published_card(root, shown, work.records, repo, licence, with_truth)
    return replace(work, card=card, describing=tuple(_describing(root, shown, card)))


def check_shards(work: Publication, jobs: int | None = 1) -> Iterator[tuple[str, str]]:
    """Read every shard once, and yield its name with what is wrong with its bytes, "" where nothing is."""
    faults = map_in_order(partial(_fault, work), work.records, len(work.records), jobs)
    return zip((record.name for record in work.records), faults, strict=True)


def check_all(faults: list[tuple[str, str]], root: Location) -> None:
    """Raise WorkError where shards are damaged."""
    if wrong := [fault for _, fault in faults if fault]:
        raise WorkError(f"{root}: nothing was published: {counted(len(wrong), 'shards')} damaged; {wrong[0]}")


def _fault(work: Publication, record: ShardRecord) -> str:
    try:
        for upload in work.of_shard(record):
            upload.read()
    except DamageError as error:
        return str(error)
    return ""


def _whole(root: Location, manifest: Manifest) -> list[ShardRecord]:
    """Return the records of all shards in order; raises WorkError where one is missing."""
    if manifest.recipe.digest_of(manifest.data_version) != manifest.recipe_digest:
        raise WorkError(f"{root / MANIFEST}: its digest is not that of its recipe")
    plans, done = plan_shards(manifest.recipe), finished(root, manifest)
    if missing := [plans.name(shard) for shard in plans.shards if shard not in done]:
        named = ", ".join([*missing[:MOST_NAMED], *(["…"] if len(missing) > MOST_NAMED else [])])
        raise WorkError(
            f"{root}: {len(missing):,} of {counted(len(plans), 'shards')} missing, or without a file or record that is "
            f"theirs ({named}); run `cavendish build` again"
        )
    records = [done[shard] for shard in plans.shards]
    if (samples := sum(record.samples for record in records)) != manifest.totals.samples:
        raise WorkError(
            f"{root / MANIFEST}: counts {manifest.totals.samples:,} samples, the records {samples:,}; run `cavendish "
            "build` again"
        )
    return records


def _describing(root: Location, manifest: Manifest, card: str) -> Iterator[Upload]:
    """Yield what describes the shards: pictures of the card, the manifest, and the card."""
    shown = samples_of(root, manifest)
    pictures = [f"{FOLDER}/{place}.png" for place, _ in enumerate(shown, start=1)]
    for path in (SHEET, *pictures, *plots_of(root, manifest)):
        try:
            yield _in_memory(path, read(root, path))
        except OSError as error:
            raise WorkError(f"{root / path}: the card shows it, and it cannot be read: {error}") from error
    yield _in_memory(MANIFEST, manifest.model_dump_json(indent=1).encode())
    yield _in_memory(CARD, card.encode())


def _in_memory(path: str, data: bytes) -> Upload:
    return Upload(path, len(data), hashlib.sha256(data).hexdigest(), partial(bytes, data))  # which can be pickled
