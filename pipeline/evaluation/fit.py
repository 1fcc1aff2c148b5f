"""Whether a picture is drawn in the colours that are named for it, and which others would fit it better.

All bounds leave room for JPEG, for the noise of generated pictures and for blended edges; photographs, and pictures in
other colours, lie beyond them. Where two colour maps or conventions look alike in a picture, nobody can tell, and the
one that is named is believed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..codecs import colormaps, depth, masks, normals
from ..codecs.depth import RESIDUAL_MAX
from ..tasks.colours import write
from ..tasks.legend import UNLISTED
from .pictures import RGB

LOOKED_AT = 1 << 17  # pixels; a larger picture is thinned out, which leaves shares as they are
LEAST_ON_MAP = (
    0.7  # share of pixels that lie near a colour map: under noise of 16 levels 0.71 to 0.94, photographs 0.67
)
NEAR_GRAY = 0.06  # photographs are nearly grey, so that this map is a narrow one; others: RESIDUAL_MAX
CLEARLY_BETTER, NOT_BY_NOISE = 0.5, 0.02  # of a map's median residual: as a factor, and by at least
MORE_ON_MAP = 0.15  # share of pixels; a sky alone is on several maps
UNIT, NO_SURFACE, LEAST_UNIT = 0.2, 0.25, 0.65  # |length − 1| of a normal, length of none, share of both
FOV_DEG, FACING = 60.0, 0.1  # a surface whose normal points away by more than this cosine cannot be seen
HIDDEN_SHARE, HIDDEN_FACTOR = 0.02, 4  # of surfaces: more than this, and so many times as under another convention
MOST_HIDDEN, LEAST_SURFACE = 0.5, 0.05  # beyond the one nothing fits; on less of a picture nothing can be told
NEAR_COLOUR = 40.0  # of a palette, whose colours are 60 apart or more
FLAT = 24  # range of a channel in 3×3 pixels within which they are an area of one colour
LEAST_DRAWN, MOST_LOST = 0.01, 0.85  # share of the picture; share of it in no area: as small JPEG 0.65, under noise 1
LEAST_STRANGE, LEAST_BACKGROUND, LEAST_FLAT = 0.002, 0.001, 0.6  # shares of the picture


def depth_fault(rgb: RGB, colormap: str) -> str:
    """Return why a picture is not drawn in a colour map, and which one fits; "" where it may be."""
    pixels = _thinned(rgb)
    residual = {name: depth.decode(pixels, name, return_residual=True)[1] for name in colormaps.NAMES}
    median = {name: float(np.median(each)) for name, each in residual.items()}
    on_map = {name: float(np.mean(each <= near_map(name))) for name, each in residual.items()}
    fitting = [name for name in median if on_map[name] >= LEAST_ON_MAP]
    least = min((median[name] for name in fitting), default=median[colormap])
    most = max((on_map[name] for name in fitting), default=0.0)
    nearer = least < CLEARLY_BETTER * median[colormap] and median[colormap] - least > NOT_BY_NOISE
    if colormap in fitting and not nearer and most - on_map[colormap] <= MORE_ON_MAP:
        return ""
    best = [name for name in fitting if median[name] - least <= NOT_BY_NOISE and most - on_map[name] <= MORE_ON_MAP]
    off = f"{1 - on_map[colormap]:.0%} of its pixels are further than {near_map(colormap):g} from it"
    if nearer and colormap in fitting:
        off = f"its pixels lie {median[colormap]:.2g} from it, and {least:.2g} from another"
    return f"does not lie on the colour map {colormap}: {off}; {' or '.join(best) or 'no colour map'} fits"


def normals_fault(rgb: RGB, convention: str) -> str:
    """Return why a picture does not show normals of a convention, and which one fits; "" where it may."""
    pixels = _thinned(rgb)
    signs = normals.CONVENTIONS[convention]
    length = np.linalg.norm(pixels / 127.5 - 1, axis=-1)
    surface, none = np.abs(length - 1) <= UNIT, length < NO_SURFACE
    on_sphere = float((surface | none).mean())
    if on_sphere < LEAST_UNIT:
        off = f"{1 - on_sphere:.0%} of its colours are neither unit vectors nor the grey of no surface"
        return f"does not show normals: {off}; no convention fits"
    hidden = {each: _hidden_share(rgb, each) for each in dict.fromkeys(normals.CONVENTIONS.values())}
    least = min(hidden.values())
    if hidden[signs] <= min(max(HIDDEN_SHARE, HIDDEN_FACTOR * least), MOST_HIDDEN):
        return ""
    fitting = {each for each, share in hidden.items() if share <= min(max(HIDDEN_SHARE, least), MOST_HIDDEN)}
    best = " or ".join(name for name, each in normals.CONVENTIONS.items() if each in fitting)
    off = f"{hidden[signs]:.0%} of its surfaces would face away from the camera"
    return f"does not keep to the convention {convention}: {off}; {best or 'no convention'} fits"


def palette_fault(rgb: RGB, palette: Mapping[str, tuple[int, int, int]]) -> str:
    """Return why a picture is not painted in a palette ("" is the background's entry); "" where it may be."""
    away = distance(rgb, list(palette.values()))
    listed = [colour for name, colour in palette.items() if name != UNLISTED]
    near = float((away <= NEAR_COLOUR).mean())
    strange = _flat(rgb) & (away > NEAR_COLOUR)
    named = float((distance(rgb, listed) <= NEAR_COLOUR).mean()) if listed else 0.0
    if near >= LEAST_ON_MAP and float(strange.mean()) <= max(named, LEAST_STRANGE):
        return ""
    most = _commonest(rgb[strange if strange.any() else away > NEAR_COLOUR])
    return f"is not painted in the colours that are named: {1 - near:.0%} of it is in others, most of it near {most}"


def instances_fault(rgb: RGB, background: tuple[int, int, int], labels: NDArray[np.int32]) -> str:
    """Return why a picture does not show instances on a background, given what it decoded to; "" where it may."""
    empty = distance(rgb, [background]) < masks.TAU
    if float(empty.mean()) < LEAST_BACKGROUND:
        return f"has no background in {_hex(background)}; most of it is near {_commonest(rgb)}"
    lost, drawn = float((~empty & (labels == 0)).mean()), float((~empty).mean())
    if 1 - lost >= LEAST_FLAT and (drawn < LEAST_DRAWN or lost <= MOST_LOST * drawn):
        return ""
    return f"does not show areas of one colour each: {lost / drawn:.0%} of what is no background is in none"


def near_map(colormap: str) -> float:
    """Return the residual up to which a pixel lies on a colour map."""
    return NEAR_GRAY if colormap == "gray" else RESIDUAL_MAX


def _thinned(rgb: RGB) -> RGB:
    step = int(np.ceil(np.sqrt(max(1.0, rgb.shape[0] * rgb.shape[1] / LOOKED_AT))))
    return rgb[::step, ::step]


def _hidden_share(rgb: RGB, signs: tuple[int, int, int]) -> float:
    """Return which share of the surfaces drawn would point away from a camera of FOV_DEG, and so not be seen."""
    height, width = rgb.shape[:2]
    focal_px = max(height, width) / 2 / np.tan(np.radians(FOV_DEG / 2))
    x, y = (np.arange(width) + 0.5 - width / 2) / focal_px, (height / 2 - np.arange(height) - 0.5) / focal_px
    rays = np.stack(np.broadcast_arrays(x[None], y[:, None], -1.0), axis=-1)
    vectors = _thinned(rgb) / 127.5 - 1
    cosine = np.einsum("ijk,ijk->ij", vectors * np.array(signs), _thinned(rays))
    cosine /= np.linalg.norm(_thinned(rays), axis=-1)
    surface = np.abs(np.linalg.norm(vectors, axis=-1) - 1) <= UNIT
    return float((cosine[surface] > FACING).mean()) if surface.mean() >= LEAST_SURFACE else 0.0


def distance(rgb: RGB, colours: list[tuple[int, int, int]]) -> NDArray[np.float64]:
    """Return H×W distances from the nearest of some colours, in 8-bit units."""
    nearest = masks.decode(rgb, dict(enumerate(colours)))
    offset = rgb - np.array(colours, np.float64)[nearest]
    return np.sqrt(np.einsum("ijk,ijk->ij", offset, offset))


def _flat(rgb: RGB) -> NDArray[np.bool_]:
    """Return the H×W pixels around which the colour hardly changes."""
    from scipy.ndimage import maximum_filter, minimum_filter

    high, low = (each(rgb, size=(3, 3, 1)) for each in (maximum_filter, minimum_filter))
    return np.asarray((high - low).max(axis=-1) <= FLAT)


def _commonest(pixels: NDArray[np.uint8]) -> str:
    """Return the middle of the commonest colours in steps of 16, as a hex code."""
    flat = pixels.reshape(-1, 3)
    bins = (flat >> 4).astype(np.int32) @ np.array([256, 16, 1])
    most = np.bincount(bins).argmax()
    red, green, blue = np.median(flat[bins == most], axis=0).astype(int).tolist()
    return _hex((red, green, blue))


def _hex(rgb: tuple[int, int, int]) -> str:
    return write(rgb, "hex")
