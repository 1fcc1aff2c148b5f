"""Reading for training: every sample once, in an order that the seed decides, from where one stopped."""

from __future__ import annotations

import html
import io
import json
import pickle
import tarfile
from itertools import islice
from pathlib import Path

import fsspec
import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.reader import Dataset, open_dataset
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.scenes.errors import RequestError, WorkError

from ...conftest import build

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # webdataset leaves its tar files to the collector


@pytest.fixture(scope="module")
def many(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six shards of one scene each, five for training."""
    changes = {"scenes": 6, "scenes_per_shard": 1, "views_per_scene": 1, "splits": {"train": 5, "val": 1}}
    return build(Recipe.model_validate(tiny.model_dump() | changes), tmp_path_factory.mktemp("many") / "out")


def keys(dataset: Dataset) -> list[str]:
    return [sample["key"] for sample in dataset]


def as_reader(monkeypatch: pytest.MonkeyPatch, rank: int, nodes: int, worker: int, workers: int) -> None:
    for name, value in {"RANK": rank, "WORLD_SIZE": nodes, "WORKER": worker, "NUM_WORKERS": workers}.items():
        monkeypatch.setenv(name, str(value))


def test_every_sample_is_what_the_tar_holds(many: Path) -> None:
    read = {sample["key"]: sample for sample in open_dataset(str(many), "val")}
    with tarfile.open(many / "val/val-000005.tar") as tar:
        parts = {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]
    assert {name.split(".")[0] for name in parts} == set(read)
    for key, sample in read.items():
        assert sample["prompt"].encode() == parts[f"{key}.prompt.txt"]
        assert sample["meta"] == json.loads(parts[f"{key}.json"])
        assert sample["task"] == sample["meta"]["task"]
        for name in ("image", "target"):
            assert np.array_equal(sample[name], np.asarray(Image.open(io.BytesIO(parts[f"{key}.{name}.png"]))))


def test_a_sample_shows_itself_in_a_notebook(many: Path) -> None:
    sample = next(iter(open_dataset(str(many))))
    shown = sample._repr_html_()
    assert shown.count("data:image/png;base64,") == 2
    assert html.escape(sample["prompt"]) in shown
    stored = next(read_tar(next(many.glob("train/*.tar")).read_bytes()))
    assert stored._repr_html_().count("data:image/png;base64,") == 2


def test_tasks_can_be_chosen(many: Path) -> None:
    samples = list(open_dataset(str(many), tasks=("depth", "normals")))
    assert {sample["task"] for sample in samples} == {"depth", "normals"}
    assert len(samples) == 10


def test_without_shuffling_the_order_is_that_of_the_shards(many: Path) -> None:
    dataset = open_dataset(str(many))
    first = keys(dataset)
    assert keys(dataset) == first
    assert [int(key.split("-")[0]) for key in first] == sorted(int(key.split("-")[0]) for key in first)


def test_shuffling_follows_the_seed_and_the_epoch(many: Path) -> None:
    first, second = (open_dataset(str(many), shuffle=8, seed=seed) for seed in (1, 2))
    one, next_epoch = keys(first), keys(first)
    assert sorted(one) == sorted(next_epoch) == sorted(keys(second))
    first.set_epoch(0)
    assert keys(first) == one
    assert one not in (next_epoch, keys(second), sorted(one))


@pytest.mark.parametrize(("nodes", "workers"), [(1, 2), (2, 2), (5, 1), (3, 4)])
@pytest.mark.parametrize("shuffle", [0, 4])
def test_readers_share_the_samples_without_overlap(
    many: Path, monkeypatch: pytest.MonkeyPatch, nodes: int, workers: int, shuffle: int
) -> None:
    everything = sorted(keys(open_dataset(str(many))))
    read = []
    for rank in range(nodes):
        for worker in range(workers):
            as_reader(monkeypatch, rank, nodes, worker, workers)
            read += keys(open_dataset(str(many), shuffle=shuffle, seed=3))
    assert sorted(read) == everything


@pytest.mark.parametrize("shuffle", [0, 6])
@pytest.mark.parametrize("seen", [0, 1, 13])
def test_reading_goes_on_where_it_stopped(many: Path, shuffle: int, seen: int) -> None:
    whole = open_dataset(str(many), shuffle=shuffle, seed=4)
    whole.set_epoch(2)
    expected = keys(whole)
    stopped, resumed = (open_dataset(str(many), shuffle=shuffle, seed=4) for _ in range(2))
    stopped.set_epoch(2)
    before = [sample["key"] for sample in islice(stopped, seen)]
    resumed.load_state_dict(json.loads(json.dumps(stopped.state_dict())))
    assert before + keys(resumed) == expected


def test_a_dataset_travels_to_other_processes(many: Path) -> None:
    dataset = open_dataset(str(many), shuffle=5, seed=1)
    assert keys(pickle.loads(pickle.dumps(dataset))) == keys(dataset)


def test_any_file_system_will_do(many: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.put(str(many), "/set", recursive=True)
    assert keys(open_dataset("memory://set")) == keys(open_dataset(str(many)))
    memory.rm("/set", recursive=True)


def test_unfinished_shards_are_left_out(copied: Path) -> None:
    record = next((copied / "records").glob("train-*.json"))
    record.unlink()
    with pytest.raises(RequestError, match="split train has no finished shards"):
        open_dataset(str(copied), "train")


def test_what_is_not_there_is_said(built: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is not a dataset"):
        open_dataset(str(tmp_path))
    with pytest.raises(RequestError, match="has no split 'test'; it has train, val"):
        open_dataset(str(built), "test")
    with pytest.raises(RequestError, match="has no task 'dept'; it has depth"):
        open_dataset(str(built), tasks=["dept"])


@pytest.mark.parametrize("tasks", [(), ("depth", "normals")])
def test_its_length_is_what_an_epoch_gives(many: Path, tasks: tuple[str, ...]) -> None:
    dataset = open_dataset(many, tasks=tasks, shuffle=3)
    assert len(dataset) == len(keys(dataset)) == 5 * (len(tasks) or 5)
    next(iter(dataset))
    assert len(dataset) == 5 * (len(tasks) or 5)


@pytest.mark.parametrize(("nodes", "workers"), [(2, 1), (2, 2), (3, 4)])
def test_or_what_it_gives_to_this_reader(many: Path, monkeypatch: pytest.MonkeyPatch, nodes: int, workers: int) -> None:
    for worker in range(workers):
        as_reader(monkeypatch, 1, nodes, worker, workers)
        dataset = open_dataset(many, shuffle=3, seed=1)
        assert len(dataset) == len(keys(dataset))


def test_its_length_is_not_known_where_readers_share_shards_of_which_they_want_some(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_reader(monkeypatch, 0, 3, 0, 4)
    with pytest.raises(TypeError, match=r"len\(\) is not known where 12 readers share 5 shards"):
        len(open_dataset(many, tasks=["depth"]))


def test_its_length_is_not_known_without_records(copied: Path) -> None:
    dataset = open_dataset(copied)
    (copied / "records/train-000000.json").unlink()
    with pytest.raises(TypeError, match="train-000000 has no readable record any more"):
        len(dataset)
    assert dataset


def flipped(out: Path) -> Path:
    """A dataset with one bit of a target flipped, which decodes as well as before."""
    path = out / "train/train-000000.tar"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return out


def test_damage_is_found_when_a_shard_is_first_opened(copied: Path) -> None:
    with pytest.raises(WorkError, match=r"train-000000: train/train-000000.tar is not what its record says"):
        next(iter(open_dataset(flipped(copied))))


def test_who_does_not_check_reads_what_there_is(copied: Path) -> None:
    names = keys(open_dataset(copied))
    assert next(iter(open_dataset(flipped(copied), check=False)))["key"] == names[0]


def test_a_shard_is_checked_once(copied: Path) -> None:
    dataset = open_dataset(copied)
    names = keys(dataset)
    (copied / "records/train-000000.json").unlink()
    assert keys(dataset) == names
    with pytest.raises(RequestError, match="no finished shards"):
        open_dataset(copied)
    dataset = pickle.loads(pickle.dumps(dataset))
    assert keys(dataset) == names, "nor again where it travels to"


def test_what_lies_elsewhere_is_checked_where_that_is_asked(copied: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.put(str(flipped(copied)), "/flipped", recursive=True)
    with pytest.raises(WorkError, match="train-000000"):
        next(iter(open_dataset("memory://flipped", check=True)))
    memory.rm("/flipped", recursive=True)


@pytest.mark.parametrize("part", ["image.png", "target.png", "prompt.txt", "json"])
def test_a_sample_that_cannot_be_decoded_is_one_sentence(copied: Path, part: str) -> None:
    path = copied / "train/train-000000.tar"
    first, *others = read_tar(path.read_bytes())
    spoilt = b"\xff" if part != "json" else b"[" * 100_000
    path.write_bytes(write_tar([Sample(first.key, {**first.parts, part: spoilt}), *others]))
    with pytest.raises(WorkError, match=f"sample '{first.key}' cannot be decoded: .+"):
        list(open_dataset(str(copied), check=False))
