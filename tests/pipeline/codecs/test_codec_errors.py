"""What cannot be meant is refused in one sentence that names the value and what is allowed."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, depth, masks, normals

# Any, since wrong types are the point.
ones: Any = np.ones((2, 3), np.float32)
rgb: Any = np.zeros((2, 3, 3), np.uint8)
up = np.full((2, 3, 3), (0, 1, 0), np.float32)
labels: Any = np.zeros((2, 3), np.uint8)
palette = {0: (0, 0, 0), 2: (9, 9, 9)}
a_list: Any = [(0, 0, 0)]
a_word: Any = "red"
a_number: Any = 0
halves: Any = (0.5, 0.5, 0.5)

DECODERS: dict[str, Callable[[Any], object]] = {
    "depth": depth.decode,
    "depth in viridis": lambda picture: depth.decode(picture, "viridis"),
    "normals": normals.decode,
    "masks": lambda picture: masks.decode(picture, palette),
    "instances": lambda picture: masks.decode_instances(picture, (0, 0, 0)),
}

WRONG_PICTURES = {
    "list": ([[[0, 0, 0]]], "rgb is list; it must be a numpy array of uint8 or float32 or float64"),
    "int64": (rgb.astype(int), "rgb is int64"),
    "float16": (rgb.astype(np.float16), "rgb is float16"),
    "alpha": (np.zeros((2, 3, 4), np.uint8), r"shape \(2, 3, 4\); a picture has shape \(height, width, 3\)"),
    "flat": (np.zeros((2, 3), np.uint8), r"shape \(2, 3\)"),
    "batch": (rgb[None], r"shape \(1, 2, 3, 3\)"),
    "NaN": (np.full((1, 1, 3), np.nan), r"from nan to nan; floating-point colours lie in \[0, 1\]"),
    "0 … 255 as floats": (np.full((1, 1, 3), 255.0), "from 255.0 to 255.0"),
    "negative": (np.full((1, 1, 3), -0.5), "from -0.5"),
}

WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "negative depth": (lambda: depth.encode(-ones), r"depth_m holds -1.0; depth is 0 m … \+inf"),
    "NaN depth": (lambda: depth.encode(ones * np.nan), "depth_m holds nan"),
    "minus infinity": (lambda: depth.encode(ones * -np.inf), "depth_m holds -inf"),
    "depth in integers": (
        lambda: depth.encode(labels),
        "depth_m is uint8; it must be a numpy array of float32 or float64",
    ),
    "depth with channels": (lambda: depth.encode(up), r"depth_m has shape \(2, 3, 3\); it must be \(height, width\)"),
    "NaN bound": (lambda: depth.max_error(ones * np.nan), "depth_m holds nan"),
    "unknown map": (lambda: depth.encode(ones, "jet"), "colormap is 'jet'; it must be one of cube, plasma"),
    "unknown map to decode": (lambda: depth.decode(rgb, "jet"), "colormap is 'jet'"),
    "unknown map to bound": (lambda: depth.max_error(ones, "jet"), "colormap is 'jet'"),
    "flat curve": (lambda: depth.encode(ones, lam=-1), "lam is -1 and c is 3.33.*only if lam < -1 and c > 0"),
    "no curve": (lambda: depth.decode(rgb, c=0), "lam is -3.0 and c is 0"),
    "NaN curve": (lambda: depth.max_error(ones, c=np.nan), "c is nan"),
    "shape of valid": (lambda: depth.encode(ones, valid=np.ones((3, 2), bool)), r"valid has shape \(3, 2\).*\(2, 3\)"),
    "dtype of valid": (lambda: depth.encode(ones, valid=labels), "valid is uint8; it must be a numpy array of bool"),
    "invalid pixels in gray": (lambda: depth.encode(ones, "gray", ones > 1), "6 pixels are invalid; only the cube"),
    "NaN where valid": (lambda: depth.encode(ones * np.nan, valid=ones == 1), "depth_m holds nan"),
    "long normal": (lambda: normals.encode(2 * up), "normals holds a vector of length 2; lengths are 1, or 0"),
    "huge normal": (lambda: normals.encode(up.astype(float) * 1e300), "length inf"),
    "NaN normal": (lambda: normals.encode(up * np.nan), "length nan"),
    "integer normals": (lambda: normals.encode(rgb), "normals is uint8"),
    "shape of normals": (lambda: normals.encode(ones), r"normals has shape \(2, 3\); it must be \(height, width, 3\)"),
    "unknown convention": (lambda: normals.encode(up, "metric3d"), "convention is 'metric3d'; .* vision-banana, dsine"),
    "unknown convention to decode": (lambda: normals.decode(rgb, ""), "convention is ''"),
    "empty palette": (lambda: masks.encode(labels, {}), "palette is {}; it must map at least one label to a colour"),
    "palette that is none": (lambda: masks.decode(rgb, a_list), "palette is"),
    "two equal colours": (lambda: masks.decode(rgb, {1: (1, 2, 3), 2: (1, 2, 3)}), "two labels the same colour"),
    "negative label": (lambda: masks.decode(rgb, {-1: (0, 0, 0)}), "label -1; labels are integers, 0 … 65535"),
    "label in words": (lambda: masks.decode(rgb, {a_word: (0, 0, 0)}), "label 'red'"),
    "bright colour": (lambda: masks.decode(rgb, {1: (0, 0, 256)}), r"label 1 is \(0, 0, 256\); a colour is three"),
    "colour in words": (lambda: masks.decode(rgb, {1: a_word}), "'red'"),
    "unlisted label": (lambda: masks.encode(labels + 1, palette), "labels holds 1, which has no colour"),
    "label beyond the palette": (lambda: masks.encode(labels + 3, palette), "labels holds 3"),
    "label below zero": (lambda: masks.encode(labels.astype(int) - 1, palette), "labels holds -1"),
    "labels in floats": (lambda: masks.encode(ones, palette), "labels is float32"),
    "labels with channels": (lambda: masks.encode(rgb, palette), r"labels has shape \(2, 3, 3\)"),
    "background in words": (lambda: masks.decode_instances(rgb, a_word), "background is 'red'; a colour is three"),
    "background in floats": (lambda: masks.decode_instances(rgb, halves), r"background is \(0.5, 0.5, 0.5\)"),
    "background of one number": (lambda: masks.decode_instances(rgb, a_number), "background is 0"),
}


@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize("case", WRONG_PICTURES)
def test_wrong_pictures(decoder: str, case: str) -> None:
    picture, message = WRONG_PICTURES[case]
    with pytest.raises(CodecError, match=message):
        DECODERS[decoder](picture)


@pytest.mark.parametrize("case", WRONG)
def test_wrong_arguments(case: str) -> None:
    call, message = WRONG[case]
    with pytest.raises(CodecError, match=message) as refusal:
        call()
    assert "\n" not in str(refusal.value)


def test_import_brings_in_nothing_heavy() -> None:
    heavy = "import sys; from cavendish.pipeline import codecs; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout.split()
    assert not {"bpy", "blenderproc", "ray", "matplotlib", "scipy", "PIL"} & set(modules)
