"""Which words agree with the pixels of a thing: clearly, clearly not, or neither."""

import numpy as np
import pytest

from cavendish.pipeline.tasks.seen.light import appearance, linear
from cavendish.pipeline.tasks.seen.looks import Look, looks
from cavendish.pipeline.tasks.seen.regions import COLOURS, MATERIALS, REGIONS
from cavendish.scenes.appearance.colours import OBJECT_COLOURS
from cavendish.scenes.appearance.materials import FAMILIES
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Words

from ..referring_scenes import Put, boxes, repainted


def look(*rgb: Vec3) -> Look:
    """Return the look of a thing whose pixels have these colours (sRGB, 0–1) in equal parts, in white light."""
    shown = appearance(linear(np.rint(255 * np.array(rgb)).astype(np.uint8)))
    return Look(shown, shown)


@pytest.mark.parametrize("word", sorted(OBJECT_COLOURS))
def test_a_colour_shows_its_own_word_alone_or_one_that_is_close(word: str) -> None:
    shown = look(OBJECT_COLOURS[word]).colours()
    assert word in shown
    assert {each.removeprefix("dark ") for each in shown} - {word} <= {"brown", "black", "grey"}


def test_every_colour_of_the_materials_has_its_regions() -> None:
    said = {word for family in FAMILIES.values() for word, _ in family.shades if word}
    assert said | OBJECT_COLOURS.keys() == COLOURS.keys()
    assert MATERIALS.keys() <= {family.word for family in FAMILIES.values()}


@pytest.mark.parametrize("word", sorted(REGIONS))
def test_what_everybody_says_some_may_say(word: str) -> None:
    rng = np.random.default_rng(0)
    colours = appearance(linear(rng.integers(0, 256, (20000, 3), np.uint8)))
    sure, loose = REGIONS[word]
    assert not (sure.holds(colours) & ~loose.holds(colours)).any()
    assert sure.holds(colours).any()


@pytest.mark.parametrize(
    ("word", "rgb", "expected"),
    [
        ("white", (0.85, 0.85, 0.83), True),
        ("white", (0.62, 0.61, 0.6), None),  # a white thing's silhouette, or a grey one
        ("white", (0.75, 0.6, 0.42), False),  # a lampshade that glows tan
        ("green", (0.2, 0.5, 0.25), True),
        ("green", (0.04, 0.06, 0.045), False),  # at night
        ("red", (0.9, 0.5, 0.45), None),  # coral
        ("yellow", (0.88, 0.8, 0.6), None),  # cream
        ("wooden", (0.6, 0.45, 0.3), True),
        ("wooden", (0.3, 0.45, 0.65), False),  # painted blue
        ("wooden", (0.9, 0.88, 0.85), False),  # painted white
        ("metal", (0.5, 0.5, 0.5), True),
        ("metal", (0.75, 0.4, 0.15), False),
        ("plastic", (0.5, 0.5, 0.5), None),  # colours tell nothing of it
    ],
)
def test_words_hold_where_people_say_them(word: str, rgb: Vec3, expected: bool | None) -> None:
    assert look(rgb).agrees(word) is expected


def test_two_colours_are_neither() -> None:
    both = look(OBJECT_COLOURS["red"], OBJECT_COLOURS["blue"])
    assert both.colours() == []
    assert [both.agrees(word) for word in ("red", "blue", "green")] == [None, None, False]


def test_dark_windows_leave_a_van_its_colour() -> None:
    paint, window = OBJECT_COLOURS["yellow"], (0.05, 0.06, 0.07)
    assert look(paint, paint, paint, window, window).agrees("yellow")
    assert look(paint, window, window, window, window).agrees("yellow") is None


def test_the_outline_mixes_with_what_lies_behind_and_does_not_count() -> None:
    frame = boxes(Put("ball", 0, 0))
    thing = frame.instance == 2
    rim = thing & ~(np.roll(thing, 1, 0) & np.roll(thing, -1, 0) & np.roll(thing, 1, 1) & np.roll(thing, -1, 1))
    green = np.where(rim[..., None], np.array((20, 200, 40), np.uint8), frame.image)
    assert looks(repainted(frame, green))[2].colours() == looks(frame)[2].colours() == ["red"]


class TestLight:
    """A tint of the whole picture is its light; of one thing, it is that thing's colour."""

    tint = np.array((1.0, 0.94, 0.81))
    white = Put("ball", 0, 0, words=Words(colour="white"))

    def test_white_in_warm_light_is_white(self) -> None:
        frame = boxes(self.white)
        warm = looks(repainted(frame, (frame.image * self.tint).astype(np.uint8)))[2]
        assert Look(warm.shown, warm.shown).agrees("white") is None
        assert warm.agrees("white")

    def test_one_warm_thing_is_not(self) -> None:
        frame = boxes(self.white)
        thing = (frame.instance == 2)[..., None]
        tan = np.where(thing, frame.image * self.tint**2, frame.image).astype(np.uint8)
        assert looks(repainted(frame, tan))[2].agrees("white") is not True
