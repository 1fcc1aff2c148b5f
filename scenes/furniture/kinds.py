"""Kinds of things as people know them: what they are called, how large they are, what they may be made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..materials import sample_material, words_of
from ..spec import Material, Procedural, Vec3, Words

Families = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Category, generator, smallest and largest size in metres, and the families that each slot is drawn from.

    A slot may also name an earlier one ("=0": the same material).
    """

    category: str
    generator: str
    low_m: Vec3
    high_m: Vec3
    slots: tuple[Families, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of a kind, not yet anywhere."""

    kind: Kind
    geometry: Procedural
    materials: tuple[Material, ...]
    words: Words

    @property
    def size_m(self) -> Vec3:
        """The outer size."""
        return self.geometry.size_m


UPHOLSTERY: Families = ("fabric", "fabric", "fabric", "leather")
FURNITURE: Families = ("wood", "wood", "lacquer")
FEET: Families = ("wood", "wood", "enamel", "metal")
HANDLES: Families = ("metal", "enamel", "wood")
POTS: Families = ("ceramic", "ceramic", "terracotta", "wicker", "concrete")
BOOKS: tuple[Families, ...] = (*((("cover",),) * 5), ("paper",))


def _flat(side_m: tuple[float, float], height_m: tuple[float, float]) -> tuple[Vec3, Vec3]:
    """Return the sizes of something as wide as deep."""
    return (side_m[0], side_m[0], height_m[0]), (side_m[1], side_m[1], height_m[1])


KINDS: dict[str, Kind] = {
    "sofa": Kind("sofa", "sofa", (1.5, 0.82, 0.74), (2.4, 1.0, 0.9), (UPHOLSTERY, FEET)),
    "armchair": Kind("armchair", "sofa", (0.78, 0.78, 0.76), (0.95, 0.9, 0.92), (UPHOLSTERY, FEET)),
    "chair": Kind("chair", "chair", (0.42, 0.48, 0.82), (0.5, 0.54, 0.92), (FEET, ("wood", "fabric", "leather"))),
    "office chair": Kind("chair", "office chair", (0.58, 0.58, 0.95), (0.66, 0.66, 1.12), (UPHOLSTERY, ("plastic",))),
    "stool": Kind("stool", "stool", (0.34, 0.34, 0.42), (0.42, 0.42, 0.48), (("fabric", "wood", "leather"), FEET)),
    "ottoman": Kind("ottoman", "stool", (0.5, 0.45, 0.38), (0.75, 0.55, 0.44), (UPHOLSTERY, FEET)),
    "bed": Kind(
        "bed",
        "bed",
        (1.4, 2.05, 0.95),
        (1.8, 2.15, 1.25),
        (("wood", "wood", "fabric", "leather"), ("fabric",), ("fabric",)),
    ),
    "single bed": Kind(
        "bed", "bed", (0.95, 2.0, 0.85), (1.1, 2.1, 1.1), (("wood", "lacquer"), ("fabric",), ("fabric",))
    ),
    "dining table": Kind(
        "dining table", "table", (1.3, 0.8, 0.73), (2.0, 0.98, 0.77), (("wood",), ("=0", "wood", "enamel"))
    ),
    "coffee table": Kind(
        "coffee table",
        "table",
        (0.9, 0.5, 0.36),
        (1.3, 0.7, 0.46),
        (("wood", "wood", "lacquer", "stone"), ("=0", "enamel")),
    ),
    "round coffee table": Kind(
        "coffee table", "round table", *_flat((0.65, 0.9), (0.36, 0.45)), (("wood", "stone", "lacquer"), FEET)
    ),
    "side table": Kind("side table", "round table", *_flat((0.4, 0.52), (0.5, 0.6)), (FURNITURE, ("=0", *FEET))),
    "desk": Kind(
        "desk", "desk", (1.15, 0.58, 0.73), (1.6, 0.78, 0.76), (("wood", "wood", "lacquer"), ("=0", "enamel"), HANDLES)
    ),
    "nightstand": Kind("nightstand", "cabinet", (0.4, 0.36, 0.45), (0.52, 0.45, 0.58), (FURNITURE, ("=0",), HANDLES)),
    "dresser": Kind(
        "dresser", "cabinet", (0.9, 0.45, 0.75), (1.4, 0.52, 0.98), (FURNITURE, ("=0", "lacquer"), HANDLES)
    ),
    "sideboard": Kind(
        "sideboard", "cabinet", (1.3, 0.4, 0.68), (1.9, 0.48, 0.85), (FURNITURE, ("=0", "lacquer"), HANDLES)
    ),
    "tv stand": Kind(
        "tv stand", "cabinet", (1.3, 0.38, 0.42), (1.9, 0.45, 0.55), (FURNITURE, ("=0", "lacquer"), HANDLES)
    ),
    "wardrobe": Kind(
        "wardrobe", "cabinet", (1.0, 0.58, 1.9), (1.8, 0.64, 2.2), (FURNITURE, ("=0", "lacquer"), HANDLES)
    ),
    "bookshelf": Kind("bookshelf", "bookshelf", (0.7, 0.28, 1.5), (1.2, 0.36, 2.1), (FURNITURE, ("=0",))),
    "low bookshelf": Kind("bookshelf", "bookshelf", (0.8, 0.28, 0.8), (1.4, 0.35, 0.95), (FURNITURE, ("=0",))),
    "wall shelf": Kind(
        "shelf", "wall shelf", (0.6, 0.2, 0.12), (1.1, 0.25, 0.18), (("wood", "lacquer"), ("enamel", "metal"))
    ),
    "rug": Kind("rug", "rug", (1.6, 1.1, 0.008), (2.6, 1.7, 0.014), (("rug",), ("=0", "carpet"))),
    "small rug": Kind("rug", "rug", (0.9, 0.6, 0.008), (1.4, 0.8, 0.012), (("rug",), ("=0", "carpet"))),
    "floor lamp": Kind(
        "floor lamp", "floor lamp", *_flat((0.34, 0.46), (1.4, 1.7)), (("lampshade",), ("enamel", "metal", "wood"))
    ),
    "table lamp": Kind(
        "table lamp",
        "table lamp",
        *_flat((0.24, 0.36), (0.38, 0.58)),
        (("lampshade",), ("ceramic", "metal", "wood", "ceramic")),
    ),
    "desk lamp": Kind(
        "desk lamp", "desk lamp", (0.17, 0.38, 0.4), (0.2, 0.48, 0.5), (("emitter",), ("enamel", "metal"))
    ),
    "pendant lamp": Kind(
        "ceiling lamp", "pendant lamp", *_flat((0.36, 0.52), (0.5, 0.8)), (("lampshade",), ("enamel",))
    ),
    "low pendant lamp": Kind(
        "ceiling lamp", "pendant lamp", *_flat((0.34, 0.5), (0.8, 1.0)), (("lampshade",), ("enamel",))
    ),
    "ceiling lamp": Kind(
        "ceiling lamp", "ceiling lamp", *_flat((0.36, 0.52), (0.08, 0.13)), (("emitter",), ("enamel", "metal"))
    ),
    "plant": Kind("plant", "plant", *_flat((0.5, 0.8), (0.8, 1.6)), (("foliage",), POTS, ("soil",))),
    "small plant": Kind("plant", "plant", *_flat((0.16, 0.3), (0.22, 0.42)), (("foliage",), POTS, ("soil",))),
    "picture": Kind(
        "picture",
        "picture",
        (0.35, 0.02, 0.35),
        (0.9, 0.035, 0.75),
        (("wood", "enamel", "metal", "lacquer"), ("painting",), ("paper",)),
    ),
    "large picture": Kind(
        "picture",
        "picture",
        (0.9, 0.025, 0.6),
        (1.3, 0.035, 0.9),
        (("wood", "enamel", "metal", "lacquer"), ("painting",), ("paper",)),
    ),
    "small picture": Kind(
        "picture",
        "picture",
        (0.15, 0.018, 0.15),
        (0.24, 0.022, 0.28),
        (("wood", "enamel", "metal"), ("painting",), ("paper",)),
    ),
    "cushion": Kind("cushion", "cushion", (0.4, 0.4, 0.12), (0.5, 0.48, 0.16), (("fabric",),)),
    "pillow": Kind("pillow", "cushion", (0.55, 0.36, 0.11), (0.66, 0.4, 0.15), (("fabric",),)),
    "vase": Kind("vase", "vase", *_flat((0.1, 0.18), (0.18, 0.38)), (("ceramic", "ceramic", "glass", "terracotta"),)),
    "bowl": Kind("bowl", "bowl", *_flat((0.14, 0.3), (0.06, 0.11)), (("ceramic", "ceramic", "wood", "metal"),)),
    "plate": Kind("plate", "plate", *_flat((0.2, 0.28), (0.018, 0.026)), (("ceramic",),)),
    "mug": Kind("mug", "mug", (0.112, 0.078, 0.085), (0.124, 0.09, 0.105), (("ceramic",),)),
    "drinking glass": Kind("glass", "tumbler", *_flat((0.065, 0.085), (0.09, 0.15)), (("glass",),)),
    "bottle": Kind("bottle", "bottle", *_flat((0.07, 0.09), (0.24, 0.33)), (("glass", "ceramic"), ("wood", "metal"))),
    "candle": Kind("candle", "candle", *_flat((0.05, 0.085), (0.08, 0.18)), (("wax",), ("soil",))),
    "box": Kind("box", "box", (0.16, 0.12, 0.08), (0.36, 0.26, 0.2), (("paper", "wood", "cover", "wicker"), ("=0",))),
    "basket": Kind("basket", "basket", *_flat((0.3, 0.45), (0.28, 0.45)), (("wicker",),)),
    "bin": Kind("bin", "basket", *_flat((0.24, 0.3), (0.28, 0.36)), (("plastic", "enamel", "wicker"),)),
    "book stack": Kind("books", "book stack", (0.18, 0.13, 0.03), (0.28, 0.2, 0.16), BOOKS),
    "book": Kind("book", "book stack", (0.16, 0.11, 0.015), (0.26, 0.19, 0.03), BOOKS),
    "book row": Kind("books", "book row", (0.15, 0.16, 0.2), (0.6, 0.22, 0.28), BOOKS),
    "television": Kind("television", "television", (0.95, 0.22, 0.6), (1.35, 0.28, 0.82), (("plastic",), ("screen",))),
    "wall television": Kind(
        "television", "television", (0.95, 0.06, 0.55), (1.45, 0.07, 0.84), (("plastic",), ("screen",))
    ),
    "monitor": Kind("monitor", "television", (0.52, 0.18, 0.42), (0.72, 0.22, 0.5), (("plastic",), ("screen",))),
    "laptop": Kind(
        "laptop", "laptop", (0.31, 0.29, 0.21), (0.36, 0.33, 0.24), (("metal", "plastic"), ("screen",), ("plastic",))
    ),
    "keyboard": Kind("keyboard", "keyboard", (0.38, 0.125, 0.02), (0.45, 0.15, 0.028), (("plastic",), ("plastic",))),
    "clock": Kind(
        "clock", "clock", (0.26, 0.035, 0.26), (0.36, 0.05, 0.36), (("enamel", "wood", "metal"), ("paper",), ("soil",))
    ),
    "radiator": Kind("radiator", "radiator", (0.8, 0.07, 0.5), (1.4, 0.1, 0.56), (("enamel",),)),
    "door": Kind(
        "door", "door", (0.92, 0.09, 2.08), (1.02, 0.09, 2.14), (("wood", "lacquer"), ("=0", "lacquer"), ("metal",))
    ),
    "light switch": Kind("light switch", "wall plate", (0.08, 0.012, 0.08), (0.085, 0.014, 0.085), (("plastic",),)),
}
ONLY_WHITE = frozenset({"radiator", "light switch"})
PALE = ("white", "grey", "beige")


def sample_piece(
    name: str,
    shapes: np.random.Generator,
    stuffs: np.random.Generator,
    style: Mapping[str, Material],
    size_m: Vec3 | None = None,
) -> Piece:
    """Return one thing of a kind. `style` names the material that this room has already chosen for some families."""
    kind = KINDS[name]
    large = float(shapes.random())
    size = size_m or _size(kind, large, shapes)
    materials: list[Material] = []
    for families in kind.slots:
        materials.append(_material(str(stuffs.choice(families)), name, materials, stuffs, style))
    geometry = Procedural(kind.generator, size, int(shapes.integers(2**31)))
    word = _size_word(kind, large) if size_m is None else ""
    return Piece(kind, geometry, tuple(materials), words_of(materials[0], word))


def _material(
    family: str, name: str, earlier: list[Material], rng: np.random.Generator, style: Mapping[str, Material]
) -> Material:
    if family.startswith("="):
        return earlier[int(family[1:])]
    if name in ONLY_WHITE:
        return sample_material(family, rng, ("white",))
    if family == "plastic":
        return sample_material(family, rng, ("black", "grey") if name != "bin" else ())
    if name == "pillow" or (name in ("bed", "single bed") and len(earlier) == 1):
        return sample_material(family, rng, PALE)
    if family in style and rng.random() < 0.7:
        return style[family]
    return sample_material(family, rng)


def _size(kind: Kind, large: float, rng: np.random.Generator) -> Vec3:
    """Return a size near `large` (0–1) of the way from the kind's smallest to its largest, to the millimetre."""
    low, high = np.asarray(kind.low_m), np.asarray(kind.high_m)
    shares = np.clip(large + rng.uniform(-0.25, 0.25, 3), 0, 1)
    if kind.low_m[0] == kind.low_m[1] and kind.high_m[0] == kind.high_m[1]:
        shares[1] = shares[0]
    width, depth, height = (low + shares * (high - low)).round(3).tolist()
    return (width, depth, height)


def _size_word(kind: Kind, large: float) -> str:
    """Return a word only where the kind spans sizes that people tell apart."""
    if np.prod(kind.high_m) < 1.8 * np.prod(kind.low_m):
        return ""
    return "small" if large < 0.12 else "large" if large > 0.88 else ""
