"""From shards to a table in minutes on a CPU, with a tiny random model: that every step fits the next.

    python examples/finetune/loop.py out/loop

builds shards, tunes all weights of a tiny model on them, saves it, has it draw `val`, and scores what it drew beside
the ceiling of its VAE. With real weights these are the same commands; docs/tuning.md has them. The scores here say
nothing but that they can be had.
"""

import sys
from pathlib import Path

import ceiling
import tiny
import tune

from cavendish.pipeline.cli.main import run

RECIPE = Path(__file__).with_name("loop.yaml")
TOKENS = 128  # of a prompt, of which the longest here has about 60


def main(folder: str, steps: int = 200) -> None:
    """Go through all of it."""
    out, model, tuned, drawn, ceilings = (f"{folder}/{name}" for name in ("out", "model", "tuned", "drawn", "ceiling"))
    cavendish("build", RECIPE, out)
    if not Path(model, "model_index.json").exists():
        tiny.main([out, model])
    learning = ["--steps", steps, "--batch", 8, "--accumulate", 1, "--rate", 2e-3, "--warm-up", 20, "--every", 50]
    tune.main([str(each) for each in (out, tuned, "--model", model, "--whole", "--tokens", TOKENS, *learning)])
    drawing = ["--steps", 8, "--guidance", 1, "--tokens", TOKENS]
    cavendish("predict", out, drawn, "--model", f"{tuned}/model", "--split", "val", *drawing)
    ceiling.main([out, ceilings, "--model", model])
    for name in (drawn, ceilings):
        cavendish("evaluate", out, name, "--report", f"{name}-scores")
    cavendish("table", f"tuned={drawn}-scores", f"ceiling={ceilings}-scores")


def cavendish(*arguments: object) -> None:
    """Run a command, and end with it where it fails."""
    if code := run(arguments):
        sys.exit(code)


if __name__ == "__main__":
    main(sys.argv[1])
