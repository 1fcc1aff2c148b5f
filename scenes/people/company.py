"""Who comes together, how old they are, what they do, and where they stand towards one another.

Distances are those that people keep (E. T. Hall, The Hidden Dimension, 1966): 0.6 to 1.2 m within a group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..layouts.shared.floor_plan import Rect
from ..pieces import Piece
from ..spec import Detail
from .casting import sample_person
from .grounds import Spot

Formation = Callable[[int, Rect, np.random.Generator], list[Spot]]
Span = tuple[float, float]  # of ages, in years
ANY: Span = (0.0, 0.0)
CHILD: Span = (7.0, 12.0)
PARENT: Span = (26.0, 48.0)
ADULT: Span = (17.0, 60.0)
ALONE = ("standing", "standing", "standing", "looking at a phone", "on the phone", "hands in pockets", "hands on hips")
IN_COMPANY = ("talking", "talking", "standing", "arms folded", "hands in pockets")
WITH_A_BALL = ("catching", "running", "running", "cheering")
PLAYING = ("running", "running", "cheering", "crouching", "waving")


def abreast(size: int, at: Rect, rng: np.random.Generator) -> list[Spot]:
    """Return places side by side, all facing as `at` does."""
    apart_m = float(rng.uniform(0.7, 0.95))
    places = [at.at((k - (size - 1) / 2) * apart_m, float(rng.uniform(-0.2, 0.2))) for k in range(size)]
    return [(x, y, at.turn_deg + float(rng.normal(0, 4))) for x, y in places]


def ring(size: int, at: Rect, rng: np.random.Generator) -> list[Spot]:
    """Return places on a ring of people who face its middle, neighbours 0.8 m apart; one alone is in its middle."""
    if size == 1:
        return [(at.x_m, at.y_m, at.turn_deg)]
    radius_m = max(float(rng.uniform(0.45, 0.65)), 0.42 / np.sin(np.pi / size))
    turns = [at.turn_deg + 360 * k / size + float(rng.normal(0, 8)) for k in range(size)]
    return [(*Rect(at.x_m, at.y_m, 0, 0, turn).at(0.0, -radius_m), turn) for turn in turns]


def around_a_ball(size: int, at: Rect, rng: np.random.Generator) -> list[Spot]:
    """Return places some metres from each other, all facing the middle."""
    turns = [at.turn_deg + 360 * k / size + float(rng.normal(0, 10)) for k in range(size)]
    return [
        (*Rect(at.x_m, at.y_m, 0, 0, turn).at(0.0, -float(rng.uniform(1.0, 1.9))), turn + float(rng.normal(0, 6)))
        for turn in turns
    ]


def about(size: int, at: Rect, rng: np.random.Generator) -> list[Spot]:
    """Return places all around, at least 1 m apart, facing anywhere near the middle."""
    first = float(rng.uniform(0, 360))
    turns = [first + 360 * k / size + float(rng.normal(0, 12)) for k in range(size)]
    return [
        (*Rect(at.x_m, at.y_m, 0, 0, turn).at(0.0, -float(rng.uniform(0.75, 1.8))), turn + float(rng.normal(0, 30)))
        for turn in turns
    ]


@dataclass(frozen=True, slots=True)
class Party:
    """People who belong together: how many (from, to), what they do, how they stand, and the ages of each in turn.

    Who comes `first` may do something else. Some need ground that is grown over, and `level` under the whole of them.
    """

    sizes: tuple[int, int]
    doing: tuple[str, ...]
    stand: Formation
    ages: tuple[Span, ...] = (ANY,)
    walks: bool = False
    level: bool = False
    first: tuple[str, ...] = ()


PARTIES: dict[str, Party] = {
    "one": Party((1, 1), ALONE, ring),
    "circle": Party((2, 5), IN_COMPANY, ring),
    "walker": Party((1, 1), ("walking",), abreast, walks=True),
    "walkers": Party((2, 3), ("walking",), abreast, walks=True),
    "family": Party((3, 4), ("walking",), abreast, (PARENT, CHILD, PARENT, CHILD), walks=True),
    "runner": Party((1, 1), ("running",), abreast, (ADULT,), walks=True),
    "traveller": Party((1, 1), ("carrying a bag", "carrying a bag", "pulling a suitcase"), abreast, walks=True),
    "waiting": Party((1, 1), ("carrying a bag", "holding a cup", "under an umbrella"), ring),
    "at ease": Party((1, 1), ("holding a cup", "reading a book"), ring),
    "porter": Party((1, 1), ("carrying",), abreast, (ADULT,), walks=True),
    "gardener": Party((1, 1), ("pushing",), abreast, (ADULT,), walks=True),
    "parent": Party((1, 1), ("pushing a pushchair",), abreast, ((22.0, 62.0),), walks=True),
    "shopper": Party((1, 1), ("pushing a trolley",), abreast, (ADULT,), walks=True),
    "on the grass": Party((1, 2), ("sitting on the ground", "sitting on the ground", "lying"), abreast, level=True),
    "ball game": Party((2, 3), WITH_A_BALL, around_a_ball, (CHILD,), first=("kicking",)),
    "children": Party((2, 4), PLAYING, about, (CHILD,)),
}
USUAL_SIZES = (0.5, 0.3, 0.13, 0.07)  # how often a party has one more than it needs, two more …


def drawn(shares: Mapping[str, float], most: int, rng: np.random.Generator) -> tuple[Party, int]:
    """Return one of PARTIES, by its share, that no more than `most` people make, and how many they are."""
    names = [name for name in shares if PARTIES[name].sizes[0] <= most]
    weights = np.array([shares[name] for name in names])
    party = PARTIES[str(rng.choice(names, p=weights / weights.sum()))]
    low, high = party.sizes
    usual = np.array(USUAL_SIZES[: min(high, most) - low + 1])
    return party, low + int(rng.choice(len(usual), p=usual / usual.sum()))


def cast(party: Party, size: int, rng: np.random.Generator, detail: Detail = "near") -> list[Piece]:
    """Return the people of a party."""
    return [
        someone(party.doing if k else party.first or party.doing, party.ages[k % len(party.ages)], rng, detail)
        for k in range(size)
    ]


def someone(doing: tuple[str, ...], ages: Span, rng: np.random.Generator, detail: Detail = "near") -> Piece:
    """Return somebody of an age, of any where that is ANY."""
    if ages == ANY:
        return sample_person(rng, doing, detail=detail)
    age_years = float(rng.uniform(*ages))
    return sample_person(rng, doing, (age_years, age_years), detail=detail)
