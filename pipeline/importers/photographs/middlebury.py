"""Middlebury's stereo scenes of 2014 with public truth: the left picture, whose depth is that of its disparity.

depth = baseline · f / (disparity + doffs), all of `calib.txt`, where the baseline is in millimetres. No publication
lists them as a test of depth; the range is ours.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from ....manifests.benchmark import Benchmark, DepthRules, Role
from .arrays import Shape, known_where, read_pfm
from .filed import Layers, Row, chosen_split, of_files
from .lists import read_list
from .source import PhotographSource, naming

SPLITS = {"perfect": DepthRules(), "imperfect": DepthRules()}  # how well the two pictures are rectified
MM_PER_M = 1000.0
MOST_CALIBRATION_BYTES = 1 << 16
NUMBER = r"([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)"
FIELDS = {
    "focal": rf"^cam0\s*=\s*\[\s*{NUMBER}",
    "doffs": rf"^doffs\s*=\s*{NUMBER}",
    "baseline": rf"^baseline\s*=\s*{NUMBER}",
}


def read_middlebury(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the 23 left pictures, from the folders SCENE-perfect or SCENE-imperfect; raises RequestError."""
    split, rules = chosen_split(split, SPLITS, "perfect")
    scenes = [folder / f"{line[0]}-{split}" for line in read_list("middlebury-2014")]
    rows = [[scene / name for name in ("im0.png", "disp0.pfm", "calib.txt")] for scene in scenes]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="Middlebury: as its page says",
        redistribute=False,
        expected=len(rows),
        depth=rules,
    )
    return of_files(folder, rows, _layers, benchmark, f"the 23 archives SCENE-{split}.zip")


def _layers(paths: Row, shape: Shape) -> Layers:
    disparity, calibration = paths
    focal_px, offset_px, baseline_mm = _calibration(calibration)
    shift_px = read_pfm(disparity, shape).astype(np.float64) + offset_px
    seen = np.isfinite(shift_px) & (shift_px > 0)
    return {"depth": known_where(baseline_mm * focal_px / MM_PER_M / np.where(seen, shift_px, 1), seen)}


def _calibration(path: Path) -> list[float]:
    """Return focal length, offset of the centres, both in pixels, and baseline in millimetres."""
    with naming(path):
        with path.open(encoding="utf-8") as file:
            text = file.read(MOST_CALIBRATION_BYTES)
        found = {name: re.search(pattern, text, re.MULTILINE) for name, pattern in FIELDS.items()}
        if lost := next((name for name, match in found.items() if match is None), None):
            raise ValueError(f"it says no {lost.replace('focal', 'cam0')}")
        focal_px, offset_px, baseline_mm = (float(match[1]) for match in found.values() if match)
        if not (0 < focal_px < np.inf and 0 < baseline_mm < np.inf):
            raise ValueError("focal length and baseline must be above 0")
        return [focal_px, offset_px, baseline_mm]
