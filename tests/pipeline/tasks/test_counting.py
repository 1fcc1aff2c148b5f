"""Words are counted in every language, with and without blanks."""

import pytest

from cavendish.pipeline.tasks.words.counting import word_list


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Paint the child's T-shirt, please.", ["paint", "the", "child's", "t-shirt", "please"]),
        ("Couch = #ff0000; Ärmel_1", ["couch", "ff0000", "ärmel", "1"]),
        ("l'étagère murale", ["l'étagère", "murale"]),
        ("把红色的椅子涂黑。", list("把红色的椅子涂黑")),
        ("コーヒーの木々、2つ", [*"コーヒーの木々", "2", "つ"]),
        ("用plasma色图", ["用", "plasma", "色", "图"]),
        ("", []),
        ("… — 、。", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert word_list(text) == words
