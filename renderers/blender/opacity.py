"""How much of what lies behind it a material holds back: 1 less the share of light that passes it unbent.

Cycles' own sum over the whole shader, as its nodes say it: `Transparent` lets its colour through, a Principled shader
what its alpha leaves, mixes and sums follow. Two are surfaces whatever they let through: a Principled shader that
transmits, for that is glass, and a material with the custom property `solid`. Volumes are looked through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...scenes.poses import Vec3
from ..frame import RenderError
from .node_graphs import Place, check_count, is_fed, output_of, source
from .node_values import OPERATIONS, constant, constant_colour

CUT = 0.5
SOLID = "solid"
OPAQUE = "cavendish opaque"  # the property of materials of ours that hold back all light, whatever their numbers
FAMILY = "family"  # the property that says of what family a material of ours was made


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A number that differs from place to place: what Blender's Math node of this name makes of others.

    Beside those, CLAMP keeps a number within 0–1, and MEAN is that of a colour's three channels; SUM and SCALE make a
    colour of two colours, or of a colour and a number.
    """

    operation: str
    parts: tuple[Number | Vec3, ...]


Number = float | Place | Term  # everywhere the same, or what an output of a node gives, or worked out of others


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through shaders: what each kind of node makes of its inputs, and what is known of those passed."""

    rules: Mapping[str, Callable[[Place, Walk], Number]]
    known: dict[Place, Number]


def opacity_of(material: Any, through_glass: bool = False) -> Number:
    """Return a material's opacity, which sums of shaders may take out of 0–1; of None, which Cycles shows grey, 1.

    `through_glass` is of a world without glass: what are surfaces whatever they let through lets all pass.

    Raises RenderError where mixes of mixes never end.
    """
    if material and material.get(SOLID):
        return 0.0 if through_glass else 1.0
    if material and material.get(OPAQUE):
        return 1.0
    surface = output_of(material, "Surface") if material else None
    if surface is None:
        return 1.0
    if not is_fed(surface) and is_fed(output_of(material, "Volume")):
        return 0.0
    try:
        return _shader(surface, Walk(_THROUGH_GLASS if through_glass else _RULES, {}))
    except RecursionError:
        raise RenderError(f"material {material.name!r} mixes too many shaders, one inside the other") from None


def is_hole(material: Any) -> bool:
    """Return whether a material is looked through everywhere."""
    opacity = opacity_of(material)
    return isinstance(opacity, float) and opacity < CUT


def _shader(end: Place, walk: Walk) -> Number:
    at = source(end)
    if not at.socket.is_output:
        return 1.0  # nothing comes: black, and nothing behind it is seen
    if at not in walk.known:
        check_count(len(walk.known), at)
        rule = walk.rules.get(at.node.type)
        walk.known[at] = rule(at, walk) if rule else 1.0
    return walk.known[at]


def _transparent(at: Place, walk: Walk) -> Number:
    colour = at.input("Color")
    even = constant_colour(colour)
    return arithmetic("SUBTRACT", 1.0, Term("MEAN", (source(colour),)) if even is None else float(even.mean()))


def _principled(at: Place, walk: Walk) -> Number:
    is_clear = arithmetic("LESS_THAN", number_of(at.input("Transmission Weight")), CUT)
    return arithmetic("MAXIMUM", share_of(at.input("Alpha")), arithmetic("SUBTRACT", 1.0, is_clear))


def _principled_but_glass(at: Place, walk: Walk) -> Number:
    is_solid = arithmetic("LESS_THAN", number_of(at.input("Transmission Weight")), CUT)
    return arithmetic("MULTIPLY", share_of(at.input("Alpha")), is_solid)


def _mix(at: Place, walk: Walk) -> Number:
    a, b = (_shader(at.input(k), walk) for k in (1, 2))
    return arithmetic("ADD", a, arithmetic("MULTIPLY", share_of(at.input(0)), arithmetic("SUBTRACT", b, a)))


def _sum(at: Place, walk: Walk) -> Number:
    a, b = (_shader(at.input(k), walk) for k in (0, 1))
    return arithmetic("SUBTRACT", arithmetic("ADD", a, b), 1.0)


_RULES: dict[str, Callable[[Place, Walk], Number]] = {
    "BSDF_TRANSPARENT": _transparent,
    "BSDF_PRINCIPLED": _principled,
    "MIX_SHADER": _mix,
    "ADD_SHADER": _sum,
}
_THROUGH_GLASS = _RULES | {
    "BSDF_PRINCIPLED": _principled_but_glass,
    "BSDF_GLASS": lambda at, walk: 0.0,
    "BSDF_REFRACTION": lambda at, walk: 0.0,
}


def number_of(end: Place) -> Number:
    """Return what an input is worth."""
    value = constant(end)
    return source(end) if value is None else value


def share_of(end: Place) -> Number:
    """Return what an input is worth, kept within 0–1."""
    value = number_of(end)
    return min(max(value, 0.0), 1.0) if isinstance(value, float) else Term("CLAMP", (value,))


def arithmetic(operation: str, a: Number, b: Number) -> Number:
    """Return a number where it is the same everywhere, or else the node to be made; `MAXIMUM` is one of shares."""
    if isinstance(a, float) and isinstance(b, float):
        return OPERATIONS[operation](a, b)
    match operation, a, b:
        case ("ADD" | "SUBTRACT" | "MAXIMUM", _, 0.0) | ("MULTIPLY", _, 1.0) | ("MAXIMUM", 1.0, _):
            return a
        case ("ADD" | "MAXIMUM", 0.0, _) | ("MULTIPLY", 1.0, _) | ("MAXIMUM", _, 1.0):
            return b
        case ("MULTIPLY", 0.0, _) | ("MULTIPLY", _, 0.0):
            return 0.0
    return Term(operation, (a, b))
