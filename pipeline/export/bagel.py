"""Parquet of BAGEL's `unified_edit`: pictures [image, target], and for the one step between them a list of prompts.

A picture between the two would be one to be drawn: where a sample shows two pictures, both are the image, side by side.

DIR/SPLIT/00000.parquet         image_list: list<binary>, instruction_list: list<list<string>>
DIR/SPLIT/parquet_info.json     row groups of each file, by its full path: BAGEL ignores files that are not in it
DIR/SPLIT/bagel.yaml, dataset_info.py   what to put into BAGEL's own configuration
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..dataset.publish import publish
from .beside import beside
from .filling import snippet
from .parquet import arrow, write_parquet
from .source import ShardSource

GROUP_ROWS = 64  # BAGEL shares out row groups over its workers


def write(source: ShardSource, folder: Path) -> None:
    """Write the file of one shard."""
    rows = [
        {
            "image_list": [sample.image if sample.second is None else beside(sample, sample.second), sample.target],
            "instruction_list": [[sample.parts["prompt.txt"].decode()]],
        }
        for sample in source.samples()
    ]
    write_parquet(folder / source.split, _name(source), rows, _schema(), GROUP_ROWS)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write the info file of each split, and what BAGEL has to be told."""
    for split in dict.fromkeys(source.split for source in sources):
        own = [source for source in sources if source.split == split]
        base = (folder / split).absolute()
        info = {str(base / _name(s)): {"num_row_groups": -(-s.record.samples // GROUP_ROWS)} for s in own}
        publish(base, "parquet_info.json", json.dumps(info, indent=1).encode())
        for name in ("bagel.yaml", "dataset_info.py"):
            data = snippet(
                f"bagel/{name}",
                base=base,
                dataset=f"cavendish_{split}",
                files=len(own),
                samples=sum(source.record.samples for source in own),
            )
            publish(base, name, data)


def _name(source: ShardSource) -> str:
    return f"{source.position:05d}.parquet"


def _schema() -> Any:
    pa = arrow()
    return pa.schema([("image_list", pa.list_(pa.binary())), ("instruction_list", pa.list_(pa.list_(pa.string())))])
