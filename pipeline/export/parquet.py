"""Parquet files written in one step."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...scenes.errors import RequestError
from ..dataset.publish import publish


def write_parquet(folder: Path, path: str, rows: Sequence[dict[str, Any]], schema: Any, group_rows: int) -> int:
    """Write rows in groups of `group_rows`, and return how many groups those are; pictures are not compressed again."""
    parquet = arrow().parquet
    buffer = io.BytesIO()
    with parquet.ParquetWriter(buffer, schema, compression="none") as writer:
        groups = [rows[first : first + group_rows] for first in range(0, len(rows), group_rows)]
        for group in groups:
            writer.write_table(arrow().Table.from_pylist(list(group), schema=schema))
    publish(folder, path, buffer.getvalue())
    return len(groups)


def arrow() -> Any:
    """Return pyarrow; raises RequestError where it is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError:
        raise RequestError("Parquet needs pyarrow; install `cavendish[export]`", "to") from None
    return pa
