"""Deterministic tar files: the same samples give the same bytes, whoever writes them and whenever."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator

from .keys import IMAGES, PARTS, SECOND, SampleKey
from .samples import Sample


def write_tar(samples: Iterable[Sample]) -> bytes:
    """Return the tar of the samples: their parts adjacent, mtime 0, uid 0, mode 0644."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for sample in samples:
            second = () if sample.second is None else (SECOND,)
            for part in (sample.image_part, *second, *PARTS):
                data = sample.parts[part]
                tar.addfile(_member(f"{sample.key}.{part}", len(data)), io.BytesIO(data))
    return buffer.getvalue()


def read_tar(data: bytes) -> Iterator[Sample]:
    """Yield the samples of a tar in order; raises ValueError at what `write_tar` would not have written."""
    yield from _read(io.BytesIO(data))


def _read(file: io.BytesIO) -> Iterator[Sample]:
    seen: set[SampleKey] = set()
    while header := _header(file):
        key = SampleKey.parse(header.name.split(".", 1)[0])
        if key in seen:
            raise ValueError(f"sample {key} stands there more than once")
        seen.add(key)
        parts = dict[str, bytes]()
        for allowed in (IMAGES, (SECOND,), *((part,) for part in PARTS)):
            part = header.name.partition(".")[2] if header else ""
            if allowed == (SECOND,) and part != SECOND:
                continue
            if header is None or part not in allowed or header.name != f"{key}.{part}":
                held = f"{' or '.join(IMAGES)}, perhaps {SECOND}, {', '.join(PARTS)}"
                raise ValueError(f"sample {key} does not hold {held} in this order")
            parts[part] = _content(file, header)
            header = _header(file) if part != PARTS[-1] else None
        yield Sample(str(key), parts)
    if file.read().strip(b"\0"):
        raise ValueError("something stands behind the end of the archive")


def _header(file: io.BytesIO) -> tarfile.TarInfo | None:
    """Return the next member, None at the end; raises ValueError unless its header is what `write_tar` writes.

    So there are no links, devices, long names or extensions, and nothing that another reader would see otherwise.
    """
    block = file.read(tarfile.BLOCKSIZE)
    if block == bytes(tarfile.BLOCKSIZE):
        return None
    try:
        name = block[:100].rstrip(b"\0").decode("ascii")
        member = _member(name, int(block[124:135].decode("ascii"), 8))
        same = member.tobuf(tarfile.USTAR_FORMAT) == block
    except (ValueError, OverflowError):
        same = False
    if not same:
        raise ValueError(f"what begins at byte {file.tell() - len(block)} is not a member such as KEY.{IMAGES[0]}")
    return member


def _content(file: io.BytesIO, member: tarfile.TarInfo) -> bytes:
    data, padding = file.read(member.size), -member.size % tarfile.BLOCKSIZE
    if len(data) + len(file.read(padding)) != member.size + padding:
        raise ValueError(f"{member.name} is cut off")
    return data


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o644
    return member
