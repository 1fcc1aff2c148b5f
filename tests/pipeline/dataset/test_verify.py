"""Verify finds every planted fault, and names the shard and the sample."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.manifests import FileRecord, Quarantined, Recipe, ShardRecord
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.dataset.verify import LAYERS, Fault, verify_shards
from cavendish.renderers.frame import Frame, VisiblePart

from ...conftest import build, cavendish

SHARD = "train-000000"
ONE_VIEW = {"scenes": 1, "scenes_per_shard": 1, "views_per_scene": 1, "splits": {"train": 1}}  # enough to lack a layer
Change = Callable[[list[Sample]], list[Sample]]


def faults(out: Path) -> list[Fault]:
    return [fault for _, found in verify_shards(out) for fault in found]


def rewrite(out: Path, change: Change) -> None:
    """Change a shard's samples and forge its record, so that only the contents can give it away."""
    path, record = out / f"train/{SHARD}.tar", out / f"records/{SHARD}.json"
    data = write_tar(change(list(read_tar(path.read_bytes()))))
    path.write_bytes(data)
    forged = json.loads(record.read_text())
    del forged["checksum"]
    forged["tar"] |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    record.write_text(json.dumps(forged))


def of_task(samples: list[Sample], task: str) -> list[Sample]:
    return [sample for sample in samples if sample.key.endswith(task)]


def edited(samples: list[Sample], sample: Sample, part: str, data: bytes) -> list[Sample]:
    changed = Sample(sample.key, {**sample.parts, part: data})
    return [changed if other.key == sample.key else other for other in samples]


def test_a_sound_dataset_has_no_faults(built: Path) -> None:
    assert faults(built) == []


@pytest.mark.parametrize("position", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_one_flipped_byte_of_a_picture_is_found(copied: Path, position: float) -> None:
    path = copied / f"train/{SHARD}.tar"
    data = bytearray(path.read_bytes())
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        pictures = [member for member in tar if member.name.endswith(".png")]
    member = pictures[int(position * len(pictures))]
    data[member.offset_data + member.size // 2] ^= 1
    path.write_bytes(data)
    found = faults(copied)
    assert any("SHA-256 differs" in fault.message for fault in found)
    assert {fault.shard for fault in found} == {SHARD}
    assert member.name.split(".")[0] in {fault.sample for fault in found}


def test_a_flipped_byte_of_the_truth_is_found(copied: Path) -> None:
    path = copied / f"truth/{SHARD}.h5"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert any(fault.shard == SHARD and "SHA-256 differs" in fault.message for fault in faults(copied))


def forge_truth(out: Path, change: Callable[[Frame], Frame]) -> None:
    """Change a shard's frames and forge its record."""
    path, record = out / f"truth/{SHARD}.h5", out / f"records/{SHARD}.json"
    data = write_truth({key: change(frame) for key, frame in read_truth(path.read_bytes())})
    path.write_bytes(data)
    forged = json.loads(record.read_text())
    del forged["checksum"]
    forged["truth"] |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    record.write_text(json.dumps(forged))


def test_a_layer_of_parts_is_there_where_the_recipe_asks_for_it(tiny: Recipe, copied: Path, tmp_path: Path) -> None:
    told = build(tiny.model_copy(update={"parts": True}), tmp_path / "told")
    assert faults(told) == []
    forge_truth(told, lambda frame: replace(frame, parts=None))
    assert ["it has no layer of parts" in fault.message for fault in faults(told)] == [True]
    forge_truth(copied, lambda frame: replace(frame, parts=np.zeros_like(frame.instance)))
    assert ["it has a layer of parts" in fault.message for fault in faults(copied)] == [True]


@pytest.mark.parametrize(("layer", "field"), [each for each in LAYERS.items() if each[0] != "parts"])
def test_a_pass_is_there_where_the_recipe_asks_for_it_and_comes_back(
    tiny: Recipe, tmp_path: Path, layer: str, field: str
) -> None:
    told = build(Recipe.model_validate(tiny.model_dump() | ONE_VIEW | {layer: True}), tmp_path / "told")
    assert faults(told) == []
    nothing: dict[str, Any] = {field: None, "wholes": ()}
    forge_truth(told, lambda frame: replace(frame, **nothing))
    assert [f"it has no layer of {layer}" in fault.message for fault in faults(told)] == [True]


def test_a_part_of_another_thing_is_found(tiny: Recipe, tmp_path: Path) -> None:
    def planted(frame: Frame) -> Frame:
        thing = frame.objects[0]
        layer = (frame.instance == thing.instance).astype(np.uint16)
        other = frame.objects[1].instance
        return replace(frame, parts=layer, part_table=(VisiblePart(1, other, "lid", thing.area_px),))

    told = build(tiny.model_copy(update={"parts": True}), tmp_path / "told")
    forge_truth(told, planted)
    assert any("a part must lie on pixels of its own instance" in fault.message for fault in faults(told))


def test_a_dropped_record_is_found(copied: Path) -> None:
    (copied / f"records/{SHARD}.json").unlink()
    (fault,) = faults(copied)
    assert (fault.shard, "no readable record" in fault.message) == (SHARD, True)


def test_a_dropped_shard_is_found(copied: Path) -> None:
    (copied / f"train/{SHARD}.tar").unlink()
    (fault,) = faults(copied)
    assert (fault.shard, "cannot be read" in fault.message) == (SHARD, True)


def test_a_dropped_sample_is_found(copied: Path) -> None:
    dropped: list[Sample] = []

    def drop(samples: list[Sample]) -> list[Sample]:
        dropped.append(samples[3])
        return samples[:3] + samples[4:]

    rewrite(copied, drop)
    sample, count = faults(copied)
    assert (sample.shard, sample.sample) == (SHARD, dropped[0].key)
    assert "the record says 20 samples" in count.message
    assert "the tar holds 19 samples" in count.message


@pytest.mark.parametrize("task", ["depth", "normals", "semantic"])
def test_two_swapped_targets_are_found(copied: Path, task: str) -> None:
    keys: set[str] = set()

    def swap(samples: list[Sample]) -> list[Sample]:
        first, second = of_task(samples, task)[:2]
        keys.update({first.key, second.key})
        once = edited(samples, first, "target.png", second.parts["target.png"])
        return edited(once, second, "target.png", first.parts["target.png"])

    rewrite(copied, swap)
    assert keys <= {fault.sample for fault in faults(copied)}


@pytest.mark.parametrize("with_metadata", [False, True], ids=["in the prompt", "in prompt and metadata"])
def test_an_edited_colour_is_found(copied: Path, with_metadata: bool) -> None:
    edited_key: list[str] = []

    def recolour(samples: list[Sample]) -> list[Sample]:
        for sample in of_task(samples, "semantic"):
            meta = json.loads(sample.parts["json"])
            palette = json.loads(meta["palette"])
            red, *_ = next(iter(palette.values()))
            new = str((red + 90) % 256)
            prompt = (
                sample.parts["prompt.txt"]
                .decode()
                .replace(f"({red},", f"({new},", 1)
                .replace(f"<{red},", f"<{new},", 1)
            )
            if prompt == meta["prompt"]:
                continue
            edited_key.append(sample.key)
            samples = edited(samples, sample, "prompt.txt", prompt.encode())
            if with_metadata:
                meta["prompt"] = prompt
                changed = next(other for other in samples if other.key == sample.key)
                samples = edited(samples, changed, "json", json.dumps(meta).encode())
            return samples
        raise AssertionError("no semantic sample with a numeric colour")

    rewrite(copied, recolour)
    assert {fault.sample for fault in faults(copied)} == set(edited_key)


def test_another_picture_is_found(copied: Path) -> None:
    def swap(samples: list[Sample]) -> list[Sample]:
        other = next(s for s in samples if s.key[:11] != samples[0].key[:11])
        return edited(samples, samples[0], "image.png", other.parts["image.png"])

    rewrite(copied, swap)
    (fault,) = faults(copied)
    assert "not the picture that the truth holds" in fault.message


def test_a_foreign_sample_is_found(copied: Path) -> None:
    rewrite(copied, lambda samples: [*samples, Sample("00000099-00-00-depth", samples[0].parts)])
    assert {fault.sample for fault in faults(copied)} == {"00000099-00-00-depth", ""}


def emptied(out: Path, **changes: object) -> None:
    """Empty a shard and forge its record, which then agrees with what is there."""
    files = {}
    for name, path, data in (
        ("tar", f"train/{SHARD}.tar", write_tar([])),
        ("truth", f"truth/{SHARD}.h5", write_truth({})),
    ):
        (out / path).write_bytes(data)
        files[name] = FileRecord(path=path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
    record = ShardRecord.from_bytes((out / f"records/{SHARD}.json").read_bytes())
    nothing: dict[str, object] = {"samples": 0, "tasks": {}, "views": ()}
    forged = record.model_copy(update=files | nothing | changes)
    (out / f"records/{SHARD}.json").write_bytes(forged.to_bytes())


def test_an_emptied_shard_is_found(copied: Path) -> None:
    emptied(copied)
    assert [fault.message for fault in faults(copied)] == [
        "scene 0 is in neither the truth nor the quarantine",
        "scene 1 is in neither the truth nor the quarantine",
    ]


def test_a_shard_whose_scenes_were_all_given_up_is_sound(copied: Path) -> None:
    lost = tuple(Quarantined(scene=scene, failure="crash", tries=3, message="gone") for scene in (0, 1))
    emptied(copied, scenes=(), quarantined=lost)
    assert faults(copied) == []


def test_files_of_no_bytes_are_found(copied: Path) -> None:
    for path in (f"train/{SHARD}.tar", f"truth/{SHARD}.h5"):
        (copied / path).write_bytes(b"")
    assert ["SHA-256 differs" in fault.message for fault in faults(copied)] == [True, True]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"samples": 19}, "the record says 19 samples"),
        ({"tasks": {"depth": 20}}, "the record says 20 samples {'depth': 20}, the tar holds 20 samples {"),
        ({"scenes": ()}, "scene 0 is in neither"),
        ({"views": ()}, "do not hold the same views"),
        ({"split": "val"}, "its name is 'train-000000', and must be 'val-000000'"),
        ({"shard": 7}, "its name is 'train-000000', and must be 'train-000007'"),
    ],
)
def test_a_record_that_says_otherwise_is_found(copied: Path, changes: dict[str, object], message: str) -> None:
    record = ShardRecord.from_bytes((copied / f"records/{SHARD}.json").read_bytes())
    (copied / f"records/{SHARD}.json").write_bytes(record.model_copy(update=changes).to_bytes())
    assert any(message in fault.message for fault in faults(copied))


def test_a_record_that_points_elsewhere_is_found(copied: Path, tmp_path: Path) -> None:
    record = ShardRecord.from_bytes((copied / f"records/{SHARD}.json").read_bytes())
    (copied / f"train/{SHARD}.tar").rename(tmp_path / "elsewhere.tar")
    elsewhere = record.tar.model_copy(update={"path": str(tmp_path / "elsewhere.tar")})
    (copied / f"records/{SHARD}.json").write_bytes(record.model_copy(update={"tar": elsewhere}).to_bytes())
    (fault,) = faults(copied)
    assert "its tar.path is " in fault.message


def test_some_shards_alone_can_be_verified(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / f"train/{SHARD}.tar").unlink()
    before = sorted(copied.rglob("*"))
    assert cavendish("verify", copied, "--shards", "1") == 0
    assert "1 shard, every target decodes to its truth" in capsys.readouterr().out
    assert cavendish("verify", copied, "--shards", "0-1") == 1
    assert cavendish("verify", copied, "--shards", "2") == 2
    assert "--shards 2: 2 is not within 0-1" in capsys.readouterr().err
    assert sorted(copied.rglob("*")) == before
