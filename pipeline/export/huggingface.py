"""Parquet with `Image` features for Hugging Face datasets, one file a shard, under diffusers' column names.

DIR/data/SPLIT-00000-of-00042.parquet    input_image, edit_prompt, edited_image, and the fields of KEY.json;
                                         second_image, null where there is none, where a task shows two pictures
DIR/README.md                            the header that names splits and features
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from ..dataset.keys import SECOND
from ..dataset.publish import publish
from ..dataset.samples import Sample
from .parquet import arrow, write_parquet
from .source import ShardSource

GROUP_ROWS = 100  # small enough for the viewer and for streaming
IMAGES = ("input_image", "edited_image")
SECOND_IMAGE = "second_image"
COLUMNS = ("input_image", "edit_prompt", "edited_image")  # in this order: trainers go by position


def write(source: ShardSource, folder: Path) -> None:
    """Write the file of one shard; of one without samples there is none, as its columns would be unknown."""
    samples = source.samples()
    name = f"data/{source.split}-{source.position:05d}-of-{source.shards:05d}.parquet"
    if samples:
        rows = [_row(sample, source.shows_two) for sample in samples]
        types = _types(_fields(samples[0]), source.shows_two)
        write_parquet(folder, name, rows, _schema(types), GROUP_ROWS)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write the README whose header Hugging Face reads."""
    filled = [source for source in sources if source.record.samples]
    splits = list(dict.fromkeys(source.split for source in filled))
    types = _types(_fields(filled[0].samples()[0]), filled[0].shows_two) if filled else {}
    features = [{"name": n, "dtype": t} for n, t in types.items()]
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


def _row(sample: Sample, shows_two: bool) -> dict[str, Any]:
    meta = json.loads(sample.parts["json"])
    input_image, edited_image = (_image(sample, part) for part in (sample.image_part, "target.png"))
    second = {SECOND_IMAGE: _image(sample, SECOND) if sample.second else None} if shows_two else {}
    return {"input_image": input_image, "edit_prompt": meta.pop("prompt"), "edited_image": edited_image} | second | meta


def _image(sample: Sample, part: str) -> dict[str, Any]:
    return {"bytes": sample.parts[part], "path": f"{sample.key}.{part}"}


def _fields(sample: Sample) -> dict[str, Any]:
    """Return a sample's metadata, whose fields and types are the same in every sample."""
    meta: dict[str, Any] = json.loads(sample.parts["json"])
    del meta["prompt"]
    return meta


def _types(meta: dict[str, Any], shows_two: bool) -> dict[str, str]:
    """Return the columns in their order with their types, "image" among them."""
    names = {str: "string", int: "int64", float: "float64", bool: "bool"}
    columns = {name: "image" if name in IMAGES else "string" for name in COLUMNS}
    second = {SECOND_IMAGE: "image"} if shows_two else {}
    return columns | second | {name: names[type(value)] for name, value in meta.items()}


def _schema(types: dict[str, str]) -> Any:
    pa = arrow()
    image = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    features = {n: {"_type": "Image"} if t == "image" else {"dtype": t, "_type": "Value"} for n, t in types.items()}
    fields = [(n, image if t == "image" else pa.type_for_alias(t)) for n, t in types.items()]
    return pa.schema(fields, metadata={"huggingface": json.dumps({"info": {"features": features}})})
