"""From a Material to a Blender node tree.

Patterns live in object space, where a unit is a metre, so grain, weave and planks have their true size. Every look is
a row of LOOKS; bump stays out of the truth, which renders with a material of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ...scenes.appearance.wear import MANNERS
from ...scenes.errors import AssetError, named
from ...scenes.spec import Material
from .indirect_proxies import flattened
from .opacity import FAMILY, OPAQUE, SOLID
from .patterns.cloth import CLOTH
from .patterns.coats import COATS
from .patterns.copies import Copies
from .patterns.foliage import LEAFY
from .patterns.food import EATEN
from .patterns.glow import seen_glow
from .patterns.interiors import BUILT
from .patterns.land import LAND
from .patterns.nature import GROWN
from .patterns.prints import PRINTED, has_picture, shown
from .patterns.shore import SHORE
from .patterns.stains import filmed
from .patterns.street import STREET
from .patterns.tree import PATTERNS, Socket, Tree, linear
from .patterns.wear import worn
from .process import bpy
from .textures import pictures_of


@dataclass(frozen=True, slots=True)
class Finish:
    """How a family looks: its pattern, how far that moves colour (a share) and roughness, and its relief in metres.

    `inputs` go to the Principled shader; `through` is the share of light that a thin sheet lets pass.
    """

    pattern: str = "even"
    scale: float = 1.0
    tint: float = 0.1
    rough: float = 0.05
    relief_m: float = 0.0
    inputs: Mapping[str, float] = field(default_factory=dict)
    through: float = 0.0


SKIN = {"Subsurface Weight": 0.2, "Subsurface Scale": 0.005, "Specular IOR Level": 0.32}
FLESH = {"Subsurface Weight": 0.08, "Subsurface Scale": 0.01}
LOOKS: dict[str, Finish] = {
    "wood": Finish("grain", 1.0, 0.45, 0.12, 0.0002),
    "planks": Finish("planks", 1.0, 0.5, 0.15, 0.0006),
    "lacquer": Finish("even", 3.0, 0.03, 0.05, 0.00005),
    "fabric": Finish("cloth", 900.0, 0.22, 0.05, 0.0012, {"Sheen Weight": 0.3, "Specular IOR Level": 0.2}),
    "bed linen": Finish("creased", 1.0, 0.12, 0.03, 0.014, {"Sheen Weight": 0.2, "Specular IOR Level": 0.2}),
    "leather": Finish("cells", 260.0, 0.2, 0.1, 0.0004),
    "paint": Finish("rolled", 90.0, 0.06, 0.05, 0.005),
    "plaster": Finish("rolled", 60.0, 0.08, 0.05, 0.006),
    "metal": Finish("brushed", 1.0, 0.06, 0.1, 0.00002, {"Metallic": 1.0}),
    "enamel": Finish("even", 200.0, 0.03, 0.05, 0.00005),
    "ceramic": Finish("even", 12.0, 0.05, 0.03, 0.0001, {"Coat Weight": 0.4}),
    "terracotta": Finish("limed", 40.0, 0.15, 0.05, 0.0003),
    "plastic": Finish("even", 500.0, 0.02, 0.05, 0.00004),
    "screen": Finish("even", 1.0, 0.0, 0.02, 0.0),
    "carpet": Finish("cloth", 220.0, 0.35, 0.02, 0.004, {"Sheen Weight": 0.2, "Specular IOR Level": 0.05}),
    "rug": Finish("motif", 1.0, 0.8, 0.02, 0.003, {"Sheen Weight": 0.2, "Specular IOR Level": 0.05}),
    "wicker": Finish("wicker", 1.0, 0.5, 0.1, 0.003),
    "tile": Finish("tiles", 1.0, 0.35, 0.1, 0.0015),
    "stone": Finish("veins", 3.0, 0.35, 0.05, 0.0),
    "concrete": Finish("even", 6.0, 0.2, 0.1, 0.0006),
    "brick": Finish("bricks", 1.0, 0.5, 0.1, 0.006),
    "paper": Finish("leaves", 900.0, 0.15, 0.02, 0.0002),
    "cover": Finish("even", 300.0, 0.08, 0.05, 0.0001),
    "page": Finish("picture", 700.0, 0.1, 0.03, 0.0001),
    "letter": Finish("picture", 700.0, 0.1, 0.03, 0.0001),
    "jacket": Finish("picture", 300.0, 0.08, 0.06, 0.00008),
    "advert": Finish("picture", 300.0, 0.05, 0.05, 0.0),
    "keycaps": Finish("picture", 500.0, 0.02, 0.05, 0.00004),
    "desktop": Finish("even", 1.0, 0.0, 0.02, 0.0),
    "handset": Finish("even", 1.0, 0.0, 0.02, 0.0),
    "painting": Finish("canvas", 1.0, 1.0, 0.1, 0.0003),
    "foliage": Finish("indoor leaves", 25.0, 0.45, 0.1, 0.0004, through=0.25),
    "soil": Finish("crumbs", 120.0, 0.6, 0.02, 0.02),
    "wax": Finish("even", 20.0, 0.06, 0.06, 0.0003, {"Subsurface Weight": 0.7, "Subsurface Scale": 0.012}),
    "peel": Finish("even", 260.0, 0.22, 0.08, 0.0003, FLESH),
    "apple skin": Finish("apple", 1.0, 0.2, 0.06, 0.0001, FLESH),
    "pear skin": Finish("pear", 1.0, 0.2, 0.06, 0.0001, FLESH),
    "banana skin": Finish("banana", 1.0, 0.2, 0.06, 0.0002, FLESH),
    "citrus skin": Finish("citrus", 520.0, 0.2, 0.1, 0.0012, FLESH),
    "onion skin": Finish("layered", 40.0, 0.3, 0.08, 0.0004),
    "root skin": Finish("earthy", 45.0, 0.3, 0.08, 0.0008),
    "crust": Finish("baked", 140.0, 0.5, 0.08, 0.003),
    "label": Finish("picture", 260.0, 0.0, 0.05, 0.00003),
    "rubber": Finish("even", 400.0, 0.04, 0.05, 0.0001),
    "lampshade": Finish("cloth", 700.0, 0.06, 0.02, 0.0004, through=0.12),
    "painted steel": Finish("scuffed", 1.0, 0.12, 0.12, 0.00005),
    "street steel": Finish("scuffed", 1.0, 0.12, 0.12, 0.0003),
    "corrugated steel": Finish("corrugated", 0.25, 0.12, 0.05, 0.035),
    "raw wood": Finish("grain", 1.0, 0.55, 0.05, 0.0006),
    "cardboard": Finish("carton", 1.0, 0.14, 0.03, 0.0002),
    "film": Finish("even", 1.0, 0.0, 0.0, 0.0),
    "tape": Finish("even", 30.0, 0.05, 0.1, 0.00005),
    "terrazzo": Finish("terrazzo", 55.0, 0.5, 0.05, 0.0),
    "slabs": Finish("slabs", 0.9, 0.4, 0.08, 0.0006),
    "screed": Finish("joints", 4.0, 0.3, 0.18, 0.003),
    "epoxy": Finish("driven on", 0.6, 0.34, 0.12, 0.0),
    "linoleum": Finish("linoleum", 14.0, 0.2, 0.1, 0.00002),
    "carpet tiles": Finish("carpet tiles", 0.5, 0.3, 0.02, 0.003, {"Specular IOR Level": 0.05}),
    "ceiling tiles": Finish("panels", 0.6, 0.22, 0.02, 0.004, {"Specular IOR Level": 0.1}),
    "road paint": Finish("scuffed", 3.0, 0.5, 0.1, 0.0),
    "whiteboard": Finish("scuffed", 1.5, 0.06, 0.05, 0.0, {"Coat Weight": 0.3}),
    "chalkboard": Finish("scuffed", 1.2, 0.9, 0.05, 0.0),
    "cork": Finish("cells", 300.0, 0.5, 0.02, 0.0008),
    "exit sign": Finish("even", 1.0, 0.0, 0.0, 0.0),
    "light panel": Finish("even", 1.0, 0.0, 0.0, 0.0),
    "shop lamp": Finish("even", 1.0, 0.0, 0.0, 0.0),
    "steel": Finish("brushed", 1.0, 0.05, 0.06, 0.00001, {"Metallic": 1.0}),
    "chrome": Finish("even", 40.0, 0.0, 0.01, 0.0, {"Metallic": 1.0}),
    "mirror": Finish("even", 1.0, 0.0, 0.0, 0.0, {"Metallic": 1.0}),
    "frosted": Finish("even", 400.0, 0.02, 0.05, 0.0003, {"Specular IOR Level": 0.3}, through=0.85),
    "laminate": Finish("even", 250.0, 0.08, 0.05, 0.00004),
    "wall tile": Finish("wall tiles", 1.0, 0.3, 0.05, 0.0015, {"Coat Weight": 0.3}),
    "wallpaper": Finish("wallpaper", 1.0, 0.14, 0.05, 0.0001),
    "panelling": Finish("boards", 1.0, 0.25, 0.05, 0.004),
    "towel": Finish("cloth", 350.0, 0.25, 0.02, 0.003, {"Sheen Weight": 0.4, "Specular IOR Level": 0.05}),
    "felt": Finish("cloth", 900.0, 0.3, 0.02, 0.0015, {"Sheen Weight": 0.6, "Specular IOR Level": 0.1}),
    "tea towel": Finish("checks", 0.022, 0.3, 0.02, 0.001, {"Sheen Weight": 0.2, "Specular IOR Level": 0.05}),
    "cotton": Finish("creased", 1.0, 0.10, 0.03, 0.007, {"Sheen Weight": 0.15, "Specular IOR Level": 0.2}),
    "printed cotton": Finish("printed", 1.0, 0.10, 0.03, 0.007, {"Sheen Weight": 0.15, "Specular IOR Level": 0.2}),
    "checked cotton": Finish("checked", 1.0, 0.10, 0.03, 0.007, {"Sheen Weight": 0.15, "Specular IOR Level": 0.2}),
    "knit": Finish("knitted", 350.0, 0.25, 0.02, 0.008, {"Sheen Weight": 0.12, "Specular IOR Level": 0.1}),
    "striped knit": Finish("striped", 350.0, 0.25, 0.02, 0.008, {"Sheen Weight": 0.12, "Specular IOR Level": 0.1}),
    "denim": Finish("washed", 1.0, 0.5, 0.03, 0.007, {"Sheen Weight": 0.1, "Specular IOR Level": 0.2}),
    "jeans": Finish("jeans", 1.0, 0.5, 0.03, 0.007, {"Sheen Weight": 0.1, "Specular IOR Level": 0.2}),
    "twill": Finish("trousers", 1.0, 0.10, 0.03, 0.007, {"Sheen Weight": 0.1, "Specular IOR Level": 0.2}),
    "tweed": Finish("tweed", 1.0, 0.10, 0.03, 0.007, {"Sheen Weight": 0.25, "Specular IOR Level": 0.1}),
    "suiting": Finish("trousers", 1.0, 0.06, 0.03, 0.007, {"Sheen Weight": 0.1, "Specular IOR Level": 0.2}),
    "skin": Finish("mottled", 1.0, 0.12, 0.25, 0.0006, SKIN),
    "aged skin": Finish("lined", 1.0, 0.12, 0.2, 0.0006, SKIN),
    "soft leather": Finish("worn", 1.0, 0.25, 0.12, 0.008),
    "hair": Finish("strands", 1.0, 0.0, 0.2, 0.005, {"Specular IOR Level": 0.4}),
    "eye": Finish("wet", 1.0, 0.0, 0.0, 0.0, {"Specular IOR Level": 0.25, "Coat Weight": 0.25}),
    "leaves": Finish("leafage", 6.0, 0.0, 0.08, 0.0, {"Specular IOR Level": 0.5}, through=0.4),
    "needles": Finish("leafage", 5.0, 0.0, 0.08, 0.0, {"Specular IOR Level": 0.3}, through=0.12),
    "grass": Finish("sward", 3.0, 0.0, 0.05, 0.0, {"Specular IOR Level": 0.3}, through=0.35),
    "petals": Finish("blossom", 8.0, 0.15, 0.0, 0.0, through=0.3),
    "bark": Finish("fissures", 17.0, 0.0, 0.03, 0.02, {"Specular IOR Level": 0.2}),
    "birch bark": Finish("lenticels", 1.0, 0.9, 0.05, 0.004),
    "meadow": Finish("turf", 1.0, 1.0, 0.03, 0.03, {"Specular IOR Level": 0.1}),
    "mountain": Finish("mountain", 1.0, 1.0, 0.03, 0.03, {"Specular IOR Level": 0.1}),
    "woodland": Finish("canopy", 0.13, 0.6, 0.03, 2.5, {"Specular IOR Level": 0.1}),
    "snow": Finish("snowfield", 1.0, 0.05, 0.05, 0.05, {"Specular IOR Level": 0.25}),
    "trodden snow": Finish("trodden", 1.0, 0.2, 0.05, 0.06, {"Specular IOR Level": 0.2}),
    "foam": Finish("foam", 9.0, 0.2, 0.05, 0.03, {"Specular IOR Level": 0.3}),
    "gravel": Finish("pebbles", 26.0, 0.6, 0.05, 0.012, {"Specular IOR Level": 0.2}),
    "rock": Finish("crags", 1.0, 0.6, 0.05, 0.08, {"Specular IOR Level": 0.25}),
    "sand": Finish("dunes", 1.0, 0.3, 0.03, 0.02, {"Specular IOR Level": 0.2}),
    "water": Finish("ripples", 1.0, 0.3, 0.0, 0.05, {"IOR": 1.33}),
    "basin water": Finish("shallows", 2.5, 0.12, 0.0, 0.008, {"IOR": 1.33}),
    "pool water": Finish("ripples", 2.5, 0.12, 0.0, 0.012, {"IOR": 1.33}),
    "weathered wood": Finish("silvered", 1.0, 0.6, 0.05, 0.0012, {"Specular IOR Level": 0.2}),
    "hay": Finish("clumps", 30.0, 0.6, 0.03, 0.02, {"Specular IOR Level": 0.1}),
    "asphalt": Finish("asphalt", 1.0, 0.6, 0.15, 0.004, {"Specular IOR Level": 0.35}),
    "paving": Finish("flags", 1.0, 0.45, 0.1, 0.004, {"Specular IOR Level": 0.3}),
    "cobbles": Finish("cobbles", 1.0, 0.6, 0.08, 0.018, {"Specular IOR Level": 0.35}),
    "kerb stone": Finish("kerbs", 1.0, 0.4, 0.08, 0.004),
    "render": Finish("rendered", 1.0, 0.45, 0.05, 0.003, {"Specular IOR Level": 0.2}),
    "facade brick": Finish("courses", 1.0, 0.6, 0.05, 0.008, {"Specular IOR Level": 0.2}),
    "facade stone": Finish("ashlar", 1.0, 0.45, 0.05, 0.01, {"Specular IOR Level": 0.2}),
    "facade trim": Finish("weathered", 1.0, 0.3, 0.05, 0.001),
    "roof tile": Finish("roof tiles", 0.3, 0.6, 0.05, 0.03),
    "slate": Finish("roof tiles", 0.25, 0.5, 0.1, 0.01),
    "window glass": Finish("wavy", 1.2, 0.1, 0.01, 0.002, {"Specular IOR Level": 0.9}),
    "car glass": Finish("even", 1.0, 0.0, 0.0, 0.0, {"Specular IOR Level": 0.8}),
    "car paint": Finish("even", 1.5, 0.06, 0.03, 0.0, {"Metallic": 0.25, "Coat Weight": 1.0, "Coat Roughness": 0.03}),
    "tyre": Finish("even", 60.0, 0.15, 0.05, 0.0003),
    "lamp glass": Finish("even", 1.0, 0.0, 0.0, 0.0, {"Coat Weight": 0.8}),
    "sign sheet": Finish("scuffed", 2.0, 0.12, 0.05, 0.0),
    "awning": Finish("stripes", 0.3, 0.5, 0.02, 0.0005),
    "rusty iron": Finish("scuffed", 4.0, 0.4, 0.1, 0.001, {"Metallic": 0.6}),
    "fur": Finish("fur", 1.0, 0.6, 0.05, 0.012, {"Sheen Weight": 0.25, "Specular IOR Level": 0.2}),
    "clouded fur": Finish("clouded", 1.0, 0.4, 0.05, 0.012, {"Sheen Weight": 0.25, "Specular IOR Level": 0.2}),
    "pied fur": Finish("pied", 7.0, 0.4, 0.05, 0.012, {"Sheen Weight": 0.25, "Specular IOR Level": 0.2}),
    "tabby fur": Finish("tabby", 9.0, 0.6, 0.05, 0.01, {"Sheen Weight": 0.25, "Specular IOR Level": 0.2}),
    "hide": Finish("fur", 1.0, 0.35, 0.05, 0.004, {"Sheen Weight": 0.15, "Specular IOR Level": 0.3}),
    "pied hide": Finish("pied", 1.9, 0.25, 0.05, 0.004, {"Sheen Weight": 0.15, "Specular IOR Level": 0.3}),
    "wool": Finish("woolly", 1.0, 0.5, 0.02, 0.02, {"Sheen Weight": 0.3, "Specular IOR Level": 0.05}),
    "feathers": Finish("feathers", 1.0, 0.6, 0.08, 0.004, {"Specular IOR Level": 0.35}),
    "barred feathers": Finish("barred", 1.0, 0.75, 0.08, 0.004, {"Specular IOR Level": 0.3}),
    "emitter": Finish("even", 1.0, 0.0, 0.0, 0.0),
}
TABLES = (PATTERNS, BUILT, LEAFY, GROWN, SHORE, LAND, STREET, CLOTH, COATS, PRINTED, EATEN)
ALL_PATTERNS = {name: pattern for table in TABLES for name, pattern in table.items()}
THIN_GLASS = frozenset({"car glass", "film", "glass", "pane"})
THICK_GLASS = "table glass"  # of things whose mesh has both sides of their walls
GLASS_IOR, UNEVEN_M = 1.5, 0.0006  # and by how much its faces swell
MILKY = 0.16  # the share of light that a layer of film scatters
UNSOUGHT = frozenset({"shop lamp"})  # light that is met by chance alone: looked for, it costs a street 15 %
UNLIT = (0.006, 0.006, 0.007, 1.0)  # the glass of a screen, under the light that comes from behind it
# Families of which no two things are quite alike, though they share a material: grain, tone and wear differ.
SEVERAL = frozenset(family for family, manner in MANNERS.items() if manner in ("furniture", "gloss", "cloth")) - {
    *("carpet", "carpet tiles", "wall tile", "whiteboard", "painting", "window glass", "car paint", "weathered wood"),
    *("label", "jacket", "keycaps", "advert"),
}
TONES = 0.1  # from the darkest to the lightest of several things of one material, as a share
SAP = (1.5, 1.35, 0.55)  # times a leaf's colour is the light that it lets through
GREEN = frozenset({"leafage", "sward"})
SOCKETS = {"metallic": "Metallic", "normal": "Normal", "alpha": "Alpha"}
FORMLESS = frozenset(
    {"even", "rolled", "cloth", "cells"}
)  # patterns that lie under any picture; the rest would cross what it shows


def material_of(material: Material, copies: Copies, shortcuts: bool = False) -> Any:
    """Return a new Blender material: a copy of one that differs in numbers alone.

    With `shortcuts`, scattered light takes those of `indirect_proxies`.
    """
    is_glass = material.family in THIN_GLASS or material.family == THICK_GLASS

    def build(tree: Tree) -> None:
        surface = GLASSES.get(material.family, _opaque)(tree, material)
        tree.add("OutputMaterial", {"Surface": flattened(tree, surface) if shortcuts else surface})

    alike = (material.family, bool(material.texture), bool(material.wear), bool(material.emission), shortcuts)
    return copies.made(alike, material.family, lambda: _empty(material, is_glass), build)


def _empty(material: Material, is_glass: bool) -> Any:
    data = bpy.data.materials.new(material.family)
    data.use_nodes, data[SOLID], data[FAMILY] = True, is_glass, material.family
    data[OPAQUE] = not is_glass and not material.texture
    if material.family in UNSOUGHT:
        data.cycles.emission_sampling = "NONE"
    return data


def _opaque(tree: Tree, material: Material) -> Socket:
    return _shader(tree, material, _look(material))


def _look(material: Material) -> Finish:
    look = named(LOOKS, material.family, "a family of materials", error=AssetError)
    if not material.texture or look.pattern in FORMLESS:
        return look
    return replace(look, pattern="even", scale=60.0, relief_m=0.0001)


def _shader(tree: Tree, material: Material, look: Finish) -> Socket:
    pictures = pictures_of(tree, material)
    base = np.array(linear(material.colour)[:3])
    at = _coordinates(tree, material)
    height, tint = ALL_PATTERNS[look.pattern](tree, at, look.scale, material)
    dark = (*(base * (1 - look.tint)).tolist(), 1.0)
    light = (*np.minimum(base * (1 + 0.6 * look.tint), 1.0).tolist(), 1.0)
    colour = pictures.get("colour") or (tint if tint.type == "RGBA" else tree.blend(tint, dark, light))
    if material.family in SEVERAL:
        tone = tree.math("ADD", tree.math("MULTIPLY", _own(tree), TONES), 1 - TONES / 2)
        colour = tree.add("VectorMath", {0: colour, "Scale": tone}, operation="SCALE").outputs[0]
    spread = tree.math("MULTIPLY", tree.math("SUBTRACT", height, 0.5), 2 * look.rough)
    clamped = tree.add("Clamp", {0: tree.math("ADD", spread, material.roughness), 1: 0.0, 2: 1.0}).outputs[0]
    colour, roughness = worn(tree, at, material, colour, pictures.get("roughness") or clamped)
    inputs: dict[str, Any] = {"Base Color": colour, "Roughness": roughness, **look.inputs}
    if look.relief_m and "normal" not in pictures:
        inputs["Normal"] = tree.add("Bump", {"Height": height, "Strength": 1.0, "Distance": look.relief_m}).outputs[0]
    if material.emission:
        glow = pictures.get("colour") or seen_glow(tree, material)
        if has_picture(material):
            glow, inputs["Base Color"] = shown(tree, material), UNLIT
        inputs |= {"Emission Color": glow, "Emission Strength": material.emission}
    inputs |= {SOCKETS[kind]: socket for kind, socket in pictures.items() if kind in SOCKETS}
    surface = tree.add("BsdfPrincipled", inputs).outputs[0]
    if not look.through or material.emission:  # a shade that is lit shines by itself, calmly
        return surface
    passed = tree.stretched(colour, SAP) if look.pattern in GREEN else colour
    behind = tree.add("BsdfTranslucent", {"Color": passed}).outputs[0]
    if "alpha" in pictures:
        clear = tree.add("BsdfTransparent").outputs[0]
        behind = tree.add("MixShader", {0: pictures["alpha"], 1: clear, 2: behind}).outputs[0]
    return tree.add("MixShader", {0: look.through, 1: surface, 2: behind}).outputs[0]


def _thin_glass(tree: Tree, material: Material) -> Socket:
    """Return glass whose light passes straight on, or is mirrored at grazing angles.

    Panes and vessels are thin enough not to bend what is behind them, and only so does light sampling reach through.
    Schlick's curve stands in for a Fresnel node, which would reflect totally what leaves a sheet it entered unbent.
    """
    facing = tree.add("LayerWeight", {"Blend": 0.5}).outputs["Facing"]
    share = tree.math("ADD", tree.math("MULTIPLY", tree.math("POWER", facing, 5.0), 0.96), 0.04)
    clear = tree.add("BsdfTransparent", {"Color": linear(material.colour)}).outputs[0]
    roughness: Any = material.roughness
    if material.wear:
        roughness, clear = filmed(tree, _coordinates(tree, material), material, clear)
    bent: dict[str, Any] = {}
    if material.family == "film":
        at = _coordinates(tree, material)
        white = tree.add("BsdfDiffuse", {"Color": linear(material.colour)}).outputs[0]
        clear = tree.add("MixShader", {0: MILKY, 1: clear, 2: white}).outputs[0]
        folds = tree.noise(tree.stretched(at, (9.0, 9.0, 30.0)), 1.0, 2.0)
        bent = {"Normal": tree.add("Bump", {"Height": folds, "Strength": 1.0, "Distance": 0.012}).outputs[0]}
    mirror = tree.add("BsdfGlossy", {"Roughness": roughness, **bent}).outputs[0]
    return tree.add("MixShader", {0: share, 1: clear, 2: mirror}).outputs[0]


def _thick_glass(tree: Tree, material: Material) -> Socket:
    """Return glass that bends light at both sides of a vessel's wall.

    Light on its way to what lies beyond passes straight on, weaker near the outline: lamps are not found by chance.
    """
    at = _coordinates(tree, material)
    swell = tree.add("Bump", {"Height": tree.noise(at, 28.0, 1.0), "Strength": 1.0, "Distance": UNEVEN_M}).outputs[0]
    bent = {"Color": linear(material.colour), "Roughness": 0.0, "IOR": GLASS_IOR, "Normal": swell}
    glass = tree.add("BsdfGlass", bent).outputs[0]
    if material.wear:
        _, glass = filmed(tree, at, material, glass)
    facing = tree.add("LayerWeight", {"Blend": 0.5}).outputs["Facing"]
    edge = tree.math("MULTIPLY", tree.math("POWER", facing, 3.0), 0.8)
    passed = tree.blend(edge, linear(material.colour), (0.0, 0.0, 0.0, 1.0))
    clear = tree.add("BsdfTransparent", {"Color": passed}).outputs[0]
    rays = tree.add("LightPath").outputs
    sent = tree.math("MAXIMUM", rays["Is Shadow Ray"], rays["Is Diffuse Ray"])
    return tree.add("MixShader", {0: sent, 1: glass, 2: clear}).outputs[0]


GLASSES = {**dict.fromkeys(THIN_GLASS, _thin_glass), THICK_GLASS: _thick_glass}


def _coordinates(tree: Tree, material: Material) -> Socket:
    """Return object space in metres, moved to a place of its own for each seed, and for each of SEVERAL things."""
    shift = np.random.Generator(np.random.PCG64(material.seed)).uniform(-50, 50, 3).round(3).tolist()
    here = tree.add("TexCoord").outputs["Object"]
    if material.family in SEVERAL:
        here = tree.add("VectorMath", {0: here, 1: tree.stretched(_own(tree), (37.0, 23.0, 31.0))}).outputs[0]
    return tree.add("VectorMath", {0: here, 1: shift}, operation="ADD").outputs[0]


def _own(tree: Tree) -> Socket:
    """Return a number of 0–1 of each object's own, which differs much from one instance to the next."""
    return tree.math("FRACT", tree.math("MULTIPLY", tree.add("ObjectInfo").outputs["Object Index"], 0.618034))
