"""Pictures on what is printed, and on screens that are on, where a mesh has coordinates for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....scenes.appearance import adverts, labels, prints, screens
from ....scenes.spec import Material
from .sewn import OWN_COORDINATES
from .tree import Pattern, Socket, Tree, image_of, linear

PICTURES: dict[str, Callable[[Material], NDArray[np.float64]]] = {
    "page": lambda material: prints.page(material.seed, material.colour),
    "letter": lambda material: prints.letter(material.seed, material.colour),
    "label": lambda material: labels.label(material.seed, material.colour),
    "jacket": lambda material: prints.cover(material.seed, material.colour),
    "advert": lambda material: adverts.advert(material.seed, material.colour),
    "keycaps": lambda material: screens.keycaps(material.seed, material.colour),
    "desktop": lambda material: screens.desktop(material.seed),
    "screen": lambda material: screens.desktop(material.seed),
    "handset": lambda material: screens.handset(material.seed),
}
SHOWING = frozenset({"desktop", "screen", "handset"})  # whose picture glows, while they are on


def has_picture(material: Material) -> bool:
    """Return whether a material shows a picture by the coordinates of its mesh."""
    return material.family in PICTURES and (material.family not in SHOWING or material.emission > 0)


def shown(tree: Tree, material: Material) -> Socket:
    """Return the picture's colours; black beside it."""
    return _picture(tree, material).outputs["Color"]


def _printed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return the picture of a material where its mesh has coordinates for it, and its colour elsewhere."""
    image = _picture(tree, material).outputs
    fibre = tree.noise(at, scale, 2.0)
    base = linear(material.colour)
    dark = tuple(0.86 * channel for channel in base[:3])
    return fibre, tree.blend(image["Alpha"], tree.blend(fibre, (*dark, 1.0), base), image["Color"])


def _picture(tree: Tree, material: Material) -> Any:
    own = tree.add("UVMap", uv_map=OWN_COORDINATES).outputs[0]
    image = image_of(f"{material.family} {material.seed}", PICTURES[material.family](material))
    return tree.add("TexImage", {"Vector": own}, image=image, extension="CLIP")


PRINTED: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {"picture": _printed}
