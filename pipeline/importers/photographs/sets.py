"""The sets of photographs that can be read, by the names that `import --from` knows."""

from __future__ import annotations

from collections.abc import Mapping

from .ade20k import read_ade20k
from .cityscapes import read_cityscapes
from .coco_panoptic import read_coco_panoptic
from .coco_stuff import read_coco_stuff
from .diode import read_diode
from .dsine_eval import read_dsine_eval
from .eth3d import read_eth3d
from .ibims import read_ibims
from .marigold_depth import read_marigold_depth
from .middlebury import read_middlebury
from .nyuv2 import read_nyuv2
from .source import Reader
from .vkitti2 import read_vkitti2
from .voc import read_voc

SETS: Mapping[str, Reader] = {
    "marigold-depth": read_marigold_depth,
    "dsine-eval": read_dsine_eval,
    "nyuv2": read_nyuv2,
    "diode": read_diode,
    "ibims": read_ibims,
    "eth3d": read_eth3d,
    "vkitti2": read_vkitti2,
    "middlebury": read_middlebury,
    "cityscapes": read_cityscapes,
    "ade20k": read_ade20k,
    "voc": read_voc,
    "coco-panoptic": read_coco_panoptic,
    "coco-stuff": read_coco_stuff,
}
