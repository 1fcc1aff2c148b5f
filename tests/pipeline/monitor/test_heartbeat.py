"""One build at a time works on OUT, whatever the clocks say; and one that was taken over from stops by itself."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cavendish.manifests import Recipe, ShardRecord
from cavendish.pipeline.build.driver import complete, open_build, run_on
from cavendish.pipeline.dataset.folder import STATUS
from cavendish.pipeline.dataset.plan import ShardPlan
from cavendish.pipeline.monitor.heartbeat import LISTENED_S, check_no_other_build, holding
from cavendish.pipeline.monitor.status import read_status
from cavendish.pipeline.workers.executor import local_map
from cavendish.scenes.errors import RequestError, WorkError

from ..build.test_build import CAVENDISH


def said(out: Path, **changes: object) -> bytes:
    """Have a driver on another host say something, and return it."""
    elsewhere = {"host": "elsewhere", "pid": 7, "lease": "another", "ended": None, "beat": datetime.now(UTC)}
    status = json.loads((out / STATUS).read_text()) | elsewhere | changes
    (out / STATUS).write_text(json.dumps(status, default=str))
    return (out / STATUS).read_bytes()


def never(seconds: float) -> None:
    raise AssertionError("there is nothing to wait for")


def test_a_build_has_its_place_before_its_workers_start(
    tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ray takes seconds to start: who comes in these is refused."""
    file, out = tmp_path / "r.yaml", tmp_path / "out"
    file.write_text(tiny.model_dump_json())
    seen = []

    def make(plans: Iterable[ShardPlan]) -> Iterator[ShardRecord]:
        second = subprocess.run([*CAVENDISH, "build", file, out], capture_output=True, text=True, check=False)
        seen.append((second.returncode, second.stderr, sorted(path.name for path in out.iterdir())))
        raise RequestError("no worker is to be had")

    with pytest.raises(RequestError, match="no worker"):
        list(complete(open_build(tiny, out), make))
    ((code, error, there),) = seen
    assert (code, there) == (2, [STATUS])
    assert "another build is at work there" in error
    assert not out.exists()


def test_what_was_said_before_is_put_back_where_no_worker_starts(copied: Path) -> None:
    before = (copied / STATUS).read_bytes()
    with suppress(RequestError), holding(copied, "tiny", 2, 0):
        assert (copied / STATUS).read_bytes() != before
        raise RequestError("no worker is to be had")
    assert (copied / STATUS).read_bytes() == before


def test_a_driver_that_was_taken_over_from_stops(tiny: Recipe, tmp_path: Path) -> None:
    out = tmp_path / "out"
    records = run_on(open_build(tiny, out), local_map)
    next(records)
    theirs, manifest = said(out), (out / "manifest.json").read_bytes()
    with pytest.raises(WorkError, match=r"another build has taken it over \(process 7 on host elsewhere\)"):
        list(records)
    assert (out / STATUS).read_bytes() == theirs
    assert (out / "manifest.json").read_bytes() == manifest
    assert not (out / "README.md").exists()


def test_of_two_that_come_at_once_one_is_left(tiny: Recipe, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with holding(tmp_path / "out", "tiny", 2, 0) as first, holding(tmp_path / "out", "tiny", 2, 0) as second:
        second.check(now=True)
        with pytest.raises(WorkError, match="another build has taken it over"):
            first.check(now=True)


def test_who_is_at_work_is_not_disturbed(copied: Path) -> None:
    said(copied)
    with pytest.raises(RequestError, match="another build is at work there"):
        check_no_other_build(copied, never)


@pytest.mark.parametrize("hours", [1, 24 * 365])
def test_a_beat_from_the_future_is_of_an_unknown_driver(copied: Path, tiny: Recipe, hours: int) -> None:
    said(copied, beat=datetime.now(UTC) + timedelta(hours=hours))
    with pytest.raises(RequestError, match=r"nobody can tell .* remove status.json"):
        check_no_other_build(copied, never)
    (copied / STATUS).unlink()
    assert open_build(tiny, copied).done == 2


def test_one_that_seems_silent_and_still_beats_has_another_clock(copied: Path) -> None:
    late = datetime.now(UTC) - timedelta(hours=1)
    said(copied, beat=late)
    with pytest.raises(RequestError, match=r"is 59 min 5\d s behind; set the clocks, or .* remove status.json"):
        check_no_other_build(copied, lambda seconds: (said(copied, beat=late + timedelta(seconds=10)), None)[1])


def test_the_place_of_one_that_is_silent_is_taken(copied: Path) -> None:
    waited: list[float] = []
    said(copied, beat=datetime.now(UTC) - timedelta(hours=1))
    check_no_other_build(copied, waited.append)
    assert waited == [LISTENED_S]
    said(copied, beat=datetime.now(UTC) - timedelta(days=2))
    check_no_other_build(copied, never)


def test_each_build_has_a_word_of_its_own(copied: Path) -> None:
    words = set()
    for _ in range(2):
        with holding(copied, "tiny", 2, 0):
            status = read_status(copied)
        assert status
        words.add(status.lease)
    assert len(words) == 2
