"""A tiny random FLUX.1 Kontext draws several pictures at once, in the size that it is given, whatever its own are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxKontextPipeline, FluxTransformer2DModel
from transformers import CLIPTextConfig, CLIPTextModel, T5Config, T5EncoderModel

from cavendish.pipeline.predict import pipelines
from cavendish.pipeline.predict.asked import Ask
from cavendish.pipeline.predict.pipelines import PipelineDrawer
from cavendish.pipeline.predict.settings import Settings
from cavendish.scenes.errors import RequestError

WORDS = "Draw the depth in metres."


@pytest.fixture(scope="module")
def kontext() -> Any:
    import tiny

    torch.manual_seed(0)
    words = tiny.tokenizer([WORDS])
    words.model_max_length = 77
    size = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 2}
    clip = CLIPTextModel(CLIPTextConfig(vocab_size=len(words), eos_token_id=2, **size))
    t5 = T5EncoderModel(T5Config(vocab_size=len(words), d_model=32, d_kv=16, d_ff=64, num_layers=1, num_heads=2))
    vae = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(8, 8, 8, 8),
        layers_per_block=1,
        norm_num_groups=4,
        latent_channels=4,
        shift_factor=0.0,
        scaling_factor=1.0,
    )
    net = FluxTransformer2DModel(
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=(4, 4, 8),
        guidance_embeds=True,
    )
    pipe = FluxKontextPipeline(FlowMatchEulerDiscreteScheduler(), vae, clip, words, t5, words, net)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def ask(height: int, width: int, seed: int) -> Ask:
    image = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    return Ask(f"key-{seed}", "depth", WORDS, image, seed)


def drawer(pipe: Any, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> PipelineDrawer:
    monkeypatch.setattr(pipelines, "_loaded", lambda *given: pipe)
    return PipelineDrawer("kontext", Settings(steps=1, **{"tokens": 32} | settings), 3)


def test_three_pictures_at_once_are_those_of_one_after_another(kontext: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    of = drawer(kontext, monkeypatch)
    assert of.batch == 3
    assert not of.takes_two  # a list of pictures is one for each prompt here
    asks = [ask(70, 90, seed) for seed in range(3)]
    together, alone = of.draw(asks), [of.draw([each])[0] for each in asks]
    assert [each.shape for each in together] == [(70, 90, 3)] * 3
    for one, other in zip(together, alone, strict=True):
        assert np.abs(one.astype(int) - other).mean() < 0.5  # sums of floats in another order
    assert not np.array_equal(together[0], together[1])


def test_it_reads_as_many_tokens_as_its_second_tokenizer(kontext: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawer(kontext, monkeypatch).most_tokens == 32
    assert drawer(kontext, monkeypatch, tokens=None).most_tokens == 512


def test_what_edits_no_pictures_is_refused(kontext: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Painter:
        def __call__(self, prompt: str) -> None: ...

    with pytest.raises(RequestError, match="Painter takes no image: it edits no pictures"):
        drawer(Painter(), monkeypatch)
