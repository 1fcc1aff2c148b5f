"""What a USD layer names: other layers, pictures, volumes. A .usdz holds all of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .crate import crate_paths
from .named import Named, kind_of, mapped, text_of

ASSET = re.compile(rb"@@@(.*?)@@@|@([^@\r\n]*)@", re.DOTALL)
MOST_CHARACTERS = 4096
CRATE, PACKAGE = b"PXR-USDC", b"PK\x03\x04"


def usd_names(path: Path) -> Iterator[Named]:
    """Yield what a layer names, in text or in binary; raises ValueError where it is neither."""
    with mapped(path) as data:
        if data[:8] == CRATE:
            written = crate_paths(data)
        elif data[:4] == PACKAGE:
            return
        else:
            written = dict.fromkeys(text_of(match[1] or match[2] or b"") for match in ASSET.finditer(data))
    for name in written:
        file = re.split(r"\[|:SDF_FORMAT_ARGS:", name)[0].strip()
        if file and len(file) <= MOST_CHARACTERS and "\0" not in file:
            yield Named(kind_of(file), file, (path.parent / file,))
