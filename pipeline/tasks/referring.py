"""Referring expressions: one or several things, each picked out in words, are painted in the colours asked for.

`relations` finds the words. An expression is used only if its checker finds, in the truth, exactly what it is meant
for; what people could dispute is never asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from ...manifests.task_options import ReferringOptions
from ...renderers.frame import Frame
from . import colours
from .colours import RGB
from .draw import ordered, pick
from .parts import with_numbers
from .prompts.templates import prompts
from .relations import check, entries, evidence, forms, graph, owned
from .relations.absent import ABSENT
from .relations.disputes import disputes
from .relations.kinds import EVERY_KIND
from .relations.speech import WORDINGS, sayable, subject_of
from .relations.tongues.lexicon import UnsayableError
from .relations.vocabulary import noun
from .task import NOTHING, Answer, Asked, Referent, Task, WordFault
from .typos import mended, mistype
from .visible_concepts import VisibleConcepts, prominence
from .words.language import concepts, words

Candidate = tuple[str, forms.Description, frozenset[int]]  # kind, form, instances
Find = Callable[[Set[forms.Description]], list[Candidate]]  # given what is not to be asked again

SEVERAL = "several"  # the kind of a prompt with several subjects
SEVERAL_SHARE = 0.18
PARTS_SHARE = 0.25  # of the samples, where the truth tells parts
ROUNDS = 12  # of looking for what was not asked yet
TRIES = 60  # proposals of one kind that are checked before another kind has its turn
UNLISTED = ""  # the palette's entry for everything else
DEFAULTS = ReferringOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: ReferringOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for one to three things by what tells them apart, or for one that is not there.

    None where there is nothing that can be asked fairly.
    """
    scene = evidence.gather(frame)
    relations = graph.build(frame, scene)
    in_sight = partial(_find, scene, relations, language, rng)
    nowhere = partial(_find_absent, VisibleConcepts(frame), scene, relations, language, rng)
    found = _least_asked(nowhere, asked) if rng.random() < options.negatives else []
    if not found and frame.parts is not None and rng.random() < PARTS_SHARE:
        found = _least_asked(partial(_find_part, scene, relations, language, rng), asked)
    found = found or _least_asked(in_sight, asked)
    if not found:
        return None
    book = prompts("referring", language)
    casual = book.has_casual and rng.random() < options.casual
    meant = [(forms.Expression(form, int(rng.integers(WORDINGS)), casual), numbers) for _, form, numbers in found]
    subjects = {name: _subjects(meant, name, language) for name in entries.styles(language)}
    styles = [name for name, said in subjects.items() if entries.joins(name, said, language)]
    template = book.choose(rng, styles=styles, casual=casual)
    style = pick([name for name in template.legend if name in styles], rng)
    colour_style = pick(entries.colour_styles(style), rng)
    palette = _palette(subjects[style], template.background, colour_style, rng)
    prompt = book.fill(template, rng, values=_values(palette, style, colour_style, language))
    prompt, slip = mistype(prompt, rng) if language == "en" and rng.random() < options.typos else (prompt, "")
    kind = found[0][0] if len(found) == 1 else SEVERAL
    parameters: dict[str, str | float] = {"colours": colour_style, "style": style, "kind": kind}
    return Answer(
        prompt,
        paint(_frame_of(frame, subjects[style]), palette, subjects[style]),
        template.id,
        "masks",
        parameters | ({"typo": slip} if slip else {}),
        palette,
        language,
        subjects[style],
    )


def _palette(subjects: Iterable[str], background: bool, style: str, rng: np.random.Generator) -> dict[str, RGB]:
    """Return a colour for each subject, and for the background where the prompt is to state one."""
    listed = [*subjects, UNLISTED] if background else list(subjects)
    return dict(zip(listed, colours.draw(len(listed), style, [] if background else [colours.BLACK], rng), strict=True))


def _values(palette: dict[str, RGB], style: str, colour_style: str, language: str) -> dict[str, str]:
    """Return what fills a template: the subjects' legend, and the background's colour, black if none is stated."""
    coloured = {subject: rgb for subject, rgb in palette.items() if subject != UNLISTED}
    background = entries.write_background(palette.get(UNLISTED, colours.BLACK), colour_style, language)
    return {"legend": entries.write(coloured, style, colour_style, language), "background": background}


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the colours out of the prompt, judge each description anew, and compare the target exactly."""
    stated = read(given)
    if stated != given.palette:
        return [f"the prompt's colours are {stated}, the metadata's palette {given.palette}"]
    if set(given.referents) != set(stated) - {UNLISTED}:
        return [f"the prompt speaks of {sorted(stated)}, the metadata's referents are {sorted(given.referents)}"]
    scene = evidence.gather(frame)
    found = [fault for subject in given.referents for fault in _referent_faults(scene, subject, given)]
    if (given.parameters["kind"] in ABSENT) != (not any(each.instances for each in given.referents.values())):
        found.append(f"the metadata's kind is {given.parameters['kind']!r}, and not of what is asked for")
    painted = paint(_frame_of(frame, given.referents), stated, given.referents)
    wrong = frame.valid & (painted != given.target).any(axis=-1)
    return found + ([f"target is painted wrongly at {wrong.sum()} pixels"] if wrong.any() else [])


REFERRING = Task("referring", answer, faults)


def read(given: Answer) -> dict[str, RGB]:
    """Return the palette that the prompt states; {} where its template and style cannot have made it."""
    book, style = prompts("referring", given.language), str(given.parameters["style"])
    if style not in entries.styles(given.language):
        return {}
    slip = str(given.parameters.get("typo", ""))
    prompt = mended(given.prompt, slip) if slip else given.prompt
    values = book.read(book.template(given.template), prompt) if prompt else None
    if not values:
        return {}
    palette = entries.read(values["legend"], style, given.language)
    if entries.write(palette, style, str(given.parameters["colours"]), given.language) != values["legend"]:
        return {}
    if not (background := values.get("background")):
        return palette
    try:
        return {**palette, UNLISTED: entries.read_background(background, given.language)}
    except ValueError:
        return {}


def paint(frame: Frame, palette: dict[str, RGB], referents: dict[str, Referent]) -> NDArray[np.uint8]:
    """Return the target: every referent in the colour of its subject, all else in the background's or black."""
    subjects = list(referents)
    table = np.zeros(int(frame.instance.max(initial=0)) + 1, np.int64)
    for label, subject in enumerate(subjects, start=1):
        table[[number for number in referents[subject].instances if number < len(table)]] = label
    shown = [palette.get(UNLISTED, colours.BLACK), *(palette[subject] for subject in subjects)]
    return np.array(shown, np.uint8)[table[frame.instance]]


def _frame_of(frame: Frame, referents: Mapping[str, Referent]) -> Frame:
    """Return the frame in which the parts among these referents have their numbers."""
    return with_numbers(frame, (number for each in referents.values() for number in each.instances))


def _subjects(meant: list[tuple[forms.Expression, frozenset[int]]], style: str, language: str) -> dict[str, Referent]:
    """Return what the prompt's subjects mean, as they are said in a style."""
    case = entries.case(style, language)
    return {
        subject_of(each, language, case): Referent(tuple(sorted(instances)), forms.to_json(each))
        for each, instances in meant
    }


def _referent_faults(scene: evidence.Sightings, subject: str, given: Answer) -> Iterator[str]:
    referent = given.referents[subject]
    try:
        expression = forms.from_json(referent.form)
        worded = subject_of(expression, given.language, entries.case(str(given.parameters["style"]), given.language))
    except (ValidationError, KeyError, UnsayableError):  # no form, or one without words
        yield f"the logical form of {subject!r} is {referent.form!r}, which is none"
        return
    if worded != subject:
        yield WordFault(f"the prompt says {subject!r}, but its logical form means {worded!r}")
    why = "".join(f"; {clause}" for clause in disputes(scene, expression.form))
    if not referent.instances and not check.is_absent(scene, expression.form):
        yield WordFault(f"the metadata say that nothing is {subject!r}, which not everybody would{why}")
        return
    meant = sorted(check.referents(scene, expression.form))
    if meant != sorted(referent.instances):
        yield WordFault(f"{subject!r} picks out {meant}, but the metadata name {sorted(referent.instances)}{why}")


def _least_asked(find: Find, asked: Asked) -> list[Candidate]:
    """Return what is found among what was asked least often, whatever its wording."""
    times: Counter[forms.Description] = Counter()
    for form, count in asked.items():
        times[forms.from_json(form).form] += count
    limits = np.arange(max(times.values(), default=0) + 1).repeat(ROUNDS)
    worn = ({form for form, count in times.items() if count > limit} for limit in limits)
    return next(filter(None, (find(stale) for stale in worn)), [])


def _find(
    scene: evidence.Sightings,
    relations: graph.Graph,
    language: str,
    rng: np.random.Generator,
    stale: Set[forms.Description],
) -> list[Candidate]:
    """Return one thing that can be said, or up to three about different things and in different words.

    Nothing that is stale. Small things are mostly passed over, and come back where there is nothing else.
    """
    wanted = int(rng.integers(2, 4)) if rng.random() < SEVERAL_SHARE else 1
    chosen: list[Candidate] = []
    passed: list[Candidate] = []
    taken: set[int] = set()
    for kind in ordered({name: each.weight for name, each in EVERY_KIND.items()}, rng):
        fitting = (each for each in _fitting(scene, relations, kind, rng) if sayable(each[1], language))
        free = (each for each in fitting if each[1] not in stale and not each[2] & taken)
        found = _prominent(free, scene, passed, rng)
        if found:
            chosen.append(found)
            taken |= found[2]
        if len(chosen) == wanted:
            break
    return chosen or sorted(passed, key=lambda each: -_share(scene, each))[:1]


def _find_part(
    scene: evidence.Sightings,
    relations: graph.Graph,
    language: str,
    rng: np.random.Generator,
    stale: Set[forms.Description],
) -> list[Candidate]:
    """Return a part of something, or several of one name; [] where there is none that can be told."""
    passed: list[Candidate] = []
    proposed = islice(owned.parts_of_things(relations, scene, rng), TRIES)
    said = ((form, meant) for form, meant in proposed if form not in stale and sayable(form, language))
    fitting = ((owned.KIND, form, meant) for form, meant in said if check.referents(scene, form) == meant)
    found = _prominent(fitting, scene, passed, rng)
    return [found] if found else sorted(passed, key=lambda each: -_share(scene, each))[:1]


def _find_absent(
    visible: VisibleConcepts,
    scene: evidence.Sightings,
    relations: graph.Graph,
    language: str,
    rng: np.random.Generator,
    stale: Set[forms.Description],
) -> list[Candidate]:
    """Return one thing that nothing in sight is, mostly a near miss; [] where there is none."""
    said = [
        name
        for name in words("en").names.keys() - concepts().merged.keys() - concepts().uncounted
        if not noun(name).silent
    ]
    absent = ordered(visible.temptation(visible.absent(said)), rng)
    for kind in ordered({name: weight for name, (weight, _) in ABSENT.items()}, rng):
        proposed = islice(ABSENT[kind][1](relations, absent, rng), TRIES)
        fresh = (form for form in proposed if form not in stale and sayable(form, language))
        found = next((form for form in fresh if check.is_absent(scene, form)), None)
        if found:
            return [(kind, found, frozenset())]
    return []


def _prominent(
    candidates: Iterator[Candidate], scene: evidence.Sightings, passed: list[Candidate], rng: np.random.Generator
) -> Candidate | None:
    """Return the first that is not passed over; those before it are added to `passed`."""
    for each in candidates:
        if rng.random() < prominence(_share(scene, each)):
            return each
        passed.append(each)
    return None


def _share(scene: evidence.Sightings, candidate: Candidate) -> float:
    return sum(owned.share_of(scene, number) for number in candidate[2])


def _fitting(
    scene: evidence.Sightings, relations: graph.Graph, kind: str, rng: np.random.Generator
) -> Iterator[Candidate]:
    for form, meant in islice(EVERY_KIND[kind].propose(relations, rng), TRIES):
        if check.referents(scene, form) == meant:
            yield kind, form, meant
