"""What people do: how they stand or sit, where they look, and what they hold, ride, push and sit on.

The truth says it, and the joints must show it; where the two differ, nobody decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import get_args

from ....renderers.frame import Keypoint, Person
from .evidence import Seen, Sightings, footprint, gap_m
from .forms import DeedName, DoingWord, GazeWord, PostureWord
from .people import RIDING, at_most, every, inverse, is_clear, not_told

Truth = bool | None
STRIDE, STOOD = 0.27, 0.21  # how far the ankles are apart, as a share of the stature: in stride, and not
SEATED_M = 0.2  # from knee to hip in height
CROSSED, UNCROSSED = 0.19, 0.24  # from the wrist to the other elbow, as a share of the stature
LOW, HIGH = 0.26, 0.36  # of the stature, from the ankles up to the hips: of who crouches, and of who does not
LEVEL, TILTED = 0.1, 0.2  # of the stature, from hips to shoulders in height: of who lies, and of who does not
ON_HIPS, OFF_HIPS = 0.14, 0.2  # of the stature, from wrist to hip
AT, NOT_AT, SIDE, NOT_SIDE, AWAY, NOT_AWAY = 12.0, 30.0, (50.0, 130.0), (25.0, 155.0), 140.0, 100.0  # degrees
BOWED, RAISED = -26.0, -18.0  # degrees of the nose: of who looks down, and of who does not
NEAR_M: dict[DeedName, tuple[float, float]] = {  # on the plan: so near is the thing, and so far is something else
    "leaning on": (0.12, 0.6),
    "pushing": (0.4, 1.2),
    "kicking": (0.5, 1.5),
    "walking": (1.8, 4.0),
}
# By posture, what it is called; "sitting", "running" and so on begin the names of others.
SITTING = ("sitting", "leaning back", "legs crossed", "at a table", "reading", "sitting on the ground")
LEANING = ("leaning on", "leaning against", "leaning sideways")
GESTURES = ("hands in pockets", "looking at a phone", "on the phone", "talking", "pointing", "reaching up", "working")
PUSHING = ("pushing", "pushing a pushchair", "pushing a trolley")
AT_A_WALK = (*PUSHING, "walking the dog", "carrying a bag", "pulling a suitcase")
RECLINING = "lying back"  # on a sun lounger: some call it sitting
_CALLED: dict[str, frozenset[PostureWord]] = {
    **{name: frozenset({"sitting"}) for name in (*SITTING, "driving", "in a passenger seat")},
    **{name: frozenset({"standing"}) for name in ("standing", "cheering", "carrying", *GESTURES, *LEANING)},
    "arms folded": frozenset({"standing", "arms folded"}),
    "hands on hips": frozenset({"standing", "hands on hips"}),
    "waving": frozenset({"standing", "waving"}),
    **{name: frozenset({"standing"}) for name in ("holding a cup", "reading a book", "under an umbrella")},
    **{name: frozenset({"walking"}) for name in ("walking", *AT_A_WALK)},
    "running": frozenset({"running"}),
    "crouching": frozenset({"crouching"}),
    "lying": frozenset({"lying"}),
    RECLINING: frozenset({"lying"}),
    "kicking": frozenset({"standing"}),
    "catching": frozenset({"standing"}),
    "swinging": frozenset({"sitting"}),
    RIDING: frozenset(),
}
_DISPUTED: dict[str, frozenset[PostureWord]] = {
    RIDING: frozenset({"sitting"}),
    "crouching": frozenset({"sitting"}),
    "running": frozenset({"walking"}),
    **{name: frozenset({"standing"}) for name in AT_A_WALK},
    "cheering": frozenset({"waving"}),
    RECLINING: frozenset({"lying", "sitting"}),
    "kicking": frozenset({"standing", "walking", "running"}),
    "catching": frozenset({"waving", "crouching"}),
    "reaching up": frozenset({"waving"}),
    "pointing": frozenset({"waving"}),
}
# What the posture of who does it with something is called, or begins with.
_DEEDS: dict[DeedName, tuple[str, ...]] = {
    "sitting on": (*SITTING, "swinging"),
    "lying on": ("lying", RECLINING),
    "leaning on": LEANING,
    "riding": (RIDING,),
    "pushing": PUSHING,
    "kicking": ("kicking",),
    "walking": ("walking the dog", "walking a dog"),
}
STRIDING: frozenset[PostureWord] = frozenset({"standing", "walking"})
NEEDED: dict[PostureWord, tuple[str, ...]] = {
    "standing": ("hip", "knee", "ankle"),
    "walking": ("hip", "knee", "ankle"),
    "running": ("hip", "knee", "ankle"),
    "crouching": ("hip", "ankle"),
    "lying": ("shoulder", "hip"),
    "sitting": ("hip", "knee"),
    "arms folded": ("wrist", "elbow"),
    "hands on hips": ("wrist", "hip"),
    "waving": ("wrist", "elbow"),
}


def does(seen: Seen, word: DoingWord) -> Truth:
    """Return whether somebody walks, sits, has folded arms, looks away: as the truth has it, and as the joints lie."""
    person = seen.thing.person
    if person is None:
        return not_told(seen)
    if not person.keypoints:
        return None
    so = _looks_where(seen, word) if word in get_args(GazeWord) else _is_posed(person, word)  # type: ignore[arg-type]
    if so is False and word in STRIDING and called(person.doing) & STRIDING:
        return so if is_clear(seen) else None  # from afar, who walks seems to stand
    return so if so is False or is_clear(seen) else None


def called(doing: str) -> frozenset[PostureWord]:
    """Return what a posture is called; nothing where there is no word for it."""
    return _CALLED.get(doing, frozenset())


def has_deed(scene: Sightings, seen: Seen, name: DeedName, is_meant: Callable[[Seen], Truth]) -> Truth:
    """Return whether somebody does a deed with one of the things in sight that are meant.

    None where the posture is not clear, or the thing is not in plain sight or not surely that.
    """
    person = seen.thing.person
    if person is None:
        return not_told(seen)
    others = (each for each in scene.values() if each is not seen)
    verdicts = [every(is_meant(each), _is_met(name, seen, each)) for each in others]
    with_it = True if True in verdicts else None if None in verdicts else False
    so = every(with_it, _is_posed_for(person, name))
    return so if so is False or is_clear(seen) else None


def is_done(scene: Sightings, seen: Seen, person: Seen, name: DeedName) -> Truth:
    """Return whether somebody does a deed with a thing in sight; None where the posture or the thing is not clear."""
    return False if person.thing.person is None else has_deed(scene, person, name, lambda other: other is seen)


def _is_posed_for(person: Person, name: DeedName) -> Truth:
    if name == "holding":
        return True
    doing = person.doing
    if doing == RECLINING and name == "sitting on":
        return None
    if not any(doing == each or (doing.startswith(f"{each} ") and doing not in _CALLED) for each in _DEEDS[name]):
        return False if person.doing in _CALLED else None
    if doing == RECLINING:
        return True
    word: PostureWord | None = {"sitting on": "sitting", "lying on": "lying"}.get(name)  # type: ignore[assignment]
    return True if word is None else _looks(person, word) or None


def _is_met(name: DeedName, seen: Seen, other: Seen) -> Truth:
    """Return whether a person and a thing are together as the deed has it."""
    plain = True if other.clarity == "named" else None
    if name in NEAR_M:
        near_m, far_m = NEAR_M[name]
        near = at_most(gap_m(footprint(seen.thing.box), footprint(other.thing.box)), near_m, far_m)
        return plain if near else near
    carried, carrier = (other, seen) if name == "holding" else (seen, other)
    return plain if carried.thing.supporter == carrier.thing.instance else False


def _is_posed(person: Person, word: PostureWord) -> Truth:
    words = _CALLED.get(person.doing)
    if words is None or word in _DISPUTED.get(person.doing, ()) or _looks(person, word) is not (word in words):
        return None
    return (_shows(person, word) or None) if word in words else False


def _looks_where(seen: Seen, word: GazeWord) -> Truth:
    """Return whether the head is turned so; None where the face is not in sight as it should be then."""
    facing, person = seen.facing, seen.thing.person
    if facing is None or person is None:
        return None
    turned = abs(facing.head_deg)
    if word == "looking away":
        away = inverse(at_most(min(turned, abs(facing.trunk_deg)), NOT_AWAY, AWAY))
        return away if _shows_nose(person) is not away else None
    if not _shows_nose(person):
        return False if turned >= NOT_AWAY and word == "looking at the camera" else None
    if word == "looking at the camera":
        return every(at_most(turned, AT, NOT_AT), inverse(at_most(facing.nose_deg, BOWED, RAISED)))
    aside = facing.head_deg if word == "looking to the right" else -facing.head_deg
    if SIDE[0] <= aside <= SIDE[1]:
        return True
    return False if not NOT_SIDE[0] <= aside <= NOT_SIDE[1] else None


def _shows_nose(person: Person) -> bool:
    return person.keypoints[0].visibility == 2


def _shows(person: Person, word: PostureWord) -> bool:
    """Return whether enough of the joints that decide are in sight: one of each pair, and both in the picture."""
    joints = {name: [p for p in person.keypoints if p.name.endswith(name)] for name in NEEDED[word]}
    return all(
        any(point.visibility == 2 for point in pair) and all(point.visibility for point in pair)
        for pair in joints.values()
    )


def _looks(person: Person, word: PostureWord) -> Truth:
    if not person.keypoints:
        return None
    at = {point.name: point for point in person.keypoints}
    tall_m = person.stature_m
    apart = math.dist(at["left_ankle"].at_m[:2], at["right_ankle"].at_m[:2]) / tall_m
    is_up = min(_up_m(at[f"{side}_knee"], at[f"{side}_hip"]) for side in SIDES) >= SEATED_M
    match word:
        case "sitting":
            return not is_up
        case "walking" | "running":
            return inverse(at_most(apart, STOOD, STRIDE)) if is_up or word == "running" else False
        case "standing":
            return at_most(apart, STOOD, STRIDE) if is_up else False
        case "crouching":
            return at_most(max(_up_m(at[f"{side}_ankle"], at[f"{side}_hip"]) for side in SIDES) / tall_m, LOW, HIGH)
        case "lying":
            raised_m = max(abs(_up_m(at[f"{side}_hip"], at[f"{side}_shoulder"])) for side in SIDES)
            return at_most(raised_m / tall_m, LEVEL, TILTED)
        case "waving":
            return any(_up_m(at["nose"], at[f"{side}_wrist"]) > 0 for side in SIDES)
        case "hands on hips":
            return at_most(max(_apart_m(at, side, "wrist", side, "hip") for side in SIDES) / tall_m, ON_HIPS, OFF_HIPS)
    across = (("left", "right"), ("right", "left"))
    return at_most(max(_apart_m(at, a, "wrist", b, "elbow") for a, b in across) / tall_m, CROSSED, UNCROSSED)


SIDES = ("left", "right")


def _apart_m(at: dict[str, Keypoint], side: str, joint: str, other_side: str, other: str) -> float:
    return math.dist(at[f"{side}_{joint}"].at_m, at[f"{other_side}_{other}"].at_m)


def _up_m(low: Keypoint, high: Keypoint) -> float:
    return high.at_m[2] - low.at_m[2]
