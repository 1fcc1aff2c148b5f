"""One physical layout for the trainers that read folders, with the side file that each of them wants.

    DIR/SPLIT/input/00000000.png     the image; a photograph stays the .jpg that it was
    DIR/SPLIT/target/00000000.png    the target
    DIR/SPLIT/target/00000000.txt    the prompt: one line, UTF-8, nothing after it

Names are digits of one width and nothing else, since some trainers find pairs by the beginning of a name.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..dataset.png import png_size
from ..dataset.publish import publish
from ..dataset.samples import Sample
from .filling import SNIPPETS, snippet
from .sizes import told_of_sizes
from .source import ShardSource


@dataclass(frozen=True, slots=True)
class Row:
    """One sample's files below DIR/SPLIT, its prompt, and the width and height of its target in pixels."""

    image: str
    target: str
    prompt: str
    size: tuple[int, int] = (0, 0)


def write(source: ShardSource, folder: Path) -> None:
    """Write the pictures and captions of one shard."""
    for name, sample in source.numbered():
        row = _row(name, sample)
        base = folder / source.split
        publish(base, row.image, sample.image, durable=False)
        publish(base, row.target, sample.target, durable=False)
        publish(base, f"target/{name}.txt", sample.parts["prompt.txt"], durable=False)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write each trainer's side file and a configuration that uses it, for each split."""
    for split in dict.fromkeys(source.split for source in sources):
        base = (folder / split).absolute()
        rows = [_row(name, sample) for source in sources if source.split == split for name, sample in source.numbered()]
        sizes = told_of_sizes(row.size for row in rows)
        for name, data in _side_files(rows, base).items():
            publish(base, name, data)
        for path in sorted((SNIPPETS / "folders").iterdir()):
            publish(base, path.stem, snippet(f"folders/{path.stem}", base=base, **sizes))


def _row(name: str, sample: Sample) -> Row:
    ending = sample.image_part.rpartition(".")[2]
    prompt = sample.parts["prompt.txt"].decode()
    return Row(f"input/{name}.{ending}", f"target/{name}.png", prompt, png_size(sample.target))


def _side_files(rows: list[Row], base: Path) -> dict[str, bytes]:
    """Paths are relative where the trainer joins them with a folder, and absolute where it opens them as they are."""
    full = [replace(row, image=str(base / row.image), target=str(base / row.target)) for row in rows]
    step1x = {row.target: {"ref_image_path": row.image, "caption": row.prompt} for row in full}
    return {
        "diffsynth.jsonl": _lines(
            {"image": r.target, "prompt": r.prompt, "edit_image": r.image, "edit_image_auto_resize": False}
            for r in rows
        ),
        "diffsynth-kontext.jsonl": _lines(
            {"image": r.target, "prompt": r.prompt, "kontext_images": r.image} for r in rows
        ),
        "musubi.jsonl": _lines({"image_path": r.target, "control_path": r.image, "caption": r.prompt} for r in full),
        "omnigen2.jsonl": _lines(
            {"task_type": "edit", "instruction": r.prompt, "input_images": [r.image], "output_image": r.target}
            for r in full
        ),
        "easycontrol.jsonl": _lines({"source": r.image, "caption": r.prompt, "target": r.target} for r in full),
        "step1x.json": _json(step1x),
        "qwen_image_finetune.csv": _csv(full),
    }


def _lines(records: Iterator[dict[str, object]]) -> bytes:
    return b"".join(_json(record) + b"\n" for record in records)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerow(("path_target", "path_control", "prompt"))
    table.writerows((row.target, row.image, row.prompt) for row in rows)
    return text.getvalue().encode()
