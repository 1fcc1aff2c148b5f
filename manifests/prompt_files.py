"""The prompts that a recipe adds to the bundled ones: small YAML files in a folder, whose texts go into the recipe.

So the recipe's digest covers them, and whoever has the dataset has them, in its manifest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

from .plain_yaml import load_yaml
from .tasks import Tasks

MOST_FILES, MOST_BYTES = 200, 1 << 18  # of one folder, all files together
WORDS = "words"  # the folder in it that says what things are called
ALLOWED = "TASK.yaml, TASK.LANGUAGE.yaml and words/LANGUAGE.yaml are, such as depth.yaml, depth.nl.yaml, words/nl.yaml"
TASKS = tuple(get_type_hints(Tasks))
NAME = re.compile(rf"(?:{WORDS}/[a-z]{{2}}|(?P<task>{'|'.join(TASKS)})(?:\.[a-z]{{2}})?)\.yaml")


def prompt_files(value: Any) -> dict[str, str]:
    """Return the texts of prompt files by name, out of the folder that a recipe names or as a manifest holds them.

    Names are sorted. Raises ValueError where a file is none that is read, no YAML, or larger than all of them may be.
    """
    texts = _read(Path(value)) if isinstance(value, str) else value
    if not isinstance(texts, dict) or not all(isinstance(each, str) for pair in texts.items() for each in pair):
        raise ValueError("it must be the path of a folder")
    _check_size(len(texts), sum(len(text.encode()) for text in texts.values()))
    for name, text in texts.items():
        _check(name, text)
    return dict(sorted(texts.items()))


def text_digest(text: str) -> str:
    """Return the SHA-256 of a file's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def language_of(name: str) -> str:
    """Return the language of a prompt file: "en" of depth.yaml, "nl" of depth.nl.yaml and of words/nl.yaml."""
    *_, stem = name.removesuffix(".yaml").rpartition("/")
    return stem if name.startswith(f"{WORDS}/") else stem.partition(".")[2] or "en"


def _check(name: str, text: str) -> None:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name[:60]} is none of the files that are read there; {ALLOWED}")
    try:
        load_yaml(text)
    except ValueError as error:
        raise ValueError(f"{name} is {error}") from None


def _check_size(files: int, size: int) -> None:
    if files > MOST_FILES:
        raise ValueError(f"it holds {files:,} files; {MOST_FILES} is the most")
    if size > MOST_BYTES:
        raise ValueError(f"its files hold {size:,} bytes; {MOST_BYTES:,} is the most, together")


def _read(folder: Path) -> dict[str, str]:
    try:
        if not folder.is_dir():
            raise ValueError(f"{folder} is no folder")
        paths = list(_listed(folder))
        _check_size(len(paths), sum(path.stat().st_size for path in paths))
        return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
    except UnicodeDecodeError:
        raise ValueError(f"{folder} holds a file that is no UTF-8 text") from None
    except OSError as error:
        raise ValueError(f"{error.filename or folder}: cannot be read: {error.strerror or error}") from None


def _listed(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of its `words`, without hidden ones; nothing that is not read is opened."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            raise ValueError(f"{path.name} is a link, and none is followed; put the file itself there")
        if path.is_dir() and path.name == WORDS:
            yield from _listed(path)
        elif path.is_file() and path.suffix == ".yaml":
            yield path
        else:
            raise ValueError(f"{path.name} is none of the files that are read there; {ALLOWED}")
