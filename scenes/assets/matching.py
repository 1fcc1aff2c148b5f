"""What a model's materials are made of: a family of materials, from the material's name, look or category."""

from __future__ import annotations

import re
import zlib

from ..appearance.materials import FAMILIES
from ..poses import Vec3
from ..spec import Material
from .sources import SlotSource

# Parts of words by family, in the languages that models are named in. The first family that matches is taken.
WORDS: dict[str, str] = {
    "mirror": "mirror miroir spiegel espejo",
    "glass": "glass glas vidrio cristal vetro verre vitre crystal transparent",
    "leather": "leather cuir cuero pelle leder skai",
    "fabric": "fabric cloth tissu tela tejido stoff textile cotton coton linen velvet wool laine cushion coussin cojin "
    "pillow mattress matelas colchon sheet drap sofa couch seat asiento upholster canape blanket towel toalla",
    "wicker": "wicker rattan osier mimbre",
    "wood": "wood bois madera holz legno oak chene roble pine walnut noyer nogal beech hetre mahogany acajou teak "
    "cherry cerezo merisier maple birch bamboo parquet plywood timber haya wenge",
    "chrome": "chrome chrom",
    "steel": "inox stainless steel acier acero",
    "metal": "metal alum iron brass laiton laton gold silver copper cuivre bronze argent zinc nickel hierro fer_",
    "stone": "marble marbre marmol granit stone pierre piedra",
    "concrete": "concrete beton hormigon cement",
    "brick": "brick brique ladrillo",
    "tile": "tile carrelage azulejo",
    "terracotta": "terracotta terre_cuite clay maceta",
    "ceramic": "ceramic porcelain porcelaine faience ceramica enamelled",
    "foliage": "leaf leaves feuille hoja plant grass herbe foliage stem tige petal",
    "soil": "soil earth terre dirt tierra",
    "paper": "paper papier papel carton cardboard page",
    "screen": "screen ecran pantalla display lcd",
    "rubber": "rubber caoutchouc goma pneu tyre tire_",
    "plastic": "plastic plastique plastico vinyl pvc nylon polymer",
    "lampshade": "lampshade abatjour abat_jour",
    "lacquer": "lacquer laque varnish vernis",
    "wax": "wax cire cera",
    "carpet": "carpet tapis rug alfombra",
}
# What a thing of a category is made of where its material's name does not say.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "fabric": ("sofa", "corner sofa", "armchair", "ottoman", "bed", "towel", "dress", "jacket",
               "trousers", "shorts", "skirt", "sock", "hat", "cap", "glove", "folded clothes", "hanging clothes",
               "teddy bear", "doll", "person", "cat", "dog", "horse", "rabbit", "chicken", "backpack", "sleeping bag",
               "slippers", "tent", "parasol", "hammock", "cot", "folding screen", "umbrella", "deck chair",
               "pushchair"),
    "leather": ("shoes", "handbag", "briefcase", "suitcase", "weight bench", "punching bag"),
    "wood": ("chair", "stool", "dining table", "round table", "coffee table", "side table", "desk", "nightstand",
             "dresser", "wardrobe", "bookshelf", "tv stand", "chest", "chopping board",
             "bench", "crate", "pallet", "fence", "picture frame", "cuckoo clock", "wooden toy", "wooden box",
             "doll's house", "knife block", "chessboard", "table football", "pool table", "speaker", "piano bench",
             "children's table", "children's chair", "high chair", "bar stool", "garden table", "dressing table",
             "bunk bed", "school desk", "drawing table", "workbench", "playhouse", "garden shed", "dog house",
             "changing table", "rocking horse", "xylophone", "coat rack"),
    "ceramic": ("vase", "plate", "bowl", "mug", "cup", "teapot", "bathtub", "washbasin", "toilet", "bidet", "urinal",
                "sugar bowl", "milk jug", "vanity unit", "fruit bowl", "shower", "hot tub", "ashtray", "laundry tub"),
    "terracotta": ("planter",),
    "lampshade": ("lamp", "table lamp", "floor lamp", "ceiling lamp", "wall lamp", "chandelier"),
    "steel": ("scissors", "kettle", "toaster", "coffee machine", "extractor hood", "hob", "blender", "stand mixer",
              "table grill", "mini oven", "deep fryer", "kitchen scale", "kitchen utensil", "squeezer", "towel rack",
              "shower head", "paper towel holder", "drying rack", "shopping trolley", "bread box", "rice cooker"),
    "painted steel": ("desk lamp", "fan", "ceiling fan", "multi-gym", "climbing frame", "swing", "treadmill", "seesaw",
                      "wheelbarrow", "forklift", "angle grinder", "tricycle", "exercise bike", "wheelchair", "railing",
                      "rubbish bin", "bin", "fire extinguisher", "fire hydrant", "mailbox", "letter box", "safe",
                      "water heater", "furnace", "barrel", "spring rider", "trampoline", "shovel", "lawnmower",
                      "camping stove", "shipping container", "goal", "pinball machine"),
    "carpet": ("rug", "bath mat", "doormat"),
    "foliage": ("tree", "palm tree", "bush", "hedge", "plant", "flowers", "bonsai", "cactus",
                "christmas tree", "bamboo stems"),
    "metal": ("fork", "spoon", "knife", "pan", "bicycle", "lamppost", "sink", "ladder", "microwave"),
    "lacquer": ("kitchen cabinet", "wall cabinet", "kitchen island", "car", "van", "bus", "lorry", "grand piano",
                "upright piano", "motorbike", "scooter", "electric guitar", "toy aeroplane", "radio"),
    "enamel": ("refrigerator", "washing machine", "oven", "radiator", "filing cabinet", "locker", "dishwasher",
               "tumble dryer", "chest freezer"),
    "stone": ("rock", "stone lantern", "fountain"),
    "paper": ("book", "newspaper", "cardboard box", "banknote", "calendar", "playing cards"),
    "plastic": (),
}  # fmt: skip
_OF_CATEGORY = {category: family for family, categories in CATEGORIES.items() for category in categories}
METALS = frozenset({"metal", "steel", "chrome"})
CLEAR = 0.35  # the transmission from which a material is glass
NEUTRAL = 0.08  # colours whose channels lie as near as this are greys
NAMELESS = 0.03  # colours nearer to neutral white than this say nothing of what a thing is made of


def material_of(slot: SlotSource, category: str, texture: str) -> Material:
    """Return the material of one slot: its family found, its colour and its texture (LIBRARY/ID or "") kept.

    Its roughness is the file's where that is not the format's default, else the middle of the family's range.
    """
    family = family_of(slot, category)
    low, high = FAMILIES[family].roughness
    stated = 0.05 < slot.roughness < 0.95 and abs(slot.roughness - 0.5) > 1e-3 and "colour" in slot.maps
    roughness = min(max(slot.roughness, low), high) if stated else (low + high) / 2
    red, green, blue = (round(min(max(part, 0.0), 1.0), 4) for part in slot.colour)
    if family in METALS:  # what is dark as a paint would be black as bare metal
        red, green, blue = (round(0.35 + 0.6 * part, 4) for part in (red, green, blue))
    elif not texture:
        red, green, blue = (round(min(max(part, 0.02), 0.88), 4) for part in (red, green, blue))
    seed = zlib.crc32(f"{category}/{slot.name}".encode()) % 2**31
    return Material(family, (red, green, blue), round(roughness, 4), seed, round(min(slot.emission, 20.0), 3), texture)


def family_of(slot: SlotSource, category: str) -> str:
    """Return the family of a slot: clear ones are glass; then its name's words, the metallic share, the category."""
    if slot.transmission >= CLEAR and "colour" not in slot.maps:
        return "glass"
    named = named_family(slot.name)
    if named and not (named == "glass" and "colour" in slot.maps):
        return named
    if slot.metallic > 0.5:
        return "metal"
    usual = _OF_CATEGORY.get(category, "plastic")
    return usual if "colour" in slot.maps else _of_such_colour(usual, slot.colour)


def named_family(name: str) -> str:
    """Return the family that a material's name speaks of, or ""."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower().replace("é", "e").replace("ê", "e")
    for family, parts in WORDS.items():
        if any(re.search(rf"(?<![a-z]){part}", words) for part in parts.split()):
            return family
    return ""


def _of_such_colour(usual: str, colour: Vec3) -> str:
    """Return the family of a category, or what its things are made of where their colour is none of that family's.

    No wood is blue, and what is nearly white is painted; legs are grey, pots are not green, bulbs' holders are dark.
    """
    red, green, blue = colour
    neutral, light = max(colour) - min(colour) < NEUTRAL, sum(colour) / 3
    warm = red >= green >= blue and red - blue > NAMELESS
    bare = neutral and 0.3 < light < 0.8
    if usual == "wood" and not warm:
        return "metal" if bare else "lacquer"
    if usual == "foliage" and (neutral or green < max(red, blue)):
        return "ceramic" if neutral else "bark" if warm and red - blue < 0.4 else "petals"
    if usual == "lampshade" and light < 0.6:
        return "metal" if neutral else "lacquer"
    if usual == "terracotta" and not warm:
        return "ceramic"
    return "enamel" if usual == "steel" and not bare else usual
