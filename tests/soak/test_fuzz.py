"""A thousand spoilt datasets, each read by a third of the reading commands: every one some three hundred times."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from ..pipeline.hostile.conftest import fuzzed, reading
from ..pipeline.hostile.reading import COMMANDS, Reader, laid_out
from ..pipeline.hostile.ways import spoil

__all__ = ["fuzzed", "reading"]

pytestmark = pytest.mark.timeout(3600)
WAYS = 1000


def test_a_thousand_spoiled_datasets_do_no_harm(fuzzed: Path, reading: Reader, tmp_path: Path) -> None:
    found, ran = [], Counter[str]()
    for number in range(WAYS):
        work = tmp_path / "work"
        way = spoil(laid_out(fuzzed, work), number)
        for command in COMMANDS[number % 3 :: 3]:
            said = " ".join(command)
            ran[said] += 1
            found += [f"{number} {way}: {said}: {fault}" for fault in reading.faults(work, command)]
        shutil.rmtree(work)
    print(f"{ran.total()} commands, each at least {min(ran.values())} times; {len(found)} did harm", *found, sep="\n")
    assert not found
