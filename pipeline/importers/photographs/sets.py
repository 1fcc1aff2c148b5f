"""The sets of photographs that can be read, by the names that `import --from` knows."""

from __future__ import annotations

from collections.abc import Mapping

from .marigold_depth import read_marigold_depth
from .nyuv2 import read_nyuv2
from .source import Reader

SETS: Mapping[str, Reader] = {
    "marigold-depth": read_marigold_depth,
    "nyuv2": read_nyuv2,
}
