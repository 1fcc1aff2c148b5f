"""What a camera sees of the sky where a coarse map lights the scene: a clear gradient with clouds over a line of trees.

The maps that Blender carries have a thousand pixels around the horizon: they light a room well, and are blurs in its
windows. Light, reflections and the sampling of the sky stay those of the map.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...scenes.poses import Vec3
from .patterns.steps import ramp
from .patterns.tree import Socket, Tree
from .process import bpy


@dataclass(frozen=True, slots=True)
class _Look:
    """Linear colours at the horizon, high up and of clouds, relative to the map's mean, and how much clouds cover."""

    low: Vec3
    high: Vec3
    cloud: Vec3
    cover: float


_CLEAR = _Look((1.15, 1.2, 1.25), (0.4, 0.62, 1.05), (1.6, 1.58, 1.52), 0.5)
_GREY = _Look((1.0, 1.0, 1.0), (1.25, 1.26, 1.3), (0.85, 0.87, 0.9), 0.7)
_RISING = _Look((1.9, 1.5, 1.1), (0.5, 0.65, 0.95), (1.7, 1.35, 1.1), 0.4)
_DUSK = _Look((1.9, 1.15, 0.75), (0.45, 0.55, 0.95), (0.8, 0.65, 0.7), 0.5)
_NIGHT = _Look((2.2, 1.5, 1.0), (0.5, 0.6, 0.95), (1.2, 0.95, 0.8), 0.4)
_LOOKS = {
    **dict.fromkeys(("city", "forest"), _CLEAR),
    **dict.fromkeys(("courtyard", "interior", "studio"), _GREY),
    "sunrise": _RISING,
    "sunset": _GREY,
    "night": _NIGHT,
}
DUSK_BELOW = 0.15  # W/m²/sr: an overcast sky that is darker is one of the evening
TREES: Vec3 = (0.16, 0.19, 0.15)  # times the light of the sky above them
TREES_UP = (0.02, 0.1)  # how high they reach, as the sine of an elevation: least, and more by so much


def show_backdrop(hdri: str, strength: float) -> None:
    """Let cameras see a backdrop in the world that shows a map of mean radiance `strength` (W/m²/sr), if outdoors."""
    if hdri not in _LOOKS:
        return
    tree, look = Tree(bpy.context.scene.world, kept=True), _LOOKS[hdri]
    if look is _GREY and strength < DUSK_BELOW:
        look = _DUSK
    sky = next(node for node in tree.nodes if node.bl_idname == "ShaderNodeBackground").outputs[0]
    ends = tree.ends(sky)
    seen = tree.add("Background", {"Color": _colour(tree, look), "Strength": strength}).outputs[0]
    is_seen = tree.add("LightPath").outputs["Is Camera Ray"]
    chosen = tree.add("MixShader", {0: is_seen, 1: sky, 2: seen}).outputs[0]
    for end in ends:
        tree.links.new(chosen, end)


def _colour(tree: Tree, look: _Look) -> Socket:
    here = tree.add("TexCoord").outputs["Generated"]
    up = tree.add("SeparateXYZ", {0: here}).outputs[2]
    air = tree.blend(ramp(tree, up, 0.0, 0.55), (*look.low, 1.0), (*look.high, 1.0))
    heaps = tree.noise(tree.stretched(here, (1.0, 1.0, 2.6)), 2.3, 6.0, 0.3)
    share = tree.math("MULTIPLY", ramp(tree, heaps, 0.62 - 0.3 * look.cover, 0.78 - 0.3 * look.cover), 0.85)
    sky = tree.blend(share, air, (*look.cloud, 1.0))
    crowns = tree.noise(tree.stretched(here, (1.0, 1.0, 0.0)), 14.0, 6.0)
    top = tree.math("ADD", TREES_UP[0], tree.math("MULTIPLY", ramp(tree, crowns, 0.35, 0.75), TREES_UP[1]))
    return tree.blend(
        tree.math("LESS_THAN", up, top), sky, (*(a * b for a, b in zip(TREES, look.low, strict=True)), 1.0)
    )
