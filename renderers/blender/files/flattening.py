"""What an evaluated scene shows, as plain objects: one for each rendered instance; copies of a thing share its mesh.

Nothing about them is left to be worked out again, no modifier, parent or instancing: picture and truth, boxes and
occlusion cannot but read the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

from ...frame import RenderError
from .names import category_of

MAX_INSTANCES = 32_767  # Blender's object indices go no further
FLAT, LINE = 1e-6, 1e-7  # of the largest scale: what is thinner has no thickness; with two such axes, no surface
FILLER = 2**31 - 1  # of Blender's persistent ids
RAYS = ("diffuse", "glossy", "transmission", "volume_scatter", "shadow", "camera")
SHADED_BY = ("color", *(f"shadow_terminator_{kind}_offset" for kind in ("normal", "geometry", "shading")))
LENS = ("lens", "sensor_width", "sensor_height", "shift_x", "shift_y", "clip_start", "clip_end")  # may be animated
UNNUMBERED = {"CURVES": "hair", "POINTCLOUD": "points", "VOLUME": "a volume", "GREASEPENCIL": "a drawing"}

Key = tuple[str, str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """One instance: its plain object, and its name and category in the file."""

    thing: Any
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Flat:
    """Plain objects, in the file's units, of what an evaluated scene shows; all are sorted by the names in the file.

    `unseen` are surfaces that light meets and no camera. Cameras go by their names; their places are in metres.
    `left_out` has names by what is amiss with them.
    """

    rendered: tuple[Rendered, ...]
    unseen: tuple[Any, ...]
    lamps: tuple[Any, ...]
    cameras: dict[str, Any]
    left_out: dict[str, list[str]]
    nowhere: Any  # the parent of all but the cameras


def flattened(graph: Any, path: Path, metres: float) -> Flat:
    """Return what a dependency graph shows; `metres` is the length of the file's unit. Raises RenderError."""
    flattener = _Flattener(graph, path, metres)
    flattener.refuse_too_many()
    for each in graph.object_instances:
        flattener.add(each)
    return flattener.flat()


@dataclass(slots=True)
class _Flattener:
    """Takes over instances one by one, as each of them is valid only until the next one comes."""

    graph: Any
    path: Path
    metres: float
    surfaces: list[tuple[Key, Any, str]] = field(default_factory=list)
    lamps: list[tuple[Key, Any]] = field(default_factory=list)
    cameras: dict[str, Any] = field(default_factory=dict)
    left_out: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    meshes: dict[int, Any] = field(default_factory=dict)
    nowhere: Any = field(default_factory=lambda: bpy.data.objects.new("nowhere", None))

    def refuse_too_many(self) -> None:
        instances = self.graph.object_instances
        if len(instances) > MAX_INSTANCES:
            count = sum(self._is_surface(each) and self._is_seen(each) for each in instances)
            if count > MAX_INSTANCES:
                raise RenderError(f"{self.path}: has {count} instances to render; at most {MAX_INSTANCES} have numbers")

    def add(self, each: Any) -> None:
        thing, key = each.object, _key(each)
        for what in self._unnumbered(each):
            self.left_out[what].append(_name(key))
        if each.show_self and thing.type == "LIGHT":
            self.lamps.append((key, self._placed(thing.data.original, each)))
            self.lamps[-1][1].visible_camera = False  # what the truth does not know of is not seen
        elif thing.type == "CAMERA" and not each.is_instance:
            self.cameras[thing.name] = _camera(thing, self.metres)
        elif self._is_surface(each):
            self._add_surface(each, key)

    def flat(self) -> Flat:
        """Return what was added, in an order that depends on the file alone."""
        self.surfaces.sort(key=lambda surface: surface[0])
        self.lamps.sort(key=lambda lamp: lamp[0])
        seen = Counter[str]()
        rendered = [
            Rendered(thing, _unique(_name(key), seen), category)
            for key, thing, category in self.surfaces
            if thing.visible_camera
        ]
        unseen = (thing for _, thing, _ in self.surfaces if not thing.visible_camera)
        lamps = (lamp for _, lamp in self.lamps)
        return Flat(tuple(rendered), tuple(unseen), tuple(lamps), self.cameras, self.left_out, self.nowhere)

    def _is_surface(self, each: Any) -> bool:
        """Return whether an instance has faces that some ray meets, in the way of Cycles.

        Curves, texts and metaballs come as meshes, too.
        """
        thing, holder = each.object, _holder(each)
        return bool(
            each.show_self
            and thing.type == "MESH"
            and len(thing.data.polygons)
            and not holder.holdout_get(view_layer=self.graph.view_layer_eval)
            and any(_meets(each, ray) for ray in RAYS)
        )

    def _is_seen(self, each: Any) -> bool:
        holder = _holder(each)
        return _meets(each, "camera") and not holder.indirect_only_get(view_layer=self.graph.view_layer_eval)

    def _unnumbered(self, each: Any) -> Iterator[str]:
        """Yield what of an instance is rendered by Cycles, and left out by us."""
        thing, layer = each.object, self.graph.view_layer_eval
        if each.show_particles and _has_hair(thing):
            yield "hair"
        if each.show_self and thing.type in UNNUMBERED:
            yield UNNUMBERED[thing.type]
        if each.show_self and thing.type == "MESH" and _holder(each).holdout_get(view_layer=layer):
            yield "a holdout"

    def _add_surface(self, each: Any, key: Key) -> None:
        matrix = np.array(each.matrix_world, dtype=np.float64)
        if not np.isfinite(matrix).all():
            raise RenderError(f"{self.path}: {_name(key)} has coordinates that are not numbers")
        sizes = np.linalg.svd(matrix[:3, :3], compute_uv=False)
        if sizes[1] <= LINE * sizes[0]:
            self.left_out["no extent"].append(_name(key))
            return
        plain = self._placed(self._mesh(each.object), each)
        _wear(plain, self._materials(each.object))
        plain.visible_camera = self._is_seen(each)
        plain.is_shadow_catcher = each.object.is_shadow_catcher or _holder(each).is_shadow_catcher
        if sizes[2] <= FLAT * sizes[0]:  # no matrix with an inverse does that
            plain.data = plain.data.copy()
            plain.data.transform(each.matrix_world)
            plain.matrix_parent_inverse = Matrix()
        self.surfaces.append((key, plain, category_of(each.object.original)))

    def _placed(self, data: Any, each: Any) -> Any:
        """Return a plain object where an instance is, which the same rays meet.

        The matrix of an object of its own cannot be sheared; what follows from a parent can.
        """
        plain = bpy.data.objects.new("thing", data)
        plain.parent, plain.matrix_parent_inverse = self.nowhere, each.matrix_world
        for ray in RAYS:
            setattr(plain, f"visible_{ray}", _meets(each, ray))
        for name in SHADED_BY:
            setattr(plain, name, getattr(each.object, name))
        for name, value in each.object.items():
            if isinstance(value, (int, float, str)):
                plain[name] = value
        return plain

    def _mesh(self, thing: Any) -> Any:
        address = thing.data.as_pointer()
        if address not in self.meshes:
            self.meshes[address] = bpy.data.meshes.new_from_object(
                thing, preserve_all_data_layers=True, depsgraph=self.graph
            )
        return self.meshes[address]

    def _materials(self, thing: Any) -> list[Any]:
        override = self.graph.view_layer.material_override
        worn = [slot.material and slot.material.original for slot in thing.material_slots]
        return [override] * max(1, len(worn)) if override else worn


def _holder(each: Any) -> Any:
    """Return what decides beside the object itself how it is seen: where it is a copy, the one that makes it."""
    return each.parent if each.is_instance else each.object


def _meets(each: Any, ray: str) -> bool:
    return bool(getattr(each.object, f"visible_{ray}") and getattr(_holder(each), f"visible_{ray}"))


def _has_hair(thing: Any) -> bool:
    systems = (modifier.particle_system for modifier in thing.modifiers if modifier.type == "PARTICLE_SYSTEM")
    return any(system.settings.type == "HAIR" and system.settings.render_type == "PATH" for system in systems)


def _key(each: Any) -> Key:
    ids = tuple(number for number in reversed(each.persistent_id) if number != FILLER) if each.is_instance else ()
    return _holder(each).original.name_full, each.object.original.name_full, ids


def _name(key: Key) -> str:
    holder, own, ids = key
    if not ids:
        return own
    return f"{own if own == holder else f'{holder}/{own}'}#{'.'.join(map(str, ids))}"


def _unique(name: str, seen: Counter[str]) -> str:
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}~{seen[name]}"


def _wear(plain: Any, materials: list[Any]) -> None:
    for _ in range(len(plain.data.materials), len(materials)):
        plain.data.materials.append(None)
    for slot, material in zip(plain.material_slots, materials, strict=False):
        if slot.material != material:
            slot.link, slot.material = "OBJECT", material


def _camera(thing: Any, metres: float) -> Any:
    """Return a camera as it is at this frame, its place in metres, with no other object to focus on."""
    data = thing.data.original.copy()
    data.animation_data_clear()
    for name in LENS:
        setattr(data, name, getattr(thing.data, name))
    plain = bpy.data.objects.new("camera", data)
    place = thing.matrix_world.copy()
    if data.dof.focus_object:
        away = place.translation - data.dof.focus_object.matrix_world.translation
        data.dof.focus_object, data.dof.focus_distance = None, max(away @ place.col[2].xyz.normalized(), 0.0)
    place.translation *= metres
    plain.matrix_world, plain.use_fake_user = place, True  # it is in no scene, and nothing else keeps it
    return plain
