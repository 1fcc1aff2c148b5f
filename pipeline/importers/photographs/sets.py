"""The sets of photographs that can be read, by the names that `import --from` knows."""

from __future__ import annotations

from collections.abc import Mapping

from .dsine_eval import read_dsine_eval
from .marigold_depth import read_marigold_depth
from .source import Reader

SETS: Mapping[str, Reader] = {
    "marigold-depth": read_marigold_depth,
    "dsine-eval": read_dsine_eval,
}
