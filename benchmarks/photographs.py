"""Photographs imported to learn from: time, and memory of all processes together, of 1,000 pictures and of 5,000.

python -m benchmarks.photographs [--pictures 1000 5000]

Real: the command, COCO's reader, its checks, truth, prompts and targets, and as many processes as it takes. Not real:
pictures are noise of 640×480 px with about as many bytes as COCO's, of which there are a few, linked again and again;
things are stars of 5 to 69 corners with radii from 8 to 160 px, 7.2 in each picture, one in fifteen of two parts. The
disk is that of the folder for temporary files.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray
from PIL import Image
from rich.console import Console
from rich.table import Table

from cavendish.pipeline.importers.photographs.coco import NUMBERS
from cavendish.pipeline.importers.photographs.coco import SPLITS as COCO

WIDTH, HEIGHT = 640, 480
THINGS, DISTINCT_PICTURES = 7.2, 24
COCO_TRAIN = COCO["train"]
LOOK_EVERY_S = 0.1
COMMAND = (  # the set's own count is the only thing that is not as it is
    "from cavendish.pipeline.importers.photographs import coco; coco.SPLITS['train'] = {pictures}; "
    "from cavendish.pipeline.cli.main import main; main()"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One import: how many pictures and masks, how long, and the most memory at once."""

    pictures: int
    masks: int
    seconds: float
    cpu_s: float
    peak_bytes: int
    written_bytes: int


def main() -> None:
    """Import both numbers of pictures, and print the table and what it means for COCO's training."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, nargs=2, default=[1000, 5000], metavar=("FEW", "MANY"))
    few, many = (measured(pictures) for pictures in parser.parse_args().pictures)
    table = Table("pictures", "masks", "seconds", "of processors", "peak MB", "written MB")
    for each in (few, many):
        numbers = (each.pictures, each.masks, each.seconds, each.cpu_s, each.peak_bytes / 1e6, each.written_bytes / 1e6)
        table.add_row(*(f"{number:,.0f}" for number in numbers))
    Console(width=100).print(table)
    more = many.pictures - few.pictures
    each_s, each_cpu_s = (many.seconds - few.seconds) / more, (many.cpu_s - few.cpu_s) / more
    rest = COCO_TRAIN - many.pictures
    print(f"peak memory: {many.peak_bytes / few.peak_bytes - 1:+.1%}; on {os.cpu_count()} cores")
    print(f"each picture more takes {each_s:.3f} s, and {each_cpu_s:.3f} s of processors")
    print(
        f"{COCO_TRAIN:,} pictures: {(many.seconds + each_s * rest) / 3600:.1f} h, "
        f"{(many.cpu_s + each_cpu_s * rest) / 3600:.1f} h of processors, "
        f"{(many.peak_bytes + (many.peak_bytes - few.peak_bytes) / more * rest) / 1e9:.1f} GB"
    )


def measured(pictures: int) -> Measured:
    """Make a set of so many pictures, import it, and return what that took."""
    with tempfile.TemporaryDirectory() as folder:
        masks = make_set(Path(folder), pictures)
        arguments = ["import", folder, f"{folder}/out", "--from", "coco", "--as", "train"]
        started, used_s = time.monotonic(), _cpu_s()
        process = subprocess.Popen([sys.executable, "-c", COMMAND.format(pictures=pictures), *arguments])
        peak_bytes = _peak_bytes(process)
        seconds = time.monotonic() - started
        if process.returncode:
            raise SystemExit(f"the import ended with {process.returncode}")
        written = sum(path.stat().st_size for path in Path(folder, "out").rglob("*") if path.is_file())
        return Measured(pictures, masks, seconds, _cpu_s() - used_s, peak_bytes, written)


def make_set(folder: Path, pictures: int) -> int:
    """Write pictures and annotations as COCO's, and return how many masks there are."""
    rng = np.random.default_rng(pictures)
    (folder / "train2017").mkdir()
    jpegs = [_jpeg(rng) for _ in range(min(pictures, DISTINCT_PICTURES))]
    names = [f"{number:012d}.jpg" for number in range(pictures)]
    for number, name in enumerate(names):
        path = folder / "train2017" / name
        if number < len(jpegs):
            path.write_bytes(jpegs[number])
        else:
            path.hardlink_to(folder / "train2017" / names[number % len(jpegs)])
    images = [{"id": n, "file_name": name, "width": WIDTH, "height": HEIGHT} for n, name in enumerate(names)]
    categories = [{"id": number, "name": name} for name, number in NUMBERS.items()]
    things = list(_annotations(rng, pictures))
    file = folder / "instances_train2017.json"
    file.write_text(json.dumps({"images": images, "annotations": things, "categories": categories}))
    return len(things)


def _jpeg(rng: np.random.Generator) -> bytes:
    """Return noise, coarse and fine, of about 160 kB."""
    coarse = Image.fromarray(rng.integers(0, 255, (12, 16, 3), np.uint8)).resize(
        (WIDTH, HEIGHT), Image.Resampling.BICUBIC
    )
    fine = rng.normal(0, 9, (HEIGHT, WIDTH, 1))
    buffer = io.BytesIO()
    Image.fromarray((np.asarray(coarse) + fine).clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _annotations(rng: np.random.Generator, pictures: int) -> Iterator[dict[str, Any]]:
    numbers = list(NUMBERS.values())
    owners = rng.permutation(np.repeat(np.arange(pictures), rng.poisson(THINGS, pictures)))
    for number, owner in enumerate(owners.tolist(), start=1):
        parts = [_star(rng).tolist() for _ in range(1 + (number % 15 == 0))]
        category = numbers[min(int(rng.exponential(8)), len(numbers) - 1)]
        yield {"id": number, "image_id": owner, "category_id": category, "iscrowd": 0, "segmentation": parts}


def _star(rng: np.random.Generator) -> NDArray[np.float64]:
    corners = int(rng.integers(5, 70))
    angle = np.sort(rng.random(corners)) * 2 * np.pi
    radius_px = 8 * 20 ** rng.random() * rng.uniform(0.7, 1, corners)
    centre = rng.random(2) * (WIDTH, HEIGHT)
    points = centre + radius_px[:, None] * np.stack([np.cos(angle), np.sin(angle)], -1)
    return points.clip(0, (WIDTH, HEIGHT)).round(2).ravel()


def _cpu_s() -> float:
    """Return the processor time of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak_bytes(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process, and return the most that it and its children held at once, pages that they share twice."""
    peak = 0
    root = psutil.Process(process.pid)
    while process.poll() is None:
        peak = max(peak, sum(map(_resident_bytes, _family(root))))
        time.sleep(LOOK_EVERY_S)
    return peak


def _family(root: psutil.Process) -> list[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _resident_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


if __name__ == "__main__":
    main()
