"""What a drawing is held against: of a render or of a photograph, the same small thing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import MaskRules
from ...renderers.frame import Frame
from ..dataset.example import Example, Query, View
from ..dataset.queries import places_of
from ..dataset.run_lengths import Counts, Mask, area_px, layered, run_lengths, to_mask, unpacked
from ..tasks.parts import frame_of, with_numbers
from ..tasks.places import by_place
from ..tasks.registry import READINGS
from ..tasks.task import Answer

Labels = NDArray[np.int64]
NOTHING = 0  # the label of what no prompt lists; others count from 1, in the order of the answer's referents
ONE = MaskRules()


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """What one person marked: masks as run lengths, which may overlap; drawings mostly in `ignored` do not count."""

    masks: tuple[Counts, ...]
    ignored: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What is known of the answer to one sample. What its task has no need of is empty.

    known bool H×W: the pixels that count. depth_m float32 H×W in metres, +inf in the sky; normals float32 H×W×3;
    labels H×W: which of the answer's referents, from 1, NOTHING elsewhere and where unknown; annotations: of each
    person who marked instances. Scores are means over groups. numbers: what the reading of any other task compares.
    """

    known: Mask
    depth_m: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), np.float32))
    normals: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0, 3), np.float32))
    labels: Labels = field(default_factory=lambda: np.empty((0, 0), np.int64))
    annotations: tuple[Annotation, ...] = ()
    group: str = ""
    numbers: NDArray[Any] = field(default_factory=lambda: np.empty((0, 0)))

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        height, width = self.known.shape
        return height, width


def truth_of(view: View, task: str, given: Answer, rules: MaskRules = ONE) -> Truth:
    """Return the truth of a sample; raises ValueError where nothing is known that it asks for."""
    return of_frame(view, task, given) if isinstance(view, Frame) else _of_example(view, task, given, rules)


def of_frame(frame: Frame, task: str, given: Answer) -> Truth:
    """Return the truth of a render. What is too small for a target is ignored."""
    if task in ("depth", "normals"):
        return Truth(frame.valid, frame.depth_m, frame.normals)
    if task in READINGS:
        return Truth(frame.valid, numbers=READINGS[task].truth(by_place(frame), given))  # as they were asked
    asked = [number for each in given.referents.values() for number in each.instances]
    frame = with_numbers(frame, asked) if task == "referring" else frame_of(frame, given)
    if task != "instance":
        return Truth(frame.valid, labels=_labels(frame.instance, frame.valid, given))
    shown = np.where(frame.valid & np.isin(frame.instance, asked), frame.instance, 0)
    left_out = np.isin(frame.instance, json.loads(str(given.parameters["left_out"])))
    masks = tuple(counts for _, counts in run_lengths(shown))
    return Truth(frame.valid, annotations=(Annotation(masks, left_out),))


def painted(annotation: Annotation, shape: tuple[int, int]) -> Labels:
    """Return H×W which mask a pixel belongs to, from 1, small ones over large ones; NOTHING elsewhere."""
    return layered(dict(enumerate(annotation.masks, 1)), shape).astype(np.int64)


def _of_example(example: Example, task: str, given: Answer, rules: MaskRules) -> Truth:
    match task:
        case "depth" if example.depth_m is not None:
            known = ~np.isnan(example.depth_m)
            return Truth(known, depth_m=np.where(known, example.depth_m, np.float32(np.inf)))
        case "normals" if example.normals is not None:
            return Truth(example.normals.any(axis=-1), normals=example.normals)
        case "semantic" if example.labels is not None:
            known = example.labels > 0
            return Truth(known, labels=_labels(example.labels, known, given))
        case "instance" | "referring":
            return _of_queries(example, task, given, rules)
    raise ValueError(f"nothing is known of its {task}")


def _of_queries(example: Example, task: str, given: Answer, rules: MaskRules) -> Truth:
    """Return the truth of what the answer's metadata say was asked: of instances one query, of sentences any number."""
    asked = [example.queries[place] for place in places_of(given) if 0 <= place < len(example.queries)]
    if not asked or len(asked) != len(places_of(given)) or any(query.task != task for query in asked):
        raise ValueError(f"its metadata name no query of {task}")
    if task == "instance":
        annotations = tuple(_annotations(example, asked[0], rules))
        return Truth(np.ones(example.shape, np.bool_), annotations=annotations, group=asked[0].group)
    known = ~_union(_runs(example, [place for query in asked for place in query.ignored]), example.shape)
    layers = example.layered({place for query in asked for place in query.regions})
    return Truth(known, labels=_labels(layers, known, given), group=asked[0].group)


def _annotations(example: Example, query: Query, rules: MaskRules) -> Iterator[Annotation]:
    """Yield what each annotator marked as the answer: what is too small to count is ignored, as crowds may be."""
    crowds = query.ignored if rules.crowds == "ignored" else ()
    for annotator in range(rules.annotators):
        masks, ignored = (
            _runs(example, [place for place in places if example.regions[place].annotator == annotator])
            for places in (query.regions, crowds)
        )
        counted = tuple(counts for counts in masks if area_px(counts) >= rules.smallest_px)
        ignored += [counts for counts in masks if area_px(counts) < rules.smallest_px]
        taken = _union(counted, example.shape) if ignored else np.zeros(example.shape, np.bool_)
        yield Annotation(counted, _union(ignored, example.shape) & ~taken)


def _runs(example: Example, places: Sequence[int]) -> list[Counts]:
    return [unpacked(example.regions[place].runs) for place in places]


def _union(masks: Sequence[Counts], shape: tuple[int, int]) -> Mask:
    union = np.zeros(shape, np.bool_)
    for counts in masks:
        union |= to_mask(counts, shape)
    return union


def _labels(numbers: NDArray[Any], known: Mask, given: Answer) -> Labels:
    """Return H×W which referent of the answer each pixel belongs to, given the number of its instance or class."""
    table = np.full(int(numbers.max(initial=0)) + 1, NOTHING)
    for label, referent in enumerate(given.referents.values(), start=1):
        table[[number for number in referent.instances if number < len(table)]] = label
    return np.where(known, table[numbers], NOTHING)
