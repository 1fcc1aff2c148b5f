"""How a build goes, summed up from its events."""

from typing import Any

import pytest

from cavendish.manifests.records import Timings
from cavendish.pipeline.monitor.events import Event, EventKind
from cavendish.pipeline.monitor.progress import RECENT, WINDOW, Progress, advance, duration, pace, sentence
from cavendish.pipeline.terminal.plaintext import one_line

START_S = 1000.0


def at(time_s: float, kind: EventKind, **fields: Any) -> Event:
    return Event(kind, fields, time_s)


def after(*events: Event) -> Progress:
    progress = advance(
        Progress(), at(START_S, EventKind.BUILD_STARTED, name="rooms", root="out", shards=20, pending=10)
    )
    for event in events:
        progress = advance(progress, event)
    return progress


def shard(time_s: float, frames: int = 6) -> Event:
    made = {"samples": 9, "frames": frames, "bytes": 1000, "seconds": 5.0, "host": "a"}
    timings = {"prepare_s": 0.5, "render_s": 4.0, "encode_s": 0.4, "publish_s": 0.1}
    return at(time_s, EventKind.SHARD_FINISHED, shard="train-000001", **made, **timings)


def test_what_was_there_counts_as_done_but_not_as_made() -> None:
    assert (after().done, after().made) == (10, 0)
    progress = after(shard(1010), shard(1020))
    assert (progress.done, progress.made, progress.frames, progress.samples, progress.bytes) == (12, 2, 12, 18, 2000)
    assert progress.timings == Timings(prepare_s=1.0, render_s=8.0, encode_s=0.8, publish_s=0.2)


def test_pace_and_time_left() -> None:
    assert pace(after(), 1100) == (0.0, None)
    assert pace(after(shard(1010), shard(1020)), 1020) == (pytest.approx(0.6), pytest.approx(80))
    slower = pace(after(shard(1010), shard(1020)), 1040)
    assert slower == (pytest.approx(0.3), pytest.approx(160))


def test_pace_forgets_how_it_began() -> None:
    slow, fast = [shard(2000.0)], [shard(2000.0 + 0.5 * n) for n in range(1, WINDOW + 1)]
    progress = after(*slow, *fast)
    assert len(progress.marks) == WINDOW
    assert pace(progress, 2000 + 0.5 * WINDOW)[0] == pytest.approx(12, rel=0.01)


def test_a_finished_build_has_its_mean_pace() -> None:
    progress = after(shard(1010), shard(1012), at(1024, EventKind.BUILD_FINISHED, seconds=24.0, failure=None))
    assert pace(progress, 9999) == (0.5, 0.0)
    assert progress.failure is None


def test_workers_retries_and_quarantine() -> None:
    poison = {"shard": "train-000003", "scene": 7, "failure": "timeout", "tries": 3, "message": "600 s", "host": "a"}
    progress = after(
        at(1, EventKind.WORKER_STARTED, worker=0, host="a", pid=1, workers=1),
        at(2, EventKind.WORKER_STARTED, worker=1, host="b", pid=1, workers=2),
        at(3, EventKind.WORKER_LOST, worker=1, host="b", failure="crash", message="signal 11", workers=1),
        at(4, EventKind.NODE_AVOIDED, host="b", failure="GPU fault", message="no device"),
        at(5, EventKind.NODE_AVOIDED, host="b", failure="GPU fault", message="no device"),
        at(6, EventKind.SCENE_RETRIED, **poison),
        at(7, EventKind.SHARD_RETRIED, shard="train-000004", failure="lost worker", message="b"),
        at(8, EventKind.SCENE_QUARANTINED, **poison),
        at(9, EventKind.STORAGE_RETRIED, path="train/x.tar", tries=1, message="503"),
    )
    counts = (progress.workers, progress.workers_lost, progress.retries, progress.quarantined, progress.storage_retries)
    assert counts == (1, 1, 2, 1, 1)
    assert progress.avoided == ("b",)
    assert progress.recent[-2] == "train-000003, scene 7: quarantined after 3 tries (timeout): 600 s"
    assert len(progress.recent) == RECENT


def test_sentences_are_for_what_is_out_of_the_ordinary() -> None:
    assert sentence(shard(1)) is None
    assert sentence(at(1, EventKind.WORKER_LOST, host="a")) == "a worker on a is lost (?): ?"


def test_text_of_unknown_origin_cannot_steer_a_terminal() -> None:
    assert one_line("\x1b[2Jgone\r\nSegmentation fault\x07", 80) == "[2Jgone Segmentation fault"
    assert one_line("x" * 100, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (41.4, "41 s"), (60, "1 min"), (100, "1 min 40 s"), (7980, "2 h 13 min"), (180000, "2 d 2 h")],
)
def test_durations(seconds: float, said: str) -> None:
    assert duration(seconds) == said
