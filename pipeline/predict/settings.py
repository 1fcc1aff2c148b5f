"""What a model draws with: it decides the pictures, so that drawings of other settings are never mixed with them."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from ...scenes.errors import RequestError, expect, expect_count
from ..dataset.png import MOST_SIDE_PX
from .models import Kind, Model, digest_of, model_of

MOST = {"steps": 1000, "tokens": 8192, "seed": 2**32 - 1, "pixels_max": MOST_SIDE_PX**2}
LEAST = {"seed": 0, "pixels_max": 64**2}
EXTRA = "pip install 'cavendish[predict]'"
WANTED = ("torch", "diffusers", "transformers")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model draws; None: as its pipeline does by itself.

    Of diffusers pipelines alone: `lora` is a folder or file of weights that go on top, with the `lora_digest` of its
    files; `steps` and `guidance` are the sampler's; `tokens` is how long prompts may be; pictures of more than
    `pixels_max` are shrunk for the model. `seed` begins the seeds of all drawings.
    """

    lora: str = ""
    lora_digest: str = ""
    steps: int | None = None
    guidance: float | None = None
    tokens: int | None = None
    seed: int = 0
    pixels_max: int = 2**20


def checked(model: str, settings: Settings) -> tuple[Model, Settings]:
    """Return who draws and how, with digests of the files; raises RequestError where that cannot be meant."""
    for name, most in MOST.items():
        _check_count(name, getattr(settings, name), LEAST.get(name, 1), most)
    guidance = settings.guidance
    if guidance is not None:
        expect(guidance, (int, float), "a number", "guidance")
        if not (math.isfinite(guidance) and 0 <= guidance <= 100):
            raise RequestError("must be 0 to 100", "guidance", guidance)
    expect(model, str, "a text", "model")
    who = model_of(model)
    if who.kind != Kind.PIPELINE:
        return who, _refuse_others(who, settings)
    if missing := [name for name in WANTED if not find_spec(name)]:
        raise RequestError(f"a diffusers pipeline needs {', '.join(missing)}: {EXTRA}", "model", model)
    return who, _with_lora(settings)


def _check_count(name: str, value: int | None, least: int, most: int) -> None:
    if value is not None:
        expect_count(value, name, least)
        if value > most:
            raise RequestError(f"must be at most {most}", name, value)


def _refuse_others(who: Model, settings: Settings) -> Settings:
    plain = asdict(Settings(seed=settings.seed))
    if strange := [name for name, value in asdict(settings).items() if value != plain[name]]:
        raise RequestError(f"is for diffusers pipelines, not for a {who.kind}", strange[0])
    return settings


def _with_lora(settings: Settings) -> Settings:
    if not settings.lora:
        return settings
    path = Path(settings.lora).absolute()
    weights = [path] if path.is_file() else [*path.glob("*.safetensors")]
    if not weights or any(each.suffix != ".safetensors" for each in weights):
        raise RequestError("is neither a .safetensors file nor a folder with one", "lora", settings.lora)
    if not find_spec("peft"):
        raise RequestError(f"needs peft: {EXTRA}", "lora", settings.lora)
    given = asdict(settings) | {"lora": str(path), "lora_digest": digest_of(path, "lora")}
    return Settings(**given)
