"""A net that sees the pictures beats the answers that need none, on scenes that it never saw: after 250 steps."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PIL import Image

from .conftest import EXAMPLES

STEPS = 250  # a minute on an idle core; time decides nothing


def test_a_net_learns_from_the_data(tmp_path: Path) -> None:
    recipe, out = tmp_path / "recipe.yaml", tmp_path / "out"
    recipe.write_text((EXAMPLES / "tiny.yaml").read_text().replace("scenes: 1200", "scenes: 240"))
    command: list[str | Path] = [
        sys.executable,
        EXAMPLES / "train_tiny.py",
        out,
        "--recipe",
        recipe,
        "--steps",
        str(STEPS),
    ]
    subprocess.run(command, check=True, timeout=500)
    scores = json.loads((out / "trained/scores.json").read_text())
    net, constant = scores["U-Net"], scores["mean"]
    assert net["depth"]["AbsRel"] < 0.8 * constant["depth"]["AbsRel"]
    assert net["depth"]["δ1"] > constant["depth"]["δ1"] + 0.1
    assert net["normals"]["mean°"] < 0.9 * constant["normals"]["mean°"]
    assert net["normals"]["<11.25°"] > constant["normals"]["<11.25°"]
    with Image.open(out / "trained/drawn.png") as sheet:
        assert sheet.size == (12 * 64, 3 * 64)
