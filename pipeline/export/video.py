"""Clips as PNG frames and as MP4, for trainers of video models: the picture, and each drawing asked of all its frames.

    DIR/SPLIT/00000003/image/000.png …    image.mp4        H.264, yuv420p: of high quality, and every player shows it
    DIR/SPLIT/00000003/00-depth/000.png … 00-depth.mp4     H.264 in RGB, lossless: its colours decode as the PNGs' do
    DIR/SPLIT/metadata.jsonl                               a line for each drawing, by DiffSynth's names of columns

Where the frames of a clip are asked in different words, as of instances that come and go, no video is made of them.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from ...manifests import Recipe
from ...scenes.errors import RequestError
from ..dataset.folder import read_manifest
from ..dataset.keys import SampleKey
from ..dataset.png import png_array
from ..dataset.publish import publish
from ..dataset.samples import Sample, metadata_of
from .source import ShardSource

METADATA = "metadata.jsonl"
SAME = {"preset": "slow", "x264-params": "cpu-independent=1"}  # without it, not always the same bytes on one machine
PICTURE = ("libx264", "yuv420p", {"crf": "12"} | SAME)
DRAWING = ("libx264rgb", "rgb24", {"crf": "0"} | SAME)  # 0: lossless
TOLD = ("task", "codec", "codec_parameters", "palette", "width", "height")  # of the metadata of samples, for all frames
ASKED = ("prompt", "codec", "codec_parameters", "palette")  # what the frames of a video have in common
FINEST_FPS = 1001  # denominator of a rate


@dataclass(frozen=True, slots=True)
class Drawing:
    """One question asked of all frames of a clip: where it lies, and its samples in the order of the frames."""

    name: str
    samples: tuple[Sample, ...]


def check_clips(root: object, recipe: Recipe) -> None:
    """Raise RequestError where a dataset has no clips, or where PyAV is not installed."""
    if recipe.clips is None:
        raise RequestError(f"is made of clips, and the recipe of {root} asks for none", "to", "video")
    _av()


def write(source: ShardSource, folder: Path) -> None:
    """Write the clips of one shard."""
    fps, base = _fps(source), folder / source.split
    pictures: dict[int, list[bytes]] = defaultdict(list)
    for key, picture in sorted(source.pictures().items()):
        pictures[key.scene].append(picture)
    for scene, frames in pictures.items():
        _write_video(base, f"{scene:08d}/image", frames, fps, PICTURE)
    for drawing in _drawings(source.samples()):
        _write_video(base, drawing.name, [sample.target for sample in drawing.samples], fps, DRAWING)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write the metadata of each split, a line a drawing."""
    for split in dict.fromkeys(source.split for source in sources):
        own = [source for source in sources if source.split == split]
        lines = [_line(each, _fps(source)) for source in own for each in _drawings(source.samples())]
        publish(folder / split, METADATA, "".join(lines).encode())


def video_bytes(pictures: Sequence[bytes], fps: float, form: tuple[str, str, dict[str, str]]) -> bytes:
    """Return PNG pictures of one size as an MP4; the same bytes from the same version of PyAV."""
    av, (codec, pixels, options), buffer = _av(), form, io.BytesIO()
    arrays = [png_array(picture) for picture in pictures]
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream(codec, rate=Fraction(fps).limit_denominator(FINEST_FPS), options=options)
        stream.pix_fmt, stream.thread_count = pixels, 1  # more threads give other bytes
        stream.height, stream.width = arrays[0].shape[:2]
        for array in arrays:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(array, format="rgb24")))
        container.mux(stream.encode())
    return buffer.getvalue()


def _fps(source: ShardSource) -> float:
    clips = read_manifest(source.root).recipe.clips
    return clips.fps if clips else 1.0


def _write_video(
    base: Path, name: str, pictures: Sequence[bytes], fps: float, form: tuple[str, str, dict[str, str]]
) -> None:
    for number, picture in enumerate(pictures):
        publish(base, f"{name}/{number:03d}.png", picture, durable=False)
    publish(base, f"{name}.mp4", video_bytes(pictures, fps, form), durable=False)


def _drawings(samples: Iterable[Sample]) -> Iterator[Drawing]:
    """Yield the questions that are asked of the frames of a clip in the same words, from the first frame on."""
    found: dict[tuple[int, int, str], dict[int, Sample]] = defaultdict(dict)
    for sample in samples:
        key = SampleKey.parse(sample.key)
        found[key.scene, key.sample, key.task][key.view] = sample
    for (scene, number, task), by_view in sorted(found.items()):
        asked = {tuple(metadata_of(sample.parts)[name] for name in ASKED) for sample in by_view.values()}
        if len(asked) == 1 and len(by_view) > 1 and sorted(by_view) == list(range(len(by_view))):
            yield Drawing(f"{scene:08d}/{number:02d}-{task}", tuple(by_view[view] for view in sorted(by_view)))


def _line(drawing: Drawing, fps: float) -> str:
    meta = metadata_of(drawing.samples[0].parts)
    told: dict[str, Any] = {
        "video": f"{drawing.name}.mp4",
        "control_video": f"{drawing.name.partition('/')[0]}/image.mp4",
        "prompt": meta["prompt"],
        "frames": len(drawing.samples),
        "fps": fps,
    }
    return json.dumps(told | {name: meta[name] for name in TOLD}, ensure_ascii=False) + "\n"


def _av() -> Any:
    """Return PyAV; raises RequestError where it is not installed."""
    try:
        import av
    except ImportError:
        raise RequestError("MP4 needs av; install `cavendish[export]`", "to") from None
    return av
