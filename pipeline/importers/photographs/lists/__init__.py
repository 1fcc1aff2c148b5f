"""The names of the pictures in sets' splits, and of classes, as others published them: facts, and no pictures."""

from __future__ import annotations

from importlib.resources import files


def read_list(name: str) -> list[list[str]]:
    """Return the lines of a list, each as its words."""
    text = (files(__package__) / f"{name}.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line]
