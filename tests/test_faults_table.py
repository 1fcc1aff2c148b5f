"""Every row of docs/faults.md and docs/files.md is a test of `make test`."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs"
HEADS = ("| fault |", "| kind |")


def rows(page: str) -> list[str]:
    lines = (DOCS / page).read_text().partition("\n## What ")[0].splitlines()
    return [line for line in lines if line.startswith("| ") and not line.startswith(HEADS)]


FAULTS, FILES = rows("faults.md"), rows("files.md")


def test_there_are_rows() -> None:
    assert len(FAULTS) > 40
    assert sum("/hostile/" in row for row in FAULTS) > 5
    assert len(FILES) > 40


@pytest.mark.parametrize("row", [*FAULTS, *FILES], ids=lambda row: row.split("|")[1].strip())
def test_a_row_names_a_test(row: str) -> None:
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == (4 if row in FAULTS else 3)
    assert all(cells)
    named = re.fullmatch(r"`tests/([\w/]+/test_\w+\.py)::(test_\w+)`", cells[-1])
    assert named
    file, name = named.groups()
    assert not file.startswith(("soak/", "trainers/"))
    assert name in {
        node.name for node in ast.walk(ast.parse((TESTS / file).read_text())) if isinstance(node, ast.FunctionDef)
    }
