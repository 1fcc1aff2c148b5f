"""A tiny random editor is tuned on shards, saved, loaded, draws `val` and is scored: the whole of docs/tuning.md."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import klein
import loop
import numpy as np
import predict
import pytest
import torch
import tune
from PIL import Image

import cavendish
from cavendish.pipeline.predict import pipelines
from cavendish.pipeline.predict.asked import Ask
from cavendish.pipeline.predict.pipelines import PipelineDrawer
from cavendish.pipeline.predict.settings import Settings
from cavendish.scenes.errors import RequestError, WorkError

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the libraries, in one another
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SCORES = {"depth": "δ1", "normals": "mean°"}
TOKENS = ["--tokens", str(loop.TOKENS)]


@pytest.fixture(scope="module")
def gone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which loop.py went from shards to scores."""
    folder = tmp_path_factory.mktemp("loop")
    loop.main(str(folder), steps=80)
    return folder


def lines(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "losses.jsonl").read_text().splitlines()]


def pictures(folder: Path) -> dict[str, np.ndarray]:
    return {path.stem: np.asarray(Image.open(path)) for path in folder.glob("*.png")}


def tuned(run: Path, gone: Path, steps: int, *more: str) -> list[torch.Tensor]:
    small = ["--model", str(gone / "model"), "--batch", "2", "--accumulate", "2", "--every", "2", "--rank", "4"]
    tune.main([str(gone / "out"), str(run), *small, *TOKENS, "--warm-up", "1", "--steps", str(steps), *more])
    weights: list[torch.Tensor] = torch.load(run / "checkpoint.pt", weights_only=True)["weights"]
    return weights


def test_the_loss_on_one_batch_falls_by_half(gone: Path) -> None:
    first, *_, last = lines(gone / "tuned")
    assert (first["step"], last["step"]) == (0, 80)
    assert last["probe"] < first["probe"] / 2


def test_the_tuned_editor_draws_val_and_is_scored(gone: Path) -> None:
    keys = {sample["key"] for sample in cavendish.open_dataset(str(gone / "out"), "val")}
    for name in ("drawn", "ceiling"):
        drawn, scores = pictures(gone / name), json.loads((gone / f"{name}-scores/evaluation.json").read_text())
        assert drawn.keys() == keys
        assert {each.shape for each in drawn.values()} == {(64, 64, 3)}
        assert scores["complete"]
        assert all(math.isfinite(scores["scores"][task][score]) for task, score in SCORES.items())
    cited = json.loads((gone / "drawn-scores/evaluation.json").read_text())["predicted"]
    assert "Flux2KleinPipeline, diffusers" in cited["drawn with"][0]


def test_a_run_that_was_stopped_ends_as_one_that_was_not(gone: Path, tmp_path: Path) -> None:
    whole = tuned(tmp_path / "whole", gone, 4)
    tuned(tmp_path / "halves", gone, 2)
    halves = tuned(tmp_path / "halves", gone, 4)
    assert all(torch.equal(one, other) for one, other in zip(whole, halves, strict=True))
    assert [line["step"] for line in lines(tmp_path / "halves")] == [0, 2, 4]
    state = torch.load(tmp_path / "halves/checkpoint.pt", weights_only=True)
    assert state["places"] == [{"epoch": 0, "seen": 16}]  # 4 steps of 2 × 2 samples
    with pytest.raises(SystemExit, match=r"of a run with rate 0\.0001"):
        tuned(tmp_path / "halves", gone, 6, "--rate", "0.1")


def test_a_lora_changes_what_is_drawn(gone: Path, tmp_path: Path) -> None:
    tuned(tmp_path / "run", gone, 2, "--rate", "0.05")
    common = [str(gone / "out"), "--model", str(gone / "model"), "--steps", "2", "--samples", "2", *TOKENS]
    predict.main([*common, str(tmp_path / "with"), "--lora", str(tmp_path / "run/lora")])
    predict.main([*common, str(tmp_path / "without")])
    changed, plain = pictures(tmp_path / "with"), pictures(tmp_path / "without")
    assert changed.keys() == plain.keys()
    assert all(not np.array_equal(changed[key], plain[key]) for key in plain)
    with pytest.raises(RequestError, match="holds drawings of another lora"):
        predict.main([*common, str(tmp_path / "with")])


def drawer(gone: Path, **settings: Any) -> PipelineDrawer:
    return PipelineDrawer(str(gone / "model"), Settings(steps=1, guidance=1.0, **{"tokens": 64} | settings), 4)


def ask(height: int, width: int, seed: int = 0) -> Ask:
    image = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    return Ask("key", "depth", "Draw the depth in metres.", image, seed)


@pytest.mark.parametrize("size", [(50, 70), (64, 64), (97, 33)], ids=str)
def test_any_size_comes_back_as_it_was(gone: Path, size: tuple[int, int]) -> None:
    assert drawer(gone).draw([ask(*size)])[0].shape == (*size, 3)


def test_the_second_picture_is_seen(gone: Path) -> None:
    one, of = ask(64, 64), drawer(gone)
    black, white = (replace(one, second=np.full((80, 64, 3), value, np.uint8)) for value in (0, 255))
    alone, beside_black, beside_white = (of.draw([each])[0] for each in (one, black, white))
    assert of.takes_two
    assert alone.shape == beside_black.shape == (64, 64, 3)
    assert not np.array_equal(beside_black, beside_white)


def test_tuning_shows_both_pictures_as_the_pipeline_does(gone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transformer is given the same tokens and positions of pictures in both, beside noise that differs."""
    pipe, given = drawer(gone)._pipe, list[dict[str, Any]]()
    one = replace(ask(64, 64), second=np.full((80, 64, 3), 99, np.uint8))
    forward = pipe.transformer.forward

    def noted(**named: Any) -> Any:
        given.append(named)
        return forward(**named)

    monkeypatch.setattr(pipe.transformer, "forward", noted)
    sample = {"prompt": one.prompt, "image": one.image, "second": one.second, "target": one.image}
    klein.loss_of_batch(pipe, pipe.transformer, [sample], 64, torch.Generator())
    monkeypatch.setattr(pipelines, "_loaded", lambda *named: pipe)
    drawer(gone).draw([one])
    tuned, drawn = given
    assert torch.equal(tuned["img_ids"], drawn["img_ids"])
    of_pictures = slice((64 // 16) * (64 // 16), None)
    assert torch.equal(tuned["hidden_states"][:, of_pictures], drawn["hidden_states"][:, of_pictures])


def test_what_is_too_large_is_drawn_smaller(gone: Path) -> None:
    assert drawer(gone, pixels_max=96 * 64).draw([ask(192, 128)])[0].shape == (96, 64, 3)


def test_noise_follows_from_the_seed(gone: Path) -> None:
    of = drawer(gone)
    first, again, other = (of.draw([ask(64, 64, seed)])[0] for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_prompts_are_counted_with_what_the_pipeline_puts_around_them(gone: Path) -> None:
    of = drawer(gone, tokens=None)
    assert of.most_tokens == 512
    assert of.batch == 1  # a list of pictures is several for one prompt here
    one, two = of.tokens("a"), of.tokens("a a")
    assert one > 4  # the marks of a conversation
    assert two > one


def test_what_is_no_number_is_no_black_picture(gone: Path) -> None:
    of = drawer(gone)
    of._pipe.vae.decoder.conv_out.bias.data.fill_(torch.nan)
    with pytest.raises(WorkError, match=r"key: the model drew what is no number \(NaN\)"):
        of.draw([ask(64, 64)])


def test_weights_that_do_not_fit_are_refused(gone: Path, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    save_file({"transformer.nothing.lora_A.weight": torch.zeros(2, 2)}, tmp_path / "lora.safetensors")
    with pytest.raises(RequestError, match="does not fit the model"):
        drawer(gone, lora=str(tmp_path / "lora.safetensors"))
    (gone / "broken").mkdir()
    (gone / "broken/model_index.json").write_text('{"_class_name": "Flux2KleinPipeline"}')
    with pytest.raises(RequestError, match="cannot be loaded"):
        PipelineDrawer(str(gone / "broken"), Settings(), 1)
