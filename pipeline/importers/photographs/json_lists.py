"""Large JSON files whose object holds lists: read item by item, of which one alone is in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ijson

from .source import naming

CHUNK_BYTES = 1 << 16
MOST_DEPTH, MOST_VALUES = 16, 1 << 21  # of containers in one another; of everything in one item
MOST_SILENT_BYTES = 1 << 24  # in one string or number
ITEM_DEPTH = 2  # an item lies in a list, which lies in the file's object

BEGUN: Mapping[str, Callable[[], Any]] = {"start_map": dict, "start_array": list}
ENDED = ("end_map", "end_array")

Event = tuple[str, Any]


def read_lists(path: Path, names: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Yield the items of the lists of these names in a file's object, each with its list's name, in their order.

    Raises RequestError where the file is missing, broken, or deeper or larger in one item than any set's is.
    """
    with naming(path):
        yield from _items(_events(path), names)


def _events(path: Path) -> Iterator[Event]:
    """Yield what a parser comes by; its own builder is not used, as its memory grows with the square of the depth."""
    events: Any = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events, use_float=True)
    silent = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                parser.send(chunk)
                silent = 0 if events else silent + len(chunk)
                if silent > MOST_SILENT_BYTES:
                    raise ValueError(f"a text or number of over {MOST_SILENT_BYTES >> 20} MiB is in it")
                yield from events
                events.clear()
        parser.close()
        yield from events
    except ijson.JSONError as error:
        said = error.args[0] if error.args else ""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise ValueError(f"it is no JSON: {next(iter(text.splitlines()), '')}") from None


def _items(events: Iterable[Event], names: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Yield what stands in the lists; what stands elsewhere is followed, and not kept."""
    opened: list[Any] = []  # containers, the outermost first
    keys: list[str] = []  # the key that stands last in each
    values = 0
    for event, value in events:
        if event == "map_key":
            keys[-1] = value
            continue
        begins, ends = event in BEGUN, event in ENDED
        if ends:
            keys.pop()
            value = opened.pop()
        else:
            value = BEGUN[event]() if begins else value
            values += 1
            if len(opened) > ITEM_DEPTH and keys[0] in names:
                _put(value, opened[-1], keys[-1])
        if begins:
            opened.append(value)
            keys.append("")
        elif len(opened) == ITEM_DEPTH:
            values = 0
            if keys[0] in names and isinstance(opened[1], list):
                yield keys[0], value
        if values > MOST_VALUES or len(opened) > MOST_DEPTH:
            raise ValueError(f"a piece of it has over {MOST_VALUES:,} values, or over {MOST_DEPTH} in one another")


def _put(value: Any, container: Any, key: str) -> None:
    if isinstance(container, dict):
        container[key] = value
    else:
        container.append(value)
