"""What `--model` and the settings may be, and what is refused before anything is loaded."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from cavendish.pipeline.predict import settings as predict_settings
from cavendish.pipeline.predict.models import Kind, Model, digest_of, model_of
from cavendish.pipeline.predict.settings import Settings, checked
from cavendish.scenes.errors import RequestError

INDEX = {
    "_class_name": "Flux2KleinPipeline",
    "_diffusers_version": "0.42.1",
    "is_distilled": False,
    "vae": ["diffusers", "AutoencoderKLFlux2"],
    "tokenizer": ["transformers", "Qwen2Tokenizer"],
    "feature_extractor": [None, None],
}


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    (tmp_path / "model_index.json").write_text(json.dumps(INDEX))
    (tmp_path / "weights.safetensors").write_bytes(b"one")
    return tmp_path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "draw.sh"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_name_is_a_pipeline_a_program_or_a_function(pipeline: Path, program: Path) -> None:
    assert (model_of(str(pipeline)).kind, model_of(str(program)).kind) == (Kind.PIPELINE, Kind.PROGRAM)
    assert model_of("my.models:draw") == Model(Kind.FUNCTION, "my.models:draw")
    assert model_of("black-forest-labs/FLUX.2-klein-base-4B").kind == Kind.PIPELINE


@pytest.mark.parametrize("name", ["nowhere", "../nowhere/at-all", "os:", "a b:c", "/etc/nothing"])
def test_any_other_name_is_refused_with_what_is_allowed(name: str) -> None:
    with pytest.raises(RequestError, match="give a folder with a diffusers pipeline, OWNER/NAME"):
        model_of(name)


def test_a_program_must_be_one_that_runs(program: Path) -> None:
    program.chmod(0o644)
    with pytest.raises(RequestError, match="may not be run"):
        model_of(str(program))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"_class_name": ["hostile", "Pipeline"]}, "_class_name"),
        ({"_class_name": None}, "_class_name"),
        ({"vae": ["hostile_module", "VAE"]}, "vae"),
        ({"vae": ["diffusers", None]}, "vae"),
    ],
    ids=["a class of its own", "no class", "a part of its own", "a part without a class"],
)
def test_a_pipeline_with_code_of_its_own_is_refused(pipeline: Path, changes: dict[str, Any], what: str) -> None:
    (pipeline / "model_index.json").write_text(json.dumps(INDEX | changes))
    with pytest.raises(RequestError, match=f"{what} is no class of diffusers or transformers"):
        model_of(str(pipeline))


@pytest.mark.parametrize("text", ["[1]", "{", "[" * 100_000], ids=["a list", "broken", "deep"])
def test_a_broken_index_is_named(pipeline: Path, text: str) -> None:
    (pipeline / "model_index.json").write_text(text)
    with pytest.raises(RequestError, match=r"model_index\.json"):
        model_of(str(pipeline))


def test_other_weights_have_another_digest_and_a_moved_folder_has_the_same(pipeline: Path) -> None:
    before = digest_of(pipeline, "model")
    assert digest_of(pipeline.rename(pipeline.with_name("moved")), "model") == before
    (pipeline.with_name("moved") / "weights.safetensors").write_bytes(b"two")
    assert digest_of(pipeline.with_name("moved"), "model") != before


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        (Settings(steps=0), "steps"),
        (Settings(steps=1001), "steps"),
        (Settings(guidance=-1), "guidance"),
        (Settings(guidance=math.nan), "guidance"),
        (Settings(tokens=10**6), "tokens"),
        (Settings(seed=2**32), "seed"),
        (Settings(pixels_max=1), "pixels_max"),
        (Settings(lora="tuned"), "lora"),
        (Settings(guidance=2.0), "guidance"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_settings_that_cannot_be_meant_of_a_function_are_refused(settings: Settings, name: str) -> None:
    with pytest.raises(RequestError) as told:
        checked("my.models:draw", settings)
    assert told.value.parameter == name


def test_what_is_not_installed_is_named_with_the_extra(pipeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(predict_settings, "find_spec", lambda name: None)
    with pytest.raises(RequestError, match=r"needs torch, diffusers, transformers: pip install 'cavendish\[predict\]'"):
        checked(str(pipeline), Settings())


def test_weights_on_top_are_safetensors(pipeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(predict_settings, "find_spec", lambda name: object())
    (pipeline / "lora.bin").write_bytes(b"pickled")
    for wrong in (pipeline / "lora.bin", pipeline / "nowhere"):
        with pytest.raises(RequestError, match=r"neither a \.safetensors file nor a folder with one"):
            checked(str(pipeline), Settings(lora=str(wrong)))
    _, settings = checked(str(pipeline), Settings(lora=str(pipeline / "weights.safetensors")))
    assert settings.lora_digest == digest_of(pipeline / "weights.safetensors", "lora")
