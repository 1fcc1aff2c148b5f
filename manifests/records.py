"""What came out: one record for each finished shard, and one manifest for the dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict, Field

from .platform import Platform
from .recipe import Recipe


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


class SplitTotals(_Record):
    """What one split holds; `shards` is a brace range that webdataset expands."""

    shards: int
    samples: int
    urls: str


class Totals(_Record):
    """Sums over the shards that are finished."""

    shards: int = 0
    scenes: int = 0
    views: int = 0
    samples: int = 0
    bytes: int = 0
    tasks: dict[str, int] = Field(default_factory=dict)
    rejected: dict[str, int] = Field(default_factory=dict)


class Manifest(_Record):
    """The dataset in one file: what was asked, on what it was made, and how much came out."""

    recipe: Recipe
    recipe_digest: str
    conventions: dict[str, str]
    platforms: tuple[Platform, ...] = ()
    licences: tuple[str, ...] = ()
    totals: Totals = Totals()
    splits: dict[str, SplitTotals] = Field(default_factory=dict)


def totals_of(records: list[ShardRecord]) -> Totals:
    """Return the sums over shard records."""
    views = [view for record in records for view in record.views]
    return Totals(
        shards=len(records),
        scenes=len({view.scene for view in views}),
        views=sum(view.attempt >= 0 for view in views),
        samples=sum(record.samples for record in records),
        bytes=sum(record.tar.bytes + record.truth.bytes for record in records),
        tasks=_sum(record.tasks for record in records),
        rejected=_sum({reject.reason: 1} for view in views for reject in view.rejected),
    )


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))
