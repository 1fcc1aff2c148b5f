"""Configurations and scripts for other programs, with values filled in that are nothing but values there."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from string import Template

import yaml

SNIPPETS = Path(__file__).parent / "snippets"
Value = int | str | PurePath | tuple[int, ...]


class Docstring(str):
    """A line that stands within a docstring of Python, in place of a literal."""

    __slots__ = ()


class _Snippet(Template):
    """Text with $names, and with ${name/rest} for what lies below a path."""

    braceidpattern = r"[a-z_]+(?:/[\w.-]+)?"


class _Written(dict[str, str]):
    """Values by name, as the language of one file writes them."""

    def __init__(self, values: Mapping[str, Value], literal: Callable[[int | str], str]) -> None:
        super().__init__()
        self._values, self._literal = values, literal

    def __missing__(self, name: str) -> str:
        first, _, rest = name.partition("/")
        value = self._values[first]
        if isinstance(value, tuple):
            return f"[{', '.join(map(str, value))}]"  # alike in YAML, TOML, JSON and Python
        return self._literal(str(value / rest) if isinstance(value, PurePath) else value)


def snippet(name: str, **values: Value) -> bytes:
    """Return NAME.in of `snippets` with its $names filled in, as literals of the language that NAME's ending tells."""
    template = _Snippet((SNIPPETS / f"{name}.in").read_text("utf-8"))
    return template.substitute(_Written(values, _LITERALS[PurePath(name).suffix])).encode()


def _in_python(value: int | str) -> str:
    """Return ASCII."""
    if isinstance(value, Docstring):
        return value.encode("unicode_escape").decode().replace('"', '\\"')
    return ascii(value)


def _in_yaml(value: int | str) -> str:
    """Return one line in double quotes; numbers as they are."""
    if isinstance(value, int):
        return str(value)
    return yaml.safe_dump(value, default_style='"', allow_unicode=True, width=float("inf")).rstrip("\n")


def _in_toml(value: int | str) -> str:
    """Return JSON, of which TOML shares all but one letter."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_LITERALS: dict[str, Callable[[int | str], str]] = {
    ".json": json.dumps,
    ".py": _in_python,
    ".sh": lambda value: shlex.quote(str(value)),
    ".toml": _in_toml,
    ".yaml": _in_yaml,
}
