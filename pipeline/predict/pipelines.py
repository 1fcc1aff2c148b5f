"""Diffusers pipelines that edit a picture by a prompt: how each is loaded, and how it is kept from resampling."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from ...scenes.errors import RequestError, WorkError
from ..terminal.plaintext import one_line
from .asked import RGB, Ask
from .settings import Settings
from .sizes import cut, padded, shrunk

LEAST_SIDE = 64  # that FLUX.2 takes
LIMIT, GUIDANCE = "max_sequence_length", "guidance_scale"


def _no_options(height: int, width: int) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Rule:
    """What sets a pipeline apart from most.

    `batches`: a list of pictures is one for each prompt. `several`: it is several pictures for one prompt. `guidance`
    is what it calls the strength of its prompt, and `options` what it needs to draw a height and width as they are.
    """

    batches: bool = False
    several: bool = False
    guidance: str = GUIDANCE
    options: Callable[[int, int], dict[str, Any]] = _no_options


def _kontext(height: int, width: int) -> dict[str, Any]:
    return {"_auto_resize": False, "max_area": height * width}  # else: one of its own sizes of a megapixel


RULES = {
    "Flux2Pipeline": Rule(several=True),
    "Flux2KleinPipeline": Rule(several=True),
    "Flux2KleinKVPipeline": Rule(several=True),
    "FluxKontextPipeline": Rule(batches=True, options=_kontext),
    "QwenImageEditPipeline": Rule(guidance="true_cfg_scale"),
    "QwenImageEditPlusPipeline": Rule(several=True, guidance="true_cfg_scale"),
    "StableDiffusionInstructPix2PixPipeline": Rule(batches=True),
    "StableDiffusionXLInstructPix2PixPipeline": Rule(batches=True),
}


class PipelineDrawer:
    """Draws with a diffusers pipeline, in bf16 on a GPU and in float32 elsewhere; nothing pickled is loaded."""

    alike = True

    def __init__(self, name: str, settings: Settings, batch: int) -> None:
        import diffusers
        import torch

        device = "cuda" if torch.cuda.is_available() else "cpu"
        dtype = torch.bfloat16 if device == "cuda" else torch.float32
        self._settings, self._torch = settings, torch
        self._pipe = _loaded(name, settings, dtype, device)
        self._takes = inspect.signature(self._pipe.__call__).parameters
        kind = type(self._pipe).__name__
        self._rule = RULES.get(kind, Rule())
        self._options = self._chosen(kind)
        self.batch, self.takes_two = batch if self._rule.batches else 1, self._rule.several
        self.most_tokens = settings.tokens or _most_tokens(self._pipe, self._takes)
        versions = f"diffusers {diffusers.__version__}, torch {torch.__version__}"
        self.says = f"{kind}, {versions}, {device}, {str(dtype).removeprefix('torch.')}, batches of {self.batch}"

    def tokens(self, prompt: str) -> int:
        """Return how many tokens a prompt has with whatever the pipeline puts around it."""
        tokenizer = _tokenizer(self._pipe)
        if not getattr(tokenizer, "chat_template", None):
            return len(tokenizer(prompt).input_ids)
        said, how = [{"role": "user", "content": prompt}], {"add_generation_prompt": True, "enable_thinking": False}
        return len(tokenizer(tokenizer.apply_chat_template(said, tokenize=False, **how)).input_ids)

    def draw(self, asks: Sequence[Ask]) -> list[RGB]:
        """Return what the pipeline draws of pictures of one size, cut back to their shape."""
        small = [shrunk(ask.image, self._settings.pixels_max) for ask in asks]
        given = [self._grown(image) for image in small]
        (height, width), shape = given[0].shape[:2], (small[0].shape[0], small[0].shape[1])
        how = self._sized(height, width) | self._options
        drawn = self._pipe(**self._parts(asks, given), **how, output_type="np").images
        paired = zip(asks, drawn, strict=True)
        return [cut(_colours(ask.key, each), (height, width), shape) for ask, each in paired]

    def _grown(self, image: RGB) -> RGB:
        return padded(image, 2 * getattr(self._pipe, "vae_scale_factor", 8), LEAST_SIDE)

    def _pictures(self, ask: Ask, given: RGB) -> Any:
        """Return the picture of a sample, or the list of both: the second in its own size."""
        if ask.second is None:
            return Image.fromarray(given)
        second = self._grown(shrunk(ask.second, self._settings.pixels_max))
        return [Image.fromarray(given), Image.fromarray(second)]

    def _parts(self, asks: Sequence[Ask], given: Sequence[RGB]) -> dict[str, Any]:
        """Return what differs from sample to sample: as lists, where there are several."""
        parts: dict[str, list[Any]] = {
            "image": [self._pictures(ask, each) for ask, each in zip(asks, given, strict=True)],
            "prompt": [ask.prompt for ask in asks],
            "generator": [self._torch.Generator().manual_seed(ask.seed) for ask in asks],
        }
        return dict(parts) if len(asks) > 1 else {name: each[0] for name, each in parts.items()}

    def _sized(self, height: int, width: int) -> dict[str, Any]:
        sides = {"height": height, "width": width}
        return {name: side for name, side in sides.items() if name in self._takes} | self._rule.options(height, width)

    def _chosen(self, kind: str) -> dict[str, Any]:
        """Return the settings by the pipeline's own names; raises RequestError for what it does not take."""
        if missing := {"image", "prompt"} - self._takes.keys():
            raise RequestError(f"{kind} takes no {' and no '.join(sorted(missing))}: it edits no pictures", "model")
        names = {"steps": "num_inference_steps", "guidance": self._rule.guidance, "tokens": LIMIT}
        chosen = {name: getattr(self._settings, name) for name in names}
        asked = {name: value for name, value in chosen.items() if value is not None}
        if strange := [name for name in asked if names[name] not in self._takes]:
            raise RequestError(f"{kind} takes no {names[strange[0]]}", strange[0])
        return {names[name]: value for name, value in asked.items()}


def _loaded(name: str, settings: Settings, dtype: Any, device: str) -> Any:
    """Return a pipeline with its LoRA; raises RequestError with what diffusers says, WorkError where memory ends."""
    from diffusers import DiffusionPipeline

    try:
        pipe = DiffusionPipeline.from_pretrained(name, dtype=dtype, use_safetensors=True)
    except Exception as error:  # of diffusers, transformers, the hub, the files: anything
        raise RequestError(f"cannot be loaded: {one_line(error, 300)}", "model", name) from None
    pipe.set_progress_bar_config(disable=True)
    if settings.lora:
        try:
            pipe.load_lora_weights(settings.lora, use_safetensors=True)
        except Exception as error:
            raise RequestError(f"does not fit the model: {one_line(error, 300)}", "lora", settings.lora) from None
    try:
        return pipe.to(device)
    except RuntimeError as error:
        raise WorkError(f"{name}: does not go to {device}: {one_line(error, 300)}") from error


def _tokenizer(pipe: Any) -> Any:
    """Return the tokenizer whose length `max_sequence_length` limits: of two it is the second, as of T5 beside CLIP."""
    return getattr(pipe, "tokenizer_2", None) or getattr(pipe, "tokenizer", None)


def _most_tokens(pipe: Any, takes: Any) -> int | None:
    tokenizer = _tokenizer(pipe)
    if tokenizer is None:
        return None
    if LIMIT in takes and isinstance(takes[LIMIT].default, int):
        return int(takes[LIMIT].default)
    return int(tokenizer.model_max_length)


def _colours(key: str, drawn: Any) -> RGB:
    """Return 0…1 as uint8 H×W×3; raises WorkError where something is no number."""
    if not np.isfinite(drawn).all():
        raise WorkError(f"{key}: the model drew what is no number (NaN): its weights overflow in this precision")
    return np.rint(np.clip(drawn, 0, 1) * 255).astype(np.uint8)
