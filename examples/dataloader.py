"""Shards in a torch DataLoader with two workers, alone or mixed into image generation as in the paper.

    python examples/dataloader.py out/quickstart
    python examples/dataloader.py out/quickstart "my-pictures/{000000..000099}.tar"    # KEY.jpg and KEY.txt

Every worker reads other shards (other samples, where there are fewer shards than workers), so that each sample comes
once. Workers that live on give each epoch an order of its own; where they do not, call `dataset.set_epoch`.
"""

import sys
from itertools import islice
from typing import Any

import numpy as np
import torch
import webdataset as wds
from torch.utils.data import DataLoader, IterableDataset

from cavendish import mix, open_dataset

VISION_SHARE = 0.02


def collate(samples: list[dict[str, Any]]) -> dict[str, Any]:
    """Return pictures of one size as float32 B×3×H×W in 0…1, and lists of everything else."""
    pictures = {name: np.stack([sample[name] for sample in samples]) for name in ("image", "target")}
    batch = {name: torch.from_numpy(each).permute(0, 3, 1, 2) / 255 for name, each in pictures.items()}
    return batch | {name: [sample[name] for sample in samples] for name in ("key", "task", "prompt", "meta")}


def loader(dataset: IterableDataset[Any], batch_size: int = 32, workers: int = 2) -> DataLoader[Any]:
    """Return batches of a dataset or of a mixture."""
    alive = workers > 0
    return DataLoader(dataset, batch_size, num_workers=workers, collate_fn=collate, persistent_workers=alive)


def as_triplet(sample: dict[str, Any]) -> dict[str, Any]:
    """Return a pair of caption and picture with a black image beside them."""
    target = sample["jpg"]
    pictures = {"image": np.zeros_like(target), "target": target}
    return {"key": sample["__key__"], "task": "generation", "prompt": sample["txt"], "meta": {}, **pictures}


def main(out: str, own: str = "") -> None:
    """Print a few batches."""
    dataset = open_dataset(out, "train", shuffle=1000, seed=1)
    if own:
        generation = wds.WebDataset(own, shardshuffle=100).decode("rgb8").map(as_triplet)
        dataset = mix({dataset: VISION_SHARE, generation: 1 - VISION_SHARE}, seed=1)
    for batch in islice(loader(dataset, batch_size=4), 10):
        print(tuple(batch["image"].shape), batch["task"], batch["prompt"][0][:60])


if __name__ == "__main__":
    main(*sys.argv[1:])
