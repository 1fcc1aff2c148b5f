"""Quality per second beside BlenderProc: `python -m benchmarks.render --cache FOLDER`.

The same scenes are built as BlenderProc's documentation does it, at its default quality with one process a scene
(`benchmarks.render_peer`), and by Cavendish in one process: picture, truth, encoding and shards. Frames per hour count
all that both do, at `--size`; the share of time outside Cycles is that of `--own-size`. PSNR is that of 8-bit pictures
to a converged reference of a side's own light transport (bounces, clamping …) with other seeds, no denoiser and nothing
adaptive, both developed at the reference's exposure; it is taken over squares spread over the frame, since a whole
frame of 4096 samples takes hours. The noise left in the reference stands beside it. Everything but Cavendish's own
times is kept in the cache, and the same command goes on where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.codecs import machine
from benchmarks.render_pictures import TRANSPORT

SCENES = "room:1,hall:1,tabletop:1,street:1"
SIDES = ("BlenderProc", "Cavendish")
SPEED, LOSS_DB, LEAST_DB, OUTSIDE = 8.0, 3.0, 40.0, 0.15


class Row(NamedTuple):
    """One scene: seconds of a frame, PSNR, and the noise of the reference in dB, of BlenderProc and of Cavendish."""

    scene: str
    peer_s: float
    ours_s: float
    peer_db: float
    ours_db: float
    peer_reference_db: float
    ours_reference_db: float


def step(name: str, **arguments: Any) -> None:
    """Run one step of `render_pictures` in a process of its own."""
    call("benchmarks.render_pictures", name, json.dumps(arguments))


def call(*module_and_arguments: str) -> float:
    """Run a module in a new Python and return its wall time in seconds; raises CalledProcessError."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", *module_and_arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def digest(*values: Any) -> str:
    """Name what depends on these values and nothing else."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:12]


def peer_seconds(cache: Path, key: str, views: int) -> float:
    """Return the wall time of BlenderProc's process for one frame."""
    kept = cache / f"{key}-peer-seconds.json"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            kept.write_text(json.dumps(call("benchmarks.render_peer", str(cache / f"{key}.json"), folder)))
    return float(json.loads(kept.read_text())) / views


def scores(cache: Path, key: str, side: str, settings: dict[str, Any], options: argparse.Namespace) -> dict[str, float]:
    """Return PSNR and reference noise of one scene on one side."""
    transport = {name: settings[name] for name in TRANSPORT}
    names = {
        "picture": f"{key}-{side}-picture-{digest(settings)}.npy",
        "reference": f"{key}-{side}-reference-{digest(transport, options.tiles)}",
        "score": f"{key}-{side}-score-{digest(settings, options.samples, options.tiles)}.json",
    }
    if not (cache / names["score"]).exists():
        arguments = {
            "key": key,
            "side": side,
            "quality": options.quality,
            "samples": options.samples,
            "tiles": options.tiles,
        }
        step("score", **arguments, cache=str(cache), names=names)
    return dict(json.loads((cache / names["score"]).read_text()))


def measure(options: argparse.Namespace) -> tuple[list[Row], dict[str, float]]:
    """Return a row for each scene, and what holds for Cavendish's whole process."""
    cache, scenes = options.cache, options.scenes.split(",")
    shared = {"scenes": scenes, "views": options.views, "quality": options.quality}
    step("prepare", **shared, size=options.size, cache=str(cache))
    prepared = json.loads((cache / "prepared.json").read_text())
    process_s, built = built_by_us(cache, shared, options.size)
    _, own = built_by_us(cache, shared, options.own_size)
    rows = []
    for scene, key in prepared["keys"].items():
        sides = [scores(cache, key, side, prepared[side], options) for side in ("peer", "ours")]
        each = [side[name] for name in ("psnr_db", "reference_db") for side in sides]
        rows.append(Row(scene, peer_seconds(cache, key, options.views), built["seconds"][scene] / options.views, *each))
    shards_s = sum(own["seconds"].values())
    return rows, {"process_s": process_s, "shards_s": shards_s, "outside_cycles": 1 - own["cycles"] / shards_s}


def built_by_us(cache: Path, shared: dict[str, Any], frame_size: list[int]) -> tuple[float, dict[str, Any]]:
    """Return the wall time of a process that builds all scenes, and its seconds: of each scene, and inside Cycles."""
    started = time.perf_counter()
    step("build", **shared, size=frame_size, answer=str(cache / "built.json"))
    return time.perf_counter() - started, json.loads((cache / "built.json").read_text())


def summary(rows: list[Row], whole: dict[str, float], views: int) -> list[tuple[str, str, str, bool]]:
    """Return what was asked for: a name, what was measured, the target, and whether it is met."""
    ours, peer = 3600 * views * len(rows) / whole["process_s"], 3600 * len(rows) / sum(row.peer_s for row in rows)
    loss_db, least_db = max(row.peer_db - row.ours_db for row in rows), min(row.ours_db for row in rows)
    outside = whole["outside_cycles"]
    speed = f"{ours:.0f} against {peer:.1f}: {ours / peer:.1f}×"
    return [
        ("frames per hour", speed, f"at least {SPEED:.0f}×", ours / peer >= SPEED),
        ("below BlenderProc's PSNR", f"{loss_db:.1f} dB at most", f"at most {LOSS_DB:.0f} dB", loss_db <= LOSS_DB),
        ("PSNR", f"{least_db:.1f} dB at least", f"at least {LEAST_DB:.0f} dB", least_db >= LEAST_DB),
        ("wall time outside Cycles", f"{outside:.1%}", f"at most {OUTSIDE:.0%}", outside <= OUTSIDE),
    ]


def tables(rows: list[Row], verdicts: list[tuple[str, str, str, bool]]) -> list[Table]:
    """Return both tables for the terminal."""
    scenes = Table("scene", *(f"{side}\n{what}" for what in ("s/frame", "dB", "reference dB") for side in SIDES))
    for row in rows:
        scenes.add_row(row.scene, *(f"{value:.1f}" for value in row[1:]))
    asked = Table("", "measured", "asked for", "")
    for name, measured, target, met in verdicts:
        asked.add_row(name, measured, target, "met" if met else "missed")
    return [scenes, asked]


def size(text: str) -> list[int]:
    """Read WIDTHxHEIGHT."""
    width, height = text.split("x")
    return [int(width), int(height)]


def parsed() -> argparse.Namespace:
    """Return the command's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps what was measured")
    parser.add_argument("--scenes", default=SCENES, help="LAYOUT:SEED,…")
    parser.add_argument("--quality", default="standard", help="draft, standard or high")
    parser.add_argument("--size", type=size, default=[256, 256], help="WIDTHxHEIGHT of the frames compared")
    parser.add_argument("--own-size", type=size, default=[512, 512], help="that of Cavendish's share outside Cycles")
    parser.add_argument("--tiles", type=int, default=12, help="how many squares of a frame PSNR is taken over")
    parser.add_argument("--views", type=int, default=1, help="views of each scene")
    parser.add_argument("--samples", type=int, default=4096, help="samples of the references")
    parser.add_argument("--json", type=Path, help="where to write the figures as JSON")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    options = parsed()
    options.cache.mkdir(parents=True, exist_ok=True)
    rows, whole = measure(options)
    verdicts = summary(rows, whole, options.views)
    console = Console()
    compared, own = ("×".join(map(str, each)) for each in (options.size, options.own_size))
    console.print(
        f"{options.quality}, {options.views} views a scene at {compared}, PSNR over {options.tiles} squares to "
        f"{options.samples} samples, time outside Cycles at {own}; {machine()}"
    )
    console.print(*tables(rows, verdicts))
    if options.json:
        figures = {"scenes": [row._asdict() for row in rows], **whole, "met": {v[0]: v[3] for v in verdicts}}
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
