"""What an exporter reads: one finished shard, and where its samples stand among those of its split."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass

from ...manifests import ShardRecord
from ...renderers.frame import Frame
from ...scenes.errors import WorkError
from ..dataset.keys import ViewKey
from ..dataset.samples import Sample
from ..dataset.storage import Location, read
from ..dataset.tar import read_tar
from ..dataset.truth import read_truth


@dataclass(frozen=True, slots=True)
class ShardSource:
    """A shard: the number of its first sample in its split, its own number there, and how many shards that has."""

    root: Location
    record: ShardRecord
    first: int
    position: int
    shards: int

    @property
    def split(self) -> str:
        """The split that the shard belongs to."""
        return self.record.split

    def samples(self) -> Iterator[Sample]:
        """Yield the samples in order; raises WorkError where the tar is damaged."""
        try:
            yield from read_tar(self._bytes(self.record.tar.path))
        except (tarfile.TarError, ValueError) as error:
            raise self._damaged(self.record.tar.path, error) from None

    def numbered(self) -> Iterator[tuple[str, Sample]]:
        """Yield the samples with names of eight digits, which run on from shard to shard."""
        for number, sample in enumerate(self.samples(), start=self.first):
            yield f"{number:08d}", sample

    def frames(self) -> Iterator[tuple[ViewKey, Frame]]:
        """Yield the frames in order; raises WorkError where the truth is damaged."""
        try:
            yield from read_truth(self._bytes(self.record.truth.path))
        except (OSError, KeyError, ValueError) as error:
            raise self._damaged(self.record.truth.path, error) from None

    def _bytes(self, path: str) -> bytes:
        return read(self.root, path)

    def _damaged(self, path: str, error: Exception) -> WorkError:
        return WorkError(f"{self.root / path}: is damaged ({error}); `cavendish regenerate` makes it again")
