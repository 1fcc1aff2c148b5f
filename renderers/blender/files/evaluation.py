"""The evaluated scene that Blender renders: what a render engine is handed, and the viewport never has.

Render visibility, the layer's exclusions, modifiers at their render level, shape keys, constraints, particles and
instances are all in it, as Blender worked them out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import bpy

from ..process import overridden

Found = TypeVar("Found")
ENGINE = "CAVENDISH_EVALUATION"
BARE = {  # a render that shows nothing, runs no compositor and writes no file
    "engine": ENGINE,
    "resolution_x": 4,
    "resolution_y": 4,
    "resolution_percentage": 100,
    "use_border": False,
    "use_compositing": False,
    "use_sequencer": False,
    "use_freestyle": False,
    "use_multiview": False,
    "use_persistent_data": False,
}


def evaluated(scene: Any, layer: Any, visit: Callable[[Any], Found]) -> Found:
    """Return what `visit` makes of the render-mode dependency graph of a view layer; what it raises is raised here.

    The graph and all that it holds are gone afterwards, but for what `visit` has put into `bpy.data`.
    """
    for other in scene.view_layers:
        other.use = other == layer
    camera = scene.camera or bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))  # no render without one
    _Evaluation.visit, _Evaluation.outcome = visit, None
    with overridden(scene.render, **BARE), overridden(scene, camera=camera):
        bpy.ops.render.render(scene=scene.name)
    outcome = _Evaluation.outcome
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


class _Evaluation(bpy.types.RenderEngine):  # type: ignore[misc]
    """Hands the graph that it is given to `visit`, and keeps what that returns or raises."""

    bl_idname = ENGINE
    bl_label = "Cavendish evaluation"
    visit: ClassVar[Callable[[Any], Any]]
    outcome: ClassVar[Any] = None

    def render(self, graph: Any) -> None:
        try:
            _Evaluation.outcome = _Evaluation.visit(graph)
        except BaseException as error:  # Blender would print it and go on
            _Evaluation.outcome = error


bpy.utils.register_class(_Evaluation)
