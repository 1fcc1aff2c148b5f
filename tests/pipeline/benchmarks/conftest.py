"""Reports as `evaluate` writes them, made without scoring anything."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., str]


def content(
    task: str, scores: Mapping[str, float | None], source: str = "marigold-depth", part: str = "nyu", **changes: Any
) -> dict[str, Any]:
    """Return what an evaluation.json holds of four pictures."""
    subject = {"dataset": "mine", "split": "test", "set": source, "part": part}
    counts = {"asked": 4, "scored": 4, "missing": 0, "broken": 0, "counted as the worst": 0}
    return {
        "subject": subject,
        "complete": True,
        "scores": {task: scores},
        "pictures": {task: counts},
        "protocol": {task: {"counts": "all", "ignored": "nothing", "mean": "over pictures"}},
    } | changes


@pytest.fixture
def report(tmp_path: Path) -> Make:
    """Write a report into a folder, and return NAME=FOLDER."""

    def make(name: str, *args: Any, **changes: Any) -> str:
        folder = tmp_path / f"{name}-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / "evaluation.json").write_text(json.dumps(content(*args, **changes)))
        return f"{name}={folder}"

    return make
