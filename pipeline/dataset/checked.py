"""A shard's files as their record says they are: whoever copies or decodes them reads them here, and nowhere else.

Nothing in a record steers: where a file lies follows from the plan of the recipe, and a record that says otherwise is
damage. What is read is bounded by what the record says, and is what was written, or is refused by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from tarfile import TarError

from ...manifests import FileRecord, ShardRecord
from ...scenes.errors import WorkError
from .plan import ShardPlan
from .storage import Location, read, reason

# What contents that are signed, and still not ours, lead to wherever they are used.
LIES = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TarError, TypeError, ValueError)


class DamageError(WorkError):
    """A shard is not what its record says: one sentence that names it and its file."""


@contextmanager
def told_as_damage(name: str) -> Iterator[None]:
    """Raise DamageError, which names the shard, for what its contents lead to: signed bytes may lie, too."""
    try:
        yield
    except LIES as error:
        why = f"{name}: its contents are not what we write: {reason(error)[:200]}; regenerate it"
        raise DamageError(why) from error


def tar_path(plan: ShardPlan) -> str:
    """Return where a shard's samples lie below OUT."""
    return f"{plan.split}/{plan.name}.tar"


def truth_path(plan: ShardPlan) -> str:
    """Return where a shard's truth lies below OUT."""
    return f"truth/{plan.name}.h5"


def tar_bytes(root: Location, plan: ShardPlan, record: ShardRecord) -> bytes:
    """Return a shard's tar as its record says it is; raises DamageError."""
    return _checked(root, plan, record.tar, tar_path(plan))


def truth_bytes(root: Location, plan: ShardPlan, record: ShardRecord) -> bytes:
    """Return a shard's truth as its record says it is; raises DamageError."""
    return _checked(root, plan, record.truth, truth_path(plan))


def _checked(root: Location, plan: ShardPlan, file: FileRecord, path: str) -> bytes:
    if file.path != path:
        raise DamageError(f"{plan.name}: its record names {file.path!r} where {path} is its file; regenerate it")
    try:
        data = read(root, path, file.bytes)
    except OSError as error:
        raise DamageError(f"{plan.name}: {path} cannot be read: {reason(error)}; regenerate it") from error
    if len(data) != file.bytes or hashlib.sha256(data).hexdigest() != file.sha256:
        raise DamageError(f"{plan.name}: {path} is not what its record says: the SHA-256 differs; regenerate it")
    return data
