"""OpenEXR files in memory. The package is needed only where they are asked for."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...scenes.errors import RequestError


def exr_bytes(channels: Mapping[str, NDArray[Any]], attributes: Mapping[str, str] | None = None) -> bytes:
    """Return a scan-line OpenEXR file, losslessly compressed.

    Args:
        channels: float32 or uint32 arrays by channel name, H×W each; or H×W×3, named by three letters such as RGB.
        attributes: texts for the header.

    Raises:
        RequestError: the package openexr is not installed.

    """
    try:
        import OpenEXR
    except ImportError:
        raise RequestError("writing OpenEXR needs the package openexr: pip install 'cavendish[render]'") from None
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, **(attributes or {})}
    buffer = io.BytesIO()
    OpenEXR.File(header, {name: np.ascontiguousarray(values) for name, values in channels.items()}).write(buffer)
    return buffer.getvalue()
