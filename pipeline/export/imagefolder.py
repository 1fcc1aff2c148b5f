"""Pictures with a metadata.jsonl for each split, as `datasets.load_dataset(DIR)` reads them.

Columns: `input_image`, `edit_prompt`, `edited_image` (diffusers' names), `key`, `task` and the rest of KEY.json.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..publish import publish
from ._source import Source

METADATA = "metadata.jsonl"


def write(source: Source, folder: Path) -> None:
    """Write the pictures of one shard, and its lines behind those of the shards before it."""
    base, lines = folder / source.split, []
    for sample in source.samples():
        for part in ("image.png", "target.png"):
            publish(base, f"{sample.key}.{part}", sample.parts[part], durable=False)
        meta = json.loads(sample.parts["json"])
        names = {
            "input_image_file_name": f"{sample.key}.image.png",
            "edit_prompt": meta.pop("prompt"),
            "edited_image_file_name": f"{sample.key}.target.png",
        }
        lines.append(json.dumps(names | meta, ensure_ascii=False) + "\n")
    known = (base / METADATA).read_text("utf-8").splitlines(keepends=True)[: source.first] if source.first else []
    publish(base, METADATA, "".join([*known, *lines]).encode())
