"""The files of a dataset as an enemy sees them: found by kind, and signed again once they were changed."""

from __future__ import annotations

import hashlib
import json
import random
import sys
from pathlib import Path
from typing import Any

SECRET = "secret.txt"
SECRET_TEXT = b"what nobody else may read"
LONG = 10**5000  # more digits than Python reads or writes unless it is told to


def any_file(out: Path, rng: random.Random) -> Path:
    """Return one of the files that commands read."""
    files = [path for path in out.rglob("*") if path.is_file() and path.suffix != ".png"]
    return rng.choice(sorted(files))


def one(out: Path, rng: random.Random, pattern: str) -> Path:
    """Return one of the files that a pattern finds."""
    return rng.choice(sorted(out.glob(pattern)))


def pair(out: Path, rng: random.Random) -> tuple[Path, Path]:
    """Return two files of one kind."""
    first, second = sorted(out.glob(rng.choice(("*/*.tar", "truth/*.h5", "records/*.json"))))
    return first, second


def written(path: Path, data: object) -> None:
    """Write JSON, with numbers of any length."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        path.write_bytes(json.dumps(data, indent=1).encode())
    finally:
        sys.set_int_max_str_digits(limit)


def record_of(path: Path) -> dict[str, Any]:
    """Return a record's content without its checksum, which then is not asked for."""
    content: dict[str, Any] = json.loads(path.read_bytes())
    content.pop("checksum", None)
    return content


def sign(out: Path) -> None:
    """Make every record that can be read say of its files what they are now."""
    for path in out.glob("records/*.json"):
        try:
            content = record_of(path)
            for kind in ("tar", "truth"):
                data = (out / content[kind]["path"]).read_bytes()
                content[kind] |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        written(path, content)
