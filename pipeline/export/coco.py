"""COCO's instances: pictures, and a file of boxes and masks for each split, as pycocotools and FiftyOne read them.

    DIR/SPLIT/SCENE-VIEW.png              the pictures, byte for byte
    DIR/annotations/instances_SPLIT.json  images, annotations (compressed run lengths), categories
    DIR/.cavendish-coco/SHARD.json        what each shard brings to it: ids of categories follow from all of them

Numbers of categories are those of all splits; numbers of images and annotations follow from scene, view and instance,
so that they stay as more shards are built. What COCO has no field for stands beside its fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy import ndimage

from ...renderers.frame import Frame, Person, VisibleObject
from ...scenes.categories import STRUCTURE
from ...scenes.errors import WorkError
from ...scenes.people import keypoints
from ..dataset.keys import ViewKey
from ..dataset.publish import publish
from ..dataset.run_lengths import packed, run_lengths
from ..dataset.storage import reason
from ..render.attribution import works
from .source import ShardSource

PARTS = ".cavendish-coco"
MOST_VIEWS, MOST_INSTANCES = 100, 1 << 16  # of a scene, and of a view
ABOUT = "Views with exact instance masks, by Cavendish"
Entry = dict[str, Any]


def write(source: ShardSource, folder: Path) -> None:
    """Write the pictures of one shard, and its part of the annotations."""
    layouts = {scene.scene: scene.layout for scene in source.record.scenes}
    images, annotations = list[Entry](), list[Entry]()
    for key, frame in source.frames():
        images.append(_image(key, frame, layouts[key.scene]))
        annotations += annotations_of(images[-1]["id"], frame)
    for key, data in source.pictures().items():
        publish(folder / source.split, f"{key}.png", data, durable=False)
    part = {"images": images, "annotations": annotations}
    publish(folder, _part(source), json.dumps(part).encode(), durable=False)


def finish(sources: list[ShardSource], folder: Path) -> None:
    """Write the annotations of each split, under the numbers that their categories have in all of them."""
    names = sorted({each["category"] for source in sources for each in _read(folder, source)["annotations"]})
    numbers = {name: number for number, name in enumerate(names, start=1)}
    for split in dict.fromkeys(source.split for source in sources):
        own = [source for source in sources if source.split == split]
        publish(folder, f"annotations/instances_{split}.json", _joined(own, folder, numbers))


def _image(key: ViewKey, frame: Frame, layout: str) -> Entry:
    camera = frame.camera
    return {
        "id": MOST_VIEWS * key.scene + key.view + 1,
        "file_name": f"{key}.png",
        "width": camera.width_px,
        "height": camera.height_px,
        "scene": key.scene,
        "view": key.view,
        "layout": layout,
        "intrinsics": camera.intrinsics().tolist(),
        "camera_to_world": camera.matrix().tolist(),
    }


def annotations_of(image: int, frame: Frame) -> Iterator[Entry]:
    """Yield one annotation for each instance; raises ValueError where the frame lists other ones than it shows."""
    masks = dict(run_lengths(frame.instance))
    if sorted(thing.instance for thing in frame.objects) != sorted(masks):
        raise ValueError("its objects are not those that are in sight")
    boxes, depths_m = ndimage.find_objects(frame.instance), _depths_m(frame)
    for thing in frame.objects:
        counts, (rows, columns) = masks[thing.instance], boxes[thing.instance - 1]
        yield {
            "id": MOST_INSTANCES * image + thing.instance,
            "image_id": image,
            "category": thing.category,
            "bbox": [columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start],
            "area": int(counts[1::2].sum()),
            "segmentation": {"size": list(frame.instance.shape), "counts": packed(counts)},
            "iscrowd": 0,
            **_beside(thing),
            **({"depth_m": depths_m[thing.instance]} if thing.instance in depths_m else {}),
            **(_keypoints(thing.person) if thing.person else {}),
        }


def _keypoints(person: Person) -> Entry:
    """Return COCO's fields: x, y and visibility of each of the 17, and how many are in the picture."""
    numbers = [number for point in person.keypoints for number in (*point.at_px, point.visibility)]
    return {"keypoints": numbers, "num_keypoints": sum(point.visibility > 0 for point in person.keypoints)}


def _beside(thing: VisibleObject) -> Entry:
    return {
        "instance_number": thing.instance,
        "name": thing.name,
        "material": thing.material,
        "supporter": thing.supporter,
        "visible_fraction": round(thing.visible_fraction, 4),
    }


def _depths_m(frame: Frame) -> dict[int, float]:
    """Return the median depth of each instance, to 0.1 mm, as far as it is known."""
    known = frame.valid & (frame.instance > 0)
    numbers = np.unique(frame.instance[known])
    medians = ndimage.median(frame.depth_m[known], frame.instance[known], numbers) if numbers.size else ()
    return {int(number): round(float(depth_m), 4) for number, depth_m in zip(numbers, medians, strict=True)}


def _joined(sources: list[ShardSource], folder: Path, numbers: dict[str, int]) -> bytes:
    """Return the file of a split; one part is unpacked at a time."""
    images, annotations = [], []
    for source in sources:
        part = _read(folder, source)
        images += [json.dumps(each) for each in part["images"]]
        annotations += [json.dumps(_numbered(each, numbers)) for each in part["annotations"]]
    head = {
        "info": {"description": ABOUT, "version": sources[0].record.recipe_digest},
        "licenses": _licences(sources),
        "categories": [_category(name, number) for name, number in numbers.items()],
    }
    lists = {"images": images, "annotations": annotations}
    written = ",\n".join(f"{json.dumps(name)}: [\n" + ",\n".join(entries) + "\n]" for name, entries in lists.items())
    return f"{json.dumps(head)[:-1]},\n{written}}}\n".encode()


def _category(name: str, number: int) -> Entry:
    of_people = {"keypoints": list(keypoints.NAMES), "skeleton": [list(limb) for limb in keypoints.LIMBS]}
    kind = "structure" if name in STRUCTURE else "thing"
    return {"id": number, "name": name, "supercategory": kind} | (of_people if name == "person" else {})


def _numbered(annotation: Entry, numbers: dict[str, int]) -> Entry:
    return {name: value for name, value in annotation.items() if name != "category"} | {
        "category_id": numbers[annotation["category"]]
    }


def _licences(sources: list[ShardSource]) -> list[Entry]:
    """Return a licence for each work that is shown; which one an image shows is not known."""
    shown = works(line for source in sources for line in source.record.licences)
    return [
        {"id": number, "name": work.licence, "url": work.source, "work": work.what, "author": work.author}
        for number, work in enumerate(shown, start=1)
    ]


def _part(source: ShardSource) -> str:
    return f"{PARTS}/{source.record.name}.json"


def _read(folder: Path, source: ShardSource) -> Entry:
    path = folder / _part(source)
    try:
        part = json.loads(path.read_bytes())
        return {
            "images": list(part["images"]),
            "annotations": [{"category": "", **each} for each in part["annotations"]],
        }
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise WorkError(f"{path}: cannot be read: {reason(error)}; export into an empty folder") from None
