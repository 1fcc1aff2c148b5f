"""A build gives the same bytes however often, in however many pieces and by however many workers it is made."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
import yaml

from cavendish.manifests import Gates, Recipe
from cavendish.pipeline.build.driver import open_build, open_regeneration, run_on
from cavendish.pipeline.dataset.folder import read_manifest, select_shards
from cavendish.pipeline.render.gates import NOT_ACCEPTED
from cavendish.pipeline.workers.executor import local_map
from cavendish.scenes.errors import RequestError

from ...conftest import build, cavendish
from ...soak.processes import eventually
from ..digests import digests, records_of

CAVENDISH = [sys.executable, "-c", "from cavendish.pipeline.cli.main import main; main()"]


def test_twice_gives_the_same_bytes(built: Path, tiny: Recipe, tmp_path: Path) -> None:
    assert digests(build(tiny, tmp_path / "again")) == digests(built)


def test_other_seeds_give_other_bytes(built: Path, tiny: Recipe, tmp_path: Path) -> None:
    other = digests(build(tiny.model_copy(update={"seed": 8}), tmp_path / "other"))
    assert not set(other.values()) & set(digests(built).values())


def test_shards_hold_their_scenes_whatever_else_is_built(built: Path, tiny: Recipe, tmp_path: Path) -> None:
    only = build(tiny.model_copy(update={"scenes": 2, "splits": {"train": 1.0}}), tmp_path / "half")
    ours, theirs = records_of(only)[0], records_of(built)[0]
    assert ours.truth.sha256 == theirs.truth.sha256
    assert ours.views == theirs.views


def test_records_and_manifest_account_for_everything(built: Path, tiny: Recipe) -> None:
    manifest, records = read_manifest(built), records_of(built)
    assert manifest.recipe == tiny
    assert manifest.totals.samples == sum(record.samples for record in records.values())
    assert manifest.totals.samples == sum(manifest.totals.tasks.values())
    asked = 4 * 2  # scenes and views
    assert manifest.totals.tasks.items() >= {"depth": asked, "normals": asked, "semantic": asked}.items()
    assert manifest.totals.tasks.keys() == tiny.task_options.keys()
    assert {name: totals.urls for name, totals in manifest.splits.items()} == {
        "train": "train/train-{000000..000000}.tar",
        "val": "val/val-{000001..000001}.tar",
    }
    assert all(record.platform.device == "numpy" for record in records.values())


def test_a_finished_build_renders_nothing(copied: Path, tiny: Recipe) -> None:
    work = open_build(tiny, copied)
    assert list(work.pending) == []
    assert list(run_on(work, local_map)) == []


@pytest.mark.parametrize("lost", ["train/train-000000.tar", "truth/train-000000.h5", "records/train-000000.json"])
def test_resuming_makes_what_is_missing_and_nothing_else(copied: Path, built: Path, tiny: Recipe, lost: str) -> None:
    (copied / lost).unlink()
    work = open_build(tiny, copied)
    assert [plan.name for plan in work.pending] == ["train-000000"]
    list(run_on(work, local_map))
    assert digests(copied) == digests(built)


def test_a_truncated_shard_is_made_again(copied: Path, built: Path, tiny: Recipe) -> None:
    shard = copied / "val/val-000001.tar"
    shard.write_bytes(shard.read_bytes()[:1000])
    list(run_on(open_build(tiny, copied), local_map))
    assert digests(copied) == digests(built)


def test_parts_of_a_killed_build_are_swept_away(copied: Path, tiny: Recipe) -> None:
    for part in ("train/.cavendish-abcd_123.part", ".cavendish-abcd_123.part"):
        (copied / part).write_bytes(b"half")
    list(run_on(open_build(tiny, copied), local_map))
    assert not list(copied.rglob(".*"))


def test_parts_of_a_worker_killed_during_the_build_are_swept_away(tiny: Recipe, tmp_path: Path) -> None:
    records = run_on(open_build(tiny, tmp_path), local_map)
    next(records)
    (tmp_path / "train/.cavendish-abcd_123.part").write_bytes(b"half")
    list(records)
    assert not list(tmp_path.rglob(".*"))


def test_regenerating_a_lost_shard_replays_its_attempts(copied: Path, built: Path) -> None:
    for path in copied.glob("*/val-000001.[th]*"):
        path.unlink()
    list(run_on(open_regeneration(copied, partial(select_shards, "1")), local_map))
    assert digests(copied) == digests(built)
    assert records_of(copied)[1].views == records_of(built)[1].views


def test_gates_reject_record_and_try_again(tiny: Recipe, tmp_path: Path) -> None:
    strict = tiny.model_copy(update={"seed": 7, "gates": Gates(max_one_surface=0.7, attempts=50)})
    records = records_of(build(strict, tmp_path / "out")).values()
    views = [view for record in records for view in record.views]
    rejected = [rejection for view in views for rejection in view.rejected]
    assert {rejection.reason for rejection in rejected} == {"one surface fills the view"}
    assert all([r.attempt for r in view.rejected] == list(range(view.attempt)) for view in views)
    list(run_on(open_regeneration(tmp_path / "out", partial(select_shards, "0-1")), local_map))
    assert [r.views for r in records_of(tmp_path / "out").values()] == [r.views for r in records]


def test_a_view_without_an_acceptable_camera_leaves_its_place_empty(tiny: Recipe, tmp_path: Path) -> None:
    hopeless = tiny.model_copy(update={"gates": Gates(min_objects=1000, attempts=2)})
    records = records_of(build(hopeless, tmp_path / "out")).values()
    assert all(record.samples == 0 for record in records)
    assert {view.attempt for record in records for view in record.views} == {NOT_ACCEPTED}


def test_a_build_without_a_view_says_so_wherever_it_is_looked_at(
    tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, recipe = tmp_path / "out", tmp_path / "hopeless.yaml"
    hopeless = tiny.model_copy(update={"gates": Gates(min_objects=1000, attempts=1)})
    recipe.write_text(yaml.safe_dump(hopeless.model_dump(mode="json", exclude_defaults=True)))
    assert cavendish("build", recipe, out) == 1
    said = capsys.readouterr().out
    assert "manifest.json and " in said
    assert f"0 rendered of {tiny.scenes}" in said
    assert read_manifest(out).totals.scenes == 0
    assert "contact-sheet" not in said + (out / "README.md").read_text()
    assert not (out / "contact-sheet.png").exists()
    assert cavendish("verify", out) == 0
    assert "without a sample" in capsys.readouterr().out
    assert cavendish("publish", out, "ada/rooms", "--dry-run") == 1
    assert "holds no samples, so there is nothing to publish" in capsys.readouterr().err


def test_another_recipe_is_refused(copied: Path, tiny: Recipe) -> None:
    before = digests(copied)
    with pytest.raises(RequestError, match="another recipe"):
        open_build(tiny.model_copy(update={"seed": 8}), copied)
    assert digests(copied) == before


def test_another_platform_is_refused_unless_allowed(copied: Path, tiny: Recipe) -> None:
    record = copied / "records/train-000000.json"
    data = json.loads(record.read_text())
    data["platform"]["packages"]["numpy"] = "9.9"
    del data["checksum"]
    record.write_text(json.dumps(data))
    (copied / "records/val-000001.json").unlink()
    with pytest.raises(RequestError, match=r"mixed_platforms: must be given.*numpy: .* / 9\.9"):
        list(run_on(open_build(tiny, copied), local_map))
    list(run_on(open_build(tiny, copied), local_map, mixed=True))
    assert len(read_manifest(copied).platforms) == 2


def test_a_build_killed_half_way_ends_in_the_same_bytes(tiny: Recipe, tmp_path: Path) -> None:
    recipe = tiny.model_copy(update={"scenes": 24, "scenes_per_shard": 1, "splits": {"train": 1.0}})
    file, out = tmp_path / "r.yaml", tmp_path / "out"
    file.write_text(recipe.model_dump_json())
    process = subprocess.Popen([*CAVENDISH, "build", str(file), str(out)], stderr=subprocess.DEVNULL)
    assert eventually(lambda: list(out.glob("records/*.json")))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    survived = {path: path.stat().st_mtime_ns for path in out.glob("records/*.json")}
    assert 1 <= len(survived) < 24
    subprocess.run([*CAVENDISH, "build", str(file), str(out)], check=True, capture_output=True)
    assert digests(out) == digests(build(recipe, tmp_path / "calm"))
    assert {path: path.stat().st_mtime_ns for path in survived} == survived


def test_records_come_as_they_are_finished(tiny: Recipe, tmp_path: Path) -> None:
    work = open_build(tiny, tmp_path / "out")
    first = list(islice(run_on(work, local_map), 1))
    assert [record.name for record in first] == ["train-000000"]
    assert len(open_build(tiny, tmp_path / "out").pending) == 1
