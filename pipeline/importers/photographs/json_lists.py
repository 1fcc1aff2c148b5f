"""Large JSON files whose object holds lists: read item by item, of which one alone is in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
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
    opened = _Opened(names)
    with naming(path):
        yield from filter(None, (opened.take(*event) for event in _events(path)))


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


class _Opened:
    """Containers that are open, the outermost first, and the key that stands last in each."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)
        self._containers: list[Any] = []
        self._keys: list[str] = []
        self._values = 0  # of the present item

    def take(self, event: str, value: Any) -> tuple[str, Any] | None:
        """Take what comes next; return the item that is whole with that, and its list's name."""
        if event == "map_key":
            self._keys[-1] = value
        elif event in BEGUN:
            self._begin(BEGUN[event]())
        elif event in ENDED:
            self._keys.pop()
            return self._item(self._containers.pop())
        else:
            self._keep(value)
            return self._item(value)
        return None

    def _begin(self, container: Any) -> None:
        self._keep(container)
        self._containers.append(container)
        self._keys.append("")
        if len(self._containers) > MOST_DEPTH:
            raise ValueError(f"a piece of it has over {MOST_DEPTH} lists or objects in one another")

    def _keep(self, value: Any) -> None:
        """Put a value into what is open; what is no part of a wanted item is followed, and not kept."""
        self._values += 1
        if self._values > MOST_VALUES:
            raise ValueError(f"a piece of it has over {MOST_VALUES:,} values")
        if len(self._containers) > ITEM_DEPTH and self._keys[0] in self._names:
            container = self._containers[-1]
            if isinstance(container, dict):
                container[self._keys[-1]] = value
            else:
                container.append(value)

    def _item(self, value: Any) -> tuple[str, Any] | None:
        if len(self._containers) != ITEM_DEPTH:
            return None
        self._values = 0
        wanted = self._keys[0] in self._names and isinstance(self._containers[1], list)
        return (self._keys[0], value) if wanted else None
