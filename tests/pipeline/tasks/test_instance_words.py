"""The class and the background in instance prompts: each language says them its own way, and reads them back."""

from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.evaluation.coding import from_options
from cavendish.pipeline.tasks import colours, instance_words
from cavendish.pipeline.tasks.data_files import DataFileError
from cavendish.pipeline.tasks.prompts.templates import languages, prompts, read_prompts
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.words.language import languages as word_languages
from cavendish.pipeline.tasks.words.language import words

RED = (255, 0, 0)
NOTHING = np.zeros((1, 1, 3), np.uint8)


def said(language: str, concept: str, style: str = "name") -> dict[str, str]:
    one, many = words(language).forms(concept)[0]
    return instance_words.values(one, many, RED, style, language)


def test_every_language_has_them() -> None:
    assert languages("instance") == word_languages()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {"one": "chair", "many": "chairs", "the_many": "the chairs", "a": "a chair", "colour": "red"}),
        ("de", {"one": "Stuhl", "many": "Stühle", "the_many": "die Stühle", "colour": "rot"}),
        ("es", {"one": "silla", "many": "sillas", "the_many": "las sillas", "colour": "rojo"}),
        ("fr", {"one": "chaise", "many": "chaises", "the_many": "les chaises", "colour": "rouge"}),
        ("zh", {"one": "椅子", "many": "椅子", "the_many": "椅子", "colour": "红色"}),
        ("ja", {"one": "椅子", "many": "椅子", "the_many": "椅子", "colour": "赤"}),
    ],
)
def test_the_forms_of_a_class(language: str, expected: dict[str, str]) -> None:
    assert said(language, "chair") == expected


@pytest.mark.parametrize("language", languages("instance"))
@pytest.mark.parametrize("style", ["name", "both", "hex", "rgb"])
def test_class_and_background_are_read_back_out_of_every_template(language: str, style: str) -> None:
    """By the checker, and by whoever decodes a picture with nothing but its prompt."""
    book, rng = prompts("instance", language), np.random.default_rng(0)
    known = words(language)
    for template in book.templates:
        prompt = book.fill(template, rng, values=said(language, "chair", style))
        given = Answer(prompt, NOTHING, template.id, "instances", {}, {}, language)
        named, background = instance_words.read(given)
        assert {known.concept(name, frozenset()) for name in named} == {"chair"}
        assert background == (RED if template.background else colours.BLACK)
        assert from_options("instance", "cube", "vision-banana", prompt, "").background == background


def test_an_english_article_is_refused_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "instance.fr.yaml"
    path.write_text('templates:\n- id: a\n  text: "Peins {a} en noir."\n')
    with pytest.raises(DataFileError, match=r"instance.fr.yaml:3: templates.0.text: \{a\} is the English article"):
        read_prompts(path, "instance", "fr")
