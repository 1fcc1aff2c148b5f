"""Views that know one more view of their scene, for tasks that ask about two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from ...manifests import Recipe
from ...manifests.tasks import TWO_VIEWS
from ...renderers.frame import Frame
from .example import View
from .keys import ViewKey


def paired(recipe: Recipe, views: Iterable[tuple[ViewKey, View]]) -> Iterator[tuple[ViewKey, View]]:
    """Yield views with `Frame.others` where a task of the recipe asks about two: a scene in memory at a time, not more.

    Those that show more of the same things come first; of equals, the first after the view in turn. Of a clip it is the
    next frame alone, and the last has none.
    """
    if not recipe.clips and not TWO_VIEWS & recipe.task_options.keys():
        yield from views
        return
    for _, scene in groupby(views, key=lambda each: each[0].scene):
        of_scene = list(scene)
        for place, (key, view) in enumerate(of_scene):
            beside = of_scene[place + 1 : place + 2] if recipe.clips else (*of_scene[place + 1 :], *of_scene[:place])
            others = [each for _, each in beside if isinstance(each, Frame)]
            yield key, _with_others(view, others) if isinstance(view, Frame) else view


def _with_others(frame: Frame, others: list[Frame]) -> Frame:
    return replace(frame, others=tuple(sorted(others, key=lambda other: -_shared_px(frame, other))))


def _shared_px(frame: Frame, other: Frame) -> int:
    """Return how many pixels of two views may show the same: of each thing in both, the lesser area."""
    own = {thing.instance: thing.area_px for thing in frame.objects}
    return sum(min(thing.area_px, own.get(thing.instance, 0)) for thing in other.objects)
