"""One physical layout for the trainers that read folders, with the side file that each of them wants.

    DIR/SPLIT/input/00000000.png     the image; a photograph stays the .jpg that it was
    DIR/SPLIT/target/00000000.png    the target
    DIR/SPLIT/target/00000000.txt    the prompt: one line, UTF-8, nothing after it

Samples that show two pictures lie in DIR/SPLIT/two in the same way, with side files of their own, and

    second/00000000.png              the second picture, for trainers that take two
    beside/00000000.png              both as one, the first on the left, for those that do not

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
from .beside import beside
from .filling import SNIPPETS, snippet
from .sizes import told_of_sizes
from .source import ShardSource

TWO = "two"  # the folder of what shows two pictures


@dataclass(frozen=True, slots=True)
class Row:
    """One sample's files below DIR/SPLIT or DIR/SPLIT/two, its prompt, and width and height of its target in pixels.

    Samples of two pictures have all files.
    """

    image: str
    target: str
    prompt: str
    size: tuple[int, int]
    second: str = ""
    beside: str = ""

    @property
    def one(self) -> str:
        """The picture for trainers that take one."""
        return self.beside or self.image

    @property
    def images(self) -> list[str]:
        """One picture, or two."""
        return [self.image, self.second] if self.second else [self.image]

    def below(self, base: Path) -> Row:
        """Return it with full paths."""
        second, beside = (str(base / path) if path else "" for path in (self.second, self.beside))
        image, target = str(base / self.image), str(base / self.target)
        return replace(self, image=image, target=target, second=second, beside=beside)


def write(source: ShardSource, folder: Path) -> None:
    """Write the pictures and captions of one shard."""
    for name, sample in source.numbered():
        row, base = _row(name, sample), _base(folder / source.split, sample.second is not None)
        publish(base, row.image, sample.image, durable=False)
        if sample.second is not None:
            publish(base, row.second, sample.second, durable=False)
            publish(base, row.beside, beside(sample, sample.second), durable=False)
        publish(base, row.target, sample.target, durable=False)
        publish(base, f"target/{name}.txt", sample.parts["prompt.txt"], durable=False)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write each trainer's side file and a configuration that uses it, for each split."""
    for split in dict.fromkeys(source.split for source in sources):
        rows = [_row(name, sample) for source in sources if source.split == split for name, sample in source.numbered()]
        for two in (False, True):
            own = [row for row in rows if bool(row.second) == two]
            if own or not two:
                _describe(own, _base((folder / split).absolute(), two), two)


def _describe(rows: list[Row], base: Path, two: bool) -> None:
    sizes = told_of_sizes(row.size for row in rows)
    for name, data in _side_files(rows, base).items():
        publish(base, name, data)
    for path in sorted((SNIPPETS / "folders").iterdir()):
        kind = TWO if two and (SNIPPETS / TWO / path.name).exists() else "folders"
        publish(base, path.stem, snippet(f"{kind}/{path.stem}", base=base, **sizes))


def _base(folder: Path, two: bool) -> Path:
    return folder / TWO if two else folder


def _row(name: str, sample: Sample) -> Row:
    image = f"input/{name}.{sample.image_part.rpartition('.')[2]}"
    row = Row(image, f"target/{name}.png", sample.parts["prompt.txt"].decode(), png_size(sample.target))
    if sample.second is None:
        return row
    return replace(row, second=f"second/{name}.png", beside=f"beside/{name}.png")


def _side_files(rows: list[Row], base: Path) -> dict[str, bytes]:
    """Paths are relative where the trainer joins them with a folder, and absolute where it opens them as they are."""
    full, two = [row.below(base) for row in rows], any(row.second for row in rows)
    step1x = {row.target: {"ref_image_path": row.one, "caption": row.prompt} for row in full}
    return {
        "diffsynth.jsonl": _lines(
            {
                "image": r.target,
                "prompt": r.prompt,
                "edit_image": r.images if two else r.image,
                "edit_image_auto_resize": False,
            }
            for r in rows
        ),
        "diffsynth-kontext.jsonl": _lines(
            {"image": r.target, "prompt": r.prompt, "kontext_images": r.one} for r in rows
        ),
        "musubi.jsonl": _lines({"image_path": r.target, **_controls(r), "caption": r.prompt} for r in full),
        "omnigen2.jsonl": _lines(
            {"task_type": "edit", "instruction": r.prompt, "input_images": r.images, "output_image": r.target}
            for r in full
        ),
        "easycontrol.jsonl": _lines({"source": r.one, "caption": r.prompt, "target": r.target} for r in full),
        "step1x.json": _json(step1x),
        "qwen_image_finetune.csv": _csv(full, two),
    }


def _controls(row: Row) -> dict[str, object]:
    numbered = {f"control_path_{place}": path for place, path in enumerate(row.images)}
    return {**numbered} if row.second else {"control_path": row.image}


def _lines(records: Iterator[dict[str, object]]) -> bytes:
    return b"".join(_json(record) + b"\n" for record in records)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _csv(rows: list[Row], two: bool) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerow(("path_target", "path_control", *(("path_control_1",) if two else ()), "prompt"))
    table.writerows((row.target, *row.images, row.prompt) for row in rows)
    return text.getvalue().encode()
