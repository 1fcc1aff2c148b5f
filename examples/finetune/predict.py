"""Let a tuned editor draw a split: KEY.png for each sample, which `cavendish evaluate` scores.

    python examples/finetune/predict.py out drawn --lora tuned/lora
    python examples/finetune/predict.py out drawn --model tuned/model

It is `cavendish predict` with the settings that tune.py trains for: no guidance, as no prompt was ever left out in
training, and prompts of as many tokens. What is drawn stays, each picture is whole or not there, and its noise follows
from its key.
"""

import argparse
from collections.abc import Sequence

from klein import MODEL

from cavendish import predict
from cavendish.pipeline.predict.settings import Settings


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw, and say how much."""
    parser = argparse.ArgumentParser(description="Let a tuned editor draw a split.")
    parser.add_argument("out", help="the dataset")
    parser.add_argument("drawn", help="the folder that the drawings go to")
    parser.add_argument("--model", default=MODEL, help="a folder, or a name on the hub")
    parser.add_argument("--lora", default="", help="the folder of the weights that go on top")
    parser.add_argument("--split", default="val")
    parser.add_argument("--steps", type=int, default=20, help="of the sampler")
    parser.add_argument("--tokens", type=int, default=512, help="of a prompt, as in training")
    parser.add_argument("--samples", type=int, help="only the first so many")
    parser.add_argument("--workers", type=int, default=1, help="one for each GPU")
    given = parser.parse_args(arguments)
    settings = Settings(lora=given.lora, steps=given.steps, guidance=1.0, tokens=given.tokens)
    where = {"samples": given.samples, "workers": given.workers}
    said = predict(given.out, given.drawn, given.model, given.split, settings=settings, **where)
    print(f"{given.drawn}: {said['pictures']} drawings; {said['prompts']['too long']} prompts were too long")


if __name__ == "__main__":
    main()
