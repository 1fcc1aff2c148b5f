"""One shard after another: what is asked and not drawn yet is drawn, and published as KEY.png."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...manifests import ShardRecord
from ...scenes.errors import RequestError
from ..dataset.checked import told_as_damage
from ..dataset.contents import read_samples
from ..dataset.plan import ShardPlan
from ..dataset.png import png_bytes
from ..dataset.publish import publish
from ..dataset.samples import Sample
from ..dataset.storage import Location
from .asked import Ask, ask_of, batches, seed_of, task_of
from .drawers import Drawer, drawn_by, open_drawer
from .models import Model
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Share:
    """What is asked of a shard: its first `samples`."""

    record: ShardRecord
    samples: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shard whose drawings are all there: those of now (`drawn`), their sizes, and all seeds by key.

    `long` has the tokens of prompts that are longer than the `most_tokens` that the model reads, by key.
    """

    shard: str
    seeds: Mapping[str, int]
    drawn: int = 0
    seconds: float = 0.0
    sizes: Mapping[str, int] = field(default_factory=dict)
    long: Mapping[str, int] = field(default_factory=dict)
    most_tokens: int | None = None
    says: str = ""


@dataclass(slots=True)
class ShardDrawer:
    """A worker: it loads the model when the first drawing is missing, and draws one shard after another."""

    root: Location
    folder: Path
    shares: Mapping[int, Share]
    model: Model
    settings: Settings
    batch: int
    here: str
    _drawer: Drawer | None = None

    def __call__(self, plan: ShardPlan) -> Drawn:
        """Draw what is missing of a shard; raises WorkError, RequestError where the model draws no such samples."""
        share, started = self.shares[plan.shard], time.monotonic()
        samples = read_samples(self.root, plan, share.record)[: share.samples]
        seeds = {sample.key: seed_of(sample.key, self.settings.seed) for sample in samples}
        pending = [sample for sample in samples if not (self.folder / f"{sample.key}.png").is_file()]
        if not pending:
            return Drawn(plan.name, seeds)
        drawer = self._drawer = self._drawer or open_drawer(self.model, self.settings, self.batch, self.here)
        _check_pictures(drawer, self.model, pending)
        sizes = Counter[str]()
        for asks in batches(self._asks(plan, pending), drawer.batch, drawer.alike):
            sizes.update(self._draw(drawer, asks))
        seconds, long = time.monotonic() - started, _too_long(drawer, pending)
        return Drawn(plan.name, seeds, len(pending), seconds, sizes, long, drawer.most_tokens, drawer.says)

    def close(self) -> None:
        """Let the model go."""
        self._drawer = None

    def _asks(self, plan: ShardPlan, samples: Sequence[Sample]) -> Iterator[Ask]:
        for sample in samples:
            with told_as_damage(plan.name):
                ask = ask_of(sample, self.settings.seed)
            yield ask

    def _draw(self, drawer: Drawer, asks: Sequence[Ask]) -> list[str]:
        """Publish the drawings of a batch, and return their sizes."""
        pictures = drawn_by(drawer, asks)
        for ask, picture in zip(asks, pictures, strict=True):
            publish(self.folder, f"{ask.key}.png", png_bytes(picture), durable=False)
        return [f"{picture.shape[1]}×{picture.shape[0]}" for picture in pictures]


def _check_pictures(drawer: Drawer, model: Model, samples: Sequence[Sample]) -> None:
    """Raise RequestError where samples show two pictures and the model sees one: it could but guess."""
    two = sorted({task_of(sample) for sample in samples if sample.second is not None})
    if two and not drawer.takes_two:
        raise RequestError(
            f"sees one picture, and {', '.join(two)} show two; take FLUX.2 or Qwen-Image-Edit-Plus, or a dataset that "
            "asks other tasks of these pictures, as `cavendish encode` makes it",
            "model",
            model.name,
        )


def _too_long(drawer: Drawer, samples: Sequence[Sample]) -> dict[str, int]:
    if drawer.most_tokens is None:
        return {}
    tokens = {sample.key: drawer.tokens(sample.parts["prompt.txt"].decode()) for sample in samples}
    return {key: count for key, count in tokens.items() if count > drawer.most_tokens}
