"""The sky is what is infinitely far in a view of outdoors, and no thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.task_options import SemanticOptions
from cavendish.manifests.tasks import every_task
from cavendish.pipeline.evaluation.mask_tallies import SemanticTally
from cavendish.pipeline.evaluation.truths import of_frame
from cavendish.pipeline.tasks.registry import TASKS
from cavendish.pipeline.tasks.semantic import labels
from cavendish.pipeline.tasks.sky import is_sky
from cavendish.pipeline.tasks.task import Answer, Referent
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.renderers.frame import Frame
from cavendish.scenes.lighting import Weather

from .referring_scenes import Put, boxes

SEMANTIC = TASKS["semantic"]
OPTIONS: Mapping[str, Any] = dict(every_task())


@pytest.fixture(scope="module")
def room() -> Frame:
    return boxes(Put("chair", -1, 0), Put("stool", 1, 0))


@pytest.fixture(scope="module")
def outdoors(room: Frame) -> Frame:
    return grounded(room, "ground")


def grounded(frame: Frame, category: str) -> Frame:
    first, *others = frame.objects
    return replace(frame, objects=(replace(first, category=category), *others))


def filled(frame: Frame) -> Frame:
    """Return the frame as if its floor went on for ever."""
    instance = np.where(frame.instance == 0, np.uint16(1), frame.instance)
    return replace(frame, instance=instance, depth_m=np.where(frame.instance == 0, np.float32(50), frame.depth_m))


def asked(frame: Frame, concept: str = "sky", language: str = "en") -> Answer:
    for seed in range(200):
        given = SEMANTIC.answer(frame, np.random.default_rng(seed), language, SemanticOptions())
        if given and any(each.form == concept for each in given.referents.values()):
            return given
    raise AssertionError(f"{concept} was not asked for")


def test_it_is_not_asked_for_where_fog_hides_its_border(outdoors: Frame) -> None:
    def through(visibility_m: float) -> Frame:
        return replace(outdoors, camera=replace(outdoors.camera, weather=Weather("fog", visibility_m, (0.5, 0.5, 0.5))))

    farthest_m = float(outdoors.depth_m[np.isfinite(outdoors.depth_m)].max())
    assert is_sky(outdoors)
    assert is_sky(through(3 * farthest_m))  # e⁻¹ of the contrast is left
    assert not is_sky(through(farthest_m / 2))  # e⁻⁶


@pytest.mark.parametrize(("language", "name"), [("en", "sky"), ("de", "Himmel"), ("es", "cielo")])
def test_it_is_asked_for_by_its_name_and_marks_what_is_infinitely_far(
    outdoors: Frame, language: str, name: str
) -> None:
    given = asked(outdoors, language=language)
    assert given.referents[name] == Referent((0,), "sky")
    infinite = np.isinf(outdoors.depth_m)
    np.testing.assert_array_equal((given.target == given.palette[name]).all(axis=-1), infinite)
    assert SEMANTIC.faults(outdoors, given) == []


def test_a_target_without_it_is_a_fault(outdoors: Frame) -> None:
    given = asked(outdoors)
    target = given.target.copy()
    target[np.isinf(outdoors.depth_m)] = 255 - np.asarray(given.palette["sky"])
    (fault,) = SEMANTIC.faults(outdoors, replace(given, target=target))
    assert f"{np.isinf(outdoors.depth_m).sum()} pixels" in fault


def test_its_metadata_are_scored_as_any_class(outdoors: Frame) -> None:
    given = asked(outdoors)
    label = 1 + list(given.referents).index("sky")
    truth = of_frame(outdoors, "semantic", given)
    np.testing.assert_array_equal(truth.labels == label, np.isinf(outdoors.depth_m))
    assert SemanticTally().add(truth, given, given.target) == {"mIoU": 1.0, "accuracy": 1.0}


def test_around_a_room_is_no_sky_and_none_is_called_absent(room: Frame) -> None:
    visible = VisibleConcepts(room)
    assert visible.instances("sky") == ()
    assert "sky" not in visible.eligible_classes
    assert visible.absent(["sky"]) == []


def test_it_may_be_absent_where_nothing_is_infinite_and_nothing_shows_it(room: Frame, outdoors: Frame) -> None:
    assert VisibleConcepts(filled(room)).absent(["sky"]) == ["sky"]
    assert VisibleConcepts(filled(outdoors)).absent(["sky"]) == ["sky"]
    window = filled(boxes(Put("chair", -1, 0), Put("window", 1, 0)))
    assert VisibleConcepts(window).absent(["sky"]) == []


def test_a_sliver_is_not_asked_for(outdoors: Frame) -> None:
    mostly = filled(outdoors)
    instance, depth_m = mostly.instance.copy(), mostly.depth_m.copy()
    instance[0, :4], depth_m[0, :4] = 0, np.inf
    sliver = replace(mostly, instance=instance, depth_m=depth_m)
    assert VisibleConcepts(sliver).instances("sky") == (0,)
    assert "sky" not in VisibleConcepts(sliver).eligible_classes


def test_what_is_unknown_is_not_painted_as_sky(outdoors: Frame) -> None:
    unknown = replace(outdoors, valid=np.isfinite(outdoors.depth_m))
    meant = {name: Referent(VisibleConcepts(outdoors).instances(name), name) for name in ("sky", "ground")}
    shown = labels(unknown, {"sky": (255, 0, 0), "ground": (0, 255, 0)}, meant)
    assert not (shown == 0)[np.isinf(outdoors.depth_m)].any()


def test_it_is_neither_counted_nor_referred_to(outdoors: Frame) -> None:
    for task in ("instance", "referring"):
        for seed in range(20):
            given = TASKS[task].answer(outdoors, np.random.default_rng(seed), "en", OPTIONS[task])
            assert given is None or not any('"sky"' in f'"{each.form}"' for each in given.referents.values())
