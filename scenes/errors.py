"""How things go wrong: the request was wrong, or the work failed. The lowest layer, so that all can raise them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

Value = TypeVar("Value")
MOST_LISTED = 40  # names that one sentence can hold
PASSWORD = re.compile(r"(?<=://)[^/\s]*:[^/\s]*@|(?<=https://)[^/\s]*@|(?<=http://)[^/\s]*@")
QUERY = re.compile(r"(://[^\s?]*\?)\S*?(?=[:;,.)'\"]*(?:\s|$))")  # of a URL: where signatures and tokens stand


def without_secrets(text: str) -> str:
    """Return a text in which URLs have no password and no query."""
    return QUERY.sub(r"\1***", PASSWORD.sub("***@", text)) if "://" in text else text


class RequestError(Exception):
    """What was asked cannot be done: one sentence with what was given and what is allowed. Exit code 2.

    `parameter` names the argument that the sentence is about as Python spells it ("" for none, or where the message
    names a file), `value` is what was given. The shell says the option instead.
    """

    def __init__(self, message: str, parameter: str = "", value: object = None) -> None:
        super().__init__(message, parameter, value)
        self.message, self.parameter, self.value = without_secrets(message), parameter, value

    def __str__(self) -> str:
        return self.told_of(self.parameter)

    def told_of(self, name: str) -> str:
        """Return the sentence with the parameter called `name`: `--shards` at the shell."""
        given = "" if self.value is None else f" {without_secrets(str(self.value))}"
        return f"{name}{given}: {self.message}" if name else self.message


class WorkError(Exception):
    """The work failed or found a fault: one sentence that says where. Exit code 1."""

    def __str__(self) -> str:
        return without_secrets(super().__str__())


class LayoutError(RequestError):
    """A layout that cannot be used: one sentence with its name and the reason."""


class AssetError(RequestError):
    """A library or an asset that cannot be used: one sentence with its name and the reason."""


def expect(value: object, kinds: type | tuple[type, ...], what: str, parameter: str) -> None:
    """Raise RequestError where an argument is of none of these types; `what` names what it must be."""
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise RequestError(f"must be {what}, not {value!r:.60}", parameter)


def expect_count(value: object, parameter: str, least: int = 1) -> None:
    """Raise RequestError where an argument is no whole number of at least so many."""
    expect(value, int, f"a whole number, at least {least}", parameter)
    if isinstance(value, int) and value < least:
        raise RequestError(f"must be a whole number, at least {least}", parameter, value)


def named(
    table: Mapping[str, Value], name: object, what: str, parameter: str = "", error: type[RequestError] = RequestError
) -> Value:
    """Return what a table holds under a name; raises `error` with what is near to it and what is allowed."""
    if isinstance(name, str) and name in table:
        return table[name]
    raise error(f"{name!r} is not {what}{allowed(name, table)}", parameter)


def allowed(given: object, names: Iterable[str]) -> str:
    """Return the end of a sentence on a wrong name: what may have been meant, and the names that there are."""
    known = sorted(names)
    near = difflib.get_close_matches(str(given), known, n=3)
    meant = f" (did you mean {' or '.join(map(repr, near))}?)" if near else ""
    if len(known) > MOST_LISTED:
        known = [*known[:MOST_LISTED], f"and {len(known) - MOST_LISTED} more"]
    return f"{meant}; allowed are {', '.join(known)}" if known else "; there is none"
