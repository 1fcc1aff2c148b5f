"""From a picture that a model drew (or a target) back to numbers, what stands out in them, and whether they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..codecs import depth, masks, normals
from ..tasks.legend import BACKGROUND, UNLISTED
from ..tasks.reading import METRES, PLAIN, spread
from ..tasks.registry import READINGS
from ..tasks.semantic import decoding_palette
from . import fit
from .coding import Coding
from .pictures import RGB
from .restoring import STRICT, as_read


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture's numbers. `figures` compare with those of other pictures: metres, or shares of the picture.

    `details` are of this picture alone. `fault` says why the colours are not those that were named; "" where they are.
    """

    numbers: NDArray[Any]
    figures: dict[str, float]
    details: dict[str, float] = field(default_factory=dict)
    fault: str = ""

    def table(self) -> dict[str, str]:
        """Return all figures as people read them."""
        return {name: _said(name, value) for name, value in (self.figures | self.details).items()}


COUNTS = ("instances", "classes in sight", "referents in sight", "boxes", "dots")


def decode_picture(drawn: RGB, coding: Coding, residual_max: float | None = None, decoder: str = STRICT) -> Decoded:
    """Return a picture's numbers: depth H×W float32 metres, NaN beyond `residual_max`; normals H×W×3; else H×W int32.

    Classes and referents are numbered in the order of the palette, instances from 1, 0 being the background. Whether it
    holds is told by the drawing, whatever the decoder reads it as; of instances by what they decode to.
    """
    rgb = as_read(
        decoder, coding.task, replace(coding, parameters={"colormap": coding.colormap, **coding.parameters}), drawn
    )
    if coding.task == "depth":
        return replace(_depth(rgb, coding.colormap, residual_max), fault=fit.depth_fault(drawn, coding.colormap))
    if coding.task in READINGS:
        reading = READINGS[coding.task]
        numbers = reading.decode(rgb, coding, (rgb.shape[0], rgb.shape[1]))
        return Decoded(numbers, reading.figures(numbers))
    if coding.task == "instance":
        return _instances(rgb, coding)
    if coding.task == "normals":
        return replace(_normals(rgb, coding), fault=fit.normals_fault(drawn, coding.convention))
    return replace(_classes(rgb, coding), fault=fit.palette_fault(drawn, decoding_palette(coding.palette)))


def table_of(all_decoded: Sequence[Mapping[str, float]]) -> dict[str, str]:
    """Return the least and the greatest of each figure over many pictures, as people read them."""
    names = list(all_decoded[0]) if all_decoded else []
    return {name: _range(name, [figures[name] for figures in all_decoded]) for name in names}


def _depth(rgb: RGB, colormap: str, residual_max: float | None) -> Decoded:
    depth_m, residual = depth.decode(rgb, colormap, return_residual=True)
    if residual_max is not None:
        depth_m[residual > residual_max] = np.nan
    figures = {
        **spread(depth_m, METRES),
        "infinite": float(np.isposinf(depth_m).mean()),
        "rejected": float(np.isnan(depth_m).mean()),
    }
    return Decoded(depth_m, figures)


def _normals(rgb: RGB, coding: Coding) -> Decoded:
    vectors = normals.decode(rgb, coding.convention)
    figures = {"no surface": float((~vectors.any(axis=-1)).mean())}
    return Decoded(vectors, figures)


def _classes(rgb: RGB, coding: Coding) -> Decoded:
    palette = decoding_palette(coding.palette)
    classes = masks.decode(rgb, dict(enumerate(palette.values())))
    shares = {name: float((classes == number).mean()) for number, name in enumerate(palette)}
    listed = {f"{number} {name or BACKGROUND}": share for number, (name, share) in enumerate(shares.items())}
    seen = sum(share > 0 for name, share in shares.items() if name != UNLISTED)
    named = "referents in sight" if coding.task == "referring" else "classes in sight"
    figures = {named: float(seen), BACKGROUND: shares[UNLISTED]}
    return Decoded(classes, figures, listed)


def _instances(rgb: RGB, coding: Coding) -> Decoded:
    labels = masks.decode_instances(rgb, coding.background)
    figures = {"instances": float(labels.max(initial=0)), BACKGROUND: float((labels == 0).mean())}
    return Decoded(labels, figures, fault=fit.instances_fault(rgb, coding.background, labels))


def _range(name: str, values: Sequence[float]) -> str:
    known = [value for value in values if not np.isnan(value)]
    least, most = (_said(name, each) for each in ((min(known), max(known)) if known else (np.nan, np.nan)))
    return least if least == most else f"{least} to {most}"


def _said(name: str, value: float) -> str:
    if np.isnan(value):
        return "none: nothing is finite"
    if name in PLAIN:
        return f"{value:.4g}"
    return f"{value:.3f} m" if name in METRES else f"{value:.0f}" if name in COUNTS else f"{value:.1%}"
