"""What animals and people are covered with, and what people wear."""

from __future__ import annotations

from .family import Family
from .shades import DENIMS, FURS, GARMENTS, PIED

COATS: dict[str, Family] = {
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
}
CLOTHES_AND_SKIN: dict[str, Family] = {
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
}
