"""Five thousand prompts of each language, held against the rules and tables of `grammar`."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from cavendish.pipeline.tasks import colours, instance_words, legend
from cavendish.pipeline.tasks.draw import pick
from cavendish.pipeline.tasks.prompts.templates import VARIANTS, prompts
from cavendish.pipeline.tasks.referring import answer
from cavendish.pipeline.tasks.words.language import Form, concepts, words
from cavendish.pipeline.tasks.words.language import languages as word_languages

from . import grammar
from .referring_scenes import boxed_room, shapes

MANY = 5000


def fixed(task: str, language: str, rng: np.random.Generator) -> str:
    """Return a prompt of depth or normals."""
    book, variant = prompts(task, language), pick(VARIANTS[task], rng)
    return book.fill(book.choose(rng, variant), rng, variant)


def semantic(language: str, rng: np.random.Generator) -> str:
    """Return a prompt with a legend of one to six names, in any of their forms."""
    book, said = prompts("semantic", language), words(language)
    template = book.choose(rng)
    style = pick(template.legend, rng)
    colour_style = pick(legend.COLOUR_STYLES.get(style, tuple(colours.STYLES)), rng)
    chosen = rng.choice(sorted(said.names), int(rng.integers(1, 7)), replace=False).tolist()
    forms = [pick(pick(said.forms(name), rng), rng) for name in chosen]
    rest = said.rest()[:1] if style in legend.STRUCTURED else [pick(said.rest(), rng)]
    named = dict.fromkeys([*forms, *(rest if template.background else [])])
    entries = dict(zip(named, colours.draw(len(named), colour_style, [], rng), strict=False))
    return book.fill(template, rng, values={"legend": legend.write(entries, style, colour_style, language)})


@cache
def counted(language: str) -> list[tuple[Form, ...]]:
    """Return singular and plural of each name of what people count."""
    said, uncounted = words(language), concepts().uncounted | concepts().merged.keys()
    forms = (each for name in said.names if name not in uncounted for each in said.forms(name))
    return [each for each in forms if len(each) == 2]


def instance(language: str, rng: np.random.Generator) -> str:
    """Return a prompt for a class that people count."""
    book = prompts("instance", language)
    template, colour_style = book.choose(rng), pick(tuple(colours.STYLES), rng)
    one, many = pick(counted(language), rng)
    values = instance_words.values(one, many, colours.draw(1, colour_style, [], rng)[0], colour_style, language)
    return book.fill(template, rng, values=values)


def made(language: str, count: int, seed: int = 0) -> Iterator[str]:
    """Yield prompts of all tasks that need no picture, in equal shares."""
    rng = np.random.default_rng(seed)
    makers = [lambda: fixed("depth", language, rng), lambda: fixed("normals", language, rng)]
    makers += [lambda: semantic(language, rng)] * 2 + [lambda: instance(language, rng)]
    for number in range(count):
        yield makers[number % len(makers)]()


@pytest.mark.parametrize("language", word_languages())
def test_what_needs_no_picture(language: str) -> None:
    assert [fault for prompt in made(language, MANY) for fault in grammar.faults(prompt, language)] == []


def test_referring_expressions() -> None:
    frames = [*(shapes(seed) for seed in range(5)), *(boxed_room(seed) for seed in (0, 2, 3, 4, 5))]
    given = [answer(frame, np.random.default_rng([7, i, k])) for i, frame in enumerate(frames) for k in range(15)]
    asked = [(each.prompt, prompts("referring", "en").template(each.template).casual) for each in given if each]
    assert len(asked) > 125
    assert [fault for prompt, casual in asked for fault in grammar.faults(prompt, "en", casual=casual)] == []


@pytest.mark.parametrize(
    ("language", "prompt", "found"),
    [
        ("en", "Segment something to hang clothes in in solid red; the background is black.", "'in in'"),
        ("en", "Paint the largest large box in red.", "'largest large'"),
        ("de", "Farbcode: als Grauwert bedeutet Schwarz 0 m und Weiß unendlich.", "': als Grauwert'"),
        ("en", "Paint the smaller red small box in red.", "'smaller red small'"),
        ("en", "Wherever there is a oven, paint it black.", "'a oven'"),
        ("en", "Wherever there is an utensil pot, paint it black.", "'an utensil'"),
        ("en", "Segment by class. The chairs is red.", "'The chairs is'"),
        ("en", "Draw {map}.", "not filled in"),
        ("en", "Draw  depth.", "a blank too many"),
        ("en", "draw depth.", "no capital at the beginning"),
        ("en", "Draw depth. near is black.", "no capital after a full stop"),
        ("en", "Draw depth..", "points"),
        ("de", "Färbe ein. Der Decke ist rot.", "'Der Decke'"),
        ("de", "Färbe ein. Die Stühle ist rot.", "'Die Stühle ist'"),
        ("de", "Male aus: die Esstisch rot.", "'die Esstisch'"),
        ("de", "Male aus: der Boden #ff0000, die Wand rot.", "'der Boden #f'"),
        ("de", "Färbe ein. Die Wände erscheinen (1, 2, 3).", "'erscheinen (1'"),
        ("fr", "Recolorie: la lit en rouge.", "'la lit'"),
        ("fr", "Peins. Les chaises est en rouge.", "'Les chaises est'"),
        ("fr", "Recolorie: la armoire en rouge.", "'la armoire'"),
        ("zh", "给图片上色, 椅子用红色表示。", "full-width"),
        ("zh", "给图片上色。 椅子用红色表示。", "full-width"),
        ("ja", "塗ってください。、椅子は赤です。", "points"),
        ("zh", "任務：椅子。", "another script"),
        ("ja", "课题：椅子。", "another script"),
        ("es", "Colorea: el cama en rojo.", "'el cama'"),
        ("es", "Pinta. Los muebles es de color rojo.", "'Los muebles es'"),
    ],
)
def test_what_is_planted_is_found(language: str, prompt: str, found: str) -> None:
    assert any(found in fault for fault in grammar.faults(prompt, language))


def test_german_compounds_have_the_gender_of_their_heads_and_no_name_begins_with_an_adjective() -> None:
    assert grammar.german_gender_faults() == []


def test_spanish_articles_agree() -> None:
    assert grammar.spanish_gender_faults() == []


def test_french_articles_are_elided_and_agree() -> None:
    assert grammar.french_article_faults() == []
    assert grammar.french_gender_faults() == []


def test_a_german_colour_code_has_its_preposition() -> None:
    floor = words("de").forms("floor")[0][0]
    assert legend.write({floor: (255, 0, 0)}, "gemalt", "name", "de") == "Der Boden wird rot gemalt."
    assert legend.write({floor: (255, 0, 0)}, "gemalt", "hex", "de") == "Der Boden wird in #ff0000 gemalt."
    assert legend.read("Der Boden wird #ff0000 gemalt.") == {"Boden": (255, 0, 0)}


def test_names_that_are_not_said_any_more_are_read() -> None:
    assert "salpicadero" not in {form.bare for forms in words("es").forms("splashback") for form in forms}
    assert words("es").concept("salpicadero", frozenset()) == "splashback"
