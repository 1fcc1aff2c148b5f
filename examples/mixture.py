"""Renders for 3D tasks and annotated photographs for 2D tasks, mixed into image generation as in Vision Banana's paper.

    cavendish build paper-3d out/3d
    cavendish import COCO out/instances --from coco --as train
    python examples/mixture.py out/3d out/instances

The paper says that its 3D tasks are learnt from renders and its 2D tasks from annotated photographs, and that the share
of both among the pictures to generate is very low. It gives no numbers: all shares here are ours.
"""

import sys
from collections import Counter
from itertools import islice
from typing import Any

from cavendish import mix, open_dataset

RENDERED = 0.5  # of the vision data; what is left is shared by the sets of photographs
VISION = 0.02  # of everything, where there are pictures to generate


def vision(rendered: str, *photographed: str, seed: int = 0) -> Any:
    """Return the mixture of a dataset of renders and of several of photographs, each a folder or a URL."""
    sources = {open_dataset(rendered, "train", shuffle=1000, seed=seed): RENDERED if photographed else 1.0}
    for folder in photographed:
        data = open_dataset(folder, "train", shuffle=1000, seed=seed)
        sources[data] = (1 - RENDERED) / len(photographed)
    return mix(sources, seed)


def with_generation(data: Any, pictures: Any, seed: int = 0) -> Any:
    """Return the vision data mixed into pictures to generate, which are a source as `mix` takes it."""
    return mix([(data, VISION), (pictures, 1 - VISION)], seed)


def main(*folders: str) -> None:
    """Print how often each task comes among a thousand samples."""
    print(dict(Counter(sample["task"] for sample in islice(vision(*folders), 1000))))


if __name__ == "__main__":
    main(*sys.argv[1:])
