"""Every scene names whose work it shows, and the card stays readable."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.assets.adding import Wish, add
from cavendish.pipeline.build.shard import ShardWorker
from cavendish.pipeline.render.attribution import CreditedWork, attributions, shortened, works
from cavendish.pipeline.terminal.console import follow
from cavendish.scenes.errors import RequestError
from cavendish.scenes.lighting import World
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec

from ..assets.small_libraries import png, write_hdr


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAVENDISH_ASSETS", str(tmp_path / "home"))
    for name in ("skies", "stuff"):
        (tmp_path / name).mkdir()
    write_hdr(tmp_path / "skies/noon.hdr", np.full((16, 32, 3), 0.5))
    (tmp_path / "stuff/oak_albedo.png").write_bytes(png())
    add(Wish(str(tmp_path / "skies"), "skies", "CC BY 4.0", "Ada", 1.0), follow)
    add(Wish(str(tmp_path / "stuff"), "stuff", "CC0 1.0", "Grace", 1.0), follow)
    return tmp_path


def scene(sky: str) -> SceneSpec:
    oak = Material("wood", (0.5, 0.4, 0.3), texture="stuff/oak")
    thing = SceneObject(1, "box", "box", Primitive("box"), Pose(), (oak,))
    return SceneSpec("shapes", 0, 0, (thing,), (), World(hdri=sky))


def test_a_scene_names_its_textures_and_its_sky(libraries: Path) -> None:
    assert attributions(scene("skies/noon")) == {
        "environment map skies/noon by Ada (CC BY 4.0), from skies",
        "texture stuff/oak by Grace (CC0 1.0), from stuff",
    }
    assert any("Poly Haven" in line for line in attributions(scene("city")))


def test_a_scene_with_people_names_whose_bodies_they_are() -> None:
    person = sample_person(np.random.default_rng(0), ("standing",), detail="far").put(1, (0, 0, 0), 0.0)
    assert attributions(replace(scene(""), objects=(person,))) == {
        "bodies of people by the MakeHuman team (CC0-1.0), from https://github.com/makehumancommunity/mpfb2"
    }


def test_many_works_are_counted_by_author() -> None:
    lines = [f"model a/{n} by {'Ada' if n % 2 else 'Grace'} (CC0 1.0), from here" for n in range(60)]
    assert shortened(works([*lines, "sky: CC0 1.0, Grace", "something else"])) == [
        CreditedWork("sky", licence="CC0 1.0, Grace"),
        CreditedWork("something else", licence="not stated"),
        CreditedWork("30 works", "Ada", "CC0 1.0", "here"),
        CreditedWork("30 works", "Grace", "CC0 1.0", "here"),
    ]
    assert shortened(works(lines[:3])) == works(lines[:3])
    assert works(lines[:1]) == [CreditedWork("model a/0", "Grace", "CC0 1.0", "here")]


def test_a_worker_with_another_library_refuses(libraries: Path, tiny: Recipe) -> None:
    ShardWorker(Recipe.model_validate(tiny.model_dump() | {"assets": ["skies"]}), libraries)
    other = Recipe.model_validate(tiny.model_dump() | {"assets": {"skies": "0" * 64}})
    with pytest.raises(RequestError, match="library skies has the digest"):
        ShardWorker(other, libraries)
    with pytest.raises(RequestError, match="no asset library 'gone'"):
        ShardWorker(Recipe.model_validate(tiny.model_dump() | {"assets": {"gone": "0" * 64}}), libraries)
