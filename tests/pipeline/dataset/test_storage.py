"""OUT may be a URL: what is published there is whole, is what was sent, and is read back as from a folder."""

import errno
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from cavendish.manifests import Recipe, StorageRetry
from cavendish.pipeline.build.driver import open_build
from cavendish.pipeline.build.reencode import changed_recipe, encode_shards, open_encoding
from cavendish.pipeline.dataset import publish as publishing
from cavendish.pipeline.dataset.publish import publish
from cavendish.pipeline.dataset.storage import Location, StorageError, place, read
from cavendish.pipeline.dataset.verify import verify_shards
from cavendish.pipeline.report.stats.figures import statistics
from cavendish.scenes.errors import RequestError

from ...conftest import build
from ..digests import digests


@pytest.fixture
def out() -> Iterator[Location]:
    """A place in this process's memory that nobody else has."""
    root = place(f"memory://{uuid.uuid4().hex}/out")
    yield root
    MemoryFileSystem.store.clear()


def test_a_build_in_memory_is_the_build_in_a_folder(out: Location, built: Path, tiny: Recipe) -> None:
    assert digests(build(tiny, out)) == digests(built)
    assert [fault for _, faults in verify_shards(out) for fault in faults] == []
    ours, theirs = (statistics(root) | {"time of making": {}} for root in (out, built))
    assert ours == theirs
    assert len(open_build(tiny, out).pending) == 0


def test_a_lost_object_is_made_again(out: Location, built: Path, tiny: Recipe) -> None:
    build(tiny, out)
    (out / "truth/train-000000.h5").unlink()
    assert [plan.name for plan in open_build(tiny, out).pending] == ["train-000000"]
    assert digests(build(tiny, out)) == digests(built)


def test_encoding_reads_and_writes_urls(out: Location, built: Path, tmp_path: Path) -> None:
    recipe = changed_recipe(built, {"tasks": {"depth": 1}})
    list(encode_shards(built, open_encoding(built, out, recipe)))
    back = tmp_path / "back"
    list(encode_shards(out, open_encoding(out, back, recipe)))
    assert digests(out) == digests(back)


def test_another_recipe_at_a_url_is_refused(out: Location, tiny: Recipe) -> None:
    build(tiny, out)
    with pytest.raises(RequestError, match=r"memory://.*/out: holds 'tiny', built from another recipe"):
        open_build(tiny.model_copy(update={"seed": 8}), out)


def test_places() -> None:
    assert place("a/b") == Path("a/b")
    assert place("file:///a/b%20c") == Path("/a/b c")
    assert str(place("s3://bucket/a") / "b") == "s3://bucket/a/b"
    with pytest.raises(RequestError, match="nowhere://a: URLs that begin so cannot be opened here"):
        place("nowhere://a")


class Flaky:
    """A storage that spoils or refuses the first uploads."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, spoil: Any, times: int) -> None:
        self.uploads = 0
        self.retries: list[StorageRetry] = []
        self.waits: list[float] = []
        real = MemoryFileSystem.pipe_file

        def pipe_file(files: MemoryFileSystem, path: str, data: bytes) -> None:
            self.uploads += 1
            real(files, path, spoil(data) if self.uploads <= times else data)

        monkeypatch.setattr(MemoryFileSystem, "pipe_file", pipe_file)
        monkeypatch.setattr(time, "sleep", self.waits.append)


def refused(error: Exception) -> Any:
    def spoil(data: bytes) -> bytes:
        raise error

    return spoil


SPOILT = {
    "truncated": lambda data: data[:-1],
    "flipped": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "a server error": refused(OSError(errno.EREMOTEIO, "Internal Error")),
    "an error of the library's own": refused(RuntimeError("the connection was reset")),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_bad_upload_is_made_again(out: Location, spoil: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    flaky = Flaky(monkeypatch, spoil, times=2)
    record = publish(out, "a/b.tar", b"data", retried=flaky.retries.append)
    assert (record.bytes, read(out, "a/b.tar")) == (4, b"data")
    assert flaky.waits == list(publishing.WAITS_S[:2])
    assert [(retry.path, retry.tries) for retry in flaky.retries] == [("a/b.tar", 1), ("a/b.tar", 2)]


def test_a_storage_that_stays_broken_is_one_sentence(out: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    flaky = Flaky(monkeypatch, SPOILT["truncated"], times=100)
    with pytest.raises(StorageError, match=r"^memory://.*/out/a: cannot be written: what arrived is not what was sent"):
        publish(out, "a", b"data")
    assert flaky.uploads == 1 + len(publishing.WAITS_S)


FINAL = {
    "a full disk": (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
    "a quota": (OSError(errno.EDQUOT, "Disk quota exceeded"), "over its quota"),
    "a refusal": (PermissionError("Access Denied"), r"may not be written \(Access Denied\)"),
    "no bucket": (FileNotFoundError("The specified bucket does not exist"), "bucket does not exist"),
}


@pytest.mark.parametrize(("error", "message"), FINAL.values(), ids=FINAL.keys())
def test_what_will_not_pass_is_said_at_once(
    out: Location, error: OSError, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flaky = Flaky(monkeypatch, refused(error), times=100)
    with pytest.raises(StorageError, match=message) as caught:
        publish(out, "a", b"data")
    assert (flaky.uploads, caught.value.errno) == (1, error.errno)
    assert not (out / "a").exists()
