"""What a shard holds, decoded: samples and frames from bytes that `checked` vouches for, as many as the record says."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from ...manifests import ShardRecord
from ...renderers.frame import Frame
from .checked import DamageError, tar_bytes, tar_path, truth_bytes, truth_path
from .example import View
from .keys import SampleKey, ViewKey
from .plan import Plans, ShardPlan
from .samples import Sample, metadata_of
from .storage import Location
from .tar import read_tar
from .truth import image_bytes, read_truth, read_views


def plan_of(plans: Plans, record: ShardRecord) -> ShardPlan:
    """Return the plan of a record's shard; raises DamageError where the record is none of the recipe's."""
    plan = plans[record.shard] if 0 <= record.shard < len(plans) else None
    if plan is None or (plan.name, plan.split) != (record.name, record.split):
        raise DamageError(f"{record.name}: its record says shard {record.shard} of {record.split!r}; regenerate it")
    return plan


def read_samples(root: Location, plan: ShardPlan, record: ShardRecord) -> list[Sample]:
    """Return a shard's samples in order, still encoded; raises DamageError where they are not what the record says."""
    data = tar_bytes(root, plan, record)
    try:
        samples = list(read_tar(data))
        keys = [SampleKey.parse(sample.key) for sample in samples]
        for sample in samples:
            metadata_of(sample.parts)
    except (tarfile.TarError, ValueError, RecursionError) as error:
        raise _damaged(plan, tar_path(plan), error) from error
    if strange := {key.view_key for key in keys} - _own_views(plan, record):
        raise _damaged(plan, tar_path(plan), f"it holds samples of {min(strange)}, which is no view of its record")
    tasks = Counter(key.task for key in keys)
    if (len(samples), tasks) != (record.samples, record.tasks):
        holds = f"it holds {len(samples)} samples {dict(tasks)}, its record says {record.samples} {record.tasks}"
        raise _damaged(plan, tar_path(plan), holds)
    return samples


def read_frames(root: Location, plan: ShardPlan, record: ShardRecord) -> Iterator[tuple[ViewKey, Frame]]:
    """Yield a shard's frames, as `read_views` does; raises DamageError where one is a photograph, too."""
    with _as_damage(plan):
        yield from read_truth(whole_truth(root, plan, record))


def read_views_of(root: Location, plan: ShardPlan, record: ShardRecord) -> Iterator[tuple[ViewKey, View]]:
    """Yield a shard's views, one in memory at a time; raises DamageError where they are not what the record says."""
    with _as_damage(plan):
        yield from read_views(whole_truth(root, plan, record))


@contextmanager
def _as_damage(plan: ShardPlan) -> Iterator[None]:
    try:
        yield
    except (OSError, KeyError, ValueError) as error:
        raise _damaged(plan, truth_path(plan), error) from error


def read_pictures(root: Location, plan: ShardPlan, record: ShardRecord) -> dict[ViewKey, bytes]:
    """Return a shard's pictures as PNG files; raises DamageError as `read_frames` does."""
    return _truth_and_pictures(root, plan, record)[1]


def whole_truth(root: Location, plan: ShardPlan, record: ShardRecord) -> bytes:
    """Return a shard's truth as it is stored; raises DamageError where it does not hold the record's views."""
    return _truth_and_pictures(root, plan, record)[0]


def _truth_and_pictures(root: Location, plan: ShardPlan, record: ShardRecord) -> tuple[bytes, dict[ViewKey, bytes]]:
    data, recorded = truth_bytes(root, plan, record), _own_views(plan, record)
    try:
        pictures = image_bytes(data)
    except (OSError, KeyError, ValueError) as error:
        raise _damaged(plan, truth_path(plan), error) from error
    if differing := set(pictures) ^ recorded:
        why = f"it and the record do not hold the same views ({min(differing)} is in one)"
        raise _damaged(plan, truth_path(plan), why)
    return data, pictures


def views_of(record: ShardRecord) -> set[ViewKey]:
    """Return the views that a record says were rendered."""
    return {ViewKey(view.scene, view.view) for view in record.views if view.attempt >= 0}


def _own_views(plan: ShardPlan, record: ShardRecord) -> set[ViewKey]:
    """Return `views_of`; raises DamageError where one is of a scene that the record does not describe."""
    views, scenes = views_of(record), {scene.scene for scene in record.scenes} & set(plan.scenes)
    if strange := {view for view in views if view.scene not in scenes}:
        raise DamageError(f"{plan.name}: its record holds view {min(strange)}, but not that scene; regenerate it")
    return views


def _damaged(plan: ShardPlan, path: str, why: object) -> DamageError:
    return DamageError(f"{plan.name}: {path} is damaged: {why}; regenerate it")
