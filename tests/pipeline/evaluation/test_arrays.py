"""Decoded numbers in files: what a 16-bit PNG can hold, and what it says where it cannot."""

from pathlib import Path

import numpy as np
from PIL import Image

from cavendish.pipeline.evaluation.arrays import write_array


def test_the_top_code_of_a_png_is_the_sky_and_nothing_else(tmp_path: Path) -> None:
    depth_m = np.array([[0.5, 65.5341, 65.5346, 80.0, np.inf, np.nan, -1.0]], dtype=np.float32)
    write_array(tmp_path / "d.png", depth_m)
    with Image.open(tmp_path / "d.png") as picture:
        np.testing.assert_array_equal(np.asarray(picture), [[500, 65534, 0, 0, 65535, 0, 0]])
