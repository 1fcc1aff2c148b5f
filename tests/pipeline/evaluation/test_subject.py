"""A report says what was scored: of photographs that are a test their set and part, else the dataset alone."""

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.evaluation.subject import subject_of


def photographs(tiny: Recipe, role: str) -> Recipe:
    benchmark = {"split": "nyu", "role": role, "tasks": ("depth",), "licence": "none", "redistribute": False}
    imported = {
        "format": "marigold-depth",
        "digest": "0" * 64,
        "normals": False,
        "masks": False,
        "benchmark": benchmark,
    }
    changes = {"tasks": {"depth": 1}, "layouts": {"imported": 1}, "renderer": "imported", "imported": imported}
    return Recipe.model_validate(tiny.model_dump() | changes)


@pytest.mark.parametrize(("role", "said"), [("test", ("marigold-depth", "nyu")), ("train", ("", ""))])
def test_only_a_test_is_one(role: str, said: tuple[str, str], tiny: Recipe) -> None:
    subject = subject_of(photographs(tiny, role), "test")
    assert (subject["set"], subject["part"]) == said


def test_renders_have_a_name_and_a_split(tiny: Recipe) -> None:
    assert subject_of(tiny, "val") == {"dataset": "tiny", "split": "val", "set": "", "part": ""}
