"""What an evaluated scene shows, instance by instance, as Cycles would render it.

Each is taken over while Blender's iterator stands at it; copies of one thing share its mesh.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

from ...frame import RenderError
from .names import category_of, grouping, name_of

MAX_INSTANCES = 32_767  # Blender's object indices go no further
ZERO, THIN = 1e-7, 1e-5  # beside the largest scale: what counts as none, and what is put in its place
INFINITE = float(np.finfo(np.float32).max)  # as Blender keeps it: its coordinates are bounded
FILLER = 2**31 - 1  # of Blender's persistent ids
RAYS = tuple(f"visible_{ray}" for ray in ("camera", "diffuse", "glossy", "transmission", "volume_scatter", "shadow"))
SHADED_BY = ("color", *(f"shadow_terminator_{kind}_offset" for kind in ("normal", "geometry", "shading")))
LENS = ("lens", "sensor_width", "sensor_height", "shift_x", "shift_y", "clip_start", "clip_end")  # may be animated
UNNUMBERED = {"CURVES": "hair", "POINTCLOUD": "points", "VOLUME": "a volume", "GREASEPENCIL": "a drawing"}

Key = tuple[str, str, tuple[int, ...]]  # the maker of a copy, the thing itself, and which of the copies it is


@dataclass(frozen=True, slots=True)
class Instance:
    """One rendered instance: a mesh of its own or a file's lamp as `data`, and where; `attributes` are Blender's.

    `name` is one of a kind and the same whenever the file is opened. `thing` is what it is a part of: all parts of one
    thing have one `number` (1 …; 0: what cameras do not see). `category` and `called` are words for it.
    """

    key: Key
    thing: Key
    category: str
    called: str
    data: Any
    matrix: Matrix
    materials: tuple[Any, ...]
    attributes: dict[str, Any]
    properties: dict[str, Any]
    name: str = ""
    number: int = 0

    @property
    def is_seen(self) -> bool:
        """Whether cameras see it; what they do not may still shade, light and be mirrored."""
        return bool(self.attributes["visible_camera"])


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a scene shows, in the file's units, sorted by name.

    Cameras go by their names, and their places are in metres. `left_out` has names by what is amiss with them.
    """

    surfaces: tuple[Instance, ...]
    lamps: tuple[Instance, ...]
    cameras: dict[str, Any]
    left_out: dict[str, list[str]]


def instances(graph: Any, path: Path, metres: float) -> Shown:
    """Return what a dependency graph shows; `metres` is the length of the file's unit. Raises RenderError."""
    reader = _Reader(graph, path)
    reader.refuse_too_many()
    surfaces, lamps, cameras = [], [], {}
    for each in graph.object_instances:
        reader.note_what_is_left_out(each)
        if each.show_self and each.object.type == "LIGHT":
            lamps.append(reader.lamp(each))
        elif each.object.type == "CAMERA" and not each.is_instance:
            cameras[each.object.name] = _camera(each.object, metres)
        elif reader.is_surface(each) and (matrix := reader.matrix(each)):
            surfaces.append(reader.surface(each, matrix))
    return Shown(_numbered(_named(surfaces)), tuple(_named(lamps)), cameras, reader.left_out)


@dataclass(slots=True)
class _Reader:
    graph: Any
    path: Path
    left_out: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    meshes: dict[int, Any] = field(default_factory=dict)

    def refuse_too_many(self) -> None:
        several = self.graph.object_instances
        if (total := len(several)) > MAX_INSTANCES:
            seen = (each for each in several if self.is_surface(each) and self._is_seen(each))
            if sum(1 for _ in islice(seen, MAX_INSTANCES + 1)) > MAX_INSTANCES:  # to count millions takes half a minute
                raise RenderError(
                    f"{self.path}: has {total} objects and instances, too many to render; at most {MAX_INSTANCES} have "
                    "numbers"
                )

    def note_what_is_left_out(self, each: Any) -> None:
        """Note what of an instance Cycles renders, and we do not."""
        thing = each.object
        if each.show_particles and _has_hair(thing):
            self.left_out["hair"].append(_name(_key(each)))
        if each.show_self and thing.type in UNNUMBERED:
            self.left_out[UNNUMBERED[thing.type]].append(_name(_key(each)))
        if each.show_self and thing.type == "MESH" and self._is_holdout(each):
            self.left_out["a holdout"].append(_name(_key(each)))
        if each.show_self and (thing.light_linking.receiver_collection or thing.light_linking.blocker_collection):
            self.left_out["light linking"].append(_name(_key(each)))

    def is_surface(self, each: Any) -> bool:
        """Return whether an instance has faces that some ray meets. Curves, texts and metaballs come as meshes, too."""
        has_faces = each.show_self and each.object.type == "MESH" and len(each.object.data.polygons) > 0
        return has_faces and not self._is_holdout(each) and any(_meets(each, ray) for ray in RAYS)

    def matrix(self, each: Any) -> Matrix | None:
        """Return where a surface is, with an inverse; None where nothing is left of it."""
        matrix = np.array(each.matrix_world, dtype=np.float64)
        if not (np.abs(matrix) < INFINITE).all():
            raise RenderError(f"{self.path}: {_name(_key(each))} has coordinates that are not numbers")
        left, sizes, right = np.linalg.svd(matrix[:3, :3])
        if sizes[1] <= ZERO * sizes[0]:
            self.left_out["no extent"].append(_name(_key(each)))
            return None
        if sizes[2] <= ZERO * sizes[0]:  # two sides in one place would shade each other
            matrix[:3, :3] = left * (sizes[0], sizes[1], THIN * sizes[0]) @ right
        return Matrix(matrix.tolist())

    def surface(self, each: Any, matrix: Matrix) -> Instance:
        attributes = _attributes(each)
        attributes["visible_camera"] = self._is_seen(each)
        attributes["is_shadow_catcher"] = each.object.is_shadow_catcher or _maker(each).is_shadow_catcher
        thing, speaker = _thing(each)
        data, materials = self._mesh(each.object), self._materials(each.object)
        words, properties = (category_of(speaker), name_of(speaker)), _properties(each.object)
        return Instance(_key(each), thing, *words, data, matrix, materials, attributes, properties)

    def lamp(self, each: Any) -> Instance:
        """Return a lamp, which no camera sees: the truth does not know of it."""
        attributes, data = {**_attributes(each), "visible_camera": False}, each.object.data.original
        matrix = each.matrix_world.copy()
        return Instance(_key(each), _key(each), "", "", data, matrix, (), attributes, _properties(each.object))

    def _is_holdout(self, each: Any) -> bool:
        return bool(_maker(each).holdout_get(view_layer=self.graph.view_layer_eval))

    def _is_seen(self, each: Any) -> bool:
        indirect_only = _maker(each).indirect_only_get(view_layer=self.graph.view_layer_eval)
        return _meets(each, "visible_camera") and not indirect_only

    def _mesh(self, thing: Any) -> Any:
        """Return the mesh of an instance as it was evaluated, or as its maker made it.

        Asked to preserve all layers, Blender would work out the modifiers of the object again.
        """
        address = thing.data.as_pointer()
        if address not in self.meshes:
            self.meshes[address] = bpy.data.meshes.new_from_object(thing)
        return self.meshes[address]

    def _materials(self, thing: Any) -> tuple[Any, ...]:
        override = self.graph.view_layer.material_override
        worn = tuple(slot.material and slot.material.original for slot in thing.material_slots)
        return (override,) * max(1, len(worn)) if override else worn


def _maker(each: Any) -> Any:
    """Return what decides beside the object itself how it is seen: where it is a copy, the one that makes copies."""
    return each.parent if each.is_instance else each.object


def _meets(each: Any, ray: str) -> bool:
    return bool(getattr(each.object, ray) and getattr(_maker(each), ray))


def _attributes(each: Any) -> dict[str, Any]:
    rays = {ray: _meets(each, ray) for ray in RAYS}
    return rays | {name: getattr(each.object, name) for name in SHADED_BY} | {"color": tuple(each.object.color)}


def _properties(thing: Any) -> dict[str, Any]:
    """Return the custom properties that materials may read."""
    return {name: value for name, value in thing.items() if isinstance(value, (int, float, str))}


def _has_hair(thing: Any) -> bool:
    systems = (modifier.particle_system for modifier in thing.modifiers if modifier.type == "PARTICLE_SYSTEM")
    return any(system.settings.type == "HAIR" and system.settings.render_type == "PATH" for system in systems)


def _key(each: Any) -> Key:
    ids = tuple(number for number in reversed(each.persistent_id) if number != FILLER) if each.is_instance else ()
    return _maker(each).original.name_full, each.object.original.name_full, ids


def _thing(each: Any) -> tuple[Key, Any]:
    """Return what an instance is a part of, and the object whose words it goes by.

    Where it is a copy, what it is copied from may say so; or else the empty that shows a whole collection.
    """
    own, maker, key = each.object.original, _maker(each).original, _key(each)
    if holder := grouping(own):
        ids = _ids_of_group(own, key[2]) if holder != own else key[2]
        return (key[0] if each.is_instance else holder.name_full, holder.name_full, ids), own
    if each.is_instance and maker.instance_type == "COLLECTION" and (holder := grouping(maker)):
        return (holder.name_full, holder.name_full, ()), maker
    return key, own


def _ids_of_group(own: Any, ids: tuple[int, ...]) -> tuple[int, ...]:
    """Return which of the copies, alike for all parts: the last number tells the parts of a collection apart."""
    makes_copies = own.parent is not None and own.parent.instance_type in ("VERTS", "FACES")
    return ids if makes_copies else ids[:-1]


def _name(key: Key) -> str:
    maker, own, ids = key
    return f"{own if own == maker else f'{maker}/{own}'}#{'.'.join(map(str, ids))}" if ids else own


def _named(found: list[Instance]) -> Iterator[Instance]:
    """Yield instances in an order that depends on the file alone, each with a name of its own."""
    count = Counter[str]()
    for each in sorted(found, key=lambda each: (each.thing, each.key)):
        name = _name(each.key)
        count[name] += 1
        yield replace(each, name=name if count[name] == 1 else f"{name}~{count[name]}")


def _numbered(found: Iterable[Instance]) -> tuple[Instance, ...]:
    numbers = dict[Key, int]()
    return tuple(
        replace(each, number=numbers.setdefault(each.thing, len(numbers) + 1)) if each.is_seen else each
        for each in found
    )


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
