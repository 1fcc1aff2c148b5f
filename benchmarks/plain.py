"""A renderer in this very process, for `build_shard`: what a worker with a process of its own is measured against."""

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.plan import ShardPlan
from cavendish.pipeline.render.scene import RenderedScene, make_renderer, render_spec, sampled_scene


class PlainRenderer:
    """Nobody watches it: a crash is the end."""

    def __init__(self, recipe: Recipe, device: str = "CPU") -> None:
        self._recipe = recipe
        self._renderer, self.device = make_renderer(recipe, device)

    def render(self, plan: ShardPlan, scene: int) -> RenderedScene:
        """Return one scene of a shard."""
        return render_spec(self._recipe, plan, sampled_scene(self._recipe, scene, plan.split), self._renderer)
