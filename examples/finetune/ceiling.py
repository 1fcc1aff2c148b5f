"""What no tuned model can beat: the targets of a split as the VAE brings them back, to be scored like drawings.

    python examples/finetune/ceiling.py out ceiling
    cavendish evaluate out ceiling

A model that draws latents exactly right still draws through the VAE, whose errors are in these pictures.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoModel
from klein import MODEL, picture
from PIL import Image

from cavendish import open_dataset

MULTIPLE = 16  # of the VAE's 8, in patches of 2×2


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw, and say how much."""
    parser = argparse.ArgumentParser(description="Send the targets of a split through the VAE of a model.")
    parser.add_argument("out", help="the dataset")
    parser.add_argument("ceiling", help="the folder that the pictures go to")
    parser.add_argument("--model", default=MODEL, help="a folder, or a name on the hub")
    parser.add_argument("--split", default="val")
    given = parser.parse_args(arguments)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    vae = AutoModel.from_pretrained(given.model, subfolder="vae", use_safetensors=True).to(device)
    folder = Path(given.ceiling)
    folder.mkdir(parents=True, exist_ok=True)
    for sample in open_dataset(given.out, given.split):
        path = folder / f"{sample['key']}.png"
        if not path.exists():
            part = path.with_suffix(".part")
            there_and_back(vae, sample["target"]).save(part, "PNG")
            part.replace(path)
    print(f"{folder}: {len(list(folder.glob('*.png')))} targets")


@torch.no_grad()
def there_and_back(vae: Any, target: Any) -> Image.Image:
    """Return a target, uint8 H×W×3, encoded and decoded."""
    height, width = target.shape[:2]
    latents = vae.encode(picture([target], MULTIPLE).to(vae.device)).latent_dist.mode()
    colours = vae.decode(latents).sample[0, :, :height, :width].permute(1, 2, 0)
    return Image.fromarray(((colours.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).cpu().numpy())


if __name__ == "__main__":
    main()
