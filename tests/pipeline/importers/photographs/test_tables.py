"""Tables of JSON records are read one by one, whatever lies between them, and refused where they are something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cavendish.pipeline.importers.photographs import tables
from cavendish.pipeline.importers.photographs.tables import Record, below, read_table, record
from cavendish.scenes.errors import RequestError

ROWS = [{"token": f"{n:032x}", "value": [n, {"in": "a ]}, {"}], "name": "Straße"} for n in range(50)]


class Named(Record):
    """A record with a name and a number."""

    name: str
    size: float = 0.0


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("chunk", [7, 64, 1 << 20])
def test_rows_come_one_by_one_wherever_a_chunk_ends(
    indent: int | None, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "CHUNK_CHARACTERS", chunk)
    (tmp_path / "table.json").write_text(" " + json.dumps(ROWS, indent=indent, ensure_ascii=False) + "\n", "utf-8")
    assert list(read_table(tmp_path / "table.json")) == ROWS


def test_an_empty_table_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "table.json").write_text("[ ]")
    assert list(read_table(tmp_path / "table.json")) == []


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"a": 1}, [2]]', '[{"a": 1}', '[{"a": ', "[" + '{"a":' * 100_000, "[{\udcff}]"]
)
def test_what_is_no_table_is_told_in_one_sentence(text: str, tmp_path: Path) -> None:
    (tmp_path / "table.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RequestError, match=r"^.*table\.json: cannot be read: [^\n]*$"):
        list(read_table(tmp_path / "table.json"))


def test_a_record_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "CHUNK_CHARACTERS", 1 << 10)
    monkeypatch.setattr(tables, "MOST_CHARACTERS", 1 << 12)
    (tmp_path / "table.json").write_text(json.dumps([{"a": "b" * (1 << 14)}]))
    with pytest.raises(RequestError, match="must be one JSON array of objects"):
        list(read_table(tmp_path / "table.json"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "name: Field required"),
        ({"name": "a", "size": float("inf")}, "size: Input should be a finite"),
        (3, "Input"),
    ],
)
def test_the_first_field_that_is_wrong_is_named(row: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        record(Named, row)
    assert record(Named, {"name": "a", "more": []}) == Named(name="a")


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../a", "a/../../b", "a\0b"])
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    assert below(tmp_path, "a/b.jpg") == tmp_path / "a" / "b.jpg"
    with pytest.raises(RequestError, match="leads out of it"):
        below(tmp_path, name)
