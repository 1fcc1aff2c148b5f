"""Tune FLUX.2 klein on a dataset of Cavendish's: a LoRA, or the whole transformer.

    python examples/finetune/tune.py out tuned                       # tuned/lora
    python examples/finetune/tune.py out tuned --whole --rate 1e-5   # tuned/model, a pipeline
    accelerate launch examples/finetune/tune.py out tuned            # on all GPUs, each of which reads other samples

The same command goes on where it was stopped, with the sample that would have come next. tuned/losses.jsonl has the
mean loss since the line before ("train"), and that of the first batch at fixed noise ("probe").
"""

import argparse
import time
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from accelerate.utils import gather_object
from checkpoint import keep, kept, note, save
from klein import MODEL, load, loss_of_batch, probe
from torch import Tensor

from cavendish import open_dataset

FREE = ("out", "tuned", "steps", "every")  # arguments that may be others when a run goes on


def main(arguments: Sequence[str] | None = None) -> None:
    """Tune, save, and say how it went."""
    given = arguments_of(arguments)
    tuning = Tuning(given)
    tuning.go_on()
    while tuning.done < given.steps:
        tuning.step()
        if tuning.done % given.every == 0 or tuning.done == given.steps:
            tuning.keep()
    if tuning.accelerator.is_main_process:
        print(f"tuned: {save(Path(given.tuned), tuning.pipe, given.whole)}")
    tuning.accelerator.end_training()


def arguments_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments; the defaults are a start for klein-4B on one GPU of 80 GB."""
    parser = argparse.ArgumentParser(description="Tune FLUX.2 klein on a dataset of Cavendish's.")
    parser.add_argument("out", help="the dataset")
    parser.add_argument("tuned", help="the folder that what is tuned goes to")
    parser.add_argument("--model", default=MODEL, help="a folder, or a name on the hub")
    parser.add_argument("--whole", action="store_true", help="tune all weights of the transformer, not a LoRA")
    parser.add_argument("--split", default="train")
    parser.add_argument("--tasks", nargs="*", default=[], help="all of the dataset's, if none is named")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--batch", type=int, default=4, help="samples on each GPU at once")
    parser.add_argument("--accumulate", type=int, default=4, help="batches to a step")
    parser.add_argument("--rank", type=int, default=64, help="of the LoRA, whose alpha is the same")
    parser.add_argument("--rate", type=float, default=1e-4, help="of learning; 1e-5 is one for --whole")
    parser.add_argument("--warm-up", type=int, default=100, help="steps until the rate is reached")
    parser.add_argument("--tokens", type=int, default=512, help="of a prompt; draw with as many")
    parser.add_argument("--every", type=int, default=500, help="steps from one checkpoint to the next")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


def endless(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the samples of one epoch after another."""
    while True:
        yield from data


class Tuning:
    """A run: what is tuned, by what, on which data, and how many steps are done."""

    def __init__(self, given: argparse.Namespace) -> None:
        gpu = torch.cuda.is_available()
        self.given, self.done, self.losses, self.started = given, 0, list[Tensor](), time.monotonic()
        self.accelerator = Accelerator(
            mixed_precision="bf16" if gpu else "no", gradient_accumulation_steps=given.accumulate, cpu=not gpu
        )
        torch.manual_seed(given.seed)
        self.pipe = load(given.model, self.accelerator.device, 0 if given.whole else given.rank)
        self.weights = [each for each in self.pipe.transformer.parameters() if each.requires_grad]
        optimiser = torch.optim.AdamW(self.weights, given.rate, weight_decay=0.0)
        self.warm_up = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1, (step + 1) / given.warm_up))
        self.net, self.optimiser = self.accelerator.prepare(self.pipe.transformer, optimiser)
        self.data = open_dataset(given.out, given.split, tasks=given.tasks, shuffle=1000, seed=given.seed)
        self.stream = endless(self.data)
        self.probed = list(islice(open_dataset(given.out, given.split, tasks=given.tasks), given.batch))

    def step(self) -> None:
        """Change the weights once."""
        for part in range(self.given.accumulate):
            with self.accelerator.accumulate(self.net):
                samples = list(islice(self.stream, self.given.batch))
                loss = loss_of_batch(self.pipe, self.net, samples, self.given.tokens, self.chance(part))
                self.accelerator.backward(loss)
                self.losses.append(loss.detach())
                if self.accelerator.sync_gradients:
                    self.accelerator.clip_grad_norm_(self.weights, 1.0)
                self.optimiser.step()
                self.optimiser.zero_grad()
        self.warm_up.step()
        self.done += 1

    def chance(self, part: int) -> torch.Generator:
        """Return where a batch's noise comes from: a run that was stopped has that of one that was not."""
        where = (self.given.seed, self.done, part, self.accelerator.process_index)
        return torch.Generator().manual_seed(zlib.crc32(repr(where).encode()))

    def go_on(self) -> None:
        """Take up what an earlier run kept; at the very beginning, note the loss."""
        state = kept(Path(self.given.tuned), self.settings(), self.accelerator.num_processes)
        if state is None:
            self.note({})
            return
        for weight, before in zip(self.weights, state["weights"], strict=True):
            weight.data.copy_(before)
        self.optimiser.load_state_dict(state["optimiser"])
        self.warm_up.load_state_dict(state["warm_up"])
        self.data.load_state_dict(state["places"][self.accelerator.process_index])
        self.done = state["done"]

    def keep(self) -> None:
        """Write all that `go_on` takes up, and note the losses."""
        places = gather_object([self.data.state_dict()])
        self.note({"train": torch.stack(self.losses).mean().item()})
        self.losses.clear()
        if self.accelerator.is_main_process:
            state = {"settings": self.settings(), "done": self.done, "places": places, "weights": self.weights}
            state |= {"optimiser": self.optimiser.state_dict(), "warm_up": self.warm_up.state_dict()}
            keep(Path(self.given.tuned), state)

    def note(self, losses: dict[str, float]) -> None:
        """Add a line to the losses."""
        if self.accelerator.is_main_process:
            seconds = {"step": self.done, "seconds": round(time.monotonic() - self.started, 1)}
            note(Path(self.given.tuned), seconds | losses | {"probe": probe(self.pipe, self.probed, self.given.tokens)})

    def settings(self) -> dict[str, Any]:
        """Return the arguments that decide what is learnt."""
        return {name: value for name, value in vars(self.given).items() if name not in FREE}


if __name__ == "__main__":
    main()
