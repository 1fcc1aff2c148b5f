"""What a run of tune.py leaves in its folder: losses, a checkpoint to go on from, and in the end the weights."""

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import Flux2KleinPipeline
from peft import get_peft_model_state_dict

CHECKPOINT, LOSSES = "checkpoint.pt", "losses.jsonl"


def keep(folder: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint: the one before stays until this one is whole."""
    part = folder / f".{CHECKPOINT}.part"
    torch.save(state, part)
    part.replace(folder / CHECKPOINT)


def kept(folder: Path, settings: dict[str, Any], processes: int) -> dict[str, Any] | None:
    """Return the checkpoint of a folder, None where it has none; ends the program where it is of another run."""
    path = folder / CHECKPOINT
    if not path.is_file():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    if other := [name for name, value in settings.items() if state["settings"].get(name) != value]:
        raise SystemExit(f"{path}: is of a run with {other[0]} {state['settings'].get(other[0])}; give another folder")
    if len(state["places"]) != processes:
        raise SystemExit(f"{path}: is of {len(state['places'])} processes, and here are {processes}")
    return state


def note(folder: Path, line: dict[str, Any]) -> None:
    """Print a line of the losses, and write it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOSSES).open("a") as lines:
        lines.write(f"{json.dumps(line)}\n")
    print(line, flush=True)


def save(folder: Path, pipe: Any, whole: bool) -> Path:
    """Write what was tuned, as diffusers reads it: folder/lora, or folder/model with all parts of the pipeline."""
    if whole:
        pipe.save_pretrained(folder / "model")
        return folder / "model"
    Flux2KleinPipeline.save_lora_weights(folder / "lora", get_peft_model_state_dict(pipe.transformer))
    return folder / "lora"
