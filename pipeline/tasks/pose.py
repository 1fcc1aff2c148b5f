"""Pose drawings: the limbs of everybody in sight as lines LINE_PX wide, left and right in colours of their own.

A limb joins two of COCO's keypoints, and is drawn where both are in sight. Who is nearer lies over who is farther away,
and of one person arms over legs, legs over the trunk, and that over the head.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import PoseOptions
from ...renderers.frame import Frame
from ...scenes.people.keypoints import LIMBS
from ..codecs import masks
from ..evaluation.resampling import nearest
from .edges import lines_f1
from .legend import UNLISTED
from .lines import LINE_PX, off_px
from .listed import listing, listing_faults
from .posed import KINDS, people_in_sight, referents_of, reprojected_px, seen_px
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
from .semantic import decoding_palette
from .task import NOTHING, Answer, Asked, Task

SLACK_PX = 0.1  # of a line's border: keypoints are told to a hundredth of a pixel, and single floats move them
LEAST_PX = 60  # of a limb that is listed: 12 px of its line
LEAST_LIMBS = 2
# Names of limbs as prompts list them, those that lie below first, by the words in the names of both their ends.
BELOW = ("head", "trunk", "left leg", "right leg", "left arm", "right arm")
OF = {"arm": {"elbow", "wrist"}, "leg": {"knee", "ankle"}, "head": {"nose", "eye", "ear"}}
DEFAULTS = PoseOptions()
Places = dict[str, tuple[float, float]]  # across and down, in pixels, by the name of a joint


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: PoseOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the limbs of everybody in sight; None where there is nobody, or hardly a limb is in sight."""
    people = people_in_sight(frame)
    labels = _drawn([seen_px(thing) for thing in people], BELOW, frame.shape)
    there = [name for name in BELOW if np.count_nonzero(labels == _number(name)) >= LEAST_PX]
    listed = listing("pose", there, rng, language) if len(there) >= LEAST_LIMBS else None
    if listed is None:
        return None
    target = masks.encode(_drawn([seen_px(thing) for thing in people], there, frame.shape), _numbered(listed))
    parameters, palette = listed.parameters, listed.palette
    return Answer(listed.prompt, target, listed.template, "masks", parameters, palette, language, referents_of(people))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the legend out of the prompt; lines must lie where the limbs' places in the world are seen, and only there.

    Where limbs cross, any of them is right.
    """
    found = listing_faults("pose", given)
    if unknown := given.palette.keys() - {*BELOW, UNLISTED}:
        return [*found, f"the prompt names {min(unknown)!r}, which is none of {', '.join(BELOW)}"]
    people = people_in_sight(frame)
    if given.referents != referents_of(people):
        found.append("the metadata's referents are not the people in sight")
    labels = masks.decode(given.target, _numbered(given))
    places = [reprojected_px(frame.camera, thing) for thing in people]
    wrong = frame.valid & _is_wrong(labels, places, [name for name in BELOW if name in given.palette])
    return found + ([f"target shows other limbs than the truth at {wrong.sum()} pixels"] if wrong.any() else [])


def _is_wrong(labels: NDArray[np.int32], places: Iterable[Places], names: Collection[str]) -> Mask:
    """Return H×W where a label is of no line there, or a line has none."""
    shape, known = labels.shape, list(places)
    off = {name: off_px([(a, b) for each in known for a, b in _ends(each, name)], shape) for name in names}
    nearest_px = np.min([*off.values(), np.full(shape, np.inf)], axis=0)
    wrong = (labels == 0) & (nearest_px <= LINE_PX / 2 - SLACK_PX)
    for name, gap_px in off.items():
        wrong |= (labels == _number(name)) & (gap_px > LINE_PX / 2 + SLACK_PX)
    return np.asarray(wrong)


def _drawn(people: Iterable[Places], names: Collection[str], shape: Shape) -> NDArray[np.int64]:
    """Return H×W: the number of the limb that is drawn at each pixel, 0 for none; people are drawn in their order."""
    labels = np.zeros(shape, np.int64)
    for places in people:
        for name in (name for name in BELOW if name in names):
            labels[off_px(_ends(places, name), shape) <= LINE_PX / 2] = _number(name)
    return labels


def _ends(places: Places, name: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return both ends of the lines of a limb that are in sight."""
    pairs = ((KINDS[a - 1], KINDS[b - 1]) for a, b in LIMBS)
    return [(places[a], places[b]) for a, b in pairs if a in places and b in places and _name_of(a, b) == name]


def _name_of(a: str, b: str) -> str:
    """Return which limb joins two joints, by their names."""
    words = {*a.split(), *b.split()}
    limb = next((each for each, joints in OF.items() if words & joints), "trunk")
    side = next((each for each in ("left", "right") if each in words), "")
    return f"{side} {limb}" if limb in ("arm", "leg") else limb


def _number(name: str) -> int:
    return 1 + BELOW.index(name)


def _numbered(given: Coded) -> dict[int, tuple[int, int, int]]:
    named = decoding_palette(dict(given.palette))
    return {_number(name) if name else 0: rgb for name, rgb in named.items()}


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    return nearest(masks.decode(rgb, _numbered(given)), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    asked = {number for each in getattr(given, "referents", {}).values() for number in each.instances}
    people = [thing for thing in people_in_sight(frame) if thing.instance in asked]
    return _drawn([seen_px(thing) for thing in people], given.palette.keys(), frame.shape)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the mean over limbs of F1: lines within the tolerance of one of their limb are right, or found."""
    scores = {
        f"F1 {name}": lines_f1((drawn == number) & known, truth == number)
        for number, name in enumerate(BELOW, 1)
        if (truth == number).any()
    }
    return {"F1": float(np.mean([*scores.values()])), **scores} if scores else None


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    scores = {f"F1 {name}": 0.0 for number, name in enumerate(BELOW, 1) if (truth == number).any()}
    return {"F1": 0.0, **scores} if scores else None


READING = Reading(
    says="Draw the limbs of everybody in sight as lines, left and right apart.",
    colours="lines 5 px wide in the colours that the prompt lists; the rest is black, unless it gives it a colour",
    decoded="""\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # where no limb is
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = {name: places == place for place, name in enumerate(palette) if name}  # a mask H×W for each limb""",
    headline=Headline("F1", "F1", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every pixel of a line, drawn or true: right within 0.75 % of the diagonal of a line of its limb",
        "what is unknown in the truth",
        "over the limbs of a picture, then over pictures",
        "F1 of each limb by itself",
    ),
    nothing="no limb is in its truth",
    shades="another limb, or one where none is",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=lambda drawn, truth, known: ((drawn != truth) & known).astype(np.float64),
    figures=lambda numbers: {name: float((numbers == number).mean()) for number, name in enumerate(BELOW, 1)},
)
POSE = Task("pose", answer, faults, READING)
