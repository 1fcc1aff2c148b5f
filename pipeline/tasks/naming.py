"""One thing of a frame in words that pick out nothing else, as an instruction names it: "the red mug on the table".

The words are those of referring expressions, and held to the same checks: what people could dispute is never said.
"""

from __future__ import annotations

from itertools import islice

import numpy as np

from ...renderers.frame import Frame
from .draw import ordered
from .relations import check, evidence, forms, graph
from .relations.kinds import EVERY_KIND
from .relations.speech import WORDINGS, subject_of

TRIES = 200  # proposals of one kind that are looked at
INDIRECT = frozenset({"reasoning", "metric", "distance", "plural", "use", "subset", "exception", "negation", "state"})
PLAIN = {"category": 1.0, "appearance": 1.0}  # what is tried first
LONGER = {name: each.weight for name, each in EVERY_KIND.items() if name not in INDIRECT | PLAIN.keys()}


class Names:
    """What the things of a frame can be called."""

    def __init__(self, frame: Frame) -> None:
        self.scene = evidence.gather(frame)
        self._relations = graph.build(frame, self.scene)

    def describe(self, instance: int, rng: np.random.Generator) -> forms.Expression | None:
        """Return words for one thing, as English as any; None where there are none that pick it out alone."""
        if instance not in self.scene or not check.is_fair(self.scene[instance]):
            return None
        for kind in (*ordered(PLAIN, rng), *ordered(LONGER, rng)):
            for form, meant in islice(EVERY_KIND[kind].propose(self._relations, rng), TRIES):
                if meant == {instance} and check.referents(self.scene, form) == meant:
                    return forms.Expression(form, int(rng.integers(WORDINGS)), casual=False)
        return None

    def meant(self, form: str) -> tuple[str, frozenset[int]]:
        """Return the words of a stored form and the instances that it picks out.

        Raises pydantic.ValidationError, KeyError or UnsayableError where it is none.
        """
        expression = forms.from_json(form)
        return subject_of(expression), check.referents(self.scene, expression.form)
