"""What the words mean, each with a margin: True beyond it on one side, False on the other, None within.

Left, right, above, below, in front and behind are the camera's: what the picture shows, not which way a sofa faces.
Spans in the picture are the middle 90 % of a thing's pixels, in shares of the picture's width or height.
"""

from __future__ import annotations

from collections.abc import Callable

from ....renderers.frame import VisibleObject
from ..seen.regions import REGIONS
from ..words.language import concepts
from .evidence import Seen, Sightings, apart, covered, footprint, gap_m, heights_m, overlap
from .forms import Attribute, RelationName, Superlative
from .people import is_taller
from .sizes import has_size, is_larger
from .vocabulary import close, noun

Truth = bool | None
ORDER_GAP = 0.03  # of the picture's width, between the middles of things that are told apart as further left
NEARER, NEARER_CUT = 1.2, 2.0  # how many times farther something must be to be farther beyond dispute; beside one that
STANDING = 0.9  # is cut by the border or of which less than this is seen, such as its foot behind a wall; and
NEARER_M = 0.15  # by how much at least
ASIDE = 0.1  # of the picture: things that far apart are neither above nor before one another
OVER_M = 0.25  # how far apart on the plan things may be of which one is above the other
THIN_M = 0.015  # a rug: what stands on it is above it; it is neither before nor beside anything
LEVEL = 0.4  # of the lower one's height: what shares less with another is above or below it, not before or behind it
DEPTH_GAP_M = 0.1  # by which what is in front starts nearer
BESIDE, BESIDE_M = 0.5, 0.6  # next to: a gap of at most half the smaller thing's longer side, and at most 60 cm
AWAY_SURE, AWAY_SPREAD, AWAY_NOT = 0.1, 0.25, 0.4  # "about two metres": the median within 10 %, all within 25 %


def is_called(thing: VisibleObject, category: str) -> Truth:
    """Return whether a thing is of a category; None where some people would call it so. "" is anything spoken of."""
    if not category:
        return not noun(thing.category).silent
    if thing.category == category:
        return True
    return None if concepts().look_alike(category, thing.category) else False


def has_attribute(scene: Sightings, seen: Seen, wanted: Attribute) -> Truth:
    """Return whether a word describes a thing, by the truth and by its pixels.

    None where they disagree, the pixels are not clear, or the truth has no word, or one that people mix up with it. A
    material without a look of its own, as plastic, is what the truth says where its colour is what the pixels show.
    """
    if wanted.of == "size":
        return has_size(scene, seen, wanted.word)
    by_truth, own = _is_so(seen.thing, wanted), seen.thing.words.colour
    if wanted.word in REGIONS:
        return by_truth if seen.look.agrees(wanted.word) == by_truth else None
    return by_truth if seen.look.agrees(own) else None


def _is_so(thing: VisibleObject, wanted: Attribute) -> Truth:
    word, entry = thing.words.colour if wanted.of == "colour" else thing.words.material, noun(thing.category)
    families = entry.colour_if
    whole = entry.material if wanted.of == "material" else entry.colour and (not families or thing.material in families)
    if not word or not whole:
        return None
    if word == wanted.word:
        return True
    return None if close(word, wanted.word) else False


def away(seen: Seen, distance_m: float) -> Truth:
    """Return whether a thing is about so far from the camera, in a straight line."""
    low, middle, high = seen.range_m
    off = abs(middle / distance_m - 1)
    if off <= AWAY_SURE and low >= distance_m * (1 - AWAY_SPREAD) and high <= distance_m * (1 + AWAY_SPREAD):
        return True
    return False if low > distance_m * (1 + AWAY_NOT) or high < distance_m * (1 - AWAY_NOT) else None


def lesser(superlative: Superlative, a: Seen, b: Seen) -> bool:
    """Return whether `a` exceeds `b` beyond dispute: nearer, larger, further left and so on.

    People are taller than one another, and not larger, which is one word in some languages; nothing else is taller.
    """
    match superlative:
        case "leftmost":
            return a.u + ORDER_GAP <= b.u and a.columns[0] < b.columns[0] and a.columns[1] < b.columns[1]
        case "rightmost":
            return lesser("leftmost", b, a)
        case "nearest":
            own, other = a.range_m[1], b.range_m[1]
            return own * _times(a, b) <= other and own + NEARER_M <= other and a.range_m[0] <= b.range_m[0]
        case "farthest":
            return lesser("nearest", b, a)
        case "smallest":
            return lesser("largest", b, a)
        case "tallest":
            return is_taller(a, b)
    return a.thing.person is None and is_larger(a, b)


def _times(a: Seen, b: Seen) -> float:
    """Return how many times nearer one of two must be to be so beyond dispute."""
    partly = any(seen.cut or seen.thing.visible_fraction < STANDING for seen in (a, b))
    return NEARER_CUT if partly else NEARER


def _left_of(scene: Sightings, a: Seen, b: Seen) -> Truth:
    """Decide "left of". True: their columns do not overlap. False: its middle is not left of the other's."""
    if a.columns[1] <= b.columns[0] and a.u + ORDER_GAP <= b.u:
        return True
    return False if a.u >= b.u else None


def _above(scene: Sightings, a: Seen, b: Seen) -> Truth:
    """Decide "above".

    True: higher in the picture and in the world, over at least half of the narrower, and close by on the plan. Not
    what stands on it. False: not higher in the picture, or aside.
    """
    higher = heights_m(a.thing.box)[0] >= heights_m(b.thing.box)[1] - 0.02 and a.rows[1] <= b.rows[0]
    if higher and overlap(a.columns, b.columns) >= 0.5 and on(scene, a, b) is False:
        return True if gap_m(footprint(a.thing.box), footprint(b.thing.box)) <= OVER_M else None
    return False if a.v >= b.v or apart(a.columns, b.columns) > ASIDE else None


def on(scene: Sightings, a: Seen, b: Seen) -> Truth:
    """Decide "on".

    True: carried by it. None: through something else, or something out of sight. False: not at all; nor is what stands
    on a table on the ground, while on a rug it may be.
    """
    carrier, through_flat = a.thing.supporter, True
    if carrier == b.thing.instance:
        return True
    for _ in scene:  # at most: a chain of supporters has no circles
        if carrier not in scene:
            return None if carrier else False
        if carrier == b.thing.instance:
            return None if through_flat or not noun(b.thing.category).underfoot else False
        through_flat = through_flat and _is_flat(scene[carrier])
        carrier = scene[carrier].thing.supporter
    return None


def _under(scene: Sightings, a: Seen, b: Seen) -> Truth:
    """Decide "under".

    True: the other is above it; or they are on the same floor, most of its footprint lies within the other's, and its
    top lower; or it is a rug that carries the other. None: what lies in or on the other. False: no part of it lies
    there, or all of it higher.
    """
    hangs_over = _above(scene, b, a)
    if hangs_over:
        return True
    own, other = footprint(a.thing.box), footprint(b.thing.box)
    (bottom_m, top_m), (floor_m, limit_m) = heights_m(a.thing.box), heights_m(b.thing.box)
    if b.thing.supporter == a.thing.instance:
        return True if _is_flat(a) and covered(other, own) >= 0.6 else None
    share = covered(own, other)
    if share == 0 or bottom_m >= limit_m:
        return hangs_over
    same = a.thing.supporter == b.thing.supporter and abs(bottom_m - floor_m) <= THIN_M
    return True if same and share >= 0.6 and top_m <= limit_m - 0.1 else None


def _next_to(scene: Sightings, a: Seen, b: Seen) -> Truth:
    """Decide "next to".

    True: on the same thing, a small gap (BESIDE; BESIDE_M between people), the same height. False: twice as far apart.
    """
    people = a.thing.category == b.thing.category == "person"
    longest_m = min(max(a.thing.box.size_m[:2]), max(b.thing.box.size_m[:2]))
    reach_m = BESIDE_M if people else min(BESIDE_M, BESIDE * longest_m)
    apart_m = gap_m(footprint(a.thing.box), footprint(b.thing.box))
    level = overlap(heights_m(a.thing.box), heights_m(b.thing.box)) >= 0.5
    same = a.thing.supporter == b.thing.supporter and not _is_flat(a) and not _is_flat(b)
    if same and level and 0 < apart_m <= reach_m:
        return True
    if on(scene, a, b) or on(scene, b, a):
        return False
    return False if apart_m >= max(2 * reach_m, 0.3) else None


def _in_front_of(scene: Sightings, a: Seen, b: Seen) -> Truth:
    """Decide "in front of".

    True: what is seen of it, and its box on the plan, start nearer and end before the other's middle; it is seen before
    at least 40 % of the narrower, hardly higher or lower, and stands as high: behind is not above. Not what lies on
    the other, nor rugs. False: neither is its middle nearer, or it is aside.
    """
    nearer = a.depth_m[0] + DEPTH_GAP_M <= b.depth_m[0] and a.depth_m[2] <= b.depth_m[1]
    starts_m, ends_m, middle_m = a.ahead_m[0] + DEPTH_GAP_M, a.ahead_m[1], sum(b.ahead_m) / 2
    nearer_on_plan = starts_m <= b.ahead_m[0] and ends_m <= middle_m
    level = overlap(heights_m(a.thing.box), heights_m(b.thing.box)) >= LEVEL
    before = overlap(a.columns, b.columns) >= 0.4 and apart(a.rows, b.rows) <= ASIDE and level
    carried = on(scene, a, b) is not False or on(scene, b, a) is not False
    if nearer and nearer_on_plan and before and not carried and not _is_flat(a) and not _is_flat(b):
        return True
    farther = a.depth_m[1] >= b.depth_m[1] and sum(a.ahead_m) / 2 >= middle_m
    return False if farther or apart(a.columns, b.columns) > ASIDE else None


RELATION_TESTS: dict[RelationName, Callable[[Sightings, Seen, Seen], Truth]] = {
    "left of": _left_of,
    "right of": lambda scene, a, b: _left_of(scene, b, a),
    "above": _above,
    "below": lambda scene, a, b: _above(scene, b, a),
    "on": on,
    "under": _under,
    "next to": _next_to,
    "in front of": _in_front_of,
    "behind": lambda scene, a, b: _in_front_of(scene, b, a),
}


def _is_flat(seen: Seen) -> bool:
    low, high = heights_m(seen.thing.box)
    return high - low <= THIN_M
