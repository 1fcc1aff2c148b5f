"""Ray, or a process, that does not start here: what is wrong, which setting helps, and nothing that was not asked."""

import os
import tempfile
from errno import EAGAIN, ENOENT, ENOSPC
from pathlib import Path

import pytest
import ray

from cavendish.manifests import Recipe
from cavendish.pipeline.render.failures import MachineError
from cavendish.pipeline.render.limits import RunOptions
from cavendish.pipeline.workers import pool, resources
from cavendish.pipeline.workers.pool import map_in_order
from cavendish.pipeline.workers.ray_trouble import MOST_SOCKET_BYTES, SOCKET, check_sockets
from cavendish.pipeline.workers.renderer_process import RendererProcess
from cavendish.scenes.errors import WorkError

from ...conftest import cavendish

WITHOUT = "; a build with workers 1 needs no Ray"


@pytest.fixture
def recipe(tiny: Recipe, tmp_path: Path) -> Path:
    path = tmp_path / "r.yaml"
    path.write_text(tiny.model_dump_json())
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence, which names no address."""
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert "--address" not in error
    return error.strip().splitlines()[-1]


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    folder = tmp_path / ("deep" * 20)
    folder.mkdir()
    return folder


def test_a_long_path_for_temporary_files_is_said_before_ray_is_loaded(
    recipe: Path, deep: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(deep))
    monkeypatch.setattr(ray, "init", lambda **_: pytest.fail("Ray was asked"))
    assert cavendish("build", recipe, tmp_path / "out", "--workers", 2) == 1
    assert said(capsys) == (
        f"cavendish: Ray does not start here: below {deep} its sockets would have paths of "
        f"{len(str(deep / SOCKET.format(pid=os.getpid())))} bytes, and 107 are the most; "
        f"set RAY_TMPDIR to a folder with a short path, such as /tmp{WITHOUT}"
    )


def test_a_long_path_as_ray_says_it(
    recipe: Path, deep: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its path is as long as was told."""
    monkeypatch.setenv("TMPDIR", str(deep))
    monkeypatch.setattr(resources, "check_sockets", lambda: None)
    assert cavendish("build", recipe, tmp_path / "out", "--workers", 2) == 1
    sentence = said(capsys)
    assert "AF_UNIX path length cannot exceed 107 bytes" in sentence
    assert sentence.endswith(f"; set RAY_TMPDIR to a folder with a short path, such as /tmp{WITHOUT}")
    (path,) = (word for word in sentence.replace(";", " ").split() if word.endswith("plasma_store"))
    assert len(path) == len(str(deep / SOCKET.format(pid=os.getpid())))


def test_the_longest_path_that_will_do() -> None:
    most = MOST_SOCKET_BYTES - len(SOCKET.format(pid=os.getpid())) - 1
    check_sockets({"TMPDIR": "/" + "x" * (most - 1)})
    check_sockets({"TMPDIR": "/" + "x" * most, "RAY_TMPDIR": "/tmp"})
    check_sockets({})
    with pytest.raises(WorkError, match="paths of 108 bytes"):
        check_sockets({"TMPDIR": "/" + "x" * most})
    with pytest.raises(WorkError, match="paths of 108 bytes"):
        check_sockets({"RAY_TMPDIR": "/" + "ü" * (most // 2) + "x" * (most % 2)})


BUSY = "The current node timed out during startup. This could happen because the GCS has become overloaded."
STORE = "The configured object store size (9.0 GB) exceeds /dev/shm size (0.06 GB)."


@pytest.mark.parametrize(
    ("error", "setting"),
    [
        (Exception(BUSY), "RAY_gcs_server_port_wait_time_s=120"),
        (RuntimeError("Failed to start GCS. Last connection error: None"), "RAY_gcs_server_port_wait_time_s=120"),
        (TimeoutError("Timed out after 30 seconds while waiting for node"), "RAY_gcs_server_port_wait_time_s=120"),
        (FileNotFoundError(ENOENT, os.strerror(ENOENT), "/dev/shm"), "shm-size"),
        (ValueError(STORE), "RAY_OBJECT_STORE_ALLOW_SLOW_STORAGE=1"),
        (OSError(ENOSPC, os.strerror(ENOSPC)), "RAY_TMPDIR"),
        (PermissionError(13, "Permission denied", "/tmp/ray"), "RAY_TMPDIR"),
        (BlockingIOError(EAGAIN, os.strerror(EAGAIN)), "ulimit -u"),
        (ValueError("Failed to bind to 127.0.0.1:6379 because it's already occupied."), "RAY_GCS_SERVER_PORT"),
        (RuntimeError("something that nobody has seen"), "something that nobody has seen"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_each_reason_comes_with_what_helps(
    error: Exception,
    setting: str,
    recipe: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(ray, "init", fail)
    assert cavendish("build", recipe, tmp_path / "out", "--workers", 2) == 1
    sentence = said(capsys)
    assert sentence.startswith("cavendish: Ray does not start here: ")
    assert setting in sentence
    assert sentence.endswith(WITHOUT)


def test_an_address_is_not_blamed_for_this_machine(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise OSError("AF_UNIX path length cannot exceed 107 bytes: /long")

    monkeypatch.setattr(ray, "init", fail)
    assert cavendish("build", recipe, tmp_path / "out", "--address", "auto") == 1
    assert "Ray does not join: AF_UNIX path length" in said(capsys)


@pytest.mark.parametrize(
    ("options", "given"),
    [
        (("--workers", 3), "--workers 3: more workers than one need"),
        (("--address", "auto"), "--address auto: a cluster needs"),
    ],
)
def test_without_ray_what_was_given_is_named(
    options: tuple[object, ...],
    given: str,
    recipe: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(resources, "find_spec", lambda name: None)
    assert cavendish("build", recipe, tmp_path / "out", *options) == 2
    assert f"{given} Ray: pip install 'cavendish[render]'" in (capsys.readouterr().err)


def test_a_renderer_without_a_temporary_file_is_one_sentence(tiny: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(mode: str) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(MachineError, match=r"no renderer starts here: .*No space left on device; TMPDIR names"):
        _ = RendererProcess(tiny, RunOptions("CPU")).device


def test_processes_without_locks_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where there is no /dev/shm."""

    def none(*_: object) -> None:
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT))

    monkeypatch.setattr(pool, "ProcessPoolExecutor", none)
    with pytest.raises(WorkError, match=r"no processes can be started here: .*; jobs 1 needs none"):
        list(map_in_order(str, range(8), 8, 2))
