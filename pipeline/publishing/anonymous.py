"""What is published of manifest and records: all that others verify by, and no name of a host, a folder or a user."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ...manifests import FileWarning, Manifest, Quarantined, Recipe, ShardRecord
from ...scenes.errors import RequestError
from ..dataset.storage import Location
from ..terminal.plaintext import without_folders

ADDRESS = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
ABSOLUTE = re.compile(r"[/~\\]|[A-Za-z]:[/\\]")  # how such a path begins
Clean = Callable[[str], str]


def check_paths(root: Location, recipe: Recipe) -> None:
    """Raise RequestError where a recipe names absolute paths: they are part of its digest, and cannot be left out."""
    named: dict[str, Iterable[str]] = {"layouts": recipe.code, "files": recipe.files}
    for field, names in named.items():
        if shown := next((name for name in names if ABSOLUTE.match(name)), ""):
            raise RequestError(
                f"{root}: its recipe names {shown} among its {field}, and what a recipe names is part of its digest "
                "and cannot be left out; build it anew with a path that begins in the folder where you build"
            )


def anonymous_manifest(manifest: Manifest, hosts: Iterable[str]) -> Manifest:
    """Return a manifest whose texts name none of these hosts, no address and no folder."""
    clean = _cleaner(hosts)
    cleaned = {"warnings": _warnings(manifest.warnings, clean), "licences": tuple(map(clean, manifest.licences))}
    return manifest.model_copy(update=cleaned)


def anonymous_record(record: ShardRecord) -> ShardRecord:
    """Return a record that names no host, no address and no folder, without what processes printed."""
    clean = _cleaner([record.host])
    return record.model_copy(
        update={
            "host": "",
            "quarantined": tuple(_lost(entry, clean) for entry in record.quarantined),
            "retries": tuple(entry.model_copy(update={"message": clean(entry.message)}) for entry in record.retries),
            "storage_retries": (),
            "warnings": _warnings(record.warnings, clean),
            "licences": tuple(map(clean, record.licences)),
        }
    )


def _lost(entry: Quarantined, clean: Clean) -> Quarantined:
    return entry.model_copy(update={"message": clean(entry.message), "stderr": "", "spec": clean(entry.spec)})


def _warnings(warnings: Iterable[FileWarning], clean: Clean) -> tuple[FileWarning, ...]:
    return tuple(FileWarning(file=clean(each.file), message=clean(each.message)) for each in warnings)


def _cleaner(hosts: Iterable[str]) -> Clean:
    """Return what takes folders, addresses and these hosts out of a text; a host is also known by its first name."""
    names = {name for host in hosts for name in (host, host.partition(".")[0]) if name}
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])") if names else None

    def clean(text: str) -> str:
        short = ADDRESS.sub("…", without_folders(text))
        return named.sub("…", short) if named else short

    return clean
