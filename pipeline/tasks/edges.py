"""Edges of shape, drawn 3 px wide: where one thing hides what lies behind it, and where a surface folds.

An occlusion edge passes between two pixels side by side where neither surface, gone on as a plane, comes to the depth
of the other by GAP, or where one of them is the sky; a crease, where their normals differ by FOLD_DEG and no occlusion
edge passes. The nearer pixel is marked, of two as near the first. Fewer than SPECK_PX marks that touch one another are
no line; all others are drawn with their four neighbours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...manifests.task_options import EdgesOptions
from ...renderers.frame import Frame
from ..codecs import masks
from ..evaluation.resampling import nearest
from .draw import pick
from .legend import UNLISTED
from .listed import listing, listing_faults
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
from .semantic import decoding_palette
from .task import NOTHING, Answer, Asked, Task, is_patchy

GAP = 0.02  # of the nearer depth
FOLD_DEG = 30.0
KINDS = ("occlusion edges", "creases")  # numbered from 1; where both pass, the first is drawn
SPECK_PX = 4
LEAST_PX = 20  # of a kind that is asked for
TOLERANCE = 0.0075  # of the diagonal, rounded up to whole pixels: how far a line may lie off, as in BSDS
DEFAULTS = EdgesOptions()
Float = NDArray[np.float64]


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: EdgesOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the edges in sight, of both kinds or of one; None where there are none, or more than 5 % is invalid."""
    if is_patchy(frame) or not frame.has_normals:
        return None
    drawn = _drawn(frame)
    there = [kind for kind in KINDS if np.count_nonzero(drawn[kind]) >= LEAST_PX]
    chosen = pick([there, *([kind] for kind in there)], rng)
    listed = listing("edges", chosen, rng, language) if chosen else None
    if listed is None:
        return None
    target = masks.encode(_labels(drawn, chosen), _numbered(listed))
    return Answer(listed.prompt, target, listed.template, "masks", listed.parameters, listed.palette, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the legend out of the prompt, decode the target with it, and compare with the truth exactly."""
    found = listing_faults("edges", given)
    if unknown := given.palette.keys() - {*KINDS, UNLISTED}:
        return [*found, f"the prompt names {min(unknown)!r}, which is none of {', '.join(KINDS)}"]
    wrong = frame.valid & (masks.decode(given.target, _numbered(given)) != _truth(frame, given))
    return found + ([f"target shows other edges than the truth at {wrong.sum()} pixels"] if wrong.any() else [])


def edges(frame: Frame, kinds: Collection[str] = KINDS) -> NDArray[np.int64]:
    """Return H×W: the number of the kind of edge that is drawn at each pixel, 0 where none of `kinds` is."""
    return _labels(_drawn(frame), kinds)


def _drawn(frame: Frame) -> dict[str, Mask]:
    """Return H×W which pixels the lines of each kind cover."""
    marked = zip(KINDS, _marks(frame), strict=True)
    return {kind: ndimage.binary_dilation(_lines(marks)) & frame.valid for kind, marks in marked}


def _labels(drawn: dict[str, Mask], kinds: Collection[str]) -> NDArray[np.int64]:
    labels = np.zeros(drawn[KINDS[0]].shape, np.int64)
    for number, kind in reversed([*enumerate(KINDS, start=1)]):
        if kind in kinds:
            labels[drawn[kind]] = number
    return labels


def _marks(frame: Frame) -> tuple[Mask, Mask]:
    """Return H×W which pixels an occlusion edge passes by, and which a crease."""
    occlusions, creases = np.zeros(frame.shape, np.bool_), np.zeros(frame.shape, np.bool_)
    for first, second in _neighbours():
        hidden, folded = _between(frame, first, second)
        nearer = frame.depth_m[first] <= frame.depth_m[second]
        for marks, passes in ((occlusions, hidden), (creases, folded)):
            marks[first] |= passes & nearer
            marks[second] |= passes & ~nearer
    return occlusions, creases


def _lines(marks: Mask) -> Mask:
    """Return the marks without specks."""
    groups, _ = ndimage.label(marks, structure=np.ones((3, 3)))
    sizes_px = np.bincount(groups.ravel())
    return np.asarray(marks & (sizes_px[groups] >= SPECK_PX))


def _neighbours() -> Iterator[tuple[tuple[slice, slice], tuple[slice, slice]]]:
    """Yield where pixels lie, and where those right of them, or below them."""
    every, but_last, but_first = slice(None), slice(None, -1), slice(1, None)
    yield (every, but_last), (every, but_first)
    yield (but_last, every), (but_first, every)


def _between(frame: Frame, first: tuple[slice, slice], second: tuple[slice, slice]) -> tuple[Mask, Mask]:
    """Return where an occlusion edge passes between neighbours, and where a crease."""
    depth_m, rays, normals = frame.depth_m.astype(np.float64), frame.camera.rays(), frame.normals.astype(np.float64)
    known = frame.valid[first] & frame.valid[second]
    ends = np.isfinite(depth_m)
    depth_m[~ends] = 0
    surface = known & ends[first] & ends[second]
    gaps_m = [
        np.abs(_reached(depth_m[a], normals[a], rays[a], rays[b]) - depth_m[b])
        for a, b in ((first, second), (second, first))
    ]
    apart = np.minimum(*gaps_m) >= GAP * np.minimum(depth_m[first], depth_m[second])
    hidden = known & (ends[first] != ends[second]) | surface & apart
    cosine = np.einsum("...i,...i->...", normals[first], normals[second])
    return hidden, surface & ~hidden & (cosine <= np.cos(np.radians(FOLD_DEG)))


def _reached(depth_m: Float, normals: Float, rays: Float, others: Float) -> Float:
    """Return the depth at which other rays meet the planes of these pixels, +inf where they do not."""
    here = np.einsum("...i,...i->...", normals, rays)
    there = np.einsum("...i,...i->...", normals, others)
    meets = (there < 0) & (here < 0)
    return np.where(meets, depth_m * here / np.where(meets, there, 1.0), np.inf)


def _numbered(given: Coded) -> dict[int, tuple[int, int, int]]:
    numbers = {name: number for number, name in enumerate((UNLISTED, *KINDS))}
    return {numbers[name]: rgb for name, rgb in decoding_palette(dict(given.palette)).items()}


def _truth(frame: Frame, given: Coded) -> Numbers:
    return edges(frame, given.palette.keys())


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    return nearest(masks.decode(rgb, _numbered(given)), shape)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the mean over kinds of F1: lines within the tolerance of one of their kind are right, or found."""
    scores = {
        f"F1 {name}": lines_f1((drawn == number) & known, truth == number)
        for number, name in enumerate(KINDS, 1)
        if (truth == number).any()
    }
    return {"F1": float(np.mean([*scores.values()])), **scores} if scores else None


def lines_f1(drawn: Mask, truth: Mask) -> float:
    """Return F1 of drawn lines, bool H×W: right, or found, is what lies within TOLERANCE of the other's."""
    limit_px = np.ceil(TOLERANCE * np.hypot(truth.shape[0], truth.shape[1]))
    if not drawn.any():
        return 0.0
    right = (ndimage.distance_transform_edt(~truth)[drawn] <= limit_px).mean()
    found = (ndimage.distance_transform_edt(~drawn)[truth] <= limit_px).mean()
    return float(2 * right * found / (right + found)) if right + found else 0.0


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    scores = {f"F1 {name}": 0.0 for number, name in enumerate(KINDS, 1) if (truth == number).any()}
    return {"F1": 0.0, **scores} if scores else None


READING = Reading(
    says="Trace where things hide what lies behind them, and where surfaces fold.",
    colours="lines 3 px wide in the colours that the prompt gives; the rest is black, unless it gives it a colour",
    decoded="""\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # where no edge is
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = {name: places == place for place, name in enumerate(palette) if name}  # a mask H×W for each kind of edge""",
    headline=Headline("F1", "F1", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every pixel of a line, drawn or true: right within 0.75 % of the diagonal of a line of its kind",
        "what is unknown in the truth",
        "over the kinds of edges of a picture, then over pictures",
        "F1 of each kind by itself",
    ),
    nothing="no edge is in its truth",
    shades="another kind of edge, or one where none is",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=lambda drawn, truth, known: ((drawn != truth) & known).astype(np.float64),
    figures=lambda numbers: {kind: float((numbers == number).mean()) for number, kind in enumerate(KINDS, 1)},
)
EDGES = Task("edges", answer, faults, READING)
