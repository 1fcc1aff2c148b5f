"""The sets of photographs that can be read, by the names that `import --from` knows."""

from __future__ import annotations

from collections.abc import Mapping

from .ade20k import read_ade20k
from .cityscapes import read_cityscapes
from .coco import read_coco_instances
from .coco_panoptic import read_coco_panoptic
from .coco_stuff import read_coco_stuff
from .ddad import read_ddad
from .diode import read_diode
from .dsine_eval import read_dsine_eval
from .eth3d import read_eth3d
from .ibims import read_ibims
from .kitti import read_kitti
from .lvis import read_lvis
from .marigold_depth import read_marigold_depth
from .middlebury import read_middlebury
from .nuscenes import read_nuscenes
from .nyuv2 import read_nyuv2
from .open_images import read_open_images
from .reasonseg import read_reasonseg
from .refcoco import reader_of
from .saco_gold import read_saco_gold
from .scannet import read_scannet
from .source import Reader
from .sunrgbd import read_sunrgbd
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
    "kitti": read_kitti,
    "nuscenes": read_nuscenes,
    "sunrgbd": read_sunrgbd,
    "scannet": read_scannet,
    "ddad": read_ddad,
    "cityscapes": read_cityscapes,
    "ade20k": read_ade20k,
    "voc": read_voc,
    "coco-panoptic": read_coco_panoptic,
    "coco-stuff": read_coco_stuff,
    "coco": read_coco_instances,
    "lvis": read_lvis,
    "open-images": read_open_images,
    "refcoco": reader_of("refcoco"),
    "refcoco+": reader_of("refcoco+"),
    "refcocog": reader_of("refcocog"),
    "reasonseg": read_reasonseg,
    "saco-gold": read_saco_gold,
}
