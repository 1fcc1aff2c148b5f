"""What must be equal between two builds."""

import hashlib

from cavendish.manifests import ShardRecord
from cavendish.pipeline.dataset.folder import finished, read_manifest
from cavendish.pipeline.dataset.storage import Location


def digests(out: Location) -> dict[str, str]:
    """SHA-256 of every shard and every truth file."""
    files = sorted([*out.glob("*/*.tar"), *out.glob("truth/*.h5")])
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def records_of(out: Location) -> dict[int, ShardRecord]:
    """The records of the finished shards, by number."""
    return finished(out, read_manifest(out))
