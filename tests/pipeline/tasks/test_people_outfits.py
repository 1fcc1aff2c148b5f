"""What people wear, and their hair: by the truth, and by the pixels where it shows; and who is said to be nowhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.relations import check, evidence, graph
from cavendish.pipeline.tasks.relations.absent import ABSENT
from cavendish.pipeline.tasks.relations.forms import Description, Doing, Hair, HairWord, Having, Wearing, Who
from cavendish.renderers.frame import HairColour
from cavendish.renderers.people import hair_colour

from .people_frames import CHILD, MAN, WOMAN, found, hidden, is_absent, somebody, with_people
from .referring_scenes import repainted


class TestWearing:
    def test_by_the_pixels_of_the_garment(self) -> None:
        frame = with_people(somebody(jacket="red", jeans="blue"), somebody(jacket="green", jeans="blue"))
        assert found(frame, Wearing("jacket", "red")) == {2}
        assert found(frame, Wearing("jeans", "blue"), count=2) == {2, 3}
        assert found(frame, Wearing("jacket", "red"), Wearing("jeans", "blue")) == {2}
        assert found(frame, Wearing("jeans", "red")) == set()

    def test_what_is_not_seen_so_is_not_said(self) -> None:
        frame = with_people(somebody(jacket="red"))
        assert found(repainted(frame, np.full_like(frame.image, 120)), Wearing("jacket", "red")) == set()

    def test_garments_that_are_mixed_up_are_told_by_colour_alone(self) -> None:
        jacket = somebody(jacket="red")
        assert found(with_people(jacket, somebody(jumper="red")), Wearing("jacket", "red")) == set()
        assert found(with_people(jacket, somebody(hoodie="red")), Wearing("jacket", "red")) == set()
        assert found(with_people(jacket, somebody(jumper="green")), Wearing("jacket", "red")) == {2}
        assert found(with_people(somebody(jeans="blue"), somebody(skirt="blue")), Wearing("jeans", "blue")) == {2}

    def test_what_is_under_a_jacket_is_not_told(self) -> None:
        frame = with_people(somebody(shirt="red", jacket="red"))
        assert found(frame, Wearing("shirt", "red")) == set()
        assert found(frame, Wearing("jacket", "red")) == {2}

    def test_in_red_is_who_wears_it_above_the_waist_and_nobody_wears_it_below(self) -> None:
        red = somebody(jumper="red", jeans="blue")
        assert found(with_people(red, somebody(jumper="green", jeans="blue")), Wearing("clothes", "red")) == {2}
        assert found(with_people(red, somebody(jumper="green", trousers="red")), Wearing("clothes", "red")) == set()


class TestAccessories:
    def test_by_name(self) -> None:
        frame = with_people(WOMAN, somebody(jumper="red", also=("cap",)), somebody(jumper="red"))
        assert found(frame, Having("cap")) == set()  # of the first nobody knows what she wears
        frame = with_people(somebody(jumper="red", also=("cap",)), somebody(jumper="red"))
        assert found(frame, Having("cap")) == {2}
        assert found(frame, Having("hat")) == set()  # some people call a cap a hat

    def test_glasses_show_from_before_and_backpacks_from_behind(self) -> None:
        worn = somebody(jumper="red", also=("backpack", "glasses"))
        before, behind = with_people(worn), with_people(worn, turns_deg=(175,))
        assert [found(before, Having("glasses")), found(before, Having("backpack"))] == [{2}, set()]
        assert [found(behind, Having("glasses")), found(behind, Having("backpack"))] == [set(), {2}]

    def test_who_may_wear_them_unseen_is_not_told_apart(self) -> None:
        worn = somebody(jumper="red", also=("glasses",))
        assert found(with_people(worn, worn, turns_deg=(0, 175)), Having("glasses")) == set()
        assert found(with_people(worn, somebody(jumper="red"), turns_deg=(0, 175)), Having("glasses")) == {2}


class TestHair:
    def test_how_long_it_is(self) -> None:
        frame = with_people(somebody(haircut="wavy"), somebody(haircut="cropped"), somebody(haircut=""))
        assert found(frame, Hair("long")) == {2}
        assert found(frame, Hair("bald")) == set()  # cropped hair may look bald
        assert found(frame, Hair("short")) == set()  # and bald heads have no hair that is short
        assert found(with_people(somebody(haircut="wavy"), somebody(haircut="")), Hair("bald")) == {3}

    def test_a_ponytail_shows_from_behind_and_from_the_side(self) -> None:
        tail = somebody(haircut="ponytail")
        assert found(with_people(tail), Hair("ponytail")) == set()
        assert found(with_people(tail, turns_deg=(90,)), Hair("ponytail")) == {2}

    @pytest.mark.parametrize(
        ("hair", "others", "word", "expected"),
        [
            ("dark", "blond", "dark", {2}),
            ("blond", "dark", "blond", {2}),
            ("grey", "dark", "grey", {2}),
            ("dark", "brown", "dark", set()),
            ("dark", "", "dark", set()),
        ],
    )
    def test_of_which_colour(self, hair: HairColour, others: HairColour, word: HairWord, expected: set[int]) -> None:
        frame = with_people(somebody(hair=hair), somebody(hair=others))
        assert found(frame, Hair(word)) == expected

    def test_pixels_that_show_another_colour_decide_nothing(self) -> None:
        frame = with_people(somebody(hair="dark"))
        assert found(repainted(frame, np.full_like(frame.image, 200)), Hair("dark")) == set()

    def test_hats_hide_it(self) -> None:
        assert found(with_people(somebody(jumper="red", also=("beanie",))), Hair("long")) == set()

    @pytest.mark.parametrize(
        ("rgb", "expected"),
        [
            ((0.08, 0.065, 0.06), "dark"),
            ((0.20, 0.13, 0.09), "dark"),
            ((0.36, 0.23, 0.14), "brown"),
            ((0.55, 0.36, 0.20), ""),
            ((0.72, 0.56, 0.34), "blond"),
            ((0.66, 0.65, 0.64), "grey"),
        ],
    )
    def test_words_for_its_colour(self, rgb: tuple[float, float, float], expected: str) -> None:
        assert hair_colour(rgb) == expected


class TestAbsent:
    def test_the_child_among_grown_people(self) -> None:
        assert is_absent(with_people(WOMAN, MAN), Who("child"))
        assert not is_absent(with_people(WOMAN, CHILD), Who("child"))

    def test_a_garment_of_another_colour(self) -> None:
        frame = with_people(somebody(coat="red", jeans="blue"))
        assert is_absent(frame, Who("woman"), Wearing("coat", "green"))
        assert not is_absent(frame, Who("woman"), Wearing("coat", "red"))

    def test_never_beside_somebody_half_in_sight(self) -> None:
        frame = with_people(WOMAN, MAN)
        *rest, last = frame.objects
        half = replace(frame, objects=(*rest, replace(last, visible_fraction=0.4)))
        assert not is_absent(half, Who("child"))
        assert not is_absent(half, Doing("sitting"))

    def test_nor_where_it_would_not_show(self) -> None:
        plain = somebody(jumper="red")
        assert is_absent(with_people(plain), Having("glasses"))
        assert not is_absent(with_people(plain, turns_deg=(175,)), Having("glasses"))
        faceless = hidden(with_people(plain), "nose", "left_eye", "right_eye", "left_ear", "right_ear")
        assert not is_absent(faceless, Who("man"))

    def test_beside_a_person_of_whom_nothing_is_told(self) -> None:
        frame = with_people(WOMAN, MAN)
        *rest, last = frame.objects
        assert not is_absent(replace(frame, objects=(*rest, replace(last, person=None))), Who("child"))

    def test_near_misses_are_proposed(self) -> None:
        frame = with_people(somebody(coat="red", jeans="blue"), MAN)
        scene = evidence.gather(frame)
        _, propose = ABSENT["absent person"]
        forms = list(propose(graph.build(frame, scene), [], np.random.default_rng(0)))
        assert any(
            Wearing("coat", "red") not in form.where and "wearing" in {p.kind for p in form.where} for form in forms
        )
        absent = [form for form in forms if check.is_absent(scene, form)]
        assert absent
        assert all(isinstance(form, Description) and not check.referents(scene, form) for form in absent)
