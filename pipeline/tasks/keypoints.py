"""Keypoints: a disc on each joint of everybody in sight, in a colour for each of COCO's 17 that the prompt lists.

Drawn is what is in sight (COCO's visibility 2). Listed are the kinds all of whose discs come back from the target,
within `keypoints.MAX_ERROR_PX`: a disc that another one covers, or the border cuts, leaves its kind out. Discs of faces
lie below, so that they go before arms and legs do.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from ...manifests.task_options import KeypointsOptions
from ...renderers.frame import Frame, VisibleObject
from ..codecs import keypoints as codec
from .legend import UNLISTED
from .listed import listing, listing_faults
from .posed import KINDS, people_in_sight, referents_of, reprojected_px, seen_px
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
from .semantic import decoding_palette
from .task import NOTHING, Answer, Asked, Task

LEAST_KINDS = 3  # fewer say nothing of a pose
OFF_PX = 0.05  # between where a joint is said to be and where its place in the world is seen
NEAR = 0.1  # of the longer side of a person's box: how far off a point may be for PCK
# COCO's standard deviations of where people mark a keypoint, in shares of the root of a person's area.
SIGMAS = (
    *(0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062),
    *(0.107, 0.107, 0.087, 0.087, 0.089, 0.089),
)
DEFAULTS = KeypointsOptions()
NUMBERS = {name: number for number, name in enumerate((UNLISTED, *KINDS))}  # labels, from 1 in COCO's order
Points = NDArray[np.float64]


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: KeypointsOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the joints of everybody in sight; None where there is nobody, or too few joints can be told apart."""
    people = people_in_sight(frame)
    points = _points([seen_px(thing) for thing in people], KINDS)
    kinds = _that_come_back(points, frame.shape)
    listed = listing("keypoints", kinds, rng, language) if len(kinds) >= LEAST_KINDS else None
    if listed is None:
        return None
    target = codec.encode(_of_kinds(points, kinds), frame.shape, _numbered(listed))
    return Answer(
        listed.prompt,
        target,
        listed.template,
        "masks",
        listed.parameters,
        listed.palette,
        language,
        referents_of(people),
    )


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the legend out of the prompt; each joint must have its disc where its place in the world is seen."""
    found = listing_faults("keypoints", given)
    if unknown := given.palette.keys() - NUMBERS.keys():
        return [*found, f"the prompt names {min(unknown)!r}, which is none of {', '.join(KINDS)}"]
    people = people_in_sight(frame)
    if given.referents != referents_of(people):
        found.append("the metadata's referents are not the people in sight")
    drawn = codec.decode(given.target, _numbered(given))
    truth = _points([reprojected_px(frame.camera, thing) for thing in people], given.palette)
    off = _unpaired(drawn, truth, codec.MAX_ERROR_PX + OFF_PX)
    return found + ([f"target shows {len(drawn)} joints, and {off} are not where they are in truth"] if off else [])


def _points(places: Sequence[dict[str, tuple[float, float]]], kinds: Collection[str]) -> Points:
    """Return N×3 label, across and down of the joints of these kinds, kind by kind."""
    found = [(NUMBERS[kind], *place[kind]) for kind in KINDS if kind in kinds for place in places if kind in place]
    return np.array(found, np.float64).reshape(-1, 3)


def _of_kinds(points: Points, kinds: Collection[str]) -> Points:
    return points[np.isin(points[:, 0], [NUMBERS[kind] for kind in kinds])]


def _that_come_back(points: Points, shape: Shape) -> list[str]:
    """Return the kinds of which every disc is decoded where it was drawn, in COCO's order."""
    kinds = [kind for kind in KINDS if (points[:, 0] == NUMBERS[kind]).any()]
    greys = {number: (number, number, number) for number in NUMBERS.values()}
    while kinds:
        drawn = _of_kinds(points, kinds)
        back = codec.decode(codec.encode(drawn, shape, greys), greys)
        lost = [kind for kind in kinds if _unpaired(_of_kinds(back, [kind]), _of_kinds(drawn, [kind]))]
        if not lost:
            break
        kinds = [kind for kind in kinds if kind not in lost]
    return kinds


def _unpaired(drawn: Points, truth: Points, most_px: float = codec.MAX_ERROR_PX) -> int:
    """Return how many points of either have none of their kind in the other within so many pixels, one to one."""
    near = (_apart_px(drawn, truth) <= most_px).astype(np.int64)
    return max(len(drawn), len(truth)) - int(near[linear_sum_assignment(near, maximize=True)].sum())


def _apart_px(drawn: Points, truth: Points) -> Points:
    """Return N×M distances, inf between points of two kinds."""
    apart = np.linalg.norm(drawn[:, None, 1:3] - truth[None, :, 1:3], axis=2)
    return np.where(drawn[:, None, 0] == truth[None, :, 0], apart, np.inf)


def _numbered(given: Coded) -> dict[int, tuple[int, int, int]]:
    return {NUMBERS[name]: rgb for name, rgb in decoding_palette(dict(given.palette)).items()}


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    return codec.decode(rgb, _numbered(given)) * np.array([1, shape[1] / rgb.shape[1], shape[0] / rgb.shape[0]])


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return N×5: label, across, down, and of the person the root of the area and the longer side, in pixels."""
    asked = {number for each in getattr(given, "referents", {}).values() for number in each.instances}
    people = [thing for thing in frame.objects if thing.instance in asked]
    rows = [(*point, *_size_px(thing)) for thing in people for point in _points([seen_px(thing)], given.palette)]
    return np.array(rows, np.float64).reshape(-1, 5)


def _size_px(thing: VisibleObject) -> tuple[float, float]:
    left, top, right, bottom = thing.box_px
    return float(np.sqrt(thing.area_px)), float(max(right - left, bottom - top))


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return OKS and PCK, points of a kind paired so that the similarities sum up to the most."""
    if not len(truth):
        return None
    apart_px = _apart_px(drawn, truth)
    spread_px = 2 * np.array(SIGMAS)[truth[:, 0].astype(int) - 1] * truth[:, 3]
    alike = np.exp(-(apart_px**2) / (2 * spread_px**2))
    pairs = linear_sum_assignment(alike, maximize=True)
    near = apart_px[pairs] <= NEAR * truth[pairs[1], 4]
    count = max(len(drawn), len(truth))
    off = float(abs(len(drawn) - len(truth)))
    return {"OKS": float(alike[pairs].sum() / count), "PCK": float(near.sum() / count), "off": off}


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    """Return discs of what is missing, or where nothing is, in truth."""
    near = _apart_px(drawn, truth) <= NEAR * (truth[None, :, 4] if len(truth) else 0)
    wrong = np.concatenate([drawn[~near.any(axis=1)], truth[~near.any(axis=0)][:, :3]])
    wrong[:, 0] = 1
    shape = (known.shape[0], known.shape[1])
    return (codec.encode(wrong, shape, {0: (0, 0, 0), 1: (255, 255, 255)})[..., 0] > 0).astype(np.float64)


READING = Reading(
    says="Mark the joints of everybody in sight, each kind in a colour of its own.",
    colours="discs 9 px across in the colours that the prompt lists; the rest is black, unless it gives it a colour",
    decoded="""\
palette = json.loads(meta["palette"])
names = [name for name in palette if name]
colours = {0: palette.get("", (0, 0, 0)), **{k: palette[name] for k, name in enumerate(names, 1)}}
points = codecs.keypoints.decode(target, colours)  # N×3: which of the names, from 1; pixels across and down""",
    headline=Headline("OKS", "OKS", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every joint in sight of a listed kind, and every one drawn, paired within its kind",
        "nothing",
        "COCO's similarity of the joints of a picture, 0 for what has no pair, then over pictures",
        "PCK: share within 10 % of the longer side of the person's box; off: by how many the count is wrong",
        resized="decoded, then its points laid over the picture",
    ),
    nothing="no joint is in its truth",
    shades="joints without a disc, and discs on no joint",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"OKS": 0.0, "PCK": 0.0, "off": float(len(KINDS) * codec.MOST_OF_A_KIND)},
    error=_error,
    figures=lambda points: {"joints": float(len(points))},
    endings=(".npy",),
)
KEYPOINTS = Task("keypoints", answer, faults, READING)
