"""What a user of the library gets wrong is said in one sentence of ours, with what is allowed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from cavendish.scenes.appearance.environment_maps import rotation_with_sun_at
from cavendish.scenes.appearance.materials import sample_material, words_of
from cavendish.scenes.appearance.sky import sample_sky
from cavendish.scenes.assets.library import HOME_VARIABLE, Library, model_of, sky_of, texture_of
from cavendish.scenes.assets.pool_loading import load_pool
from cavendish.scenes.errors import AssetError, LayoutError, RequestError
from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Asset, Material, Primitive, Procedural


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def cameras(resolution: Any) -> object:
    return with_cameras(sample_scene(1, 0, {"shapes": 1.0}), resolution, [0])


WRONG: dict[str, tuple[Callable[[], object], type[RequestError], str]] = {
    "layout": (
        lambda: sample_scene(1, 0, {"rooms": 1.0}),
        LayoutError,
        "'rooms' is not a layout (did you mean 'room'?); allowed are courtyard, files, hall, landscape, room, shapes, "
        "street, tabletop, and Python files with a LAYOUT",
    ),
    "layout's name": (lambda: layout_of(3), LayoutError, "3 is not a layout; allowed are courtyard, "),  # type: ignore[arg-type]
    "no layouts": (lambda: sample_scene(1, 0, {}), RequestError, "layouts: names no layout; at least one must have"),
    "list of layouts": (
        lambda: sample_scene(1, 0, ["room"]),  # type: ignore[arg-type]
        RequestError,
        "layouts: must map names of layouts to weights, as {'room': 1.0}, not ['room']",
    ),
    "weight of 0": (
        lambda: sample_scene(1, 0, {"room": 0.0}),
        RequestError,
        "layouts: the weight of 'room' is 0.0, but must be a number above 0",
    ),
    "weight below 0": (lambda: sample_scene(1, 0, {"room": -1.0}), RequestError, "the weight of 'room' is -1.0"),
    "weight NaN": (lambda: sample_scene(1, 0, {"room": float("nan")}), RequestError, "the weight of 'room' is nan"),
    "weight in words": (
        lambda: sample_scene(1, 0, {"room": "all"}),  # type: ignore[dict-item]
        RequestError,
        "the weight of 'room' is 'all', but must be a number above 0",
    ),
    "seed": (
        lambda: sample_scene(-1, 0, {"room": 1.0}),
        RequestError,
        "seed: must be a whole number from 0 on, not -1",
    ),
    "index": (lambda: sample_scene(1, 0.5, {"room": 1.0}), RequestError, "index: must be a whole"),  # type: ignore[arg-type]
    "resolution": (
        lambda: cameras(64),
        RequestError,
        "resolution: must be (width, height) in pixels, as (640, 480), not 64",
    ),
    "resolution of 0": (lambda: cameras((0, 48)), RequestError, "as (640, 480), not (0, 48)"),
    "family": (
        lambda: sample_material("woods", rng()),
        RequestError,
        "family: 'woods' is not a family of materials (did you mean 'wood'",
    ),
    "family of words": (
        lambda: words_of(Material("glas", (1.0, 1.0, 1.0))),
        RequestError,
        "family: 'glas' is not a family of materials (did you mean 'glass'",
    ),
    "colour": (
        lambda: sample_material("leather", rng(), ["grene", "gray"]),
        RequestError,
        "words: leather has no colour called 'grene' or 'gray'",
    ),
    "colour's list": (
        lambda: sample_material("leather", rng(), ["purple"]),
        RequestError,
        "; allowed are black, brown, dark green, white",
    ),
    "piece": (
        lambda: sample_piece("tabel", rng(), rng(), {}),
        RequestError,
        "name: 'tabel' is not a kind of piece (did you mean '",
    ),
    "mood": (lambda: sample_sky("evening", rng()), RequestError, "allowed are afternoon, dusk, low sun, night, noon"),
    "environment map": (
        lambda: rotation_with_sun_at("studio", 0.0),
        RequestError,
        "hdri: 'studio' is not an environment map with a sun; allowed are city, forest, sunrise",
    ),
    "generator": (
        lambda: geometry_mesh(Procedural("sofas", (1.0, 1.0, 1.0), 0)),
        AssetError,
        "'sofas' is not a generator of meshes (did you mean 'sofa'",
    ),
    "primitive": (
        lambda: geometry_mesh(Primitive("cone")),  # type: ignore[arg-type]
        AssetError,
        "'cone' is not a primitive; allowed are box, cylinder, plane, sphere",
    ),
    "library": (lambda: load_pool(["mine"]), AssetError, "no asset library 'mine' in "),
}


@pytest.mark.parametrize(("call", "kind", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said(call: Callable[[], object], kind: type[RequestError], sentence: str) -> None:
    with pytest.raises(RequestError) as caught:
        call()
    assert type(caught.value) is kind
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: model_of(Asset("small", "chiar", (1.0, 1.0, 1.0))), "library small has no 'chiar'; there is none"),
        (lambda: sky_of("small/noon"), "library small has no 'noon'; there is none"),
        (lambda: texture_of("small/brick"), "library small has no 'brick'; there is none"),
    ],
    ids=["model", "sky", "texture"],
)
def test_a_library_says_what_it_has(
    call: Callable[[], object], sentence: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pydantic import TypeAdapter

    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "index.json").write_bytes(TypeAdapter(Library).dump_json(Library("small", "models")))
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    with pytest.raises(AssetError) as caught:
        call()
    assert str(caught.value) == sentence


def test_long_lists_are_cut() -> None:
    with pytest.raises(RequestError, match=r", and \d+ more$"):
        sample_piece("qqq", rng(), rng(), {})


def test_errors_travel_between_processes() -> None:
    with pytest.raises(LayoutError) as caught:
        layout_of("nowhere")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
