"""Where a recipe asks for it, no model is seen in two splits."""

from types import SimpleNamespace
from typing import Any

from cavendish.scenes.assets.pool import AssetPool, PooledModel, split_pool

MODELS: Any = [SimpleNamespace(id=f"thing-{number}") for number in range(1000)]
STOCK = AssetPool(models=tuple(PooledModel("a", model) for model in MODELS))


def ids(split: str, shares: dict[str, float]) -> set[str]:
    return {entry.model.id for entry in split_pool(STOCK, split, shares).models}


def test_every_model_belongs_to_one_split_by_its_share() -> None:
    shares = {"train": 9.0, "val": 1.0}
    train, val = ids("train", shares), ids("val", shares)
    assert train.isdisjoint(val)
    assert len(train | val) == 1000
    assert 70 <= len(val) <= 130


def test_a_model_stays_where_it_was_when_others_come() -> None:
    fewer = AssetPool(models=STOCK.models[::2])
    assert {entry.model.id for entry in split_pool(fewer, "val", {"train": 1.0, "val": 1.0}).models} <= ids(
        "val", {"train": 1.0, "val": 1.0}
    )
