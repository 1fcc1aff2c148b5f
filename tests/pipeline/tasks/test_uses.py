"""Every category is judged once for every use and shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from cavendish.pipeline.tasks.data_files import DataFileError
from cavendish.pipeline.tasks.relations import check, evidence
from cavendish.pipeline.tasks.relations.forms import Description, Trait
from cavendish.pipeline.tasks.relations.uses import fitting, has_trait, read_uses, uses
from cavendish.pipeline.tasks.relations.vocabulary import traits
from cavendish.pipeline.tasks.visible_concepts import OF_USE, VisibleConcepts
from cavendish.pipeline.tasks.words.language import concepts, words
from cavendish.scenes.categories import FIXED, STRUCTURE
from cavendish.scenes.kinds.registry import KINDS

from .referring_scenes import Put, boxes


def test_no_category_is_missing_and_none_is_unknown() -> None:
    assert {kind.category for kind in KINDS.values()} | STRUCTURE | FIXED <= uses().keys()
    assert uses().keys() == words("en").categories


def test_every_use_fits_something() -> None:
    assert all(set(fitting(name)) for name in traits())


@pytest.mark.parametrize(
    ("use", "category", "expected"),
    [
        ("sit on", "bench", True),
        ("sit on", "toilet", None),
        ("sit on", "sun lounger", None),
        ("sit on", "plate", False),
        ("water", "flower pot", True),
        ("water", "lawn", None),
        ("water", "tree", None),
        ("water", "flower bed", None),
        ("drink from", "cup", True),
        ("tell time", "phone", None),
        ("sit on", "thing of a library", None),
    ],
)
def test_verdicts(use: str, category: str, expected: bool | None) -> None:
    assert has_trait(use, category) is expected


def test_what_opinions_differ_about_decides_nothing() -> None:
    sit = Description("", (Trait("sit on"),))
    for other, expected in (("plate", {2}), ("toilet", set()), ("thing of a library", set())):
        scene = evidence.gather(boxes(Put("chair", -1, 0), Put(other, 1, 0)))
        assert set(check.referents(scene, sit)) == expected


def test_a_class_that_is_called_by_a_use_obeys_the_table() -> None:
    for concept, use in OF_USE.items():
        assert set(fitting(use)) <= concepts().categories(concept)
        assert all(has_trait(use, category) is not False for category in concepts().categories(concept))
    for other, expected in (("plate", ["things to sit on"]), ("toilet", []), ("log", [])):
        visible = VisibleConcepts(boxes(Put("chair", -1, 0), Put("stool", 0, 0), Put(other, 1, 0)))
        assert visible.unambiguous(["things to sit on"]) == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("category,sit on\nchair,yes\nchair,no\n", "3: chair: is there twice"),
        ("category,sit on\nchair,yep\n", "2: chair: 'yep' is no verdict; allowed are yes, no, maybe"),
        ("category,sit on\nchair\n", "2: chair: has 0 verdicts, and there are 1 uses"),
        ("category,lie on\nchair,yes\n", "1: the columns must be category and every use"),
    ],
)
def test_a_malformed_table_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "uses.csv"
    path.write_text(text)
    with pytest.raises(DataFileError) as caught:
        read_uses(path, ["sit on"])
    assert str(caught.value).startswith(f"{path}:{complaint}")
