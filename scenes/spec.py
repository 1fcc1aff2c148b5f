"""The scene as data: everything a renderer needs, and nothing about how it renders.

Metres, right-handed, z up. Rotations are unit quaternions (w, x, y, z). A camera looks along its own −z with x right
and y up. A pixel (u, v) has its centre at (u + 0.5, v + 0.5) in the units of `focal_px`, `cx_px` and `cy_px`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from .cameras import Camera, Viewpoint
from .lighting import Light, World
from .poses import Pose, Vec3

Detail = Literal["near", "far"]
Stance = Literal["standing", "walking", "sitting", "lying", "grazing", "pecking", "swimming"]  # of an animal
State = Literal["", "open", "closed", "lit", "unlit"] | Stance


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
