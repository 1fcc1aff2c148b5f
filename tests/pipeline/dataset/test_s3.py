"""OUT on S3: against a server process that speaks the protocol, also through a proxy that spoils uploads."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from s3fs import S3FileSystem
from upath import UPath

from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build
from cavendish.pipeline.build.reencode import changed_recipe, encode_shards, open_encoding
from cavendish.pipeline.dataset import publish as publishing
from cavendish.pipeline.dataset.publish import publish
from cavendish.pipeline.dataset.storage import Location, StorageError, place, read
from cavendish.pipeline.dataset.verify import verify_shards
from cavendish.scenes.errors import RequestError

from ...conftest import build, cavendish
from ...soak.processes import eventually
from ..digests import digests, records_of

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of an S3 server on loopback, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Location]:
    """An empty bucket."""
    yield from _bucket(server, monkeypatch)


def _bucket(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Location]:
    for name, value in (CREDENTIALS | {"AWS_ENDPOINT_URL": url, "AWS_MAX_ATTEMPTS": "1"}).items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()
    root = place("s3://sets")
    assert isinstance(root, UPath)
    root.fs.mkdir("sets")
    yield root
    root.fs.rm("sets", recursive=True)
    S3FileSystem.clear_instance_cache()


def _wait_for(port: int) -> None:
    def answers() -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return True
        return False

    assert eventually(answers), "the S3 server does not answer"


def test_build_resume_verify_regenerate_and_encode(bucket: Location, built: Path, tiny: Recipe, tmp_path: Path) -> None:
    out, new, recipe = bucket / "out", bucket / "new", tmp_path / "r.yaml"
    recipe.write_text(tiny.model_dump_json())
    assert cavendish("build", recipe, out) == 0
    assert digests(out) == digests(built)
    assert cavendish("verify", out) == 0

    (out / "records/val-000001.json").unlink()
    publish(out, "train/train-000000.tar", read(out, "train/train-000000.tar")[:-512])
    assert [plan.name for plan in open_build(tiny, out).pending] == ["train-000000", "val-000001"]
    assert cavendish("build", recipe, out) == 0
    assert digests(out) == digests(built)

    data = bytearray(read(out, "truth/val-000001.h5"))
    data[len(data) // 2] ^= 1
    publish(out, "truth/val-000001.h5", bytes(data))
    assert cavendish("verify", out) == 1
    assert cavendish("regenerate", out, "--corrupt") == 0
    assert digests(out) == digests(built)

    assert cavendish("encode", out, new, "--tasks", "depth") == 0
    local = tmp_path / "new"
    list(encode_shards(built, open_encoding(built, local, changed_recipe(built, {"tasks": {"depth": 1}}))))
    assert digests(new) == digests(local)
    assert cavendish("status", out) == 0


def test_another_recipe_is_refused(bucket: Location, tiny: Recipe) -> None:
    publish(bucket, "out/notes.txt", b"mine")
    with pytest.raises(RequestError, match="s3://sets/out: is neither empty nor a dataset"):
        open_build(tiny, bucket / "out")


def test_a_bucket_that_is_not_there(bucket: Location) -> None:
    with pytest.raises(StorageError, match=r"s3://none/a: cannot be written: .*bucket"):
        publish(place("s3://none"), "a", b"data")


def test_nobody_answers(server: str, tiny: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (CREDENTIALS | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}).items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()
    with pytest.raises(RequestError, match=r"s3://sets/manifest.json: cannot be read: .*127.0.0.1:9"):
        open_build(tiny, place("s3://sets"))
    S3FileSystem.clear_instance_cache()


def _truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


class Proxy(BaseHTTPRequestHandler):
    """Passes everything on to `server`, but spoils the first two uploads of each tar: None is an error 500."""

    protocol_version = "HTTP/1.1"  # the client asks before it sends a body
    server_url = ""
    spoil: Any = None
    uploads: dict[str, int]

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.command == "PUT" and self.path.endswith(".tar"):
            self.uploads[self.path] = self.uploads.get(self.path, 0) + 1
            if self.uploads[self.path] <= 2:
                if self.spoil is None:
                    self._answer(500, {}, b"<Error><Code>InternalError</Code><Message>again</Message></Error>")
                    return
                body = type(self).spoil(body)
        drop = ("content-length", "host", "expect", "connection", "content-md5")
        headers = {k: v for k, v in self.headers.items() if k.lower() not in drop and "checksum" not in k.lower()}
        headers.setdefault("Content-Type", "binary/octet-stream")  # urllib would call it a form
        request = urllib.request.Request(
            self.server_url + self.path, body or None, headers=headers, method=self.command
        )
        try:
            with urllib.request.urlopen(request) as answer:
                self._answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                self._answer(error.code, dict(error.headers), error.read())

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _pass_on  # noqa: N815

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if not re.match("(?i)connection|transfer-encoding|server|date|content-length", name):
                self.send_header(name, value)
        self.send_header("Content-Length", headers.get("Content-Length", str(len(body))))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


SPOILS = {"truncated": _truncated, "flipped": _flipped, "500s": None}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_spoilt_uploads_are_made_again(
    spoil: Any, server: str, built: Path, tiny: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads: dict[str, int] = {}
    spoiling = staticmethod(spoil) if spoil else None
    handler = type("Handler", (Proxy,), {"server_url": server, "spoil": spoiling, "uploads": uploads})
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        Thread(target=proxy.serve_forever, daemon=True).start()
        buckets = _bucket(f"http://127.0.0.1:{proxy.server_port}", monkeypatch)
        root = next(buckets)
        assert digests(build(tiny, root / "out")) == digests(built)
        assert [fault for _, faults in verify_shards(root / "out") for fault in faults] == []
        retries = [retry for record in records_of(root / "out").values() for retry in record.storage_retries]
        next(buckets, None)
        proxy.shutdown()
    assert set(uploads.values()) == {3}
    assert [(retry.path, retry.tries) for retry in retries] == [
        (f"{split}/{split}-00000{shard}.tar", tries) for shard, split in enumerate(("train", "val")) for tries in (1, 2)
    ]
    assert waits == [*publishing.WAITS_S[:2]] * 2
