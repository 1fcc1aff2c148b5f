"""Unpacks what libraries come in. Nothing is written outside the folder that was given, whatever an archive says."""

from __future__ import annotations

import io
import shutil
import stat
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ...scenes.errors import RequestError

PACKAGE = "sweethome3d-furniture"
MAX_UNPACKED_MB = 8192
MAX_MEMBERS = 100_000
AR_MAGIC = b"!<arch>\n"
AR_HEADER_BYTES = 60


def unzip(archive: Path, folder: Path) -> None:
    """Unpack a zip file into a folder; raises RequestError where a member leads out of it, is a link, or is huge."""
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
            _within_budget(archive, [member.file_size for member in members])
            for member in members:
                check_name(archive, member.filename, stat.S_ISLNK(member.external_attr >> 16))
            opened.extractall(folder)  # noqa: S202 - every name has been looked at
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise RequestError(f"{archive}: cannot be unpacked: {error}") from None


def unpack_deb(package: Path, folder: Path) -> None:
    """Unpack the files of a Debian package into a folder, running none of its scripts; raises RequestError."""
    data = dict(_ar_members(package))
    name = next((name for name in data if name.startswith("data.tar")), "")
    try:
        with tarfile.open(fileobj=io.BytesIO(data[name])) as opened:
            members = opened.getmembers()
            _within_budget(package, [member.size for member in members])
            for member in members:
                check_name(package, member.name, not (member.isfile() or member.isdir()))
            opened.extractall(folder)  # noqa: S202 - as above; Python before 3.11.4 has no filter for this
    except (KeyError, tarfile.TarError, OSError) as error:
        raise RequestError(f"{package}: {name or 'data.tar'} cannot be unpacked: {error}") from None


def download_package(folder: Path) -> Path:
    """Return the Debian package PACKAGE, fetched into a folder by the system's own client; raises RequestError."""
    client = shutil.which("apt-get")
    if client is None:
        raise RequestError(
            f"sweethome3d: this system has no apt-get; give the path of the Debian package {PACKAGE} or of .sh3f files"
        )
    done = subprocess.run(  # noqa: S603 - nothing of the command is the user's
        [client, "download", PACKAGE], cwd=folder, capture_output=True, text=True, timeout=1800
    )
    found = sorted(folder.glob(f"{PACKAGE}_*.deb"))
    if done.returncode or not found:
        reason = (done.stderr.strip().splitlines() or ["it gave no file"])[-1]
        raise RequestError(f"sweethome3d: `apt-get download {PACKAGE}` failed: {reason}")
    return found[0]


def _ar_members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the members of an ar archive."""
    data = path.read_bytes()
    if not data.startswith(AR_MAGIC):
        raise RequestError(f"{path}: is no Debian package (an ar archive)")
    at = len(AR_MAGIC)
    while at + AR_HEADER_BYTES <= len(data):
        header = data[at : at + AR_HEADER_BYTES]
        size = header[48:58].decode("ascii", "replace").strip()
        if not size.isdigit():
            raise RequestError(f"{path}: has a broken member at byte {at}")
        start = at + AR_HEADER_BYTES
        yield header[:16].decode("ascii", "replace").strip().rstrip("/"), data[start : start + int(size)]
        at = start + int(size) + int(size) % 2


def check_name(archive: Path, name: str, is_link: bool = False) -> None:
    """Raise RequestError where what an archive or a service calls a member would lead out of a folder, or is a link."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if is_link or parts.is_absolute() or ".." in parts.parts or ":" in name:
        raise RequestError(f"{archive}: its member {name!r} would lead out of the folder that it is unpacked to")


def _within_budget(archive: Path, sizes: list[int]) -> None:
    if len(sizes) > MAX_MEMBERS or sum(sizes) > MAX_UNPACKED_MB * 2**20:
        raise RequestError(
            f"{archive}: holds {len(sizes)} files of {sum(sizes) / 2**20:.0f} MB, more than {MAX_MEMBERS} or "
            f"{MAX_UNPACKED_MB} MB"
        )
