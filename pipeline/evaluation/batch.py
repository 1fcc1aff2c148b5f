"""Many pictures decoded one after the other: each is written, or has a fault of its own and stops no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...scenes.errors import RequestError
from ..dataset.keys import SampleKey
from . import arrays
from .coding import Coding, from_metadata, metadata_at
from .decode import decode_picture
from .pictures import PictureError, files_in, is_picture, read_drawing
from .restoring import STRICT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one picture: its figures, or the fault for which nothing was written."""

    path: Path
    figures: dict[str, float] = field(default_factory=dict)
    table: dict[str, str] = field(default_factory=dict)
    fault: str = ""

    def __str__(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self.table.items())
        return self.fault or f"{self.path.name}: {said}"


def pictures_at(places: Sequence[Path], task: str) -> list[Path]:
    """Return the pictures at some paths: files, and what folders hold, save what is named by a key of another task.

    Raises RequestError where there is none.
    """
    found = [path for place in places for path in (_in_folder(place, task) if place.is_dir() else [place])]
    if missing := next((path for path in found if not path.exists() and not path.is_symlink()), None):
        raise RequestError(f"{missing}: no such picture")
    if not found:
        raise RequestError(f"{places[0]}: holds no picture of {task}")
    return list(dict.fromkeys(found))


def targets(paths: Sequence[Path], out: Path | None, ending: str, task: str) -> dict[Path, Path]:
    """Return where the numbers of each picture go: into the file `out`, or of several into the folder `out`.

    That folder need not be there yet. Raises RequestError where that cannot be, before anything is decoded.
    """
    if out is None:
        return {}
    several = len(paths) > 1
    into = {path: out / f"{path.stem}{ending}" if several or out.is_dir() else out for path in paths}
    if several and not out.is_dir() and (out.exists() or out.suffix in arrays.FORMATS):
        raise RequestError(f"is not a folder; the numbers of {len(paths)} pictures go into one", "out", out)
    if not several and not out.is_dir() and not out.parent.is_dir():
        raise RequestError(f"{out.parent} is not a folder", "out", out)
    for name, count in Counter(into.values()).items():
        if count > 1:
            raise RequestError(f"{count} pictures would become {name.name}", "out", out)
        arrays.check_name(name, task)
    return into


def codings(paths: Sequence[Path], task: str, metadata: str) -> dict[Path, Coding | str]:
    """Return how each picture is coded as its sample's metadata say, or why that is not known."""
    known = metadata_at(metadata, {path.stem for path in paths})
    return {path: _coding(path, task, known) for path in paths}


def decode_all(
    coded: Mapping[Path, Coding | str], into: Mapping[Path, Path], residual_max: float | None, decoder: str = STRICT
) -> Iterator[Outcome]:
    """Yield what becomes of each picture, written once it is known to hold."""
    for path, coding in coded.items():
        yield _decoded(path, coding, into.get(path), residual_max, decoder)


def _decoded(path: Path, coding: Coding | str, into: Path | None, residual_max: float | None, decoder: str) -> Outcome:
    if isinstance(coding, str):
        return Outcome(path, fault=f"{path.name}: {coding}")
    try:
        decoded = decode_picture(read_drawing(path), coding, residual_max, decoder)
    except PictureError as error:
        return Outcome(path, fault=str(error))
    if decoded.fault:
        return Outcome(path, fault=f"{path.name}: {decoded.fault}")
    if into is not None:
        arrays.write_array(into, decoded.numbers)
    return Outcome(path, decoded.figures, decoded.table())


def _coding(path: Path, task: str, known: Mapping[str, dict[str, object]]) -> Coding | str:
    if path.stem not in known:
        return "there are no metadata of a sample of this name"
    try:
        coding = from_metadata(known[path.stem])
    except ValueError as error:
        return str(error)
    return coding if coding.task == task else f"its metadata are those of a sample of {coding.task}, not of {task}"


def _in_folder(folder: Path, task: str) -> list[Path]:
    return [path for path in files_in(folder) if is_picture(path) and _task(path.stem) in ("", task)]


def _task(name: str) -> str:
    try:
        return SampleKey.parse(name).task
    except ValueError:
        return ""
