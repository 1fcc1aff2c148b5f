"""Parquet with `Image` features for Hugging Face datasets, one file a shard, under diffusers' column names.

DIR/data/SPLIT-00000-of-00042.parquet    input_image, edit_prompt, edited_image, and the fields of KEY.json
DIR/README.md                            the header that names splits and features
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from ..dataset.publish import publish
from ..dataset.samples import Sample
from .parquet import arrow, write_parquet
from .source import ShardSource

GROUP_ROWS = 100  # small enough for the viewer and for streaming
IMAGES = ("input_image", "edited_image")
COLUMNS = ("input_image", "edit_prompt", "edited_image")  # in this order: trainers go by position


def write(source: ShardSource, folder: Path) -> None:
    """Write the file of one shard; of one without samples there is none, as its columns would be unknown."""
    samples = source.samples()
    name = f"data/{source.split}-{source.position:05d}-of-{source.shards:05d}.parquet"
    if samples:
        rows = [_row(sample) for sample in samples]
        write_parquet(folder, name, rows, _schema(_fields(samples[0])), GROUP_ROWS)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write the README whose header Hugging Face reads."""
    filled = [source for source in sources if source.record.samples]
    splits = list(dict.fromkeys(source.split for source in filled))
    types = _types(_fields(filled[0].samples()[0])) if filled else {}
    features = [{"name": n, "dtype": "image" if n in IMAGES else t} for n, t in types.items()]
    header = {
        "task_categories": ["image-to-image", "depth-estimation", "image-segmentation"],
        "configs": [
            {
                "config_name": "default",
                "data_files": [{"split": split, "path": f"data/{split}-*"} for split in splits],
            }
        ],
        "dataset_info": {"features": features},
    }
    about = "Prompt / image / target triplets by Cavendish: each target decodes back into numbers, as its row says."
    text = f"---\n{yaml.safe_dump(header, sort_keys=False)}---\n\n{about}\n"
    publish(folder, "README.md", text.encode())


def _row(sample: Sample) -> dict[str, Any]:
    meta = json.loads(sample.parts["json"])
    parts = zip(IMAGES, (sample.image_part, "target.png"), strict=True)
    images = {name: {"bytes": sample.parts[part], "path": f"{sample.key}.{part}"} for name, part in parts}
    return images | {"edit_prompt": meta.pop("prompt")} | meta


def _fields(sample: Sample) -> dict[str, Any]:
    """Return a sample's metadata, whose fields and types are the same in every sample."""
    meta: dict[str, Any] = json.loads(sample.parts["json"])
    del meta["prompt"]
    return meta


def _types(meta: dict[str, Any]) -> dict[str, str]:
    names = {str: "string", int: "int64", float: "float64", bool: "bool"}
    return dict.fromkeys(COLUMNS, "string") | {name: names[type(value)] for name, value in meta.items()}


def _schema(meta: dict[str, Any]) -> Any:
    pa = arrow()
    image = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    types = _types(meta)
    features = {n: {"_type": "Image"} if n in IMAGES else {"dtype": t, "_type": "Value"} for n, t in types.items()}
    fields = [(n, image if n in IMAGES else pa.type_for_alias(t)) for n, t in types.items()]
    return pa.schema(fields, metadata={"huggingface": json.dumps({"info": {"features": features}})})
