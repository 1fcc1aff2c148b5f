"""Frames in which boxes are people, for tests of what is told of them: painted as their clothes, joints in place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.pipeline.tasks.relations import check, evidence
from cavendish.pipeline.tasks.relations.forms import Description, Restriction
from cavendish.renderers.frame import Frame, Garment, HairColour, Keypoint, Person
from cavendish.scenes.people.keypoints import NAMES
from cavendish.scenes.people.wardrobe import WARDROBE
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Words

from .referring_scenes import EYE, Put, boxes, repainted

COLOURS = {"red": (190, 25, 25), "green": (40, 130, 50), "blue": (40, 70, 170), "black": (20, 20, 20)}
HAIR = {
    "": (128, 128, 128),
    "dark": (25, 22, 20),
    "blond": (200, 165, 105),
    "grey": (165, 164, 162),
    "brown": (95, 65, 40),
}
# Where joints are in the box of a person, as shares of its width and height; left ones are at the right.
ACROSS = {"nose": 0.5, "eye": 0.55, "ear": 0.6, "shoulder": 0.8, "elbow": 0.95, "wrist": 0.95, "hip": 0.7}
DOWN = {"nose": 0.16, "eye": 0.14, "ear": 0.15, "shoulder": 0.2, "elbow": 0.35, "wrist": 0.5, "hip": 0.5, "knee": 0.75}
UP_M = {"nose": 1.55, "eye": 1.58, "ear": 1.56, "shoulder": 1.4, "hip": 0.9, "knee": 0.45, "ankle": 0.08, "wrist": 0.85}
SIDE_M = {"nose": 0.0, "eye": 0.03, "ear": 0.07}


def somebody(
    age_years: float = 30,
    sex: float = 0.0,
    haircut: str = "long",
    doing: str = "standing",
    also: tuple[str, ...] = (),
    hair: HairColour = "",
    **worn: str,
) -> Person:
    """Return a person by what the truth tells; keyword by keyword what is worn, in its colour, and what `also` is."""
    clothes = tuple(Garment(name, WARDROBE[name].slot, colour, "") for name, colour in worn.items())
    more = tuple(Garment(name, WARDROBE[name].slot, "", "") for name in also)
    return Person(age_years, sex, 1.7, doing, haircut, clothes + more, (), hair)


WOMAN, MAN, CHILD = somebody(), somebody(sex=1.0, haircut="short"), somebody(age_years=8)


def joint(
    name: str, box_px: tuple[int, int, int, int], foot_m: Vec3, stride_m: float, hip_m: float, turn_deg: float
) -> Keypoint:
    """Return a joint in sight, on a body as wide and tall as its box, that is turned from the camera."""
    left, top, right, bottom = box_px
    of, side = name.split("_")[-1], -1 if name.startswith("right") else 1
    across = 0.5 + side * (ACROSS.get(of, 0.7) - 0.5)
    at_px = (left + across * (right - left - 1) + 0.5, top + DOWN.get(of, 0.95) * (bottom - top - 1) + 0.5)
    aside_m = side * (stride_m / 2 if of == "ankle" else SIDE_M.get(of, 0.2))
    ahead_m = 0.1 if of == "nose" else 0.08 if of == "eye" else 0.0
    towards = np.subtract(EYE[:2], foot_m[:2])
    angle = float(np.arctan2(towards[1], towards[0]) + np.radians(turn_deg))
    ahead, aside = np.array((np.cos(angle), np.sin(angle))), np.array((-np.sin(angle), np.cos(angle)))
    x, y = (np.asarray(foot_m[:2]) + ahead_m * ahead + aside_m * aside).tolist()
    return Keypoint(name, at_px, 2, (x, y, hip_m if of == "hip" else UP_M.get(of, 1.2)))


def with_people(
    *people: Person,
    stride_m: float = 0.2,
    hip_m: float = 0.9,
    turns_deg: tuple[float, ...] = (),
    beside: tuple[Put, ...] = (),
    on: tuple[int, ...] = (),
) -> Frame:
    """Return a frame in which tall boxes are these people, instances 2 and up, painted as their clothes and hair are.

    They are turned by `turns_deg` from the camera, counter-clockwise seen from above, and stand `on` an instance each;
    after them come the things that are `beside`.
    """
    xs = np.linspace(-1.5, 1.5, len(people)).tolist() if len(people) > 1 else [0.0]
    standing = on or (1,) * len(people)
    puts = [
        Put("person", x, 0, size=(0.45, 0.25, 1.7), words=Words(), on=at) for x, at in zip(xs, standing, strict=True)
    ]
    frame = boxes(*puts, *beside)
    image, objects = frame.image.copy(), list(frame.objects)
    for place, (x, person) in enumerate(zip(xs, people, strict=True), start=1):
        thing = objects[place]
        own = frame.instance == thing.instance
        _, top, _, bottom = thing.box_px
        rows = np.arange(len(image))[:, None] + np.zeros_like(frame.instance)
        middle = (top + bottom) // 2
        for each in person.clothes:
            if each.colour and each.slot in ("top", "outer", "legs"):
                image[own & ((rows >= middle) if each.slot == "legs" else (rows < middle))] = COLOURS[each.colour]
        image[own & (rows < top + 0.12 * (bottom - top))] = HAIR[person.hair]
        turn_deg = turns_deg[place - 1] if turns_deg else 0.0
        points = tuple(joint(name, thing.box_px, (x, 0.0, 0.0), stride_m, hip_m, turn_deg) for name in NAMES)
        objects[place] = replace(thing, person=replace(person, keypoints=points))
    return repainted(replace(frame, objects=tuple(objects)), image)


def hidden(frame: Frame, *names: str) -> Frame:
    """Return the frame with these keypoints of all people hidden."""

    def without(person: Person) -> Person:
        points = (replace(point, visibility=1) if point.name in names else point for point in person.keypoints)
        return replace(person, keypoints=tuple(points))

    changed = (replace(each, person=without(each.person)) if each.person else each for each in frame.objects)
    return replace(frame, objects=tuple(changed))


def found(frame: Frame, *where: Restriction, count: int = 1) -> set[int]:
    """Return the people that a description picks out."""
    return set(check.referents(evidence.gather(frame), Description("person", where, count)))


def is_absent(frame: Frame, *where: Restriction) -> bool:
    """Return whether nobody in sight is so, beyond dispute."""
    return check.is_absent(evidence.gather(frame), Description("person", where))
