"""Whose work a scene shows: one line for each model, texture and sky that somebody else has made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ..scenes.assets import model_of, sky_of, texture_of
from ..scenes.lights import HDRI_LICENCE, HDRI_MEAN_LUMINANCE
from ..scenes.spec import Asset, SceneSpec

MOST_LINES = 50
_LINE = re.compile(r"(?P<what>.+) by (?P<author>.+) \((?P<licence>[^()]+)\), from (?P<source>.+)")


def attributions(spec: SceneSpec) -> set[str]:
    """Return a line for everything of libraries and of Blender that a scene uses; raises AssetError."""
    models = {thing.geometry for thing in spec.objects if isinstance(thing.geometry, Asset)}
    entries = {f"model {asset.library}/{asset.model}": model_of(asset) for asset in models}
    lines = {_line(what, entry.author, entry.licence, entry.source) for what, entry in entries.items()}
    if spec.source:
        lines.add(f"scene file {Path(spec.source.path).name}: as its owner licenses it")
    textures = {material.texture for thing in spec.objects for material in thing.materials if material.texture}
    for name in textures:
        _, texture = texture_of(name)
        if texture.tile_m > 0:  # what belongs to one model is named with it
            lines.add(_line(f"texture {name}", texture.author, texture.licence, texture.source))
    if spec.world.hdri in HDRI_MEAN_LUMINANCE:
        lines.add(f"environment map {spec.world.hdri}: {HDRI_LICENCE}")
    elif spec.world.hdri:
        _, sky = sky_of(spec.world.hdri)
        lines.add(_line(f"environment map {spec.world.hdri}", sky.author, sky.licence, sky.source))
    return lines


def shortened(lines: Iterable[str]) -> list[str]:
    """Return the lines sorted; where they are many, those of libraries by author and licence."""
    every = sorted(set(lines))
    if len(every) <= MOST_LINES:
        return every
    matches = [_LINE.fullmatch(line) for line in every]
    groups = Counter((m["author"], m["licence"], m["source"]) for m in matches if m)
    others = [line for line, match in zip(every, matches, strict=True) if not match]
    return others + [
        f"{count} {'works' if count > 1 else 'work'} by {author} ({licence}), from {source}"
        for (author, licence, source), count in sorted(groups.items())
    ]


def _line(what: str, author: str, licence: str, source: str) -> str:
    return f"{what} by {author} ({licence}), from {source}"
