"""A renderer in a process of its own, watched: whatever a scene does to it, this process lives on and knows why.

The renderer's process is killed where a scene takes too long or too much memory, replaced after every failure, after so
many scenes and when it has grown, and dies with this one. Nothing that a renderer loads is ever loaded here.
"""

from __future__ import annotations

from ...manifests import Recipe
from ...scenes.spec import SceneSpec
from ..dataset.plan import ShardPlan
from ..render.limits import RunOptions, limits_of
from ..render.scene import RenderedScene
from .renderer_child import Child
from .renderer_main import Request, SceneRequest, SpecRequest, Start


class RendererProcess:
    """Renders scenes in a child process, which starts when it is first needed."""

    def __init__(self, recipe: Recipe, options: RunOptions) -> None:
        self._limits = limits_of(recipe, options)
        self._start = Start(recipe, options.device, options.threads, options.nice)
        self._child: Child | None = None

    @property
    def device(self) -> str:
        """What the renderer uses; raises RequestError where it is not to be had, MachineError where it fails."""
        return self._ready().device

    def render(self, plan: ShardPlan, scene: int) -> RenderedScene:
        """Return one scene of a shard; raises SceneError, and what `device` raises."""
        return self._render(SceneRequest(plan, scene))

    def render_spec(self, plan: ShardPlan, spec: SceneSpec) -> RenderedScene:
        """Return a scene that is given as data; raises what `render` raises."""
        return self._render(SpecRequest(plan, spec))

    def close(self) -> None:
        """End the process at once."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()

    def _render(self, request: Request) -> RenderedScene:
        child, limits = self._ready(), self._limits
        try:
            rendered = child.render(request)
        except BaseException:
            self.close()  # what has failed may be in any state
            raise
        if child.scenes >= limits.scenes or child.resident_bytes() > limits.recycled_bytes:
            self.close()
        return rendered

    def _ready(self) -> Child:
        if self._child is None:
            self._child = Child(self._start, self._limits)
        return self._child
