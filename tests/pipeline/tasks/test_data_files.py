"""The data files that people edit: rich enough, well written, and refused with file and line where they are not."""

import difflib
import itertools
import re
from pathlib import Path

import pytest

from cavendish.pipeline.tasks.data_files import DataFileError
from cavendish.pipeline.tasks.prompts import templates
from cavendish.pipeline.tasks.prompts.templates import VARIANTS, languages, prompts, read_prompts
from cavendish.pipeline.tasks.words import language as language_module
from cavendish.pipeline.tasks.words.language import concepts, read_words, words
from cavendish.pipeline.tasks.words.language import languages as word_languages
from cavendish.scenes.errors import RequestError
from cavendish.scenes.kinds.registry import KINDS

PROMPTS, WORDS_FOLDER = Path(templates.__file__).parent, Path(language_module.__file__).parent
BESIDE = ("affordances", "nouns", "reasons")  # files that lie there, too, and have a reader and tests of their own
TASKS = ("depth", "normals", "semantic", "instance")
FIRST = '- {id: depth-01, text: "Draw the depth."}\n'
WORDS = """articles: ["el ", "los "]
background: [el fondo]
names:
  sofa: [el sofá / los sofás]
legends: {}
colours: {}
"""

WRONG_PROMPTS = {
    "no YAML": ("templates: [\n", 2, "is not YAML"),
    "nothing": ("", 1, "is empty"),
    "no templates": ("phrases: {}\n", 1, "templates: Field required"),
    "an unknown key": ("templates:\n- id: a\n  text: b\n  txet: c\n", 4, "templates.0.txet"),
    "a missing text": ("templates:\n" + FIRST + "- id: depth-02\n", 3, "templates.1.text: Field required"),
    "a blank at the end": ('templates:\n- id: a\n  text: "Draw depth. "\n', 3, "without leading, trailing or double"),
    "two lines": ('templates:\n- id: a\n  text: "Draw\\ndepth."\n', 3, "one line of text"),
    "an unknown field": ('templates:\n- id: a\n  text: "Draw it {in_mpa}."\n', 3, "{in_mpa} is neither a phrase"),
    "a lone brace": ('templates:\n- id: a\n  text: "Draw {depth."\n', 3, "a brace that belongs to no field"),
    "an id twice": ("templates:\n" + FIRST + FIRST, 3, "that of template 1 too"),
    "a key twice": ("phrases: {}\nphrases: {}\ntemplates:\n" + FIRST, 2, "phrases is there twice"),
    "a colour map without phrases": (
        "phrases:\n  map:\n    cube: [x]\ntemplates:\n" + FIRST,
        3,
        "it must have ways for each of cube, plasma",
    ),
    "a retired phrase of no field": (
        "retired_phrases:\n  map: [x]\ntemplates:\n" + FIRST,
        2,
        "it is none of the phrases",
    ),
    "no UTF-8": (b"templates:\n- id: \xff\n", 2, "is not UTF-8"),
}


@pytest.mark.parametrize(("text", "line", "message"), WRONG_PROMPTS.values(), ids=WRONG_PROMPTS.keys())
def test_a_malformed_template_is_refused(text: str | bytes, line: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "depth.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataFileError) as caught:
        read_prompts(path, "depth")
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)
    assert isinstance(caught.value, RequestError)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Segment this.", "it must hold {legend}"),
        ("Segment the photo with {legend}.", "cannot be read back out of"),
        ("Segment: {legend}. Black: #000000; other: red", "cannot be read back out of"),
    ],
)
def test_a_template_that_spoils_its_legend_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "semantic.yaml"
    path.write_text(f'templates:\n- id: a\n  text: "{text}"\n  legend: [in, colon]\n')
    with pytest.raises(DataFileError, match=message):
        read_prompts(path, "semantic")


def test_an_unknown_style_of_legend_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "semantic.yaml"
    path.write_text('templates:\n- id: a\n  text: "Segment: {legend}"\n  legend:\n  - jsno\n')
    with pytest.raises(DataFileError, match=r"semantic.yaml:5: .*'jsno' is not one of json"):
        read_prompts(path, "semantic")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", r"referring.yaml:5: .*'coloured' is not one of in, solid"),
        ("es", r"referring.yaml:5: .*'coloured' is not one of in, with"),
        ("nl", r"nothing is described in the language 'nl'; that takes a grammar"),
    ],
)
def test_an_unknown_style_of_referring_is_refused(language: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "referring.yaml"
    path.write_text('templates:\n- id: a\n  text: "Paint {legend} on black."\n  legend:\n  - coloured\n')
    with pytest.raises(DataFileError, match=message):
        read_prompts(path, "referring", language)


WRONG_WORDS = {
    "a name of two things": (
        "  sofa: [el sofá / los sofás]",
        "  sofa: [el banco]\n  bed: [el banco]",
        5,
        "of sofa too",
    ),
    "a name without its article": ("el sofá / los sofás", "sofá", 4, "lacks an article"),
    "a name with a colon": ("el sofá / los sofás", '"el sofá: grande"', 4, "that legends are made of"),
    "a legend without a colour": ("legends: {}", 'legends:\n  es: {one: "{The} es."}', 6, "{colour} once"),
    "a feminine that is no name": ("colours: {}", "colours: {}\nfeminine: [silla]", 7, "'silla' is none of the names"),
    "an unknown colour": ("colours: {}", "colours:\n  rde: rojo", 7, "rde: is not a colour of the table"),
    "a missing colour": ("colours: {}", "colours:\n  red: rojo", 7, "green is missing"),
}


@pytest.mark.parametrize(("old", "new", "line", "message"), WRONG_WORDS.values(), ids=WRONG_WORDS.keys())
def test_malformed_words_are_refused(old: str, new: str, line: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(WORDS.replace(old, new))
    with pytest.raises(DataFileError) as caught:
        read_words(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize("file", [file for file in sorted(PROMPTS.glob("*.yaml")) if file.stem not in BESIDE])
def test_our_prompts_are_well_formed_since_nobody_looks_when_they_are_loaded(file: Path) -> None:
    task, _, language = file.stem.partition(".")
    assert read_prompts(file, task, language or "en") == prompts(task, language or "en")


@pytest.mark.parametrize("language", word_languages())
def test_our_words_are_well_formed_since_nobody_looks_when_they_are_loaded(language: str) -> None:
    assert read_words(WORDS_FOLDER / f"{language}.yaml") == words(language)


def test_a_synonym_and_a_template_are_one_line_each(tmp_path: Path) -> None:
    path = tmp_path / "depth.yaml"
    path.write_text("templates:\n" + FIRST)
    assert read_prompts(path, "depth").template("depth-01").text == "Draw the depth."


@pytest.mark.parametrize("task", TASKS)
def test_thirty_templates_that_differ(task: str) -> None:
    texts = [re.sub(r"\{\w+\}", "", template.text) for template in prompts(task, "en").current]
    assert len(texts) >= 30
    for first, second in itertools.combinations(texts, 2):
        assert difflib.SequenceMatcher(None, first, second).ratio() < 0.85, (first, second)


@pytest.mark.parametrize("task", ["depth", "normals", "semantic"])
def test_two_more_languages(task: str) -> None:
    assert len(languages(task)) >= 3
    assert all(len(prompts(task, name).current) >= 10 for name in languages(task))


@pytest.mark.parametrize("task", VARIANTS)
def test_no_two_variants_are_said_alike(task: str) -> None:
    for language in languages(task):
        by_variant = [ways for ways in prompts(task, language).phrases.values() if isinstance(ways, dict)]
        for ways in by_variant:
            said = [way for each in ways.values() for way in each]
            assert len(said) == len(set(said))


@pytest.mark.parametrize("language", word_languages())
def test_every_category_has_a_name(language: str) -> None:
    categories = {kind.category for kind in KINDS.values()} | {"floor", "wall", "ceiling", "ball", "cylinder"}
    assert {category for category in categories if not words(language).forms(concepts().of(category))} == set()
    assert all(words(language).forms(concept) for concept in concepts().merged)


def test_english_plurals_and_articles() -> None:
    forms = {form.definite for concept in words("en").names for each in words("en").forms(concept) for form in each}
    assert {"the shelves on the wall", "the bookshelves", "the boxes", "the TVs", "the chests of drawers"} <= forms
    assert [form.definite for form in words("en").forms("toy train")[0]] == ["the toy train", "the toy trains"]


@pytest.mark.parametrize("category", ["desk: old", "chair (large)", "椅子（大）", "椅子、机"])
def test_a_category_that_no_legend_can_hold_has_no_name(category: str) -> None:
    assert words("en").forms(category) == []


def test_a_name_without_plural_stands_for_one_and_for_many() -> None:
    (one, many), *_ = words("zh").forms("chair")
    assert (one.bare, one.definite, one.many) == ("椅子", "椅子", False)
    assert (many.bare, many.definite, many.many) == ("椅子", "椅子", True)


def test_names_that_are_not_said_any_longer_are_still_read() -> None:
    said = {form.bare for forms in words("en").forms("wall") for form in forms}
    assert words("en").concept("room walls", frozenset()) == "wall"
    assert said == {"wall", "walls"}


def test_words_by_place() -> None:
    """A garden wall is no room wall, and a garden gate no sectional door."""
    for language in word_languages():
        for one, other in (("garden wall", "wall"), ("garden gate", "gate")):
            said = [{form.bare for forms in words(language).forms(name) for form in forms} for name in (one, other)]
            assert said[0].isdisjoint(said[1])
