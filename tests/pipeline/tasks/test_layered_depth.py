"""Layered depth: which layer the prompt asks for, and numbers of a pane before a wall."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.depth_options import LayeredDepthOptions
from cavendish.pipeline.codecs import depth
from cavendish.pipeline.tasks.layered_depth import LAYERED_DEPTH, LAYERS, READING
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .plain_frames import frame_of, only, plane

LEFT = slice(0, 32)
PANE_AND_WALL = frame_of(only(plane((0, 0, 1), 2.0), LEFT), plane((0, 0, 1), 4.0))
FRAME = replace(PANE_AND_WALL, behind_m=np.full(PANE_AND_WALL.shape, 4.0, np.float32))


def asked(frame: Frame, layer: str) -> Answer:
    answers = (
        LAYERED_DEPTH.answer(frame, np.random.default_rng(seed), "en", LayeredDepthOptions()) for seed in range(20)
    )
    return next(each for each in answers if each is not None and each.parameters["layer"] == layer)


def test_one_layer_alone_is_not_asked_for() -> None:
    rng = np.random.default_rng(0)
    assert LAYERED_DEPTH.answer(PANE_AND_WALL, rng, "en", None) is None
    assert LAYERED_DEPTH.answer(replace(FRAME, behind_m=FRAME.depth_m), rng, "en", None) is None


@pytest.mark.parametrize(("layer", "left_m"), [("first", 2.0), ("behind", 4.0)])
def test_the_prompt_says_which_layer_the_target_shows(layer: str, left_m: float) -> None:
    given = asked(FRAME, layer)
    assert any(name in given.prompt for name in LAYERS[layer])
    decoded_m = depth.decode(given.target, str(given.parameters["colormap"]))
    assert np.median(decoded_m[:, LEFT]) == pytest.approx(left_m, rel=0.02)
    assert np.median(decoded_m[:, 32:]) == pytest.approx(4.0, rel=0.02)
    assert LAYERED_DEPTH.faults(FRAME, given) == []


def test_the_other_layer_is_found() -> None:
    first, behind = asked(FRAME, "first"), asked(FRAME, "behind")
    wrong = depth.encode(FRAME.depth_m, str(behind.parameters["colormap"]))
    assert "1536 pixels" in LAYERED_DEPTH.faults(FRAME, replace(behind, target=wrong))[0]
    other = replace(first, parameters=first.parameters | {"layer": "behind"})
    assert "the metadata for 'behind'" in LAYERED_DEPTH.faults(FRAME, other)[0]


def test_errors_are_told_where_the_layers_differ() -> None:
    """2 m drawn where it is 4 m is off by half, in half of the picture."""
    given = asked(FRAME, "behind")
    scores = READING.score(FRAME.depth_m, READING.truth(FRAME, given), FRAME.valid)
    assert scores is not None
    assert (scores["AbsRel"], scores["AbsRel through glass"]) == (pytest.approx(0.25), pytest.approx(0.5))
