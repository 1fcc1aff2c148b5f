"""A scene that fails is given up with its reason; every other scene is made as if nothing had happened."""

import errno
from functools import partial
from pathlib import Path

import pytest

from cavendish.manifests import Quarantined, Recipe
from cavendish.pipeline.build.driver import open_build, open_regeneration, run_on
from cavendish.pipeline.dataset.folder import read_manifest, select_shards
from cavendish.pipeline.render.failures import FAILURES, Failure
from cavendish.pipeline.render.limits import RunOptions
from cavendish.pipeline.workers.executor import local_map
from cavendish.pipeline.workers.renderer_main import Failed, failed
from cavendish.renderers.frame import RenderError
from cavendish.scenes.errors import AssetError, LayoutError, RequestError
from cavendish.scenes.spec import SceneSpec

from ...conftest import cavendish
from ..digests import digests, records_of
from ..planted import plant, replant, samples

FAULTS = {1: "segfault", 2: "hang", 4: "memory", 5: "asset", 7: "error", 8: "unseen", 9: "GPU", 10: "once"}
LOST = {
    1: Failure.LOST_WORKER,
    2: Failure.TIMEOUT,
    4: Failure.OUT_OF_MEMORY,
    5: Failure.BAD_ASSET,
    7: Failure.LAYOUT,
    8: Failure.GATE_EXHAUSTION,
    9: Failure.GPU_FAULT,
}
MEANS = RunOptions(shard_timeout_s=30, memory_gb=0.5)  # of three scenes: time enough where others work, too


def recipe(layout: Path, **changes: object) -> Recipe:
    content: dict[str, object] = {
        "name": "planted",
        "scenes": 12,
        "views_per_scene": 1,
        "scenes_per_shard": 3,
        "resolution": [64, 48],
        "layouts": {str(layout): 1},
        "tasks": {"depth": 1, "normals": 1},
        "renderer": "analytic",
    }
    return Recipe.model_validate(content | changes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@pytest.fixture(scope="module")
def layout(folder: Path) -> Path:
    return plant(folder, {})


@pytest.fixture(scope="module")
def calm(folder: Path, layout: Path) -> Path:
    list(run_on(open_build(recipe(layout), folder / "calm"), local_map))
    return folder / "calm"


@pytest.fixture(scope="module")
def stormy(calm: Path, folder: Path, layout: Path) -> Path:
    replant(layout, FAULTS)
    list(run_on(open_build(recipe(layout), folder / "stormy"), local_map, MEANS))
    return folder / "stormy"


@pytest.fixture(scope="module")
def lost(stormy: Path) -> dict[int, Quarantined]:
    return {entry.scene: entry for record in records_of(stormy).values() for entry in record.quarantined}


def test_each_fault_has_its_class(lost: dict[int, Quarantined]) -> None:
    assert {scene: entry.failure for scene, entry in lost.items()} == LOST
    assert all(lost[scene].tries == FAILURES[failure].tries for scene, failure in LOST.items())


def test_other_scenes_are_as_if_nothing_had_happened(stormy: Path, calm: Path) -> None:
    expected = {name: data for name, data in samples(calm).items() if int(name[:8]) not in LOST}
    assert {int(name[:8]) for name in expected} == {0, 3, 6, 10, 11}
    assert samples(stormy) == expected


def test_a_failure_that_does_not_last_is_on_record(stormy: Path) -> None:
    (retry,) = [retry for retry in records_of(stormy)[3].retries if retry.scene == 10]
    assert (retry.failure, retry.message) == (Failure.LOST_WORKER, "its process ended by SIGSEGV")


def test_what_the_process_printed_is_kept(lost: dict[int, Quarantined]) -> None:
    assert "about to fall" in lost[1].stderr
    assert "Segmentation fault" in lost[1].stderr
    assert "planted.py" in lost[2].stderr  # where it hung
    assert "ZeroDivisionError: nobody thought of this" in lost[7].stderr
    assert all(len(entry.stderr) <= 4096 for entry in lost.values())


def test_a_layout_s_error_names_its_file_and_line(lost: dict[int, Quarantined], layout: Path) -> None:
    line = next(n for n, text in enumerate(layout.read_text().splitlines(), 1) if "raise ZeroDivisionError" in text)
    assert lost[7].message == f"{layout}:{line}: ZeroDivisionError: nobody thought of this"
    assert str(layout) in lost[5].message  # the class is that of what went wrong


class UnforeseenError(Exception):
    """What no class of failures knows."""


@pytest.mark.parametrize(
    ("behind", "failure"),
    [
        (None, Failure.LAYOUT),
        (UnforeseenError("x"), Failure.LAYOUT),
        (SystemExit(0), Failure.LAYOUT),
        (RequestError("x"), Failure.LAYOUT),
        (MemoryError(), Failure.OUT_OF_MEMORY),
        (RenderError("x"), Failure.BAD_ASSET),
        (AssetError("x"), Failure.BAD_ASSET),
        (OSError(errno.ENOSPC, "x"), Failure.DISK_FULL),
        (OSError(errno.EIO, "x"), Failure.STORAGE),
        (RuntimeError("CUDA error: out of memory"), Failure.GPU_FAULT),
    ],
)
def test_an_error_of_a_layout_keeps_the_class_of_what_is_behind_it(
    behind: BaseException | None, failure: Failure
) -> None:
    error = LayoutError("own.py:3: it said so")
    error.__cause__ = behind
    assert failed(error) == Failed(failure, "own.py:3: it said so")


def test_the_program_s_own_error_is_a_bug() -> None:
    assert failed(UnforeseenError("x")) == Failed(Failure.BUG, "UnforeseenError: x")
    assert failed(RequestError("x")) == Failed(Failure.BUG, "x", refused=True)


def test_the_scene_is_kept_where_it_got_that_far(lost: dict[int, Quarantined], calm: Path) -> None:
    assert SceneSpec.from_json(lost[8].spec).index == 8
    assert lost[1].spec == ""


def test_the_manifest_counts_what_was_given_up(stormy: Path) -> None:
    totals = read_manifest(stormy).totals
    assert totals.quarantined == dict.fromkeys(sorted(LOST.values()), 1)
    assert totals.retried == {"GPU fault": 1, "lost worker": 3, "out of memory": 1, "timeout": 1}


def test_regenerating_gives_up_the_same_scenes_without_trying(stormy: Path, layout: Path) -> None:
    before, records = digests(stormy), records_of(stormy)
    replant(layout, {8: "unseen"})
    list(run_on(open_regeneration(stormy, partial(select_shards, "0-3"), trust_code=True), local_map))
    assert digests(stormy) == before
    assert {n: r.quarantined for n, r in records_of(stormy).items()} == {n: r.quarantined for n, r in records.items()}


def test_the_exit_code_follows_the_recipes_allowance(
    stormy: Path, layout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "recipe.json"
    asked.write_text(recipe(layout).model_dump_json())
    assert cavendish("build", asked, stormy) == 1
    printed = capsys.readouterr()
    assert "7 of 12 scenes are in quarantine, and max_failed_fraction allows 0.00%" in printed.err
    assert "lost worker after 3 tries" in printed.out
    asked.write_text(recipe(layout, max_failed_fraction=0.6).model_dump_json())
    assert cavendish("build", asked, stormy) == 0


def test_only_failed_tries_them_again(stormy: Path, calm: Path, layout: Path) -> None:
    replant(layout, {7: "error"})
    work = open_build(recipe(layout), stormy, only_failed=True)
    assert [plan.shard for plan in work.pending] == [0, 1, 2, 3]
    list(run_on(work, local_map))
    assert [plan.shard for plan in open_build(recipe(layout), stormy, only_failed=True).pending] == [2]
    replant(layout, {})
    list(run_on(open_build(recipe(layout), stormy, only_failed=True), local_map))
    assert digests(stormy) == digests(calm)
    assert not list(open_build(recipe(layout), stormy, only_failed=True).pending)


def test_anonymous_records_name_no_host_and_no_folder(layout: Path, folder: Path) -> None:
    replant(layout, {1: "error"})
    asked = recipe(layout, scenes=2, scenes_per_shard=2)
    for anonymous in (False, True):
        out = folder / f"anonymous-{anonymous}"
        list(run_on(open_build(asked, out), local_map, RunOptions(anonymous=anonymous)))
        (record,) = records_of(out).values()
        (error,) = record.quarantined
        assert layout.name in error.stderr
        assert (str(folder) in error.stderr, bool(record.host)) == (not anonymous, not anonymous)
