"""What models are good for is decided when a library is loaded: by the vocabulary, and by the kinds there are then."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from cavendish.scenes.assets.library import HOME_VARIABLE, INDEX, Library, Model
from cavendish.scenes.assets.pool_loading import kind_of, load_pool
from cavendish.scenes.assets.vocabulary import by_category
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Words


def model(category: str, size_m: Vec3) -> Model:
    return Model(f"a-{category}", "it.npz", category, category, (), size_m, "y", (), (), Words(), *["x"] * 5)


def test_a_model_stands_in_for_a_kind_of_its_size_only() -> None:
    assert kind_of(("sofa", "armchair"), (2.0, 0.9, 0.8)) == "sofa"
    assert kind_of(("sofa", "armchair"), (0.9, 0.9, 0.8)) == "armchair"
    assert kind_of(("sofa",), (6.0, 0.9, 0.8)) == ""
    assert kind_of(("no such kind",), (1.0, 1.0, 1.0)) == ""


def test_matching_happens_at_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    (tmp_path / "some").mkdir()
    models = (model("sofa", (2.0, 0.9, 0.8)), model("bicycle", (0.6, 1.7, 1.0)), model("unheard of", (1.0, 1.0, 1.0)))
    (tmp_path / "some" / INDEX).write_bytes(TypeAdapter(Library).dump_json(Library("some", "models", models)))
    sofa, bicycle = load_pool(["some"]).models
    assert (sofa.kind, sofa.place, "living room" in sofa.settings) == ("sofa", "floor", True)
    assert (bicycle.kind, bicycle.settings) == ("", ("street", "vehicle"))
    monkeypatch.delitem(KINDS, "sofa")
    assert load_pool(["some"]).models[0].kind == "armchair" or not load_pool(["some"]).models[0].kind


def test_no_animals_or_boats_stand_about_in_yards() -> None:
    for category in ("horse", "rowing boat", "snowman"):
        assert not by_category()[category].settings
