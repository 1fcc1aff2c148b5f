"""What `--model` names: a diffusers pipeline, a program, or a Python function."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from ...scenes.errors import RequestError

INDEX = "model_index.json"  # of a diffusers pipeline
MOST_INDEX_BYTES = 2**20
MOST_FILES = 10_000  # of a model's folder
END_BYTES = 2**20  # of each file, that tell one training's weights from another's
LIBRARIES = ("diffusers", "transformers")  # whose classes a pipeline may be made of: others run code of the folder
FUNCTION = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
HUB = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
FORMS = "a folder with a diffusers pipeline, OWNER/NAME of one on the hub, a program's file, or MODULE:FUNCTION"


class Kind(StrEnum):
    """Who draws."""

    PIPELINE = "diffusers pipeline"
    PROGRAM = "program"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Model:
    """Who draws: `name` is an absolute path, a name on the hub, or MODULE:FUNCTION.

    `digest` is of its files as `digest_of` says; "" of what lies in none that we know.
    """

    kind: Kind
    name: str
    digest: str = ""


def model_of(text: str) -> Model:
    """Return what a text names; raises RequestError, which says what is allowed."""
    path = Path(text)
    if path.is_dir():
        check_index(path)
        return Model(Kind.PIPELINE, str(path.absolute()), digest_of(path, "model"))
    if path.is_file():
        if not os.access(path, os.X_OK):
            raise RequestError("is no program: it may not be run (chmod +x)", "model", text)
        return Model(Kind.PROGRAM, str(path.absolute()), digest_of(path, "model"))
    if FUNCTION.fullmatch(text):
        return Model(Kind.FUNCTION, text)
    if HUB.fullmatch(text) and not path.parent.is_dir():
        return Model(Kind.PIPELINE, text)
    raise RequestError(f"is not there; give {FORMS}", "model", text)


def check_index(folder: Path) -> None:
    """Raise RequestError where a folder holds no pipeline, or one that brings code of its own."""
    try:
        with (folder / INDEX).open("rb") as file:
            index = json.loads(file.read(MOST_INDEX_BYTES))
    except FileNotFoundError:
        raise RequestError(f"holds no {INDEX}, as a diffusers pipeline does; give {FORMS}", "model", folder) from None
    except (OSError, ValueError, RecursionError) as error:
        raise RequestError(f"{INDEX} cannot be read: {error}", "model", folder) from None
    parts = {name: part for name, part in index.items() if isinstance(part, list)} if isinstance(index, dict) else {}
    strange = [name for name, part in parts.items() if name == "_class_name" or not _is_plain(part)]
    if strange or not isinstance(index, dict) or not isinstance(index.get("_class_name"), str):
        what = strange[0] if strange else "_class_name"
        raise RequestError(f"{INDEX}: {what} is no class of {' or '.join(LIBRARIES)}; none else runs", "model", folder)


def digest_of(path: Path, parameter: str) -> str:
    """Return a SHA-256 of a file, or of a folder's files: of each its name, its size and its last MiB.

    Weights of gigabytes are told apart in a moment so: another training changes every part of them.
    """
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    if len(files) > MOST_FILES:
        raise RequestError(f"holds {len(files)} files; the most is {MOST_FILES}", parameter, path)
    digest = hashlib.sha256()
    try:
        for file in files:
            size = file.stat().st_size
            digest.update(f"{file.relative_to(path) if path.is_dir() else ''} {size}\n".encode())
            with file.open("rb") as stream:
                stream.seek(max(0, size - END_BYTES))
                digest.update(stream.read(END_BYTES))
    except OSError as error:
        raise RequestError(f"cannot be read: {error.strerror}", parameter, path) from None
    return digest.hexdigest()


def _is_plain(part: list[Any]) -> bool:
    """Say whether a component is a class of one of LIBRARIES, or none ([null, null])."""
    return len(part) == 2 and (part == [None, None] or (part[0] in LIBRARIES and isinstance(part[1], str)))
