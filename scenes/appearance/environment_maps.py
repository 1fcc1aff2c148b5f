"""The environment maps that every Blender carries: by Greg Zaal, Poly Haven, all CC0."""

from __future__ import annotations

from ..errors import named

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
HDRI_CREDIT = ("Greg Zaal", "CC0 1.0", "Poly Haven, shipped with Blender")  # author, licence, source

# Where the sun stands in each map that has one, before `World.rotation_deg` turns it: azimuth from +x, elevation.
HDRI_SUN_DEG: dict[str, tuple[float, float]] = {"city": (-36.0, 48.0), "forest": (-36.0, 20.0), "sunrise": (-36.0, 8.0)}


def rotation_with_sun_at(hdri: str, azimuth_deg: float) -> float:
    """Return the `World.rotation_deg` that brings the sun of a map to an azimuth from +x; raises RequestError."""
    return (named(HDRI_SUN_DEG, hdri, "an environment map with a sun", "hdri")[0] - azimuth_deg) % 360
