"""FLUX.2 klein as it is tuned here: pictures to latents, prompts to embeddings, and the loss of a batch.

The transformer sees the tokens of the noisy target, then those of the picture, whose position ids say T = 0 and T = 10,
and of the second one (T = 20), where samples show two; it answers the velocity from the target to the noise, and only
the target's tokens count.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from diffusers import Flux2KleinPipeline
from diffusers.pipelines.flux2.pipeline_flux2_klein import compute_empirical_mu
from diffusers.training_utils import cast_training_params
from peft import LoraConfig
from torch import Tensor
from torch.nn.functional import mse_loss

from cavendish.pipeline.predict.pipelines import LEAST_SIDE
from cavendish.pipeline.predict.sizes import padded

MODEL = "black-forest-labs/FLUX.2-klein-base-4B"
SAMPLER_STEPS = 50  # that noise is shifted for, as the pipeline does for so many
PROBED = (0.25, 0.5, 0.75, 0.95)  # levels of noise


@dataclass(frozen=True)
class Encoded:
    """A batch of one size: embeddings B×L×D of prompts with their ids, latents B×C×H×W of pictures and target."""

    prompts: Tensor
    prompt_ids: Tensor
    images: list[Tensor]
    target: Tensor


def picture(arrays: Sequence[Any], multiple: int) -> Tensor:
    """Return uint8 H×W×3 pictures of one size as B×3×H×W in −1…1, grown by their edges to what the model can take."""
    grown = np.stack([padded(array, multiple, LEAST_SIDE) for array in arrays])
    return torch.from_numpy(grown).permute(0, 3, 1, 2).float() / 127.5 - 1


def load(model: str, device: torch.device, rank: int) -> Any:
    """Return the pipeline, in bf16 on a GPU; float32 is what is tuned: a LoRA of a rank, or all of it (0)."""
    dtype = torch.bfloat16 if device.type == "cuda" else torch.float32
    pipe = Flux2KleinPipeline.from_pretrained(model, dtype=dtype, use_safetensors=True).to(device)
    for part in (pipe.vae, pipe.text_encoder, pipe.transformer):
        part.requires_grad_(False)
    net = pipe.transformer
    if rank:  # every linear layer of every block: attention and feed-forward
        layers = [name for name, part in net.named_modules() if isinstance(part, torch.nn.Linear)]
        inner = [name for name in layers if "transformer_blocks." in name]
        net.add_adapter(LoraConfig(r=rank, lora_alpha=rank, target_modules=inner))
    else:
        net.requires_grad_(True)
    cast_training_params(net, torch.float32)
    net.enable_gradient_checkpointing()
    return pipe


def shown(sample: dict[str, Any]) -> list[str]:
    """Return the names of a sample's pictures, in the order in which the prompt speaks of them."""
    return [name for name in ("image", "second") if name in sample]


def sizes_of(sample: dict[str, Any]) -> tuple[Any, ...]:
    """Return the shapes of a sample's pictures: those of a batch have the same."""
    return tuple(sample[name].shape for name in shown(sample))


@torch.no_grad()
def encode(pipe: Flux2KleinPipeline, samples: Sequence[dict[str, Any]], tokens: int) -> Encoded:
    """Return samples of one size as the transformer gets them; prompts are padded to `tokens`, as when it draws."""
    device = pipe.vae.device
    prompts, ids = pipe.encode_prompt([sample["prompt"] for sample in samples], device, max_sequence_length=tokens)

    def latents(name: str) -> Tensor:
        pixels = picture([sample[name] for sample in samples], 2 * pipe.vae_scale_factor)
        return pipe._encode_vae_image(pixels.to(device, pipe.vae.dtype), None).float()

    return Encoded(prompts, ids, [latents(name) for name in shown(samples[0])], latents("target"))


def noise_levels(batch: Encoded, generator: torch.Generator) -> Tensor:
    """Return B levels in 0…1: logit-normal, and shifted for the number of tokens as the sampler shifts its steps."""
    shift = math.exp(compute_empirical_mu(batch.target.shape[2] * batch.target.shape[3], SAMPLER_STEPS))
    level = torch.sigmoid(torch.randn(len(batch.target), generator=generator))
    return shift * level / (1 + (shift - 1) * level)


def loss_of(pipe: Flux2KleinPipeline, net: Any, batch: Encoded, level: Tensor, noise: Tensor) -> Tensor:
    """Return the mean squared error of the velocity that `net`, the transformer, answers for a batch."""
    device, count = batch.target.device, len(batch.target)
    level, noise = level.to(device), noise.to(device)
    mixed = torch.lerp(batch.target, noise, level.view(-1, 1, 1, 1))
    tokens = torch.cat([pipe._pack_latents(each) for each in (mixed, *batch.images)], 1)
    image_ids = pipe._prepare_image_ids([each[:1] for each in batch.images]).expand(count, -1, -1)
    velocity = net(
        hidden_states=tokens.to(pipe.transformer.dtype),
        timestep=level,
        guidance=None,
        encoder_hidden_states=batch.prompts.to(pipe.transformer.dtype),
        txt_ids=batch.prompt_ids,
        img_ids=torch.cat([pipe._prepare_latent_ids(batch.target), image_ids], 1).to(device),
        return_dict=False,
    )[0]
    wanted = pipe._pack_latents(noise - batch.target)
    return mse_loss(velocity[:, : wanted.shape[1]].float(), wanted)


def loss_of_batch(
    pipe: Flux2KleinPipeline, net: Any, samples: Sequence[dict[str, Any]], tokens: int, chance: torch.Generator
) -> Tensor:
    """Return the mean loss over samples of any sizes, at noise drawn by chance."""
    sizes = defaultdict[tuple[Any, ...], list[dict[str, Any]]](list)
    for sample in samples:
        sizes[sizes_of(sample)].append(sample)
    losses = []
    for alike in sizes.values():
        batch = encode(pipe, alike, tokens)
        noise = torch.randn(batch.target.shape, generator=chance)
        losses.append(loss_of(pipe, net, batch, noise_levels(batch, chance), noise) * len(alike))
    return torch.stack(losses).sum() / len(samples)


@torch.no_grad()
def probe(pipe: Flux2KleinPipeline, samples: Sequence[dict[str, Any]], tokens: int) -> float:
    """Return the loss of the first samples (of one size) at fixed noise: what falls if anything is learnt."""
    batch = encode(pipe, [each for each in samples if sizes_of(each) == sizes_of(samples[0])], tokens)
    noise = torch.randn(batch.target.shape, generator=torch.Generator().manual_seed(0))
    levels = [torch.full((len(noise),), level) for level in PROBED]
    with torch.autocast(batch.target.device.type, torch.bfloat16, enabled=batch.target.is_cuda):
        return torch.stack([loss_of(pipe, pipe.transformer, batch, level, noise) for level in levels]).mean().item()
