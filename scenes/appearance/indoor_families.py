"""What things in rooms and halls are made of."""

from __future__ import annotations

from .family import Family
from .shades import BINDINGS, CLOTHS, DYES, GLAZES, KEYS, MACHINES, PAINTS, PAPERS, PEELS, WOODS

FURNISHINGS: dict[str, Family] = {
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
}
HALLS: dict[str, Family] = {
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
}
FITTINGS: dict[str, Family] = {
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
}
LININGS_AND_TOWELS: dict[str, Family] = {
    "wallpaper": Family("", (0.7, 0.9), PAINTS, jitter=0.02),
    "panelling": Family("", (0.35, 0.55), (*PAINTS[:9], ("brown", (0.48, 0.36, 0.26)))),
    "towel": Family("fabric", (0.95, 1.0), CLOTHS),
    "felt": Family("fabric", (0.9, 1.0), (("yellow", (0.70, 0.74, 0.22)), ("yellow", (0.62, 0.63, 0.27)))),
    "tea towel": Family(
        "fabric", (0.85, 0.95), tuple(shade for shade in CLOTHS if shade[0] in ("blue", "dark blue", "green", "red"))
    ),
}
