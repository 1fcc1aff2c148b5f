"""Parts are told by whose they are: "the hair of the woman", "the man's left hand"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.task_options import ReferringOptions
from cavendish.pipeline.evaluation.mask_tallies import ReferringTally
from cavendish.pipeline.evaluation.truths import of_frame
from cavendish.pipeline.tasks.parts import MOST_INSTANCES
from cavendish.pipeline.tasks.referring import REFERRING
from cavendish.pipeline.tasks.relations import check, evidence
from cavendish.pipeline.tasks.relations.forms import Deed, Description, PartOf, Wearing, Who, WhoWord
from cavendish.pipeline.tasks.relations.owned import KIND
from cavendish.pipeline.tasks.relations.phrases import phrase
from cavendish.pipeline.tasks.relations.speech import phrase as phrase_in
from cavendish.pipeline.tasks.relations.speech import sayable
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame, Garment
from cavendish.scenes.geometry.parts import Side

from .referring_scenes import Put, boxes
from .told_frames import cars, posed, split

WOMAN, MAN = Description("person", (Who("woman"),)), Description("person", (Who("man"),))
HANDS = (slice(54, 66), slice(0, 10)), (slice(54, 66), slice(30, 40))


@pytest.fixture(scope="module")
def couple() -> Frame:
    """A woman on the left (2) and a man on the right (3) who face us; parts 1–4 are hers, 5–8 his."""
    frame = posed(-0.5, 0.5)
    told = []
    for instance in (2, 3):
        told += [(instance, "hair", slice(0, 9), slice(8, 30)), (instance, "face", slice(9, 22), slice(8, 30))]
        told += [(instance, "hand", *place) for place in HANDS]
    parted = split(frame, *told)
    sides: dict[int, Side] = {3: "right", 4: "left", 7: "right", 8: "left"}
    table = tuple(replace(row, side=sides.get(row.part, "")) for row in parted.part_table)
    return replace(parted, part_table=table)


def found(frame: Frame, name: str, owner: Description, count: int = 1, side: str = "") -> set[int]:
    """Return the numbers of the parts that are meant."""
    form = Description(name, (PartOf(owner, side),), count)  # type: ignore[arg-type]
    return {number - MOST_INSTANCES for number in check.referents(evidence.gather(frame), form)}


def asked(frame: Frame, count: int, language: str = "en") -> Iterator[Answer]:
    """Yield the questions about parts among so many."""
    for seed in range(count):
        given = REFERRING.answer(
            frame, np.random.default_rng(seed), language, ReferringOptions(negatives=0.0, typos=0.0)
        )
        if given and given.parameters["kind"] == KIND:
            yield given


def test_a_part_is_that_of_the_one_who_is_meant(couple: Frame) -> None:
    assert found(couple, "hair", WOMAN) == {1}
    assert found(couple, "face", MAN) == {6}
    assert found(couple, "hand", WOMAN, 2) == {3, 4}
    assert found(couple, "hair", Description("person")) == set(), "there are two"
    assert found(couple, "hand", WOMAN) == set(), "she shows two"
    assert found(couple, "shoe", WOMAN) == set(), "none is told"
    assert found(couple, "leg", WOMAN) == set(), "none is told, either"


def test_left_and_right_are_those_of_the_person(couple: Frame) -> None:
    assert found(couple, "hand", MAN, side="left") == {8}
    assert found(couple, "hand", MAN, side="right") == {7}


def test_clothes_are_meant_by_their_layer_and_by_what_they_are() -> None:
    """A jacket over a shirt: the jacket is one part, the upper clothes are both, and nobody speaks of the shirt."""
    frame = split(
        posed(0.4),
        (2, "upper clothes", slice(24, 50), slice(4, 16)),
        (2, "upper clothes", slice(24, 50), slice(16, 24)),
        (2, "lower clothes", slice(52, 90), slice(4, 30)),
    )
    garments = ("jacket", "shirt", "jeans")
    rows = tuple(replace(row, garment=name) for row, name in zip(frame.part_table, garments, strict=True))
    worn = (Garment("jacket", "outer", "red", ""), Garment("shirt", "top", "", ""), Garment("jeans", "legs", "", ""))
    floor, man = frame.objects
    assert man.person
    dressed = replace(man, person=replace(man.person, clothes=worn))
    told = replace(frame, part_table=rows, objects=(floor, dressed))
    assert found(told, "jacket", MAN) == {1}
    assert found(told, "upper clothes", MAN) == {1, 2}
    assert found(told, "jeans", MAN) == {3}
    assert found(told, "shirt", MAN) == set()
    prompts = [given.prompt for given in asked(told, 80)]
    assert any("jacket of" in prompt or "'s jacket" in prompt for prompt in prompts)


def test_of_who_is_seen_from_the_side_nobody_says_left_or_right(couple: Frame) -> None:
    """The shoulders one behind the other: the trunk faces the right of the picture."""

    def turned(name: str, at_m: tuple[float, float, float]) -> tuple[float, float, float]:
        x, y, z = at_m
        return (x, y + (0.2 if name.startswith("left") else -0.2), z) if "shoulder" in name else at_m

    woman = couple.objects[1]
    assert woman.person
    points = tuple(
        replace(point, at_m=(-0.5, *turned(point.name, point.at_m)[1:]) if "shoulder" in point.name else point.at_m)
        for point in woman.person.keypoints
    )
    aside = replace(woman, person=replace(woman.person, keypoints=points))
    frame = replace(couple, objects=(couple.objects[0], aside, *couple.objects[2:]))
    assert found(frame, "hand", WOMAN, side="left") == set()
    assert found(frame, "hand", WOMAN, 2) == {3, 4}


def test_beside_one_that_is_too_small_to_be_known_all_are_not_asked_for() -> None:
    """A second wheel of 16 px of 43,200 could be seen; one of 4 px could not, and counts for nothing."""
    car = Description("car")
    for side_px, expected in ((4, set()), (2, {1})):
        frame = split(
            replace(cars(0.0), parts=None, part_table=()),
            (2, "wheel", slice(20, 32), slice(2, 14)),
            (2, "wheel", slice(4, 4 + side_px), slice(20, 20 + side_px)),
        )
        assert found(frame, "wheel", car) == expected


def test_they_are_asked_for_painted_checked_and_scored(couple: Frame) -> None:
    answers = list(asked(couple, 120))
    assert 10 < len(answers) < 60
    assert couple.parts is not None
    for given in answers:
        assert REFERRING.faults(couple, given) == []
        ((subject, referent),) = given.referents.items()
        parts = [number - MOST_INSTANCES for number in referent.instances]
        inside = np.isin(couple.parts, parts)
        np.testing.assert_array_equal((given.target == given.palette[subject]).all(axis=-1), inside)
        scores = ReferringTally().add(of_frame(couple, "referring", given), given, given.target)
        assert scores
        assert scores["gIoU"] == 1.0


def test_parts_that_are_no_class_of_their_own_are_painted_too() -> None:
    """A lid is asked for by whose it is alone; nothing of it may be lost on the way."""
    bin_ = split(boxes(Put("bin", 0, 0, size=(0.8, 0.8, 1.2))), (2, "lid", slice(4, 16), slice(2, 30)))
    (given, *_) = asked(bin_, 60)
    ((subject, referent),) = given.referents.items()
    assert "lid" in subject
    assert referent.instances == (MOST_INSTANCES + 1,)
    np.testing.assert_array_equal((given.target == given.palette[subject]).all(axis=-1), bin_.parts == 1)
    assert of_frame(bin_, "referring", given).labels.sum() == np.count_nonzero(bin_.parts == 1)


def test_a_part_of_somebody_else_is_a_fault(couple: Frame) -> None:
    given = next(asked(couple, 120))
    ((subject, referent),) = given.referents.items()
    other = replace(referent, instances=tuple(n + 4 if n <= MOST_INSTANCES + 4 else n - 4 for n in referent.instances))
    assert REFERRING.faults(couple, replace(given, referents={subject: other}))
    assert REFERRING.faults(couple, replace(given, target=np.roll(given.target, 5, axis=0)))


def test_frames_without_parts_are_asked_as_ever(couple: Frame) -> None:
    untold = replace(couple, parts=None, part_table=())
    assert not list(asked(untold, 40))


@pytest.mark.parametrize(
    ("form", "ways"),
    [
        (Description("hair", (PartOf(WOMAN),)), {"the hair of the woman", "the woman's hair"}),
        (Description("hand", (PartOf(MAN, "left"),)), {"the left hand of the man", "the man's left hand"}),
        (
            Description("wheel", (PartOf(Description("bicycle")),), 2),
            {"the wheels of the bicycle", "the bicycle's wheels"},
        ),
    ],
    ids=["hair", "left hand", "wheels"],
)
def test_what_they_are_called(form: Description, ways: set[str]) -> None:
    said = {phrase(form, wording) for wording in range(12)}
    assert ways <= {text.replace("bike", "bicycle") for text in said}


IN_RED = Description("person", (Who("man"), Wearing("jacket", "red")))
SHOE_OF_WHO_SITS = Description(
    "shoe", (PartOf(Description("person", (Who("woman"), Deed("sitting on", "chair"))), "right"),)
)


@pytest.mark.parametrize(
    ("language", "hand", "hands", "hair", "shoe"),
    [
        ("de", "die linke Hand des Mannes", "die Hände der Frau", "die Haare des Mannes in einer roten Jacke",
         "den rechten Schuh der auf einem Stuhl sitzenden Frau"),
        ("es", "la mano izquierda del hombre", "las manos de la mujer", "el pelo del hombre con una chaqueta roja",
         "el zapato derecho de la mujer sentada en una silla"),
        ("fr", "la main gauche de l'homme", "les mains de la femme", "les cheveux de l'homme avec une veste rouge",
         "la chaussure droite de la femme assise sur une chaise"),
        ("ja", "男性の左手", "女性の手", "赤いジャケットを着た男性の髪", "椅子に座っている女性の右足の靴"),
        ("zh", "男人的左手", "女人的手", "穿着红色夹克的男人的头发", "坐在椅子上的女人的右脚的鞋子"),
    ],
)  # fmt: skip
def test_five_other_languages_have_words_for_them(language: str, hand: str, hands: str, hair: str, shoe: str) -> None:
    forms = (
        Description("hand", (PartOf(MAN, "left"),)),
        Description("hand", (PartOf(WOMAN),), 2),
        Description("hair", (PartOf(IN_RED),)),
        SHOE_OF_WHO_SITS,
    )
    assert tuple(phrase_in(form, 0, language, "accusative") for form in forms) == (hand, hands, hair, shoe)
    assert all(sayable(form, language) for form in forms)


@pytest.mark.parametrize(
    ("owner", "expected"),
    [("man", "des Mannes"), ("boy", "des Jungen"), ("old man", "des Seniors"), ("child", "des Kindes")],
)
def test_german_owners_stand_in_the_genitive(owner: WhoWord, expected: str) -> None:
    """Weak nouns end in -en, those of one syllable in -es, all others that are not feminine in -s."""
    assert phrase_in(Description("face", (PartOf(Description("person", (Who(owner),))),)), 0, "de") == (
        f"das Gesicht {expected}"
    )


@pytest.mark.parametrize(("category", "expected"), [("bus", "Busses"), ("chair", "Stuhles"), ("bicycle", "Fahrrads")])
def test_things_of_theirs_do_too(category: str, expected: str) -> None:
    assert phrase_in(Description("wheel", (PartOf(Description(category)),), 2), 0, "de") == f"die Räder des {expected}"


def test_of_two_left_hands_or_of_what_has_no_name_nothing_is_said() -> None:
    assert not sayable(Description("hand", (PartOf(MAN, "left"),), 2), "es")
    assert not sayable(Description("headboard", (PartOf(Description("bed")),)), "fr")


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "zh"])
def test_they_are_asked_for_in_other_languages_too(couple: Frame, language: str) -> None:
    answers = list(asked(couple, 16, language))
    assert answers
    assert all(REFERRING.faults(couple, given) == [] for given in answers)
