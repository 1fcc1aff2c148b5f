"""The generators of small things, by name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...geometry.mesh import Mesh
from ...spec import Vec3
from . import food, tools, toys, utensils

GENERATORS: dict[str, Callable[[Vec3, np.random.Generator], Mesh]] = {
    "apple": food.apple,
    "orange": food.orange,
    "lemon": food.lemon,
    "pear": food.pear,
    "banana": food.banana,
    "potato": food.potato,
    "onion": food.onion,
    "pepper": food.pepper,
    "carrot": food.carrot,
    "cucumber": food.cucumber,
    "egg": food.egg,
    "loaf": food.loaf,
    "egg carton": food.egg_carton,
    "tin": food.tin,
    "jam jar": food.jar,
    "drink carton": food.drink_carton,
    "packet": food.packet,
    "pouch": food.pouch,
    "spoon": utensils.spoon,
    "fork": utensils.fork,
    "knife": utensils.knife,
    "teapot": utensils.teapot,
    "cup": utensils.cup,
    "spray bottle": utensils.spray_bottle,
    "squeeze tube": utensils.squeeze_tube,
    "soap": utensils.soap,
    "light bulb": utensils.light_bulb,
    "pencil": tools.pencil,
    "pen": tools.pen,
    "scissors": tools.scissors,
    "notebook": tools.notebook,
    "phone": tools.phone,
    "remote control": tools.remote_control,
    "computer mouse": tools.computer_mouse,
    "headphones": tools.headphones,
    "camera": tools.camera,
    "tape roll": tools.tape_roll,
    "glasses": tools.glasses,
    "screwdriver": tools.screwdriver,
    "hammer": tools.hammer,
    "wrench": tools.wrench,
    "battery": tools.battery,
    "bolt": tools.bolt,
    "nut": tools.nut,
    "tape measure": tools.tape_measure,
    "toy block": toys.toy_block,
    "toy brick": toys.toy_brick,
    "toy car": toys.toy_car,
    "dice": toys.dice,
    "ball": toys.ball,
    "teddy": toys.teddy,
    "rubber duck": toys.rubber_duck,
    "open crate": toys.crate,
    "toy ring": toys.ring_toy,
}
