"""Pictures with a metadata.jsonl for each split, as `datasets.load_dataset(DIR)` reads them.

Columns: `input_image`, `edit_prompt`, `edited_image` (diffusers' names), `key`, `task` and the rest of KEY.json;
where a task shows two pictures also `second_image`, null where there is none.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..dataset.keys import SECOND
from ..dataset.publish import publish
from ..dataset.samples import Sample
from .source import ShardSource

METADATA = "metadata.jsonl"


def write(source: ShardSource, folder: Path) -> None:
    """Write the pictures of one shard."""
    for sample in source.samples():
        second = () if sample.second is None else (SECOND,)
        for part in (sample.image_part, *second, "target.png"):
            publish(folder / source.split, f"{sample.key}.{part}", sample.parts[part], durable=False)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write the metadata of each split, a line a sample."""
    for split in dict.fromkeys(source.split for source in sources):
        own = [source for source in sources if source.split == split]
        lines = [_line(sample, source.shows_two) for source in own for sample in source.samples()]
        publish(folder / split, METADATA, "".join(lines).encode())


def _line(sample: Sample, shows_two: bool) -> str:
    meta = json.loads(sample.parts["json"])
    names = {
        "input_image_file_name": f"{sample.key}.{sample.image_part}",
        "edit_prompt": meta.pop("prompt"),
        "edited_image_file_name": f"{sample.key}.target.png",
    }
    second = {"second_image_file_name": f"{sample.key}.{SECOND}" if sample.second else None} if shows_two else {}
    return json.dumps(names | second | meta, ensure_ascii=False) + "\n"
