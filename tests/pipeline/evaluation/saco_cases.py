"""Random pictures that three people marked and somebody drew, of which SA-Co's own numbers are known."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from cavendish.pipeline.dataset.example import Example, Query, Region
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.run_lengths import of_mask, packed

HEIGHT, WIDTH, PEOPLE = 12, 16, 3
PICTURE = png_bytes(np.zeros((HEIGHT, WIDTH, 3), np.uint8))
Marked = tuple[np.ndarray, bool]  # a mask, and whether it is a crowd


@dataclass(frozen=True)
class Case:
    """What each of three people marked in one picture, and what was drawn: H×W, 0 where nothing is."""

    people: tuple[tuple[Marked, ...], ...]
    drawn: np.ndarray

    def example(self, group: str = "") -> Example:
        """Return the picture with its one question."""
        listed = [(mask, crowd, who) for who, marked in enumerate(self.people) for mask, crowd in marked]
        regions = tuple(Region("thing", packed(of_mask(mask)), crowd, who) for mask, crowd, who in listed)
        places = {kind: tuple(p for p, each in enumerate(listed) if each[1] is kind) for kind in (False, True)}
        query = Query("instance", "thing", places[False], places[True], group)
        return Example(PICTURE, (WIDTH, HEIGHT), regions=regions, queries=(query,)).check()


def case(seed: int) -> Case:
    """Return a picture of up to three things: people see each of them, or not, and mark it a pixel to the side."""
    chance = random.Random(seed)  # whose `random` is the same in every version
    things = [_box(chance) for _ in range(int(4 * chance.random()))]
    people = tuple(tuple(_marked(things, chance)) for _ in range(PEOPLE))
    return Case(people, _drawn(things, chance))


def _box(chance: random.Random) -> np.ndarray:
    top, left, height, width = (int(most * chance.random()) for most in (HEIGHT - 3, WIDTH - 3, 5, 5))
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    mask[top : top + height + 2, left : left + width + 2] = True
    return mask


def _marked(things: list[np.ndarray], chance: random.Random) -> list[Marked]:
    seen = [mask for mask in things if chance.random() > 0.15]
    marked = [(_shifted(mask, 1, chance), chance.random() < 0.15) for mask in seen]
    more = [(_box(chance), False)] if chance.random() < 0.15 else []
    return [] if chance.random() < 0.1 else marked + more


def _drawn(things: list[np.ndarray], chance: random.Random) -> np.ndarray:
    labels = np.zeros((HEIGHT, WIDTH), np.int64)
    for label, mask in enumerate(things, start=1):
        if chance.random() < 0.8:
            labels[_shifted(mask, 0, chance)] = label
    if chance.random() < 0.3:
        labels[_box(chance)] = len(things) + 1
    return labels * (chance.random() > 0.15)


def _shifted(mask: np.ndarray, axis: int, chance: random.Random) -> np.ndarray:
    return np.roll(mask, int(3 * chance.random()) - 1, axis=axis)
