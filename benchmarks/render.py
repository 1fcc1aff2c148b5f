"""Quality per second beside BlenderProc: `python -m benchmarks.render --cache FOLDER`.

The same scenes are built as BlenderProc's documentation does it, at its default quality with one process a scene
(`benchmarks.render_peer`), and by Cavendish: picture, truth, encoding and shards. Frames per hour count all that both
do, at `--size`, once by the clock and once by CPU time. Both sides of a scene are timed one right after the other, as
machines drift; of Cavendish's starts one is counted, since one process builds many scenes. The share of time outside
Cycles is that of our shards.

PSNR is that of 8-bit pictures to a converged reference of a side's own light transport (bounces, clamping …) with other
seeds, no denoiser and nothing adaptive, both developed at the reference's exposure; it is taken over squares spread
over the frame, since a whole frame of 4096 samples takes hours. Beside it stand the noise left in the reference, the
PSNR with that noise taken out (the mean product of the picture's differences to two halves of the reference, whose
noises are independent), and the share of the light that the transport keeps of one with twelve bounces, caustics and no
clamping. Everything is kept in the cache by the scenes' looks and the settings of Cycles, and the same command goes on
where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.codecs import machine
from benchmarks.render_pictures import TRANSPORT

SCENES = "room:1,hall:1,tabletop:1,street:1"
SPEED, LOSS_DB, LEAST_DB, OUTSIDE = 8.0, 3.0, 40.0, 0.15


class Spent(NamedTuple):
    """Time by the clock and on all cores together."""

    wall_s: float
    cpu_s: float


class Side(NamedTuple):
    """What one program needs for a frame of a scene, and how good it is."""

    wall_s: float
    cpu_s: float
    psnr_db: float
    reference_db: float
    noiseless_db: float
    light: float


class Row(NamedTuple):
    """One scene."""

    scene: str
    peer: Side
    ours: Side


def step(name: str, **arguments: Any) -> Spent:
    """Run one step of `render_pictures` in a process of its own."""
    return call("benchmarks.render_pictures", name, json.dumps(arguments))


def call(*module_and_arguments: str) -> Spent:
    """Run a module in a new Python and return the time that it took; raises CalledProcessError."""
    before, started = children_cpu_s(), time.perf_counter()
    subprocess.run([sys.executable, "-m", *module_and_arguments], check=True, stdout=subprocess.DEVNULL)
    return Spent(time.perf_counter() - started, children_cpu_s() - before)


def children_cpu_s() -> float:
    """Return the CPU time of all processes that this one started and saw end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def digest(*values: Any) -> str:
    """Name what depends on these values and nothing else."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:12]


def times(cache: Path, key: str, scene: str, settings: Any, options: argparse.Namespace) -> dict[str, Spent]:
    """Return the time for all views of a scene: of BlenderProc, our shard, Cycles' renders in it, our start."""
    kept = cache / f"{key}-times-{digest(settings)}.json"
    if not kept.exists():
        arguments = {"scene": scene, "size": options.size, "views": options.views, "quality": options.quality}
        process = step("build", **arguments, answer=str(cache / "built.json"))
        built = {name: Spent(*spent) for name, spent in json.loads((cache / "built.json").read_text()).items()}
        with tempfile.TemporaryDirectory() as folder:
            peer = call("benchmarks.render_peer", str(cache / f"{key}.json"), folder, str(cache / f"{key}-peer.exr"))
        start = Spent(*(whole - part for whole, part in zip(process, built["ours"], strict=True)))
        kept.write_text(json.dumps({"peer": peer, "start": start, **built}))
    return {name: Spent(*spent) for name, spent in json.loads(kept.read_text()).items()}


def scores(cache: Path, key: str, side: str, settings: dict[str, Any], options: argparse.Namespace) -> list[float]:
    """Return a side's figures of one scene from `psnr_db` on."""
    transport = {name: settings[name] for name in (*TRANSPORT, "look") if name in settings}
    names = {
        "picture": f"{key}-peer.exr" if side == "peer" else f"{key}-ours-{digest(settings)}.npy",
        "reference": f"{key}-{side}-reference-{digest(transport, options.tiles)}",
        "light": f"{key}-light-{digest(options.tiles)}.npy",
        "score": f"{key}-{side}-score-{digest(settings, options.samples, options.tiles)}.json",
    }
    if not (cache / names["score"]).exists():
        arguments = {"key": key, "side": side, "quality": options.quality}
        step("score", **arguments, samples=options.samples, tiles=options.tiles, cache=str(cache), names=names)
    score = json.loads((cache / names["score"]).read_text())
    return [score[name] for name in Side._fields[2:]]


def measure(options: argparse.Namespace) -> tuple[list[Row], dict[str, float]]:
    """Return a row for each scene, and what holds for all of them."""
    cache, scenes = options.cache, options.scenes.split(",")
    shared = {"scenes": scenes, "views": options.views, "quality": options.quality}
    step("prepare", **shared, size=options.size, cache=str(cache))
    prepared = json.loads((cache / "prepared.json").read_text())
    rows, all_spent = [], []
    for scene, (key, settings) in prepared.items():
        spent = times(cache, key, scene, settings, options)
        all_spent.append(spent)
        rows.append(Row(scene, *(side(cache, key, name, settings, spent[name], options) for name in ("peer", "ours"))))
    return rows, {
        "start_wall_s": mean(spent["start"].wall_s for spent in all_spent),
        "start_cpu_s": mean(spent["start"].cpu_s for spent in all_spent),
        "outside_cycles": 1 - sum(s["cycles"].wall_s for s in all_spent) / sum(s["ours"].wall_s for s in all_spent),
    }


def side(cache: Path, key: str, name: str, settings: dict[str, Any], spent: Spent, options: argparse.Namespace) -> Side:
    """Return what a side ("peer" or "ours") needs for a frame, and how good it is."""
    return Side(*(each / options.views for each in spent), *scores(cache, key, name, settings[name], options))


def summary(rows: list[Row], whole: dict[str, float], views: int) -> list[tuple[str, str, str, bool]]:
    """Return what was asked for: a name, what was measured, the target, and whether it is met."""
    loss_db = max(row.peer.psnr_db - row.ours.psnr_db for row in rows)
    least_db = min(row.ours.psnr_db for row in rows)
    outside = whole["outside_cycles"]
    return [
        _speed("frames per hour", rows, "wall_s", whole["start_wall_s"] / views),
        _speed("frames per CPU hour", rows, "cpu_s", whole["start_cpu_s"] / views),
        ("below BlenderProc's PSNR", f"{loss_db:.1f} dB at most", f"at most {LOSS_DB:.0f} dB", loss_db <= LOSS_DB),
        ("PSNR", f"{least_db:.1f} dB at least", f"at least {LEAST_DB:.0f} dB", least_db >= LEAST_DB),
        ("wall time outside Cycles", f"{outside:.1%}", f"at most {OUTSIDE:.0%}", outside <= OUTSIDE),
    ]


def _speed(name: str, rows: list[Row], time: str, start_s: float) -> tuple[str, str, str, bool]:
    peer_s = sum(getattr(row.peer, time) for row in rows)
    ours_s = sum(getattr(row.ours, time) for row in rows) + start_s
    ours, peer = 3600 * len(rows) / ours_s, 3600 * len(rows) / peer_s
    return name, f"{ours:.0f} against {peer:.1f}: {ours / peer:.1f}×", f"at least {SPEED:.0f}×", ours / peer >= SPEED


def tables(rows: list[Row], verdicts: list[tuple[str, str, str, bool]]) -> list[Table]:
    """Return both tables for the terminal."""
    what = ("wall\ns", "CPU\ns", "PSNR\ndB", "ref.'s\ndB", "noiseless\ndB", "light\n%")
    scenes = Table("scene", "", *what)
    for row in rows:
        for name, side in (("BlenderProc", row.peer), ("Cavendish", row.ours)):
            figures = (f"{value:.1f}" for value in (*side[:-1], 100 * side.light))
            scenes.add_row(row.scene, name, *figures)
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
    parser.add_argument("--size", type=size, default=[512, 512], help="WIDTHxHEIGHT of the frames compared")
    parser.add_argument("--tiles", type=int, default=12, help="how many squares of a frame PSNR is taken over")
    parser.add_argument("--views", type=int, default=1, help="views of each scene")
    parser.add_argument("--samples", type=int, default=8192, help="samples of the references")
    parser.add_argument("--json", type=Path, help="where to write the figures as JSON")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    options = parsed()
    options.cache.mkdir(parents=True, exist_ok=True)
    rows, whole = measure(options)
    verdicts = summary(rows, whole, options.views)
    console = Console()
    console.print(
        f"{options.quality}, {options.views} views a scene at {'×'.join(map(str, options.size))}, PSNR over "
        f"{options.tiles} squares to {options.samples} samples; {machine()}"
    )
    console.print(*tables(rows, verdicts))
    if options.json:
        scenes = {row.scene: {"BlenderProc": row.peer._asdict(), "Cavendish": row.ours._asdict()} for row in rows}
        figures = {"scenes": scenes, **whole, "met": {v[0]: v[3] for v in verdicts}}
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
