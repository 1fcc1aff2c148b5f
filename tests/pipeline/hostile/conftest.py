"""A small dataset with what a model drew for it, and the process that reads spoiled copies of it."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cavendish.manifests import Recipe

from ...conftest import build
from .reading import Reader, reader

FUZZED = {
    "name": "fuzzed", "seed": 7, "scenes": 2, "views_per_scene": 1, "scenes_per_shard": 1,
    "splits": {"train": 1, "val": 1}, "resolution": [64, 48], "layouts": {"shapes": 1}, "renderer": "analytic",
}  # fmt: skip


@pytest.fixture(scope="session")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two shards of five samples each, and beside them the targets of one, as if a model had drawn them."""
    out = build(Recipe.model_validate(FUZZED), tmp_path_factory.mktemp("fuzzed") / "out")
    predictions = out.parent / "predictions"
    predictions.mkdir()
    with tarfile.open(out / "train/train-000000.tar") as tar:
        for member in tar:
            if member.name.endswith(".target.png"):
                picture = predictions / member.name.replace(".target", "")
                picture.write_bytes(tar.extractfile(member).read())  # type: ignore[union-attr]
    return out


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader(tmp_path_factory.mktemp("tmp")) as process:
        yield process
