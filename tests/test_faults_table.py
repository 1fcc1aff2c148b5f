"""Every row of docs/faults.md is a test of `make test`."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TABLES = (TESTS.parent / "docs/faults.md").read_text().partition("\n## What ")[0]
ROWS = [line for line in TABLES.splitlines() if line.startswith("| ") and not line.startswith("| fault |")]


def test_there_are_rows() -> None:
    assert len(ROWS) > 40
    assert sum("/hostile/" in row for row in ROWS) > 5


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_a_row_names_a_test(row: str) -> None:
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 4
    assert all(cells)
    named = re.fullmatch(r"`tests/([\w/]+/test_\w+\.py)::(test_\w+)`", cells[3])
    assert named
    file, name = named.groups()
    assert not file.startswith(("soak/", "trainers/"))
    assert name in {
        node.name for node in ast.walk(ast.parse((TESTS / file).read_text())) if isinstance(node, ast.FunctionDef)
    }
