"""Semantic segmentation: a legend in the prompt says which colour each class gets, drawn afresh for every sample."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import OWN_NAMES, SemanticOptions
from ...renderers.frame import Frame
from ..codecs import masks
from . import colours, legend
from .colours import RGB
from .draw import least_first, pick
from .parts import frame_of, frames_to_ask
from .prompts.templates import Template, prompt_faults, prompts
from .riders import by_deed
from .sky import INFINITE
from .task import NOTHING, Answer, Asked, Referent, Task
from .visible_concepts import VisibleConcepts
from .words.language import Concepts, Form, Vocabulary
from .words.vocabularies import Naming, class_sets, naming

MAX_CLASSES = 10
MAX_ABSENT = 3

DEFAULTS = SemanticOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: SemanticOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for some of the classes in sight, and for some that are not; None where no class is of fair size."""
    whole = options.vocabulary != OWN_NAMES  # no other set has classes for parts
    frames = iter([by_deed(frame)]) if whole else frames_to_ask(frame, rng)
    tried = (_answer(each, rng, language, options, asked) for each in frames)
    return next(filter(None, tried), None)


def _answer(
    frame: Frame, rng: np.random.Generator, language: str, options: SemanticOptions, asked: Asked
) -> Answer | None:
    said = naming(options.vocabulary, language)
    visible = VisibleConcepts(frame, said.concepts)
    subjects = _subjects(visible, said, options, asked, rng)
    if not subjects:
        return None
    ways = prompts("semantic", language)
    styles = legend.STRUCTURED | said.words.legends
    template = ways.choose(rng, styles=styles)
    style = pick([name for name in template.legend if name in styles], rng)
    colour_style = pick(legend.COLOUR_STYLES.get(style, tuple(colours.STYLES)), rng)
    forms = {_form(visible, concept, said, rng): concept for concept in subjects}
    named = [*forms, *rest(template, style, said.words, rng)]
    drawn = colours.draw(len(named), colour_style, [] if template.background else [colours.BLACK], rng)
    if len(drawn) < len(named):
        return None
    entries = dict(zip(named, drawn, strict=True))
    prompt = ways.fill(template, rng, values={"legend": legend.write(entries, style, colour_style, language)})
    palette = {form.bare if form in forms else legend.UNLISTED: rgb for form, rgb in entries.items()}
    meanings = {form.bare: concept for form, concept in forms.items()}
    referents = _referents(visible, meanings)
    target = masks.encode(labels(frame, palette, referents), numbered(palette))
    parameters: dict[str, str | float] = {
        "legend": style,
        "colours": colour_style,
        "vocabulary": options.vocabulary,
    }
    return Answer(prompt, target, template.id, "masks", parameters, palette, language, referents)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the legend out of the prompt, decode the target with it, and compare with the truth exactly."""
    found = prompt_faults("semantic", given)
    vocabulary = str(given.parameters.get("vocabulary", OWN_NAMES))
    if vocabulary not in (OWN_NAMES, *class_sets()):
        return [*found, f"there is no vocabulary {vocabulary!r}"]
    stated = legend.read(given.prompt)
    if stated != given.palette:
        return [*found, f"the prompt's legend is {stated}, the metadata's palette {given.palette}"]
    frame = frame_of(frame, given) if vocabulary == OWN_NAMES else by_deed(frame)
    meanings = meanings_of(stated, given.language, frame, vocabulary)
    if unknown := [name for name in stated if name and name not in meanings]:
        return [*found, f"the prompt names {unknown[0]!r}, which nothing is called"]
    referents = _referents(VisibleConcepts(frame, naming(vocabulary, given.language).concepts), meanings)
    if given.referents != referents:
        found.append("the metadata's referents are not what the prompt's names mean")
    decoded = masks.decode(given.target, numbered(stated))
    wrong = frame.valid & (decoded != labels(frame, stated, referents))
    return found + ([f"target shows another class than the truth at {wrong.sum()} pixels"] if wrong.any() else [])


SEMANTIC = Task("semantic", answer, faults)


def decoding_palette(palette: dict[str, RGB]) -> dict[str, RGB]:
    """Return the palette with the colour of what is unlisted: black where the prompt states none."""
    return palette if legend.UNLISTED in palette else {**palette, legend.UNLISTED: colours.BLACK}


def meanings_of(names: Iterable[str], language: str, frame: Frame, vocabulary: str = OWN_NAMES) -> dict[str, str]:
    """Return the concepts of the names that have a meaning in this frame."""
    categories = frozenset(thing.category for thing in frame.objects)
    said = naming(vocabulary, language).words
    found = {name: said.concept(name, categories) for name in names}
    return {name: concept for name, concept in found.items() if concept}


def labels(frame: Frame, palette: dict[str, RGB], referents: dict[str, Referent]) -> NDArray[np.int64]:
    """Return H×W positions in the decoding palette: the class of each pixel, or what is unlisted."""
    positions = {name: position for position, name in enumerate(decoding_palette(palette))}
    table = np.full(int(frame.instance.max(initial=0)) + 1, positions[legend.UNLISTED])
    for name, referent in referents.items():
        table[list(referent.instances)] = positions[name]
    known = frame.valid | (frame.instance != INFINITE)
    return np.where(known, table[frame.instance], positions[legend.UNLISTED])


def numbered(palette: dict[str, RGB]) -> dict[int, RGB]:
    """Return the decoding palette by position."""
    return dict(enumerate(decoding_palette(palette).values()))


def _referents(visible: VisibleConcepts, meanings: dict[str, str]) -> dict[str, Referent]:
    return {name: Referent(visible.instances(concept), concept) for name, concept in meanings.items()}


def _subjects(
    visible: VisibleConcepts, said: Naming, options: SemanticOptions, asked: Asked, rng: np.random.Generator
) -> list[str]:
    """Return the concepts to ask for, no two of which share a category; what was asked less often comes first.

    The last of them may be absent.
    """
    pool = [name for name in visible.eligible_classes if said.words.forms(name)]
    if rng.random() < options.merged:
        pool += [name for name in visible.eligible_merged if said.words.forms(name)]
    apart = _disjoint(least_first(pool, asked, rng), said.concepts)
    wanted = int(rng.integers(1, min(len(apart), MAX_CLASSES) + 1)) if apart else 0
    prefixes = (visible.unambiguous(apart[:count]) for count in range(wanted, len(apart) + 1))
    chosen: list[str] = next(filter(None, prefixes), [])
    if not chosen or rng.random() >= options.absent:
        return chosen
    absent = visible.absent(said.words.names.keys() - said.concepts.uncounted)
    count = len(chosen) + int(rng.integers(1, MAX_ABSENT + 1))
    named = _disjoint([*chosen, *least_first(absent, asked, rng)], said.concepts)[:count]
    return least_first(named, NOTHING, rng)


def _disjoint(names: list[str], known: Concepts) -> list[str]:
    chosen: list[str] = []
    taken: set[str] = set()
    for name in names:
        covered = known.categories(name)
        if taken.isdisjoint(covered):
            chosen.append(name)
            taken |= covered
    return chosen


def rest(template: Template, style: str, said: Vocabulary, rng: np.random.Generator) -> list[Form]:
    """Return what the unlisted is called, if the template states it: plainly `background` outside sentences."""
    names = said.rest()
    plain = names[:1] if style in legend.STRUCTURED else [pick(names, rng)]
    return plain if template.background else []


def _form(visible: VisibleConcepts, concept: str, said: Naming, rng: np.random.Generator) -> Form:
    """Return a name of the concept: in the singular where exactly one could be seen and the name has one."""
    forms = pick(said.words.forms(concept), rng)
    return forms[0] if visible.number_seen(concept) == 1 else forms[-1]
