"""Pickles of plain data: texts, numbers, lists and mappings, as Python 2 and 3 write them. Nothing in them is run.

A pickle is a program for a small machine. This one knows the steps that make data, and no other; a file that wants a
class or a function is refused by its name. Bytes and steps are bounded, and nothing is hashed but texts: tuples become
lists, and mappings have texts as keys. A text of Python 2 that is no UTF-8 is taken for Windows' Latin letters.
"""

from __future__ import annotations

import codecs
import struct
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .source import naming

MOST_BYTES, MOST_STEPS = 200 << 20, 20_000_000  # RefCOCO's largest needs about 6 million
NEWEST_PROTOCOL = 5


def read_pickle(path: Path) -> object:
    """Return the data of a pickle; raises RequestError where it holds anything else, or is damaged or too large."""
    with naming(path), warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of wrong escapes
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"it has more than {MOST_BYTES:,} bytes")
        return _Machine(path.read_bytes()).run()


class _Machine:
    """What has been read so far: values on a stack, where lists begin on it, and values to come back to."""

    __slots__ = ("at", "data", "marks", "memo", "stack")

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0
        self.stack: list[Any] = []
        self.marks: list[int] = []
        self.memo: dict[int, Any] = {}

    def run(self) -> object:
        """Take one step after the other up to the last; raises ValueError."""
        try:
            for _ in range(MOST_STEPS):
                code = self.data[self.at : self.at + 1]
                self.at += 1
                if code == b".":
                    return self.stack.pop()
                if code not in STEPS:
                    said = f"step {code!r} at byte {self.at - 1} makes no plain data"
                    raise ValueError(said if code else "it ends too early")
                STEPS[code](self)
        except (IndexError, KeyError, TypeError, AttributeError, struct.error):
            raise ValueError(f"it is damaged before byte {self.at}") from None
        raise ValueError(f"it has more than {MOST_STEPS:,} steps")

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        taken = self.data[self.at : self.at + count]
        self.at += count
        if len(taken) < count:
            raise ValueError("it ends too early")
        return taken

    def line(self) -> bytes:
        """Return the next bytes up to the end of their line."""
        end = self.data.find(b"\n", self.at)
        if end < 0:
            raise ValueError("it ends too early")
        line, self.at = self.data[self.at : end], end + 1
        return line

    def number(self, layout: struct.Struct) -> Any:
        """Return the next number."""
        (number,) = layout.unpack_from(self.data, self.at)
        self.at += layout.size
        return number

    def since_mark(self) -> list[Any]:
        """Take what lies above the last mark off the stack."""
        start = self.marks.pop()
        taken = self.stack[start:]
        del self.stack[start:]
        return taken


Step = Callable[[_Machine], object]
BYTE, SHORT, WORD, SIGNED, DOUBLE = map(struct.Struct, ("<B", "<H", "<I", "<i", ">d"))


def _pushing(value: Callable[[_Machine], object]) -> Step:
    return lambda machine: machine.stack.append(value(machine))


def _number(layout: struct.Struct) -> Step:
    return _pushing(lambda machine: machine.number(layout))


def _text(size: struct.Struct, decode: Callable[[bytes], str]) -> Step:
    return _pushing(lambda machine: decode(machine.take(machine.number(size))))


def _utf8(data: bytes) -> str:
    return data.decode("utf-8")


def _of_python_2(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _quoted(line: bytes) -> str:
    if len(line) < 2 or line[:1] not in (b"'", b'"') or line[-1:] != line[:1]:
        raise ValueError("a text has no quotes")
    return _of_python_2(codecs.escape_decode(line[1:-1])[0])


def _integer(line: bytes) -> int | bool:
    return line == b"01" if line in (b"00", b"01") else int(line.removesuffix(b"L"))


def _long(machine: _Machine) -> int:
    return int.from_bytes(machine.take(machine.number(BYTE)), "little", signed=True)


def _last(count: int) -> Step:
    """Return the step that makes a list of the last values."""

    def step(machine: _Machine) -> None:
        machine.stack[-count:] = [[machine.stack[place] for place in range(-count, 0)]]

    return step


def _mapping(items: list[Any]) -> dict[str, Any]:
    if len(items) % 2 or not all(isinstance(key, str) for key in items[::2]):
        raise ValueError("keys of a mapping must be texts")
    return dict(zip(items[::2], items[1::2], strict=True))


def _extend(machine: _Machine, values: list[Any]) -> None:
    machine.stack[-1].extend(values)


def _update(machine: _Machine, values: list[Any]) -> None:
    machine.stack[-1].update(_mapping(values))


def _popped(machine: _Machine, count: int) -> list[Any]:
    return [machine.stack.pop() for _ in range(count)][::-1]


def _put(machine: _Machine, place: int) -> None:
    machine.memo[place] = machine.stack[-1]


def _protocol(machine: _Machine) -> None:
    if (version := machine.number(BYTE)) > NEWEST_PROTOCOL:
        raise ValueError(f"its protocol is {version}, and the newest is {NEWEST_PROTOCOL}")


def _refuse(name: Callable[[_Machine], str]) -> Step:
    def step(machine: _Machine) -> None:
        raise ValueError(f"it wants {name(machine)[:100]!r}, and plain data needs no class or function")

    return step


def _said(value: object) -> str:
    return value if isinstance(value, str) else "?"


def _global(machine: _Machine) -> str:
    return ".".join(machine.line().decode("ascii", "replace") for _ in range(2))


STEPS: dict[bytes, Step] = {
    b"\x80": _protocol,
    b"\x95": lambda machine: machine.take(8),  # how long a frame is
    b"N": _pushing(lambda machine: None),
    b"\x88": _pushing(lambda machine: True),
    b"\x89": _pushing(lambda machine: False),
    b"I": _pushing(lambda machine: _integer(machine.line())),
    b"L": _pushing(lambda machine: _integer(machine.line())),
    b"F": _pushing(lambda machine: float(machine.line())),
    b"J": _number(SIGNED),
    b"K": _number(BYTE),
    b"M": _number(SHORT),
    b"G": _number(DOUBLE),
    b"\x8a": _pushing(_long),
    b"S": _pushing(lambda machine: _quoted(machine.line())),
    b"T": _text(WORD, _of_python_2),
    b"U": _text(BYTE, _of_python_2),
    b"V": _pushing(lambda machine: machine.line().decode("raw-unicode-escape")),
    b"X": _text(WORD, _utf8),
    b"\x8c": _text(BYTE, _utf8),
    b"(": lambda machine: machine.marks.append(len(machine.stack)),
    b"]": _pushing(lambda machine: []),
    b")": _pushing(lambda machine: []),
    b"}": _pushing(lambda machine: {}),
    b"l": _pushing(_Machine.since_mark),
    b"t": _pushing(_Machine.since_mark),
    b"d": _pushing(lambda machine: _mapping(machine.since_mark())),
    b"\x85": _last(1),
    b"\x86": _last(2),
    b"\x87": _last(3),
    b"a": lambda machine: _extend(machine, _popped(machine, 1)),
    b"e": lambda machine: _extend(machine, machine.since_mark()),
    b"s": lambda machine: _update(machine, _popped(machine, 2)),
    b"u": lambda machine: _update(machine, machine.since_mark()),
    b"p": lambda machine: _put(machine, int(machine.line())),
    b"q": lambda machine: _put(machine, machine.number(BYTE)),
    b"r": lambda machine: _put(machine, machine.number(WORD)),
    b"\x94": lambda machine: _put(machine, len(machine.memo)),
    b"g": _pushing(lambda machine: machine.memo[int(machine.line())]),
    b"h": _pushing(lambda machine: machine.memo[machine.number(BYTE)]),
    b"j": _pushing(lambda machine: machine.memo[machine.number(WORD)]),
    b"c": _refuse(_global),
    b"i": _refuse(_global),
    b"\x93": _refuse(lambda machine: ".".join(map(_said, _popped(machine, 2)))),
    b"\x82": _refuse(lambda machine: f"extension {machine.number(BYTE)}"),
    b"\x83": _refuse(lambda machine: f"extension {machine.number(SHORT)}"),
    b"\x84": _refuse(lambda machine: f"extension {machine.number(SIGNED)}"),
    b"P": _refuse(lambda machine: f"object {machine.line().decode('ascii', 'replace')}"),
    b"Q": _refuse(lambda machine: f"object {_said(machine.stack[-1])}"),
}
