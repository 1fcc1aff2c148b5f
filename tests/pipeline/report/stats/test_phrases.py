"""What prompts say is counted in words, by task and language, beside what was published of others."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from cavendish.pipeline.report.stats.evidence import DatasetEvidence
from cavendish.pipeline.report.stats.phrases import PHRASE_MEASURES


def meta(task: str, prompt: str, referents: dict[str, Sequence[int]], language: str = "en") -> dict[str, str]:
    meant = {name: {"instances": list(numbers), "form": name} for name, numbers in referents.items()}
    return {"task": task, "prompt": prompt, "language": language, "referents": json.dumps(meant)}


ENGLISH = (
    meta("referring", "Paint the red chair green.", {"the red chair": [3]}),
    meta("referring", "Paint the red chair blue.", {"the red chair": [3]}),
    meta("referring", "Please show the child's t-shirt on the bed.", {"the child's t-shirt on the bed": []}),
    meta("instance", "Each chair.", {"chairs": [1, 2]}),
    meta("depth", "How far?", {}),
)
GERMAN = (meta("referring", "Der rote Stuhl in Grün.", {"der rote Stuhl": [3]}, "de"),)


def measured(title: str, metas: Sequence[dict[str, str]] = ENGLISH) -> dict[str, int | float | str]:
    return PHRASE_MEASURES[title](DatasetEvidence(tuple(metas), (), ()))


def test_phrases_are_what_is_asked_for() -> None:
    assert measured("distinct phrases") == {"instance": 1, "referring": 2}
    assert measured("word types in phrases") == {"instance": 1, "referring": 7}
    assert measured("word tokens in phrases") == {"instance": 1, "referring": 3 + 3 + 6}


def test_lengths_stand_beside_published_ones() -> None:
    published = {"RefCOCO": 3.5, "RefCOCO+": 3.5, "RefCOCOg": 8.4}
    assert measured("mean words in a phrase") == {"instance": 1, "referring": 4, **published}
    assert measured("mean words in a phrase", ENGLISH[3:]) == {"instance": 1}


def test_prompts_are_counted_whole() -> None:
    assert measured("word types in prompts") == {"depth": 2, "instance": 2, "referring": 12}
    assert measured("word tokens in prompts") == {"depth": 2, "instance": 2, "referring": 5 + 5 + 8}
    assert measured("mean words in a prompt") == {"depth": 2, "instance": 2, "referring": 6}


def test_languages_stand_apart_where_there_are_several() -> None:
    found = measured("distinct phrases", ENGLISH + GERMAN)
    assert found == {"instance, en": 1, "referring, de": 1, "referring, en": 2}


def test_negatives_ask_for_nothing_that_is_there() -> None:
    assert measured("share of negatives") == {"instance": 0, "referring": pytest.approx(1 / 3, abs=1e-4)}
    assert measured("share of negatives", ENGLISH[4:]) == {}
