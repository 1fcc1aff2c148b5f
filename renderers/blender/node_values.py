"""What inputs of shader nodes are worth, as far as that can be told without rendering them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .node_graphs import Place, source

GREY = np.array([0.2126, 0.7152, 0.0722])  # how Cycles makes a number of a colour
DEPTH = 6  # nodes looked back at, one behind the other: numbers in files are rarely farther away
MAX_PX = 4096**2  # of a picture that is looked at
OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "ADD": operator.add,
    "SUBTRACT": operator.sub,
    "MULTIPLY": operator.mul,
    "MAXIMUM": max,
    "MINIMUM": min,
    "LESS_THAN": lambda a, b: float(a < b),
    "GREATER_THAN": lambda a, b: float(a > b),
}


def constant(end: Place, depth: int = DEPTH) -> float | None:
    """Return the number that an input has everywhere; None where that cannot be told."""
    value = constant_colour(end, depth)
    if value is None:
        return None
    return float(value @ GREY if source(end).socket.type == "RGBA" else value.mean())


def constant_colour(end: Place, depth: int = DEPTH) -> NDArray[np.float64] | None:
    """Return the linear RGB (3,) that an input has everywhere, a number three times; None where that cannot be told."""
    at = source(end)
    if at.socket.is_output and at.node.type == "MATH":
        return _worked_out(at, depth)
    if at.socket.is_output and at.node.type not in ("VALUE", "RGB"):
        return None
    silent = at.node.mute and not at.socket.is_output  # Cycles hands on links of muted nodes, not their own values
    value: Any = 0.0 if silent else getattr(at.socket, "default_value", 0.0)
    return np.full(3, float(value)) if isinstance(value, float | int) else np.array(value[:3])


def _worked_out(at: Place, depth: int) -> NDArray[np.float64] | None:
    if not depth or at.node.operation not in OPERATIONS:
        return None
    a, b = (constant(at.input(k), depth - 1) for k in (0, 1))
    if a is None or b is None:
        return None
    value = OPERATIONS[at.node.operation](a, b)
    return np.full(3, min(max(value, 0.0), 1.0) if at.node.use_clamp else value)


def is_dark(end: Place, depth: int = DEPTH) -> bool:
    """Return whether an input is certainly 0, less, or black everywhere."""
    value = constant_colour(end, depth)
    if value is not None:
        return bool(value.max() <= 0)
    at = source(end)
    return bool(depth) and at.node.type in _DARK and _DARK[at.node.type](at, depth - 1)


def _dark_math(at: Place, depth: int) -> bool:
    a, b = (is_dark(at.input(k), depth) for k in (0, 1))
    return {"MULTIPLY": a or b, "DIVIDE": a, "POWER": a, "ADD": a and b}.get(at.node.operation, False)


def _dark_vector_math(at: Place, depth: int) -> bool:
    if at.node.operation == "SCALE":
        return is_dark(at.input(0), depth) or is_dark(at.input("Scale"), depth)
    return at.node.operation == "MULTIPLY" and any(is_dark(at.input(k), depth) for k in (0, 1))


def _dark_mix(at: Place, depth: int) -> bool:
    share, a, b = [Place(socket, at.groups) for socket in at.node.inputs if socket.enabled][:3]
    weight = constant(share, depth)
    if getattr(at.node, "data_type", "RGBA") == "RGBA" and at.node.blend_type != "MIX":
        return at.node.blend_type == "MULTIPLY" and (is_dark(a, depth) or (weight == 1 and is_dark(b, depth)))
    return (weight == 1 or is_dark(a, depth)) and (weight == 0 or is_dark(b, depth))


def _dark_ramp(at: Place, depth: int) -> bool:
    return all(max(stop.color[:3]) <= 0 for stop in at.node.color_ramp.elements)


def _dark_colour(at: Place, depth: int) -> bool:
    return is_dark(at.input("Color"), depth)


def _dark_channels(at: Place, depth: int) -> bool:
    return at.node.mode == "RGB" and all(is_dark(at.input(k), depth) for k in range(3))


def _dark_picture(at: Place, depth: int) -> bool:
    """Return whether a picture is there, not larger than MAX_PX, and black all over."""
    image = at.node.image
    if at.socket.name != "Color" or image is None or not 0 < image.size[0] * image.size[1] <= MAX_PX:
        return False
    pixels = np.empty(len(image.pixels), dtype=np.float32)
    image.pixels.foreach_get(pixels)
    return bool(pixels.reshape(-1, image.channels)[:, :3].max() <= 0)


_DARK: dict[str, Callable[[Place, int], bool]] = {
    "MATH": _dark_math,
    "VECT_MATH": _dark_vector_math,
    "MIX": _dark_mix,
    "MIX_RGB": _dark_mix,
    "VALTORGB": _dark_ramp,
    "HUE_SAT": _dark_colour,
    "GAMMA": _dark_colour,
    "RGBTOBW": _dark_colour,
    "SEPARATE_COLOR": _dark_colour,
    "COMBINE_COLOR": _dark_channels,
    "TEX_IMAGE": _dark_picture,
    "TEX_ENVIRONMENT": _dark_picture,
}
