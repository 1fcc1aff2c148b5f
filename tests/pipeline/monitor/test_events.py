"""Whoever watches a build is told what happens, in order."""

from pathlib import Path

import pytest

from cavendish.manifests import Gates, Recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.monitor.events import Event, EventKind, event, to_all
from cavendish.pipeline.workers.executor import local_map
from cavendish.scenes.errors import WorkError


def events_of(recipe: Recipe, out: Path) -> list[Event]:
    seen: list[Event] = []
    list(run_on(open_build(recipe, out), local_map, observe=seen.append))
    return seen


def test_a_build_begins_brings_shards_and_ends(tiny: Recipe, tmp_path: Path) -> None:
    seen = events_of(tiny, tmp_path / "out")
    assert [e.kind for e in seen] == [
        EventKind.BUILD_STARTED,
        EventKind.SHARD_FINISHED,
        EventKind.SHARD_FINISHED,
        EventKind.BUILD_FINISHED,
    ]
    assert seen[0].fields == {"name": "tiny", "root": str(tmp_path / "out"), "shards": 2, "pending": 2}
    assert [e.fields["shard"] for e in seen[1:3]] == ["train-000000", "val-000001"]
    assert all(e.fields["frames"] == 4 for e in seen[1:3])
    assert seen[-1].fields["failure"] is None
    assert [e.time_s for e in seen] == sorted(e.time_s for e in seen)


def test_views_without_a_camera_are_no_frames(tiny: Recipe, tmp_path: Path) -> None:
    hopeless = tiny.model_copy(update={"gates": Gates(min_objects=1000, attempts=1)})
    seen = events_of(hopeless, tmp_path / "out")
    assert [e.fields["frames"] for e in seen if e.kind is EventKind.SHARD_FINISHED] == [0, 0]
    lost = [e.fields for e in seen if e.kind is EventKind.SCENE_QUARANTINED]
    assert [(e["scene"], e["shard"], e["failure"]) for e in lost[::3]] == [
        (0, "train-000000", "gate exhaustion"),
        (3, "val-000001", "gate exhaustion"),
    ]


def test_a_finished_build_begins_and_ends(copied: Path, tiny: Recipe) -> None:
    seen = events_of(tiny, copied)
    assert [e.kind for e in seen] == [EventKind.BUILD_STARTED, EventKind.BUILD_FINISHED]
    assert (seen[0].fields["shards"], seen[0].fields["pending"]) == (2, 0)


def test_why_a_build_stopped_is_told(tiny: Recipe, tmp_path: Path) -> None:
    seen: list[Event] = []
    (tmp_path / "out/truth").parent.mkdir()
    work = open_build(tiny, tmp_path / "out")
    (tmp_path / "out/truth").write_text("in the way")
    with pytest.raises(WorkError):
        list(run_on(work, local_map, observe=seen.append))
    assert seen[-1].kind is EventKind.BUILD_FINISHED
    assert "train-000000" in str(seen[-1].fields["failure"])


def test_several_observers_hear_the_same_in_order() -> None:
    heard: list[tuple[str, Event]] = []
    happened = event(EventKind.SHARD_RETRIED, shard="train-000001", failure="timeout")
    to_all(lambda e: heard.append(("first", e)), lambda e: heard.append(("second", e)))(happened)
    assert heard == [("first", happened), ("second", happened)]
