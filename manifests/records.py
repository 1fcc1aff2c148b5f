"""What came out: one record for each finished shard, and one manifest for the dataset."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidatorFunctionWrapHandler, field_validator

from .platform import Platform
from .recipe import RENAMED, Recipe, RecipeError

SEAL = ',\n "checksum": "'


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileRecord(_Record):
    """One published file: its path below OUT, its size and its SHA-256."""

    path: str
    bytes: int
    sha256: str


class Rejection(_Record):
    """A camera that a gate turned down, and why."""

    attempt: int
    reason: str


class ViewRecord(_Record):
    """One view: the attempt that was accepted (−1: none was), and those rejected before it."""

    scene: int
    view: int
    attempt: int
    rejected: tuple[Rejection, ...] = ()


class SceneRecord(_Record):
    """One scene: the SHA-256 of what was rendered, how many things it held, and how it was cleaned up before that.

    Things that reached more than 1 cm into others, or hung in the air, were taken out; `deepest_overlap_m` is left.
    """

    scene: int
    layout: str
    digest: str
    objects: int
    overlapping: int
    floating: int
    deepest_overlap_m: float


class Timings(_Record):
    """Where a shard's seconds went: physics and clean-up; pictures and truth; samples and archives; storage."""

    prepare_s: float = 0.0
    render_s: float = 0.0
    encode_s: float = 0.0
    publish_s: float = 0.0


class Retry(_Record):
    """A failure of a scene that did not last: its class, and one sentence."""

    scene: int
    failure: str
    message: str


class Quarantined(_Record):
    """A scene that was given up: the class of its last failure, how often it was tried, and what is known of it.

    `stderr` is the end of what its process printed; `spec` is the scene as JSON, "" where it did not get that far.
    """

    scene: int
    failure: str
    tries: int
    message: str
    stderr: str = ""
    spec: str = ""


class StorageRetry(_Record):
    """A file of a shard that had to be published again: how many tries had failed, and why the last one did."""

    path: str
    tries: int
    message: str


class ShardRecord(_Record):
    """The completion marker of a shard, written after its files."""

    name: str
    shard: int
    split: str
    recipe_digest: str
    platform: Platform
    tar: FileRecord
    truth: FileRecord
    samples: int
    tasks: dict[str, int]
    scenes: tuple[SceneRecord, ...]
    views: tuple[ViewRecord, ...]
    licences: tuple[str, ...]
    seconds: float
    timings: Timings = Timings()
    host: str = ""
    quarantined: tuple[Quarantined, ...] = ()
    retries: tuple[Retry, ...] = ()
    storage_retries: tuple[StorageRetry, ...] = ()

    def to_bytes(self) -> bytes:
        """Return it as JSON that ends with its own checksum: one flipped digit could replay other cameras."""
        body = self.model_dump_json(indent=1).removesuffix("\n}")
        return f'{body}{SEAL}{_checksum(body)}"\n}}'.encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> ShardRecord:
        """Return what `sealed` gave; raises ValueError where it is damaged, or from another version."""
        body, seal, end = data.decode().rpartition(SEAL)
        if seal and end != f'{_checksum(body)}"\n}}':
            raise ValueError("the checksum differs")
        return cls.model_validate_json(body + "\n}" if seal else end)


class SplitTotals(_Record):
    """What one split holds; `shards` is a brace range that webdataset expands."""

    shards: int
    samples: int
    urls: str


class Totals(_Record):
    """Sums over the shards that are finished; failures by class."""

    shards: int = 0
    scenes: int = 0
    views: int = 0
    samples: int = 0
    bytes: int = 0
    tasks: dict[str, int] = Field(default_factory=dict)
    rejected: dict[str, int] = Field(default_factory=dict)
    retried: dict[str, int] = Field(default_factory=dict)
    quarantined: dict[str, int] = Field(default_factory=dict)


class Manifest(_Record):
    """The dataset in one file: what was asked, on what it was made, and how much came out."""

    recipe: Recipe
    recipe_digest: str
    conventions: dict[str, str]
    platforms: tuple[Platform, ...] = ()
    licences: tuple[str, ...] = ()
    totals: Totals = Totals()
    splits: dict[str, SplitTotals] = Field(default_factory=dict)

    @field_validator("recipe", mode="wrap")
    @classmethod
    def _of_any_version(cls, value: Any, handler: ValidatorFunctionWrapHandler) -> Recipe:
        """Read the recipe with the names that its fields once had, and look at no file that it names."""
        try:
            recipe: Recipe = handler(_recorded(value) if isinstance(value, dict) else value)
        except RecipeError as error:
            raise ValueError(str(error)) from None
        return recipe


class ManifestTally:
    """What the records of many shards add up to, taken one by one: none is kept."""

    def __init__(self) -> None:
        self.platforms: dict[str, Platform] = {}
        self.licences: set[str] = set()
        self.split_samples: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self._counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("tasks", "rejected", "retried", "quarantined")
        }

    def add(self, record: ShardRecord) -> None:
        """Count one shard."""
        self.platforms.setdefault(record.platform.model_dump_json(), record.platform)
        self.licences.update(record.licences)
        self.split_samples[record.split] += record.samples
        self._counts["tasks"].update(record.tasks)
        self._counts["rejected"].update(reject.reason for view in record.views for reject in view.rejected)
        self._counts["retried"].update(retry.failure for retry in record.retries)
        self._counts["quarantined"].update(entry.failure for entry in record.quarantined)
        self._sums["shards"] += 1
        self._sums["scenes"] += len({view.scene for view in record.views})
        self._sums["views"] += sum(view.attempt >= 0 for view in record.views)
        self._sums["samples"] += record.samples
        self._sums["bytes"] += record.tar.bytes + record.truth.bytes

    def totals(self) -> Totals:
        """Return the sums."""
        return Totals(**self._sums, **{name: dict(sorted(count.items())) for name, count in self._counts.items()})


def _recorded(recipe: dict[str, Any]) -> dict[str, Any]:
    if lists := [name for name in ("assets", "files") if isinstance(recipe.get(name), list)]:
        raise ValueError(f"recipe.{lists[0]} has no digests")
    return {"code": {}} | {RENAMED.get(name, name): value for name, value in recipe.items()}


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
