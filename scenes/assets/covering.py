"""What a library's skies and textures are good for, by their names and by what was measured on them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .library import LibrarySky

# The families of materials that a texture can stand in for, by words of its name; the first match is taken.
COVERS: Mapping[str, tuple[str, ...]] = {
    "wallpaper": ("wallpaper", "paint"),
    "plaster stucco render roughcast": ("plaster", "render", "paint"),
    "paint": ("paint", "plaster"),
    "parquet plank planks floorboard floorboards laminate herringbone": ("planks",),
    "asphalt tarmac road": ("asphalt",),
    "cobble cobbles cobblestone cobblestones": ("cobbles",),
    "paving pavement paver pavers": ("paving", "slabs"),
    "gravel pebble pebbles": ("gravel",),
    "roof": ("roof tile",),
    "slate": ("slate",),
    "brick bricks": ("brick", "facade brick"),
    "sandstone limestone ashlar": ("facade stone",),
    "tile tiles tiled": ("tile", "wall tile"),
    "terrazzo": ("terrazzo",),
    "marble granite travertine stone": ("stone", "slabs", "terrazzo"),
    "concrete cement screed": ("concrete", "screed", "kerb stone"),
    "sand beach": ("sand",),
    "grass lawn meadow": ("meadow",),
    "soil dirt mud": ("soil",),
    "rock rocks cliff": ("rock",),
    "bark": ("bark",),
    "carpet": ("carpet", "carpet tiles"),
    "rug": ("rug",),
    "linoleum vinyl": ("linoleum",),
    "leather": ("leather",),
    "terry towel": ("towel",),
    "fabric cloth textile linen cotton velvet wool denim tweed curtain": ("fabric", "bed linen"),
    "wood oak pine walnut beech": ("wood", "raw wood"),
}

# The hours at which a sky can be seen, by words of its name. What is no sky gives no light outdoors.
HOURS: Mapping[str, str] = {
    "indoors": "studio interior indoor indoors room hall office workshop garage church kitchen lounge warehouse",
    "night": "night midnight moon moonlit moonless stars starry",
    "dusk": "dusk dawn twilight",
    "overcast": "overcast cloudy rain rainy fog foggy mist misty",
}
LOW_SUN_DEG = 14.0  # up to here a sun is low


def covers(name: str) -> tuple[str, ...]:
    """Return the families of materials that a texture of this name can stand in for; none if it says nothing.

    "red-brick-wall" is good for brick, and "Bricks075A" too.
    """
    said = _words(name)
    return next((families for words, families in COVERS.items() if said & set(words.split())), ())


def hour_of(sky: LibrarySky) -> str:
    """Return "day", "low sun", "overcast", "dusk" or "night" by a sky's name, else by its sun; "indoors" for a room."""
    said = _words(sky.id)
    named = next((hour for hour, words in HOURS.items() if said & set(words.split())), "")
    if named:
        return named
    if sky.sun_deg is None:
        return "dusk" if said & {"sunset", "sunrise"} else "overcast"
    return "low sun" if sky.sun_deg[1] < LOW_SUN_DEG else "day"


def _words(name: str) -> set[str]:
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()
    return set(re.sub(r"[\W_\d]+", " ", apart).split())
