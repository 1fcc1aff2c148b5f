"""A layout of the user's own, in one file: the example works, and what is wrong with such a file is said."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cavendish.manifests import Recipe, RecipeError
from cavendish.manifests.recipe import parse_recipe
from cavendish.pipeline.build.driver import open_build, run
from cavendish.pipeline.render.scene import make_renderer
from cavendish.pipeline.workers.executor import local_map
from cavendish.scenes.contacts import remove_collisions
from cavendish.scenes.errors import LayoutError, RequestError
from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.sampling import sample_scene, with_cameras

EXAMPLE = Path(__file__).parents[3] / "examples" / "plinths.py"
SHAPES = "from cavendish.scenes.layouts.shapes import compose, frame\nfrom cavendish.scenes.layouts import Layout\n"
OWN = SHAPES + 'LAYOUT = Layout("own", compose, frame)\n'


def recipe(layout: object) -> Recipe:
    return parse_recipe(f"name: a\nscenes: 1\nresolution: [64, 64]\nlayouts: {{{layout}: 1}}\n", "r.yaml")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.py"
    path.write_text(OWN)
    return path


def test_the_example_is_short() -> None:
    assert len(EXAMPLE.read_text().splitlines()) <= 60


@pytest.mark.parametrize("seed", range(4))
def test_the_example_composes_clean_scenes(seed: int) -> None:
    spec = sample_scene(seed, 0, {str(EXAMPLE): 1.0})
    assert sum(thing.category == "plinth" for thing in spec.objects) >= 3
    assert remove_collisions(spec).spec is spec
    assert len(with_cameras(spec, (64, 48), [0, 0]).cameras) == 2


def test_a_recipe_names_a_file_and_keeps_its_digest(own: Path) -> None:
    asked = recipe(own)
    assert asked.code == {str(own): hashlib.sha256(OWN.encode()).hexdigest()}
    assert Recipe.model_validate_json(asked.model_dump_json()) == asked


def test_another_text_is_another_recipe(own: Path, tmp_path: Path) -> None:
    before = recipe(own).digest
    own.write_text(OWN + "# changed\n")
    assert recipe(own).digest != before


def test_a_manifest_can_be_read_where_the_file_is_not(own: Path) -> None:
    text = recipe(own).model_dump_json()
    own.unlink()
    assert Recipe.model_validate_json(text).code


def test_a_worker_refuses_a_file_that_has_changed(own: Path) -> None:
    asked = recipe(own)
    own.write_text(OWN + "# changed\n")
    with pytest.raises(RequestError, match="is not the file that the recipe was made with"):
        make_renderer(asked)
    own.unlink()
    with pytest.raises(RequestError, match="cannot be read: No such file"):
        make_renderer(asked)


@pytest.mark.parametrize(
    ("text", "message"),
    [(None, "No such file"), ("LAYOUT = 3", "is a int, not"), ("x = 1", "gives no LAYOUT"), ("def", "gives no LAYOUT")],
)
def test_a_file_that_gives_no_layout_is_refused(text: str | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    if text is not None:
        path.write_text(text)
    with pytest.raises(LayoutError, match=message):
        layout_of(str(path))


def test_a_recipe_says_that_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"gone\.py: cannot be read: No such file"):
        recipe(tmp_path / "gone.py")


def test_a_build_with_a_file_that_gives_no_layout_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("LAYOUT = 3")
    with pytest.raises(LayoutError, match="is a int, not"):
        run(open_build(recipe(path), tmp_path / "out"), local_map)
    assert not (tmp_path / "out").exists()
