"""The same scene with one thing changed: taken away, painted, moved, switched, or at another time of day.

Each function takes a prepared scene and returns another one that could stand so: what carries something is neither
taken away nor moved, and nothing is put where it would hang over an edge or reach into something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from .appearance.colours import OBJECT_COLOURS
from .appearance.sky import daylight
from .cameras import Camera
from .categories import FIXED
from .changes import DIRECTIONS, Change, EditKind, way
from .contacts import gaps, is_free
from .layouts.shared.window_light import LAMPS, STRENGTHS, WARM, is_screen, lit
from .lighting import Light, PointLight, SunLight
from .object_mesh import object_box
from .poses import Vec3
from .spec import Figure, Material, Primitive, SceneObject, SceneSpec, State

NEAR_M = 0.01  # what comes nearer to a thing may lean on it
ALIKE = 0.12  # how far each channel of a material may lie from the colour that its thing is called after, in sRGB
NIGHT_W_M2_SR = 0.02  # of the sky before the windows of a room, in the evening
SUN_DEG = {"noon": 52.0, "sunset": 4.0, "dusk": -2.5}  # the sun's height at the times of day that are asked for
APART_DEG = 15.0  # by so much the sun must come to stand higher or lower
CLOSED = 0.6  # share of clouds from which on times of day look alike
STEPS_M = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1.0)
Rng = np.random.Generator
Edited = tuple[SceneSpec, Change]


class EditThing(Protocol):
    """What changes one thing of a scene that a camera looks at, or returns None where that cannot be."""

    def __call__(self, spec: SceneSpec, thing: SceneObject, camera: Camera, rng: Rng) -> Edited | None:
        """Change it."""


def without(spec: SceneSpec, thing: SceneObject, camera: Camera, rng: Rng) -> Edited | None:
    """Return the scene without a thing; None where something stands on it or may lean on it, or it shines."""
    if not _stands_alone(spec, thing):
        return None
    left = tuple(each for each in spec.objects if each.instance != thing.instance)
    return replace(spec, objects=left), Change("remove", thing.instance)


def painted(spec: SceneSpec, thing: SceneObject, camera: Camera, rng: Rng) -> Edited | None:
    """Return the scene with a thing in another colour; None where none of its materials has the colour of its words."""
    slots = [k for k, material in enumerate(thing.materials) if _is_called(material, thing.words.colour)]
    if isinstance(thing.geometry, Figure) or not slots:
        return None
    colour = str(rng.choice([name for name in OBJECT_COLOURS if name not in thing.words.colour]))
    materials = tuple(
        replace(material, colour=OBJECT_COLOURS[colour]) if k in slots else material
        for k, material in enumerate(thing.materials)
    )
    changed = replace(thing, materials=materials, words=replace(thing.words, colour=colour))
    return _with(spec, changed), Change("recolour", thing.instance, colour)


def switched(spec: SceneSpec, thing: SceneObject, camera: Camera, rng: Rng) -> Edited | None:
    """Return the scene with a lamp or a screen of ours switched; None where it is neither."""
    if not (thing.category in LAMPS or is_screen(thing)) or thing.words.state not in ("lit", "unlit"):
        return None
    slot = 1 if is_screen(thing) else 0
    if thing.words.state == "lit":
        bulbs = [light for light in spec.lights if _belongs(light, thing)]
        lights = tuple(light for light in spec.lights if light not in bulbs)
        changed = replace(spec, lights=lights)
        return _with(changed, _with_glow(thing, slot, 0.0, "unlit")), Change("light", thing.instance, "off")
    if is_screen(thing) or thing.materials[0].family not in STRENGTHS:
        return None
    shining, bulbs = lit(thing, WARM, rng)
    return replace(_with(spec, shining), lights=(*spec.lights, *bulbs)), Change("light", thing.instance, "on")


def at_another_time(spec: SceneSpec, rng: Rng) -> Edited | None:
    """Return the scene at another time of day: outdoors by the sun, in rooms with a lamp on also in the evening.

    None where the sky tells no times apart, and at night, as lamps and windows were lit for it.
    """
    sky = spec.world.sky
    if sky is None:
        return _in_the_evening(spec)
    if spec.world.weather or sky.clouds > CLOSED or sky.sun_elevation_deg < min(SUN_DEG.values()) - 1:
        return None
    apart = [name for name, height in SUN_DEG.items() if abs(height - sky.sun_elevation_deg) >= APART_DEG]
    time = str(rng.choice(apart))
    world, suns = daylight(replace(sky, sun_elevation_deg=SUN_DEG[time]))
    others = tuple(light for light in spec.lights if not isinstance(light, SunLight))
    return replace(spec, world=world, lights=(*others, *suns)), Change("daytime", value=time)


def moved(spec: SceneSpec, thing: SceneObject, camera: Camera, rng: Rng) -> Edited | None:
    """Return the scene with a thing some way to the side on what carries it; None where there is no room."""
    if not _stands_alone(spec, thing) or isinstance(thing.geometry, Figure):
        return None
    size_m = np.ptp(object_box(thing), axis=0)[:2]
    steps = [step for step in STEPS_M if step >= 0.8 * float(size_m.min())]
    for place in rng.permutation(len(steps) * len(DIRECTIONS)).tolist():
        metres, direction = steps[place // len(DIRECTIONS)], DIRECTIONS[place % len(DIRECTIONS)]
        x, y, z = thing.pose.location_m
        dx, dy = (metres * way(camera, direction)).tolist()
        placed = replace(thing, pose=replace(thing.pose, location_m=(x + dx, y + dy, z)))
        if _fits(spec, placed):
            return _with(spec, placed), Change("move", thing.instance, direction, metres)
    return None


EDITS: dict[EditKind, EditThing] = {"remove": without, "recolour": painted, "light": switched, "move": moved}


def _stands_alone(spec: SceneSpec, thing: SceneObject) -> bool:
    """Return whether nobody would miss a thing below or beside them: nothing is on it, and nothing touches it."""
    if thing.supporter == 0 or thing.category in FIXED or thing.words.state == "lit":
        return False
    others = [each for each in spec.objects if each.instance not in (thing.instance, thing.supporter)]
    return not any(each.supporter == thing.instance for each in others) and not any(_may_lean(thing, others))


def _may_lean(thing: SceneObject, others: Sequence[SceneObject]) -> Iterator[bool]:
    """Yield for each movable one of the others whether it may lean on a thing, or that on it."""
    return (_is_near(thing, each) for each in others if each.supporter and each.category not in FIXED)


def _is_near(thing: SceneObject, other: SceneObject) -> bool:
    (low, high), (other_low, other_high) = object_box(thing), object_box(other)
    return bool((np.maximum(low, other_low) - np.minimum(high, other_high) < NEAR_M).all())


def _is_called(material: Material, colour: str) -> bool:
    """Return whether a material has the colour that a word means, in a way that another colour would replace."""
    if colour not in OBJECT_COLOURS or material.texture or material.emission:
        return False
    return bool(np.abs(np.subtract(material.colour, OBJECT_COLOURS[colour])).max() <= ALIKE)


def _belongs(light: Light, thing: SceneObject) -> bool:
    """Return whether a bulb is a lamp's: within its box, or as near as those of a library's lamps hang."""
    low, high = object_box(thing)
    return isinstance(light, PointLight) and bool(
        ((low - 0.1 <= light.location_m) & (np.asarray(light.location_m) <= high + 0.1)).all()
    )


def _with_glow(thing: SceneObject, slot: int, emission: float, state: State) -> SceneObject:
    materials = tuple(replace(each, emission=emission) if k == slot else each for k, each in enumerate(thing.materials))
    return replace(thing, materials=materials, words=replace(thing.words, state=state))


def _in_the_evening(spec: SceneSpec) -> Edited | None:
    """Return a room with next to no light before its windows; None where no lamp is on, or where none is now."""
    suns = [light for light in spec.lights if isinstance(light, SunLight)]
    is_lit = any(isinstance(light, PointLight) for light in spec.lights)
    if not spec.world.hdri or "/" in spec.world.hdri or not is_lit or spec.world.strength < 10 * NIGHT_W_M2_SR:
        return None
    world = replace(spec.world, hdri="night", strength=NIGHT_W_M2_SR)
    lights = tuple(light for light in spec.lights if light not in suns)
    return replace(spec, world=world, lights=lights), Change("daytime", value="night")


def _fits(spec: SceneSpec, placed: SceneObject) -> bool:
    """Return whether a thing stands on what carries it with all of its foot, and free of everything else."""
    below = next(replace(each, supporter=0) for each in spec.objects if each.instance == placed.supporter)
    others = [each for each in spec.objects if each.instance not in (placed.instance, below.instance)]
    feet = [_foot(placed, corner) for corner in _corners_m(placed)]
    return not gaps((below, placed, *feet)) and is_free(placed, others) and not any(_may_lean(placed, others))


def _corners_m(thing: SceneObject) -> list[Vec3]:
    (left, near, low), (right, far, _) = object_box(thing).tolist()
    return [(x, y, low) for x in (left, right) for y in (near, far)]


def _foot(thing: SceneObject, corner_m: Vec3) -> SceneObject:
    """Return a cube of 1 cm below a corner of a thing's box, which must touch what carries that."""
    x, y, z = corner_m
    pose = replace(thing.pose, location_m=(x, y, z + 0.005), rotation=(1.0, 0.0, 0.0, 0.0), scale=(0.01, 0.01, 0.01))
    return replace(thing, instance=-1, geometry=Primitive("box"), pose=pose)


def _with(spec: SceneSpec, changed: SceneObject) -> SceneSpec:
    things = (changed if each.instance == changed.instance else each for each in spec.objects)
    return replace(spec, objects=tuple(things))
