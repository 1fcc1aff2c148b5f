"""Build a tiny FLUX.2 klein with random weights, to try everything on a CPU: 11 MB, and it draws like nothing at all.

    python examples/finetune/tiny.py out tiny-klein

Its parts are those of the real one, as far as sizes and position ids go: the VAE shrinks by 8, and the text encoder has
27 layers, since the pipeline takes those of 9, 18 and 27. The tokenizer learns the dataset's prompts, and the VAE is
trained on its pictures, so that there are latents to learn and a ceiling to be seen.
"""

import argparse
import json
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from diffusers import AutoencoderKLFlux2, FlowMatchEulerDiscreteScheduler, Flux2KleinPipeline, Flux2Transformer2DModel
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import Qwen2Tokenizer, Qwen3Config, Qwen3ForCausalLM

from cavendish import open_dataset

WIDTH = 32  # of the text encoder
MARKS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
CHAT = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build it and save it."""
    parser = argparse.ArgumentParser(description="Build a tiny FLUX.2 klein with random weights.")
    parser.add_argument("out", help="the dataset that it learns words and colours of")
    parser.add_argument("model", help="the folder that it goes to")
    parser.add_argument("--vae-steps", type=int, default=300)
    given = parser.parse_args(arguments)
    torch.manual_seed(0)
    samples = list(open_dataset(given.out, "train"))
    words, vae = tokenizer(sample["prompt"] for sample in samples), autoencoder()
    pictures = np.stack([sample[name] for sample in samples for name in ("target", "image")])
    train(vae, torch.from_numpy(pictures).permute(0, 3, 1, 2), given.vae_steps)
    scheduler = FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, shift=3.0)
    Flux2KleinPipeline(scheduler, vae, text_encoder(len(words)), words, transformer()).save_pretrained(given.model)


def tokenizer(texts: Iterable[str]) -> Qwen2Tokenizer:
    """Return one of byte pairs, learnt from some texts."""
    pairs = Tokenizer(models.BPE())
    pairs.pre_tokenizer, pairs.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    learning = trainers.BpeTrainer(
        vocab_size=600, special_tokens=[*MARKS], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    pairs.train_from_iterator(texts, learning)
    learnt = json.loads(pairs.to_str())["model"]
    merges = [tuple(pair) for pair in learnt["merges"]]
    made = Qwen2Tokenizer(vocab=learnt["vocab"], merges=merges, additional_special_tokens=[*MARKS[1:]])
    made.chat_template = CHAT
    return made


def text_encoder(words: int) -> Qwen3ForCausalLM:
    """Return one of 27 thin layers."""
    heads = {"num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16}
    config = Qwen3Config(vocab_size=words, hidden_size=WIDTH, intermediate_size=64, num_hidden_layers=27, **heads)
    return Qwen3ForCausalLM(config)


def transformer() -> Flux2Transformer2DModel:
    """Return one of 2 double and 4 single blocks, 128 wide."""
    return Flux2Transformer2DModel(
        in_channels=128,  # 32 of the VAE, in patches of 2×2
        num_layers=2,
        num_single_layers=4,
        attention_head_dim=32,
        num_attention_heads=4,
        joint_attention_dim=3 * WIDTH,
        axes_dims_rope=(8, 8, 8, 8),
        guidance_embeds=False,
    )


def autoencoder() -> AutoencoderKLFlux2:
    """Return one of 8× and 32 channels."""
    return AutoencoderKLFlux2(
        block_out_channels=(16, 24, 32, 32), layers_per_block=1, norm_num_groups=8, mid_block_add_attention=False
    )


def train(vae: AutoencoderKLFlux2, pictures: torch.Tensor, steps: int, crop: int = 64, batch: int = 4) -> None:
    """Train an autoencoder by the squared distance of colours, and have it normalise its latents as FLUX.2 does."""
    optimiser = torch.optim.AdamW(vae.parameters())
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, max(steps, 1))
    for _ in range(steps):
        y, x = (int(torch.randint(side - crop + 1, ())) for side in pictures.shape[2:])
        seen = pictures[torch.randint(len(pictures), (batch,)), :, y : y + crop, x : x + crop].float() / 127.5 - 1
        latents = vae.encode(seen).latent_dist.mode()
        loss = (vae.decode(latents).sample - seen).square().mean() + 1e-4 * latents.square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rate.step()
    with torch.no_grad():
        latents = Flux2KleinPipeline._patchify_latents(vae.encode(pictures[:32].float() / 127.5 - 1).latent_dist.mode())
        vae.bn.running_mean.copy_(latents.mean((0, 2, 3)))
        vae.bn.running_var.copy_(latents.var((0, 2, 3)))


if __name__ == "__main__":
    main()
