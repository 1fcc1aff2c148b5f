"""What a renderer returns: one view with its truth, and the invariants that every frame keeps."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Annotated, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ..scenes.arrays import ArrayRecord
from ..scenes.cameras import Camera
from ..scenes.errors import RequestError
from ..scenes.geometry.parts import Side
from ..scenes.poses import Quaternion, Vec2, Vec3
from ..scenes.spec import SceneSpec, Words
from .edits import Edit, edit_violations
from .motion import Motion, motion_violations
from .passes import pass_dtypes, pass_violations
from .stereo import stereo_violations

UNIT_TOLERANCE = 1e-6  # how far the length of a normal may lie from 1
HairColour = Literal["", "dark", "brown", "blond", "grey"]  # "": no word, or not told
Visibility = Literal[0, 1, 2]  # of a keypoint, as COCO has it: out of the picture, hidden, in sight
KEYPOINT_PX = 1.0  # how far one may lie from where its place in the world is seen
MOST_PARTS = 65_535  # numbers in uint16, without 0


class RenderError(Exception):
    """A scene that this renderer cannot render, or a render that failed."""


class FrameError(Exception):
    """A frame whose parts contradict each other; the message names the broken invariant."""


@dataclass(frozen=True, slots=True)
class Box3D:
    """A box in the world: its centre, its full size along its own axes, and their rotation (w, x, y, z)."""

    centre_m: Vec3
    size_m: Vec3
    rotation: Quaternion


@dataclass(frozen=True, slots=True)
class Lettering:
    """A line of text that nothing hides: how tall its letters look, and its box (left, top, right, bottom).

    `letter_px` is the height of the lowest letter, or if that is less, of an upright one that is as narrow.
    """

    letter_px: float
    box_px: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Keypoint:
    """A joint, eye, ear or nose: its name, where it is in the picture ((0, 0): out of it) and in the world."""

    name: str
    at_px: Vec2
    visibility: Visibility
    at_m: Vec3


@dataclass(frozen=True, slots=True)
class Garment:
    """What is worn, by its name in `people.wardrobe`, the slot that it fills, its colour and its material."""

    name: str
    slot: str
    colour: str
    material: str


@dataclass(frozen=True, slots=True)
class Person:
    """What is told of a person: `sex` is 0 (female) to 1 (male), as the body is built; `doing` is the posture.

    `haircut` is a name of `people.hair`, "" of who is bald; `keypoints` are the 17 of COCO, in its order; `hair` is the
    word for the colour of the hair. `skin_lightness` is that of the skin's material, CIE L* as a share (0 black to 1
    white).
    """

    age_years: float
    sex: float
    stature_m: float
    doing: str
    haircut: str
    clothes: tuple[Garment, ...]
    keypoints: tuple[Keypoint, ...]
    hair: Annotated[HairColour, Field(exclude_if=lambda word: not word)] = ""
    skin_lightness: Annotated[float | None, Field(exclude_if=lambda share: share is None, ge=0, le=1)] = None


@dataclass(frozen=True, slots=True)
class VisibleObject:
    """One object that owns at least one pixel.

    `box_px` is (left, top, right, bottom), right and bottom exclusive. `visible_fraction` is the share of 256 seeded
    camera-facing surface points that no other object hides; what the camera's clip cuts away neither counts nor hides.
    `supporter` is the instance that carries it, or 0; `lettering` is where the text of its words is seen, if it is;
    `person` tells of a person what there is to tell beside.
    """

    instance: int
    category: str
    name: str
    words: Words
    material: str
    area_px: int
    box_px: tuple[int, int, int, int]
    box: Box3D
    supporter: int
    visible_fraction: float
    lettering: Annotated[Lettering | None, Field(exclude_if=lambda line: line is None)] = None
    person: Annotated[Person | None, Field(exclude_if=lambda person: person is None)] = None


@dataclass(frozen=True, slots=True)
class VisiblePart:
    """One part of a visible object that owns at least one pixel: a wheel, a drawer, a window of a house.

    `part` is its number in the frame, from 1; `instance` is the object that it is part of. Number 0, with no pixels,
    says that the object has parts of this name and shows none of them. `side` is the object's own: the left hand;
    `garment` is which of a person's clothes it is, by its name in `people.wardrobe`.
    """

    part: int
    instance: int
    name: str
    area_px: int
    side: Annotated[Side, Field(exclude_if=lambda side: not side)] = ""
    garment: Annotated[str, Field(exclude_if=lambda garment: not garment)] = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False, weakref_slot=True)
class Frame(ArrayRecord):
    """One view: a picture and its truth, pixel for pixel.

    image uint8 H×W×3 sRGB; depth_m float32 H×W, planar, +inf where there is no surface; normals float32 H×W×3, unit,
    camera space (+x right, +y up, +z towards the camera), (0,0,0) where there is no surface, and everywhere in imported
    data without normals; instance uint16 H×W, 0 where there is none; valid bool H×W, False only in imported data;
    parts uint16 H×W, where a recipe asks for them: numbers of `part_table`, 0 where there is no part; light float16
    H×W×3, where a recipe keeps it: what fell into the camera, linear in Rec. 709 primaries, finite and not below 0;
    albedo uint8 H×W×3 sRGB, where a recipe asks for it: the share of light that surfaces scatter, black in metal, glass
    and sky; behind_m float32 H×W, where it asks for that: depth_m with all clear glass taken away; whole_m float32
    K×H×W, where it asks for that: the depth of each of `wholes`, instances, by itself, whatever hides it, +inf
    elsewhere; materials uint8 H×W, where it asks for that: classes of `stuff.STUFF`, from 1, 0 for none. shading
    float16 H×W×3, where it asks for that: the light that diffuse surfaces show, without their colour, in the unit of
    `light`; specular float16 H×W×3: what they mirror, with it; both are means over the pixel as the picture is, and 0
    in the sky. shadow uint8 H×W: `passes.IN_SUN` or IN_SHADOW on surfaces, 0 in the sky, and where there is no sun.
    text uint8 H×W: `passes.TEXT` where a line of print can be read, UNSURE_TEXT where nobody would say.
    mattes uint8 K×H×W, where it asks for that: how much of each pixel each of `matted`, instances, covers, 255 is all.
    edit, where a recipe asks for edits: the same view of the scene with one thing changed. others, where a recipe asks
    about two views: the scene's other views, which are stored by themselves, first those that show most of the same.
    right, where it asks for stereo pairs: what the same camera sees from beside. motion, of frames of clips;
    shift_m float32 H×W×3, where something walks until the next frame: how far its surfaces move in the world, 0
    elsewhere. Arrays become read-only.
    """

    image: NDArray[np.uint8]
    depth_m: NDArray[np.float32]
    normals: NDArray[np.float32]
    instance: NDArray[np.uint16]
    valid: NDArray[np.bool_]
    camera: Camera
    objects: tuple[VisibleObject, ...]
    parts: NDArray[np.uint16] | None = None
    part_table: tuple[VisiblePart, ...] = ()
    light: NDArray[np.float16] | None = None
    edit: Edit | None = None
    albedo: NDArray[np.uint8] | None = None
    behind_m: NDArray[np.float32] | None = None
    whole_m: NDArray[np.float32] | None = None
    wholes: tuple[int, ...] = ()
    materials: NDArray[np.uint8] | None = None
    shading: NDArray[np.float16] | None = None
    specular: NDArray[np.float16] | None = None
    shadow: NDArray[np.uint8] | None = None
    text: NDArray[np.uint8] | None = None
    mattes: NDArray[np.uint8] | None = None
    matted: tuple[int, ...] = ()
    others: tuple[Frame, ...] = ()
    right: Frame | None = None
    motion: Motion | None = None
    shift_m: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return self.camera.height_px, self.camera.width_px

    @property
    def other(self) -> Frame | None:
        """The other view that shows most of the same; None where there is none, or no task asks about two."""
        return next(iter(self.others), None)

    @property
    def has_normals(self) -> bool:
        """Whether the normals of the surfaces are known, if there are any."""
        return bool(self.normals.any()) or not (self.valid & (self.instance > 0)).any()

    def __str__(self) -> str:
        height, width = self.depth_m.shape
        surface_m = self.depth_m[np.isfinite(self.depth_m)]
        depth = f"depth {surface_m.min():.2f} to {surface_m.max():.2f} m" if surface_m.size else "no surface"
        count = len(self.objects)
        return f"Frame of {width} × {height} px, {depth}, {count} object{'' if count == 1 else 's'}"

    def _repr_html_(self) -> str:
        from .notebook import depth_picture, figures_html, instances_picture, normals_picture

        pictures = {
            "image": self.image,
            "depth": depth_picture(self.depth_m, self.valid),
            "normals": normals_picture(self.normals),
            "instances": instances_picture(self.instance),
        }
        return figures_html(pictures, str(self))


class Renderer(Protocol):
    """One renderer serves many scenes, one after another."""

    def prepare(self, spec: SceneSpec) -> SceneSpec:
        """Return the scene with everything settled that only a renderer can settle, such as what falls."""

    def render(self, spec: SceneSpec, view: int) -> Frame:
        """Return the frame of one of the scene's cameras; raises RenderError, and RequestError for no such view."""

    def close(self) -> None:
        """Give back what the renderer holds."""


def camera_of_view(spec: SceneSpec, view: int) -> Camera:
    """Return the camera of a view, with the scene's weather; raises RequestError where there is no such view."""
    count = len(spec.cameras)
    if isinstance(view, int) and 0 <= view < count:
        return replace(spec.cameras[view], weather=spec.world.weather)
    have = f"its views are 0 to {count - 1}" if count else "it has no camera; sampling.with_cameras gives it some"
    raise RequestError(f"scene {spec.index} has no view {view!r}: {have}", "view")


def check_frame(frame: Frame, *, with_normals: bool = True) -> Frame:
    """Return the frame, or raise FrameError with the first invariant that it breaks.

    Without `with_normals`, nobody knows the normals, and they are not looked at.
    """
    for broken, message in _violations(frame, with_normals):
        if broken:
            raise FrameError(message)
    if frame.edit:
        _check_edit(frame, frame.edit)
    if frame.right:
        _check_right(frame, frame.right)
    return frame


def _check_edit(frame: Frame, edit: Edit) -> None:
    broken = (message for is_broken, message in _violations(edit.frame, with_normals=True) if is_broken)
    if message := next(broken, ""):
        raise FrameError(f"its edited picture: {message}")
    if edit.frame.shape != frame.shape:
        raise FrameError(f"its edited picture is {edit.frame.shape}, and it is {frame.shape}")
    for is_broken, message in edit_violations(frame, edit):
        if is_broken:
            raise FrameError(message)


def _check_right(frame: Frame, right: Frame) -> None:
    own = (f"its right picture: {message}" for is_broken, message in _violations(right, True) if is_broken)
    between = (message for is_broken, message in stereo_violations(frame, right) if is_broken)
    if message := next(own, "") or next(between, ""):
        raise FrameError(message)


def _violations(frame: Frame, with_normals: bool) -> list[tuple[bool, str]]:
    shape = (frame.camera.height_px, frame.camera.width_px)
    expected = {
        "image": (np.uint8, (*shape, 3)),
        "depth_m": (np.float32, shape),
        "normals": (np.float32, (*shape, 3)),
        "instance": (np.uint16, shape),
        "valid": (np.bool_, shape),
        **({} if frame.parts is None else {"parts": (np.uint16, shape)}),
        **({} if frame.light is None else {"light": (np.float16, (*shape, 3))}),
        **({} if frame.shift_m is None else {"shift_m": (np.float32, (*shape, 3))}),
        **pass_dtypes(frame),
    }
    wrong = [
        name for name, want in expected.items() if (getattr(frame, name).dtype, getattr(frame, name).shape) != want
    ]
    if wrong:
        dtype, size = expected[wrong[0]]
        return [(True, f"{wrong[0]} must be {np.dtype(dtype)} of shape {size}")]
    normals = _normal_violations(frame) if with_normals else []
    told = [*_object_violations(frame), *_part_violations(frame), *_keypoint_violations(frame)]
    return [*_pixel_violations(frame), *normals, *told, *pass_violations(frame), *motion_violations(frame)]


def _pixel_violations(frame: Frame) -> list[tuple[bool, str]]:
    depth_m, surface = frame.depth_m[frame.valid], frame.instance[frame.valid] > 0
    return [
        (bool(np.isnan(depth_m).any() or (depth_m <= 0).any()), "depth_m must be > 0 or +inf"),
        (bool((surface != np.isfinite(depth_m)).any()), "instance > 0 must hold exactly where depth_m is finite"),
    ]


def _normal_violations(frame: Frame) -> list[tuple[bool, str]]:
    normals, surface = frame.normals[frame.valid], frame.instance[frame.valid] > 0
    length = np.linalg.norm(normals[surface].astype(np.float64), axis=-1)
    return [
        (bool((surface != normals.any(axis=-1)).any()), "instance > 0 must hold exactly where the normal is not zero"),
        (bool((np.abs(length - 1) > UNIT_TOLERANCE).any()), f"normals must have length 1 within {UNIT_TOLERANCE}"),
    ]


def _object_violations(frame: Frame) -> list[tuple[bool, str]]:
    counts = dict(zip(*(a.tolist() for a in np.unique(frame.instance, return_counts=True)), strict=True))
    counts.pop(0, None)
    listed = {thing.instance: thing.area_px for thing in frame.objects}
    fractions = [thing.visible_fraction for thing in frame.objects]
    return [
        (listed != counts, f"objects must list the visible instances with their areas: {listed} against {counts}"),
        (any(not 0 <= share <= 1 for share in fractions), "visible_fraction must lie in 0–1"),
    ]


def _part_violations(frame: Frame) -> list[tuple[bool, str]]:
    if frame.parts is None:
        return [(bool(frame.part_table), "part_table must be empty where there is no layer of parts")]
    counts = dict(zip(*(a.tolist() for a in np.unique(frame.parts, return_counts=True)), strict=True))
    counts.pop(0, None)
    rows = [row for row in frame.part_table if row.part]
    owner = np.zeros(MOST_PARTS + 1, dtype=np.int64)
    owner[[row.part for row in rows]] = [row.instance for row in rows]
    own = owner[frame.parts] == frame.instance
    areas = {row.part: row.area_px for row in rows}
    return [
        (
            areas != counts or len(areas) != len(rows),
            f"part_table must list the visible parts: {areas} against {counts}",
        ),
        (not own[frame.parts > 0].all(), "a part must lie on pixels of its own instance"),
        (not all(row.name for row in frame.part_table), "each part must have a name"),
    ]


def _keypoint_violations(frame: Frame) -> list[tuple[bool, str]]:
    return [
        (
            not _is_seen(frame, thing.instance, point),
            f"{point.name} of instance {thing.instance} is not where it is said",
        )
        for thing in frame.objects
        for point in (thing.person.keypoints if thing.person else ())
    ]


def _is_seen(frame: Frame, instance: int, point: Keypoint) -> bool:
    """Return whether a keypoint is in the picture where its place in the world is, on its own pixels if in sight."""
    camera, view = frame.camera, frame.camera.matrix()
    x, y, z = ((np.asarray(point.at_m) - view[:3, 3]) @ view[:3, :3]).tolist()
    if point.visibility == 0:
        return True
    u, v = point.at_px
    inside = z < 0 and 0 <= u <= camera.width_px and 0 <= v <= camera.height_px
    if not inside:
        return False
    off_px = np.hypot(camera.cx_px - camera.focal_px * x / z - u, camera.cy_px + camera.focal_px * y / z - v)
    row, column = min(int(v), camera.height_px - 1), min(int(u), camera.width_px - 1)
    return bool(off_px <= KEYPOINT_PX and (point.visibility == 1 or frame.instance[row, column] == instance))
