"""Exports read back by the heavy frameworks: as many samples as were written, and targets equal to the last bit."""

from __future__ import annotations

import importlib.util
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.dataset.reader import TrainingSample, open_dataset
from cavendish.pipeline.export.driver import export_shards, open_export

pytestmark = pytest.mark.filterwarnings("ignore")  # other people's readers warn of their own affairs


def export(out: Path, folder: Path, to: str) -> Path:
    list(export_shards(open_export(out, folder, to)))
    return folder


def written(out: Path, split: str) -> dict[str, TrainingSample]:
    return {sample["key"]: sample for sample in open_dataset(str(out), split)}


@pytest.fixture(scope="module")
def parquet(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(many, tmp_path_factory.mktemp("hf") / "hf", "hf")


@pytest.mark.parametrize("split", ["train", "val"])
def test_hugging_face_gives_the_parquet_as_tensors(
    many: Path, parquet: Path, split: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    rows = datasets.load_dataset(str(parquet), split=split, cache_dir=str(tmp_path)).with_format("torch")
    samples = written(many, split)
    assert len(rows) == len(samples)
    for row in rows:
        sample = samples.pop(row["key"])
        assert row["edit_prompt"] == sample["prompt"]
        for column, name in {"input_image": "image", "edited_image": "target"}.items():
            assert row[column].dtype.is_floating_point is False
            assert np.array_equal(row[column].numpy(), sample[name].transpose(2, 0, 1))
    assert not samples


@pytest.fixture(scope="module")
def prepared(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export to energon, prepared by the very command that its cooker names."""
    folder = export(many, tmp_path_factory.mktemp("energon") / "energon", "energon")
    (line,) = [line for line in (folder / "cooker.py").read_text().splitlines() if "energon prepare" in line]
    program, *arguments = shlex.split(line)
    command: list[str | Path] = [Path(sys.executable).with_name(program), *arguments]
    subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL, timeout=120)
    return folder


def cooked(folder: Path, split: str, workers: int) -> dict[str, Any]:
    """Return what Megatron-Energon reads of a split, by key."""
    from megatron.energon import DefaultTaskEncoder, SampleDecoder, WorkerConfig, get_loader, get_val_dataset

    spec = importlib.util.spec_from_file_location("cooker", folder / "cooker.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    class Encoder(DefaultTaskEncoder[Any, Any, Any, Any]):
        decoder = SampleDecoder(image_decode="pilrgb")
        cookers = module.COOKERS

        def batch(self, samples: list[Any]) -> list[Any]:
            return samples

    config = WorkerConfig(rank=0, world_size=1, num_workers=workers)
    dataset = get_val_dataset(
        folder, split_part=split, worker_config=config, batch_size=2, task_encoder=Encoder(), limit=None
    )
    read = [sample for batch in get_loader(dataset) for sample in batch]
    assert len(read) == len({sample["__key__"] for sample in read})
    return {sample["__key__"].rsplit("/", 1)[-1]: sample for sample in read}


@pytest.mark.parametrize(("split", "workers"), [("train", 2), ("val", 0)])
def test_energon_cooks_our_own_shards(many: Path, prepared: Path, split: str, workers: int) -> None:
    read, samples = cooked(prepared, split, workers), written(many, split)
    assert set(read) == set(samples)
    for key, sample in samples.items():
        assert read[key]["prompt"] == sample["prompt"]
        assert read[key]["meta"] == sample["meta"]
        for name in ("image", "target"):
            assert isinstance(read[key][name], Image.Image)
            assert np.array_equal(np.asarray(read[key][name]), sample[name])
