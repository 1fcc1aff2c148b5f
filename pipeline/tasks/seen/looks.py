"""How the visible pixels of things look, and whether a word of colour or material agrees with them.

A word is weighed twice, on the colours of the picture and on those that are left without the colour of its light, as
people see a white wall by a warm lamp: it holds where neither denies it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ....renderers.frame import Frame
from .light import Array, appearance, light_of, linear
from .regions import COLOURS, REGIONS

MOST_PX = 400  # of one thing, evenly spread: more say nothing more
CORE = 0.3  # of a thing's pixels: where its inside, without the outline that mixes with others, is less, all count
MOSTLY, CLEARLY = 0.55, 0.4  # shares of the pixels that a word may be said of, and that everybody says it of
DARK, REST = 0.25, 0.55  # lightness of what has no colour, as a car's windows; it is left out where so much remains
ADAPTED = 0.6  # of the light's colour, as an exponent: people discount it in part
HARDLY, SCARCELY = 0.35, 0.15  # the same shares of what is clearly not the word, at most


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Some of a thing's pixels (N×3: lightness, saturation, hue in degrees), as shown and without the light's tint."""

    shown: Array
    corrected: Array
    _verdicts: dict[str, bool | None] = field(default_factory=dict)

    def agrees(self, word: str) -> bool | None:
        """Return whether the pixels show a word; None where people could differ, or pixels tell nothing of it."""
        if word not in self._verdicts:
            self._verdicts[word] = self._judged(word) if word in REGIONS else None
        return self._verdicts[word]

    def colours(self) -> list[str]:
        """Return the words of colour that the pixels show."""
        return [word for word in COLOURS if self.agrees(word)]

    def _judged(self, word: str) -> bool | None:
        sure, loose = REGIONS[word]
        views = [self._lit(view) if loose.lightness[0] >= 0.2 else view for view in (self.shown, self.corrected)]
        likely = [float(loose.holds(view).mean()) for view in views]
        plain = [float(sure.holds(view).mean()) for view in views]
        if max(likely) <= HARDLY and max(plain) <= SCARCELY:
            return False
        return True if min(likely) >= MOSTLY and max(plain) >= CLEARLY else None

    def _lit(self, view: Array) -> Array:
        lit = self.shown[:, 0] >= DARK
        return view[lit] if lit.mean() >= REST else view


def looks(frame: Frame) -> dict[int, Look]:
    """Return how each thing in sight looks, by its instance."""
    light, flat = light_of(frame.image), frame.image.reshape(-1, 3)
    return {number: look_of(flat[chosen], light) for number, chosen in _pixels(frame.instance).items()}


def look_of(rgb: NDArray[np.uint8], light: Array) -> Look:
    """Return how pixels (N×3, sRGB) look, under this light as `light_of` has it."""
    shown = linear(rgb)
    return Look(appearance(shown), appearance(shown / light**ADAPTED))


def _pixels(instance: NDArray[np.uint16]) -> dict[int, NDArray[np.intp]]:
    """Return at most MOST_PX pixels of each thing, as indices into the flat picture."""
    inside, numbers = _is_inside(instance).ravel(), instance.ravel()
    order = np.argsort(numbers, kind="stable")
    ends = np.cumsum(np.bincount(numbers))
    groups = {int(n): order[ends[n] - size : ends[n]] for n, size in enumerate(np.bincount(numbers)) if n and size}
    return {number: _some(own, own[inside[own]]) for number, own in groups.items()}


def _some(own: NDArray[np.intp], core: NDArray[np.intp]) -> NDArray[np.intp]:
    kept = core if len(core) >= CORE * len(own) else own
    return kept[np.linspace(0, len(kept) - 1, min(len(kept), MOST_PX)).astype(np.intp)]


def _is_inside(instance: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return the pixels whose four neighbours are of the same thing; the picture's border is no outline."""
    padded = np.pad(instance, 1, mode="edge")
    sides = (padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:])
    return np.logical_and.reduce([side == instance for side in sides])
