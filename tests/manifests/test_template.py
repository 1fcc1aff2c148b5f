"""`cavendish new`: a recipe to edit that is valid, complete, and says of each field what the schema says."""

from pathlib import Path

import pytest
import yaml

from cavendish.manifests import Recipe
from cavendish.manifests.loading import load_recipe, parse_recipe
from cavendish.manifests.template import EXAMPLES, LEFT_OUT, REMARKS, VALUES, new_recipe, template_text
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.scenes.errors import RequestError


def test_it_is_valid_and_warns_of_nothing() -> None:
    recipe = parse_recipe(template_text(), "template")
    assert recipe.warnings() == []
    assert {plan.split for plan in plan_shards(recipe)} == set(VALUES["splits"])


def test_what_it_does_not_choose_is_the_default() -> None:
    recipe = parse_recipe(template_text("a"), "template")
    assert recipe == Recipe.model_validate({"name": "a", **VALUES})


def test_every_field_is_in_it_with_its_description() -> None:
    text = template_text()
    given = set(yaml.safe_load(text))
    assert given | set(EXAMPLES) | set(LEFT_OUT) == set(Recipe.model_fields)
    assert given.isdisjoint(EXAMPLES)
    for name, field in Recipe.model_fields.items():
        assert (str(field.description) in text) == (name not in LEFT_OUT), name


def test_what_it_remarks_on_is_a_field() -> None:
    assert {*REMARKS, *VALUES, *EXAMPLES, *LEFT_OUT} <= set(Recipe.model_fields)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_line_that_is_off_can_be_made_one(name: str) -> None:
    lines = template_text().splitlines()
    (line,) = [line for line in lines if line.startswith(f"# {name}: ")]
    assert yaml.safe_load(line.removeprefix("# ")) == {name: EXAMPLES[name]}


def test_it_is_named_after_its_file(tmp_path: Path) -> None:
    recipe = new_recipe(tmp_path / "my city.yml")
    assert recipe.name == "my-city"
    assert load_recipe(str(tmp_path / "my city.yml")) == recipe
    assert "cavendish check my city.yml" in (tmp_path / "my city.yml").read_text()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text("mine")
    with pytest.raises(RequestError, match="is there already"):
        new_recipe(path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "message"), [("a.json", "must end in .yaml or .yml"), ("none/a.yaml", "No such file")]
)
def test_a_name_that_cannot_be(name: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=message):
        new_recipe(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
