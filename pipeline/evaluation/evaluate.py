"""Score what a model drew: a folder of pictures named by key, against the truth of a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from ...manifests import ShardRecord
from ...manifests.benchmark import MaskRules, Resampling
from ...scenes.errors import RequestError
from ..dataset.checked import told_as_damage
from ..dataset.contents import plan_of, read_samples, read_views_of
from ..dataset.example import View
from ..dataset.folder import read_manifest, recorded
from ..dataset.keys import SampleKey
from ..dataset.pairs import paired
from ..dataset.plan import Plans, plan_shards
from ..dataset.samples import Sample, read_answer, test_of
from ..dataset.storage import Location, place
from ..predict import report as predicted
from ..tasks.reading import ScoringRules
from .accumulators import tallies
from .headline import HEADLINES
from .metrics import Scores
from .obedience import obedience as judged
from .pictures import RGB, PictureError, files_in, is_picture, read_drawing
from .protocols import MISSING, NOTHING_COUNTS, protocols
from .resampling import misshapen
from .restoring import STRICT, as_read, check_decoder
from .rules import rules_of
from .subject import subject_of
from .tally import Accumulator
from .truths import ONE, truth_of

__all__ = ["EXAMPLE", "Evaluation", "PictureError", "PictureScore", "evaluate", "read_drawing"]

EXAMPLE = "such as 00000012-01-03-depth.png"
NO_PICTURE = "there is no picture"


@dataclass(frozen=True, slots=True)
class PictureScore:
    """One sample: its scores, the fault that kept its picture from being scored, or a note why it has none.

    `error` is how far the headline score lies from the best: the larger the worse. A sample that was counted as the
    worst has scores and a fault. `obeyed` says whether it was drawn as asked, where that is looked at.
    """

    key: str
    task: str
    scores: Scores
    error: float = float("nan")
    fault: str = ""
    note: str = ""
    resized: bool = False
    obeyed: Scores = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether this is in the scores of its task."""
        return bool(self.scores)

    @property
    def headline(self) -> float:
        """The score that its task is judged by; NaN where it has none."""
        return HEADLINES[self.task].of(self.scores)

    def __str__(self) -> str:
        scores = ", ".join(f"{name} {value:.3g}" for name, value in self.scores.items())
        return f"{self.key}: {scores or self.note}" if not self.fault else self.told_fault

    @property
    def told_fault(self) -> str:
        """The fault with the sample's key, or the name of its picture, before it."""
        return self.fault if self.fault.startswith(self.key) else f"{self.key}: {self.fault}"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is to be evaluated: the shards of a dataset, the pictures by key, and how to score."""

    root: Location
    plans: Plans
    records: tuple[ShardRecord, ...]
    pictures: Mapping[str, Path]
    tallies: Mapping[str, Accumulator]
    protocols: Mapping[str, ScoringRules]
    missing: str = "partial"
    doubled: Mapping[str, str] = field(default_factory=dict)  # files of one key, by key
    others: tuple[str, ...] = ()  # files that are called like no picture
    subject: Mapping[str, str] = field(default_factory=dict)  # as subject_of says
    resampling: Resampling = "nearest"  # of depth and normals
    masks: MaskRules = ONE
    expected: int = 0  # pictures in the list of a set that is a test; 0: no list
    prompt: str = ""  # that a test asks of all its pictures
    decoder: str = STRICT
    beside: Mapping[str, Accumulator] = field(default_factory=dict)  # strict tallies, where the decoder is another
    obedience: bool = False  # whether it is looked at how drawings keep to what is asked
    predicted: Mapping[str, Any] = field(default_factory=dict)  # how they were drawn, where `predict` drew them

    @property
    def samples(self) -> int:
        """How many samples the shards hold."""
        return sum(record.samples for record in self.records)

    @property
    def views(self) -> int:
        """How many pictures the shards hold."""
        return sum(len(record.views) for record in self.records)

    def totals(self) -> dict[str, Scores]:
        """Return each task's scores over all pictures scored so far, as far as there are any."""
        return _totals(self.tallies)

    def strict_totals(self) -> dict[str, Scores]:
        """Return what the same pictures score by the strict decoder; {} where that is the decoder."""
        return _totals(self.beside)


def evaluate(
    root: Location | str,
    predictions: Path | str,
    split: str = "val",
    *,
    protocol: str = "",
    residual_max: float | None = None,
    missing: str = "partial",
    resampling: str = "",
    decoder: str = STRICT,
    report: Path | str | None = None,
    obedience: bool = False,
) -> dict[str, Any]:
    """Score what a model drew against the truth: `{"scores": {task: {metric: value}}, "faults": {key: why}, …}`.

    The report also says how each task was scored ("protocol"), how many pictures were ("pictures"), whether that is all
    of them ("complete"), why a score is None ("undefined"), and which files belong to no sample ("extra").

    Args:
        root: the dataset's folder or URL.
        predictions: a folder of pictures named by key, of any size.
        split: the split that the model drew.
        protocol: depth: which pixels count, as in a benchmark: "nyu", "kitti-garg" …; by default that of the dataset,
            or "all". Instances of photographs: "forgive-crowds" or "drop-crowds"; by default as the set has it.
        residual_max: depth: colours further than this from the path (0–1) are no depth.
        missing: samples without a picture that can be scored: "partial" leaves them out, and the report is not
            complete; "worst" counts each as low as no drawing could be.
        resampling: depth, normals: how drawings of another size come to the picture's: "nearest" or "bilinear"; by
            default as the dataset says, or "nearest".
        decoder: "strict", or "robust": drawings are read as the targets that they most likely mean; the scores of the
            strict one are then beside ("strict").
        report: a folder for all scores as JSON, and the worst pictures.
        obedience: also say whether drawings are in the colours, on the map and on the background that were asked.

    Raises:
        RequestError: there is no such dataset, split, protocol or folder.
        WorkError: a shard is damaged.

    """
    from .report import open_report, summary, write_report

    folder = None if report is None else open_report(Path(report))
    work = open_evaluation(
        place(root), Path(predictions), split, protocol, residual_max, missing, resampling, decoder, obedience
    )
    verdicts = list(score_samples(work))
    if folder is not None:
        write_report(folder, work, verdicts)
    return summary(work, verdicts)


def open_evaluation(
    root: Location,
    predictions: Path,
    split: str,
    protocol: str = "",
    residual_max: float | None = None,
    missing: str = "partial",
    resampling: str = "",
    decoder: str = STRICT,
    obedience: bool = False,
) -> Evaluation:
    """Look at both folders; raises RequestError."""
    manifest = read_manifest(root)
    recipe = manifest.recipe
    if split not in recipe.splits:
        raise RequestError(f"is not in {root}; it has {', '.join(recipe.splits)}", "split", split)
    rules = rules_of(recipe, protocol, resampling)
    if missing not in MISSING:
        raise RequestError(f"must be {' or '.join(MISSING)}", "missing", missing)
    check_decoder(decoder, residual_max)
    if not predictions.is_dir():
        raise RequestError(f"{predictions}: is not a folder; give one with pictures named by key ({EXAMPLE})")
    predicted.check_dataset(predictions, manifest.recipe_digest)
    there = recorded(root, recipe, manifest.recipe_digest)
    records = tuple(record for record in there if record.split == split)
    scenes = {scene.scene for record in records for scene in record.scenes}
    files = files_in(predictions)
    pictures = {path.stem: path for path in files if is_picture(path)}
    if not any(_scene(key) in scenes for key in pictures):
        raise RequestError(f"{predictions}: holds no picture named by a key of the split {split} ({EXAMPLE})")
    empty = partial(tallies, rules.depth, residual_max, rules.normals, rules.resampling, rules.masks or ONE)
    return Evaluation(
        root,
        plan_shards(recipe),
        records,
        pictures,
        empty(),
        protocols(rules.depth_name, rules.depth, residual_max, rules.normals, rules.resampling, rules.masks),
        missing,
        _doubled(files),
        tuple(path.name for path in files if not is_picture(path) and path.name != predicted.REPORT),
        subject_of(recipe, split),
        rules.resampling,
        rules.masks or ONE,
        test.expected if (test := test_of(recipe)) else 0,
        test.prompt if test else "",
        decoder,
        {} if decoder == STRICT else empty(),
        obedience,
        predicted.cited(predictions),
    )


def score_samples(work: Evaluation) -> Iterator[PictureScore]:
    """Yield every sample of the split with its scores or its fault. Raises DamageError.

    What is wrong with a picture is a fault of that picture; the sample is in no total, or in it as the worst.
    """
    for record in work.records:
        plan = plan_of(work.plans, record)
        samples = read_samples(work.root, plan, record)
        views = dict(paired(work.plans.recipe, read_views_of(work.root, plan, record)))
        for sample in samples:
            key = SampleKey.parse(sample.key)
            with told_as_damage(plan.name):
                verdict = _verdict(work, sample, key, views[key.view_key])
            yield verdict


def _verdict(work: Evaluation, sample: Sample, key: SampleKey, view: View) -> PictureScore:
    given, tally = read_answer(sample.parts), work.tallies[key.task]
    truth = truth_of(view, key.task, given, work.masks)
    try:
        drawn = _drawing(work, sample.key, truth.shape)
    except PictureError as error:
        counted = tally.add_worst(truth, given) if work.missing == "worst" else None
        if work.beside and work.missing == "worst":
            work.beside[key.task].add_worst(truth, given)
        return _scored(sample.key, key.task, counted, fault=str(error))
    if work.beside:
        work.beside[key.task].add(truth, given, drawn)
    scores = tally.add(truth, given, as_read(work.decoder, key.task, given, drawn))
    scored = _scored(sample.key, key.task, scores, resized=drawn.shape[:2] != truth.shape)
    return replace(scored, obeyed=judged(drawn, given.codec, given)) if work.obedience else scored


def _totals(of: Mapping[str, Accumulator]) -> dict[str, Scores]:
    totals = {task: tally.total() for task, tally in of.items()}
    return {task: scores for task, scores in totals.items() if scores}


def _scored(key: str, task: str, scores: Scores | None, fault: str = "", resized: bool = False) -> PictureScore:
    if not scores:
        return PictureScore(key, task, {}, fault=fault, note="" if fault else NOTHING_COUNTS[task])
    headline = HEADLINES[task]
    return PictureScore(key, task, scores, headline.error(headline.of(scores)), fault, resized=resized)


def _drawing(work: Evaluation, key: str, shape: tuple[int, int]) -> RGB:
    """Return the picture of a sample; raises PictureError."""
    if key not in work.pictures:
        raise PictureError(NO_PICTURE)
    if key in work.doubled:
        raise PictureError(f"there are {work.doubled[key]}; leave one")
    drawn = read_drawing(work.pictures[key])
    if fault := misshapen((drawn.shape[0], drawn.shape[1]), shape):
        raise PictureError(f"it is {fault}")
    return drawn


def _doubled(files: list[Path]) -> dict[str, str]:
    """Return the names of the pictures of which one key has several, by key."""
    count = Counter(path.stem for path in files if is_picture(path))
    several = [key for key, number in count.items() if number > 1]
    return {key: " and ".join(path.name for path in files if is_picture(path) and path.stem == key) for key in several}


def _scene(key: str) -> int:
    try:
        return SampleKey.parse(key).scene
    except ValueError:
        return -1
