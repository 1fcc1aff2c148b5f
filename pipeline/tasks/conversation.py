"""Two turns about one picture: first its depth, and then of that only the nearest chair, or the two nearest chairs.

Both turns stand in the prompt, the second after the first, and the target answers the second: the depth of the first
turn on what is still asked for, and (128, 128, 128) everywhere else, which lies on no colour map. So each sample is a
triplet like any other, and what the first turn shows is what `depth` paints on `cube`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.depth_options import ConversationOptions
from ...manifests.task_options import InstanceOptions
from ...renderers.frame import Frame
from ..codecs import depth
from ..evaluation.resampling import nearest
from .draw import pick
from .instance import classes_to_ask, counted_names
from .prompts.templates import prompt_faults, prompts
from .reading import METRES, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .recognisable import MIN_SHARE
from .task import NOTHING, Answer, Asked, Referent, Task, is_patchy
from .visible_concepts import VisibleConcepts
from .words.language import words

OUTER = 0.05  # the share of a thing's pixels at either end that leaves its place in the order alone
IN_SIGHT = InstanceOptions(negatives=0.0)
DEFAULTS = ConversationOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: ConversationOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for depth, and then for the nearest of a class alone; None where no class has one or two that clearly are."""
    if is_patchy(frame):
        return None
    visible = VisibleConcepts(frame)
    for concept in classes_to_ask(visible, language, IN_SIGHT, asked, rng):
        fair = set(visible.named(concept)) == set(visible.instances(concept))
        counts = [count for count in (1, 2) if fair and _nearest(frame, visible.named(concept), count)]
        if counts:
            return _asked(frame, concept, pick(counts, rng), rng, language)
    return None


def _asked(frame: Frame, concept: str, count: int, rng: np.random.Generator, language: str) -> Answer:
    first, ways = prompts("depth", language), prompts("conversation", language)
    opening = first.fill(first.choose(rng, "cube"), rng, "cube")
    one, many = pick(counted_names(concept, language), rng)
    kept = f"the nearest {one.bare}" if count == 1 else f"the two nearest {many.bare}"
    numbers = _nearest(frame, VisibleConcepts(frame).instances(concept), count)
    template = ways.choose(rng)
    prompt = ways.fill(template, rng, values={"first": opening, "kept": kept})
    named = {kept.removeprefix("the "): Referent(numbers, concept)}
    target = depth.encode(frame.depth_m, "cube", np.isin(frame.instance, numbers) & frame.valid)
    return Answer(prompt, target, template.id, "depth", {"colormap": "cube"}, {}, language, named)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read both turns out of the prompt: the first must be one of depth, the second decides what the target shows."""
    if found := prompt_faults("conversation", given):
        return found
    ways, first = prompts("conversation", given.language), prompts("depth", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    if all(first.read(each, values.get("first", ""), "cube") is None for each in first.templates):
        found.append(f"the first turn is {values.get('first')!r}, which does not ask for depth")
    kept = values.get("kept", "").removeprefix("the ")
    count = 2 if kept.startswith("two ") else 1
    name = kept.removeprefix("two ").removeprefix("nearest ")
    concept = words(given.language).concept(name, frozenset(thing.category for thing in frame.objects))
    numbers = _nearest(frame, VisibleConcepts(frame).instances(concept), count) if concept else ()
    if not numbers or given.referents != {kept: Referent(numbers, concept or "")}:
        return [
            *found,
            f"the second turn is about {kept!r}, which the truth does not tell, or the metadata tell otherwise",
        ]
    wrong = frame.valid & ~_is_right(frame, given.target, np.isin(frame.instance, numbers))
    return found + (
        [f"target shows other depths than the second turn asks at {wrong.sum()} pixels"] if wrong.any() else []
    )


def _is_right(frame: Frame, target: RGB, kept: Mask) -> Mask:
    """Return H×W which pixels show their depth within the codec's bound where they are kept, and grey elsewhere."""
    truth_m = np.where(kept, frame.depth_m, 1.0).astype(np.float64)
    decoded_m, bound_m = depth.decode(target).astype(np.float64), depth.max_error(truth_m) * (1 + 1e-4) + 1e-6
    error_m = np.abs(np.where(kept, np.nan_to_num(decoded_m, posinf=1e9), 1.0) - truth_m)
    is_grey = (target == depth.INVALID_RGB).all(axis=-1)
    return np.where(kept, (error_m <= bound_m) & ~is_grey, is_grey)


def _nearest(frame: Frame, numbers: tuple[int, ...], count: int) -> tuple[int, ...]:
    """Return the `count` nearest of several things, in order of their numbers; () where others may be as near.

    95 % of each one's pixels lie before 95 % of those of every other thing.
    """
    own = {number: (frame.instance == number) & frame.valid for number in numbers}
    if len(numbers) <= count or min(mask.sum() for mask in own.values()) == 0:
        return ()
    ends_m = {
        number: np.quantile(frame.depth_m[mask].astype(np.float64), [OUTER, 1 - OUTER]) for number, mask in own.items()
    }
    ordered = sorted(numbers, key=lambda number: float(ends_m[number][0]))
    near, far = ordered[:count], ordered[count:]
    is_clear = max(ends_m[each][1] for each in near) < min(ends_m[each][0] for each in far)
    is_large = sum(int(own[each].sum()) for each in near) >= MIN_SHARE * frame.instance.size
    return tuple(sorted(near)) if is_clear and is_large else ()


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    depth_m, residual = depth.decode(rgb, return_residual=True)
    return nearest(np.where(residual <= depth.RESIDUAL_MAX, depth_m, np.float32(np.nan)), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    numbers = [number for each in getattr(given, "referents", {}).values() for number in each.instances]
    return np.where(np.isin(frame.instance, numbers), frame.depth_m.astype(np.float64), np.nan)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the IoU of where depth is drawn with where it is asked, and AbsRel where both are."""
    kept, shown = known & np.isfinite(truth), known & ~np.isnan(drawn)
    if not kept.any():
        return None
    both = kept & shown & np.isfinite(drawn)
    off = np.abs(drawn[both].astype(np.float64) - truth[both]) / truth[both]
    iou = np.count_nonzero(kept & shown) / np.count_nonzero(kept | shown)
    return {"IoU": float(iou)} | ({"AbsRel": float(off.mean())} if off.size else {})


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    return (known & (np.isfinite(truth) == np.isnan(drawn))).astype(np.float64)


READING = Reading(
    says="First paint depth, then, in a second turn, only that of the nearest of some things.",
    colours="what the second turn keeps in the colours of `depth` on `cube`, and the rest in (128, 128, 128)",
    decoded="""\
depth_m, residual = codecs.depth.decode(target, return_residual=True)  # H×W metres
kept = residual <= codecs.depth.RESIDUAL_MAX  # what the second turn keeps""",
    headline=Headline("IoU", "IoU", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every pixel: depth drawn where the second turn keeps none is wrong",
        "what is unknown in the truth",
        "IoU of what is kept in a picture, then over pictures",
        "AbsRel: of the depth where it is drawn and kept",
    ),
    nothing="nothing that is kept is in its truth",
    shades="depth where none is kept, or none where it is",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"IoU": 0.0},
    error=_error,
    figures=lambda numbers: spread(numbers, METRES) | {"rejected": float(np.isnan(numbers).mean())},
)
CONVERSATION = Task("conversation", answer, faults, READING)
