"""The sets of photographs that the field scores on or learns from: what to download, from where, how it is scored."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from pydantic import Field, TypeAdapter

from ...manifests.task_options import Strict
from ...scenes.errors import RequestError


class Download(Strict):
    """What has to be downloaded of a set; `size` is "" where nobody states it."""

    files: str
    source: str
    size: str


class Split(Strict):
    """A part of a set, asked in one task: pictures (0: not known), how it is scored, and what it is compared with."""

    name: str
    task: str
    protocol: str
    pictures: int = 0
    benchmark: str = ""  # as in published.csv


class PhotographSet(Strict):
    """A set by the name that `import --from` knows."""

    name: str
    title: str
    licence: str
    redistribute: bool
    downloads: tuple[Download, ...] = Field(strict=False)
    splits: tuple[Split, ...] = Field(strict=False)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks that its splits ask, each once."""
        return tuple(dict.fromkeys(split.task for split in self.splits))


@cache
def photograph_sets() -> tuple[PhotographSet, ...]:
    """Return all sets, in the order of their file."""
    text = (files(__package__) / "sets.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[PhotographSet, ...]).validate_python(tuple(yaml.safe_load(text)))


def photograph_set(name: str) -> PhotographSet:
    """Return the set of a name; raises RequestError."""
    found = {each.name: each for each in photograph_sets()}
    if name not in found:
        raise RequestError(f"is not known; known are {', '.join(found)}", "name", name)
    return found[name]


def benchmark_of(set_name: str, split: str, task: str) -> str:
    """Return what a split of a set is called in published numbers; "" where it is in none."""
    splits = [each for known in photograph_sets() if known.name == set_name for each in known.splits]
    return next((each.benchmark for each in splits if (each.name, each.task) == (split, task)), "")
