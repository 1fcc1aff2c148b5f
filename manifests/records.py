"""What came out: one record for each finished shard, and one manifest for the dataset."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from .platform import Platform
from .recipe import Recipe, RecipeError, SplitName
from .recipe_digest import DATA_VERSION, OLDEST_VERSION, RENAMED, VIEWS_VERSION

SEAL = ',\n "checksum": "'
URLS = r"^([a-z][a-z0-9_]{0,31}/[a-z][a-z0-9_]{0,31}-\{[0-9]{6}\.\.[0-9]{6}\}\.tar)?$"
Number = Annotated[int, Field(ge=0, lt=1 << 53)]  # as JSON's readers can hold it
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


def first_fault(error: ValidationError) -> str:
    """Return what is wrong with a manifest or a record, in one line."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    said = str(first.get("ctx", {}).get("error", first["msg"]))
    return f"{place[:100]}: {said}" if place else said


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileRecord(_Record):
    """One published file: its path below OUT, its size and its SHA-256."""

    path: str
    bytes: Number
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Rejection(_Record):
    """A camera that a gate turned down, and why."""

    attempt: Number
    reason: str


class ViewRecord(_Record):
    """One view: the attempt that was accepted (−1: none was), and those rejected before it."""

    scene: Number
    view: Number
    attempt: Annotated[int, Field(ge=-1, lt=1 << 31)]
    rejected: tuple[Rejection, ...] = ()


class SceneRecord(_Record):
    """One scene: the SHA-256 of what was rendered, how many things it held, and how it was cleaned up before that.

    Things that reached more than 1 cm into others, or hung in the air, were taken out; `deepest_overlap_m` is left.
    """

    scene: Number
    layout: str
    digest: str
    objects: Number
    overlapping: Number
    floating: Number
    deepest_overlap_m: FiniteFloat


class Timings(_Record):
    """Where a shard's seconds went: physics and clean-up; pictures and truth; samples and archives; storage.

    Scenes are encoded while the next one is rendered: `encode_s` is what is waited for beyond that.
    """

    prepare_s: Seconds = 0.0
    render_s: Seconds = 0.0
    encode_s: Seconds = 0.0
    publish_s: Seconds = 0.0


class Retry(_Record):
    """A failure of a scene that did not last: its class, and one sentence."""

    scene: Number
    failure: str
    message: str


class Quarantined(_Record):
    """A scene that was given up: the class of its last failure, how often it was tried, and what is known of it.

    `stderr` is the end of what its process printed; `spec` is the scene as JSON, "" where it did not get that far.
    """

    scene: Number
    failure: str
    tries: Number
    message: str
    stderr: str = ""
    spec: str = ""


class FileWarning(_Record):
    """What is amiss with a scene file of the user's, in one sentence; `file` is its path in the recipe."""

    file: str
    message: str


class StorageRetry(_Record):
    """A file of a shard that had to be published again: how many tries had failed, and why the last one did."""

    path: str
    tries: Number
    message: str


class ShardRecord(_Record):
    """The completion marker of a shard, written after its files. Nothing in it steers: names follow from the number.

    `views_version` is the version of the data whose pictures and truth these are: encoding keeps that of its source.
    """

    name: str
    shard: Number
    split: SplitName
    recipe_digest: str
    platform: Platform
    tar: FileRecord
    truth: FileRecord
    samples: Number
    tasks: dict[str, Number]
    scenes: tuple[SceneRecord, ...]
    views: tuple[ViewRecord, ...]
    licences: tuple[str, ...]
    seconds: Seconds
    timings: Timings = Timings()
    host: str = ""
    quarantined: tuple[Quarantined, ...] = ()
    retries: tuple[Retry, ...] = ()
    storage_retries: tuple[StorageRetry, ...] = ()
    warnings: tuple[FileWarning, ...] = ()
    views_version: Number = OLDEST_VERSION

    @model_validator(mode="after")
    def _names_no_other_file(self) -> ShardRecord:
        name = f"{self.split}-{self.shard:06d}"
        wanted = {"name": name, "tar.path": f"{self.split}/{name}.tar", "truth.path": f"truth/{name}.h5"}
        stated = {"name": self.name, "tar.path": self.tar.path, "truth.path": self.truth.path}
        for field in wanted:
            if stated[field] != wanted[field]:
                raise ValueError(f"its {field} is {stated[field][:200]!r}, and must be {wanted[field]!r}")
        return self

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
        try:
            return cls.model_validate_json(body + "\n}" if seal else end)
        except ValidationError as error:
            raise ValueError(first_fault(error)) from None


class SplitTotals(_Record):
    """What one split holds; `shards` is a brace range that webdataset expands."""

    shards: Number
    samples: Number
    urls: Annotated[str, Field(pattern=URLS)]


class Totals(_Record):
    """Sums over the shards that are finished; failures by class."""

    shards: Number = 0
    scenes: Number = 0
    views: Number = 0
    samples: Number = 0
    bytes: Number = 0
    tasks: dict[str, Number] = Field(default_factory=dict)
    rejected: dict[str, Number] = Field(default_factory=dict)
    retried: dict[str, Number] = Field(default_factory=dict)
    quarantined: dict[str, Number] = Field(default_factory=dict)


class Manifest(_Record):
    """The dataset in one file: what was asked, on what it was made, and how much came out.

    `views_version` is that of the oldest views among its shards.
    """

    recipe: Recipe
    recipe_digest: str
    conventions: dict[str, str]
    platforms: tuple[Platform, ...] = ()
    licences: tuple[str, ...] = ()
    totals: Totals = Totals()
    splits: dict[SplitName, SplitTotals] = Field(default_factory=dict)
    warnings: tuple[FileWarning, ...] = ()
    views_version: Number = OLDEST_VERSION

    @property
    def data_version(self) -> int:
        """The version of the data: today's, unless the digest is that of an earlier one."""
        earlier = range(OLDEST_VERSION, DATA_VERSION)
        return next((number for number in earlier if self.recipe.digest_of(number) == self.recipe_digest), DATA_VERSION)

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
        self.views_version = VIEWS_VERSION
        self._warnings: dict[tuple[str, str], FileWarning] = {}
        self._sums: Counter[str] = Counter()
        self._counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("tasks", "rejected", "retried", "quarantined")
        }

    def add(self, record: ShardRecord) -> None:
        """Count one shard."""
        self.platforms.setdefault(record.platform.model_dump_json(), record.platform)
        self.licences.update(record.licences)
        self.split_samples[record.split] += record.samples
        self.views_version = min(self.views_version, record.views_version)
        self._warnings |= {(warning.file, warning.message): warning for warning in record.warnings}
        self._counts["tasks"].update(record.tasks)
        self._counts["rejected"].update(reject.reason for view in record.views for reject in view.rejected)
        self._counts["retried"].update(retry.failure for retry in record.retries)
        self._counts["quarantined"].update(entry.failure for entry in record.quarantined)
        self._sums["shards"] += 1
        self._sums["scenes"] += len({view.scene for view in record.views if view.attempt >= 0})
        self._sums["views"] += sum(view.attempt >= 0 for view in record.views)
        self._sums["samples"] += record.samples
        self._sums["bytes"] += record.tar.bytes + record.truth.bytes

    def warnings(self) -> tuple[FileWarning, ...]:
        """Return what is amiss with scene files, each once."""
        return tuple(self._warnings[key] for key in sorted(self._warnings))

    def totals(self) -> Totals:
        """Return the sums."""
        return Totals(**self._sums, **{name: dict(sorted(count.items())) for name, count in self._counts.items()})


def _recorded(recipe: dict[str, Any]) -> dict[str, Any]:
    if lists := [name for name in ("assets", "files") if isinstance(recipe.get(name), list)]:
        raise ValueError(f"recipe.{lists[0]} has no digests")
    if isinstance(recipe.get("prompts"), str):
        raise ValueError("recipe.prompts must be texts by name, as a manifest holds them")  # noqa: TRY004
    return {"code": {}} | {RENAMED.get(name, name): value for name, value in recipe.items()}


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
