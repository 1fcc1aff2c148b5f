"""Everything that Blender reads with a scene file: the files that it names, those that these name, and what is missing.

Nothing is searched for: a companion is read where it is named, on this machine, and nowhere else. It may lie in any
folder; it must be a file, of a suffix that its kind has, so that no device is read and no password becomes a buffer.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..errors import RequestError
from .blend import blend_names
from .fbx import fbx_names
from .gltf import gltf_names
from .named import SUFFIXES, Kind, Named
from .obj import mtl_names, obj_names
from .usd import usd_names

MOST_FILES = 10_000
MOST_CHARACTERS = 300  # of a path in a sentence
TILE = re.compile(r"<UDIM>|<UVTILE>")
NUMBER = re.compile(r"\d+(?=\D*$)")
READERS: dict[str, Callable[[Path], Iterator[Named]]] = {
    ".blend": blend_names,
    ".fbx": fbx_names,
    ".glb": gltf_names,
    ".gltf": gltf_names,
    ".mtl": mtl_names,
    ".obj": obj_names,
    ".usd": usd_names,
    ".usda": usd_names,
    ".usdc": usd_names,
}


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that is read with a scene file, as it is `written` there, and where it really lies."""

    written: str
    path: Path


@dataclass(frozen=True, slots=True)
class Companions:
    """What is read with a scene file; what it names that is not there, in a sentence each; and how that is called."""

    files: tuple[Companion, ...]
    missing: tuple[str, ...]
    absent: frozenset[str]

    def outside(self, folder: Path) -> tuple[Path, ...]:
        """Return those that do not lie in a folder, or below it."""
        root = folder.resolve()
        return tuple(each.path for each in self.files if not each.path.is_relative_to(root))


def companions(path: str | Path) -> Companions:
    """Return what is read with a scene file, in the order in which it is named.

    Raises RequestError where a file cannot be understood, or names what is no file or not of its kind.
    """
    found, missing, absent = dict[Path, Companion](), dict[str, None](), set[str]()
    waiting = [Path(path)]
    done = {os.path.realpath(path)}
    while waiting:
        file = waiting.pop()
        for named in _names(file):
            places = _places(file, named)
            if not places and named.kind is not Kind.OTHER:
                missing[_missing(file, named)] = None
                absent |= {place.name for place in named.paths}
            for place in places:
                found.setdefault(place, Companion(named.written, place))
            waiting += [place for place in places if str(place) not in done]
            done |= set(map(str, places))
            if len(found) + len(missing) > MOST_FILES:
                raise RequestError(f"{path}: names more than {MOST_FILES:,} files")
    return Companions(tuple(found.values()), tuple(missing), frozenset(absent))


def scene_file_digest(path: str | Path) -> str:
    """Return the SHA-256 that stands for a scene file and all that is read with it.

    It is the file's own where that names nothing; otherwise it is taken over each companion's name and SHA-256, and
    over the names of what is missing. Raises RequestError.
    """
    return digest_of(path, companions(path))


def digest_of(path: str | Path, beside: Companions) -> str:
    """Return the digest of a scene file whose companions are known; raises RequestError."""
    own = _sha256(Path(path))
    if not beside.files and not beside.missing:
        return own
    there = sorted([each.written, each.path.name, _sha256(each.path)] for each in beside.files)
    return hashlib.sha256(json.dumps([own, there, sorted(beside.missing)]).encode()).hexdigest()


def shown(written: str) -> str:
    """Return a path from a file as a sentence can hold it."""
    text = written.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= MOST_CHARACTERS else f"…{text[-MOST_CHARACTERS:]}"


def missing_sentence(kind: str, written: str) -> str:
    """Return the sentence on a companion that is not there."""
    return f"the {kind} {shown(written)} is missing"


def _missing(file: Path, named: Named) -> str:
    if named.needed:
        raise RequestError(f"{file}: names the {named.kind} {shown(named.written)}, which is missing")
    return missing_sentence(named.kind, named.written)


def _names(file: Path) -> Iterator[Named]:
    """Yield what one file names; raises RequestError."""
    if (reader := READERS.get(file.suffix.lower())) is None:
        return
    try:
        _check_file(file)
        yield from reader(file)
    except RequestError:
        raise
    except OSError as error:
        raise RequestError(f"{file}: cannot be read: {error.strerror or error}") from None
    except RecursionError:
        raise RequestError(f"{file}: cannot be understood: it is nested too deeply") from None
    except Exception as error:  # a damaged file may bring a reader to anything
        said = str(error) if isinstance(error, ValueError) else f"it is damaged ({type(error).__name__})"
        raise RequestError(f"{file}: cannot be understood: {said}") from None


def _places(file: Path, named: Named) -> tuple[Path, ...]:
    """Return the files that one name means, as they really lie; raises RequestError where one is not of its kind."""
    for place in named.paths:
        if there := list(islice(_there(place, named), MOST_FILES + 1)):
            return tuple(Path(os.path.realpath(each)) for each in there if _fits(file, each, named))
    return ()


def _there(place: Path, named: Named) -> Iterator[Path]:
    mode = _mode(place)
    if named.kind is Kind.CACHE and stat.S_ISDIR(mode):
        yield from (each for each in sorted(place.rglob("*")) if not each.is_dir())
    elif TILE.search(place.name):
        yield from _alike(place, TILE)
    elif named.frames and NUMBER.search(place.name):
        yield from _alike(place, NUMBER)
    elif mode and not stat.S_ISDIR(mode):
        yield place


def _alike(place: Path, number: re.Pattern[str]) -> Iterator[Path]:
    """Yield the files beside this one whose names differ in one number."""
    before, after = (re.escape(part) for part in number.split(place.name, maxsplit=1))
    pattern = re.compile(rf"{before}(\d+|u\d+_v\d+){after}")
    beside = place.parent.iterdir() if place.parent.is_dir() else ()
    yield from (each for each in sorted(beside) if pattern.fullmatch(each.name))


def _fits(file: Path, place: Path, named: Named) -> bool:
    if not stat.S_ISREG(_mode(place)):
        raise RequestError(f"{file}: names {shown(named.written)}, which is not a file")
    allowed = SUFFIXES.get(named.kind)
    if allowed and place.suffix.lower() not in allowed:
        suffixes = ", ".join(sorted(allowed))
        raise RequestError(f"{file}: names {shown(named.written)} as a {named.kind}, which must end in {suffixes}")
    return True


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):  # ValueError: a name with a zero byte
        return 0


def _check_file(path: Path) -> None:
    if path.exists() and not path.is_file():  # a pipe or a device has no end
        raise OSError(0, "it is not a file")


def _sha256(path: Path) -> str:
    try:
        _check_file(path)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise RequestError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
