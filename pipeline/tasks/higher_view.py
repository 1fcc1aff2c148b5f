"""Which view is higher: whether a second picture was taken from higher up, answered by the colour of the whole picture.

The views of a scene go in pairs, and either of a pair is asked about the other: one is higher as often as lower. Asked
where the heights of the cameras differ by so much that it shows, and both pictures see enough of the same.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from ...manifests.task_options import HigherViewOptions
from ...renderers.frame import Frame
from ..codecs import masks
from ..evaluation.resampling import nearest
from .colours import APART
from .labelled import error, numbered
from .listed import listing, listing_faults
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
from .task import NOTHING, Answer, Asked, Task
from .two_views import seen_by_both

NAMES = ("higher", "lower")  # than the first picture's camera; numbered from 1
LEAST_RISE_M = 0.25  # from one camera up to the other, and
LEAST_SHARE = 0.1  # of the median depth at which the higher one sees what both do: an angle of about 6°
LEAST_IN_BOTH = 0.2  # of the surface in the higher one's picture is in the other, too
DEFAULTS = HigherViewOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: HigherViewOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask whether the view's partner is higher; None where it has none."""
    other = partner(frame)
    listed = listing("higher_view", NAMES, rng, language) if other else None
    if other is None or listed is None:
        return None
    target = masks.encode(_labels(frame, other), numbered(listed))
    form, palette = listed.parameters, listed.palette
    return Answer(listed.prompt, target, listed.template, "masks", form, palette, language, {}, other.image)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the colours out of the prompt; the whole target must have that of the way up or down to the other camera.

    The way is seen from the first camera, by both poses as matrices.
    """
    if found := listing_faults("higher_view", given):
        return found
    other = partner(frame)
    if tuple(given.palette) != NAMES:
        return [f"the prompt lists {sorted(given.palette)}; it must be {', '.join(NAMES)}"]
    if other is None or given.second is None:
        return ["no other view is clearly higher or lower and shows enough of the same"]
    if given.second.shape != other.image.shape or (given.second != other.image).any():
        found.append("the second picture is not the view that the first one goes with")
    pose = frame.camera.matrix()
    there_m = (np.linalg.inv(pose) @ other.camera.matrix())[:3, 3]
    rise_m = float(there_m @ pose[2, :3])  # along the world's up, as the camera sees it
    name = NAMES[0] if rise_m > 0 else NAMES[1]
    wrong = (given.target != given.palette[name]).any(axis=-1)
    told = f"the second camera is {abs(rise_m):.2f} m {name}, and target says otherwise at {wrong.sum()} pixels"
    return found + ([told] if wrong.any() else [])


def partner(frame: Frame) -> Frame | None:
    """Return the view that a view goes with in a pair; None where it is left over.

    Pairs are made of all views of the scene, first of those whose heights differ most, so that each of them finds the
    same ones.
    """
    views = sorted((frame, *frame.others), key=lambda view: (_height_m(view), view.camera.location_m))
    taken: set[int] = set()
    for low, high in sorted(combinations(views, 2), key=lambda pair: _height_m(pair[0]) - _height_m(pair[1])):
        if not taken & {id(low), id(high)} and _is_plain(low, high):
            taken |= {id(low), id(high)}
            if id(frame) in taken:
                return high if low is frame else low
    return None


def _is_plain(low: Frame, high: Frame) -> bool:
    """Return whether a person sees which of two views was taken from higher up."""
    rise_m = _height_m(high) - _height_m(low)
    if rise_m < LEAST_RISE_M:
        return False
    seen, surface_px = seen_by_both(low, high), np.count_nonzero(high.valid & (high.instance > 0))
    if not seen.any() or np.count_nonzero(seen) < LEAST_IN_BOTH * surface_px:
        return False
    return bool(rise_m >= LEAST_SHARE * np.median(high.depth_m[seen]))


def _height_m(view: Frame) -> float:
    return view.camera.location_m[2]


def _labels(frame: Frame, other: Frame) -> Numbers:
    return np.full(frame.shape, 1 if _height_m(other) > _height_m(frame) else 2)


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    """Return H×W numbers of names; 0 where a colour is like neither, though one of them is the nearest."""
    colours = numbered(given)
    labels = masks.decode(rgb, colours)
    off = np.linalg.norm(rgb.astype(np.float64) - masks.encode(labels, colours), axis=-1)
    return nearest(np.where(off < APART, labels, 0), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    other = partner(frame)
    if other is None:
        raise ValueError("no other view is clearly higher or lower")
    return _labels(frame, other)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return 1 where more than half of the picture has the right colour, and by how much that outweighs the other."""
    if not known.any():
        return None
    right = float((drawn == truth)[known].mean())
    wrong = float(((drawn != truth) & (drawn > 0))[known].mean())
    return {"accuracy": float(right > 0.5), "margin": right - wrong}


READING = Reading(
    says="Say whether a second picture of the scene was taken from higher up, by the colour of the whole picture.",
    colours="one flat colour, of the two that the prompt lists",
    decoded="""\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # neither
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
shares = {name: (places == place).mean() for place, name in enumerate(palette)}
is_higher = shares["higher"] > 0.5  # the second picture""",
    headline=Headline("accuracy", "accuracy", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        f"every pixel: the answer is the colour of more than half of them, off by less than {APART:.0f} in RGB; "
        "a drawing of neither is wrong",
        "what is unknown in the truth",
        "share of the pictures that are right: guesses reach a half",
        "margin: share of the pixels in the right colour less those in the other",
    ),
    nothing="no other view is clearly higher or lower in its truth",
    shades="the other answer, or none",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"accuracy": 0.0, "margin": -1.0} if known.any() else None,
    error=error,
    figures=lambda numbers: {name: float((numbers == number).mean()) for number, name in enumerate(NAMES, 1)},
)
HIGHER_VIEW = Task("higher_view", answer, faults, READING, shows_two=True)
