"""Proof that the data teach: a small U-Net learns to draw depth and normals, and is scored on scenes it never saw.

    python examples/train_tiny.py out/tiny           # renders tiny.yaml if need be, trains 12 minutes, scores

The net sees an image and the number of a task, and draws three channels of colour: the RGB target itself, nothing that
knows of metres or vectors. Its drawings are written as 8-bit PNGs named by key, which `cavendish evaluate` scores, and
beside them the answers that need no image: the mean of the training split, over all pixels, and at each place.
"""

import argparse
import json
import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import torch
from dataloader import loader
from matplotlib import pyplot
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.nn.functional import l1_loss
from unet import UNet

from cavendish import open_dataset
from cavendish.pipeline.codecs import depth, normals

TASKS = ("depth", "normals")
CODECS: dict[str, Any] = {"depth": depth, "normals": normals}
RATE = 2e-3  # of learning, at its highest
POINTS = 24  # of the curve
PROTOCOL = "ibims"  # every surface here is nearer than its cap of 25 m, to which drawn depths are clamped
RESIDUAL_MAX = 0.12  # depth colours further than this from the path are called rejected

Answer = Callable[[dict[str, Any]], Tensor]  # a batch to its drawings, B×3×H×W in 0…1
Curve = list[tuple[float, float, float]]  # share of the training that is over, loss in it, loss in validation
Gone = Callable[[int], float]  # the number of a step to the share of the training that is over before it


def drawn_by(net: UNet) -> Answer:
    """Return what the net answers."""
    return lambda batch: net(batch["image"], torch.tensor([TASKS.index(task) for task in batch["task"]]))


def train(
    out: Path, gone: Gone, seed: int = 0, tasks: Sequence[str] = TASKS, batch_size: int = 32
) -> tuple[UNet, Curve]:
    """Train by the L1 distance of colours until `gone`, asked before each step, is 1; the rate ends at 0 with it."""
    torch.manual_seed(seed)
    net = UNet(len(TASKS))
    optimiser = torch.optim.AdamW(net.parameters())
    batches, curve, losses = epochs(out, tasks, batch_size), Curve(), list[float]()
    steps = count()
    while (done := gone(next(steps))) < 1:
        optimiser.param_groups[0]["lr"] = RATE * min(1.0, 50 * done) * (1 + math.cos(math.pi * done)) / 2
        batch = next(batches)
        loss = l1_loss(drawn_by(net)(batch), batch["target"])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
        if done * POINTS > len(curve):
            curve.append((done, float(np.mean(losses)), validated(net, out, tasks)))
            print("{:4.0%}   train {:.4f}   val {:.4f}".format(*curve[-1]), flush=True)
            losses = []
    return net, curve


def by_steps(steps: int) -> Gone:
    """Return what says how much of some steps is over."""
    return lambda step: step / steps


def by_the_clock(minutes: float) -> Gone:
    """Return what says how much of some minutes is over."""
    started = time.monotonic()
    return lambda _step: (time.monotonic() - started) / (60 * minutes)


def epochs(out: Path, tasks: Sequence[str], batch_size: int) -> Iterator[dict[str, Any]]:
    """Yield shuffled batches of the training split for ever."""
    batches = loader(open_dataset(str(out), "train", tasks=tasks, shuffle=1000), batch_size)
    while True:
        yield from batches


def unseen(out: Path, split: str = "val", tasks: Sequence[str] = TASKS) -> Iterator[dict[str, Any]]:
    """Yield the batches of a split in order."""
    yield from loader(open_dataset(str(out), split, tasks=tasks), batch_size=32, workers=0)


@torch.no_grad()
def validated(net: UNet, out: Path, tasks: Sequence[str]) -> float:
    """Return the loss on scenes that the net does not learn from."""
    return float(np.mean([l1_loss(drawn_by(net)(batch), batch["target"]).item() for batch in unseen(out, tasks=tasks)]))


def means(out: Path) -> tuple[Answer, Answer]:
    """Return the answers that need no image: the mean depth or normal of all surfaces, and that of each place."""
    sums: dict[str, Any] = dict.fromkeys(TASKS, 0.0)
    counts: dict[str, Any] = dict.fromkeys(TASKS, 0.0)
    for batch in unseen(out, "train"):
        for task, target in zip(batch["task"], pixels(batch["target"]), strict=True):
            values = np.atleast_3d(CODECS[task].decode(target))
            surface = np.isfinite(values).all(-1, keepdims=True) & values.any(-1, keepdims=True)
            sums[task] += np.where(surface, values, 0.0)
            counts[task] += surface
    everywhere = {task: sums[task] * 0 + sums[task].sum((0, 1)) / counts[task].sum() for task in TASKS}
    places = {
        task: np.where(counts[task], sums[task] / np.maximum(counts[task], 1), everywhere[task]) for task in TASKS
    }
    return constant(everywhere), constant(places)


def constant(values: dict[str, NDArray[np.float64]]) -> Answer:
    """Return the answer that is the same for each image, from metres H×W×1 and vectors H×W×3."""
    vectors = values["normals"] / np.linalg.norm(values["normals"], axis=-1, keepdims=True)
    drawings = {"depth": depth.encode(values["depth"][..., 0]), "normals": normals.encode(vectors)}
    return lambda batch: torch.stack([torch.from_numpy(drawings[t]).permute(2, 0, 1) / 255 for t in batch["task"]])


def pixels(drawings: Tensor) -> NDArray[np.uint8]:
    """Return B×3×H×W in 0…1 as uint8 B×H×W×3."""
    return (255 * drawings).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()


@torch.no_grad()
def scores(out: Path, answer: Answer, folder: Path) -> dict[str, dict[str, float]]:
    """Draw the val split into a folder and have `cavendish evaluate` score it."""
    folder.mkdir(parents=True, exist_ok=True)
    for batch in unseen(out):
        for key, drawing in zip(batch["key"], pixels(answer(batch)), strict=True):
            Image.fromarray(drawing).save(folder / f"{key}.png")
    plain = evaluate(out, folder)
    rejected = evaluate(out, folder, "--residual-max", str(RESIDUAL_MAX))["depth"]["rejected"]
    return plain | {"depth": plain["depth"] | {"rejected": rejected}}


def evaluate(out: Path, folder: Path, *options: str) -> dict[str, dict[str, float]]:
    """Return the scores that the command finds."""
    said = cavendish("evaluate", out, folder, "--json", "--protocol", PROTOCOL, *options)
    found: dict[str, dict[str, float]] = json.loads(said)["scores"]
    return found


def cavendish(*arguments: object) -> str:
    """Run a command of Cavendish, and return what it prints."""
    program = Path(sys.executable).with_name("cavendish")
    done = subprocess.run([program, *map(str, arguments)], check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def write_table(path: Path, found: dict[str, dict[str, dict[str, float]]]) -> None:
    """Write and print the scores of each answer as a Markdown table."""
    columns = [("depth", name) for name in ("AbsRel", "δ1", "RMSE", "rejected")]
    columns += [("normals", name) for name in ("mean°", "median°", "<11.25°", "<30°")]
    lines = [["answer", *(f"{task}: {name}" for task, name in columns)], ["---"] * (len(columns) + 1)]
    lines += [[name, *(f"{by_task[task][s]:.3g}" for task, s in columns)] for name, by_task in found.items()]
    path.write_text("".join(f"| {' | '.join(line)} |\n" for line in lines))
    print(path.read_text())


def plot(path: Path, curve: Curve) -> None:
    """Write the training curve as a PNG."""
    mpl.use("Agg")
    figure, axes = pyplot.subplots(figsize=(6, 3), dpi=80, layout="constrained")
    gone, train_loss, val_loss = zip(*curve, strict=True)
    axes.semilogy(gone, train_loss, label="train")
    axes.semilogy(gone, val_loss, label="val: unseen scenes")
    axes.set(xlabel="share of the training", ylabel="L1 distance of colours (0…1)")
    axes.legend()
    figure.savefig(path)


@torch.no_grad()
def write_sheet(path: Path, answer: Answer, out: Path, columns: int = 12) -> None:
    """Write unseen images, their targets and the drawings, one below the other, as a PNG."""
    batch = next(unseen(out))
    rows = [pixels(pictures)[:columns] for pictures in (batch["image"], batch["target"], answer(batch))]
    sheet = np.concatenate([np.concatenate(list(row), axis=1) for row in rows])
    Image.fromarray(sheet).save(path, optimize=True)


def main() -> None:
    """Render, train, draw, score."""
    parser = argparse.ArgumentParser(description="Train a small U-Net to draw depth and normals.")
    parser.add_argument("out", type=Path, help="folder of the dataset; the results go into OUT/trained")
    parser.add_argument("--recipe", default=Path(__file__).with_name("tiny.yaml"))
    parser.add_argument("--minutes", type=float, default=12.0)
    parser.add_argument("--steps", type=int, help="train for so many, however long that takes")
    asked = parser.parse_args()
    results = asked.out / "trained"
    print(cavendish("build", asked.recipe, asked.out), flush=True)
    torch.set_num_threads(1)  # the other core reads; on nets so small, threads wait more than they work
    net, curve = train(asked.out, by_steps(asked.steps) if asked.steps else by_the_clock(asked.minutes))
    everywhere, places = means(asked.out)
    answers = {"mean": everywhere, "mean of each place": places, "U-Net": drawn_by(net)}
    found = {name: scores(asked.out, answer, results / name.replace(" ", "-")) for name, answer in answers.items()}
    (results / "scores.json").write_text(json.dumps(found, indent=1))
    write_table(results / "scores.md", found)
    plot(results / "curve.png", curve)
    write_sheet(results / "drawn.png", answers["U-Net"], asked.out)


if __name__ == "__main__":
    main()
