"""The examples can be imported here as a user runs them."""

import sys
from pathlib import Path

import pytest

from cavendish.manifests import Recipe

from ..conftest import build

EXAMPLES = Path(__file__).parents[2] / "examples"
sys.path[:0] = [str(EXAMPLES), str(EXAMPLES / "finetune")]


@pytest.fixture(scope="session")
def many(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six shards of one scene each, five for training."""
    changes = {"scenes": 6, "scenes_per_shard": 1, "views_per_scene": 1, "splits": {"train": 5, "val": 1}}
    return build(Recipe.model_validate(tiny.model_dump() | changes), tmp_path_factory.mktemp("many") / "out")
