"""What lights a scene: its lights, the sky, and the weather between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from .poses import Pose, Vec2, Vec3

Finite = Annotated[float, Field(ge=0, allow_inf_nan=False)]
WeatherName = Literal["clear", "haze", "fog", "rain", "wet", "snow"]


@dataclass(frozen=True, slots=True)
class SunLight:
    """Parallel light travelling along `direction`; `irradiance_w_m2` on a surface that faces it."""

    direction: Vec3
    irradiance_w_m2: float
    angle_deg: float = 0.53
    colour: Vec3 = (1.0, 1.0, 1.0)
    kind: Literal["sun"] = "sun"


@dataclass(frozen=True, slots=True)
class PointLight:
    """A glowing ball."""

    location_m: Vec3
    power_w: float
    radius_m: float
    colour: Vec3 = (1.0, 1.0, 1.0)
    kind: Literal["point"] = "point"


@dataclass(frozen=True, slots=True)
class AreaLight:
    """A rectangle that shines along its own −z. A portal gives no light of its own: it marks an opening to the sky."""

    pose: Pose
    size_m: Vec2
    power_w: float
    colour: Vec3 = (1.0, 1.0, 1.0)
    portal: bool = False
    kind: Literal["area"] = "area"


Light = SunLight | PointLight | AreaLight


@dataclass(frozen=True, slots=True)
class Sky:
    """A sky by physics: where its sun stands (azimuth from +x; below 0 it has set), dust (1: clean air) and clouds.

    `clouds` is the share of the sky that they cover, 0–1; `seed` gives them their shapes.
    """

    sun_elevation_deg: float
    sun_azimuth_deg: float
    dust: float = 1.0
    clouds: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Weather:
    """What is in the air and lies on things outdoors: in the picture alone, the truth sees through all of it.

    At `visibility_m` a black thing keeps 5 % of its contrast; `airlight` is what the air itself shines with (W/m²/sr).
    Of rain and of snow so many millimetres of water fall in an hour. `wetness` says how wet is what lies open (0–1),
    `snow_cover` how much of level ground snow covers (0–1); `seed` gives drops, puddles and patches their places.
    """

    name: WeatherName
    visibility_m: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    airlight: tuple[Finite, Finite, Finite]
    rain_mm_h: Finite = 0.0
    snow_mm_h: Finite = 0.0
    wetness: Finite = 0.0
    snow_cover: Finite = 0.0
    seed: Annotated[int, Field(ge=0)] = 0


@dataclass(frozen=True, slots=True)
class World:
    """What surrounds the scene: a sky of one colour, a named environment map turned about z, or a physical `sky`.

    `hdri` is a name of `appearance.environment_maps`, or LIBRARY/ID. `strength` is the mean radiance (W/m²/sr) of map
    or clear sky; the sun itself is a light of its own. There is no `weather` where it is clear.
    """

    colour: Vec3 = (0.5, 0.5, 0.5)
    strength: float = 1.0
    hdri: str = ""
    rotation_deg: float = 0.0
    sky: Sky | None = None
    weather: Annotated[Weather | None, Field(exclude_if=lambda weather: weather is None)] = None
