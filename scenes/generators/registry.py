"""Every generator by its name: from an outer size and a variant number to a mesh that has exactly this size."""

from __future__ import annotations

from .core import building, openings, walls
from .core.parts import Generator, fitted
from .indoor import bathroom, decor, hall, kitchen, lamps, office, seating, tables, warehouse
from .nature import plants, terrain, trees, undergrowth
from .objects import kitchen_ware, small_things
from .outdoor import buildings, garden_furniture, garden_structures, garden_things, street_furniture, vehicles


def _fitting(generate: Generator) -> Generator:
    """Return the generator with its mesh stretched by the last few per cent to exactly its size."""
    return lambda size_m, rng: fitted(generate(size_m, rng), size_m)


GENERATORS: dict[str, Generator] = {
    name: _fitting(generate)
    for name, generate in {
        "slab": building.slab,
        "blind": building.blind,
        "window": building.window,
        "board": building.board,
        "skirting": building.skirting,
        "door": building.door,
        "radiator": building.radiator,
        "curtain": building.curtain,
        "curtain rod": building.curtain_rod,
        "wall plate": building.wall_plate,
        "sofa": seating.sofa,
        "chair": seating.chair,
        "office chair": seating.office_chair,
        "stool": seating.stool,
        "bed": seating.bed,
        "table": tables.table,
        "round table": tables.round_table,
        "desk": tables.desk,
        "cabinet": tables.cabinet,
        "bookshelf": tables.bookshelf,
        "wall shelf": tables.wall_shelf,
        "floor lamp": lamps.floor_lamp,
        "table lamp": lamps.table_lamp,
        "desk lamp": lamps.desk_lamp,
        "pendant lamp": lamps.pendant_lamp,
        "ceiling lamp": lamps.ceiling_lamp,
        "plant": plants.plant,
        "rug": decor.rug,
        "picture": decor.picture,
        "cushion": decor.cushion,
        "vase": decor.vase,
        "bowl": decor.bowl,
        "plate": decor.plate,
        "mug": decor.mug,
        "tumbler": decor.tumbler,
        "bottle": decor.bottle,
        "candle": decor.candle,
        "box": decor.box,
        "basket": decor.basket,
        "book stack": decor.book_stack,
        "book row": decor.book_row,
        "television": decor.television,
        "laptop": decor.laptop,
        "keyboard": decor.keyboard,
        "clock": decor.clock,
        **hall.GENERATORS,
        **openings.GENERATORS,
        **warehouse.GENERATORS,
        **walls.GENERATORS,
        **kitchen.GENERATORS,
        **kitchen_ware.GENERATORS,
        **bathroom.GENERATORS,
        **office.GENERATORS,
        **terrain.GENERATORS,
        **trees.GENERATORS,
        **undergrowth.GENERATORS,
        **small_things.GENERATORS,
        **buildings.GENERATORS,
        **street_furniture.GENERATORS,
        **vehicles.GENERATORS,
        **garden_furniture.GENERATORS,
        **garden_structures.GENERATORS,
        **garden_things.GENERATORS,
    }.items()
}
