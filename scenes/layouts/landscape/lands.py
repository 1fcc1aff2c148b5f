"""The kinds of open land: how each lies, what grows there and what else there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...appearance.seasons import Season


@dataclass(frozen=True, slots=True)
class Land:
    """A kind of land: its ground, how high it rises (metres, from … to), its trees and what else there is, by count.

    `fence` is how likely a fence runs through it. `inlay` is the generator of its path or its beach, and `skin` what
    that is made of; `turf` what the ground is made of, and `wide_m` how wide it is, from … to. Small stones lie
    in so many patches. `season`: the only one that suits it.
    """

    terrain: str
    rise_m: tuple[float, float]
    trees: tuple[str, ...]
    count: int
    things: Mapping[str, int] = field(default_factory=dict)
    inlay: str = ""
    skin: str = ""
    turf: str = "meadow"
    wide_m: tuple[float, float] = (280.0, 560.0)
    stones: int = 5
    season: Season | None = None
    fence: float = 0.0


LANDS: dict[str, Land] = {
    "meadow": Land(
        "meadow terrain",
        (9.0, 20.0),
        ("broadleaf tree", "birch", "fruit tree", "conifer"),
        60,
        {"bush": 14, "flowers": 26, "rock": 6, "hay bale": 5},
        fence=0.7,
    ),
    "forest edge": Land(
        "meadow terrain",
        (6.0, 16.0),
        ("broadleaf tree", "birch", "conifer", "conifer", "young tree"),
        130,
        {"bush": 20, "fern": 34, "log": 5, "rock": 8},
        fence=0.25,
    ),
    "hills": Land(
        "hill terrain",
        (35.0, 70.0),
        ("conifer", "broadleaf tree", "birch"),
        80,
        {"bush": 16, "rock": 18, "flowers": 14},
        "hill path",
        "gravel",
        stones=12,
        fence=0.6,
    ),
    "park": Land(
        "park terrain",
        (4.0, 9.0),
        ("broadleaf tree", "columnar tree", "broadleaf tree", "birch", "young tree"),
        55,
        {"bush": 16, "flowers": 10, "hedge": 6},
        "park path",
        "gravel",
    ),
    "rocky slope": Land(
        "crag terrain",
        (40.0, 85.0),
        ("conifer", "young tree", "bare tree"),
        45,
        {"rock": 70, "bush": 12, "log": 3, "fern": 8},
        stones=26,
    ),
    "shore": Land(
        "shore terrain",
        (7.0, 13.0),
        ("broadleaf tree", "columnar tree", "conifer"),
        50,
        {"rock": 26, "reeds": 30, "log": 4, "bush": 10},
        "sand beach",
        "sand",
        stones=32,
    ),
    "beach": Land(
        "beach terrain",
        (15.0, 18.0),
        ("conifer", "young tree"),
        24,
        {},
        "sea beach",
        "sand",
        season="summer",
        stones=6,
    ),
    "harbour": Land(
        "harbour terrain", (12.0, 20.0), ("broadleaf tree", "conifer", "birch"), 45, {"bush": 8, "rock": 8}
    ),
    "mountains": Land(
        "mountain terrain",
        (650.0, 1000.0),
        ("conifer", "conifer", "conifer", "birch"),
        90,
        {"rock": 40, "flowers": 20, "bush": 12, "log": 2},
        turf="mountain",
        wide_m=(2600.0, 3600.0),
        stones=16,
        fence=0.45,
    ),
    "snow": Land(
        "snow terrain",
        (14.0, 30.0),
        ("conifer", "conifer", "broadleaf tree", "birch"),
        80,
        {"bush": 10, "rock": 6},
        "snow path",
        "trodden snow",
        turf="snow",
        season="winter",
        stones=0,
        fence=0.6,
    ),
}
