"""Sets as others packed them into Parquet: rows as plain data, of the columns that are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from ....scenes.errors import RequestError

MOST_ROWS, MOST_BYTES, ROWS_AT_ONCE = 100_000, 2 << 30, 256

Row = dict[str, Any]


@contextmanager
def _parquet(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    """Open a file that has these columns; raises RequestError, also for what turns out to be damaged later."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise RequestError(f"{path}: Parquet needs pyarrow: pip install 'cavendish[parquet]'") from None
    try:
        with parquet.ParquetFile(path) as file:
            _check(path, file, columns)
            yield file
    except RequestError:
        raise
    except FileNotFoundError:
        raise RequestError(f"{path}: is missing") from None
    except Exception as error:  # the library raises errors of many types
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise RequestError(f"{path}: cannot be read as Parquet: {said[:200]}") from None


def _check(path: Path, file: Any, columns: Sequence[str]) -> None:
    """Raise RequestError where a file lacks a column, has too many rows, or would become too large in memory."""
    names, metadata = file.schema_arrow.names, file.metadata
    if lost := [name for name in columns if name not in names]:
        raise RequestError(f"{path}: has no column {lost[0]}; it has {', '.join(names)[:200]}")
    if metadata.num_rows > MOST_ROWS:
        raise RequestError(f"{path}: has {metadata.num_rows:,} rows; the most is {MOST_ROWS:,}")
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    size = max((_size(group, columns) for group in groups), default=0)
    if size > MOST_BYTES:
        raise RequestError(f"{path}: has a group of rows of {size:,} bytes; the most is {MOST_BYTES:,}")


def _size(group: Any, columns: Sequence[str]) -> int:
    """Return how many bytes the columns of a group of rows are in memory."""
    parts = [group.column(place) for place in range(group.num_columns)]
    return sum(part.total_uncompressed_size for part in parts if part.path_in_schema.split(".")[0] in columns)


def parquet_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a file, of these columns; raises RequestError."""
    with _parquet(path, columns) as file:
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=list(columns), use_threads=False):
            yield from batch.to_pylist()


def parquet_columns(path: Path, columns: Sequence[str], row: int) -> Mapping[str, Any]:
    """Return a row's columns as Arrow has them; rows are to be asked for in order. Raises RequestError.

    The group of rows that it lies in stays in memory until a row of another is asked for.
    """
    with _parquet(path, columns) as file:
        first = 0
        for number in range(file.num_row_groups):
            count = file.metadata.row_group(number).num_rows
            if row < first + count:
                group = _group(path, number, tuple(columns))
                return {name: group.column(name)[row - first] for name in columns}
            first += count
    raise RequestError(f"{path}: has {first} rows, and no row {row}")


@lru_cache(maxsize=1)
def _group(path: Path, number: int, columns: tuple[str, ...]) -> Any:
    with _parquet(path, columns) as file:
        return file.read_row_group(number, columns=list(columns), use_threads=False)
