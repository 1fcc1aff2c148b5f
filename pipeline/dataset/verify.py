"""Verify: every byte is what its record says, and every target means what the truth says."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

from ...manifests import DATA_VERSION, FileRecord, Manifest, Recipe, ShardRecord
from ...renderers.frame import Frame, FrameError, check_frame
from ...renderers.stereo import OFF_M, baseline_m
from ..tasks.places import by_place
from ..tasks.registry import TASKS
from ..tasks.task import WordFault
from ..tasks.texts import speaking
from ..workers.pool import map_in_order
from .checked import DamageError, tar_bytes, tar_path, truth_bytes, truth_path
from .clip_checks import clip_faults
from .contents import views_of
from .example import Example, View, frame_for
from .folder import read_manifest, read_record, record_fault, select_shards
from .keys import SECOND, SampleKey, ViewKey
from .pairs import paired
from .plan import Plans, ShardPlan, plan_shards
from .queries import MASKS, query_faults
from .samples import Sample, answers, benchmark_of, keys_of, read_answer, test_of
from .storage import Location, listed, place, read
from .tar import read_tar
from .truth import image_bytes, read_views

LAYERS = {  # switches of a recipe, and the layer of the truth that each adds
    "parts": "parts",
    "albedo": "albedo",
    "behind_glass": "behind_m",
    "amodal": "whole_m",
    "materials": "materials",
    "shading": "shading",
    "specular": "specular",
    "shadow": "shadow",
    "text": "text",
    "mattes": "mattes",
}
Checked = Callable[[Location, ShardPlan, ShardRecord], bytes]


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


def verify(root: Location | str, shards: str = "", *, jobs: int | None = 1) -> list[Fault]:
    """Check every byte of a dataset, and that every target decodes to its truth; return what is wrong.

    Args:
        root: the dataset's folder or URL; nothing is written there.
        shards: numbers of those to check, such as "3,7-9"; all of them if empty.
        jobs: how many processes check, None for as many as there are cores.

    Raises:
        RequestError: there is no dataset, or no such shard.

    """
    out = place(root)
    return [fault for _, faults in verify_shards(out, open_verification(out, shards), jobs) for fault in faults]


def open_verification(root: Location, shards: str = "") -> Plans:
    """Return the plans of a dataset's shards, or of those such as "3,7-9"; raises RequestError."""
    plans = plan_shards(read_manifest(root).recipe)
    return select_shards(shards, plans) if shards else plans


def verify_shards(
    root: Location, plans: Plans | None = None, jobs: int | None = 1
) -> Iterator[tuple[ShardPlan, list[Fault]]]:
    """Yield shards with their faults, all of the dataset's recipe by default.

    `jobs` processes check, None for as many as there are cores. Raises RequestError where OUT is no dataset.
    """
    asked = open_verification(root) if plans is None else plans
    return map_in_order(partial(_verified, root, read_manifest(root)), asked, len(asked), jobs)


def faulty(plans: Plans, results: Iterable[tuple[ShardPlan, list[Fault]]]) -> Plans:
    """Return the plans of the shards in which `verify` found faults."""
    return plans.only([plan.shard for plan, faults in results if faults])


def _verified(root: Location, manifest: Manifest, plan: ShardPlan) -> tuple[ShardPlan, list[Fault]]:
    return plan, list(_shard_faults(root, manifest, plan, read_record(root, plan.name, manifest.recipe)))


def _shard_faults(root: Location, manifest: Manifest, plan: ShardPlan, record: ShardRecord | None) -> Iterator[Fault]:
    if record is None:
        yield Fault(plan.name, "", record_fault(root, plan.name, manifest.recipe))
        return
    if record.recipe_digest != manifest.recipe.digest_of(manifest.data_version):
        yield Fault(plan.name, "", f"was built from another recipe (digest {record.recipe_digest[:12]})")
    tar, tar_faults = _file(root, plan, record, tar_bytes, record.tar, tar_path(plan))
    truth, truth_faults = _file(root, plan, record, truth_bytes, record.truth, truth_path(plan))
    yield from (*tar_faults, *truth_faults)
    if tar is not None and truth is not None:
        yield from _scene_faults(manifest.recipe, plan, record)
        yield from _content_faults(manifest, plan, record, tar, truth)


def _file(
    root: Location, plan: ShardPlan, record: ShardRecord, checked: Checked, file: FileRecord, path: str
) -> tuple[bytes | None, list[Fault]]:
    """Return a file's bytes, damaged ones too where their number is right: it may be one sample that is."""
    try:
        return checked(root, plan, record), []
    except DamageError as error:
        why = str(error).removeprefix(f"{plan.name}: ").removesuffix("; regenerate it")
        return _as_it_is(root, path, file.bytes), [Fault(plan.name, "", why)]


def _as_it_is(root: Location, path: str, size: int) -> bytes | None:
    sizes = dict(listed(root, path.rpartition("/")[0]))  # of regular files alone
    return read(root, path) if sizes.get(path.rpartition("/")[2]) == size else None


def _scene_faults(recipe: Recipe, plan: ShardPlan, record: ShardRecord) -> Iterator[Fault]:
    """Every scene of the plan is rendered or given up; where nothing is to be seen at all, each was given up.

    Of photographs, some or all may have been left out.
    """
    lost = {entry.scene for entry in record.quarantined}
    explained = lost | {scene.scene for scene in record.scenes} if views_of(record) or _leaves_out(recipe) else lost
    for scene in sorted(explained ^ set(plan.scenes)):
        what = "is in neither the truth nor the quarantine" if scene in plan.scenes else "does not belong to this shard"
        yield Fault(plan.name, "", f"scene {scene} {what}")


def _leaves_out(recipe: Recipe) -> bool:
    """Return whether pictures that tests show were left out."""
    return bool(recipe.imported and recipe.imported.benchmark and recipe.imported.benchmark.without)


def _content_faults(
    manifest: Manifest, plan: ShardPlan, record: ShardRecord, tar: bytes, truth: bytes
) -> Iterator[Fault]:
    try:
        views, images = dict(paired(manifest.recipe, read_views(truth))), image_bytes(truth)
        for key, view in views.items():
            _check(view, key, manifest.recipe)
    except (OSError, KeyError, ValueError, FrameError) as error:
        yield Fault(plan.name, "", f"{truth_path(plan)} is damaged: {error}")
        return
    yield from _view_faults(plan, record, set(views))
    yield from (Fault(plan.name, str(key), text) for key, text in clip_faults(manifest.recipe, views))
    seen: list[str] = []
    asks_as_today = manifest.data_version == DATA_VERSION
    try:
        for sample in read_tar(tar):
            seen.append(sample.key)
            with speaking(manifest.recipe.prompts):
                found = _sample_faults(manifest.recipe, sample, views, images, asks_as_today)
            kept = [text for text in found if asks_as_today or not isinstance(text, WordFault)]
            yield from (Fault(plan.name, sample.key, text) for text in kept)
    except (tarfile.TarError, ValueError) as error:
        yield Fault(plan.name, "", f"{tar_path(plan)} is damaged: {error}")
    yield from _missing(manifest, plan, views, seen)
    yield from _count_faults(plan, record, seen)


def _count_faults(plan: ShardPlan, record: ShardRecord, seen: list[str]) -> Iterator[Fault]:
    tasks = Counter(key.rpartition("-")[2] for key in seen)
    if (len(seen), tasks) != (record.samples, record.tasks):
        held = f"{len(seen)} samples {dict(sorted(tasks.items()))}"
        yield Fault(plan.name, "", f"the record says {record.samples} samples {record.tasks}, the tar holds {held}")


def _check(view: View, key: ViewKey, recipe: Recipe) -> None:
    try:
        if not isinstance(view, Frame):
            view.check()
            return
        check_frame(view, with_normals=recipe.imported is None or recipe.imported.normals)
    except FrameError as error:
        raise FrameError(f"view {key}: {error}") from None
    _check_baseline(view, key, recipe)
    for switch, layer in LAYERS.items():
        if (getattr(view, layer) is not None) != (asked := getattr(recipe, switch)):
            how = "no" if asked else "a"
            raise FrameError(f"view {key}: it has {how} layer of {switch}, and the recipe asks otherwise")


def _check_baseline(view: Frame, key: ViewKey, recipe: Recipe) -> None:
    told_m, asked_m = baseline_m(view), recipe.stereo.baseline_m if recipe.stereo.share else 0.0
    if view.right and abs(told_m - asked_m) > OFF_M:
        raise FrameError(
            f"view {key}: its right picture was taken {told_m:g} m beside, and the recipe asks {asked_m:g} m"
        )


def _view_faults(plan: ShardPlan, record: ShardRecord, stored: set[ViewKey]) -> Iterator[Fault]:
    for key in sorted(map(str, views_of(record) ^ stored)):
        yield Fault(plan.name, key, "the record and the truth do not hold the same views")


def _sample_faults(
    recipe: Recipe, sample: Sample, views: dict[ViewKey, View], images: dict[ViewKey, bytes], as_today: bool
) -> list[str]:
    try:
        key = SampleKey.parse(sample.key)
        given = read_answer(sample.parts)
        view = views[key.view_key]
        if sample.image != images[key.view_key]:
            return [f"{sample.image_part} is not the picture that the truth holds"]
        if given.target.shape != (*view.shape, 3):
            return [f"target.png is {given.target.shape}, the image {(*view.shape, 3)}"]
        if (given.second is not None) != TASKS[key.task].shows_two:
            return [f"it has {'no' if given.second is None else 'a'} second picture, and {key.task} asks otherwise"]
        if given.second is not None and given.second.shape != (*view.shape, 3):
            return [f"{SECOND} is {given.second.shape}, the image {(*view.shape, 3)}"]
        if isinstance(view, Example) and (key.task in MASKS or test_of(recipe)):
            return query_faults(benchmark_of(recipe), view, key.task, given, key.sample if test_of(recipe) else None)
        frame = frame_for(view, key.task)
        return TASKS[key.task].faults(by_place(frame) if as_today else frame, given)
    except Exception as error:  # whatever a stranger's numbers make of our arithmetic
        return [f"cannot be read: {error or type(error).__name__}"]


def _missing(manifest: Manifest, plan: ShardPlan, views: dict[ViewKey, View], seen: list[str]) -> Iterator[Fault]:
    recipe, asks_as_today = manifest.recipe, manifest.data_version == DATA_VERSION
    for key in sorted(key for key, times in Counter(seen).items() if times > 1):
        yield Fault(plan.name, key, "stands in the shard more than once")
    view_of = {str(each): key for key, view in views.items() for each in keys_of(recipe, key, view)}
    gaps = view_of.keys() - set(seen) if asks_as_today else set()
    askable = {str(each) for key in {view_of[name] for name in gaps} for each, _ in answers(recipe, key, views[key])}
    for name in sorted(gaps & askable):
        yield Fault(plan.name, name, "is missing from the shard")
    for name in sorted(set(seen) - view_of.keys()):
        yield Fault(plan.name, name, "does not belong to this shard")
