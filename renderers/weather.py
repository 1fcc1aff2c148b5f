"""Weather between the camera and what it sees: air that swallows light and shines, drops and flakes that fall.

In the picture alone, in linear light. Everything is seeded by the weather and the view; nothing asks a clock.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..scenes.cameras import Camera
from ..scenes.lighting import Weather

Array = NDArray[np.float64]
LEAST_CONTRAST = 0.05  # of a black thing at the visibility, by the meteorologists' definition
NEAR_M, FAR_M = 0.5, 8.0  # between these depths drops and flakes are seen one by one; farther ones are the haze
WIND_DEG = 14.0  # from the vertical, at most; taste
MOST_STEPS = 600
STEP_PX = 0.5  # between the points that a streak is drawn by


@dataclass(frozen=True, slots=True)
class Falling:
    """What falls: size and speed, exposure, how much light one holds back, and how many are in a cubic metre at 1 mm/h.

    `opacity` is taste, and far above what physics gives thin streaks: eyes see rain move, and pictures have to show it.
    """

    size_m: tuple[float, float]
    speed_m_s: float
    exposure_s: tuple[float, float]
    opacity: float
    per_m3: float
    most: int


RAIN = Falling((0.001, 0.0025), 7.0, (1 / 125, 1 / 40), 0.4, 10.0, 20_000)
SNOW = Falling((0.003, 0.009), 1.1, (1 / 250, 1 / 80), 0.8, 12.0, 20_000)


def extinction_per_m(weather: Weather) -> float:
    """Return how fast air swallows light (1/m), after Koschmieder."""
    return -math.log(LEAST_CONTRAST) / weather.visibility_m


def veiled(light: NDArray[np.float32], depth_m: NDArray[np.float32], camera: Camera) -> NDArray[np.float32]:
    """Return linear light, H×W×3, seen through the air of the camera's weather, if there is any."""
    if camera.weather is None:
        return light
    away_m = depth_m * np.linalg.norm(camera.rays(), axis=-1)
    clear = np.exp(-extinction_per_m(camera.weather) * away_m)[..., None]
    return np.asarray(light * clear + np.asarray(camera.weather.airlight) * (1 - clear), dtype=np.float32)


def with_falling(light: NDArray[np.float32], depth_m: NDArray[np.float32], camera: Camera) -> NDArray[np.float32]:
    """Return linear light, H×W×3, with the rain or snow that falls before surfaces at `depth_m` (H×W, planar)."""
    weather = camera.weather
    if weather is None or not (weather.rain_mm_h or weather.snow_mm_h):
        return light
    what, rate = (RAIN, weather.rain_mm_h) if weather.rain_mm_h else (SNOW, weather.snow_mm_h)
    rng = np.random.Generator(np.random.PCG64([weather.seed, camera.noise_seed]))
    held = 1 - np.exp(-_cover(what, rate, camera, depth_m, rng))[..., None]
    return np.asarray(light * (1 - held) + np.asarray(weather.airlight) * held, dtype=np.float32)


def _cover(
    what: Falling, rate_mm_h: float, camera: Camera, depth_m: NDArray[np.float32], rng: np.random.Generator
) -> Array:
    """Return H×W: how much of each pixel is held back, summed over all that falls."""
    way = _way(what, camera, rng)
    points, sizes_m = _drops(what, rate_mm_h, camera, rng)
    wide_px = camera.focal_px * sizes_m / points[:, 2]
    long_px = camera.focal_px * float(np.linalg.norm(way)) / points[:, 2]
    area_px = long_px * wide_px + wide_px**2  # a streak wider than a pixel is as dense as `opacity` says
    count = np.clip(np.ceil(np.maximum(long_px, area_px) / STEP_PX), 3, MOST_STEPS).astype(int)
    owner, along = np.repeat(np.arange(len(points)), count), _along(count)
    across = wide_px[owner] * np.sqrt(rng.random(len(owner))) / 2
    angle = rng.uniform(0, 2 * math.pi, len(owner))
    depth = points[owner, 2] - way[2] * along
    u = camera.cx_px + camera.focal_px * (points[owner, 0] + way[0] * along) / depth + across * np.cos(angle)
    v = camera.cy_px - camera.focal_px * (points[owner, 1] + way[1] * along) / depth + across * np.sin(angle)
    cover = np.zeros(depth_m.shape)
    _splat(cover, u, v, depth, (what.opacity * area_px / count)[owner], depth_m)
    return cover


def _way(what: Falling, camera: Camera, rng: np.random.Generator) -> Array:
    """Return how far one falls while the shutter is open: in camera space, leaning as the wind has it, in metres."""
    lean, around = math.radians(rng.uniform(0, WIND_DEG)), rng.uniform(0, 2 * math.pi)
    down = np.array((math.sin(lean) * math.cos(around), math.sin(lean) * math.sin(around), -math.cos(lean)))
    return np.asarray(down @ camera.matrix()[:3, :3]) * what.speed_m_s * float(rng.uniform(*what.exposure_s))


def _along(count: NDArray[np.int64]) -> Array:
    """Return for each streak of so many points where these lie on it, evenly from -0.5 to 0.5, one after another."""
    first = np.repeat(np.cumsum(count) - count, count)
    return (np.arange(int(count.sum())) - first + 0.5) / np.repeat(count, count) - 0.5


def _drops(what: Falling, rate_mm_h: float, camera: Camera, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return N×3 points in camera space (x right, y up, depth ahead), evenly in sight, and the size of each, metres."""
    half = 0.55 * np.array([camera.width_px, camera.height_px]) / camera.focal_px
    volume_m3 = 4 * float(half.prod()) * (FAR_M**3 - NEAR_M**3) / 3
    count = min(int(volume_m3 * what.per_m3 * rate_mm_h**0.6), what.most)
    depth = (NEAR_M**3 + rng.random(count) * (FAR_M**3 - NEAR_M**3)) ** (1 / 3)
    aside = rng.uniform(-1, 1, (count, 2)) * half * depth[:, None]
    return np.column_stack([aside, depth]), rng.uniform(*what.size_m, count)


def _splat(cover: Array, u: Array, v: Array, depth: Array, weight: Array, depth_m: NDArray[np.float32]) -> None:
    """Add weights at points in pixels, each spread over the four pixels around it that have nothing nearer."""
    height, width = cover.shape
    column, row = np.floor(u - 0.5).astype(int), np.floor(v - 0.5).astype(int)
    right, low = u - 0.5 - column, v - 0.5 - row
    for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1)):
        x, y = column + dx, row + dy
        inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        x, y, share = x[inside], y[inside], ((right if dx else 1 - right) * (low if dy else 1 - low) * weight)[inside]
        seen = depth[inside] < depth_m[y, x]
        np.add.at(cover, (y[seen], x[seen]), share[seen])
