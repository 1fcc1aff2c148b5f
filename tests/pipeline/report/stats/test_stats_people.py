"""The figures of people, against people who are known."""

from __future__ import annotations

from typing import Any

import numpy as np

from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.report.stats.evidence import DatasetEvidence, SeenPerson, ViewFigures
from cavendish.pipeline.report.stats.people import PEOPLE_MEASURES

UNREAD: Any = np.zeros(1)
GIRL = SeenPerson(4, 9.0, 0.05, 1.30, "running", ("t-shirt", "shorts"), 0.30)
MAN = SeenPerson(5, 40.0, 0.97, 1.80, "walking", ("shirt", "jeans", "belt"), 0.60)
WOMAN = SeenPerson(4, 70.0, 0.10, 1.60, "walking", ("shirt", "jeans", "belt"), 0.45)


def view(scene: int, number: int, *people: SeenPerson) -> ViewFigures:
    key = ViewKey(scene, number)
    return ViewFigures(key, "room", frozenset(), 0, UNREAD, UNREAD, UNREAD, UNREAD, UNREAD, (16, 12), people)


EVIDENCE = DatasetEvidence((), (), (view(0, 0, GIRL, MAN), view(0, 1, GIRL), view(1, 0, WOMAN), view(2, 0)))


def test_people_are_counted_once_for_all_views_of_a_scene() -> None:
    assert PEOPLE_MEASURES["people"](EVIDENCE) == {
        "different": 3,
        "views that show some": 3,
        "children, up to 12": 1,
        "13 to 17": 0,
        "18 to 39": 0,
        "40 to 64": 1,
        "65 and older": 1,
        "built as women": 2,
        "built in between": 0,
        "built as men": 1,
        "stature, m": "1.30 to 1.80, median 1.60",
        "dark skin, L* below 40": 1,
        "medium skin, L* 40 to 60": 1,
        "light skin, L* from 60": 1,
        "different outfits": 2,
    }


def test_what_they_do_and_wear_is_counted_the_most_frequent_first() -> None:
    assert PEOPLE_MEASURES["what people do"](EVIDENCE) == {"walking": 2, "running": 1}
    assert PEOPLE_MEASURES["what people wear"](EVIDENCE)["jeans"] == 2


def test_truth_that_tells_no_tone_gets_no_figure_of_it() -> None:
    old = SeenPerson(1, 30.0, 0.9, 1.75, "standing", (), None)
    found = PEOPLE_MEASURES["people"](DatasetEvidence((), (), (view(0, 0, old),)))
    assert not [name for name in found if "skin" in name]


def test_where_nobody_is_there_are_no_figures_of_people() -> None:
    nobody = DatasetEvidence((), (), (view(0, 0),))
    assert [measure(nobody) for measure in PEOPLE_MEASURES.values()] == [{}, {}, {}]
