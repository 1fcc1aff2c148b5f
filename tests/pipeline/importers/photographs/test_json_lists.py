"""Lists of large JSON files come item by item; what is broken, too deep or too large is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cavendish.pipeline.importers.photographs.json_lists import CHUNK_BYTES, MOST_SILENT_BYTES, read_lists
from cavendish.scenes.errors import RequestError


def read(path: Path, data: bytes | str) -> list[tuple[str, object]]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_lists(path, ("a", "b")))


def test_items_come_in_the_order_of_the_file_and_others_are_skipped(tmp_path: Path) -> None:
    content = {"info": {"a": [1]}, "b": [{"x": [1, {"y": 2.5}], "z": None}, 7], "c": [1], "a": [[], {}, True, "é"]}
    expected = [("b", {"x": [1, {"y": 2.5}], "z": None}), ("b", 7), ("a", []), ("a", {}), ("a", True), ("a", "é")]
    assert read(tmp_path / "file.json", json.dumps(content)) == expected


def test_items_longer_than_what_is_read_at_once_are_whole(tmp_path: Path) -> None:
    items = [list(range(CHUNK_BYTES // 4)), "x" * (2 * CHUNK_BYTES), 1]
    assert [item for _, item in read(tmp_path / "file.json", json.dumps({"a": items}))] == items


@pytest.mark.parametrize("content", ["[1]", "{}", '{"a": {"b": [1]}}', '{"c": [1]}', "7"])
def test_without_such_lists_nothing_comes(content: str, tmp_path: Path) -> None:
    assert read(tmp_path / "file.json", content) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"a": [1', "it is no JSON: parse error: premature EOF"),
        (b'{"a": [1]} x', "it is no JSON: parse error: trailing garbage"),
        (b'{"a": ["\xff"]}', "it is no JSON: lexical error: invalid bytes in UTF8 string"),
        (b'{"a": [NaN]}', "it is no JSON: lexical error"),
        (b'{"a": [1e400]}', r"it is no JSON: parse error: numeric \(floating point\) overflow"),
        (b"", "it is no JSON: parse error: premature EOF"),
        (b'{"a": ' + 100_000 * b"[", "a piece of it has over 16 lists or objects in one another"),
        (b'{"a": [[' + (1 << 21) * b"1," + b"1]]}", "has over 2,097,152 values"),
        (b'{"a": ["' + (MOST_SILENT_BYTES + 2 * CHUNK_BYTES) * b"x" + b'"]}', "a text or number of over 16 MiB"),
    ],
    ids=["cut", "more", "utf8", "nan", "huge", "empty", "deep", "long", "text"],
)
def test_each_damage_is_told_in_one_sentence(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=rf"file\.json: cannot be read: .*{said}") as caught:
        read(tmp_path / "file.json", data)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"file\.json: is missing"):
        list(read_lists(tmp_path / "file.json", ("a",)))
