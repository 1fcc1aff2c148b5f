"""Whether a picture was drawn as its prompt asks: in these colours, on this map, on this background.

Judged are the picture and what the prompt asks, and no truth: a picture may obey and be wrong, or be right in shape and
in colours of its own. What a prompt leaves open, such as which colour an instance gets, cannot be disobeyed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from ..codecs import depth, masks
from ..tasks.legend import UNLISTED
from ..tasks.reading import Coded
from ..tasks.semantic import decoding_palette
from . import fit
from .metrics import Scores
from .pictures import RGB

OBEYS, ON, OFF, BACKGROUND = "obeys", "on asked", "off asked", "background off"
FILLS = 0.01  # the share of a picture that a colour fills which may be its background
WIDE = 32  # levels of a channel that count as one colour when a background is looked for
SAID = {
    OBEYS: "the share of the pictures that were drawn as asked, by the bounds of `decode`",
    ON: "the share of the pixels near a colour that was asked for",
    OFF: "how far the middle pixel lies from these colours, in 8-bit units",
    BACKGROUND: "how far the nearest colour of 1 % of the picture lies from the asked background, in 8-bit units",
}
Palette = Mapping[str, tuple[int, int, int]]


def obedience(rgb: RGB, codec: str, given: Coded) -> Scores:
    """Return the scores of SAID for a picture of any size, "obeys" being 0 or 1; {} where a prompt leaves all open.

    `given` has what the prompt asks: the codec's parameters and the palette.
    """
    return JUDGES[codec](rgb, given) if codec in JUDGES else {}


def mean_obedience(found: Iterable[Scores]) -> Scores:
    """Return the mean of each score over the pictures that have it; {} where none has any."""
    each = [scores for scores in found if scores]
    names = [name for name in SAID if any(name in scores for scores in each)]
    return {name: float(np.mean([scores[name] for scores in each if name in scores])) for name in names}


def _on_map(rgb: RGB, given: Coded) -> Scores:
    colormap = str(given.parameters["colormap"])
    residual = depth.decode(rgb, colormap, return_residual=True)[1]
    near = float((residual <= fit.near_map(colormap)).mean())
    obeys = not fit.depth_fault(rgb, colormap)
    return {OBEYS: float(obeys), ON: near, OFF: 255 * float(np.median(residual))}


def _as_normals(rgb: RGB, given: Coded) -> Scores:
    length = np.linalg.norm(rgb / 127.5 - 1, axis=-1)
    off = np.minimum(np.abs(length - 1), length)  # from the sphere of unit vectors, and from the grey of no surface
    obeys = not fit.normals_fault(rgb, str(given.parameters["convention"]))
    return {OBEYS: float(obeys), ON: float((off <= fit.UNIT).mean()), OFF: 127.5 * float(np.median(off))}


def _in_palette(rgb: RGB, given: Coded) -> Scores:
    palette = decoding_palette(dict(given.palette))
    away = fit.distance(rgb, list(palette.values()))
    listed = [colour for name, colour in palette.items() if name != UNLISTED]
    rest = fit.distance(rgb, listed) > fit.NEAR_COLOUR if listed else np.ones(rgb.shape[:2], np.bool_)
    background = _background_off(rgb, rest, palette)
    obeys = not fit.palette_fault(rgb, palette) and background.get(BACKGROUND, 0.0) <= fit.NEAR_COLOUR
    near = float((away <= fit.NEAR_COLOUR).mean())
    return {OBEYS: float(obeys), ON: near, OFF: float(np.median(away)), **background}


def _on_background(rgb: RGB, given: Coded) -> Scores:
    palette = decoding_palette(dict(given.palette))
    labels = masks.decode_instances(rgb, palette[UNLISTED])
    empty = fit.distance(rgb, [palette[UNLISTED]]) < masks.TAU
    obeys = not fit.instances_fault(rgb, palette[UNLISTED], labels)
    background = _background_off(rgb, np.ones(rgb.shape[:2], np.bool_), palette)
    return {OBEYS: float(obeys), ON: float((empty | (labels > 0)).mean()), **background}


def _background_off(rgb: RGB, rest: NDArray[np.bool_], palette: Palette) -> Scores:
    """Return how far the background is off among the pixels that may show it; {} where hardly any may."""
    pixels = rgb[rest]
    bins = (pixels // WIDE).astype(np.int32) @ np.array([64, 8, 1])
    counts = np.bincount(bins, minlength=1)
    wide = np.flatnonzero(counts >= FILLS * rest.size)
    middles = [np.median(pixels[bins == each], axis=0) for each in wide]
    off = [float(np.linalg.norm(middle - palette[UNLISTED])) for middle in middles]
    return {BACKGROUND: min(off)} if off else {}


JUDGES: dict[str, Callable[[RGB, Coded], Scores]] = {
    "depth": _on_map,
    "ramp": _on_map,
    "normals": _as_normals,
    "masks": _in_palette,
    "instances": _on_background,
    "boxes": _on_background,
}
