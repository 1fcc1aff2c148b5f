"""Tars that are signed by their records and hold what no shard does."""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import tarfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from .dataset_files import LONG, SECRET, one, sign

Members = list[tuple[tarfile.TarInfo, bytes]]
Change = Callable[[Members, Path, random.Random], Members]


def rewritten(change: Change, out: Path, rng: random.Random) -> None:
    """Change the members of a tar, and sign it."""
    path = one(out, rng, "*/*.tar")
    with tarfile.open(path) as tar:
        members = [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for info, data in change(members, out, rng):
            tar.addfile(info, io.BytesIO(data))
    path.write_bytes(written.getvalue())
    sign(out)


def named(pattern: str) -> Change:
    """Return what gives one sample's members other names; KEY is its key."""

    def change(members: Members, out: Path, rng: random.Random) -> Members:
        key = rng.choice(members)[0].name.split(".")[0]
        new = pattern.format(key=key, sentinel=out.parent / "sentinel")
        for info, _ in members:
            info.name = info.name.replace(key, new)
        return members

    return change


def part(suffix: str, data: Callable[[bytes], bytes]) -> Change:
    """Return what changes one sample's part."""

    def change(members: Members, out: Path, rng: random.Random) -> Members:
        at = rng.choice([i for i, (info, _) in enumerate(members) if info.name.endswith(suffix)])
        return [(info, _sized(info, data(old)) if i == at else old) for i, (info, old) in enumerate(members)]

    return change


def instead(data: bytes, old: bytes) -> bytes:
    return data


def _sized(info: tarfile.TarInfo, data: bytes) -> bytes:
    info.size = len(data)
    return data


def meta(**values: Any) -> Change:
    """Return what changes fields of one sample's JSON."""
    return part(".json", lambda old: _long(json.loads(old) | values))


def _long(content: dict[str, Any]) -> bytes:
    digits = {name: "LONG" if value == LONG else value for name, value in content.items()}
    return json.dumps(digits).replace('"LONG"', "1" * 5001).encode()


def dropped(members: Members, out: Path, rng: random.Random) -> Members:
    del members[rng.randrange(len(members))]
    return members


def dropped_sample(members: Members, out: Path, rng: random.Random) -> Members:
    del members[:4]
    return members


def doubled(members: Members, out: Path, rng: random.Random) -> Members:
    return [*members, *members[:4]]


def doubled_member(members: Members, out: Path, rng: random.Random) -> Members:
    at = rng.randrange(len(members))
    return [*members[:at], members[at], *members[at:]]


def shuffled(members: Members, out: Path, rng: random.Random) -> Members:
    rng.shuffle(members)
    return members


def none(members: Members, out: Path, rng: random.Random) -> Members:
    return []


def of_type(kind: bytes, target: str) -> Change:
    """Return what makes one member a link or a device."""

    def change(members: Members, out: Path, rng: random.Random) -> Members:
        info, _ = members[at := rng.randrange(len(members))]
        info.type, info.linkname, info.size = kind, target.format(sentinel=out.parent / "sentinel", secret=SECRET), 0
        members[at] = (info, b"")
        return members

    return change


def with_pax(**headers: str) -> Change:
    def change(members: Members, out: Path, rng: random.Random) -> Members:
        rng.choice(members)[0].pax_headers = dict(headers)
        return members

    return change


def huge_member(out: Path, rng: random.Random) -> None:
    """Say in a header that a member has 8 GB."""
    path = one(out, rng, "*/*.tar")
    data = bytearray(path.read_bytes())
    data[124:136] = b"77777777777\0"
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    path.write_bytes(data)
    sign(out)


def compressed(out: Path, rng: random.Random) -> None:
    path = one(out, rng, "*/*.tar")
    path.write_bytes(gzip.compress(path.read_bytes()))
    sign(out)


def bomb(out: Path, rng: random.Random) -> None:
    path = one(out, rng, "*/*.tar")
    path.write_bytes(gzip.compress(bytes(50 * 2**20)))
    sign(out)


def noise(out: Path, rng: random.Random) -> None:
    one(out, rng, "*/*.tar").write_bytes(rng.randbytes(20_480))
    sign(out)


def png(
    width: int, height: int, *, bits: int = 8, colour: int = 2, rows: int | None = None, extra: bytes = b""
) -> bytes:
    """Return a picture of zeros, whatever its header says."""
    rows = min(height, 100) if rows is None else rows
    packed = zlib.compress(bytes((1 + min(width, 10_000) * 3) * rows))
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + extra + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(mode: str, size: tuple[int, int] = (64, 48), kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind)
    return buffer.getvalue()


PICTURES = {
    "bomb": png(60_000, 60_000),
    "large": png(20_000, 8_000, rows=8_000),
    "no_rows": png(64, 48, rows=3),
    "wide": png(2**31 - 1, 1),
    "flat": png(0, 0),
    "text_bomb": png(64, 48, extra=_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50 * 2**20)))),
    "odd_bits": png(64, 48, bits=3),
    "gray": picture("L"),
    "deep": picture("I;16"),
    "palette": picture("P"),
    "alpha": picture("RGBA"),
    "small": picture("RGB", (1, 1)),
    "other_size": picture("RGB", (48, 64)),
    "gif": picture("P", kind="GIF"),
    "tiff": picture("RGB", kind="TIFF"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 64 48\n%%EndComments\n",
    "empty": b"",
    "noise": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
}
CHANGES: dict[str, Change] = {
    "dropped": dropped,
    "dropped_sample": dropped_sample,
    "doubled": doubled,
    "doubled_member": doubled_member,
    "shuffled": shuffled,
    "none": none,
    **{
        f"named_{number}": named(pattern)
        for number, pattern in enumerate(
            (
                "../{key}",
                "../../sentinel/{key}",
                "{sentinel}/{key}",
                "/{key}",
                "./{key}",
                "a/{key}",
                "99999999-00-00-depth",
                "00000000-00-00-\x1b[31m",
                "-1--1--1-depth",
                "00000000-00-00-$(touch x)",
                "",
                "0-0-0-depth",
                "\udcff",
                "x" * 300,
                "00000000-00-00-../../x",
                "٠٠٠٠٠٠٠٠-00-00-depth",
                "9" * 5000 + "-00-00-depth",
            )
        )
    },
    **{
        f"link_{number}": of_type(kind, target)
        for number, (kind, target) in enumerate(
            (
                (tarfile.SYMTYPE, "{sentinel}/{secret}"),
                (tarfile.LNKTYPE, "{sentinel}/{secret}"),
                (tarfile.CHRTYPE, ""),
                (tarfile.FIFOTYPE, ""),
                (tarfile.DIRTYPE, ""),
                (tarfile.SYMTYPE, "/dev/zero"),
            )
        )
    },
    "pax_path": with_pax(path="../../sentinel/x"),
    "pax_size": with_pax(size="-1"),
    "pax_size_words": with_pax(size="many"),
    "pax_time": with_pax(mtime="nan"),
    **{
        f"{which}_{name}": part(f"{which}.png", partial(instead, data))
        for which in ("image", "target")
        for name, data in PICTURES.items()
    },
    "json_deep": part(".json", lambda old: b"[" * 100_000),
    "json_list": part(".json", lambda old: b"[]"),
    "json_null": part(".json", lambda old: b"null"),
    "json_number": part(".json", lambda old: b"1" * 5001),
    "json_not_utf8": part(".json", lambda old: b'{"a": "\xff"}'),
    "json_empty": part(".json", lambda old: b""),
    "json_bare": part(".json", lambda old: b"{}"),
    "meta_task": meta(task="paint"),
    "meta_task_other": meta(task="normals"),
    "meta_task_list": meta(task=[]),
    "meta_layout": meta(layout="\x1b[31m<b>"),
    "meta_prompt": meta(prompt="\x1b]0;x\x07\ud800"),
    "meta_prompt_number": meta(prompt=1),
    "meta_palette": meta(palette="no JSON"),
    "meta_palette_deep": meta(palette="[" * 100_000),
    "meta_palette_colours": meta(palette='{"a": [1e999, -1, "x"]}'),
    "meta_sample": meta(sample=LONG),
    "meta_size": meta(width=10**9, height=-1),
    "meta_size_text": meta(width="64", height=None),
    "meta_camera": meta(camera="{}"),
    "meta_nan": meta(near_m=float("nan"), far_m=float("nan"), width=float("nan")),
    "meta_extra": meta(**{"\x1b[31m": "\x1b[31m", "../x": [1], "a": {"b": 1}}),
    "prompt_control": part("prompt.txt", lambda old: b"\x1b[2J\x1b]0;x\x07\rred"),
    "prompt_long": part("prompt.txt", lambda old: b"word " * 10**6),
    "prompt_empty": part("prompt.txt", lambda old: b""),
    "prompt_lines": part("prompt.txt", lambda old: b'one\ntwo\r\nthree,"four'),
    "prompt_not_utf8": part("prompt.txt", lambda old: b"\xff\xfe"),
}
TARS = {f"tar_{name}": partial(rewritten, change) for name, change in CHANGES.items()} | {
    "tar_huge_member": huge_member, "tar_compressed": compressed, "tar_bomb": bomb, "tar_noise": noise,
}  # fmt: skip
