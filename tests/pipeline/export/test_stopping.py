"""An export that was stopped goes on, and leaves nothing that it did not finish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cavendish.pipeline.dataset import publish as publishing
from cavendish.pipeline.export.driver import FORMATS, STATE, open_export
from cavendish.scenes.errors import RequestError

from ...conftest import cavendish

PART = ".cavendish-a8_x2k4q.part"


class Stopped(BaseException):
    """As Ctrl-C does, it passes by whoever handles errors."""


def stopping(after: int) -> Callable[[Path, bytes, bool], None]:
    """Return what publishes so many files, and is stopped in the next one; the state comes before them."""
    write, left = publishing._write, [after + 1]

    def once(target: Path, data: bytes, durable: bool) -> None:
        if left[0] == 0:
            raise Stopped
        left[0] -= 1
        write(target, data, durable)

    return once


def contents(folder: Path) -> dict[str, bytes]:
    own = str(folder).encode()
    return {
        str(path.relative_to(folder)): path.read_bytes().replace(own, b"DIR")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("to", [name for name in FORMATS if name != "energon"])
def test_the_same_command_ends_in_the_same_files(
    request: pytest.FixtureRequest, tmp_path: Path, to: str, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = request.getfixturevalue("clips" if to == "video" else "built")
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    assert cavendish("export", built, whole, "--to", to) == 0
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_write", stopping(after))
        with pytest.raises(Stopped):
            cavendish("export", built, stopped, "--to", to)
    folders = [stopped, *(path for path in stopped.rglob("*") if path.is_dir())]
    for folder in folders:
        (folder / PART).write_bytes(b"half")
    (stopped / ".theirs.part").write_bytes(b"")
    assert cavendish("export", built, stopped, "--to", to) == 0
    (stopped / ".theirs.part").unlink()  # which is none of ours
    assert contents(stopped) == contents(whole)


def test_a_state_that_was_cut_counts_for_what_is_whole(built: Path, tmp_path: Path) -> None:
    assert cavendish("export", built, tmp_path / "new", "--to", "folders") == 0
    state = tmp_path / "new" / STATE
    state.write_bytes(state.read_bytes()[:-3])
    work = open_export(built, tmp_path / "new", "folders")
    assert [source.record.name for source in work.pending] == ["val-000001"]
    assert cavendish("export", built, tmp_path / "new", "--to", "folders") == 0
    assert open_export(built, tmp_path / "new", "folders").pending == ()


def test_a_folder_where_nothing_was_finished_is_as_new(built: Path, tmp_path: Path) -> None:
    (tmp_path / PART).write_bytes(b"")
    assert cavendish("export", built, tmp_path, "--to", "folders") == 0
    assert not (tmp_path / PART).exists()


def test_another_export_is_refused(built: Path, tmp_path: Path) -> None:
    assert cavendish("export", built, tmp_path / "new", "--to", "folders") == 0
    with pytest.raises(RequestError, match=r"holds an export of .* to folders; give an empty or new folder"):
        open_export(built, tmp_path / "new", "exr")
