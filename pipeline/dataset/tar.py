"""Deterministic tar files: the same samples give the same bytes, whoever writes them and whenever."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator

from .keys import PARTS
from .samples import Sample


def write_tar(samples: Iterable[Sample]) -> bytes:
    """Return the tar of the samples: their parts adjacent, mtime 0, uid 0, mode 0644."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for sample in samples:
            for part in PARTS:
                member = tarfile.TarInfo(f"{sample.key}.{part}")
                member.size, member.mode = len(sample.parts[part]), 0o644
                tar.addfile(member, io.BytesIO(sample.parts[part]))
    return buffer.getvalue()


def read_tar(data: bytes) -> Iterator[Sample]:
    """Yield the samples of a tar in order; raises ValueError or tarfile.TarError where it is damaged."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
        for key, members in _groups(tar):
            yield _sample(tar, key, members)


def _groups(tar: tarfile.TarFile) -> Iterator[tuple[str, list[tarfile.TarInfo]]]:
    members = tar.getmembers()
    for first in range(0, len(members), len(PARTS)):
        group = members[first : first + len(PARTS)]
        key = group[0].name.split(".", 1)[0]
        if [member.name for member in group] != [f"{key}.{part}" for part in PARTS]:
            raise ValueError(f"sample {key} does not hold {', '.join(PARTS)} in this order")
        yield key, group


def _sample(tar: tarfile.TarFile, key: str, members: list[tarfile.TarInfo]) -> Sample:
    return Sample(key, {part: _content(tar, member) for part, member in zip(PARTS, members, strict=True)})


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    if file is None:
        raise ValueError(f"{member.name} is not a file")
    return file.read()
