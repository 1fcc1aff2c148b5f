"""What a frame has to ask for: which concepts are in sight, how large, and which could be mistaken for one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...renderers.frame import Frame
from ...scenes.categories import UNNAMED
from .mirrored import mirrored
from .parts import is_in_parts, may_be_asked
from .recognisable import MIN_SHARE, Clarity, clarity, of_shape
from .relations.uses import has_trait
from .sky import INFINITE, SKY, infinite_px, is_sky
from .words.language import Concepts, concepts, words

MIN_NAMED = 0.5  # of the pixels of a class: they belong to things that anybody would recognise
NEAR_SHARE = 0.7  # of what is asked for without being in sight, for what is of a sort with something that is
PLAIN_SHARE = 0.02  # of the frame, from which on size is no reason to ask for one thing rather than another


OF_USE = {"things to sit on": "sit on"}  # the concepts that are called by a use, which decides what may be meant


def prominence(share: float) -> float:
    """Return how readily what fills this share of the frame is asked for, 0–1: 1 % a quarter as readily as 2 %."""
    return min(1.0, share / PLAIN_SHARE) ** 2


@dataclass(frozen=True)
class VisibleConcepts:
    """The concepts of one frame, among those that are `known`."""

    frame: Frame
    known: Concepts = field(default_factory=concepts)

    @cached_property
    def clarity(self) -> dict[int, Clarity]:
        """Whether anybody would recognise each thing, by instance."""
        return clarity(self.frame)

    def named(self, concept: str) -> tuple[int, ...]:
        """Return the instances of a concept that anybody would recognise."""
        return tuple(number for number in self.instances(concept) if self.clarity.get(number, "named") == "named")

    def number_seen(self, concept: str) -> int:
        """Return how many instances of a concept somebody might see; of what is nowhere in sight, 0."""
        return sum(self.clarity.get(number, "named") != "ghost" for number in self.instances(concept))

    @cached_property
    def areas_px(self) -> Counter[str]:
        """How many pixels each visible category covers."""
        areas: Counter[str] = Counter()
        for thing in self.frame.objects:
            areas[thing.category] += thing.area_px
        if is_sky(self.frame) and (area_px := infinite_px(self.frame)):
            areas[SKY] = area_px
        return areas

    @property
    def shares(self) -> dict[str, float]:
        """The share of the frame that each visible category covers."""
        return {category: area / self.frame.instance.size for category, area in self.areas_px.items()}

    def instances(self, concept: str) -> tuple[int, ...]:
        """Return the instances in sight of a concept; the sky is 0."""
        covered = self.known.categories(concept)
        found = tuple(thing.instance for thing in self.frame.objects if thing.category in covered)
        return (INFINITE, *found) if SKY in covered and SKY in self.areas_px else found

    def are_counted(self, concept: str) -> bool:
        """Return whether people count all of a concept that is in sight."""
        covered = self.known.categories(concept)
        return self.areas_px.keys().isdisjoint(covered & concepts().uncounted)

    def class_shares(self, classes: Iterable[str]) -> dict[str, float]:
        """Return the share of the frame that each of these concepts covers."""
        areas_px, size = self.areas_px, self.frame.instance.size
        return {name: sum(areas_px[each] for each in self.known.categories(name)) / size for name in classes}

    @cached_property
    def eligible_classes(self) -> list[str]:
        """The classes in sight that anybody would recognise by most of their pixels, in alphabetical order."""
        all_px = self._of_classes(self.areas_px)
        known_px = all_px - self._of_classes(self._areas_px("border", "ghost"))
        least_px = MIN_SHARE * self.frame.instance.size
        known_px -= Counter({name: known_px[name] for name in self.known.unrecognised})
        fair = (name for name, area in known_px.items() if area >= max(least_px, MIN_NAMED * all_px[name]))
        return sorted(name for name in fair if may_be_asked(self.frame, self.instances(name)))

    @property
    def countable_classes(self) -> list[str]:
        """Those of which nothing else could be seen than what is recognised: so "each" and "all" are fair.

        Nor does a mirror show one a second time.
        """
        doubtful, twice = self._of_classes(self._areas_px("border")), mirrored(self.frame)
        single = [name for name in self.eligible_classes if name not in doubtful]
        return [name for name in single if twice.isdisjoint(self.instances(name))]

    def _areas_px(self, *clarities: Clarity) -> Counter[str]:
        """Return how many pixels of each category belong to things that are seen so."""
        areas_px: Counter[str] = Counter()
        for thing in self.frame.objects:
            if self.clarity[thing.instance] in clarities:
                areas_px[thing.category] += thing.area_px
        return areas_px

    def _of_classes(self, areas_px: Counter[str]) -> Counter[str]:
        """Return how many pixels of each class are in these areas of categories."""
        found: Counter[str] = Counter()
        for category, area_px in areas_px.items():
            if category != UNNAMED:
                found[self.known.of(category)] += area_px
        return found

    @property
    def eligible_merged(self) -> list[str]:
        """The super-categories of which at least two classes are large enough."""
        fair = frozenset(self.eligible_classes)
        return sorted(name for name, covered in self.known.merged.items() if len(covered & fair) > 1)

    def absent(self, names: Iterable[str]) -> list[str]:
        """Return those of the concepts that are not in sight, nor is anything that some people would count in.

        None are where something in sight is not in the vocabulary: it might be anything. What is infinitely far may be
        taken for the sky, and parts are never called absent: where they are not told, they may be in sight.
        """
        seen = self.shares.keys() | ({SKY} if infinite_px(self.frame) else set())
        if is_in_parts(self.frame) or seen - words("en").categories:
            return []
        things = set(names) - self.known.only_parts - self.known.unrecognised - self._perhaps
        free = (name for name in things if seen.isdisjoint(self.known.categories(name)))
        return sorted(name for name in free if not any(_may_include(self.known, name, each) for each in seen))

    @property
    def _perhaps(self) -> frozenset[str]:
        """What a corner in sight might belong to: some table, cupboard or seat, of which nobody can tell which."""
        return of_shape() if self._areas_px("border").keys() & of_shape() else frozenset()

    def temptation(self, absent: Sequence[str]) -> dict[str, float]:
        """Return how readily each of these concepts is asked for though it is not in sight.

        Near misses, which share a super-category with something in sight, have NEAR_SHARE of the chances.
        """
        kin = [covered for covered in self.known.merged.values() if not covered.isdisjoint(self.shares)]
        near = {name for name in absent if any(not self.known.categories(name).isdisjoint(each) for each in kin)}
        far = set(absent) - near
        return {name: NEAR_SHARE / len(near) if name in near else (1 - NEAR_SHARE) / len(far) for name in absent}

    def unambiguous(self, names: list[str]) -> list[str]:
        """Return the concepts without those that some people would see in what is not listed, or in a part of it.

        What nobody would see itself does not count.
        """
        covered = frozenset().union(*(self.known.categories(name) for name in names))
        unlisted = (self.areas_px - self._areas_px("ghost")).keys() - covered
        kept = [name for name in names if not any(_may_include(self.known, name, each) for each in unlisted)]
        return kept if kept == names else self.unambiguous(kept)


def _may_include(known: Concepts, concept: str, category: str) -> bool:
    """Return whether some people would count in a category that is not of this concept."""
    outside = concept in OF_USE and category not in known.categories(concept)
    fits = outside and has_trait(OF_USE[concept], category) is not False
    return fits or known.may_include(concept, category)
