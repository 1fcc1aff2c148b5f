"""Instance segmentation: every instance of one class in a colour of its own, which nobody has to name.

"Each" is said only of classes of which nothing could be seen that is not fairly marked (`recognisable`): all that
anybody would know are painted; what nobody would see is left out, and listed. Free colours decode by clustering
(`masks.decode_instances`), which can lose an instance: behind bars it falls to pieces. So every target is decoded
before it is given out, and where one is lost, another class is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Collection

import numpy as np

from ...manifests.task_options import InstanceOptions
from ...renderers.frame import Frame
from ..codecs import masks
from . import colours, instance_people, instance_words
from .colours import BLACK, RGB
from .draw import ordered, pick
from .legend import UNLISTED
from .painting import lost, painted
from .parts import frame_of, frames_to_ask
from .prompts.templates import prompt_faults, prompts
from .task import NOTHING, Answer, Asked, Referent, Task, WordFault
from .visible_concepts import VisibleConcepts, prominence
from .words.language import Form, concepts, words

MAX_LEFT_OUT_SHARE = 0.001  # of the frame, for an instance that is left out

IN_SIGHT, ABSENT = "in sight", "absent"  # the kinds of what is asked for

DEFAULTS = InstanceOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: InstanceOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for all instances of a class; None where no class can be told apart and decoded."""
    tried = (_answer(each, rng, language, options, asked) for each in frames_to_ask(frame, rng))
    return next(filter(None, tried), None)


def _answer(
    frame: Frame, rng: np.random.Generator, language: str, options: InstanceOptions, asked: Asked
) -> Answer | None:
    template = prompts("instance", language).choose(rng)
    colour_style = pick(tuple(colours.STYLES), rng)
    background = colours.draw(1, colour_style, [], rng)[0] if template.background else BLACK
    visible = VisibleConcepts(frame)
    people = instance_people.to_ask(frame, language, options.negatives, asked, rng)
    classes = [(name, visible.named(name)) for name in classes_to_ask(visible, language, options, asked, rng)]
    chosen = _decodable(frame, [*people, *classes], background, rng)
    if chosen is None:
        return None
    concept, table = chosen
    one, many = pick(counted_names(concept, language), rng)
    values = instance_words.values(one, many, background, colour_style, language)
    there = set(table) if concept in instance_people.KINDS else set(visible.instances(concept))
    left_out = json.dumps(sorted(there - table.keys()))
    return Answer(
        prompt=prompts("instance", language).fill(template, rng, values=values),
        target=painted(frame.instance, table, background),
        template=template.id,
        codec="instances",
        parameters={"colours": colour_style, "left_out": left_out, "kind": IN_SIGHT if there else ABSENT},
        palette={UNLISTED: background},
        language=language,
        referents={many.bare: Referent(tuple(table), concept)},
    )


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read class and background out of the prompt, cluster the target's colours, and compare with the truth."""
    if found := prompt_faults("instance", given):
        return found
    named, background = instance_words.read(given)
    frame = frame_of(frame, given)
    seen = frozenset(thing.category for thing in frame.objects)
    kinds = instance_people.meanings(given.language)
    meant = {kinds.get(name) or words(given.language).concept(name, seen) for name in named}
    concept = meant.pop()
    if meant or concept is None:
        return [f"the prompt names {' and '.join(sorted(named))}, which is no one class"]
    if given.palette != {UNLISTED: background}:
        found.append(f"the prompt's background is {background}, the metadata's {given.palette.get(UNLISTED)}")
    return found + _target_faults(frame, given, concept, background)


def _target_faults(frame: Frame, given: Answer, concept: str, background: RGB) -> list[str]:
    found: list[str] = []
    left_out = set(json.loads(str(given.parameters["left_out"])))
    there, fair = _people(frame, concept) if concept in instance_people.KINDS else _things(frame, concept)
    shown = there - left_out
    kind = given.parameters.get("kind")
    if kind != (IN_SIGHT if there else ABSENT):
        found.append(WordFault(f"the metadata say {kind} of {concept}, of which {len(there)} are in sight"))
    elif not there and fair is None:
        found.append(
            WordFault(f"the metadata say that {concept} is absent, which some people would see in what is there")
        )
    if not left_out <= there or _large(frame, left_out):
        found.append(f"the metadata leave out {sorted(left_out)}, which are no small {concept}")
    if there and shown != fair:
        found.append(WordFault(f"each {concept} is asked for, which is not those that anybody would recognise"))
    if [(set(each.instances), each.form) for each in given.referents.values()] != [(shown, concept)]:
        found.append(f"the metadata's referents are not the instances of {concept} in sight")
    decoded = masks.decode_instances(given.target, background)
    count, missing = int(decoded.max(initial=0)), lost(frame.instance, decoded, shown)
    if missing or count != len(shown):
        found.append(f"target shows {count} instances; of the {len(shown)} in truth {len(missing)} are lost")
    return found


def _things(frame: Frame, concept: str) -> tuple[set[int], set[int] | None]:
    """Return what is in sight of a class, and those that may be asked for; None where that is not fair."""
    visible = VisibleConcepts(frame)
    there = set(visible.instances(concept))
    is_fair = concept in visible.countable_classes if there else visible.absent([concept])
    return there, set(visible.named(concept)) if is_fair else None


def _people(frame: Frame, kind: str) -> tuple[set[int], set[int] | None]:
    """Return who is in sight of a kind of people, twice; None where people could differ."""
    known = instance_people.told(frame)
    there = set(known.get(kind, ()))
    return there, there if kind in known else None


INSTANCE = Task("instance", answer, faults)


def free_colours(
    frame: Frame, instances: Collection[int], background: RGB, rng: np.random.Generator
) -> dict[int, RGB] | None:
    """Return a colour for each instance that then decodes back; None where one does not."""
    drawn = colours.draw(len(instances), "hex", [background], rng)
    if len(drawn) < len(instances):
        return None
    table = dict(zip(instances, drawn, strict=True))
    decoded = masks.decode_instances(painted(frame.instance, table, background), background)
    return None if lost(frame.instance, decoded, table) else table


def _decodable(
    frame: Frame, classes: list[tuple[str, tuple[int, ...]]], background: RGB, rng: np.random.Generator
) -> tuple[str, dict[int, RGB]] | None:
    """Return the first class whose instances can be painted so that they decode back, with their colours."""
    for concept, numbers in classes:
        table = free_colours(frame, numbers, background, rng)
        if table is not None:
            return concept, table
    return None


def _large(frame: Frame, instances: Collection[int]) -> bool:
    limit_px = MAX_LEFT_OUT_SHARE * frame.instance.size
    return any(thing.instance in instances and thing.area_px > limit_px for thing in frame.objects)


def classes_to_ask(
    visible: VisibleConcepts, language: str, options: InstanceOptions, asked: Asked, rng: np.random.Generator
) -> list[str]:
    """Return the classes whose instances people count alike, in the order in which they are tried.

    They are in sight, small ones rarely the first; or nowhere in sight, near misses mostly first. What was asked less
    often comes first.
    """
    return sorted(_drawn(visible, language, options, rng), key=lambda name: asked.get(name, 0))


def _drawn(visible: VisibleConcepts, language: str, options: InstanceOptions, rng: np.random.Generator) -> list[str]:
    if rng.random() < options.negatives:
        absent = [name for name in visible.absent(words(language).names) if counted_names(name, language)]
        if absent:
            return ordered(visible.temptation(absent), rng)
    counted = [
        name for name in visible.countable_classes if counted_names(name, language) and visible.are_counted(name)
    ]
    fair = [name for name in counted if visible.unambiguous([name])]
    return ordered({name: prominence(share) for name, share in visible.class_shares(fair).items()}, rng)


def counted_names(concept: str, language: str) -> list[tuple[Form, Form]]:
    """Return singular and plural of a class that people count; [] where there are no such names."""
    if concept in instance_people.KINDS:
        return [(forms[0], forms[-1]) for forms in instance_people.names(concept, language)]
    if concept in concepts().uncounted | concepts().merged.keys():
        return []
    return [(forms[0], forms[1]) for forms in words(language).forms(concept) if len(forms) == 2]
