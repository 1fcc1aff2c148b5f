"""How full rooms are, by what they are for: the things in them that somebody might name, without rendering.

    python -m benchmarks.density [--rooms 150]

Medians over the rooms of each use: the floor's area, the things on furniture, on the floor and on walls and ceiling,
and how many of a hundred materials show more wear than a half.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from statistics import median

from cavendish.scenes.layouts.room.layout import use_of
from cavendish.scenes.layouts.shared.camera_search import SHELL, is_inside
from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.layouts.shared.layout import SceneSeeds
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.seeds import Stream
from cavendish.scenes.spec import SceneSpec

HEADINGS = ("use", "rooms", "floor m²", "on furniture", "on the floor", "on walls, ceiling", "well worn %")
WORN = 0.5  # of `Material.wear`


def main() -> None:
    """Print a row for each use."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for index in range(asked.rooms):
        seeds = SceneSeeds(asked.seed, index)
        rows[use_of(seeds, seeds.generator(Stream.LAYOUT))].append(
            figures(sample_scene(asked.seed, index, {"room": 1.0}))
        )
    print(f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}")
    for use, found in sorted(rows.items()):
        print(f"| {use} | {len(found)} | {' | '.join(f'{median(each):.0f}' for each in zip(*found, strict=True))} |")


def figures(spec: SceneSpec) -> tuple[float, ...]:
    """Return a room's area in m², its things on furniture, on the floor and elsewhere, and its share of wear in %."""
    categories = {thing.instance: thing.category for thing in spec.objects}
    floor = next(thing for thing in spec.objects if thing.category == "floor")
    things = [thing for thing in spec.objects if is_inside(thing) and thing.category not in SHELL]
    on = [categories.get(thing.supporter, "") for thing in things]
    standing = sum(each == "floor" for each in on)
    hanging = sum(each in ("wall", "ceiling") for each in on)
    worn = [material.wear > WORN for thing in things for material in thing.materials]
    area = footprint(floor)
    return area.width_m * area.depth_m, len(on) - standing - hanging, standing, hanging, 100 * sum(worn) / len(worn)


if __name__ == "__main__":
    main()
