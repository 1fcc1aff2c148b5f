"""The kinds of referring expressions, with how often each is drawn: the plain ones, and what takes more than words."""

from __future__ import annotations

from .infer import inferences
from .propose import KINDS, Proposer
from .suggest import (
    closest,
    comparisons,
    conditions,
    conjunctions,
    exceptions,
    negations,
    printed,
    stances,
    states,
    subsets,
)
from .suggest_people import belongings, companions, everybody_but, groups, lined_up, people

# Their English is in `phrases` alone, but for conditions, text and people, which all languages have words for.
WIDER: dict[str, Proposer] = {
    "exception": Proposer(4.0, exceptions),
    "negation": Proposer(4.0, negations),
    "subset": Proposer(3.0, subsets),
    "comparison": Proposer(3.0, comparisons),
    "closest": Proposer(2.0, closest),
    "state": Proposer(6.0, states),
    "condition": Proposer(8.0, conditions),
    "stance": Proposer(6.0, stances),
    "printed text": Proposer(4.0, printed),
    "people": Proposer(10.0, people),
    "person by person": Proposer(6.0, companions),
    "people in a row": Proposer(3.0, lined_up),
    "people together": Proposer(4.0, groups),
    "everybody but": Proposer(3.0, everybody_but),
    "done by a person": Proposer(5.0, belongings),
    "several facts": Proposer(6.0, conjunctions),
    "reasoning": Proposer(12.0, inferences),
}
EVERY_KIND = KINDS | WIDER
