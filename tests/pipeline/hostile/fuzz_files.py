"""Damage to files as they lie on a disk, whatever is in them; and what is no file at all."""

from __future__ import annotations

import os
import random
import shutil
import socket
from pathlib import Path

from .dataset_files import SECRET, any_file, pair, sign


def flipped_bit(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def flipped_bits(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    data = bytearray(path.read_bytes())
    for _ in range(64):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def flipped_bits_signed(out: Path, rng: random.Random) -> None:
    flipped_bits(out, rng)
    sign(out)


def truncated(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    os.truncate(path, rng.randrange(path.stat().st_size))


def truncated_signed(out: Path, rng: random.Random) -> None:
    truncated(out, rng)
    sign(out)


def emptied(out: Path, rng: random.Random) -> None:
    any_file(out, rng).write_bytes(b"")


def zeros_of_the_right_size(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    path.write_bytes(bytes(path.stat().st_size))


def zeros_of_the_right_size_signed(out: Path, rng: random.Random) -> None:
    zeros_of_the_right_size(out, rng)
    sign(out)


def zeroed_block(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    data = path.read_bytes()
    at = rng.randrange(len(data))
    path.write_bytes(data[:at] + bytes(len(data[at : at + 512])) + data[at + 512 :])


def noise_of_the_right_size(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    path.write_bytes(rng.randbytes(path.stat().st_size))


def twice_the_same(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    path.write_bytes(path.read_bytes() * 2)


def something_appended(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    path.write_bytes(path.read_bytes() + rng.randbytes(rng.randrange(1, 4096)))


def huge_sparse_file(out: Path, rng: random.Random) -> None:
    os.truncate(any_file(out, rng), 2**40)


def swapped(out: Path, rng: random.Random) -> None:
    first, second = pair(out, rng)
    data = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(data)


def swapped_signed(out: Path, rng: random.Random) -> None:
    swapped(out, rng)
    sign(out)


def missing(out: Path, rng: random.Random) -> None:
    any_file(out, rng).unlink()


def missing_folder(out: Path, rng: random.Random) -> None:
    shutil.rmtree(any_folder(out, rng))


def fifo(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    path.unlink()
    os.mkfifo(path)


def sockets(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    path.unlink()
    with socket.socket(socket.AF_UNIX) as made:
        here = os.getcwd()
        os.chdir(path.parent)  # names of sockets are short
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def folder_in_its_place(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    path.unlink()
    (path / "inner").mkdir(parents=True)


def link_to_zeros(out: Path, rng: random.Random) -> None:
    _linked(any_file(out, rng), "/dev/zero")


def link_to_secret(out: Path, rng: random.Random) -> None:
    _linked(any_file(out, rng), out.parent / "sentinel" / SECRET)


def link_to_itself(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    _linked(path, path)


def link_to_nothing(out: Path, rng: random.Random) -> None:
    _linked(any_file(out, rng), out.parent / "sentinel" / "made-through-a-link")


def link_to_a_copy_outside(out: Path, rng: random.Random) -> None:
    path = any_file(out, rng)
    _linked(path, shutil.copy(path, out.parent / "sentinel" / "copy"))


def linked_folder(out: Path, rng: random.Random) -> None:
    folder = any_folder(out, rng)
    elsewhere = out.parent / "sentinel" / "folder"
    shutil.copytree(folder, elsewhere)
    shutil.rmtree(folder)
    folder.symlink_to(elsewhere)


def linked_gallery(out: Path, rng: random.Random) -> None:
    (out / rng.choice(("gallery", "stats", "index.html"))).symlink_to(out.parent / "sentinel")


def file_in_place_of_a_folder(out: Path, rng: random.Random) -> None:
    folder = any_folder(out, rng)
    shutil.rmtree(folder)
    folder.write_bytes(b"no folder")


def strange_names(out: Path, rng: random.Random) -> None:
    folder = any_folder(out, rng)
    for name in (
        "a\nb",
        "\x1b[31mred.tar",
        "train-99999999999999999999.tar",
        "-rf",
        b"\xff\xfe.json".decode("utf8", "surrogateescape"),
    ):
        (folder / name).write_bytes(b"x")


def theirs_in_parts(out: Path, rng: random.Random) -> None:
    any_file(out, rng).rename(out / "records" / ".mine.part")


def any_folder(out: Path, rng: random.Random) -> Path:
    return rng.choice(sorted(path for path in out.iterdir() if path.is_dir()))


def _linked(path: Path, target: str | Path) -> None:
    path.unlink()
    path.symlink_to(target)


FILES = (
    flipped_bit, flipped_bits, flipped_bits_signed, truncated, truncated_signed, emptied, zeros_of_the_right_size,
    zeros_of_the_right_size_signed, zeroed_block, noise_of_the_right_size, twice_the_same, something_appended,
    huge_sparse_file, swapped, swapped_signed, missing, missing_folder, fifo, sockets, folder_in_its_place,
    link_to_zeros, link_to_secret, link_to_itself, link_to_nothing, link_to_a_copy_outside, linked_folder,
    linked_gallery, file_in_place_of_a_folder, strange_names, theirs_in_parts,
)  # fmt: skip
