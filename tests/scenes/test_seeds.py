"""Every random choice has a place of its own in the seed tree."""

import itertools

from cavendish.scenes.seeds import Stream, generator


def test_the_same_place_gives_the_same_numbers() -> None:
    assert generator(3, 1, Stream.CAMERA, 2, 4).random() == generator(3, 1, Stream.CAMERA, 2, 4).random()


def test_every_place_gives_other_numbers() -> None:
    places = itertools.product([0, 1, 2], [0, 1, 2], [Stream.LAYOUT, Stream.CAMERA], [0, 1], [0, 1], [0, 1])
    numbers = [
        generator(seed, scene, stream, view, attempt, sample).random()
        for seed, scene, stream, view, attempt, sample in places
    ]
    assert len(set(numbers)) == len(numbers)


def test_stream_numbers_are_for_ever() -> None:
    assert {stream.name: int(stream) for stream in Stream} == {
        "LAYOUT_CHOICE": 0,
        "LAYOUT": 1,
        "MATERIALS": 2,
        "LIGHTS": 3,
        "CAMERA": 4,
        "NOISE": 5,
        "VISIBILITY": 6,
        "TASK_CHOICE": 7,
        "PROMPT": 8,
        "RESOLUTION": 9,
        "ORDER": 10,
        "LENS": 11,
        "DRESSING": 12,
        "TURNS": 13,
        "FIXED_PROMPT": 14,
        "PEOPLE": 15,
        "DEVELOPMENT": 16,
        "ANIMALS": 17,
        "PORTRAITS": 18,
        "WEATHER": 19,
        "NIGHT": 20,
        "HANDLING": 21,
        "VISITORS": 22,
        "WEAR": 23,
        "EDIT": 24,
        "STEREO": 25,
        "CLIP": 26,
        "SEASON": 27,
        "PLACE": 28,
        "AJAR": 29,
        "OUTSIDE": 30,
    }
