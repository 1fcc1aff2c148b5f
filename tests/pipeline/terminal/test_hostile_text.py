"""Nothing that others wrote steers a terminal, and no password of a URL is shown."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

from cavendish.pipeline.dataset.folder import STATUS
from cavendish.pipeline.dataset.storage import StorageError, reason
from cavendish.pipeline.monitor.event_log import line
from cavendish.pipeline.monitor.events import EventKind, event
from cavendish.pipeline.terminal.console import Terminal
from cavendish.scenes.errors import RequestError, WorkError, without_secrets

from ...conftest import cavendish

HOSTILE = "\x1b[2J\x1b]0;title\x07\x1b]52;c;cHduZWQ=\x07\x9b31m\u202eexe\u2066\u200f\x7f\x00\rgone"
STEERS = {chr(code) for code in (*range(32), *range(127, 160), 0x200E, 0x200F, *range(0x202A, 0x202F))} - {"\n"}
HIDDEN = {
    "s3://key:secret@bucket/x: lacks a shard": "s3://***@bucket/x: lacks a shard",
    "ftp://ada:a@b:c@host/x": "ftp://***@host/x",
    "https://ghp_secret@github.com/a": "https://***@github.com/a",
    "https://h/a?X-Amz-Credential=secret%2F&X-Amz-Signature=secret: gone": "https://h/a?***: gone",
    "no https://h/a?token=secret, nor http://h/b?sig=secret.": "no https://h/a?***, nor http://h/b?***.",
    "abfs://container@account.host/x": "abfs://container@account.host/x",
    "ray://10.0.0.1:10001: nobody": "ray://10.0.0.1:10001: nobody",
    "what? user:word@host": "what? user:word@host",
}


@pytest.mark.parametrize("terminal", [True, False])
def test_whatever_is_printed_steers_nothing(terminal: bool) -> None:
    written = io.StringIO()
    console = Terminal(file=written, force_terminal=terminal, color_system=None, markup=False, highlight=False)
    table = Table(title=HOSTILE)
    table.add_row(HOSTILE, Text(HOSTILE))
    console.print(HOSTILE, Text(HOSTILE), table)
    assert not STEERS & set(written.getvalue())
    assert "gone" in written.getvalue()


@pytest.mark.parametrize("command", ["status", "verify", "inspect"])
def test_a_hostile_dataset_steers_no_terminal(copied: Path, command: str, capfd: pytest.CaptureFixture[str]) -> None:
    status = json.loads((copied / STATUS).read_text())
    (copied / STATUS).write_text(
        json.dumps(status | {"name": HOSTILE, "recent": [HOSTILE], "failure": HOSTILE, "host": HOSTILE})
    )
    record = next(copied.glob("records/*.json"))
    record.write_text(json.dumps(json.loads(record.read_text()) | {"split": HOSTILE, "host": HOSTILE}))
    cavendish(command, copied, *(["00000000-00-00-depth"] if command == "inspect" else []))
    said = capfd.readouterr()
    assert not STEERS & set(said.out + said.err)


def test_an_error_is_one_line(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cavendish("verify", tmp_path / f"a{HOSTILE[:-5]}\nb".replace("\x00", "")) == 2
    assert not STEERS & set(error := capfd.readouterr().err)
    assert error.count("\n") == 1


@pytest.mark.parametrize(("text", "shown"), HIDDEN.items())
def test_passwords_and_signatures_are_in_no_message(text: str, shown: str) -> None:
    said = [
        without_secrets(text),
        str(WorkError(text)),
        str(RequestError(text)),
        str(StorageError(5, text)),
        reason(OSError(5, text)),
        event(EventKind.BUILD_FINISHED, failure=text).fields["failure"],
    ]
    assert said == [shown] * len(said)
    assert "secret" not in line(event(EventKind.BUILD_STARTED, root=text))
    assert str(RequestError("is wrong", "address", text)) == f"address {shown}: is wrong"


def test_a_password_of_outs_url_is_not_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert cavendish("verify", "memory://ada:secret@host/nothing?token=secret") == 2
    said = capfd.readouterr()
    assert "secret" not in said.out + said.err
