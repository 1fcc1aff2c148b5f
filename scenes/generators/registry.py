"""Every generator by its name: from an outer size and a variant number to a mesh that has exactly this size.

A module of generators ends with its table, GENERATORS; naming the module here is all that registers them.
"""

from __future__ import annotations

from ..tables import merged
from . import lettered, signs
from .core import building, openings, walls
from .core.parts import Generator, fitted
from .indoor import (
    bathroom,
    books,
    cartons,
    chairs,
    decor,
    entrance,
    fittings,
    forklifts,
    glassware,
    goods,
    gym,
    hall,
    hospital_bed,
    kitchen,
    lamps,
    laundry,
    nursery,
    office,
    outlets,
    overhead,
    public_seating,
    seating,
    shop,
    soft,
    stairs,
    station,
    tables,
    toiletries,
    tool_board,
    towels,
    venue,
    ward,
    warehouse,
    workshop,
)
from .nature import animals, birds, far_land, plants, sea, sward, terrain, trees, undergrowth, weeds
from .objects import (
    computers,
    desk,
    devices,
    food,
    footwear,
    kitchen_ware,
    leisure,
    other_states,
    snacks,
    tools,
    toys,
    travel,
    utensils,
)
from .outdoor import (
    bicycle,
    building_site,
    buildings,
    car_park,
    garden_furniture,
    garden_structures,
    garden_things,
    harbour,
    landmarks,
    motorway,
    play,
    pushed,
    road_signs,
    seaside,
    street_furniture,
    two_wheelers,
    vehicles,
    waterside,
    ways,
)
from .outdoor.motor import excavator

CORE = (building, openings, walls)
INDOOR = (
    *(bathroom, books, cartons, chairs, decor, entrance, fittings, forklifts, glassware, goods, gym, hall),
    *(hospital_bed, kitchen, lamps, laundry, nursery, office, outlets, overhead, public_seating, seating, shop, soft),
    *(stairs, station, tables, toiletries, tool_board, towels, venue, ward, warehouse, workshop),
)
NATURE = (animals, birds, far_land, plants, sea, sward, terrain, trees, undergrowth, weeds)
OBJECTS = (
    *(computers, desk, devices, food, footwear, kitchen_ware, leisure, other_states, snacks, tools, toys, travel),
    utensils,
)
OUTDOOR = (
    bicycle,
    building_site,
    buildings,
    car_park,
    excavator,
    garden_furniture,
    garden_structures,
    garden_things,
    harbour,
    landmarks,
    motorway,
    play,
    pushed,
    seaside,
    road_signs,
    street_furniture,
    two_wheelers,
    vehicles,
    waterside,
    ways,
)


def _fitting(generate: Generator) -> Generator:
    """Return the generator with its mesh stretched by the last few per cent to exactly its size."""
    return lambda size_m, rng: fitted(generate(size_m, rng), size_m)


_TABLES = [module.GENERATORS for module in (*CORE, *INDOOR, *NATURE, *OBJECTS, *OUTDOOR, lettered, signs)]
GENERATORS: dict[str, Generator] = {name: _fitting(generate) for name, generate in merged(_TABLES).items()}
