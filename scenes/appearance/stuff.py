"""What families of materials are, in words that everybody knows, and what they do with light."""

from __future__ import annotations

UNSCATTERING = frozenset(
    {"metal", "steel", "chrome", "mirror", "glass", "table glass", "pane"}
)  # they mirror it, or let it pass
CLEAR = frozenset({"glass", "table glass", "pane"})  # what lies behind is seen through them
# Classes with their families. Numbers in the truth are places in this order, from 1: what is added is added at the end.
# Families of no class, such as screens and lamps, have 0.
_CLASSES: dict[str, tuple[str, ...]] = {
    "wood": ("wood", "planks", "raw wood", "weathered wood"),
    "metal": ("metal", "enamel", "painted steel", "corrugated steel", "steel", "chrome", "rusty iron", "street steel"),
    "glass": ("glass", "table glass", "pane", "frosted", "window glass", "car glass", "lamp glass"),
    "mirror": ("mirror",),
    "fabric": (
        *("fabric", "bed linen", "carpet", "rug", "towel", "felt", "tea towel", "carpet tiles", "lampshade", "awning"),
        *("cotton", "printed cotton", "checked cotton", "knit", "striped knit"),
        *("denim", "jeans", "suiting", "tweed", "twill"),
    ),
    "leather": ("leather", "soft leather"),
    "fur": ("fur", "clouded fur", "pied fur", "tabby fur", "hide", "pied hide", "wool"),
    "feathers": ("feathers", "barred feathers"),
    "skin": ("skin", "aged skin"),
    "hair": ("hair",),
    "plastic": ("plastic", "tape", "linoleum", "laminate", "keycaps", "film"),
    "rubber": ("rubber", "tyre"),
    "ceramic": ("ceramic", "tile", "wall tile", "terracotta", "roof tile"),
    "stone": (
        *("stone", "terrazzo", "slabs", "rock", "paving", "cobbles", "kerb stone", "facade stone", "slate"),
        "gravel",
    ),
    "concrete": ("concrete", "screed"),
    "brick": ("brick", "facade brick"),
    "plaster": ("plaster", "render", "facade trim"),
    "paint": ("paint", "lacquer", "car paint", "road paint", "panelling"),
    "paper": ("paper", "cover", "cardboard", "wallpaper", "label", "page", "letter", "jacket", "advert"),
    "wicker": ("wicker",),
    "plants": (
        "foliage",
        "leaves",
        "needles",
        "grass",
        "petals",
        "bark",
        "birch bark",
        "meadow",
        "mountain",
        "woodland",
        "hay",
    ),
    "soil": ("soil", "sand"),
    "asphalt": ("asphalt",),
    "water": ("water", "pool water", "snow", "trodden snow", "foam", "basin water"),
}
STUFF = tuple(_CLASSES)
NUMBERS = {family: number for number, families in enumerate(_CLASSES.values(), start=1) for family in families}
