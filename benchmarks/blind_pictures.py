"""Do pictures pass for photographs? Views of a dataset among photographs for a stranger to judge, and the count.

    python -m benchmarks.blind_pictures mix OUT PHOTOGRAPHS DIR [--seed 0]
    python -m benchmarks.blind_pictures score DIR

`mix` writes DIR/picture-NN.png, all of one size, in an order by chance, DIR/verdicts.csv to fill in, and DIR/README.md,
which says how. PHOTOGRAPHS is a folder of pictures, such as those that come with scikit-image; their middles are
taken. Which are which is written beside DIR, into DIR.truth.json: keep it from the judge. `score` counts the verdicts.
`benchmarks/blind_pictures.yaml` is the recipe of docs/quality.md.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.terminal.console import print_table

VERDICTS = ("photograph", "unsure", "render")
SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
HOW = """\
Some of these pictures may be photographs, some may have been made by a computer; how many of each, nobody tells you.
All are small, and may have been taken by phones, webcams or old cameras: noise and blur by themselves say nothing. Look
at one at a time, in the order of their names, and write into its row of verdicts.csv: photograph, unsure or render; how
sure you are, 50 to 100; the first thing that told you; and what is physically wrong, if anything.
"""


def main() -> None:
    """Mix pictures, or count verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="what", required=True)
    mixing = commands.add_parser("mix")
    mixing.add_argument("out", type=Path)
    mixing.add_argument("photographs", type=Path)
    mixing.add_argument("folder", type=Path)
    mixing.add_argument("--seed", type=int, default=0)
    commands.add_parser("score").add_argument("folder", type=Path)
    asked = parser.parse_args()
    if asked.what == "mix":
        print(f"{asked.folder}: {mix(asked.out, asked.photographs, asked.folder, asked.seed)} pictures")
    else:
        print_table(str(asked.folder), score(asked.folder))


def mix(out: Path, photographs: Path, folder: Path, seed: int) -> int:
    """Write pictures, what the judge fills in and, beside the folder, which are which; return how many there are."""
    views = dict(_views(out))
    size = next(iter(views.values())).size
    pictures = views | dict(_photographs(photographs, size))
    names = list(pictures)
    np.random.default_rng(seed).shuffle(names)
    folder.mkdir(parents=True)
    (folder / "README.md").write_text(HOW)
    for number, name in enumerate(names, start=1):
        pictures[name].save(folder / f"picture-{number:02d}.png")
    rows = "".join(f"{number:02d},,,,\n" for number in range(1, len(names) + 1))
    (folder / "verdicts.csv").write_text(f"picture,verdict,sure,first sign,faults\n{rows}")
    _truth(folder).write_text(
        json.dumps({f"{number:02d}": name for number, name in enumerate(names, start=1)}, indent=1)
    )
    return len(names)


def score(folder: Path) -> dict[str, str]:
    """Return for views and for photographs how many were taken for what; raises ValueError on another verdict."""
    truth = json.loads(_truth(folder).read_text())
    counts = {"views": Counter[str](), "photographs": Counter[str]()}
    with (folder / "verdicts.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["verdict"] not in VERDICTS:
                raise ValueError(
                    f"{folder}: picture {row['picture']}: verdict is {row['verdict']!r}, not of {VERDICTS}"
                )
            counts["views" if truth[row["picture"]].startswith("view") else "photographs"][row["verdict"]] += 1
    return {name: ", ".join(f"{found[each]} {each}" for each in VERDICTS) for name, found in counts.items()}


def _truth(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.truth.json")


def _views(out: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yield the picture of each view of a dataset once."""
    for shard in sorted(out.glob("*/*.tar")):
        for sample in read_tar(shard.read_bytes()):
            yield f"view {sample.key.rsplit('-', 2)[0]}", Image.fromarray(png_array(sample.parts["image.png"]))


def _photographs(folder: Path, size: tuple[int, int]) -> Iterator[tuple[str, Image.Image]]:
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES):
        with Image.open(path) as picture:
            yield f"photograph {path.name}", ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
