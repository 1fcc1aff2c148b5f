"""Frames with another view of their scene: shapes from two sides, and one pair that is worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.sampling import sample_scene, with_cameras

SIZE = (192, 128)


def twin(one: Frame, other: Frame) -> Frame:
    """Return a frame that knows another view of its scene."""
    return replace(one, other=replace(other, other=None))


def twins(renderer: AnalyticRenderer) -> list[Frame]:
    """Return both views of two scenes of shapes, each with the other."""
    specs = [with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), SIZE, [0, 0]) for seed in range(2)]
    pairs = [(renderer.render(spec, 0), renderer.render(spec, 1)) for spec in specs]
    return [each for one, other in pairs for each in (twin(one, other), twin(other, one))]
