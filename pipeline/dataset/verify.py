"""Verify: every byte is what its record says, and every target means what the truth says."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from ...manifests import FileRecord, Recipe, ShardRecord
from ...renderers.frame import Frame, FrameError, check_frame
from ..tasks.registry import TASKS
from .folder import read_manifest, read_record, record_fault
from .keys import SampleKey, ViewKey
from .plan import Plans, ShardPlan, plan_shards
from .samples import Sample, answer, read_answer, sample_keys
from .storage import Location, place, read, reason
from .tar import read_tar
from .truth import image_bytes, read_truth


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong where; `sample` is "" where the whole shard is meant."""

    shard: str
    sample: str
    message: str

    def __str__(self) -> str:
        return f"{self.shard}{f' {self.sample}' if self.sample else ''}: {self.message}"

    def as_dict(self) -> dict[str, str]:
        """Return it as JSON-able data."""
        return asdict(self)


def verify(root: Location | str) -> list[Fault]:
    """Check every byte of a dataset, and that every target decodes to its truth; return what is wrong.

    Raises RequestError where there is no dataset.
    """
    return [fault for _, faults in verify_shards(place(root)) for fault in faults]


def verify_shards(root: Location) -> Iterator[tuple[ShardPlan, list[Fault]]]:
    """Yield every shard of the dataset's recipe with its faults; raises RequestError where OUT is no dataset."""
    recipe = read_manifest(root).recipe
    for plan in plan_shards(recipe):
        yield plan, list(_shard_faults(root, recipe, plan, read_record(root, plan.name, recipe)))


def faulty(plans: Plans, results: Iterable[tuple[ShardPlan, list[Fault]]]) -> Plans:
    """Return the plans of the shards in which `verify` found faults."""
    return plans.only([plan.shard for plan, faults in results if faults])


def _shard_faults(root: Location, recipe: Recipe, plan: ShardPlan, record: ShardRecord | None) -> Iterator[Fault]:
    if record is None:
        yield Fault(plan.name, "", record_fault(root, plan.name, recipe))
        return
    if record.recipe_digest != recipe.digest:
        yield Fault(plan.name, "", f"was built from another recipe (digest {record.recipe_digest[:12]})")
    contents = {}
    for name, file in (("tar", record.tar), ("truth", record.truth)):
        contents[name], faults = _file(root, plan, file)
        yield from faults
    if all(contents.values()):
        yield from _content_faults(recipe, plan, record, contents["tar"], contents["truth"])


def _file(root: Location, plan: ShardPlan, file: FileRecord) -> tuple[bytes, list[Fault]]:
    try:
        data = read(root, file.path)
    except OSError as error:
        return b"", [Fault(plan.name, "", f"{file.path} cannot be read: {reason(error)}")]
    same = hashlib.sha256(data).hexdigest() == file.sha256
    return data, [] if same else [Fault(plan.name, "", f"{file.path} is not what its record says: the SHA-256 differs")]


def _content_faults(recipe: Recipe, plan: ShardPlan, record: ShardRecord, tar: bytes, truth: bytes) -> Iterator[Fault]:
    try:
        frames, images = dict(read_truth(truth)), image_bytes(truth)
        for key, frame in frames.items():
            _check(frame, key)
    except (OSError, KeyError, ValueError, FrameError) as error:
        yield Fault(plan.name, "", f"{record.truth.path} is damaged: {error}")
        return
    yield from _view_faults(plan, record, set(frames))
    seen: list[str] = []
    try:
        for sample in read_tar(tar):
            seen.append(sample.key)
            yield from (Fault(plan.name, sample.key, text) for text in _sample_faults(sample, frames, images))
    except (tarfile.TarError, ValueError) as error:
        yield Fault(plan.name, "", f"{record.tar.path} is damaged: {error}")
    yield from _missing(recipe, plan, frames, seen)


def _check(frame: Frame, key: ViewKey) -> None:
    try:
        check_frame(frame)
    except FrameError as error:
        raise FrameError(f"view {key}: {error}") from None


def _view_faults(plan: ShardPlan, record: ShardRecord, stored: set[ViewKey]) -> Iterator[Fault]:
    recorded = {ViewKey(view.scene, view.view) for view in record.views if view.attempt >= 0}
    for key in sorted(map(str, recorded ^ stored)):
        yield Fault(plan.name, key, "the record and the truth do not hold the same views")


def _sample_faults(sample: Sample, frames: dict[ViewKey, Frame], images: dict[ViewKey, bytes]) -> list[str]:
    try:
        key = SampleKey.parse(sample.key)
        given = read_answer(sample.parts)
        frame = frames[key.view_key]
        if sample.parts["image.png"] != images[key.view_key]:
            return ["image.png is not the picture that the truth holds"]
        if given.target.shape != frame.image.shape:
            return [f"target.png is {given.target.shape}, the image {frame.image.shape}"]
        return TASKS[key.task].faults(frame, given)
    except Exception as error:  # whatever a stranger's numbers make of our arithmetic
        return [f"cannot be read: {error or type(error).__name__}"]


def _missing(recipe: Recipe, plan: ShardPlan, frames: dict[ViewKey, Frame], seen: list[str]) -> Iterator[Fault]:
    for key in sorted({key for key in seen if seen.count(key) > 1}):
        yield Fault(plan.name, key, "stands in the shard more than once")
    expected = {str(key): key for view in frames for key in sample_keys(recipe, view.scene, view.view)}
    for name in sorted(expected.keys() - set(seen)):
        if answer(recipe, expected[name], frames[expected[name].view_key]) is not None:
            yield Fault(plan.name, name, "is missing from the shard")
    for name in sorted(set(seen) - expected.keys()):
        yield Fault(plan.name, name, "does not belong to this shard")
