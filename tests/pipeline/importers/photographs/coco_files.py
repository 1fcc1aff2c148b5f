"""A tiny COCO file in code: two pictures of 10×6 pixels, ids with gaps, and masks of every kind that COCO has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from pycocotools import mask as coco

WIDTH, HEIGHT = 10, 6
CROWD = np.zeros((HEIGHT, WIDTH), np.uint8)
CROWD[0:3, 5:10] = 1
TEXT = np.zeros((HEIGHT, WIDTH), np.uint8)
TEXT[2:5, 2:8] = 1

PARTS = [[1.0, 1.0, 4.0, 1.0, 4.0, 4.0, 1.0, 4.0], [6, 0, 9, 0, 9, 3, 6, 3]]  # 3×3 pixels each, and no gap below 6
STAR = [[0.5, 0.25, 9.75, 2.5, 3.33, 5.99, 2.01, 3.14]]


def counts_of(mask: np.ndarray) -> list[int]:
    """Return a mask's run lengths down the columns, the first outside, as COCO's crowds have them."""
    flat = mask.T.ravel()
    changes = np.flatnonzero(np.diff(flat, prepend=0))
    return np.diff(np.concatenate([[0], changes, [flat.size]])).tolist()


def text_of(mask: np.ndarray) -> str:
    """Return COCO's own packed run lengths of a mask."""
    packed: bytes = coco.encode(np.asfortranarray(mask))["counts"]
    return packed.decode()


def annotation(number: int, image: int, category: int, segmentation: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "image_id": image,
        "category_id": category,
        "segmentation": segmentation,
        "iscrowd": 0,
        "area": 1.5,
        "bbox": [0, 0, 1, 1],
        **more,
    }


def content(folder: str = "val2017") -> dict[str, Any]:
    """Return the file: of the first picture four things, of which one is a crowd; of the second none."""
    images = [
        {
            "id": number,
            "file_name": f"{number:012d}.jpg",
            "width": WIDTH,
            "height": HEIGHT,
            "coco_url": f"http://images.cocodataset.org/{folder}/{number:012d}.jpg",
        }
        for number in (397133, 42)
    ]
    size = [HEIGHT, WIDTH]
    return {
        "info": {"description": "none"},
        "licenses": [],
        "images": images,
        "annotations": [
            annotation(900, 397133, 1, PARTS),
            annotation(7, 397133, 90, STAR),
            annotation(901, 397133, 1, {"size": size, "counts": counts_of(CROWD)}, iscrowd=1),
            annotation(902, 397133, 13, {"size": size, "counts": text_of(TEXT)}),
        ],
        "categories": [
            {"supercategory": "person", "id": 1, "name": "person"},
            {"supercategory": "outdoor", "id": 13, "name": "stop sign"},
            {"supercategory": "indoor", "id": 90, "name": "toothbrush"},
        ],
    }


def write(path: Path, content: Mapping[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))
    return path
