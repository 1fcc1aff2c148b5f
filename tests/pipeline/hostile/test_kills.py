"""Killed while it writes, a command leaves nothing that stays: the same one again ends in the same bytes."""

from __future__ import annotations

import hashlib
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ...conftest import cavendish
from ...soak.processes import kill_before_naming

OURS = ("status.json", ".cavendish-export.json")  # say when and by whom
COMMANDS = {
    "gallery": ("gallery", "{out}"),
    "stats": ("stats", "{out}"),
    "regenerate": ("regenerate", "{out}", "--shards", "0-1"),
    "encode": ("encode", "{out}", "{new}", "--prompt-seed", "4"),
    "import": ("import", "{given}", "{new}", "--from", "folder"),
    **{f"export-{to}": ("export", "{out}", "{new}", "--to", to) for to in ("folders", "hf", "energon", "hdf5")},
}


@pytest.fixture(scope="module", params=COMMANDS)
def calm(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A command, and a folder in which nobody killed it."""
    folder = tmp_path_factory.mktemp("calm")
    assert cavendish(*asked(request.param, laid_out(built, folder))) == 0
    return request.param, folder


@pytest.mark.parametrize("at", [1, 2])
def test_the_same_command_again(calm: tuple[str, Path], at: int, built: Path, tmp_path: Path) -> None:
    name, undisturbed = calm
    again = asked(name, laid_out(built, tmp_path))
    kill_before_naming(at, partial(cavendish, *again))
    assert cavendish(*again) == 0
    assert files(tmp_path) == files(undisturbed)


def asked(name: str, places: dict[str, str]) -> list[str]:
    return [each.format(**places) for each in COMMANDS[name]]


def laid_out(built: Path, folder: Path) -> dict[str, str]:
    shutil.copytree(built, folder / "out")
    given = folder / "given"
    for kind in ("images", "depth"):
        (given / kind).mkdir(parents=True)
    for number in range(2):
        Image.new("RGB", (64, 48), (9, 90, number)).save(given / f"images/{number}.png")
        np.save(given / f"depth/{number}.npy", np.full((48, 64), 2 + number, np.float32))
    (given / "intrinsics.json").write_text('{"fx": 60, "fy": 60, "cx": 32, "cy": 24, "pixel_centre": 0.5}')
    return {"out": str(folder / "out"), "new": str(folder / "new"), "given": str(given)}


def files(folder: Path) -> dict[str, str]:
    """Return the digest of every file, with the folder's own name and what differs with the time taken out."""
    own = str(folder).encode()
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes().replace(own, b"FOLDER")).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in OURS and path.parent.name != "records"
    }
