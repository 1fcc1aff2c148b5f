"""Sets as others packed them into Parquet: rows as plain data, of the columns that are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate
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
    sizes = (metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    size = max(sizes, default=0)  # of all columns; to ask for that of one may end the process where the file is damaged
    if size > MOST_BYTES:
        raise RequestError(f"{path}: has a group of rows of {size:,} bytes; the most is {MOST_BYTES:,}")


def parquet_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a file, of these columns; raises RequestError."""
    with _parquet(path, columns) as file:
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=list(columns), use_threads=False):
            yield from batch.to_pylist()


def row_reader(columns: Sequence[str]) -> Callable[[Path, int], Mapping[str, Any]]:
    """Return what reads the columns of a file's row at a place, as Arrow has them; it raises RequestError.

    The group of rows that was last read from stays in memory, so rows are to be asked for in order.
    """

    @lru_cache(maxsize=1)
    def group(path: Path, number: int) -> Any:
        with _parquet(path, columns) as file:
            return file.read_row_group(number, columns=list(columns), use_threads=False)

    def row(path: Path, place: int) -> Mapping[str, Any]:
        number, inside = _group_of(path, columns, place)
        table = group(path, number)
        if not 0 <= inside < table.num_rows:
            raise RequestError(f"{path}: has no row {place}, although it says so")
        return {name: table.column(name)[inside] for name in columns}

    return row


def _group_of(path: Path, columns: Sequence[str], place: int) -> tuple[int, int]:
    """Return in which group of rows the one at a place lies, and where in it."""
    with _parquet(path, columns) as file:
        counts = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    ends = list(accumulate(counts))
    number = bisect_right(ends, place)
    if number == len(ends):
        raise RequestError(f"{path}: has {sum(counts)} rows, and no row {place}")
    return number, place - (ends[number] - counts[number])
