"""How a warehouse is filled: racks with goods, aisles between painted lines, and what moves the goods."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...appearance.materials import sample_material, words_of
from ...generators.core.parts import spread
from ...generators.indoor.warehouse import BAY_M, POST_M, rack_bays
from ...pieces import Piece
from ...poses import Vec3
from ...spec import SceneObject
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import Rect, Room, turned_deg
from ..shared.shell import part
from .parts import along_wall, another, anywhere, fill, hang_along, keep_free
from .shell import Shell, build_hall, hang_door

TRUSS_M = 1.1
LINE_M = 0.1
FOOT_M = 0.0199  # so far the feet of racks stand out from their uprights
SIGN_M = 1.85  # from the floor to the number of a row of racks
CONVEYORS = 0.6  # so many warehouses have one
MAKES, FILM = 5, 6  # of cartons, and the slot of what is wound about them
MOST_PLACES = 260  # of pallets: more would cost time that no picture shows


@dataclass(frozen=True, slots=True)
class Goods:
    """What this warehouse holds: few models, each of which stands there many times."""

    pallets: tuple[Piece, ...]
    loads: tuple[Piece, ...]
    cartons: tuple[Piece, ...]


def warehouse(room: Room) -> None:
    """Build a steel hall with a skylit roof on trusses, racks along x and free ends before them."""
    layout_rng = room.layout_rng
    roof = "skylit roof" if layout_rng.random() < 0.6 else "slab"
    side = "clerestory wall" if layout_rng.random() < 0.5 else "slab"
    floor = str(layout_rng.choice(["screed", "screed", "epoxy"]))
    wall = str(layout_rng.choice(["corrugated steel", "corrugated steel", "paint", "concrete"]))
    walls = {wall_side: side for wall_side in (0, 180) if side != "slab"}
    build_hall(room, Shell(floor, wall, "corrugated steel", walls, roof))
    goods = _goods(room)
    hang_door(room, room.make("gate"), 90, layout_rng.uniform(-0.2, 0.2) * room.size_m[1])
    hang_door(room, room.make("door"), 270, layout_rng.uniform(-0.3, 0.3) * room.size_m[1])
    aisles = _racks(room, goods)
    _roof_steel(room, aisles)
    _on_the_floor(room, goods)


def _goods(room: Room) -> Goods:
    names = [
        str(kind) for kind in room.layout_rng.choice(["carton stack", "carton stack", "carton stack", "crate"], 14)
    ]
    return Goods(
        tuple(room.make("pallet", from_pool=False) for _ in range(3)),
        _of_few_makes(room, [room.make(name) for name in names]),
        tuple(room.make("carton") for _ in range(8)),
    )


def _of_few_makes(room: Room, loads: list[Piece]) -> tuple[Piece, ...]:
    """Return loads whose cartons are of MAKES, each cardboard with any print, as each material takes time to build."""
    ours = [piece for piece in loads if getattr(piece.geometry, "generator", "") == "carton stack"]
    makes = [piece.materials for piece in ours[:MAKES]]

    def made(piece: Piece) -> Piece:
        if piece not in ours:
            return piece
        drawn = room.material_rng.integers(len(makes), size=len(piece.materials)).tolist()
        drawn[FILM:] = [0] * len(drawn[FILM:])
        materials = tuple(makes[k][slot] for slot, k in enumerate(drawn))
        seen = words_of(materials[0])
        return replace(
            piece, materials=materials, words=replace(piece.words, colour=seen.colour, material=seen.material)
        )

    return tuple(map(made, loads))


def _racks(room: Room, goods: Goods) -> list[float]:
    """Stand racks in rows and load them; return where the middles of the aisles run."""
    width, depth, height = room.size_m
    head_m = room.layout_rng.uniform(5.0, 7.0)  # free at the gate's end; 2.5 m at the other one
    levels = max(2, int((height - TRUSS_M - 1.4) / 1.7))
    aisle_m = float(room.layout_rng.uniform(2.6, 3.4))
    bays = int((width - head_m - 2.5) / BAY_M)
    size = (round(bays * BAY_M + POST_M, 2), 1.26, round(0.5 + 1.7 * (levels - 1) + 0.2, 2))
    model = room.make("pallet rack", size)
    x = (head_m - 2.5) / 2
    rows, aisles = _rows(depth, size[1], aisle_m)
    for y in aisles:
        keep_free(room, x, y, size[0], aisle_m - 0.3)
        _lines(room, x, y, size[0], aisle_m)
    sign = room.make("bay sign")
    share = min(0.8, MOST_PLACES / (len(rows) * rack_bays(size[0])[0] * 3 * levels))
    for y, turn_deg in rows:
        number = room.stand(model, Rect(x, y, size[0], size[1], turn_deg))
        if number is not None:
            _load_rack(room, room.objects[number - 1], goods, share)
            _signed(room, room.objects[number - 1], another(sign, number))
    return aisles


def _signed(room: Room, rack: SceneObject, sign: Piece) -> None:
    """Screw the number of a row to both ends of its rack, on the uprights at the aisle."""
    width, depth, _ = getattr(rack.geometry, "size_m", (0.0, 0.0, 0.0))
    for s in (-1, 1):
        local = (s * (width / 2 - FOOT_M + sign.size_m[1] / 2), 0.05 - depth / 2, SIGN_M, 1.0)
        x, y, z, _ = (rack.pose.matrix() @ local).tolist()
        room.add(sign, (x, y, z), turned_deg(rack) + s * 90.0, rack.instance)


def _rows(depth_m: float, rack_m: float, aisle_m: float) -> tuple[list[tuple[float, float]], list[float]]:
    """Return the middles of racks across the hall, with their turns, and those of the aisles between them."""
    rows: list[tuple[float, float]] = []
    aisles: list[float] = []
    y = -depth_m / 2 + 0.15
    back_to_back = True  # the first one stands at the wall, alone
    while y + rack_m <= depth_m / 2 - 0.1:
        rows.append((y + rack_m / 2, 180.0 if back_to_back else 0.0))
        y += rack_m + 0.15
        if back_to_back:
            if y + aisle_m > depth_m / 2 - 0.1:
                break
            aisles.append(y - 0.15 + aisle_m / 2 + 0.075)
            y += aisle_m
        back_to_back = not back_to_back
    return rows, aisles


def _load_rack(room: Room, rack: SceneObject, goods: Goods, share: float) -> None:
    """Put goods on the decks of a rack, and on the floor below its lowest deck."""
    for surface in surfaces_of(rack):
        for x in (-0.88, 0.0, 0.88):
            if room.layout_rng.random() < share:
                _load_place(room, rack, goods, x, surface.centre_m, surface.clear_m)
    tops = surfaces_of(rack)
    lowest = [surface for surface in tops if surface.centre_m[2] == tops[0].centre_m[2]]
    for surface in lowest:
        for x in (-0.88, 0.0, 0.88):
            if room.layout_rng.random() < share:
                place = (surface.centre_m[0] + x, 0.0, 0.0)
                there = (rack.pose.matrix() @ (*place, 1.0)).tolist()
                _on_floor(room, goods, there[0], there[1], surface.centre_m[2] - 0.35)


def _load_place(room: Room, rack: SceneObject, goods: Goods, x_m: float, middle_m: Vec3, clear_m: float) -> None:
    """Put one pallet with its load, or a few cartons, on a place of a deck."""
    rng = room.layout_rng
    surface = next(s for s in surfaces_of(rack) if s.centre_m == middle_m)
    if rng.random() < 0.12:
        for y in (-0.35, 0.1, 0.4):
            carton = goods.cartons[int(rng.integers(len(goods.cartons)))]
            set_down(room, rack, surface, carton, (x_m + rng.uniform(-0.05, 0.05), y), rng.normal(0, 6))
        return
    pallet = goods.pallets[int(rng.integers(len(goods.pallets)))]
    number = set_down(room, rack, surface, pallet, (x_m + rng.uniform(-0.015, 0.015), 0.0))
    if number is not None:
        _load(room, goods, number, clear_m - pallet.size_m[2])


def _on_floor(room: Room, goods: Goods, x_m: float, y_m: float, clear_m: float) -> None:
    """Stand a pallet with its load on the floor."""
    pallet = goods.pallets[int(room.layout_rng.integers(len(goods.pallets)))]
    number = room.add(pallet, (x_m, y_m, 0.0), 0.0, room.floor)
    _load(room, goods, number, clear_m - pallet.size_m[2])


def _load(room: Room, goods: Goods, number: int, clear_m: float) -> None:
    """Put a load that fits on a pallet; a few stay empty."""
    fitting = [piece for piece in goods.loads if piece.size_m[2] <= clear_m]
    if fitting and room.layout_rng.random() < 0.93:
        piece = fitting[int(room.layout_rng.integers(len(fitting)))]
        pallet = room.objects[number - 1]
        for surface in surfaces_of(pallet)[:1]:
            set_down(room, pallet, surface, piece, (0.0, 0.0), room.layout_rng.choice([0.0, 180.0]))


def _lines(room: Room, x_m: float, y_m: float, long_m: float, aisle_m: float) -> None:
    paint = sample_material("road paint", room.material_rng, ("yellow",))
    for s in (-1, 1):
        place = (x_m, y_m + s * (aisle_m / 2 - 0.1), 0.0)
        part(room, "floor marking", "slab", (long_m + 1.5, LINE_M, 0.002), place, 0, (paint,), room.floor)


def _roof_steel(room: Room, aisles: list[float]) -> None:
    """Hang trusses under the roof, and strip lights from them over the aisles."""
    width, depth, height = room.size_m
    truss, lamp = room.make("roof truss", (depth, 0.18, TRUSS_M)), room.make("strip light")
    for x in spread(width, 4.5):
        number = room.add(truss, (x, 0.0, height - TRUSS_M), 90.0, room.ceiling)
        for y in aisles or [0.0]:
            room.add(lamp, (x, y, height - TRUSS_M - lamp.size_m[2]), 90.0, number)


def _on_the_floor(room: Room, goods: Goods) -> None:
    """Stand what is on its way at the ends of the racks and along the walls."""
    width, depth, _ = room.size_m
    keep_free(room, 1.0 - width / 2, 0.0, 1.6, depth)
    anywhere(room, room.make("forklift"), 1, 0.4, 40)
    anywhere(room, room.make("pallet truck"), 2, 0.3, 20)
    if room.layout_rng.random() < CONVEYORS:
        for number, _ in anywhere(room, room.make("conveyor belt"), 1, 0.5, 40):
            fill(room, number, ("carton",), 4)
    for _ in range(int(room.layout_rng.integers(3, 8))):
        pallet = goods.pallets[0]
        for number, _ in anywhere(room, pallet, 1, 0.3):
            _load(room, goods, number, 1.6)
    for kind, count in (("barrel", 5), ("crate", 2), ("step ladder", 1), ("traffic cone", 4), ("public bin", 1)):
        anywhere(room, room.make(kind), int(room.layout_rng.integers(0, count + 1)), 0.15)
    for carton in goods.cartons[:4]:
        anywhere(room, carton, 1, 0.2, 4)
    for side in (90, 270):
        along_wall(room, "barrel", side, 1.2, 0.25)
        hang_along(room, ("notices", "notices", "notice board"), side, 3.0, 1.6, 0.5)
