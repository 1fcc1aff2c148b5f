"""Whose work a scene shows: one line for each model, texture and sky that somebody else has made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...scenes.appearance.environment_maps import HDRI_CREDIT, HDRI_MEAN_LUMINANCE
from ...scenes.assets.library import model_of, sky_of, texture_of
from ...scenes.people.anatomy import CREDIT
from ...scenes.spec import Asset, Figure, SceneSpec

MOST_LINES = 50
_LINE = re.compile(r"(?P<what>.+) by (?P<author>.+) \((?P<licence>[^()]+)\), from (?P<source>.+)")


@dataclass(frozen=True, slots=True)
class CreditedWork:
    """One line of a list of credits. Every field is somebody else's text."""

    what: str
    author: str = ""
    licence: str = ""
    source: str = ""


def attributions(spec: SceneSpec) -> set[str]:
    """Return a line for everything of libraries and of Blender that a scene uses; raises AssetError."""
    models = {thing.geometry for thing in spec.objects if isinstance(thing.geometry, Asset)}
    entries = {f"model {asset.library}/{asset.model}": model_of(asset) for asset in models}
    lines = {_line(what, entry.author, entry.licence, entry.source) for what, entry in entries.items()}
    if any(isinstance(thing.geometry, Figure) for thing in spec.objects):
        lines.add(_line("bodies of people", *CREDIT))
    if spec.source:
        lines.add(f"scene file {Path(spec.source.path).name}: as its owner licenses it")
    textures = {material.texture for thing in spec.objects for material in thing.materials if material.texture}
    for name in textures:
        _, texture = texture_of(name)
        if texture.tile_m > 0:  # what belongs to one model is named with it
            lines.add(_line(f"texture {name}", texture.author, texture.licence, texture.source))
    if spec.world.hdri in HDRI_MEAN_LUMINANCE:
        lines.add(_line(f"environment map {spec.world.hdri}", *HDRI_CREDIT))
    elif spec.world.hdri:
        _, sky = sky_of(spec.world.hdri)
        lines.add(_line(f"environment map {spec.world.hdri}", sky.author, sky.licence, sky.source))
    return lines


def works(lines: Iterable[str]) -> list[CreditedWork]:
    """Return what lines of `attributions` say, sorted; a line of another form is all `what` and `licence`."""
    return [_work(line) for line in sorted(set(lines))]


def shortened(every: list[CreditedWork]) -> list[CreditedWork]:
    """Return the works; where they are many, those with an author are counted by author, licence and source."""
    if len(every) <= MOST_LINES:
        return every
    groups = Counter((work.author, work.licence, work.source) for work in every if work.author)
    others = [work for work in every if not work.author]
    return others + [
        CreditedWork(f"{count} {'works' if count > 1 else 'work'}", author, licence, source)
        for (author, licence, source), count in sorted(groups.items())
    ]


def _work(line: str) -> CreditedWork:
    if match := _LINE.fullmatch(line):
        return CreditedWork(**match.groupdict())
    what, _, licence = line.partition(": ")
    return CreditedWork(what, licence=licence or "not stated")


def _line(what: str, author: str, licence: str, source: str) -> str:
    return f"{what} by {author} ({licence}), from {source}"
