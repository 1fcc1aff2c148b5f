"""The wheel without the extra `render`: what needs no more works, and the rest says in one sentence what is missing."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.tar import read_tar

from ..assets.small_libraries import cube_obj, write_hdr
from ..importers.conftest import write_json
from . import bare_process

Outcome = tuple[int, str, str]
BLENDER = "Blender, which is not installed here: pip install 'cavendish[render]', with Python 3.11"


def run(folder: Path, *lines: str) -> list[Outcome]:
    done = subprocess.run(
        [sys.executable, bare_process.__file__],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "CAVENDISH_ASSETS": str(folder / "home")},
        input=json.dumps([line.split() for line in lines]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def folder(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recipe, files to import, and files to make libraries of."""
    root = tmp_path_factory.mktemp("bare")
    (root / "r.yaml").write_text(tiny.model_dump_json())
    for kind in ("images", "depth", "models", "skies", "drawn"):
        (root / kind).mkdir()
    Image.new("RGB", (64, 48)).save(root / "images/a.png")
    np.save(root / "depth/a.npy", np.full((48, 64), 2.0))
    write_json(root / "intrinsics.json", {"fx": 60, "fy": 60, "cx": 32, "cy": 24, "pixel_centre": 0.5})
    (root / "models/chair.obj").write_text(cube_obj())
    write_hdr(root / "skies/noon.hdr", np.full((16, 32, 3), 0.5))
    return root


def test_what_needs_no_renderer_works(folder: Path) -> None:
    first = run(folder, "new my.yaml", "check my.yaml", "check r.yaml", "schema", "build r.yaml out", "preview r.yaml")
    assert [code for code, _, _ in first] == [0] * 6, first
    sample = next(read_tar((folder / "out/train/train-000000.tar").read_bytes()))
    (folder / f"drawn/{sample.key}.png").write_bytes(sample.parts["target.png"])
    task = sample.key.rpartition("-")[2]
    then = run(
        folder,
        "scene r.yaml 0 --to json",
        "status out",
        "verify out",
        "regenerate out --shards 0",
        f"inspect out {sample.key}",
        "stats out --no-plots",
        "gallery out",
        *(f"export out as-{form} --to {form}" for form in ("folders", "imagefolder", "energon", "hdf5")),
        "prompts out --split train --to asked",
        "encode out new --tasks depth",
        "import . imported --from folder",
        "import as-hdf5 again --from blenderproc",
        f"decode {task} drawn/{sample.key}.png --metadata out --out decoded.npy",
        "assets list",
        "assets check",
        "doctor",
    )
    assert [code for code, _, _ in then] == [0] * len(then), then
    ((code, _, said),) = run(folder, "evaluate out drawn --split train")
    assert (code, "there is no picture" in said or "missing" in said) == (1, True)


MISSING = {
    "build quickstart bad": f"quickstart: is rendered with {BLENDER}",
    "preview quickstart": f"quickstart: is rendered with {BLENDER}",
    "scene quickstart 0 --to json": f"quickstart: is rendered with {BLENDER}",
    "scene r.yaml 0 --to blend": f"tiny-00000000.blend: is written with {BLENDER}",
    "scene r.yaml 0 --to glb": f"tiny-00000000.glb: is written with {BLENDER}",
    "assets add models": f"models: models are read with {BLENDER}",
    "assets add sweethome3d": f"sweethome3d: models are read with {BLENDER}",
    "assets add skies": "noon.hdr: is read with OpenCV, which is not installed here: pip install 'cavendish[render]'",
    "build r.yaml bad --workers 2": "more workers than one need Ray: pip install 'cavendish[render]'",
    "build r.yaml bad --address auto": "--address auto: a cluster needs Ray: pip install 'cavendish[render]'",
    "export whole bad --to exr": "needs the package openexr: pip install 'cavendish[render]'",
    "export whole as-hf --to hf": "Parquet needs pyarrow; install `cavendish[export]`",
    "stats whole": "matplotlib installed, which draws the plots: pip install 'cavendish[plots]'",
}


@pytest.fixture(scope="module")
def errors(folder: Path) -> dict[str, tuple[int, str]]:
    """What came of each line, all in one process."""
    _, *found = run(folder, "build r.yaml whole", *MISSING)
    return {line: (code, said) for line, (code, _, said) in zip(MISSING, found, strict=True)}


@pytest.mark.parametrize("line", MISSING)
def test_what_is_missing_is_one_sentence(line: str, errors: dict[str, tuple[int, str]]) -> None:
    code, said = errors[line]
    assert "Traceback" not in said
    last = said.strip().splitlines()[-1]
    assert last.startswith("cavendish: ")
    assert MISSING[line] in last
    assert code == 2
