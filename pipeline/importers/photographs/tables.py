"""Tables of records in JSON: read record by record, however long they are, and held to the fields that are wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ....scenes.errors import RequestError
from ...terminal.plaintext import one_line
from .source import naming

CHUNK_CHARACTERS = 1 << 20
MOST_CHARACTERS = 1 << 22  # of a record
START, GAP = re.compile(r"\s*\["), re.compile(r"[\s,]*")
NO_TABLE = "it must be one JSON array of objects"

Table = Iterator[Mapping[str, Any]]


class Record(BaseModel):
    """A record with numbers that are finite; fields that nobody asks for are passed over."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_table(path: Path) -> Table:
    """Yield the objects of a JSON array of objects, one in memory at a time; raises RequestError."""
    with naming(path):
        try:
            yield from _objects(path)
        except RecursionError:
            raise ValueError("its records are nested too deeply") from None


def record(kind: type[AnyRecord], row: object) -> AnyRecord:
    """Return a row as a record of its kind; raises ValueError with the first field that is wrong."""
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(one_line(f"{place}: {first['msg']}" if place else first["msg"], 200)) from None


def below(folder: Path, name: str) -> Path:
    """Return a file that a table names, below `folder`; raises RequestError where the name leads out of it."""
    way = PurePosixPath(name)
    if not name or way.is_absolute() or ".." in way.parts or "\0" in name:
        raise RequestError(f"{folder}: a table names the file {name[:80]!r}, which leads out of it")
    return folder / way


def _objects(path: Path) -> Table:
    decode = json.JSONDecoder().raw_decode
    with path.open(encoding="utf-8") as file:
        text = file.read(CHUNK_CHARACTERS)
        at = _end(START, text)
        while not text.startswith("]", at := _end(GAP, text, at)):
            if at < len(text) and text[at] != "{":
                raise ValueError(NO_TABLE)
            try:
                row, at = decode(text, at)
            except json.JSONDecodeError:
                more = file.read(CHUNK_CHARACTERS)
                if not more or len(text) - at > MOST_CHARACTERS:
                    raise ValueError(NO_TABLE) from None
                text, at = text[at:] + more, 0
                continue
            yield row


def _end(pattern: re.Pattern[str], text: str, at: int = 0) -> int:
    found = pattern.match(text, at)
    if not found:
        raise ValueError(NO_TABLE)
    return found.end()
