"""A torch DataLoader with two worker processes over our shards."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from dataloader import collate, loader
from torch.utils.data import DataLoader, TensorDataset, get_worker_info
from torchdata.stateful_dataloader import StatefulDataLoader

from cavendish.pipeline.dataset.mixture import mix
from cavendish.pipeline.dataset.reader import open_dataset

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # webdataset leaves its tar files to the collector


def keys(batches: Any) -> list[str]:
    return [key for batch in batches for key in batch["key"]]


@pytest.mark.parametrize("shuffle", [0, 7])
@pytest.mark.parametrize("shards", ["many", "built"])
def test_two_workers_read_every_sample_once(shards: str, shuffle: int, request: pytest.FixtureRequest) -> None:
    out = str(request.getfixturevalue(shards))  # `built` has one shard to train from: fewer than workers
    everything = sorted(sample["key"] for sample in open_dataset(out))
    assert sorted(keys(loader(open_dataset(out, shuffle=shuffle), batch_size=3))) == everything


def test_batches_hold_what_the_samples_hold(many: Path) -> None:
    samples = {sample["key"]: sample for sample in open_dataset(str(many))}
    for batch in loader(open_dataset(str(many)), batch_size=4):
        assert batch["image"].dtype == torch.float32
        for place, key in enumerate(batch["key"]):
            for name in ("image", "target"):
                pixels = (255 * batch[name][place]).round().to(torch.uint8).permute(1, 2, 0).numpy()
                assert np.array_equal(pixels, samples[key][name])
            assert (batch["prompt"][place], batch["meta"][place]) == (samples[key]["prompt"], samples[key]["meta"])


def test_workers_that_live_on_shuffle_each_epoch_differently_and_as_the_seed_says(many: Path) -> None:
    batches = loader(open_dataset(str(many), shuffle=9, seed=2), batch_size=2)
    first, second = keys(batches), keys(batches)
    assert sorted(first) == sorted(second)
    assert first != second
    again = open_dataset(str(many), shuffle=9, seed=2)
    again.set_epoch(1)
    assert keys(loader(again, batch_size=2)) == second


@pytest.mark.filterwarnings("ignore:'set_vital':UserWarning")  # torchdata's own affair
def test_torchdata_saves_and_restores_the_position_of_every_worker(many: Path) -> None:
    def batches() -> StatefulDataLoader:
        dataset = open_dataset(str(many), shuffle=4, seed=6)
        return StatefulDataLoader(dataset, batch_size=2, num_workers=2, collate_fn=collate)

    expected = keys(batches())
    stopped, resumed = batches(), batches()
    before = keys(islice(stopped, 5))
    resumed.load_state_dict(stopped.state_dict())
    assert before + keys(resumed) == expected


@pytest.mark.filterwarnings("ignore:'set_vital':UserWarning")  # torchdata's own affair
def test_torchdata_keeps_the_place_of_a_mixture_of_anything_in_every_worker(many: Path) -> None:
    from datasets import Dataset

    def batches() -> StatefulDataLoader:
        stream = Dataset.from_dict({"n": [*range(7)]}).to_iterable_dataset(num_shards=4)
        table = TensorDataset(torch.arange(5))
        sources = [(open_dataset(str(many), shuffle=4, seed=6), 2), (stream, 1), (table, 1), ([*range(3)], 1)]
        return StatefulDataLoader(mix(sources, seed=1), batch_size=2, num_workers=2, collate_fn=shown)

    expected = list(islice(batches(), 60))
    stopped, resumed = batches(), batches()
    before = list(islice(stopped, 23))
    resumed.load_state_dict(stopped.state_dict())
    assert before + list(islice(resumed, 37)) == expected


def shown(samples: list[Any]) -> list[str]:
    return [sample["key"] if "key" in sample else str(sample) for sample in map(as_dict, samples)]


def as_dict(sample: Any) -> dict[str, Any]:
    return sample if isinstance(sample, dict) else {"value": sample}


def test_a_loader_knows_how_many_batches_come(many: Path) -> None:
    for tasks in ((), ("depth",)):
        batches = loader(open_dataset(str(many), tasks=tasks), batch_size=1)
        assert len(batches) == len(keys(batches))


def worker_and_share(samples: list[Any]) -> tuple[int, float]:
    info = get_worker_info()
    assert info is not None
    return info.id, float(np.mean([isinstance(sample, dict) for sample in samples]))


def test_both_workers_draw_from_a_mixture_by_its_weights(many: Path) -> None:
    mixture = mix({open_dataset(str(many)): 0.2, range(7): 0.8}, seed=1)
    batches = DataLoader(mixture, batch_size=500, num_workers=2, collate_fn=worker_and_share)
    seen = list(islice(batches, 6))
    assert {worker for worker, _ in seen} == {0, 1}
    assert np.mean([share for _, share in seen]) == pytest.approx(0.2, abs=3 * np.sqrt(0.2 * 0.8 / 3000))


def test_the_example_runs_alone_and_mixed(
    many: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataloader
    import webdataset as wds

    with wds.TarWriter(str(tmp_path / "own-0.tar")) as tar:
        for number in range(4):
            tar.write({"__key__": str(number), "jpg": np.zeros((48, 64, 3), np.uint8), "txt": "a black picture"})
    os.link(tmp_path / "own-0.tar", tmp_path / "own-1.tar")
    dataloader.main(str(many))
    assert "depth" in capsys.readouterr().out
    monkeypatch.setattr(dataloader, "VISION_SHARE", 0.5)
    dataloader.main(str(many), str(tmp_path / "own-{0..1}.tar"))
    mixed = capsys.readouterr().out
    assert "generation" in mixed
    assert "normals" in mixed
