"""Which data files tasks speak from: the bundled ones, and those that the recipe at hand adds.

What a recipe adds is at hand within `speaking`. It is no argument of the tasks, because everything that they say or
read, down to the article of a noun, would have to pass it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

Keys = TypeVarTuple("Keys")
T = TypeVar("T")
MOST_KEPT = 1000  # readings of each kind of file, over all recipes of this process

_at_hand: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("at_hand", default=())


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A data file of a recipe, which is called by its field and its name, as `prompts: words/nl.yaml`."""

    name: str
    text: str

    def read_bytes(self) -> bytes:
        """Return its content."""
        return self.text.encode()

    def __str__(self) -> str:
        return f"prompts: {self.name}"


@contextmanager
def speaking(added: Mapping[str, str]) -> Iterator[None]:
    """Within it, tasks speak from a recipe's `prompts`, too. A generator that yields in it has its callers in it."""
    token = _at_hand.set(tuple(sorted(added.items())))
    try:
        yield
    finally:
        _at_hand.reset(token)


def added_files() -> dict[str, AddedFile]:
    """Return the data files that the recipe at hand adds, by name."""
    return {name: AddedFile(name, text) for name, text in _at_hand.get()}


def kept(function: Callable[[*Keys], T]) -> Callable[[*Keys], T]:
    """Return a function that works once for the same arguments and the same added files. They must be hashable."""

    @lru_cache(MOST_KEPT)
    def work(added: object, *keys: *Keys) -> T:
        return function(*keys)

    @wraps(function)
    def look(*keys: *Keys) -> T:
        return work(_at_hand.get(), *keys)

    return look
