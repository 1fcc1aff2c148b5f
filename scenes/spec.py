"""The scene as data: everything a renderer needs, and nothing about how it renders.

Metres, right-handed, z up. Rotations are unit quaternions (w, x, y, z). A camera looks along its own −z with x right
and y up. A pixel (u, v) has its centre at (u + 0.5, v + 0.5) in the units of `focal_px`, `cx_px` and `cy_px`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, TypeAdapter

from .camera_styles import Development

if TYPE_CHECKING:
    from scipy.spatial.transform import Rotation

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]
Quaternion = tuple[float, float, float, float]
IDENTITY: Quaternion = (1.0, 0.0, 0.0, 0.0)
CLIP_M: Vec2 = (0.005, 20_000.0)  # the least and the greatest depth that a camera sees, unless it has its own
Fit = Literal["auto", "horizontal", "vertical"]
Finite = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Detail = Literal["near", "far"]
Stance = Literal["standing", "walking", "sitting", "lying", "grazing", "pecking", "swimming"]  # of an animal
State = Literal["", "open", "closed", "lit", "unlit"] | Stance
WeatherName = Literal["clear", "haze", "fog", "rain", "wet", "snow"]


@dataclass(frozen=True, slots=True)
class Pose:
    """Object to world: scale first, then rotation, then translation. Negative scale mirrors."""

    location_m: Vec3 = (0.0, 0.0, 0.0)
    rotation: Quaternion = IDENTITY
    scale: Vec3 = (1.0, 1.0, 1.0)

    def matrix(self) -> NDArray[np.float64]:
        """Return the 4×4 object-to-world matrix."""
        (a, b, c), (x, y, z) = self.scale, self.location_m
        (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = _rotation_rows(self.rotation)
        return np.array(
            (
                (xx * a, xy * b, xz * c, x),
                (yx * a, yy * b, yz * c, y),
                (zx * a, zy * b, zz * c, z),
                (0.0, 0.0, 0.0, 1.0),
            )
        )


@dataclass(frozen=True, slots=True)
class Primitive:
    """A closed form of unit size, centred on its origin; `Pose.scale` gives its size in metres.

    plane: 1×1 in xy, facing +z; box: 1×1×1; sphere: diameter 1; cylinder: diameter 1 and height 1 along z.
    """

    shape: Literal["plane", "box", "sphere", "cylinder"]
    kind: Literal["primitive"] = "primitive"


@dataclass(frozen=True, slots=True)
class Gait:
    """Where in a stride who walks is, 0 to 1 from where the left foot is set down; two steps are `stride_m` long.

    For each metre ahead, some animals go so far `aside`, to the left.
    """

    phase: float
    stride_m: float
    aside: Annotated[float, Field(exclude_if=lambda aside: not aside)] = 0.0


@dataclass(frozen=True, slots=True)
class Doorway:
    """A hole in a wall, from its foot up: its middle along the wall, its width and its height."""

    x_m: float
    width_m: float
    height_m: float


@dataclass(frozen=True, slots=True)
class Procedural:
    """A named generator of `generators.registry`, its outer size (x, y, z) in metres and the number of its variant.

    The mesh stands on z = 0, is centred in x and y, and its front faces −y. Animals that walk have a `gait`, and are
    then where they are without one. `ajar` has the doors and drawers that are open: the number of each in its mesh
    (`geometry.leaves`), and how far, from 0 (shut) to 1; `size_m` is that of the thing when it is shut. A wall may have
    a `doorway`.
    """

    generator: str
    size_m: Vec3
    variant: int
    gait: Annotated[Gait | None, Field(exclude_if=lambda gait: gait is None)] = None
    ajar: Annotated[tuple[tuple[int, float], ...], Field(exclude_if=lambda ajar: not ajar)] = ()
    doorway: Annotated[Doorway | None, Field(exclude_if=lambda doorway: doorway is None)] = None
    kind: Literal["procedural"] = "procedural"


@dataclass(frozen=True, slots=True)
class Asset:
    """A model of an asset library and its outer size in metres; it stands and faces as Procedural."""

    library: str
    model: str
    size_m: Vec3
    kind: Literal["asset"] = "asset"


@dataclass(frozen=True, slots=True)
class Opened:
    """An object of a user's scene file: the file's SHA-256, the object's name there, and its outer size in metres.

    `mesh` (a `geometry.mesh.Mesh`) is there once `Renderer.prepare` has opened the file, and no part of the JSON.
    """

    source: str
    name: str
    size_m: Vec3
    kind: Literal["opened"] = "opened"
    mesh: Annotated[Any, Field(exclude=True)] = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A person (`people`), and the outer size of the posed body in metres; it stands and faces as Procedural.

    `sex` is 0 (female) to 1 (male), `muscle` and `weight` 0 to 1 with 0.5 for the mean, `origin` the shares of
    `people.build.ORIGINS`, `face` weighs shapes of faces by name. Haircut, beard, clothes and posture are names of
    their tables; `seed` is for all that is chance in them. `size_m` is that of the mesh, known once that is made.

    `goals` are points in metres that the body meets (`people.stance.GOALS`), in a space whose origin lies on the floor
    below the hips: the middle of the front edge of a "seat", where the "eyes" look, the palms of "hand_l" and "hand_r".
    For a rider it is the bicycle's: the top of the "saddle", and what the balls of "foot_l" and "foot_r" stand on. For
    who lies it is what bears the body: how high a "pillow" is, and how far towards the feet of the top of the head.
    Forearms lie on a "top" of some height.
    `detail` says from where the mesh can be looked at: "far" is for crowds, of a quarter of the triangles. With a
    `gait`, who has a posture of walking goes on in it, from where the body stands without one.
    """

    sex: float
    age_years: float
    stature_m: float
    muscle: float
    weight: float
    origin: Vec3
    face: tuple[tuple[str, float], ...]
    haircut: str
    clothes: tuple[str, ...]
    posture: str
    seed: int
    size_m: Vec3 = (0.0, 0.0, 0.0)
    beard: str = ""
    goals: tuple[tuple[str, Vec3], ...] = ()
    detail: Annotated[Detail, Field(exclude_if=lambda detail: detail == "near")] = "near"
    gait: Annotated[Gait | None, Field(exclude_if=lambda gait: gait is None)] = None
    kind: Literal["figure"] = "figure"


Geometry = Primitive | Procedural | Asset | Opened | Figure


@dataclass(frozen=True, slots=True)
class Surface:
    """A level rectangle on a thing: its centre, its size along x and y, and how tall a thing may stand on it."""

    centre_m: Vec3
    width_m: float
    depth_m: float
    clear_m: float


@dataclass(frozen=True, slots=True)
class Material:
    """A family of `appearance.materials` with its colour (sRGB, 0–1), roughness (0–1), own seed and emission (W/m²/sr).

    `texture` (LIBRARY/ID of `assets.library`) gives the colour and whatever else it has pictures of. `wear` says how
    much use shows in the picture, from 0 (new) to 1.
    """

    family: str
    colour: Vec3
    roughness: float = 0.5
    seed: int = 0
    emission: float = 0.0
    texture: str = ""
    wear: Annotated[float, Field(exclude_if=lambda wear: not wear)] = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """What a person would say of an object beside its name; empty where nothing fits.

    `state` is one that such a thing can be in, as open, or how an animal stands, and `text` what is printed or written
    on it.
    """

    colour: str = ""
    material: str = ""
    size: str = ""
    state: Annotated[State, Field(exclude_if=lambda state: not state)] = ""
    text: Annotated[str, Field(exclude_if=lambda text: not text)] = ""


@dataclass(frozen=True, slots=True)
class SceneObject:
    """One thing with one instance number (1 …). `materials` are indexed by the mesh's slots; `supporter` carries it.

    What is `loose` falls until it lies still, in `Renderer.prepare`.
    """

    instance: int
    category: str
    name: str
    geometry: Geometry
    pose: Pose
    materials: tuple[Material, ...]
    words: Words = Words()
    supporter: int = 0
    loose: bool = False


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


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera with square pixels, its pose in the world, and the seed of this view's sampling noise.

    In the picture alone, never in the truth: a lens of `f_number` (0: none) that is sharp at `focus_m`, a flash of
    `flash_w` beside it, and `grain`, the standard deviation of the sensor's noise at middle grey as a share of full
    scale; or a `development` in place of Blender's, by a camera of some style. A frame's camera knows the `weather`
    that it looked through. Surfaces whose depth lies outside of `clip_m` are seen through, in the picture and in the
    truth.
    """

    location_m: Vec3
    rotation: Quaternion
    width_px: int
    height_px: int
    focal_px: float
    cx_px: float
    cy_px: float
    noise_seed: int = 0
    f_number: float = 0.0
    focus_m: float = 0.0
    grain: float = 0.0
    clip_m: Annotated[Vec2, Field(exclude_if=lambda clip_m: clip_m == CLIP_M)] = CLIP_M
    development: Annotated[Development | None, Field(exclude_if=lambda development: development is None)] = None
    weather: Annotated[Weather | None, Field(exclude_if=lambda weather: weather is None)] = None
    flash_w: Annotated[float, Field(exclude_if=lambda flash_w: not flash_w)] = 0.0

    @property
    def cut_m(self) -> Vec2:
        """The depths between which surfaces are seen: all, unless the camera has a `clip_m` of its own."""
        return (0.0, math.inf) if self.clip_m == CLIP_M else self.clip_m

    @property
    def fov_deg(self) -> float:
        """Horizontal field of view of a centred camera of this width and focal length."""
        return math.degrees(2 * math.atan(self.width_px / (2 * self.focal_px)))

    def matrix(self) -> NDArray[np.float64]:
        """Return the 4×4 camera-to-world matrix."""
        return Pose(self.location_m, self.rotation).matrix()

    def intrinsics(self) -> NDArray[np.float64]:
        """Return K (3×3); the centre of the top-left pixel is at (0.5, 0.5)."""
        return np.array([[self.focal_px, 0, self.cx_px], [0, self.focal_px, self.cy_px], [0, 0, 1]], dtype=np.float64)

    def rays(self) -> NDArray[np.float64]:
        """Return H×W×3 directions through the pixel centres, camera space, with z = −1: one unit is 1 m of depth."""
        u = (np.arange(self.width_px) + 0.5 - self.cx_px) / self.focal_px
        v = (np.arange(self.height_px) + 0.5 - self.cy_px) / self.focal_px
        rays = np.full((self.height_px, self.width_px, 3), -1.0)
        rays[..., 0], rays[..., 1] = u[None, :], -v[:, None]
        return rays


@dataclass(frozen=True, slots=True)
class Shot:
    """Where a camera stands, what it looks at, its field of view, and its roll, clockwise.

    The field of view is that along the `fit` side of the picture; "auto" is the longer one. `shift` moves the picture
    to the right and up without turning the camera, in shares of that side. Depths outside of `clip_m` are not seen.
    """

    eye_m: Vec3
    target_m: Vec3
    fov_deg: float
    roll_deg: float = 0.0
    fit: Fit = "horizontal"
    shift: Vec2 = (0.0, 0.0)
    clip_m: Vec2 = CLIP_M


@dataclass(frozen=True, slots=True)
class Viewpoint(Shot):
    """A camera of a user's scene file, and its name there. It looks at the point where it is focused."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class SceneFile:
    """A user's scene file and its SHA-256; once opened, the cameras that it holds and what is amiss with it.

    `frame` is the frame of its animation, None for the one that it was saved at. Each warning is one sentence, which
    does not name the file. Only the cameras named in `cameras` are used, all where none is named. `visit` counts how
    often this frame was shown in earlier scenes of the recipe, so that the cameras take turns.
    """

    path: str
    sha256: str
    views: tuple[Viewpoint, ...] = ()
    frame: int | None = None
    warnings: tuple[str, ...] = ()
    cameras: tuple[str, ...] = ()
    visit: int = 0


@dataclass(frozen=True, slots=True)
class SceneSpec:
    """One scene: `index` in its recipe, the recipe's `seed`, what it holds, and one camera for each view.

    A scene of a user's file names its `source`; its objects are known once `Renderer.prepare` has opened it.
    """

    layout: str
    index: int
    seed: int
    objects: tuple[SceneObject, ...]
    lights: tuple[Light, ...]
    world: World
    cameras: tuple[Camera, ...] = ()
    source: SceneFile | None = None

    def __repr__(self) -> str:
        held = ((self.objects, "object"), (self.lights, "light"), (self.cameras, "camera"))
        counts = ", ".join(f"{len(items)} {name}{'' if len(items) == 1 else 's'}" for items, name in held)
        return f"SceneSpec({self.layout!r}, index={self.index}, seed={self.seed}: {counts})"

    def to_json(self) -> str:
        """Return canonical JSON; `from_json` gives an equal spec back, to the last bit of every float."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> SceneSpec:
        """Read what `to_json` wrote; raises `pydantic.ValidationError` on anything else."""
        return _ADAPTER.validate_json(text)


_ADAPTER = TypeAdapter(SceneSpec)


def rotation_matrix(rotation: Quaternion) -> NDArray[np.float64]:
    """Return the 3×3 matrix of a quaternion (w, x, y, z)."""
    return np.array(_rotation_rows(rotation))


def _rotation_rows(rotation: Quaternion) -> tuple[Vec3, Vec3, Vec3]:
    """Return the rows of a rotation's matrix: Python is faster than numpy with so few numbers."""
    w, x, y, z = rotation
    length = math.sqrt(w * w + x * x + y * y + z * z)
    w, x, y, z = w / length, x / length, y / length, z / length
    return (
        (w * w + x * x - y * y - z * z, 2 * (x * y - z * w), 2 * (x * z + y * w)),
        (2 * (x * y + z * w), w * w - x * x + y * y - z * z, 2 * (y * z - x * w)),
        (2 * (x * z - y * w), 2 * (y * z + x * w), w * w - x * x - y * y + z * z),
    )


def turn(axis: Literal["x", "y", "z"], angle_deg: float) -> Quaternion:
    """Return the rotation about one world axis."""
    return _turn(axis, angle_deg, math.copysign(1.0, angle_deg))


@lru_cache(maxsize=1 << 12)
def _turn(axis: Literal["x", "y", "z"], angle_deg: float, _: float) -> Quaternion:
    """Return the rotation; a sign of its own tells 0 from −0, which are equal and turn to other zeros."""
    from scipy.spatial.transform import Rotation  # a fifth of a second, which readers of recipes do not need

    return _quaternion(Rotation.from_euler(axis, angle_deg, degrees=True))


def look_at(eye_m: Vec3, target_m: Vec3, roll_deg: float = 0.0) -> Quaternion:
    """Return the camera rotation at `eye_m` that looks at `target_m`, upright but for `roll_deg` (clockwise positive).

    Looking straight up or down, the top of the picture points along +y.
    """
    from scipy.spatial.transform import Rotation

    back = np.subtract(eye_m, target_m)
    back = back / np.linalg.norm(back)
    right = np.cross((0.0, 0.0, 1.0), back)
    right = right / np.linalg.norm(right) if np.linalg.norm(right) > 1e-9 else np.array([1.0, 0.0, 0.0])
    upright = Rotation.from_matrix(np.stack([right, np.cross(back, right), back], axis=1))
    return _quaternion(upright * Rotation.from_euler("z", -roll_deg, degrees=True))


def _quaternion(rotation: Rotation) -> Quaternion:
    w, x, y, z = rotation.as_quat(canonical=True, scalar_first=True).tolist()
    return (w, x, y, z)
