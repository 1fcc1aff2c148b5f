"""Data files that people edit: read strictly, and refused with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from ...scenes.errors import RequestError

T = TypeVar("T")
EntryPath = Sequence[int | str]  # keys and positions that lead to an entry
Problem = tuple[EntryPath, str]
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # where PyYAML has libyaml, as its wheels do


class DataFile(Protocol):
    """What is read, such as a Path; its text is its name."""

    def read_bytes(self) -> bytes:
        """Return its content."""


class DataFileError(RequestError):
    """A data file that cannot be meant: file, line, entry and what is wrong with it."""


def load(path: DataFile, shape: type[T], check: Callable[[T], Iterable[Problem]]) -> T:
    """Return a YAML file's content; raises DataFileError. `check` yields what the shape alone does not forbid."""
    tree = _compose(path)
    try:
        content = TypeAdapter(shape).validate_python(yaml.SafeLoader("").construct_document(tree))
    except ValidationError as error:
        first = error.errors()[0]
        raise _refusal(path, tree, first["loc"], first["msg"].removeprefix("Value error, ")) from None
    for place, message in check(content):
        raise _refusal(path, tree, place, message)
    return content


def load_ours(path: DataFile, shape: type[T]) -> T:
    """Return the content of a file that is part of the program: tests have checked it, which took a worker a second."""
    return load(path, shape, lambda content: ())


def _compose(path: DataFile) -> yaml.Node:
    data = path.read_bytes()
    try:
        tree = _tree(data.decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataFileError(f"{path}:{line}: is not UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataFileError(f"{path}:{line}: is not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise DataFileError(f"{path}:1: is not YAML: {error}") from None
    if tree is None:
        raise DataFileError(f"{path}:1: is empty")
    _refuse_doubles(path, tree)
    return tree


def _tree(text: str) -> yaml.Node | None:
    """Return what libyaml reads, ten times as fast as Python; what it refuses Python reads, which says why."""
    try:
        return yaml.compose(text, Loader=_FAST)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _refuse_doubles(path: DataFile, node: yaml.Node) -> None:
    """YAML keeps the last of two equal keys, silently; here that is always a mistake."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise DataFileError(f"{path}:{key.start_mark.line + 1}: {key.value} is there twice")
            seen.add(key.value)
            _refuse_doubles(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_doubles(path, value)


def _refusal(path: DataFile, tree: yaml.Node, place: EntryPath, message: str) -> DataFileError:
    entry = ".".join(map(str, place))
    return DataFileError(f"{path}:{_line(tree, place)}: {f'{entry}: ' if entry else ''}{message}")


def _line(node: yaml.Node, place: EntryPath) -> int:
    """Return the line of the entry that `place` leads to, or of the last one on the way that is there."""
    line = node.start_mark.line + 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = [value for key, value in node.value if key.value == part]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            found = node.value[part : part + 1]
        else:
            found = []
        if found:
            node = found[0]
            line = node.start_mark.line + 1
    return line
