"""Pictures that tests show, told by their pixels, so that nothing is learnt from what is scored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ....manifests import Manifest
from ....scenes.errors import RequestError
from ...dataset.contents import plan_of, read_pictures
from ...dataset.folder import finished, read_manifest
from ...dataset.picture import picture_array
from ...dataset.plan import plan_shards
from ...dataset.storage import Location

Digests = frozenset[bytes]


def pixels_digest(picture: bytes) -> bytes:
    """Return the SHA-256 of a PNG's or JPEG's size and pixels, however they are packed; raises ValueError."""
    pixels = picture_array(picture)
    return hashlib.sha256(f"{pixels.shape}".encode() + pixels.tobytes()).digest()


def shown_by(tests: Iterable[Location]) -> tuple[tuple[str, ...], Digests]:
    """Return the recipes' digests of finished datasets, and those of all their pictures.

    Raises RequestError where one is not there or not whole, WorkError where it is damaged.
    """
    read = [(root, read_manifest(root)) for root in tests]
    digests = frozenset(digest for root, manifest in read for digest in _pictures(root, manifest))
    return tuple(manifest.recipe_digest for _, manifest in read), digests


def _pictures(root: Location, manifest: Manifest) -> Iterable[bytes]:
    plans, done = plan_shards(manifest.recipe), finished(root, manifest)
    if lost := [plans.name(shard) for shard in plans.shards if shard not in done]:
        raise RequestError(f"{root}: {lost[0]} is not built, so not all of its pictures can be left out")
    for record in done.values():
        yield from map(pixels_digest, read_pictures(root, plan_of(plans, record), record).values())
