"""Whatever lies in OUT, one command sorts it out; and two drivers do not work on it at once."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cavendish.manifests import Recipe, ShardRecord
from cavendish.pipeline.build.driver import open_build, open_regeneration, run_on
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.verify import faulty, verify_shards
from cavendish.pipeline.workers.executor import local_map
from cavendish.scenes.errors import RequestError

from ...conftest import build, cavendish
from ...soak.processes import eventually
from ..digests import digests
from .test_build import CAVENDISH

SHARDS = {"train-000000": "train", "val-000001": "val"}
FOREIGN = ("train/notes.txt", "records/train-000000.json.bak", "truth/train-000099.h5", "mine/data.csv")
SHOW = ("removed", "emptied", "truncated")  # in the sizes of files
HIDE = ("flipped", "another shard's")
Damage = tuple[str, str, str, int]  # a shard, a folder ("" is its split), what befalls the file, and where (per mille)


def damage(kinds: tuple[str, ...]) -> st.SearchStrategy[list[Damage]]:
    folders, where = st.sampled_from(["", "truth", "records"]), st.integers(0, 999)
    return st.lists(st.tuples(st.sampled_from(list(SHARDS)), folders, st.sampled_from(kinds), where), min_size=1)


def file_of(out: Path, shard: str, folder: str) -> Path:
    return out / (folder or SHARDS[shard]) / f"{shard}.{ {'truth': 'h5', 'records': 'json'}.get(folder, 'tar') }"


def damaged(built: Path, out: Path, what: list[Damage]) -> Path:
    """Return a copy of a dataset to which all that has happened, and in which lies what does not belong there."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(built, out)
    for shard, folder, kind, where in what:
        data = file_of(built, shard, folder).read_bytes()
        at = len(data) * where // 1000
        other = next(name for name in SHARDS if name != shard)
        changed = {
            "emptied": b"",
            "truncated": data[:at],
            "flipped": data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :],
            "another shard's": file_of(built, other, folder).read_bytes(),
        }
        file_of(out, shard, folder).unlink(missing_ok=True)
        if kind != "removed":
            file_of(out, shard, folder).write_bytes(changed[kind])
    for path in (*FOREIGN, "train/.cavendish-abcd_123.part"):
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_bytes(b"not ours")
    return out


def is_calm(out: Path, built: Path) -> None:
    assert {path: digest for path, digest in digests(out).items() if path not in FOREIGN} == digests(built)
    assert read_manifest(out).totals == read_manifest(built).totals
    assert [fault for _, faults in verify_shards(out) for fault in faults] == []
    assert [path for path in FOREIGN if (out / path).read_bytes() == b"not ours"] == list(FOREIGN)
    assert not list(out.glob("*/.*"))


few = settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(what=damage(SHOW))
def test_one_build_makes_what_is_not_whole(built: Path, tiny: Recipe, tmp_path: Path, what: list[Damage]) -> None:
    out = damaged(built, tmp_path / "out", what)
    build(tiny, out)
    is_calm(out, built)


@few
@given(what=damage(SHOW + HIDE))
def test_one_regeneration_makes_what_is_corrupt_and_only_that(built: Path, tmp_path: Path, what: list[Damage]) -> None:
    out = damaged(built, tmp_path / "out", what)
    work = open_regeneration(out, lambda plans: faulty(plans, verify_shards(out)))
    assert {plan.name for plan in work.pending} <= {shard for shard, *_ in what}
    list(run_on(work, local_map))
    is_calm(out, built)


@pytest.mark.parametrize("manifest", [None, b"", b"{}"], ids=["lost", "empty", "of something else"])
def test_a_lost_manifest_is_told_from_the_records(
    copied: Path, built: Path, tiny: Recipe, manifest: bytes | None
) -> None:
    (copied / "manifest.json").unlink()
    if manifest is not None:
        (copied / "manifest.json").write_bytes(manifest)
    with pytest.raises(RequestError, match=r"neither empty nor a dataset of this recipe \(no readable manifest"):
        open_build(tiny.model_copy(update={"seed": 8}), copied)
    assert len(open_build(tiny, copied).pending) == 0
    build(tiny, copied)
    assert read_manifest(copied) == read_manifest(built)


def test_a_flipped_digit_of_a_record_is_damage(built: Path) -> None:
    data = (built / "records/train-000000.json").read_bytes()
    assert ShardRecord.from_bytes(data).to_bytes() == data
    with pytest.raises(ValueError, match="checksum differs"):
        ShardRecord.from_bytes(data.replace(b'"attempt": 0', b'"attempt": 1', 1))


def test_regenerate_wants_to_know_which(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("regenerate", built) == 2
    assert cavendish("regenerate", built, "--corrupt", "--shards", "0") == 2
    assert "give either --shards, for example 3,7-9, or --corrupt" in capsys.readouterr().err


def test_a_second_driver_is_refused_and_a_dead_ones_place_is_taken(
    tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = tiny.model_copy(update={"scenes": 40, "scenes_per_shard": 1, "splits": {"train": 1.0}})
    file, out = tmp_path / "r.yaml", tmp_path / "out"
    file.write_text(recipe.model_dump_json())
    with subprocess.Popen([*CAVENDISH, "build", str(file), str(out)], stderr=subprocess.DEVNULL) as first:
        assert eventually(lambda: list(out.glob("records/*.json")))
        os.kill(first.pid, signal.SIGSTOP)  # it cannot finish before the second has looked
        refused = [cavendish("build", file, out), cavendish("regenerate", out, "--corrupt")]
        os.kill(first.pid, signal.SIGKILL)
    assert refused == [2, 2]
    said = capsys.readouterr().err
    assert said.count(f"another build is at work there (process {first.pid} on host ") == 2
    assert 1 <= len(list(out.glob("records/*.json"))) < 40
    assert cavendish("build", file, out) == 0
    assert len(list(out.glob("records/*.json"))) == 40
