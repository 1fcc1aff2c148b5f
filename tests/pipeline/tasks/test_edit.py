"""Edits as a task: the prompt says what was changed, the target is the second picture, the score what was gained."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.edit import READING, answer, faults
from cavendish.pipeline.tasks.reading import Scores
from cavendish.pipeline.tasks.task import Answer, Referent
from cavendish.renderers.edits import Edit
from cavendish.renderers.frame import Frame
from cavendish.scenes.changes import Change

from .edited_frames import CAR, SOFA, THING, by_kind, halfway, moved, recoloured, removed
from .referring_scenes import boxes

SAID = {
    "remove": r"the( red)?( plastic)? (sofa|couch)",
    "recolour": r"the( red)?( plastic)? (sofa|couch) (to )?green",
    "light": r"on the .*lamp|the .*lamp .*on",
    "daytime": "dusk",
    "camera": "a webcam",
    "move": r"the( red)?( plastic)? (sofa|couch) (by )?50 cm to the right",
}


def asked(frame: Frame, seed: int = 0) -> Answer:
    given = answer(frame, np.random.default_rng(seed))
    assert given is not None
    return given


@pytest.fixture(scope="module")
def frames() -> dict[str, Frame]:
    return by_kind()


@pytest.mark.parametrize("kind", SAID)
def test_the_prompt_says_what_was_changed(frames: dict[str, Frame], kind: str) -> None:
    frame = frames[kind]
    prompts = [asked(frame, seed) for seed in range(12)]
    for given in prompts:
        assert re.search(SAID[kind], given.prompt)
        assert faults(frame, given) == []
    assert len({given.template for given in prompts}) > 1


def test_the_target_is_the_edited_picture(frames: dict[str, Frame]) -> None:
    for frame in frames.values():
        assert frame.edit is not None
        given = asked(frame)
        np.testing.assert_array_equal(given.target, frame.edit.frame.image)
        assert (given.codec, given.palette) == ("picture", {})


def test_a_view_without_an_edit_is_not_asked() -> None:
    assert answer(boxes(CAR, SOFA), np.random.default_rng(0)) is None
    assert faults(boxes(CAR, SOFA), asked(removed())) == ["the view has no edited picture"]


def test_what_nothing_tells_apart_is_not_asked() -> None:
    """Two sofas one behind the other at the same place differ in nothing that everybody would say."""
    hidden = boxes(*(replace(SOFA, x=0.0, y=y, size=(0.05, 0.05, 0.05)) for y in (0.0, 0.02)))
    frame = replace(hidden, edit=Edit(Change("remove", 3), hidden))
    assert answer(frame, np.random.default_rng(0)) is None


PLANTED: dict[str, tuple[Callable[[Answer], Answer], str]] = {
    "another thing": (lambda a: replace(a, prompt=re.sub("sofa|couch", "car", a.prompt)), "the prompt is"),
    "another template": (lambda a: replace(a, template="edit-daytime-01"), "asks for no edit by remove"),
    "no template": (lambda a: replace(a, template="edit"), "asks for no edit by remove"),
    "the picture before": (lambda a: replace(a, target=boxes(CAR, SOFA).image), "target differs"),
    "another referent": (
        lambda a: replace(a, referents={name: Referent((2,), each.form) for name, each in a.referents.items()}),
        r"the metadata mean \[2\], and instance 3",
    ),
    "no referent": (lambda a: replace(a, referents={}), r"the metadata mean \[\], and instance 3"),
    "a form that is none": (
        lambda a: replace(a, referents={name: Referent(each.instances, "{}") for name, each in a.referents.items()}),
        "which is none",
    ),
}


@pytest.mark.parametrize(("plant", "message"), PLANTED.values(), ids=PLANTED.keys())
def test_planted_faults_are_named(plant: Callable[[Answer], Answer], message: str) -> None:
    frame = removed()
    found = "; ".join(faults(frame, plant(asked(frame))))
    assert re.search(message, found)


def test_a_colour_that_the_pixels_do_not_show_is_a_fault() -> None:
    frame = recoloured()
    assert frame.edit is not None
    red = replace(frame, edit=replace(frame.edit, frame=replace(frame.edit.frame, image=frame.image)))
    assert any("does not show instance 3 green" in fault for fault in faults(red, asked(frame)))


def test_a_landmark_that_fits_two_is_a_fault() -> None:
    """The sofa is told from the car alone; with a second sofa its words pick out nothing."""
    frame = removed()
    given = asked(frame)
    two = boxes(CAR, SOFA, replace(SOFA, x=-0.2, y=0.3))
    assert any("picks out []" in fault for fault in faults(replace(two, edit=frame.edit), given))


def scores(frame: Frame, drawn: np.ndarray) -> Scores:
    given = asked(frame)
    found = READING.score(READING.decode(drawn, given, frame.shape), READING.truth(frame, given), frame.valid)
    assert found is not None
    return found


def test_the_unchanged_picture_gains_nothing(frames: dict[str, Frame]) -> None:
    for frame in frames.values():
        assert scores(frame, frame.image)["gain"] == 0


def test_the_target_gains_everything(frames: dict[str, Frame]) -> None:
    for frame in frames.values():
        found = scores(frame, asked(frame).target)
        assert found["gain"] == 1
        assert found["inside %"] == 0
        assert found["PSNR"] == 100


def test_halfway_there_is_half_the_gain(frames: dict[str, Frame]) -> None:
    for frame in frames.values():
        assert scores(frame, halfway(frame))["gain"] == pytest.approx(0.5, abs=0.02)


def test_what_spoils_the_rest_gains_nothing() -> None:
    """The thing itself is right, and all else is as far off as the unchanged thing was."""
    frame = moved()
    assert frame.edit is not None
    inside = (frame.instance == THING) | (frame.edit.frame.instance == THING)
    spoilt = np.where(inside[..., None], frame.edit.frame.image, 255 - frame.edit.frame.image)
    found = scores(frame, spoilt)
    assert found["gain"] == 0
    assert found["inside %"] == 0 < found["outside %"]


def test_colour_errors_are_those_of_the_channels() -> None:
    """51 of 255 too bright in one of three channels is an error of 6.67 %."""
    frame = removed()
    off = asked(frame).target.astype(int)
    off[..., 0] += np.where(off[..., 0] > 127, -51, 51)
    found = scores(frame, off.astype(np.uint8))
    assert found["inside %"] == pytest.approx(100 * 51 / 255 / 3)
    assert found["outside %"] == pytest.approx(100 * 51 / 255 / 3)
    assert found["PSNR"] == pytest.approx(-10 * np.log10((51 / 255) ** 2 / 3))
