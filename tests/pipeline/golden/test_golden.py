"""Datasets as versions of the data wrote them, kept as they were: today's is made as ever, the one before is read.

Version 7 is from before two fields of recipes were renamed. Version 8 asks other things of the same views. Where the
packages that decide bytes are others than those on record, what is in the files is compared.
"""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import DATA_VERSION, current_platform
from cavendish.pipeline.build.driver import Build, open_build, open_regeneration, run_on
from cavendish.pipeline.build.reencode import changed_recipe, encode_shards, open_encoding
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.verify import verify_shards
from cavendish.pipeline.export.driver import export
from cavendish.pipeline.workers.executor import local_map
from cavendish.scenes.errors import RequestError

from ..digests import digests, records_of

BEFORE = Path(__file__).with_name("version-7")
TODAY = Path(__file__).with_name("version-8")
DIGEST = "d81f7d579a2121ebde75d522af1a58d1d777c2e44ce824aa7ec3579e7e9efa9f"  # of BEFORE
OF_NO_WEIGHT = {"python", "cavendish", "blenderproc", "bpy", "openexr"}  # for bytes that the analytic renderer gives
LEVELS = 2.0  # of 255, on average: another libm may round another way
TARS = ("train/train-000000.tar", "val/val-000001.tar")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BEFORE, tmp_path / "old"))


@pytest.fixture
def today(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TODAY, tmp_path / "today"))


def same_platform() -> bool:
    recorded, here = read_manifest(TODAY).platforms[0], current_platform("numpy")
    return {line.partition(":")[0] for line in recorded.differences(here)} <= OF_NO_WEIGHT


def check_as_today(out: Path) -> None:
    if same_platform():
        assert digests(out) == digests(TODAY)
    for tar in TARS:
        before, after = (samples(root / tar) for root in (TODAY, out))
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


def regeneration(out: Path) -> Build:
    return open_regeneration(out, lambda plans: plans)


def made(work: Build) -> list[str]:
    return [record.name for record in run_on(work, local_map, mixed=True)]


def test_the_old_one_is_old() -> None:
    written = json.loads((BEFORE / "manifest.json").read_text())["recipe"]
    assert (written["edition"], written["may_fail"]) == (3, 0.25)


def test_the_old_one_is_read_with_the_digest_that_it_had() -> None:
    manifest = read_manifest(BEFORE)
    assert manifest.data_version == DATA_VERSION - 1 == 7
    assert manifest.recipe.digest_of(7) == manifest.recipe_digest == DIGEST
    assert all(record.recipe_digest == DIGEST for record in records_of(BEFORE).values())
    assert (manifest.recipe.prompt_seed, manifest.recipe.max_failed_fraction) == (3, 0.25)


def test_todays_has_the_digest_of_today() -> None:
    manifest = read_manifest(TODAY)
    assert manifest.data_version == DATA_VERSION
    assert manifest.recipe.digest == manifest.recipe_digest != DIGEST


@pytest.mark.parametrize("root", [BEFORE, TODAY])
def test_both_are_whole(root: Path) -> None:
    assert [faults for _, faults in verify_shards(root)] == [[], []]


def test_the_old_one_is_not_held_to_the_words_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cavendish.pipeline.tasks.relations.check.referents", lambda scene, form: frozenset())
    before, today = ([fault for _, faults in verify_shards(root) for fault in faults] for root in (BEFORE, TODAY))
    assert before == []
    assert any("picks out" in fault.message for fault in today)


def test_the_old_one_is_faulty_where_its_record_is_of_another_recipe(old: Path) -> None:
    manifest = json.loads((old / "manifest.json").read_text())
    manifest["recipe"]["seed"] += 1
    (old / "manifest.json").write_text(json.dumps(manifest))
    for _, faults in verify_shards(old):
        assert "was built from another recipe" in faults[0].message


@pytest.mark.parametrize("root", [BEFORE, TODAY])
def test_encoded_again_it_is_todays(root: Path, tmp_path: Path) -> None:
    list(encode_shards(root, open_encoding(root, tmp_path / "new", changed_recipe(root, {}))))
    check_as_today(tmp_path / "new")


@pytest.mark.parametrize("start", [lambda out: open_build(read_manifest(out).recipe, out), regeneration])
def test_nothing_is_added_to_the_old_one(old: Path, start: Callable[[Path], Build]) -> None:
    before = digests(old)
    with pytest.raises(
        RequestError, match="holds data of version 7, and this Cavendish makes version 8; `cavendish enc"
    ):
        start(old)
    assert digests(old) == before


def test_encoded_views_keep_their_version_and_are_not_rendered_again(tmp_path: Path) -> None:
    new = tmp_path / "new"
    list(encode_shards(BEFORE, open_encoding(BEFORE, new, changed_recipe(BEFORE, {}))))
    assert read_manifest(new).views_version == 7
    assert {record.views_version for record in records_of(new).values()} == {7}
    with pytest.raises(RequestError, match="was encoded from views of version 7, and this Cavendish renders version 8"):
        regeneration(new)


def test_the_old_one_is_exported(old: Path, tmp_path: Path) -> None:
    export(old, tmp_path / "exported", "folders")
    assert len(list((tmp_path / "exported").glob("*/target/*.png"))) == 10


def test_a_lost_shard_is_made_by_resuming(today: Path) -> None:
    for path in ("records/val-000001.json", "truth/val-000001.h5", "val/val-000001.tar"):
        (today / path).unlink()
    assert made(open_build(read_manifest(today).recipe, today)) == ["val-000001"]
    check_as_today(today)


def test_its_shards_are_regenerated(today: Path) -> None:
    assert made(regeneration(today)) == ["train-000000", "val-000001"]
    check_as_today(today)
