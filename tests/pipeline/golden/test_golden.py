"""A dataset as version 7 wrote it before two fields were renamed, kept as it was: it is read, and made, as ever.

Where the packages that decide bytes are others than those on record, what is in the files is compared.
"""

import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import current_platform
from cavendish.pipeline.build.driver import Build, open_build, open_regeneration, run
from cavendish.pipeline.build.reencode import asked_again, encode, open_encoding
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.workers.executor import local_map

from ..digests import digests, records_of

GOLDEN = Path(__file__).with_name("dataset")
DIGEST = "d81f7d579a2121ebde75d522af1a58d1d777c2e44ce824aa7ec3579e7e9efa9f"
OF_NO_WEIGHT = {
    "python",
    "cavendish",
    "blenderproc",
    "bpy",
    "openexr",
}  # for the bytes that the analytic renderer gives
LEVELS = 2.0  # of 255, on average: another libm may round another way
TARS = ("train/train-000000.tar", "val/val-000001.tar")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "old"))


def same_platform() -> bool:
    recorded, here = read_manifest(GOLDEN).platforms[0], current_platform("numpy")
    return {line.partition(":")[0] for line in recorded.differences(here)} <= OF_NO_WEIGHT


def check_as_before(out: Path) -> None:
    if same_platform():
        assert digests(out) == digests(GOLDEN)
    for tar in TARS:
        before, after = (samples(root / tar) for root in (GOLDEN, out))
        assert list(before) == list(after)
        for key, parts in before.items():
            assert parts["prompt.txt"] == after[key]["prompt.txt"]
            for picture in ("image.png", "target.png"):
                assert pixel_difference(parts[picture], after[key][picture]) <= LEVELS


def samples(tar: Path) -> dict[str, dict[str, bytes]]:
    return {sample.key: sample.parts for sample in read_tar(tar.read_bytes())}


def pixel_difference(one: bytes, other: bytes) -> float:
    first, second = (np.asarray(Image.open(io.BytesIO(data)), float) for data in (one, other))
    return float(np.abs(first - second).mean())


def made(work: Build) -> list[str]:
    return [record.name for record in run(work, local_map, mixed=True)]


def test_it_is_old() -> None:
    written = json.loads((GOLDEN / "manifest.json").read_text())["recipe"]
    assert (written["edition"], written["may_fail"]) == (3, 0.25)


def test_it_is_read_with_the_digest_that_it_had() -> None:
    manifest = read_manifest(GOLDEN)
    assert manifest.recipe.digest == manifest.recipe_digest == DIGEST
    assert all(record.recipe_digest == DIGEST for record in records_of(GOLDEN).values())
    assert (manifest.recipe.prompt_seed, manifest.recipe.max_failed_fraction) == (3, 0.25)


def test_it_is_whole() -> None:
    assert [faults for _, faults in verify(GOLDEN)] == [[], []]


def test_it_is_encoded_again(tmp_path: Path) -> None:
    list(encode(GOLDEN, open_encoding(GOLDEN, tmp_path / "new", asked_again(GOLDEN, {}))))
    check_as_before(tmp_path / "new")


def test_a_lost_shard_is_made_by_resuming(old: Path) -> None:
    for path in ("records/val-000001.json", "truth/val-000001.h5", "val/val-000001.tar"):
        (old / path).unlink()
    assert made(open_build(read_manifest(old).recipe, old)) == ["val-000001"]
    check_as_before(old)


def test_its_shards_are_regenerated(old: Path) -> None:
    assert made(open_regeneration(old, lambda plans: plans)) == ["train-000000", "val-000001"]
    check_as_before(old)
