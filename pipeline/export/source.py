"""What an exporter reads: one finished shard, and where its samples stand among those of its split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...manifests import ShardRecord
from ...renderers.frame import Frame
from ..dataset.checked import tar_path
from ..dataset.contents import read_frames, read_pictures, read_samples
from ..dataset.keys import ViewKey
from ..dataset.plan import ShardPlan
from ..dataset.samples import Sample
from ..dataset.storage import Location


@dataclass(frozen=True, slots=True)
class ShardSource:
    """A shard: the number of its first sample in its split, its own number there, and how many shards that has.

    `shows_two` says whether samples of its dataset may have a second picture.
    """

    root: Location
    plan: ShardPlan
    record: ShardRecord
    first: int
    position: int
    shards: int
    shows_two: bool = False

    @property
    def split(self) -> str:
        """The split that the shard belongs to."""
        return self.plan.split

    @property
    def tar(self) -> str:
        """Where its tar lies below OUT."""
        return tar_path(self.plan)

    def samples(self) -> list[Sample]:
        """Return the samples in order; raises DamageError."""
        return read_samples(self.root, self.plan, self.record)

    def numbered(self) -> Iterator[tuple[str, Sample]]:
        """Yield the samples with names of eight digits, which run on from shard to shard; raises DamageError."""
        for number, sample in enumerate(self.samples(), start=self.first):
            yield f"{number:08d}", sample

    def frames(self) -> Iterator[tuple[ViewKey, Frame]]:
        """Yield the frames in order; raises DamageError."""
        return read_frames(self.root, self.plan, self.record)

    def pictures(self) -> dict[ViewKey, bytes]:
        """Return the frames' pictures as the PNG files that are stored; raises DamageError."""
        return read_pictures(self.root, self.plan, self.record)
