"""Prompts that a recipe adds: asked beside the bundled ones, judged as those are, refused by file and line."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.manifests import Recipe
from cavendish.manifests.task_options import OWN_NAMES
from cavendish.pipeline.dataset.samples import check_prompts
from cavendish.pipeline.tasks import legend
from cavendish.pipeline.tasks.colours import NAMED
from cavendish.pipeline.tasks.prompts.templates import languages, prompts
from cavendish.pipeline.tasks.texts import speaking
from cavendish.pipeline.tasks.words.language import words
from cavendish.pipeline.tasks.words.vocabularies import naming
from cavendish.scenes.errors import RequestError

COLOURS = ", ".join(f"{name}: x{number}" for number, name in enumerate(words("de").colours))
WORDS = f"""articles: ["de "]
background: [de rest]
names: {{chair: [de stoel / de stoelen], wall: [de muur / de muren]}}
legends: {{is: {{one: "{{The}} is {{colour}}."}}}}
colours: {{{COLOURS}}}
"""
SEMANTIC = 'templates:\n- {id: sem-nl-01, text: "Kleur in: {legend}", legend: [is, json]}\n'
INSTANCE = 'templates:\n- {id: ins-nl-01, text: "Kleur alle {many}."}\n'
CONVENTIONS = "vision-banana: [een], opengl: [twee], directx: [drie], geowizard: [vier]"
NORMALS = (
    f'phrases:\n  assen: {{{CONVENTIONS}}}\ntemplates:\n- {{id: nor-nl-01, text: "Teken de normalen: {{assen}}."}}\n'
)
OWN = 'templates:\n- {id: mine-01, text: "How far from the camera plane is this {picture}, in metres?"}\n'


def checked(tiny: Recipe, added: dict[str, str], **changes: object) -> None:
    check_prompts(Recipe.model_validate(tiny.model_dump() | {"prompts": added} | changes))


def test_templates_are_asked_beside_the_bundled_ones_and_say_their_phrases() -> None:
    with speaking({"depth.yaml": OWN}):
        book = prompts("depth", "en")
        prompt = book.fill(book.template("mine-01"), np.random.default_rng(0))
        drawn = {book.choose(np.random.default_rng(seed), "cube").id for seed in range(400)}
    assert prompt in {
        f"How far from the camera plane is this {each}, in metres?" for each in ("image", "picture", "photo")
    }
    assert {"mine-01", "depth-01"} <= drawn


def test_they_are_gone_where_the_recipe_is_not_at_hand() -> None:
    with speaking({"depth.yaml": OWN, "words/nl.yaml": WORDS, "semantic.nl.yaml": SEMANTIC}):
        assert "nl" in languages("semantic")
        assert legend.read("Kleur in: De stoel is x0. De muur is x1.") == {
            "stoel": NAMED["red"],
            "muur": NAMED["green"],
        }
    assert "nl" not in languages("semantic")
    assert legend.read("Kleur in: De stoel is x0. De muur is x1.") == {}
    with pytest.raises(KeyError):
        prompts("depth", "en").template("mine-01")
    with pytest.raises(FileNotFoundError):
        words("nl")


def test_words_are_added_to_a_language_that_is_there() -> None:
    with speaking({"words/de.yaml": "names: {llama: [das Lama / die Lamas]}\n"}):
        assert [form.bare for form in words("de").forms("llama")[0]] == ["Lama", "Lamas"]
        assert words("de").forms("chair")
        assert naming(OWN_NAMES, "de").words.forms("llama")
    for known in (words("de"), naming(OWN_NAMES, "de").words):
        assert not known.forms("llama")


def test_a_whole_language_is_accepted(tiny: Recipe) -> None:
    added = {
        "words/nl.yaml": WORDS,
        "semantic.nl.yaml": SEMANTIC,
        "instance.nl.yaml": INSTANCE,
        "normals.nl.yaml": NORMALS,
    }
    checked(tiny, added, languages={"nl": 1.0})
    checked(tiny, {"normals.nl.yaml": NORMALS}, languages={"nl": 1.0})  # which names nothing, and needs no words


REFUSED = {
    "an id of ours": (
        {"depth.yaml": OWN.replace("mine-01", "depth-01")},
        "prompts: depth.yaml:2: templates.0.id: depth-01 is the id of a bundled template; choose another",
    ),
    "a phrase of ours": (
        {"depth.yaml": "phrases:\n  picture: [drawing]\n" + OWN},
        "prompts: depth.yaml:2: phrases.picture: bundled prompts have phrases of this name",
    ),
    "an unknown field": (
        {"depth.yaml": OWN.replace("{picture}", "{photo}")},
        "depth.yaml:2: templates.0.text: {photo} is",
    ),
    "a field that is empty": (
        {"depth.yaml": "phrases:\n  shot: []\n" + OWN},
        "depth.yaml:2: phrases.shot: it must have at least one way to say it",
    ),
    "a text that has no end": (
        {"depth.yaml": OWN.replace("far", "far" + " and far" * 80)},
        "more than 500 characters",
    ),
    "nothing that is asked": (
        {"normals.nl.yaml": NORMALS.replace('."}', '.", retired: true}')},
        "normals.nl.yaml:4: templates: at least one must be asked",
    ),
    "a variant that nothing asks for": (
        {"normals.nl.yaml": NORMALS.replace(": {assen}", "")},
        "normals.nl.yaml:4: templates: none of them can ask for opengl",
    ),
    "two variants said alike": (
        {"normals.nl.yaml": NORMALS.replace("drie", "twee")},
        "normals.nl.yaml:2: phrases.assen: 'twee' is said of two variants",
    ),
    "a variant that is not said": (
        {"normals.nl.yaml": NORMALS.replace(", geowizard: [vier]", "")},
        "normals.nl.yaml:2: phrases.assen: it must have ways for each of vision-banana",
    ),
    "names without words": (
        {"semantic.nl.yaml": SEMANTIC},
        "prompts: semantic.nl.yaml: words/nl.yaml is missing, which says what things are called in 'nl'",
    ),
    "a grammar that is not there": (
        {"words/nl.yaml": WORDS, "referring.nl.yaml": SEMANTIC},
        "prompts: referring.nl.yaml: referring expressions need a grammar, which there is for en",
    ),
    "an English article": (
        {"words/nl.yaml": WORDS, "instance.nl.yaml": INSTANCE.replace("alle {many}", "{a}")},
        "instance.nl.yaml:2: templates.0.text: {a} is the English article; write {one}",
    ),
    "a background that is not stated": (
        {"instance.yaml": 'templates:\n- id: mine-02\n  text: "Paint each {one} freely."\n  background: true\n'},
        "instance.yaml:3: templates.0.text: it must hold {colour}, as a colour for the background is drawn",
    ),
    "a style of referring that is none": (
        {"referring.yaml": 'templates:\n- id: mine-03\n  text: "Paint {legend}."\n  legend: [rhyme]\n'},
        "referring.yaml:4: templates.0.legend: 'rhyme' is not one of in, solid",
    ),
    "a legend that cannot be read": (
        {"words/nl.yaml": WORDS, "semantic.nl.yaml": SEMANTIC.replace(": {legend}", " met{legend}")},
        "cannot be read back out of",
    ),
    "words of ours": (
        {"words/de.yaml": "names:\n  chair: [der Sessel]\n"},
        "prompts: words/de.yaml:2: names.chair: it is there already; what is added must be new",
    ),
    "a name of another thing of ours": (
        {"words/de.yaml": "names:\n  llama: [der Stuhl]\n"},
        "words/de.yaml:2: names.llama.0: 'Stuhl' is a name of chair too",
    ),
    "other colours of ours": ({"words/de.yaml": "colours: {red: rosso}\n"}, "words/de.yaml:1: colours: Extra inputs"),
    "no names": (
        {"words/nl.yaml": WORDS.replace("chair: [de stoel / de stoelen], wall: [de muur / de muren]", "")},
        "names: it",
    ),
    "an empty name": ({"words/nl.yaml": WORDS.replace("de muur / de muren", '" / "')}, "names.wall.0: it is empty"),
    "an empty article": ({"words/nl.yaml": WORDS.replace('["de "]', '["de ", ""]')}, "articles: it has an empty text"),
    "a brace that would reach into the program": (
        {"words/nl.yaml": WORDS.replace("{colour}", "{colour} {the.__class__}")},
        "legends.is.one: it must hold {the} or {The} once, and {colour} once",
    ),
}


@pytest.mark.parametrize(("added", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused(added: dict[str, str], message: str, tiny: Recipe) -> None:
    with pytest.raises(RequestError) as caught:
        checked(tiny, added)
    assert str(caught.value).startswith("prompts: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_language_that_nothing_is_asked_in_is_refused_by_name(tiny: Recipe) -> None:
    with pytest.raises(RequestError, match=r"languages: 'nl' is not one of en, .*de"):
        checked(tiny, {}, languages={"nl": 1.0})
