"""Have a model draw a split: `cavendish predict OUT DIR --model MODEL --split val`.

    DIR/KEY.png          a drawing for each sample, which `cavendish evaluate OUT DIR` scores
    DIR/predict.json     who drew, with which settings and seeds

Drawings that are there stay, so the same call goes on where an earlier one stopped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Unpack, cast

from ...manifests import Manifest
from ...scenes.errors import RequestError, WorkError, expect_count
from ..dataset.folder import finished, none_finished, read_manifest
from ..dataset.plan import Plans, ShardPlan, plan_shards
from ..dataset.publish import is_part, remove_parts
from ..dataset.storage import Location, place
from ..monitor.events import Observer, ignore
from ..workers.resources import Resources, executor_for
from . import report
from .models import Model
from .settings import Settings, checked
from .shard import Drawn, ShardDrawer, Share

MOST_BATCH = 256
Run = Callable[[Callable[[], ShardDrawer], Iterable[ShardPlan], Observer], Iterator[Drawn]]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is drawn: the first samples of some shards, into a folder; `missing` names shards that are not built."""

    root: Location
    folder: Path
    asked: dict[str, Any]
    plans: Plans
    shares: dict[int, Share]
    model: Model
    settings: Settings
    batch: int
    missing: tuple[str, ...]

    @property
    def samples(self) -> int:
        """How many drawings are asked for."""
        return sum(share.samples for share in self.shares.values())


def predict(
    root: Location | str,
    folder: Path | str,
    model: str,
    split: str = "val",
    *,
    settings: Settings | None = None,
    batch: int = 1,
    samples: int | None = None,
    **resources: Unpack[Resources],
) -> dict[str, Any]:
    """Have a model draw a split into a folder, as KEY.png, and return what its predict.json says.

    Args:
        root: the dataset's folder or URL.
        folder: an empty or new one. The same call goes on where an earlier one stopped.
        model: a folder with a diffusers pipeline that edits pictures, OWNER/NAME of one on the hub, a program's file
            (called with a folder of prompts and one for drawings), or MODULE:FUNCTION (given a list of `Ask`s).
        split: the split to be drawn.
        settings: how it draws.
        batch: how many samples of one size a function, or a pipeline that can, draws at once.
        samples: only the first so many.
        resources: of `Resources`: `workers`, `address`, `cpus_per_worker`, `gpus_per_worker`.

    Raises:
        RequestError: there is no such dataset, split or model, it draws no such thing, or the folder holds other
            drawings.
        WorkError: the model fails, a shard is damaged, or shards are not built.

    """
    work = open_prediction(place(root), Path(folder), model, split, settings or Settings(), batch, samples)
    for _ in draw_shards(work, **resources):
        pass
    check_whole(work)
    return report.held(work.folder) or {}


def open_prediction(
    root: Location,
    folder: Path,
    model: str,
    split: str,
    settings: Settings,
    batch: int = 1,
    samples: int | None = None,
) -> Prediction:
    """Look at what is asked, and write nothing; raises RequestError, WorkError where no shard of the split is built."""
    manifest = read_manifest(root)
    if split not in manifest.recipe.splits:
        raise RequestError(f"is not in {root}; it has {', '.join(manifest.recipe.splits)}", "split", split)
    expect_count(batch, "batch")
    if batch > MOST_BATCH:
        raise RequestError(f"must be at most {MOST_BATCH}", "batch", batch)
    if samples is not None:
        expect_count(samples, "samples")
    who, how = checked(model, settings)
    asked = _asked(manifest, split, who, how)
    _refuse_others(folder, asked)
    plans, shares, missing = _shares(root, manifest, split, samples)
    return Prediction(root, folder.absolute(), asked, plans, shares, who, how, batch, missing)


def draw_shards(work: Prediction, **resources: Unpack[Resources]) -> Iterator[Drawn]:
    """Draw, here or on Ray, and yield each shard once its drawings are there; predict.json is whole in the end.

    What turns out to be a wrong request once the model is loaded leaves no folder behind.
    """
    executor, _ = executor_for(**resources)  # it passes on what workers answer, and reads nothing of it
    made = _make_folder(work.folder)
    remove_parts(work.folder)
    try:
        yield from _drawn(work, cast(Run, executor))
    except RequestError:
        _unmake(work.folder, made)
        raise


def _drawn(work: Prediction, executor: Run) -> Iterator[Drawn]:
    tally = _tally(work)
    report.write(work.folder, tally.report())
    where = (_everywhere(work.root), work.folder, work.shares)
    draw = partial(ShardDrawer, *where, work.model, work.settings, work.batch, os.getcwd())
    try:
        for drawn in executor(draw, work.plans, ignore):
            tally.add(drawn)
            yield drawn
    finally:
        report.write(work.folder, tally.report())


def check_whole(work: Prediction) -> None:
    """Raise WorkError where shards of the split are missing."""
    if work.missing:
        raise WorkError(f"{', '.join(work.missing)} are not built, so nothing is drawn of them in {work.folder}")


def _asked(manifest: Manifest, split: str, model: Model, settings: Settings) -> dict[str, Any]:
    """Return what decides the drawings, without the folders of this machine."""
    dataset = {"dataset": manifest.recipe.name, "recipe_digest": manifest.recipe_digest, "split": split}
    name = Path(model.name).name if model.digest else model.name
    who = {"model": name, "kind": str(model.kind), "model_digest": model.digest}
    return dataset | who | asdict(settings) | {"lora": Path(settings.lora).name}


def _shares(
    root: Location, manifest: Manifest, split: str, samples: int | None
) -> tuple[Plans, dict[int, Share], tuple[str, ...]]:
    """Return which shards are drawn, how much of each, and the names of those that would be and are not built."""
    plans, done, shares, left = plan_shards(manifest.recipe), finished(root, manifest), dict[int, Share](), samples
    mine = [shard for shard in plans.shards if plans.name(shard).rpartition("-")[0] == split]
    for shard in mine:
        if shard in done and left != 0:
            record = done[shard]
            shares[shard] = Share(record, record.samples if left is None else min(left, record.samples))
            left = None if left is None else left - shares[shard].samples
    missing = tuple(plans.name(shard) for shard in mine if shard not in done and left != 0)
    if not shares:
        raise none_finished(root, split, missing)
    return plans.only(sorted(shares)), shares, missing


def _refuse_others(folder: Path, asked: dict[str, Any]) -> None:
    """Raise RequestError where a folder holds anything but drawings of what is asked."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RequestError(f"{folder}: is not a folder; give an empty or new one")
    names = (path.name for path in folder.iterdir() if not is_part(path.name))
    strange = next((name for name in names if name != report.REPORT), "")
    if strange and (said := report.held(folder)) is None:
        raise RequestError(f"{folder}: holds {strange}, and no {report.REPORT}; give an empty or new folder")
    if strange and (other := _difference(said, asked)):
        raise RequestError(f"{folder}: holds drawings of {other}; give an empty or new folder")


def _difference(said: dict[str, Any] | None, asked: dict[str, Any]) -> str:
    """Return what tells earlier drawings from those asked for; "" where nothing does."""
    before = (said or {}).get("asked")
    before = before if isinstance(before, dict) else {}
    name = next((name for name, value in asked.items() if before.get(name) != value), "")
    return f"another {name.replace('_', ' ')} ({before.get(name)!s:.60})" if name else ""


def _tally(work: Prediction) -> report.Tally:
    """Return what earlier runs say of the drawings that are there."""
    said, tally = report.held(work.folder) or {}, report.Tally(work.asked)
    if said.get("asked") == work.asked:
        tally.take(said)
    return tally


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder, and return which folders were not there before, the innermost first."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError(f"{folder}: cannot be made a folder: {error.strerror}") from None
    return made


def _unmake(folder: Path, made: list[Path]) -> None:
    """Remove a report that speaks of no drawing, and the folders that were made for it."""
    if [path.name for path in folder.iterdir()] == [report.REPORT]:
        (folder / report.REPORT).unlink()
    with suppress(OSError):  # of a folder that holds something
        for each in made:
            each.rmdir()


def _everywhere(root: Location) -> Location:
    """Return a place that means the same in the workers, whose folder is another."""
    return root.absolute() if isinstance(root, Path) else root
