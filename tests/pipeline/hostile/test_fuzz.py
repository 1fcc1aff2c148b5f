"""Whatever is wrong with a dataset, a command that reads it ends with a sentence, and writes where it was told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from .reading import COMMANDS, Reader, laid_out
from .ways import WAYS, spoil

EACH_DAY = 40


def test_there_are_ways() -> None:
    assert len(WAYS) > 250


def test_a_whole_dataset_is_read_without_a_fault(fuzzed: Path, reading: Reader, tmp_path: Path) -> None:
    laid_out(fuzzed, tmp_path / "work")
    assert {command: reading.faults(tmp_path / "work", command) for command in COMMANDS} == {
        command: [] for command in COMMANDS
    }
    assert len(list((tmp_path / "work" / "made").iterdir())) == len(COMMANDS) - 7


@pytest.mark.parametrize("number", range(EACH_DAY), ids=list(WAYS)[:EACH_DAY])
def test_a_spoiled_dataset_does_no_harm(number: int, fuzzed: Path, reading: Reader, tmp_path: Path) -> None:
    work = tmp_path / "work"
    spoil(laid_out(fuzzed, work), number)
    commands = COMMANDS[number % 3 :: 3]
    found = [f"{' '.join(command)}: {fault}" for command in commands for fault in reading.faults(work, command)]
    assert not found, "\n".join(found)
