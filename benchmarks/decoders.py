"""What robust decoding gives: `python -m benchmarks.decoders [OUT] [--most N]`.

Targets of a dataset are damaged as models damage what they draw, decoded strictly and robustly, and scored by the rules
of `evaluate`. Without OUT these are the targets of the golden dataset, 64×48 pixels from the analytic renderer.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from cavendish.pipeline.dataset.contents import plan_of, read_samples, read_views_of
from cavendish.pipeline.dataset.folder import read_manifest, recorded
from cavendish.pipeline.dataset.keys import SampleKey
from cavendish.pipeline.dataset.pairs import paired
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.dataset.samples import read_answer
from cavendish.pipeline.dataset.storage import place
from cavendish.pipeline.evaluation.accumulators import tallies
from cavendish.pipeline.evaluation.headline import HEADLINES
from cavendish.pipeline.evaluation.restoring import ROBUST, as_read
from cavendish.pipeline.evaluation.truths import Truth, truth_of
from cavendish.pipeline.tasks.task import Answer

GOLDEN = Path(__file__).parents[1] / "tests" / "pipeline" / "golden" / "version-8"
RGB = NDArray[np.uint8]
Numbers = NDArray[np.float64]
HUE_DEG = 8.0


class Case(NamedTuple):
    """A target with all that scores need."""

    task: str
    truth: Truth
    given: Answer


def eight_bits(values: Numbers) -> RGB:
    """Round and clip."""
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def white_noise(rgb: RGB, rng: np.random.Generator) -> RGB:
    """Add Gaussian noise of σ = 10."""
    return eight_bits(rgb + rng.normal(0, 10, rgb.shape))


def as_by_a_vae(rgb: RGB, rng: np.random.Generator) -> RGB:
    """Blur by σ = 0.8 px, and add noise of σ = 6 whose neighbours are alike (σ = 1.5 px)."""
    noise = gaussian_filter(rng.normal(size=rgb.shape), (1.5, 1.5, 0))
    return eight_bits(gaussian_filter(rgb.astype(np.float64), (0.8, 0.8, 0)) + 6 * noise / noise.std())


def down_and_up(rgb: RGB, rng: np.random.Generator) -> RGB:
    """Scale to an eighth of the sides (means), and back (bicubic)."""
    picture, (height, width) = Image.fromarray(rgb), rgb.shape[:2]
    small = picture.resize((max(1, width // 8), max(1, height // 8)), Image.Resampling.BOX)
    return np.asarray(small.resize((width, height), Image.Resampling.BICUBIC))


def jpeg(rgb: RGB, rng: np.random.Generator) -> RGB:
    """Store as JPEG of quality 75, its colours at half the sides."""
    data = io.BytesIO()
    Image.fromarray(rgb).save(data, "JPEG", quality=75)
    return np.asarray(Image.open(data).convert("RGB"))


def other_hue(rgb: RGB, rng: np.random.Generator) -> RGB:
    """Turn all colours by HUE_DEG around the axis of greys (Rodrigues' formula)."""
    axis, angle = np.full(3, 1 / np.sqrt(3)), np.radians(HUE_DEG)
    across = np.cross(np.eye(3), axis)
    turn = np.cos(angle) * np.eye(3) + np.sin(angle) * across + (1 - np.cos(angle)) * np.outer(axis, axis)
    return eight_bits(rgb @ turn.T)


DAMAGES: dict[str, Callable[[RGB, np.random.Generator], RGB]] = {
    "none": lambda rgb, rng: rgb,
    "white noise": white_noise,
    "as by a VAE": as_by_a_vae,
    "1/8 and back": down_and_up,
    "JPEG q75": jpeg,
    "hue 8°": other_hue,
}


def cases(out: str, most: int) -> list[Case]:
    """Return up to `most` samples of each task of a dataset."""
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for case in _all_cases(out):
        if len(found[case.task]) < most:
            found[case.task].append(case)
    return [case for of_task in found.values() for case in of_task]


def _all_cases(out: str) -> Iterator[Case]:
    root = place(out)
    manifest = read_manifest(root)
    plans = plan_shards(manifest.recipe)
    for record in recorded(root, manifest.recipe, manifest.recipe_digest):
        plan = plan_of(plans, record)
        views = dict(paired(manifest.recipe, read_views_of(root, plan, record)))
        for sample in read_samples(root, plan, record):
            key, given = SampleKey.parse(sample.key), read_answer(sample.parts)
            yield Case(key.task, truth_of(views[key.view_key], key.task, given), given)


def row(task: str, of_task: list[Case], name: str) -> str:
    """Damage, decode and score the samples of a task; return a line of the table."""
    strict, robust = tallies()[task], tallies()[task]
    rng, seconds = np.random.default_rng(0), 0.0
    for case in of_task:
        drawn = DAMAGES[name](case.given.target, rng)
        start = time.perf_counter()
        repainted = as_read(ROBUST, task, case.given, drawn)
        seconds += time.perf_counter() - start
        strict.add(case.truth, case.given, drawn)
        robust.add(case.truth, case.given, repainted)
    headline = HEADLINES[task]
    before, after = (tally.total().get(headline.pooled, np.nan) for tally in (strict, robust))
    off_before, off_after = (abs(score - headline.best) for score in (before, after))
    ratio = f"{off_after / off_before:.2f}" if off_before > 1e-9 else "-"
    ms = 1e3 * seconds / len(of_task)
    return f"{task:16}{headline.pooled:10}{len(of_task):4}  {name:14}{before:9.4f}{after:9.4f}{ratio:>8}{ms:8.0f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", default=str(GOLDEN))
    parser.add_argument("--most", type=int, default=20, help="samples of each task")
    parser.add_argument("--tasks", default="", help="only these, with commas between")
    given = parser.parse_args()
    found = cases(given.out, given.most)
    wanted = given.tasks.split(",") if given.tasks else list(dict.fromkeys(case.task for case in found))
    print(f"{'task':16}{'score':10}{'n':>4}  {'damage':14}{'strict':>9}{'robust':>9}{'error ×':>8}{'ms':>8}")
    for task in wanted:
        for name in DAMAGES:
            print(row(task, [case for case in found if case.task == task], name), flush=True)


if __name__ == "__main__":
    main()
