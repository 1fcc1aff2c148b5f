"""The environment maps that every Blender carries: by Greg Zaal, Poly Haven, all CC0."""

from __future__ import annotations

# Mean luminance of each map, by which renderers divide: `World.strength` then means the same under every sky.
HDRI_MEAN_LUMINANCE: dict[str, float] = {
    "city": 1.03,
    "courtyard": 0.54,
    "forest": 0.78,
    "interior": 0.89,
    "night": 0.12,
    "studio": 0.54,
    "sunrise": 0.45,
    "sunset": 0.42,
}
HDRI_LICENCE = "CC0 1.0, Greg Zaal / Poly Haven, shipped with Blender"
