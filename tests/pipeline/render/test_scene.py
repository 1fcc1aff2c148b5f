"""Views of a scene: which cameras are tried, and when there is no use in trying another."""

from dataclasses import replace

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.render.scene import accepted_views
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.cameras import Viewpoint
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneFile, SceneSpec

NOWHERE = Viewpoint((0.0, 0.0, 50.0), (0.0, 0.0, 60.0), 50.0)  # looks up, where nothing is


class Counting(AnalyticRenderer):
    """Knows the places that it was asked to look from."""

    def __init__(self) -> None:
        super().__init__()
        self.eyes: list[float] = []

    def render(self, spec: SceneSpec, view: int) -> Frame:
        self.eyes.append(spec.cameras[view].location_m[0])
        return super().render(spec, view)


def test_each_camera_of_a_file_is_tried_once_by_a_view_that_none_of_them_suits(tiny: Recipe) -> None:
    views = tuple(replace(NOWHERE, eye_m=(k, 0.0, 50.0), target_m=(k, 0.0, 60.0)) for k in range(3))
    shown = sample_scene(7, 0, {"shapes": 1.0})
    spec = replace(shown, layout="files", source=SceneFile("a.blend", "0" * 64, views))
    renderer = Counting()
    records = [view for view, frame in accepted_views(tiny, spec, plan_shards(tiny)[0], renderer) if frame is None]
    assert len(records) == tiny.views_per_scene == 2
    assert [len(view.rejected) for view in records] == [3, 3]
    assert sorted(renderer.eyes) == [0, 0, 1, 1, 2, 2]
    assert renderer.eyes[0] != renderer.eyes[3]
