"""Words against pixels: what the picture denies is not asked, and where it was asked the checker names it."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.pipeline.tasks import referring
from cavendish.pipeline.tasks.relations import check, evidence
from cavendish.pipeline.tasks.relations.forms import Attribute, Description, Extreme, from_json
from cavendish.pipeline.tasks.relations.sizes import is_larger
from cavendish.pipeline.tasks.task import Answer, WordFault
from cavendish.renderers.frame import Frame
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Words

from .referring_scenes import Put, boxes, repainted

NIGHT = 14  # the brightest code that is left at night
TAN, BLUE = (0.72, 0.56, 0.38), (0.14, 0.3, 0.66)
WOODEN = Words(material="wooden")


def sample(frame: Frame, word: str) -> Answer:
    """Return a question about one subject that says a word; the wording and all else by chance."""
    asked = (referring.answer(frame, np.random.default_rng(k)) for k in range(300))
    return next(each for each in asked if each and len(each.referents) == 1 and word in words_in(each))


def words_in(given: Answer) -> Iterator[str]:
    for referent in given.referents.values():
        parts = from_json(referent.form).form.where if referent.instances else ()
        yield from (part.word for part in parts if isinstance(part, Attribute))


def coloured(frame: Frame, number: int, rgb: Vec3) -> NDArray[np.uint8]:
    """Return the picture with one thing in another colour, lit as it was."""
    thing = frame.instance == number
    light = frame.image[thing].astype(float).mean(axis=1) / frame.image[thing].mean(axis=1).max()
    image = frame.image.copy()
    image[thing] = np.rint(255 * light[:, None] * rgb)
    return image


class TestPlantedFaults:
    """The picture is changed and the truth is not: each fault is found and named, and none where nothing changed."""

    def faults(self, frame: Frame, word: str, image: NDArray[np.uint8]) -> list[str]:
        given = sample(frame, word)
        assert referring.faults(frame, given) == []
        return referring.faults(repainted(frame, image), given)

    def test_a_thing_in_another_colour(self) -> None:
        frame = boxes(Put("ball", -1, 0), Put("ball", 1, 0, words=Words(colour="green")))
        (fault,) = self.faults(frame, "red", coloured(frame, 2, BLUE))
        assert isinstance(fault, WordFault)
        assert "whether instance 2 is 'red' is open: the truth says 'red', its pixels show 'blue'" in fault

    def test_a_green_van_at_night(self) -> None:
        vans = (Put("van", -1, 0, words=Words(colour="green")), Put("van", 1, 0))
        frame = boxes(*vans)
        (fault,) = self.faults(frame, "green", np.minimum(frame.image, np.uint8(NIGHT)))
        assert "instance 2 is 'green' is open: the truth says 'green', its pixels show 'black'" in fault

    def test_a_white_lamp_that_glows_tan(self) -> None:
        frame = boxes(Put("lantern", -1, 0, words=Words(colour="white")), Put("lantern", 1, 0))
        (fault,) = self.faults(frame, "white", coloured(frame, 2, TAN))
        assert "instance 2 is 'white' is open: the truth says 'white'" in fault

    def test_a_rival_that_looks_the_same(self) -> None:
        frame = boxes(Put("ball", -1, 0), Put("ball", 1, 0, words=Words(colour="blue")))
        (fault,) = self.faults(frame, "red", coloured(frame, 3, (0.72, 0.1, 0.09)))
        assert "instance 3 is 'red' is open: the truth says 'blue', its pixels show 'red'" in fault

    def test_a_wooden_thing_that_looks_painted(self) -> None:
        frame = boxes(Put("bowl", -1, 0, words=WOODEN), Put("bowl", 1, 0, words=Words("white", "ceramic")))
        (fault,) = self.faults(frame, "wooden", coloured(frame, 2, BLUE))
        assert "instance 2 is 'wooden' is open: the truth says 'wooden', its pixels show 'blue'" in fault

    def test_what_was_not_there_and_is_seen(self) -> None:
        frame = boxes(Put("ball", -1, 0, words=Words(colour="green")))
        red = Description("ball", (Attribute("colour", "red"),))
        assert check.is_absent(evidence.gather(frame), red)
        assert not check.is_absent(evidence.gather(repainted(frame, coloured(frame, 2, (0.72, 0.1, 0.09)))), red)


@pytest.mark.parametrize(("colour", "expected"), [("white", {2}), ("", set())])
def test_a_material_without_a_look_needs_the_colour_that_it_has(colour: str, expected: set[int]) -> None:
    frame = boxes(Put("bowl", -1, 0, words=Words(colour, "ceramic")), Put("bowl", 1, 0, words=WOODEN))
    ceramic = Description("bowl", (Attribute("material", "ceramic"),))
    assert not check.referents(evidence.gather(frame), ceramic)  # of the wooden one no colour is known
    alone = boxes(Put("bowl", -1, 0, words=Words(colour, "ceramic")))
    assert set(check.referents(evidence.gather(alone), ceramic)) == expected


class TestSizes:
    """Sizes compare what is visible: by the boxes and in the picture, of things that are whole there."""

    big, small = Put("box", -0.8, 0, size=(0.7, 0.7, 0.7)), Put("box", 0.8, 0, size=(0.3, 0.3, 0.3))

    def larger(self, *things: Put) -> bool:
        scene = evidence.gather(boxes(*things))
        return is_larger(scene[2], scene[3])

    def test_what_is_and_looks_larger(self) -> None:
        assert self.larger(self.big, self.small)
        assert not self.larger(self.small, self.big)

    def test_what_is_larger_and_farther_away(self) -> None:
        assert not self.larger(Put("box", -0.8, 5, size=(0.7, 0.7, 0.7)), Put("box", 0.4, -2, size=(0.5, 0.5, 0.5)))

    def test_what_is_hidden_in_part(self) -> None:
        wall = Put("wall", 0.8, -0.3, size=(0.5, 0.1, 0.3))
        assert not self.larger(self.big, self.small, wall)

    def test_what_the_border_cuts(self) -> None:
        assert not self.larger(self.big, Put("box", 3.05, 0, size=(0.3, 0.3, 0.3)))

    def test_words_and_superlatives_follow(self) -> None:
        large = Put("box", -0.8, 0, size=(0.7, 0.7, 0.7), words=Words(size="large"))
        said = Description("box", (Attribute("size", "large"),))
        largest = Description("box", (Extreme("largest"),))
        cut = Put("box", 3.05, 0, size=(0.3, 0.3, 0.3))
        for form in (said, largest):
            assert set(check.referents(evidence.gather(boxes(large, self.small)), form)) == {2}
            assert not check.referents(evidence.gather(boxes(large, cut)), form)
