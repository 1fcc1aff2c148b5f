"""Nothing in a record steers: one that does not follow from the plan of the recipe is none, and verify says why."""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from cavendish.manifests import ShardRecord
from cavendish.pipeline.build.driver import open_build
from cavendish.pipeline.dataset.folder import (
    finished_records,
    read_manifest,
    read_record,
    read_records,
    readable_manifest,
    recorded,
)
from cavendish.pipeline.dataset.verify import verify_shards
from cavendish.scenes.errors import RequestError

SHARD = "train-000000"
Change = Callable[[dict], object]


def forge(out: Path, change: Change, name: str = SHARD) -> None:
    """Change a record, and make its seal anew."""
    path = out / f"records/{name}.json"
    record = json.loads(path.read_text())
    del record["checksum"]
    change(record)
    body = json.dumps(record, indent=1).removesuffix("\n}")
    path.write_text(f'{body},\n "checksum": "{hashlib.sha256(body.encode()).hexdigest()}"\n}}')


def put(value: object, *path: str | int) -> Change:
    def change(record: dict) -> None:
        *outer, last = path
        for step in outer:
            record = record[step]
        record[last] = value

    return change


def doubled(name: str) -> Change:
    return lambda record: record[name].append(record[name][0])


QUARANTINED = {"scene": 3, "failure": "error", "tries": 1, "message": ""}
STEERING: dict[str, tuple[Change, str]] = {
    "an absolute tar": (put("/etc/passwd", "tar", "path"), "its tar.path is '/etc/passwd', and must be 'train/"),
    "a tar above OUT": (put("../a.tar", "tar", "path"), "its tar.path is '../a.tar'"),
    "another shard's tar": (put("val/val-000001.tar", "tar", "path"), "and must be 'train/train-000000.tar'"),
    "another truth": (put("truth/val-000001.h5", "truth", "path"), "and must be 'truth/train-000000.h5'"),
    "a split above OUT": (put("../x", "split"), "split: "),
    "a split that runs": (put("$(touch X)", "split"), "split: "),
    "another split": (put("val", "split"), "its name is 'train-000000', and must be 'val-000000'"),
    "another number": (put(1, "shard"), "its name is"),
    "another name": (put("train-000001", "name"), "its name is"),
    "a scene of another shard": (put(3, "scenes", 0, "scene"), "scene 3, which belongs to another shard"),
    "a view of another shard": (put(3, "views", 0, "scene"), "scene 3, which belongs to another shard"),
    "a view too many": (put(2, "views", 0, "view"), "view 2, and each scene has 2"),
    "a view twice": (doubled("views"), "its views list one of them twice"),
    "a scene twice": (doubled("scenes"), "its scenes list one of them twice"),
    "a quarantine elsewhere": (put([QUARANTINED], "quarantined"), "scene 3, which belongs to another shard"),
    "an attempt below none": (put(-2, "views", 0, "attempt"), "views.0.attempt: "),
    "a task that was not asked": (put({"dream": 1}, "tasks"), "task 'dream', which the recipe does not ask"),
    "more samples than asked": (put(1000, "samples"), "1000 samples, and the recipe asks for 20"),
    "fewer than none": (put(-1, "samples"), "samples: "),
    "too many to count": (put(1 << 60, "samples"), "samples: "),
    "a size below none": (put(-1, "tar", "bytes"), "tar.bytes: "),
    "a size without end": (put(1 << 50, "tar", "bytes"), "which no such shard can have"),
    "a digest that is none": (put("x", "tar", "sha256"), "tar.sha256: "),
    "seconds that are no number": (put(float("nan"), "seconds"), "seconds: "),
    "seconds without end": (put(float("inf"), "timings", "render_s"), "timings.render_s: "),
    "an overlap that is no number": (put(float("nan"), "scenes", 0, "deepest_overlap_m"), "deepest_overlap_m: "),
    "a field of nobody's": (put(1, "more"), "more: "),
}


@pytest.mark.parametrize(("change", "message"), STEERING.values(), ids=STEERING.keys())
def test_a_record_that_steers_is_none(copied: Path, change: Change, message: str) -> None:
    forge(copied, change)
    recipe = read_manifest(copied).recipe
    assert read_record(copied, SHARD, recipe) is None
    assert [record.name for record in recorded(copied, recipe)] == ["val-000001"]
    assert [record.name for record in finished_records(copied, recipe)] == ["val-000001"]
    assert not list(read_records(copied, [SHARD], recipe.digest, recipe))
    (fault,) = [fault for _, faults in verify_shards(copied) for fault in faults]
    assert (fault.shard, fault.sample) == (SHARD, "")
    assert fault.message.startswith("has no readable record: ")
    assert message in fault.message
    assert "\n" not in fault.message
    assert [plan.name for plan in open_build(recipe, copied).pending] == [SHARD]


def test_a_forged_seal_alone_is_no_fault(copied: Path) -> None:
    forge(copied, lambda record: None)
    assert [faults for _, faults in verify_shards(copied)] == [[], []]


def nested(levels: int) -> bytes:
    return b'{"a":' * levels + b"1" + b"}" * levels


CONTENTS = {
    "nothing": b"",
    "zeros": bytes(900),
    "deep JSON": nested(200_000),
    "a number of many digits": b'{"samples": ' + b"9" * 10_000 + b"}",
    "half a surrogate": b'{"name": "\\ud800"}',
    "no UTF-8": b"\xff" * 99,
    "a list": b"[]",
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
def test_what_is_no_record_is_none(copied: Path, content: bytes) -> None:
    (copied / f"records/{SHARD}.json").write_bytes(content)
    assert read_record(copied, SHARD) is None
    with pytest.raises(ValueError, match=r"^.+$"):
        ShardRecord.from_bytes(content)
    (fault,) = [fault for _, faults in verify_shards(copied) for fault in faults]
    assert fault.message.startswith("has no readable record: ")


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
def test_what_is_no_manifest_is_one_sentence(copied: Path, content: bytes) -> None:
    (copied / "manifest.json").write_bytes(content)
    assert readable_manifest(copied) is None
    with pytest.raises(RequestError, match=r"manifest.json: cannot be read: .+") as caught:
        read_manifest(copied)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["manifest.json", f"records/{SHARD}.json"])
def test_a_pipe_or_an_endless_file_is_none(copied: Path, name: str) -> None:
    path = copied / name
    for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
        path.unlink()
        make(path)
        with pytest.raises(RequestError, match="pipe or a device") if name == "manifest.json" else nullcontext():
            read_manifest(copied)
        assert read_record(copied, SHARD) is None or name == "manifest.json"


def test_a_record_larger_than_any_is_none(copied: Path) -> None:
    with (copied / f"records/{SHARD}.json").open("wb") as file:
        file.truncate(1 << 40)
    assert read_record(copied, SHARD) is None
    (fault,) = [fault for _, faults in verify_shards(copied) for fault in faults]
    assert "holds more than the 67108864 bytes" in fault.message


RECIPES: dict[str, Change] = {
    "a shard of too many scenes": lambda recipe: recipe.update(scenes=1 << 60, scenes_per_shard=1 << 60),
    "too many splits": lambda recipe: recipe.update(splits={f"s{i}": 1 for i in range(1000)}),
    "weights beyond numbers": lambda recipe: recipe.update(splits={"a": 1e308, "b": 1e308}),
    "a split that leads out": lambda recipe: recipe.update(splits={"../a": 1}),
}


@pytest.mark.parametrize("change", RECIPES.values(), ids=RECIPES.keys())
def test_a_manifest_of_a_recipe_without_end_is_refused(copied: Path, change: Change) -> None:
    path = copied / "manifest.json"
    content = json.loads(path.read_text())
    change(content["recipe"])
    path.write_text(json.dumps(content))
    with pytest.raises(RequestError, match=r"manifest.json: cannot be read: "):
        read_manifest(copied)


def test_ranges_in_a_manifest_name_shards_alone(copied: Path) -> None:
    path = copied / "manifest.json"
    content = json.loads(path.read_text())
    content["splits"]["train"]["urls"] = "$(touch X)"
    path.write_text(json.dumps(content))
    with pytest.raises(RequestError, match=r"splits\.train\.urls"):
        read_manifest(copied)
