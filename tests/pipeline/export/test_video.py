"""Clips as PNG frames and MP4: drawings come back from the video bit for bit, pictures nearly so."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.dataset.keys import SampleKey
from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.export.driver import export
from cavendish.pipeline.export.video import DRAWING, video_bytes
from cavendish.scenes.errors import RequestError

av = pytest.importorskip("av")
FRAMES = 3


@pytest.fixture(scope="module")
def exported(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(clips, tmp_path_factory.mktemp("video") / "exported", "video") / "train"


def frames_of(path: Path) -> tuple[list[np.ndarray], float]:
    """Return the frames of a video, read by PyAV, and how many there are in a second."""
    with av.open(str(path)) as video:
        (stream,) = video.streams.video
        return [frame.to_ndarray(format="rgb24") for frame in video.decode(stream)], float(stream.average_rate)


def targets(clips: Path, task: str) -> list[bytes]:
    found = {
        SampleKey.parse(sample.key): sample.target
        for file in clips.rglob("*.tar")
        for sample in read_tar(file.read_bytes())
    }
    of_first = [key for key in found if (key.scene, key.task) == (0, task)]
    return [found[key] for key in sorted(of_first, key=lambda key: key.view)]


def lines(exported: Path) -> dict[str, dict[str, object]]:
    """Return the lines of the first scene by their tasks."""
    told = [json.loads(line) for line in (exported / "metadata.jsonl").read_text().splitlines()]
    return {line["task"]: line for line in told if line["video"].startswith("00000000/")}


@pytest.mark.parametrize(("task", "count"), [("depth", FRAMES), ("optical_flow", FRAMES - 1)])
def test_drawings_are_lossless(clips: Path, exported: Path, task: str, count: int) -> None:
    line = lines(exported)[task]
    found, fps = frames_of(exported / str(line["video"]))
    assert (len(found), line["frames"], fps, line["fps"]) == (count, count, 8, 8)
    for frame, target in zip(found, targets(clips, task), strict=True):
        np.testing.assert_array_equal(frame, png_array(target))


def test_pictures_play_everywhere_and_are_of_high_quality(exported: Path) -> None:
    path = exported / str(lines(exported)["depth"]["control_video"])
    found, _ = frames_of(path)
    stored = [png_array(file.read_bytes()) for file in sorted(path.with_suffix("").glob("*.png"))]
    assert len(found) == len(stored) == FRAMES
    off = np.abs(np.array(found).astype(int) - np.array(stored))
    assert off.mean() < 4
    with av.open(str(path)) as video:
        assert video.streams.video[0].format.name == "yuv420p"


def test_frames_lie_beside_the_video_as_they_are_stored(clips: Path, exported: Path) -> None:
    folder = (exported / str(lines(exported)["depth"]["video"])).with_suffix("")
    assert [file.read_bytes() for file in sorted(folder.iterdir())] == targets(clips, "depth")


def test_all_that_a_line_says_decodes_all_its_frames(exported: Path) -> None:
    for line in lines(exported).values():
        assert line["prompt"]
        assert (line["codec"] == "flow") == (json.loads(str(line["codec_parameters"])).keys() == {"reach_px"})
        assert (exported / str(line["video"])).is_file()
        assert (exported / str(line["control_video"])).is_file()


def test_the_same_pictures_give_the_same_bytes(clips: Path) -> None:
    pictures = targets(clips, "depth")
    assert video_bytes(pictures, 8, DRAWING) == video_bytes(pictures, 8, DRAWING)


def test_a_dataset_without_clips_is_refused(built: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"is made of clips, and the recipe of .* asks for none"):
        export(built, tmp_path / "exported", "video")
