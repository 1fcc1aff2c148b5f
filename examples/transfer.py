"""Does realism pay? A small net learns depth from plain and from styled renders, and then looks at photographs.

    python examples/transfer.py out/transfer --pair aloeL.jpg aloeGT.png     # renders, trains 2 × 3 nets, scores

`transfer.yaml` gives the same scenes twice: as they are, and with people and seen by phones and other cameras. Each net
draws depth on photographs whose disparity was measured: scikit-image's motorcycle, and pairs of picture and disparity
(0: unknown), such as the aloe of OpenCV's samples. A photograph's scale is nobody's here, so what is scored is order:
of points with different disparity, the share that the net puts in the right order. Rows alone (lower is nearer) and
chance (0.5) stand beside it.
"""

import argparse
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
import yaml
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from train_tiny import by_steps, cavendish, drawn_by, pixels, train

from cavendish.pipeline.codecs import depth

TASK, COLORMAP = "depth", "gray"  # brighter is farther: all that a net learns of order in a short time
SEEDS = (0, 1, 2)
BATCH = 8
SIZE_PX = (128, 96)  # of what the nets see
CROPS = (0.0, 0.5, 1.0)  # where crops of 70 % lie across and down
CROP = 0.7
POINTS = 20_000  # pairs of points in a crop
APART = 0.1  # of the range of disparities: points that are nearer to each other have no order
STYLED: Mapping[str, Any] = {
    "name": "transfer-styled",
    "camera": {"style": {"phone": 3, "dslr": 2, "compact": 1}},
    "people": {"share": 0.5, "most": 6},
}

Photograph = tuple[Image.Image, NDArray[np.float64]]  # picture, and disparity H×W in any unit, NaN where unknown


def motorcycle() -> Photograph:
    """Return scikit-image's, from its wheel."""
    spec = find_spec("skimage")
    if spec is None or spec.origin is None:
        raise SystemExit("the motorcycle is in scikit-image; pip install scikit-image")
    data = Path(spec.origin).with_name("data")
    with np.load(data / "motorcycle_disp.npz") as disparities:
        disparity = disparities[disparities.files[0]].astype(np.float64)
    return Image.open(data / "motorcycle_left.png"), np.where(np.isfinite(disparity), disparity, np.nan)


def pair(picture: Path, disparity: Path) -> Photograph:
    """Return a picture and its disparity of two files."""
    numbers = np.asarray(Image.open(disparity), np.float64)
    return Image.open(picture), np.where(numbers > 0, numbers, np.nan)


def crops(photograph: Photograph) -> list[tuple[Tensor, NDArray[np.float64]]]:
    """Return parts of a photograph as the nets see them, 3×H×W in 0…1, each with its disparity H×W."""
    picture, disparity = photograph
    width = CROP * min(picture.width, picture.height * SIZE_PX[0] / SIZE_PX[1])
    height = width * SIZE_PX[1] / SIZE_PX[0]
    corners = [((picture.width - width) * x, (picture.height - height) * y) for x in CROPS for y in CROPS]
    boxes = [(left, top, left + width, top + height) for left, top in corners]
    measured = Image.fromarray(disparity.astype(np.float32))
    return [
        (
            torch.from_numpy(np.array(picture.convert("RGB").resize(SIZE_PX, Image.Resampling.BOX, box))).permute(
                2, 0, 1
            )
            / 255,
            np.asarray(measured.resize(SIZE_PX, Image.Resampling.NEAREST, box), np.float64),
        )
        for box in boxes
    ]


def order(nearness: NDArray[np.float64], disparity: NDArray[np.float64]) -> float:
    """Return the share of pairs of points that are in the right order; those that are as near count half."""
    rng = np.random.default_rng(0)
    flat = np.flatnonzero(np.isfinite(disparity) & np.isfinite(nearness))
    one, other = rng.choice(flat, (2, POINTS))
    true = disparity.ravel()[one] - disparity.ravel()[other]
    told = np.abs(true) >= APART * np.ptp(disparity.ravel()[flat])
    drawn = nearness.ravel()[one] - nearness.ravel()[other]
    return float(((1 + np.sign(drawn * true)) / 2)[told].mean())


@torch.no_grad()
def judged(net: Any, photograph: Photograph) -> float:
    """Return the mean order in the crops of a photograph."""
    pictures, disparities = zip(*crops(photograph), strict=True)
    batch = {"image": torch.stack(pictures), "task": [TASK] * len(pictures)}
    drawn = [depth.decode(drawing, COLORMAP) for drawing in pixels(drawn_by(net)(batch))]
    return float(np.mean([order(1 / metres, each) for metres, each in zip(drawn, disparities, strict=True)]))


def by_rows(photograph: Photograph) -> float:
    """Return the order of the answer that calls nearer what is lower in the picture."""
    rows = np.broadcast_to(np.arange(SIZE_PX[1], dtype=np.float64)[:, None], SIZE_PX[::-1])
    return float(np.mean([order(rows, disparity) for _, disparity in crops(photograph)]))


def rendered(out: Path, name: str, changes: Mapping[str, Any]) -> Path:
    """Return the folder of one of the two datasets, which is built where it is not there whole."""
    recipe = yaml.safe_load(Path(__file__).with_name("transfer.yaml").read_text()) | changes
    if not (out / name / "manifest.json").exists():
        out.mkdir(parents=True, exist_ok=True)
        path = out / f"{name}.yaml"
        path.write_text(yaml.safe_dump(recipe, sort_keys=False))
        print(cavendish("build", path, out / name), flush=True)
    return out / name


def table(found: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """Return Markdown of what was found: the mean, and least and most over the seeds."""
    names = list(next(iter(found.values())))
    lines = [["learnt from", *names], ["---"] * (len(names) + 1)]
    for learnt, by_name in found.items():
        cells = [f"{np.mean(each):.3f} ({min(each):.3f}–{max(each):.3f})" for each in by_name.values()]
        lines.append([learnt, *cells])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Render, train, look at photographs."""
    parser = argparse.ArgumentParser(description="Train on plain and on styled renders, and look at photographs.")
    parser.add_argument("out", type=Path, help="folder of both datasets and of the table")
    parser.add_argument("--pair", type=Path, nargs=2, action="append", default=[], metavar=("PICTURE", "DISPARITY"))
    parser.add_argument("--steps", type=int, default=600, help="of each of the nets")
    asked = parser.parse_args()
    photographs = {"motorcycle": motorcycle()} | {picture.stem: pair(picture, seen) for picture, seen in asked.pair}
    torch.set_num_threads(1)
    found = {"rows alone": {name: [by_rows(each)] for name, each in photographs.items()}}
    for name, changes in {"plain": {}, "styled": STYLED}.items():
        data = rendered(asked.out, name, changes)
        nets = [train(data, by_steps(asked.steps), seed, (TASK,), BATCH)[0] for seed in SEEDS]
        found[name] = {title: [judged(net, each) for net in nets] for title, each in photographs.items()}
    (asked.out / "transfer.md").write_text(table(found))
    print(table(found))


if __name__ == "__main__":
    main()
