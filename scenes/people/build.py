"""The shape of a body at rest: sex, age, weight and muscles blend the shapes, and a stature is solved for."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..spec import Figure
from .anatomy import Points, anatomy

# From the value of each trait to its corners: rules of MakeHuman's macro.json, ages given in years here.
CORNERS = {
    "sex": (("female", 0.0), ("male", 1.0)),
    "age_years": (("child", 10.0), ("young", 25.0), ("old", 80.0)),
    "muscle": (("minmuscle", 0.0), ("averagemuscle", 0.5), ("maxmuscle", 1.0)),
    "weight": (("minweight", 0.0), ("averageweight", 0.5), ("maxweight", 1.0)),
}
LIDS = (0.02, 0.20)  # how far they are closed, at least and at most: the upper one covers the top of the iris
STRONGER = 1.25  # than a figure says: how far the shapes of a face are taken
UNEVEN, UNEVENLY = 12, 0.25  # shapes of one side of a face that all have, and the most of each
ASIDE = ("mouth-trans-in", "mouth-trans-out", "nose-trans-in", "nose-trans-out")  # one of which all have a little of
WORN_YEARS = (45.0, 85.0)  # between which age shows more and more
WORN = {
    "head-age-incr": 0.4,
    "l-eye-bag-incr": 0.5,
    "r-eye-bag-incr": 0.5,
    "mouth-laugh-lines-in": 0.5,
    "l-ear-scale-vert-incr": 0.3,
    "r-ear-scale-vert-incr": 0.3,
}
ORIGINS = ("african", "asian", "caucasian")


def rest(figure: Figure) -> Points:
    """Return the points of a body at rest, with its bones' ends, feet at z = 0: read-only rows as `Anatomy.points`.

    Its stature is that of the figure: shapes of stature are used as far as they go, and what is left is scale.
    """
    return _rest(replace(figure, clothes=(), haircut="", beard="", posture="", goals=(), size_m=(0.0, 0.0, 0.0)))


@lru_cache(maxsize=8)  # whoever is drawn is asked for several times in turn
def _rest(figure: Figure) -> Points:
    body = anatomy()
    fixed = body.points + body.shape.move(_weights(figure)) + _faces(figure) + _look(figure)
    grow = {way: body.shape.move(_weights(figure, way)) for way in ("minheight", "maxheight")}
    own_m = _stature_m(fixed)
    way = "maxheight" if figure.stature_m > own_m else "minheight"
    span_m = _stature_m(fixed + grow[way]) - own_m
    share = float(np.clip((figure.stature_m - own_m) / span_m, 0, 1)) if abs(span_m) > 1e-6 else 0.0
    shaped = fixed + share * grow[way]
    shaped = shaped * np.float32(figure.stature_m / _stature_m(shaped))
    shaped = shaped - (0, 0, shaped[_skin(), 2].min())
    shaped.flags.writeable = False
    return shaped


def _weights(figure: Figure, way: str = "") -> NDArray[np.float32]:
    """Return the weight of each shape, the product of its words' weights: those of one `way` of stature, or of none."""
    words = _words(figure)
    asked = (way,) if way else ()
    each = [math.prod(words.get(word, 0.0) for word in said) if of == asked else 0.0 for said, of in _parts()]
    return np.array(each, np.float32)


@lru_cache(maxsize=1)
def _parts() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the words of each shape's name whose weights count, and those of stature and proportions."""
    names = [name.split("-") for name in anatomy().shape.names]
    special = [tuple(word for word in parts if word.endswith(("height", "proportions"))) for parts in names]
    return tuple(
        (tuple(word for word in parts if word not in (*of, "universal")), of)
        for parts, of in zip(names, special, strict=True)
    )


def _words(figure: Figure) -> dict[str, float]:
    found = dict(zip(ORIGINS, figure.origin, strict=True))
    for trait, corners in CORNERS.items():
        value, names, places = getattr(figure, trait), [name for name, _ in corners], [place for _, place in corners]
        for number, name in enumerate(names):
            found[name] = float(np.interp(value, places, np.eye(len(places))[number]))
    return found


def _faces(figure: Figure) -> Points:
    """Return how far the shapes of a face move each row: its own, those of age, and what makes its sides unlike."""
    blend = anatomy().face
    weights = np.zeros(len(blend.names), np.float32)
    for name, weight in figure.face:
        weights[blend.names.index(name)] = STRONGER * weight
    worn = float(np.interp(figure.age_years, WORN_YEARS, (0, 1)))
    for name, weight in (*_uneven(figure), *((name, worn * weight) for name, weight in WORN.items())):
        weights[blend.names.index(name)] += weight
    return blend.move(weights)


def _uneven(figure: Figure) -> list[tuple[str, float]]:
    """Return small weights of shapes that move one side of a face, or its middle aside."""
    rng = np.random.default_rng((figure.seed, 4))
    sided = [name for name in anatomy().face.names if name.startswith(("l-", "r-"))]
    names = [*rng.choice(sided, UNEVEN, replace=False), rng.choice(ASIDE)]
    return [(str(name), float(rng.uniform(0, UNEVENLY))) for name in names]


def _look(figure: Figure) -> Points:
    """Return how far a mood moves each row: some smile; lids lie lower at rest than they are held."""
    rng = np.random.default_rng((figure.seed, 1))
    smile, blink, jaw = max(0.0, rng.normal(0.25, 0.3)), rng.uniform(*LIDS), max(0.0, rng.normal(0.0, 0.04))
    blend = anatomy().look
    kinds = {"mouthSmile": smile, "eyeBlink": blink, "jawOpen": jaw}
    weights = [next(weight for kind, weight in kinds.items() if name.startswith(kind)) for name in blend.names]
    return blend.move(np.array(weights, np.float32))


def _skin() -> NDArray[np.int64]:
    return np.unique(anatomy().layers["skin"])


def _stature_m(points: Points) -> float:
    heights = points[_skin(), 2]
    return float(heights.max() - heights.min())
