"""Models put into a finished scene: the sitting on its seats, all others where the animals of a place would find room.

Nothing else in the scene depends on them, but that people who come later keep clear of them.
"""

from __future__ import annotations

from dataclasses import replace

from ..animals.guests import group
from ..animals.herds import herd
from ..assets.pool import AssetPool, PooledModel
from ..layouts.shared.layout import Contents, SceneSeeds
from ..pieces import pooled_piece
from ..seeds import Stream
from .habits import habit_of
from .sitting import sit_down
from .visits import SEATED, VISITS

LIVING = frozenset(category for guests in VISITS.values() for guest in guests for category in guest.breeds)


def visited(contents: Contents, layout: str, seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Return the contents with the people and animals of the pool that this scene has; as they are where it has none.

    Raises AssetError where the mesh of a model cannot be read.
    """
    living = [entry for entry in pool.models if entry.model.category in LIVING]
    if not living:
        return contents
    rng, objects = seeds.generator(Stream.VISITORS), contents.objects
    for guest in VISITS.get(layout, ()):
        able = [entry for entry in living if _suits(entry, guest.breeds, guest.postures)]
        if able and rng.random() < guest.share:
            count = int(rng.integers(guest.count[0], guest.count[1] + 1))
            chosen = rng.choice(len(able), min(count, len(able)), replace=False).tolist()
            pieces = [pooled_piece(able[number]) for number in chosen]
            place = sit_down if guest.postures == SEATED else herd if layout == "landscape" else group
            objects = (*objects, *place(objects, guest, pieces, rng))
    return replace(contents, objects=objects)


def _suits(entry: PooledModel, categories: tuple[str, ...], habits: tuple[str, ...]) -> bool:
    return entry.model.category in categories and habit_of(entry) in habits
