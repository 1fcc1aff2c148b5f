"""What share of the light that reaches it a material scatters, channel by channel: its albedo, whatever the light.

Worked out of the material's nodes, so there is no noise in it, and no sheen that comes and goes with the direction that
it is seen from. What mirrors light or lets it pass scatters none: metal and glass are black.
"""

from __future__ import annotations

from typing import Any

from ...scenes.poses import Vec3
from ..frame import RenderError
from .node_graphs import Place, check_count, output_of, source
from .node_values import constant_colour
from .opacity import SOLID, Number, Term, arithmetic, number_of, share_of

Colour = Vec3 | Place | Term  # linear RGB: everywhere the same, or what an output of a node gives, or worked out
BLACK: Vec3 = (0.0, 0.0, 0.0)
PLAIN: Vec3 = (0.8, 0.8, 0.8)  # of what has no material


def albedo_of(material: Any) -> Colour:
    """Return a material's albedo, which sums of shaders may take out of 0–1; of thin glass it is black.

    Raises RenderError where mixes of mixes never end.
    """
    surface = output_of(material, "Surface")
    if surface is None or material.get(SOLID):
        return BLACK
    try:
        return _shader(surface, {})
    except RecursionError:
        raise RenderError(f"material {material.name!r} mixes too many shaders, one inside the other") from None


def _shader(end: Place, known: dict[Place, Colour]) -> Colour:
    at = source(end)
    if not at.socket.is_output:
        return BLACK
    if at not in known:
        check_count(len(known), at)
        known[at] = _RULES[at.node.type](at, known) if at.node.type in _RULES else BLACK
    return known[at]


def _principled(at: Place, known: dict[Place, Colour]) -> Colour:
    base = _scaled(_colour(at.input("Base Color")), _rest(at.input("Metallic")))
    return _scaled(base, _rest(at.input("Transmission Weight")))


def _scattering(at: Place, known: dict[Place, Colour]) -> Colour:
    return _colour(at.input("Color"))


def _mix(at: Place, known: dict[Place, Colour]) -> Colour:
    a, b = (_shader(at.input(k), known) for k in (1, 2))
    return _sum(_scaled(a, _rest(at.input(0))), _scaled(b, share_of(at.input(0))))


def _both(at: Place, known: dict[Place, Colour]) -> Colour:
    return _sum(*(_shader(at.input(k), known) for k in (0, 1)))


_RULES = {
    "BSDF_PRINCIPLED": _principled,
    "BSDF_DIFFUSE": _scattering,
    "BSDF_TRANSLUCENT": _scattering,
    "SUBSURFACE_SCATTERING": _scattering,
    "MIX_SHADER": _mix,
    "ADD_SHADER": _both,
}


def _colour(end: Place) -> Colour:
    value = constant_colour(end)
    if value is None:
        return source(end)
    red, green, blue = value.tolist()
    return (red, green, blue)


def _rest(end: Place) -> Number:
    return arithmetic("SUBTRACT", 1.0, share_of(end)) if number_of(end) != 0.0 else 1.0


def _scaled(colour: Colour, by: Number) -> Colour:
    if isinstance(by, float):
        if isinstance(colour, tuple):
            return (by * colour[0], by * colour[1], by * colour[2])
        if by in (0.0, 1.0):
            return colour if by else BLACK
    return BLACK if colour == BLACK else Term("SCALE", (colour, by))


def _sum(a: Colour, b: Colour) -> Colour:
    if isinstance(a, tuple) and isinstance(b, tuple):
        return (a[0] + b[0], a[1] + b[1], a[2] + b[2])
    if BLACK in (a, b):
        return b if a == BLACK else a
    return Term("SUM", (a, b))
