"""What things are made of: families with the colours, roughness and words that people know them by.

Colours and roughness are taste; no measured material is behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import RequestError, allowed, named
from ..spec import Material, Vec3, Words
from .colours import jittered

Shade = tuple[str, Vec3]  # the colour word, empty where people would disagree, and the colour (sRGB, 0–1)


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of stuff: its word ("wooden"), empty where people name none; roughness from … to; typical colours."""

    word: str
    roughness: tuple[float, float]
    shades: tuple[Shade, ...]
    jitter: float = 0.02
    emission: float = 0.0  # in W/m²/sr, of what is on as a rule


WOODS: tuple[Shade, ...] = (
    ("", (0.75, 0.64, 0.50)),
    ("", (0.63, 0.50, 0.37)),
    ("", (0.60, 0.55, 0.48)),
    ("brown", (0.48, 0.36, 0.26)),
    ("brown", (0.35, 0.25, 0.18)),
    ("dark brown", (0.22, 0.16, 0.12)),
)
CLOTHS: tuple[Shade, ...] = (
    ("beige", (0.76, 0.69, 0.58)),
    ("white", (0.86, 0.84, 0.80)),
    ("grey", (0.52, 0.52, 0.51)),
    ("dark grey", (0.25, 0.26, 0.27)),
    ("blue", (0.24, 0.36, 0.52)),
    ("dark blue", (0.11, 0.16, 0.28)),
    ("green", (0.30, 0.42, 0.31)),
    ("dark green", (0.10, 0.24, 0.18)),
    ("yellow", (0.80, 0.61, 0.20)),
    ("red", (0.58, 0.17, 0.15)),
    ("orange", (0.72, 0.38, 0.19)),
    ("pink", (0.79, 0.56, 0.55)),
    ("brown", (0.38, 0.27, 0.20)),
)
PAINTS: tuple[Shade, ...] = (
    ("white", (0.90, 0.89, 0.86)),
    ("white", (0.87, 0.86, 0.84)),
    ("white", (0.91, 0.88, 0.82)),
    ("beige", (0.79, 0.73, 0.63)),
    ("grey", (0.62, 0.62, 0.61)),
    ("grey", (0.70, 0.70, 0.69)),
    ("green", (0.64, 0.71, 0.59)),
    ("blue", (0.62, 0.68, 0.73)),
    ("dark blue", (0.20, 0.26, 0.35)),
    ("pink", (0.85, 0.78, 0.75)),
    ("yellow", (0.88, 0.83, 0.70)),
)
GLAZES: tuple[Shade, ...] = (
    ("white", (0.88, 0.87, 0.84)),
    ("white", (0.84, 0.83, 0.80)),
    ("beige", (0.78, 0.70, 0.59)),
    ("blue", (0.17, 0.32, 0.52)),
    ("green", (0.30, 0.45, 0.36)),
    ("grey", (0.42, 0.42, 0.42)),
    ("black", (0.07, 0.07, 0.07)),
    ("red", (0.60, 0.16, 0.12)),
    ("yellow", (0.83, 0.66, 0.24)),
)
DYES: tuple[Shade, ...] = (
    ("white", (0.86, 0.86, 0.84)),
    ("black", (0.05, 0.05, 0.05)),
    ("grey", (0.40, 0.40, 0.41)),
    ("red", (0.62, 0.12, 0.10)),
    ("blue", (0.12, 0.27, 0.50)),
    ("green", (0.14, 0.36, 0.22)),
    ("yellow", (0.85, 0.68, 0.18)),
    ("orange", (0.80, 0.40, 0.12)),
    ("brown", (0.34, 0.22, 0.14)),
    ("pink", (0.78, 0.50, 0.52)),
    # what most things are of, beside the few that are loud
    ("white", (0.80, 0.79, 0.76)),
    ("black", (0.09, 0.09, 0.095)),
    ("grey", (0.58, 0.58, 0.57)),
    ("beige", (0.70, 0.63, 0.52)),
    ("blue", (0.28, 0.39, 0.50)),
    ("green", (0.32, 0.43, 0.33)),
    ("red", (0.45, 0.16, 0.14)),
)
GARMENTS: tuple[Shade, ...] = (
    ("white", (0.87, 0.86, 0.84)),
    ("black", (0.05, 0.05, 0.055)),
    ("black", (0.07, 0.07, 0.07)),
    ("grey", (0.50, 0.50, 0.50)),
    ("dark grey", (0.24, 0.24, 0.25)),
    ("blue", (0.20, 0.33, 0.55)),
    ("dark blue", (0.10, 0.14, 0.25)),
    ("dark blue", (0.08, 0.11, 0.20)),
    ("red", (0.58, 0.12, 0.12)),
    ("dark red", (0.34, 0.09, 0.12)),
    ("green", (0.24, 0.38, 0.26)),
    ("dark green", (0.12, 0.20, 0.15)),
    ("beige", (0.74, 0.66, 0.54)),
    ("brown", (0.34, 0.24, 0.17)),
    ("yellow", (0.82, 0.64, 0.20)),
    ("orange", (0.75, 0.38, 0.16)),
    ("pink", (0.80, 0.55, 0.58)),
)
MACHINES: tuple[Shade, ...] = (
    ("blue", (0.10, 0.24, 0.48)),
    ("orange", (0.80, 0.33, 0.06)),
    ("yellow", (0.86, 0.66, 0.06)),
    ("red", (0.60, 0.08, 0.07)),
    ("green", (0.10, 0.32, 0.20)),
    ("grey", (0.55, 0.56, 0.56)),
    ("dark blue", (0.08, 0.13, 0.24)),
)

PEELS: tuple[Shade, ...] = (
    ("red", (0.56, 0.11, 0.09)),
    ("dark red", (0.36, 0.08, 0.12)),
    ("orange", (0.85, 0.46, 0.13)),
    ("yellow", (0.86, 0.71, 0.23)),
    ("green", (0.46, 0.55, 0.20)),
    ("dark green", (0.12, 0.25, 0.08)),
    ("brown", (0.28, 0.18, 0.09)),
    ("beige", (0.74, 0.57, 0.38)),
    ("white", (0.86, 0.83, 0.77)),
)
CAR_PAINTS: tuple[Shade, ...] = (
    ("white", (0.86, 0.86, 0.85)),
    ("black", (0.04, 0.04, 0.045)),
    ("grey", (0.45, 0.46, 0.47)),
    ("grey", (0.66, 0.67, 0.68)),
    ("dark grey", (0.20, 0.21, 0.22)),
    ("blue", (0.10, 0.20, 0.42)),
    ("dark blue", (0.05, 0.09, 0.20)),
    ("red", (0.50, 0.06, 0.06)),
    ("green", (0.13, 0.24, 0.17)),
    ("brown", (0.30, 0.23, 0.17)),
    ("yellow", (0.85, 0.62, 0.08)),
)
RENDERS: tuple[Shade, ...] = (
    ("white", (0.84, 0.82, 0.77)),
    ("beige", (0.78, 0.71, 0.58)),
    ("yellow", (0.80, 0.67, 0.42)),
    ("pink", (0.76, 0.60, 0.52)),
    ("grey", (0.62, 0.61, 0.58)),
    ("orange", (0.72, 0.48, 0.32)),
    ("green", (0.60, 0.64, 0.53)),
    ("blue", (0.55, 0.61, 0.66)),
)

FURS: tuple[Shade, ...] = (
    ("beige", (0.74, 0.60, 0.42)),
    ("brown", (0.46, 0.29, 0.16)),
    ("dark brown", (0.22, 0.14, 0.09)),
    ("black", (0.05, 0.045, 0.04)),
    ("white", (0.86, 0.83, 0.78)),
    ("grey", (0.42, 0.41, 0.40)),
    ("orange", (0.70, 0.40, 0.18)),
    ("pink", (0.68, 0.46, 0.43)),
)
# Of two colours, so that people would not agree on one word.
PIED: tuple[Shade, ...] = (("", (0.05, 0.045, 0.04)), ("", (0.36, 0.20, 0.11)), ("", (0.52, 0.33, 0.18)))

DENIMS = (
    ("blue", (0.27, 0.33, 0.42)),
    ("dark blue", (0.13, 0.165, 0.235)),
    ("dark blue", (0.165, 0.205, 0.28)),
    ("black", (0.07, 0.07, 0.08)),
    ("blue", (0.43, 0.49, 0.56)),
)
PAPERS: tuple[Shade, ...] = (
    ("white", (0.89, 0.87, 0.81)),
    ("white", (0.91, 0.90, 0.88)),
    ("white", (0.86, 0.82, 0.73)),
)
BINDINGS: tuple[Shade, ...] = (
    ("white", (0.86, 0.85, 0.81)),
    ("white", (0.82, 0.79, 0.72)),
    ("black", (0.06, 0.06, 0.065)),
    ("grey", (0.40, 0.40, 0.41)),
    ("grey", (0.55, 0.56, 0.57)),
    ("beige", (0.70, 0.62, 0.49)),
    ("red", (0.45, 0.13, 0.12)),
    ("dark red", (0.30, 0.09, 0.10)),
    ("blue", (0.28, 0.38, 0.48)),
    ("dark blue", (0.10, 0.14, 0.24)),
    ("green", (0.28, 0.36, 0.29)),
    ("brown", (0.32, 0.22, 0.15)),
    ("yellow", (0.78, 0.64, 0.30)),
)
KEYS: tuple[Shade, ...] = (
    ("black", (0.05, 0.05, 0.052)),
    ("black", (0.035, 0.035, 0.04)),
    ("dark grey", (0.17, 0.17, 0.18)),
    ("white", (0.82, 0.82, 0.81)),
)
FAMILIES: dict[str, Family] = {
    "fur": Family("", (0.75, 0.9), FURS, jitter=0.03),
    "clouded fur": Family("", (0.75, 0.9), (("", (0.45, 0.30, 0.17)), ("", (0.40, 0.33, 0.25))), jitter=0.03),
    "pied fur": Family("", (0.75, 0.9), PIED),
    "tabby fur": Family(
        "", (0.75, 0.9), (("", (0.44, 0.38, 0.31)), ("", (0.42, 0.41, 0.40)), ("orange", (0.72, 0.44, 0.22)))
    ),
    "hide": Family("", (0.55, 0.75), FURS[:6], jitter=0.03),
    "pied hide": Family("", (0.55, 0.75), PIED),
    "wool": Family(
        "",
        (0.9, 1.0),
        (("white", (0.80, 0.76, 0.67)), ("beige", (0.68, 0.60, 0.48)), ("dark brown", (0.20, 0.15, 0.12))),
    ),
    "feathers": Family(
        "",
        (0.5, 0.7),
        (
            ("white", (0.85, 0.84, 0.82)),
            ("grey", (0.62, 0.64, 0.66)),
            ("grey", (0.42, 0.44, 0.47)),
            ("dark grey", (0.19, 0.21, 0.24)),
            ("black", (0.05, 0.05, 0.055)),
            ("beige", (0.64, 0.57, 0.47)),
            ("brown", (0.45, 0.27, 0.15)),
            ("dark brown", (0.24, 0.15, 0.09)),
            ("green", (0.05, 0.24, 0.15)),
        ),
    ),
    "barred feathers": Family("", (0.5, 0.7), (("brown", (0.42, 0.30, 0.19)), ("brown", (0.48, 0.35, 0.23)))),
    "wood": Family("wooden", (0.35, 0.6), WOODS),
    "planks": Family("wooden", (0.25, 0.5), WOODS[:5]),
    "lacquer": Family("", (0.25, 0.5), (*PAINTS[:3], ("black", (0.05, 0.05, 0.05)), *PAINTS[4:9])),
    "fabric": Family("fabric", (0.8, 0.95), CLOTHS),
    "bed linen": Family("fabric", (0.8, 0.95), CLOTHS),
    "leather": Family(
        "leather",
        (0.35, 0.55),
        (
            ("brown", (0.40, 0.22, 0.12)),
            ("brown", (0.52, 0.31, 0.17)),
            ("black", (0.06, 0.055, 0.05)),
            ("white", (0.84, 0.81, 0.75)),
            ("dark green", (0.12, 0.20, 0.15)),
        ),
    ),
    "paint": Family("", (0.6, 0.9), PAINTS, jitter=0.015),
    "plaster": Family("", (0.8, 0.95), PAINTS[:6], jitter=0.015),
    "metal": Family(
        "metal", (0.2, 0.45), (("", (0.76, 0.75, 0.74)), ("", (0.83, 0.68, 0.40)), ("", (0.55, 0.45, 0.38)))
    ),
    "enamel": Family(
        "metal", (0.35, 0.6), (("black", (0.05, 0.05, 0.05)), ("white", (0.86, 0.86, 0.85)), *GLAZES[5:6])
    ),
    "ceramic": Family("ceramic", (0.08, 0.35), GLAZES),
    "terracotta": Family("clay", (0.8, 0.95), (("", (0.69, 0.39, 0.26)), ("", (0.60, 0.36, 0.25)))),
    "plastic": Family("plastic", (0.25, 0.5), DYES),
    "glass": Family(
        "glass",
        (0.0, 0.03),
        (*((("", (0.97, 0.98, 0.97)),) * 4), ("green", (0.62, 0.82, 0.68)), ("", (0.85, 0.93, 0.97))),
    ),
    "table glass": Family(
        "glass",
        (0.0, 0.0),
        (*((("", (0.985, 0.99, 0.985)),) * 6), ("", (0.93, 0.975, 0.945)), ("", (0.91, 0.96, 0.98))),
        jitter=0.005,
    ),
    "pane": Family("glass", (0.0, 0.01), (("", (0.97, 0.98, 0.98)),), jitter=0.0),
    "screen": Family("", (0.08, 0.2), (("black", (0.012, 0.012, 0.014)),), jitter=0.0),
    "carpet": Family("", (0.9, 1.0), tuple(shade for shade in CLOTHS if shade[0] not in ("orange", "yellow", "pink"))),
    "rug": Family("", (0.9, 1.0), CLOTHS),
    "wicker": Family("wicker", (0.5, 0.7), (("", (0.70, 0.54, 0.35)), ("brown", (0.45, 0.31, 0.19)))),
    "tile": Family(
        "tiled",
        (0.1, 0.4),
        (("white", (0.86, 0.85, 0.82)), ("grey", (0.55, 0.55, 0.54)), ("beige", (0.76, 0.69, 0.59))),
    ),
    "stone": Family(
        "stone",
        (0.1, 0.4),
        (("white", (0.84, 0.83, 0.81)), ("grey", (0.50, 0.50, 0.49)), ("black", (0.09, 0.09, 0.09))),
    ),
    "concrete": Family("concrete", (0.6, 0.9), (("grey", (0.56, 0.55, 0.53)), ("grey", (0.46, 0.46, 0.45)))),
    "brick": Family("brick", (0.8, 0.95), (("", (0.56, 0.31, 0.24)), ("white", (0.82, 0.80, 0.77)))),
    "paper": Family("paper", (0.7, 0.9), (("white", (0.89, 0.87, 0.81)), ("white", (0.91, 0.90, 0.88)))),
    "cover": Family("", (0.35, 0.7), DYES, jitter=0.07),
    "page": Family("paper", (0.6, 0.85), PAPERS),
    "letter": Family("paper", (0.6, 0.85), PAPERS),
    "jacket": Family("", (0.25, 0.6), BINDINGS, jitter=0.06),
    "advert": Family("", (0.08, 0.3), tuple(("", colour) for _, colour in BINDINGS)),
    "keycaps": Family("plastic", (0.35, 0.6), KEYS),
    "desktop": Family("", (0.08, 0.2), (("black", (0.012, 0.012, 0.014)),), jitter=0.0, emission=1.5),
    "handset": Family("", (0.06, 0.15), (("black", (0.012, 0.012, 0.014)),), jitter=0.0, emission=1.1),
    "painting": Family("", (0.3, 0.7), CLOTHS, jitter=0.1),
    "foliage": Family(
        "", (0.35, 0.55), (("green", (0.17, 0.33, 0.13)), ("green", (0.24, 0.42, 0.17)), ("green", (0.13, 0.27, 0.16)))
    ),
    "soil": Family("", (0.95, 1.0), (("brown", (0.16, 0.11, 0.08)),)),
    "wax": Family(
        "",
        (0.35, 0.5),
        (
            *((("white", (0.90, 0.87, 0.78)),) * 3),
            ("beige", (0.80, 0.71, 0.56)),
            ("red", (0.50, 0.10, 0.09)),
            ("green", (0.36, 0.42, 0.33)),
            ("grey", (0.55, 0.54, 0.54)),
        ),
    ),
    "peel": Family("", (0.3, 0.55), PEELS, jitter=0.035),
    "apple skin": Family("", (0.28, 0.42), (PEELS[0], PEELS[1], PEELS[3], PEELS[4]), jitter=0.03),
    "pear skin": Family("", (0.35, 0.5), (PEELS[3], PEELS[4]), jitter=0.03),
    "banana skin": Family("", (0.38, 0.5), (PEELS[3],), jitter=0.03),
    "citrus skin": Family("", (0.32, 0.45), (PEELS[2], PEELS[3], PEELS[4]), jitter=0.03),
    "onion skin": Family("", (0.35, 0.5), (("brown", (0.62, 0.36, 0.15)), PEELS[7], PEELS[1]), jitter=0.03),
    "root skin": Family("", (0.45, 0.7), (PEELS[2], PEELS[5], PEELS[7]), jitter=0.03),
    "label": Family(
        "", (0.25, 0.55), (*DYES, ("beige", (0.80, 0.74, 0.62)), ("dark green", (0.08, 0.20, 0.13))), jitter=0.06
    ),
    "crust": Family("", (0.7, 0.9), (("brown", (0.56, 0.35, 0.17)), ("brown", (0.64, 0.44, 0.24)))),
    "rubber": Family("rubber", (0.6, 0.85), DYES),
    "lampshade": Family("", (0.8, 0.95), (("white", (0.90, 0.87, 0.80)), ("beige", (0.80, 0.70, 0.55)))),
    "painted steel": Family("metal", (0.3, 0.5), MACHINES),
    "street steel": Family("metal", (0.35, 0.55), (*MACHINES, ("black", (0.05, 0.05, 0.05)))),
    "corrugated steel": Family("metal", (0.4, 0.6), (("white", (0.80, 0.80, 0.78)), ("grey", (0.58, 0.60, 0.61)))),
    "raw wood": Family(
        "wooden", (0.75, 0.95), (("", (0.68, 0.55, 0.38)), ("", (0.58, 0.46, 0.33)), ("", (0.52, 0.47, 0.40)))
    ),
    "cardboard": Family(
        "cardboard",
        (0.75, 0.9),
        (("brown", (0.62, 0.47, 0.31)), ("brown", (0.55, 0.41, 0.27)), ("white", (0.80, 0.78, 0.73))),
    ),
    "film": Family("", (0.1, 0.2), (("", (0.95, 0.96, 0.96)),), jitter=0.0),
    "tape": Family("", (0.2, 0.4), (("brown", (0.52, 0.36, 0.20)), ("beige", (0.74, 0.66, 0.52)))),
    "terrazzo": Family(
        "stone",
        (0.08, 0.25),
        (("grey", (0.60, 0.59, 0.57)), ("beige", (0.72, 0.67, 0.59)), ("white", (0.80, 0.79, 0.76))),
    ),
    "slabs": Family(
        "stone",
        (0.06, 0.25),
        (("grey", (0.48, 0.48, 0.47)), ("beige", (0.69, 0.63, 0.54)), ("dark grey", (0.22, 0.22, 0.23))),
    ),
    "screed": Family("concrete", (0.22, 0.5), (("grey", (0.52, 0.52, 0.50)), ("grey", (0.44, 0.44, 0.43)))),
    "epoxy": Family(
        "", (0.12, 0.32), (("grey", (0.45, 0.47, 0.48)), ("green", (0.27, 0.38, 0.33)), ("blue", (0.33, 0.41, 0.48)))
    ),
    "linoleum": Family(
        "",
        (0.18, 0.35),
        (
            ("grey", (0.50, 0.51, 0.50)),
            ("beige", (0.66, 0.59, 0.47)),
            ("blue", (0.36, 0.44, 0.50)),
            ("green", (0.42, 0.50, 0.42)),
        ),
    ),
    "carpet tiles": Family("", (0.9, 1.0), CLOTHS[2:6]),
    "ceiling tiles": Family("", (0.85, 0.95), (("white", (0.86, 0.86, 0.84)),)),
    "road paint": Family("", (0.4, 0.7), (("yellow", (0.78, 0.62, 0.12)), ("white", (0.82, 0.82, 0.79)))),
    "whiteboard": Family("", (0.05, 0.15), (("white", (0.91, 0.92, 0.92)),), jitter=0.005),
    "chalkboard": Family("", (0.6, 0.8), (("dark green", (0.09, 0.19, 0.15)), ("black", (0.07, 0.075, 0.075)))),
    "cork": Family("cork", (0.85, 0.95), (("brown", (0.60, 0.44, 0.28)),)),
    "exit sign": Family("", (0.3, 0.4), (("green", (0.05, 0.45, 0.22)),), jitter=0.0),
    "light panel": Family("", (0.5, 0.5), (("white", (0.92, 0.92, 0.90)),), jitter=0.0),
    "shop lamp": Family("", (0.5, 0.5), (("white", (0.92, 0.92, 0.90)),), jitter=0.0),
    "steel": Family("metal", (0.2, 0.4), (("", (0.74, 0.74, 0.73)),), jitter=0.01),
    "chrome": Family("metal", (0.04, 0.12), (("", (0.80, 0.80, 0.80)),), jitter=0.01),
    "mirror": Family("", (0.0, 0.0), (("", (0.93, 0.93, 0.93)),), jitter=0.0),
    "frosted": Family("glass", (0.4, 0.6), (("", (0.93, 0.95, 0.95)),), jitter=0.0),
    "laminate": Family(
        "",
        (0.3, 0.5),
        (
            ("white", (0.86, 0.85, 0.83)),
            ("grey", (0.45, 0.45, 0.45)),
            ("dark grey", (0.22, 0.22, 0.22)),
            ("beige", (0.72, 0.64, 0.53)),
            ("black", (0.07, 0.07, 0.07)),
        ),
    ),
    "wall tile": Family(
        "tiled",
        (0.06, 0.3),
        (
            ("white", (0.88, 0.87, 0.85)),
            ("white", (0.84, 0.84, 0.83)),
            ("grey", (0.55, 0.55, 0.54)),
            ("beige", (0.76, 0.69, 0.59)),
            ("blue", (0.34, 0.47, 0.57)),
            ("green", (0.42, 0.53, 0.45)),
            ("dark grey", (0.22, 0.23, 0.24)),
        ),
    ),
    "cotton": Family("", (0.8, 0.95), GARMENTS, jitter=0.03),
    "knit": Family("", (0.9, 1.0), GARMENTS, jitter=0.03),
    "printed cotton": Family("", (0.8, 0.95), GARMENTS, jitter=0.03),
    "checked cotton": Family("", (0.8, 0.95), GARMENTS, jitter=0.03),
    "striped knit": Family("", (0.9, 1.0), GARMENTS, jitter=0.03),
    "suiting": Family(
        "",
        (0.75, 0.9),
        (
            ("black", (0.06, 0.06, 0.065)),
            ("dark grey", (0.17, 0.17, 0.18)),
            ("dark blue", (0.08, 0.10, 0.17)),
            ("grey", (0.40, 0.40, 0.41)),
            ("beige", (0.60, 0.54, 0.45)),
        ),
    ),
    "denim": Family("", (0.8, 0.95), DENIMS),
    "jeans": Family("", (0.8, 0.95), DENIMS),
    "tweed": Family("", (0.9, 1.0), GARMENTS, jitter=0.03),
    "twill": Family("", (0.8, 0.95), GARMENTS, jitter=0.03),
    "skin": Family("", (0.45, 0.55), (("", (0.64, 0.43, 0.30)),)),
    "aged skin": Family("", (0.45, 0.55), (("", (0.64, 0.43, 0.30)),)),
    "soft leather": Family("leather", (0.42, 0.6), (("brown", (0.30, 0.18, 0.11)), ("black", (0.06, 0.055, 0.05)))),
    "hair": Family("", (0.45, 0.6), (("", (0.20, 0.13, 0.09)),)),
    "eye": Family("", (0.05, 0.15), (("", (0.86, 0.84, 0.82)),)),
    "wallpaper": Family("", (0.7, 0.9), PAINTS, jitter=0.02),
    "panelling": Family("", (0.35, 0.55), (*PAINTS[:9], ("brown", (0.48, 0.36, 0.26)))),
    "towel": Family("fabric", (0.95, 1.0), CLOTHS),
    "felt": Family("fabric", (0.9, 1.0), (("yellow", (0.70, 0.74, 0.22)), ("yellow", (0.62, 0.63, 0.27)))),
    "tea towel": Family(
        "fabric", (0.85, 0.95), tuple(shade for shade in CLOTHS if shade[0] in ("blue", "dark blue", "green", "red"))
    ),
    "leaves": Family(
        "",
        (0.4, 0.6),
        (
            ("green", (0.29, 0.41, 0.14)),
            ("green", (0.35, 0.46, 0.16)),
            ("green", (0.25, 0.36, 0.15)),
            ("green", (0.42, 0.50, 0.19)),
            ("dark green", (0.20, 0.31, 0.13)),
            ("yellow", (0.63, 0.50, 0.12)),
            ("orange", (0.60, 0.32, 0.10)),
            ("red", (0.47, 0.14, 0.08)),
            ("brown", (0.40, 0.25, 0.13)),
        ),
    ),
    "needles": Family(
        "",
        (0.4, 0.6),
        (("dark green", (0.16, 0.25, 0.13)), ("green", (0.22, 0.32, 0.16)), ("green", (0.20, 0.28, 0.21))),
    ),
    "bark": Family(
        "", (0.85, 1.0), (("brown", (0.31, 0.25, 0.20)), ("grey", (0.40, 0.37, 0.33)), ("brown", (0.23, 0.18, 0.14)))
    ),
    "birch bark": Family("", (0.6, 0.8), (("white", (0.78, 0.76, 0.71)),)),
    "grass": Family(
        "",
        (0.45, 0.65),
        (
            ("green", (0.28, 0.38, 0.14)),
            ("green", (0.35, 0.43, 0.18)),
            ("green", (0.23, 0.33, 0.13)),
            ("yellow", (0.56, 0.50, 0.27)),
        ),
    ),
    "petals": Family(
        "",
        (0.5, 0.7),
        (
            ("white", (0.90, 0.89, 0.86)),
            ("yellow", (0.90, 0.74, 0.10)),
            ("red", (0.72, 0.09, 0.07)),
            ("pink", (0.82, 0.42, 0.56)),
            ("purple", (0.44, 0.24, 0.60)),
            ("blue", (0.25, 0.32, 0.70)),
        ),
    ),
    "meadow": Family(
        "",
        (0.85, 1.0),
        (("green", (0.30, 0.38, 0.15)), ("green", (0.25, 0.33, 0.13)), ("green", (0.40, 0.43, 0.20))),
    ),
    "mountain": Family("", (0.85, 1.0), (("green", (0.30, 0.37, 0.16)), ("green", (0.27, 0.33, 0.15)))),
    "woodland": Family("", (0.85, 1.0), (("dark green", (0.16, 0.22, 0.10)), ("dark green", (0.13, 0.19, 0.10)))),
    "snow": Family("", (0.5, 0.7), (("white", (0.91, 0.92, 0.94)),), jitter=0.008),
    "trodden snow": Family("", (0.6, 0.8), (("white", (0.84, 0.85, 0.87)),), jitter=0.01),
    "foam": Family("", (0.4, 0.6), (("white", (0.86, 0.88, 0.88)),), jitter=0.01),
    "gravel": Family(
        "", (0.85, 1.0), (("grey", (0.52, 0.50, 0.47)), ("beige", (0.64, 0.57, 0.46)), ("brown", (0.45, 0.37, 0.29)))
    ),
    "rock": Family(
        "stone", (0.8, 1.0), (("grey", (0.45, 0.44, 0.42)), ("grey", (0.55, 0.53, 0.50)), ("brown", (0.46, 0.39, 0.32)))
    ),
    "sand": Family("", (0.85, 1.0), (("beige", (0.76, 0.67, 0.51)), ("beige", (0.68, 0.59, 0.45)))),
    "water": Family("", (0.02, 0.06), (("", (0.05, 0.09, 0.09)), ("", (0.07, 0.09, 0.07))), jitter=0.01),
    "pool water": Family("", (0.03, 0.07), (("blue", (0.16, 0.56, 0.66)), ("blue", (0.10, 0.47, 0.62))), jitter=0.01),
    "basin water": Family(
        "", (0.03, 0.07), (("", (0.27, 0.28, 0.21)), ("", (0.33, 0.33, 0.28)), ("", (0.22, 0.27, 0.22))), jitter=0.015
    ),
    "weathered wood": Family(
        "wooden",
        (0.75, 0.95),
        (("grey", (0.50, 0.48, 0.44)), ("brown", (0.42, 0.34, 0.26)), ("grey", (0.38, 0.36, 0.34))),
    ),
    "hay": Family("", (0.85, 1.0), (("yellow", (0.72, 0.60, 0.33)), ("yellow", (0.63, 0.53, 0.33)))),
    "asphalt": Family(
        "",
        (0.75, 0.95),
        (("grey", (0.30, 0.30, 0.30)), ("grey", (0.36, 0.35, 0.34)), ("grey", (0.24, 0.24, 0.25))),
        jitter=0.005,
    ),
    "paving": Family(
        "stone", (0.7, 0.9), (("grey", (0.48, 0.47, 0.45)), ("grey", (0.55, 0.53, 0.50)), ("", (0.53, 0.47, 0.41)))
    ),
    "cobbles": Family(
        "stone", (0.6, 0.85), (("grey", (0.42, 0.41, 0.40)), ("grey", (0.52, 0.50, 0.47)), ("", (0.47, 0.40, 0.34)))
    ),
    "kerb stone": Family("stone", (0.7, 0.9), (("grey", (0.55, 0.54, 0.53)), ("grey", (0.47, 0.47, 0.46)))),
    "render": Family("", (0.85, 0.97), RENDERS, jitter=0.015),
    "facade brick": Family(
        "brick",
        (0.8, 0.95),
        (("", (0.50, 0.27, 0.20)), ("", (0.57, 0.36, 0.26)), ("", (0.62, 0.50, 0.36)), ("", (0.40, 0.24, 0.19))),
    ),
    "facade stone": Family(
        "stone", (0.75, 0.92), (("", (0.66, 0.61, 0.52)), ("grey", (0.56, 0.55, 0.52)), ("", (0.72, 0.64, 0.52)))
    ),
    "facade trim": Family(
        "",
        (0.6, 0.85),
        (
            ("white", (0.84, 0.83, 0.80)),
            ("grey", (0.60, 0.59, 0.57)),
            ("", (0.70, 0.66, 0.58)),
            ("", (0.28, 0.25, 0.22)),
        ),
    ),
    "roof tile": Family(
        "clay", (0.75, 0.95), (("", (0.52, 0.27, 0.19)), ("", (0.42, 0.25, 0.19)), ("", (0.58, 0.33, 0.22)))
    ),
    "slate": Family("slate", (0.5, 0.8), (("grey", (0.25, 0.26, 0.28)), ("grey", (0.33, 0.33, 0.34)))),
    "window glass": Family(
        "glass",
        (0.01, 0.05),
        (("black", (0.05, 0.06, 0.07)), ("grey", (0.38, 0.38, 0.37)), ("white", (0.66, 0.64, 0.58))),
    ),
    "car glass": Family("glass", (0.0, 0.02), (("", (0.82, 0.87, 0.85)), ("", (0.70, 0.74, 0.73))), jitter=0.01),
    "car paint": Family("", (0.2, 0.35), CAR_PAINTS),
    "tyre": Family("rubber", (0.75, 0.95), (("black", (0.07, 0.07, 0.07)),)),
    "lamp glass": Family(
        "",
        (0.05, 0.15),
        (
            ("white", (0.85, 0.87, 0.88)),
            ("red", (0.52, 0.04, 0.03)),
            ("orange", (0.75, 0.38, 0.05)),
            ("green", (0.05, 0.45, 0.25)),
        ),
    ),
    "sign sheet": Family(
        "",
        (0.3, 0.5),
        (
            ("white", (0.88, 0.88, 0.86)),
            ("blue", (0.08, 0.24, 0.55)),
            ("yellow", (0.90, 0.72, 0.08)),
            ("red", (0.70, 0.06, 0.06)),
        ),
    ),
    "awning": Family("fabric", (0.8, 0.95), CLOTHS),
    "rusty iron": Family("metal", (0.5, 0.7), (("", (0.27, 0.24, 0.22)), ("", (0.33, 0.27, 0.22)))),
    "emitter": Family("", (0.5, 0.5), (("white", (1.0, 0.86, 0.68)),), jitter=0.0),
}


def sample_material(
    family: str, rng: np.random.Generator, words: Sequence[str] = (), emission: float = 0.0
) -> Material:
    """Return a material of a family in one of its colours; `words` restricts them to those called so.

    Raises RequestError where there is no such family, or it has none of these colours.
    """
    stuff = named(FAMILIES, family, "a family of materials", "family")
    shades = [shade for shade in stuff.shades if not words or shade[0] in words]
    if not shades:
        asked, have = " or ".join(map(repr, words)), {word for word, _ in stuff.shades if word}
        raise RequestError(f"{family} has no colour called {asked}{allowed(words[0], have)}", "words")
    _, colour = shades[int(rng.integers(len(shades)))]
    roughness = round(float(rng.uniform(*stuff.roughness)), 4)
    shade = jittered(colour, rng, stuff.jitter)
    return Material(family, shade, roughness, int(rng.integers(2**31)), emission or stuff.emission)


def words_of(material: Material, size: str = "") -> Words:
    """Return what people would say of a material: the word of its family's nearest colour, and of the family.

    Raises RequestError where there is no such family.
    """
    stuff = named(FAMILIES, material.family, "a family of materials", "family")
    return Words(_nearest(material.colour, stuff.shades), stuff.word, size)


def _nearest(colour: Vec3, shades: Sequence[Shade]) -> str:
    r, g, b = colour  # numpy takes 20 times as long for so few
    return min(shades, key=lambda shade: abs(r - shade[1][0]) + abs(g - shade[1][1]) + abs(b - shade[1][2]))[0]
