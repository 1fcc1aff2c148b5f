"""Digests of the files that a recipe names. None of them is run."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ..scenes.assets.library import library_digest
from ..scenes.companions.walk import scene_file_digest
from ..scenes.errors import AssetError, RequestError


def file_digest(path: str) -> str:
    """Return the SHA-256 of a file; raises OSError."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_file(path: Any) -> str:
    """Return the SHA-256 of a file that a recipe names; raises ValueError."""
    try:
        return file_digest(str(path))
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise ValueError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def digest_of_scene_file(path: Any) -> str:
    """Return the digest of a scene file that a recipe names, and of all that it reads; raises ValueError."""
    try:
        return scene_file_digest(str(path))
    except RequestError as error:
        raise ValueError(str(error)) from None


def digest_of_library(name: Any) -> str:
    """Return the digest of an asset library that a recipe names; raises ValueError."""
    try:
        return library_digest(str(name))
    except (AssetError, ValueError) as error:
        raise ValueError(str(error)) from None
