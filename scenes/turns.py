"""Whose turn it is: scene files, their frames and their cameras take turns, whatever order scenes are made in."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from fractions import Fraction


def turn_of(number: int, rates: Sequence[Fraction]) -> tuple[int, int]:
    """Return which of several takes turn `number` (from 0), and how many turns it has taken before.

    They take turns at their rates (above 0), evenly spread: k takes its turn j at the time (j + phase of k) / rate of
    k, where the phases lie between 0 and 1 in the order given. At equal rates each has one turn before any has two.
    """
    count = len(rates)
    phases = [Fraction(2 * k + 1, 2 * count) for k in range(count)]
    since = max(0, number - count) / sum(rates)  # not all turns before `number` are over by then, and few are left
    over = [max(0, math.ceil(since * rate - phase)) for rate, phase in zip(rates, phases, strict=True)]
    queue = [((over[k] + phases[k]) / rates[k], k) for k in range(count)]
    heapq.heapify(queue)
    for _ in range(number - sum(over)):
        time, k = queue[0]
        over[k] += 1
        heapq.heapreplace(queue, (time + 1 / rates[k], k))
    return queue[0][1], over[queue[0][1]]


def camera_turn(cameras: int, visit: int, views: int, view: int, attempt: int) -> int:
    """Return which of so many cameras a view takes at an attempt, where a scene is the visit number `visit` of a file.

    Visits take the cameras up where the last one has left off. A view that is turned down tries those that no view of
    its scene begins with, first its share of them, and the others' at last.
    """

    def distance(place: int) -> tuple[int, int, int]:
        spare = place >= views
        return (0 if place == view % cameras else 1 if spare else 2, (place - view) % views, place)

    place = sorted(range(cameras), key=distance)[attempt % cameras]
    return (visit * views + place) % cameras
