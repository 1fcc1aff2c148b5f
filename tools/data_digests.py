"""SHA-256 of what Cavendish makes: quickstart, two scenes of each layout, another encoding, every export.

    python tools/data_digests.py FOLDER > digests.txt

Run before and after a change that must leave the bytes alone, and compare with `diff`. FOLDER is new or empty, and
keeps what was made. Takes about ten minutes on two cores.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LAYOUTS = ("courtyard", "files", "hall", "landscape", "room", "shapes", "street", "tabletop")
FORMATS = ("folders", "hf", "imagefolder", "bagel", "energon", "coco", "exr", "hdf5")
RECIPE = """\
name: two-scenes
seed: 20
scenes: 2
views_per_scene: 1
scenes_per_shard: 1
resolution: [192, 128]
quality: draft
layouts: {{{layout}: 1}}
languages: {{en: 2, de: 1, es: 1}}
"""
TRIANGLES = "o left\nv -1 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\no right\nv 1 0 -1\nv 2 0 -1\nv 2 2 -1\nf 4 5 6\n"


def main(folder: Path) -> None:
    """Make everything below `folder`, and print a digest for each file that holds data."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"{folder}: must be empty or new")
    _cavendish(folder, "build", "quickstart", "quickstart")
    for layout in LAYOUTS:
        _cavendish(folder, "build", _recipe(folder, layout), layout)
    _cavendish(folder, "encode", "quickstart", "encoded", "--tasks", "depth=1,referring=2", "--languages", "de,en")
    for name in FORMATS:
        _cavendish(folder, "export", "quickstart", f"as-{name}", "--to", name)
    for path in _data(folder):
        data = path.read_bytes().replace(str(folder.resolve()).encode(), b"FOLDER")  # some exports name their place
        print(hashlib.sha256(data).hexdigest(), path.relative_to(folder).as_posix())


def _recipe(folder: Path, layout: str) -> str:
    text = RECIPE.format(layout=layout)
    if layout == "files":
        (folder / "triangles.obj").write_text(TRIANGLES)
        text += "files: [triangles.obj]\n"
    (folder / f"{layout}.yaml").write_text(text)
    return f"{layout}.yaml"


def _data(folder: Path) -> Iterator[Path]:
    """Yield the files whose bytes are promised: shards, truths, and all that an export holds."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and (inside[0].startswith("as-") or path.suffix in (".tar", ".h5")):
            yield path


def _cavendish(folder: Path, *arguments: str) -> None:
    program = Path(sys.executable).with_name("cavendish")
    subprocess.run([program, *arguments], cwd=folder, check=True, stdout=sys.stderr)  # noqa: S603


if __name__ == "__main__":
    main(Path(sys.argv[1]))
