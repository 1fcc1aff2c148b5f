"""Classes of other data sets: one table from our categories to theirs, and legends that say their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.loading import parse_recipe
from cavendish.manifests.recipe import RecipeError
from cavendish.manifests.task_options import SemanticOptions, VocabularyName
from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks import legend
from cavendish.pipeline.tasks.data_files import DataFileError
from cavendish.pipeline.tasks.semantic import SEMANTIC, decoding_palette
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.pipeline.tasks.words import vocabularies
from cavendish.pipeline.tasks.words.language import SUBJECT, words
from cavendish.pipeline.tasks.words.vocabularies import class_sets, naming, read_cells, read_numbers
from cavendish.renderers.frame import Frame
from cavendish.scenes.categories import FIXED, STRUCTURE
from cavendish.scenes.kinds.registry import KINDS

from .referring_scenes import Put, boxes

SIZES = {"ade20k": 150, "cityscapes": 19, "coco": 80, "nyu40": 40, "lvis": 1203}
OUT = {"floor": "ground"}
RECIPE = "name: a\nscenes: 1\nresolution: [64, 48]\nlayouts: {room: 1}\n"
CELLS = Path(vocabularies.__file__).with_name("vocabularies.csv")


def answer(frame: Frame, vocabulary: VocabularyName, seed: int = 0, **shares: float) -> Answer | None:
    options = SemanticOptions(vocabulary=vocabulary, **({"absent": 0.0} | shares))
    return SEMANTIC.answer(frame, np.random.default_rng(seed), "en", options)


def answered(frame: Frame, vocabulary: VocabularyName, seed: int = 0, **shares: float) -> Answer:
    given = answer(frame, vocabulary, seed, **shares)
    assert given is not None
    return given


class TestTables:
    def test_every_category_is_judged_and_none_is_unknown(self) -> None:
        rows = set(read_cells(CELLS, {name: each.numbers for name, each in class_sets().items()}))
        assert {kind.category for kind in KINDS.values()} | STRUCTURE | FIXED <= rows
        assert rows == words("en").categories

    def test_the_sets_are_whole(self) -> None:
        assert {name: len(each.numbers) for name, each in class_sets().items()} == SIZES

    @pytest.mark.parametrize(
        ("vocabulary", "name", "number"),
        [
            ("ade20k", "wall", 1),
            ("ade20k", "chest of drawers", 45),
            ("ade20k", "flag", 150),
            ("cityscapes", "road", 7),
            ("cityscapes", "bicycle", 33),
            ("coco", "stop sign", 13),
            ("coco", "toothbrush", 90),
            ("nyu40", "refridgerator", 24),
            ("nyu40", "otherprop", 40),
            ("lvis", "aerosol_can", 1),
            ("lvis", "zucchini", 1203),
        ],
    )
    def test_numbers_are_those_of_the_label_files(self, vocabulary: str, name: str, number: int) -> None:
        assert class_sets()[vocabulary].numbers[name] == number

    @pytest.mark.parametrize(
        ("vocabulary", "name", "covered"),
        [
            ("ade20k", "windowpane", {"skylight", "window"}),
            ("ade20k", "light", {"ceiling lamp"}),
            ("cityscapes", "car", {"car", "van"}),
            ("coco", "tv", {"television", "monitor"}),
            ("nyu40", "lamp", {"floor lamp", "table lamp", "desk lamp"}),
            ("lvis", "trash_can", {"bin"}),
        ],
    )
    def test_classes_cover_what_their_sets_mean(self, vocabulary: str, name: str, covered: set[str]) -> None:
        assert class_sets()[vocabulary].covers[name] == covered

    def test_a_category_with_the_name_of_a_class_belongs_to_it_or_to_none(self) -> None:
        for each in class_sets().values():
            sure = {category: name for name, covered in each.covers.items() for category in covered}
            assert all(sure.get(name, name) == name for name in each.covers.keys() & words("en").categories)

    def test_legends_can_hold_every_name(self) -> None:
        assert all(re.fullmatch(SUBJECT, name) for each in class_sets().values() for name in each.numbers)

    def test_a_set_knows_which_of_its_classes_are_in_sight(self) -> None:
        assert class_sets()["coco"].seen({"mug", "glass", "sofa", "skirting board"}) == ["cup", "couch"]

    @pytest.mark.parametrize(
        ("text", "complaint"),
        [
            ("category,coco\nchair,chair\nchair,\n", "3: chair: is there twice"),
            ("category,coco\nchair,char\n", "2: chair: coco: 'char' is none of its classes"),
            ("category,coco\nchair,?char\n", "2: chair: coco: '?char' is none of its classes"),
            ("category,coco\nchair,chair;bench\n", "2: chair: coco: it belongs to one class, not to chair and bench"),
            ("category,coco\nchair\n", "2: has 1 cells, and there are 2 columns"),
            ("category,cocoa\n", "1: the columns must be category, coco"),
        ],
    )
    def test_a_malformed_table_is_refused(self, tmp_path: Path, text: str, complaint: str) -> None:
        path = tmp_path / "vocabularies.csv"
        path.write_text(text)
        with pytest.raises(DataFileError) as caught:
            read_cells(path, {"coco": ["chair", "bench"]})
        assert str(caught.value) == f"{path}:{complaint}"

    @pytest.mark.parametrize(
        ("row", "complaint"),
        [
            ("coca,1,chair\n", "it must be one of ade20k, cityscapes, coco, nyu40, lvis, a number and a name"),
            ("coco,one,chair\n", "it must be one of ade20k, cityscapes, coco, nyu40, lvis, a number and a name"),
            ("coco,1,bench\n", "coco: 1 or 'bench' is there twice"),
            ("coco,2,chair\n", "coco: 2 or 'chair' is there twice"),
        ],
    )
    def test_a_malformed_list_is_refused(self, tmp_path: Path, row: str, complaint: str) -> None:
        path = tmp_path / "vocabulary_classes.csv"
        path.write_text("vocabulary,id,name\ncoco,1,chair\n" + row)
        with pytest.raises(DataFileError) as caught:
            read_numbers(path)
        assert str(caught.value) == f"{path}:3: {complaint}"


class TestLegends:
    """Legends of `tasks.semantic.vocabulary` list the set's classes."""

    def test_they_say_the_sets_own_names(self) -> None:
        frame = boxes(Put("bin", -1, 0), Put("television", 1, 0))
        expected = {"ade20k": {"ashcan", "television"}, "coco": {"tv"}, "nyu40": {"television"}}
        for vocabulary, names in (expected | {"lvis": {"trash_can", "television_set"}}).items():
            said = {
                name
                for seed in range(12)
                for name in answered(frame, vocabulary, seed).referents  # type: ignore[arg-type]
            }
            assert said & {"ashcan", "trash_can", "television", "tv", "television_set", "bin"} == names

    @pytest.mark.parametrize("vocabulary", SIZES)
    def test_they_are_true_and_read_back(self, vocabulary: VocabularyName) -> None:
        frame = boxes(Put("car", -1, 0), Put("orange", 0, 0), Put("sofa", 1, 0))
        for seed in range(20):
            given = answer(frame, vocabulary, seed, absent=0.5)
            if given is None:
                continue
            assert SEMANTIC.faults(frame, given) == []
            assert given.parameters["vocabulary"] == vocabulary
            assert legend.read(given.prompt) == given.palette
            assert given.referents.keys() <= class_sets()[vocabulary].numbers.keys()

    def test_what_belongs_to_one_class_is_painted_together(self) -> None:
        frame = boxes(Put("television", -1, 0), Put("monitor", 1, 0))
        given = next(g for seed in range(9) if "tv" in (g := answered(frame, "coco", seed)).palette)
        palette = decoding_palette(given.palette)
        decoded = masks.decode(given.target, dict(enumerate(palette.values())))
        painted = set(np.unique(frame.instance[decoded == list(palette).index("tv")]))
        assert painted == {thing.instance for thing in frame.objects if thing.category in ("television", "monitor")}

    @pytest.mark.parametrize(
        ("vocabulary", "other", "asked"),
        [
            ("coco", "sun lounger", False),
            ("coco", "plate", True),
            ("nyu40", "stool", False),
            ("ade20k", "stool", False),
        ],
    )
    def test_no_class_is_asked_for_where_something_else_might_be_meant(
        self, vocabulary: VocabularyName, other: str, asked: bool
    ) -> None:
        frame = boxes(Put("chair", -1, 0), Put(other, 1, 0))
        visible = VisibleConcepts(frame, naming(vocabulary, "en").concepts)
        assert ("chair" in visible.unambiguous(["chair"])) is asked

    def test_a_name_that_some_people_use_more_widely_is_never_absent(self) -> None:
        visible = VisibleConcepts(boxes(Put("van", 0, 0)), naming("coco", "en").concepts)
        assert not {"car", "truck"} & set(visible.absent(class_sets()["coco"].covers))
        assert "clock" in visible.absent(class_sets()["coco"].covers)

    def test_a_sky_that_is_in_sight_is_asked_for_and_never_absent(self) -> None:
        frame = boxes(Put("car", 0, 0))
        outdoors = replace(
            frame, objects=tuple(replace(t, category=OUT.get(t.category, t.category)) for t in frame.objects)
        )
        for name in ("ade20k", "cityscapes"):
            assert "sky" in VisibleConcepts(outdoors, naming(name, "en").concepts).eligible_classes
            assert "sky" not in VisibleConcepts(frame, naming(name, "en").concepts).absent(class_sets()[name].covers)

    def test_nothing_is_asked_of_what_the_set_has_no_class_for(self) -> None:
        frame = boxes(Put("lectern", 0, 0))
        assert answer(frame, "cityscapes") is None

    def test_our_own_names_are_the_default(self) -> None:
        frame = boxes(Put("bin", -1, 0), Put("television", 1, 0))
        given = SEMANTIC.answer(frame, np.random.default_rng(0), "en", SemanticOptions())
        assert given is not None
        assert given.parameters["vocabulary"] == "cavendish"

    def test_the_checker_finds_names_of_another_set_and_unknown_sets(self) -> None:
        given = answered(boxes(Put("bin", 0, 0)), "lvis", 3)
        frame = boxes(Put("bin", 0, 0))
        assert SEMANTIC.faults(frame, _of(given, "coco")) == ["the prompt names 'trash_can', which nothing is called"]
        assert SEMANTIC.faults(frame, _of(given, "voc")) == ["there is no vocabulary 'voc'"]


class TestRecipe:
    def test_a_default_leaves_the_digest_as_it_was(self) -> None:
        plain, stated = (f"tasks: {{semantic: {{{text}}}}}\n" for text in ("", "vocabulary: cavendish"))
        assert parse_recipe(RECIPE + plain, "r").digest == parse_recipe(RECIPE + stated, "r").digest
        coco = parse_recipe(RECIPE + "tasks: {semantic: {vocabulary: coco}}\n", "r")
        assert coco.digest != parse_recipe(RECIPE + plain, "r").digest

    @pytest.mark.parametrize("languages", ["[de]", "{en: 2, de: 1}"])
    def test_other_languages_have_no_names_for_them(self, languages: str) -> None:
        with pytest.raises(RecipeError) as caught:
            parse_recipe(RECIPE + f"tasks: {{semantic: {{vocabulary: coco}}}}\nlanguages: {languages}\n", "r")
        assert str(caught.value).endswith(
            "tasks.semantic.vocabulary coco has names in English alone; languages must be [en], and names de"
        )

    def test_an_unknown_set_is_refused(self) -> None:
        with pytest.raises(RecipeError, match=r"tasks\.semantic\.vocabulary is \"voc\".* 'coco'"):
            parse_recipe(RECIPE + "tasks: {semantic: {vocabulary: voc}}\n", "r")


def _of(given: Answer, vocabulary: str) -> Answer:
    parameters: Mapping[str, Any] = given.parameters
    return replace(given, parameters={**parameters, "vocabulary": vocabulary})
