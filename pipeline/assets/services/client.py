"""Asks a service and fetches files from it: bounded, checked, and going on where an earlier run was interrupted."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit

from ....scenes.errors import RequestError, WorkError
from ..archives import check_name
from .remote import RemoteFile

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

T = TypeVar("T")
MOST_JSON_BYTES = 64 * 2**20
MOST_FILE_BYTES = 2 * 2**30  # where a service does not tell how long a file is
CHUNK_BYTES = 2**14  # what is lost at most where a connection breaks
REDIRECTS = 5
TRIES = 5
PAUSE_S = 1.0  # before the second try; twice as long before each further one
TIMEOUT_S = 60.0
WAIT = frozenset({429, 500, 502, 503, 504})  # answers after which it is asked again
PARTIAL, NOTHING_MORE = 206, 416  # answers to being asked for a part


class Client:
    """Speaks to one service at its address, by HTTPS alone where that address is of HTTPS."""

    def __init__(self, base_url: str) -> None:
        try:
            import urllib3
        except ImportError:
            raise RequestError(
                f"{base_url}: is asked with urllib3, which is not installed here: pip install 'cavendish[render]'"
            ) from None
        self._base_url = base_url
        self._broken = urllib3.exceptions.HTTPError
        self._pool = urllib3.PoolManager(headers={"User-Agent": f"Cavendish/{version('cavendish')}"})

    def ask(self, path: str) -> Any:
        """Return the JSON under a path; raises WorkError."""
        url = self._base_url + path
        data = self._tried(url, lambda: self._open(url, {}).read(MOST_JSON_BYTES + 1), "later")
        if len(data) > MOST_JSON_BYTES:
            raise WorkError(f"{url}: answers more than {MOST_JSON_BYTES // 2**20} MB")
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise WorkError(f"{url}: answers something that is no JSON") from None

    def fetch(self, file: RemoteFile, folder: Path) -> Path:
        """Fetch a file into a folder, or go on with it, and return its path; raises WorkError where it is not as told.

        What is there already, as long as it was told and of the MD5, is not fetched again.
        """
        check_name(folder, file.name)
        path = folder / file.name
        if path.is_file() and _is_as_told(path, file):
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        self._tried(file.url, lambda: self._append(file, part), "to go on from there")
        if not _is_as_told(part, file):
            part.unlink()
            raise WorkError(f"{file.url}: is not of the length and MD5 that its service tells")
        os.replace(part, path)
        return path

    def _tried(self, url: str, work: Callable[[], T], when: str) -> T:
        """Return what some work gives, tried again where a connection breaks or the service is busy."""
        for trial in range(TRIES):
            _pause(trial)
            try:
                return work()
            except self._broken as error:
                reason = _reason(error)
        raise WorkError(f"{url}: cannot be had: {reason}; run the same again {when}")

    def _append(self, file: RemoteFile, part: Path) -> None:
        most = file.size_bytes or MOST_FILE_BYTES
        there = part.stat().st_size if part.is_file() else 0
        if file.size_bytes and there >= file.size_bytes:
            return
        response = self._open(file.url, {"Range": f"bytes={there}-"} if there else {})
        if response.status == NOTHING_MORE:
            return
        goes_on = there and response.status == PARTIAL
        with part.open("ab" if goes_on else "wb") as out:
            for chunk in response.stream(CHUNK_BYTES):
                out.write(chunk)
                if out.tell() > most:
                    raise WorkError(f"{file.url}: is longer than the {most} bytes that were told")

    def _open(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        """Return an opened answer, its redirections followed; raises WorkError, or urllib3's error to try again."""
        for _ in range(REDIRECTS):
            self._check(url)
            response = self._pool.request(
                "GET",
                url,
                headers={**self._pool.headers, **headers},
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=TIMEOUT_S,
            )
            if not (next_url := response.get_redirect_location()):
                return self._judged(response, url)
            url = urljoin(url, next_url)
        raise WorkError(f"{url}: leads from one address to another more than {REDIRECTS} times")

    def _judged(self, response: BaseHTTPResponse, url: str) -> BaseHTTPResponse:
        if response.status in WAIT:
            raise self._broken(f"answers {response.status}")
        if response.status not in (200, PARTIAL, NOTHING_MORE):
            raise WorkError(f"{url}: answers {response.status}")
        return response

    def _check(self, url: str) -> None:
        """Refuse addresses that are not of HTTPS; a service that is asked by HTTP (as in tests) may lead to itself."""
        here, there = urlsplit(self._base_url), urlsplit(url)
        if there.scheme != "https" and (there.scheme, there.netloc) != (here.scheme, here.netloc):
            raise WorkError(f"{url}: is no address of HTTPS, and nothing else is followed")


def _pause(trial: int) -> None:
    if trial:
        time.sleep(PAUSE_S * 2 ** (trial - 1))


def _reason(error: Exception) -> str:
    return str(error).rsplit(": ", 1)[-1][:200] or type(error).__name__


def _is_as_told(path: Path, file: RemoteFile) -> bool:
    if file.size_bytes and path.stat().st_size != file.size_bytes:
        return False
    with path.open("rb") as opened:
        return not file.md5 or hashlib.file_digest(opened, "md5").hexdigest() == file.md5.lower()
