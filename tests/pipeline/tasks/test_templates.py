"""What the templates mean: depth is planar, a background is stated, and what is retired is read and not asked."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.tasks.prompts.templates import VARIANTS, Template, languages, prompts, read_prompts

# Words that mean how far a point is from the eye, along its ray, unless the plane is named.
RANGE = {
    "en": r"\bhow far\b|\baway\b|\bdistances?\b|\brange (?:image|map)\b|\blens\b|\bviewer\b|\beye\b"
    r"|(?:from|between) the camera\b",
    "de": r"\bwie weit\b|entfern(?:t|ung)|\babst[aä]nd|\blinse\b|\bobjektiv\b|\bbetrachter|von der kamera\b",
    "es": r"distancia|\blejos está|\bobjetivo\b|\blente\b|\bobservador\b|(?:de|desde) la cámara\b|a cuántos metros",
    "fr": r"\bdistance|\béloign|\bobjectif\b|\bobservateur\b|\b(?:de|depuis) la caméra\b|combien de mètres",
    "zh": r"距离|多远|多少米|镜头|观察者|(?:离|距)相机",
    "ja": r"距離|どれだけ離れ|何メートル|レンズ|見る人|カメラから",
}
PLANE = {
    "en": r"camera plane|viewing axis|planar|z-depth",
    "de": r"Kameraebene|Blickachse",
    "es": r"plano de la cámara|eje óptico",
    "fr": r"plan de la caméra|axe optique",
    "zh": r"相机平面|光轴",
    "ja": r"カメラ平面|光軸",
}
BLACK = {"en": "black", "de": "schwarz", "es": "negro", "fr": "noir", "zh": "黑", "ja": "黒"}
PAINTED = [(task, language) for task in ("semantic", "instance", "referring") for language in languages(task)]


def depth_texts(language: str) -> Iterator[str]:
    """Yield every depth template in every colour map, with many fillings."""
    book, rng = prompts("depth", language), np.random.default_rng(0)
    for template, variant, _ in product(book.current, VARIANTS["depth"], range(4)):
        yield book.fill(template, rng, variant)


def is_planar(text: str, language: str) -> bool:
    speaks_of_range = re.search(RANGE[language], text, re.IGNORECASE)
    return not speaks_of_range or bool(re.search(PLANE[language], text))


@pytest.mark.parametrize("language", languages("depth"))
def test_no_depth_template_asks_for_the_range_along_the_ray(language: str) -> None:
    assert [text for text in depth_texts(language) if not is_planar(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Each pixel should tell how many metres away its surface is."),
        ("en", "Give me a range image of what the camera sees."),
        ("en", "Depth counts in metres from the camera."),
        ("en", "Infer how far every point lies from the camera."),
        ("de", "Ersetze die Farben dieses Bildes durch Entfernungen."),
        ("es", "Predice a cuántos metros está la superficie."),
        ("fr", "Prédis à combien de mètres se trouve la surface."),
        ("zh", "预测每个像素离相机多少米。"),
        ("ja", "各画素がカメラから何メートル離れているかを示してください。"),
    ],
)
def test_what_means_range_is_found(language: str, text: str) -> None:
    assert not is_planar(text, language)


def test_what_names_the_plane_may_speak_of_distance() -> None:
    assert is_planar("Paint the distance from the camera plane.", "en")


@pytest.mark.parametrize(("task", "language"), PAINTED)
def test_every_template_states_its_background(task: str, language: str) -> None:
    assert [each.id for each in prompts(task, language).current if not states_background(each, task, language)] == []


def states_background(template: Template, task: str, language: str) -> bool:
    """Tell whether a text gives everything unlisted a colour: in its legend, by a field, or in a word for black."""
    stated = {"semantic": "{legend}", "instance": "{colour}", "referring": "{background}"}[task]
    return stated in template.text if template.background else BLACK[language] in template.text.lower()


@pytest.mark.parametrize("text", ["Segment {legend}.", "Class by class, recolour this image. {legend}"])
def test_a_template_without_a_background_is_found(text: str) -> None:
    assert not states_background(Template(id="a", text=text, legend=("in",)), "semantic", "en")


@pytest.mark.parametrize(
    ("task", "least"), [("referring", 8), ("semantic", 3), ("instance", 4), ("depth", 3), ("normals", 3)]
)
def test_some_templates_are_captions_of_the_target(task: str, least: int) -> None:
    caption = re.compile(
        r"(This (image|picture|\{picture\})|The (image|output|photo|referring)|A|An) .*(shows|mask|map|is |has )"
    )
    assert sum(bool(caption.match(each.text)) for each in prompts(task, "en").current) >= least


def test_casual_texts_are_in_small_letters_and_take_any_subject() -> None:
    casual = [each for each in prompts("referring", "en").current if each.casual]
    assert len(casual) >= 10
    assert all(each.text == each.text.lower() for each in casual)
    assert {"in", "with", "equals", "arrow"} <= {style for each in casual for style in each.legend}


def test_what_is_retired_is_read_and_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "depth.yaml"
    path.write_text('templates:\n- {id: a, text: "Draw depth."}\n- {id: b, text: "Draw range.", retired: true}\n')
    book = read_prompts(path, "depth")
    assert {book.choose(np.random.default_rng(seed)).id for seed in range(20)} == {"a"}
    assert book.read(book.template("b"), "Draw range.") == {}


def test_phrases_that_are_not_said_any_more_are_read() -> None:
    book, old = prompts("normals", "es"), "R es derecha, G es arriba y B es hacia el observador"
    template = book.template("normals-es-04")
    assert book.read(template, f"Estima la normal en cada píxel y píntala así: {old}.", "opengl") == {}
    assert old not in {book.fill(template, np.random.default_rng(seed), "opengl") for seed in range(20)}


def test_a_capital_of_today_was_a_small_letter_before() -> None:
    book = prompts("depth", "de")
    template = book.template("depth-de-06")
    for start in ("Als", "als"):
        text = f"Aufgabe: Tiefe in Metern. Farbcode: {start} Grauwert bedeutet Schwarz 0 m und Weiß unendlich."
        assert book.read(template, text, "gray") is not None


@pytest.mark.parametrize("task", ["depth", "normals", "semantic", "instance", "referring"])
def test_french_points_of_two_parts_stand_apart(task: str) -> None:
    assert [each.text for each in prompts(task, "fr").current if re.search(r"\S[:;?!](?= |$)", each.text)] == []
