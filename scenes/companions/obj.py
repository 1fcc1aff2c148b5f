"""What an OBJ names, its material files, and what those name, their pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .named import Kind, Named, mapped, text_of

LIBRARY = re.compile(rb"^[ \t]*mtllib[ \t]+([^\r\n]+)", re.MULTILINE)
MAP = re.compile(
    rb"^[ \t]*(?:map_(?:Kd|Ks|Ns|Ke|d|refl|bump|Pr|Pm|Ps)|refl|bump|norm)[ \t]+([^\r\n]+)", re.MULTILINE | re.IGNORECASE
)  # what Blender reads; others it passes over
NUMBERS = {"-s": 3, "-o": 3, "-t": 3, "-mm": 2, "-bm": 1, "-boost": 1, "-texres": 1}
WORDS = frozenset({"-imfchan", "-type", "-blendu", "-blendv", "-cc", "-clamp"})


def obj_names(path: Path) -> Iterator[Named]:
    """Yield the material files of an OBJ; one of its own name is read unasked."""
    with mapped(path) as data:
        written = dict.fromkeys(match[1] for match in LIBRARY.finditer(data))
    for name in (text_of(name).strip().strip('"') for name in written):
        yield Named(Kind.MATERIALS, name, (path.parent / name.replace("\\", "/"),))
    beside = path.with_suffix(".mtl")
    if beside.exists():
        yield Named(Kind.MATERIALS, beside.name, (beside,))


def mtl_names(path: Path) -> Iterator[Named]:
    """Yield the pictures of a material file; one that is not where it should be may lie beside that."""
    with mapped(path) as data:
        written = dict.fromkeys(match[1] for match in MAP.finditer(data))
    for name in filter(None, (_without_options(text_of(name).strip()) for name in written)):
        slashed = name.replace("\\", "/")
        yield Named(Kind.PICTURE, name, (path.parent / slashed, path.parent / Path(slashed).name))


def _without_options(line: str) -> str:
    """Return the path at the end of a line such as `-bm 0.5 -s 1 1 1 brick wall.png`."""
    while line.startswith("-"):
        option, _, rest = line.partition(" ")
        values = NUMBERS.get(option, 1 if option in WORDS else 0)
        if not values:
            return line
        for _ in range(values):
            value, _, after = rest.strip().partition(" ")
            if option in NUMBERS and not re.fullmatch(r"[-+.\deE]+", value):
                break
            rest = after
        line = rest.strip()
    return line.strip('"')
