"""HDF5 of strangers: what a file holds, without leaving it, and no more than was asked for.

HDF5 can point at other files (external storage, virtual datasets, links), run filters that others installed, and
promise arrays of any size. Here is read only what `truth.write_truth` writes, and each array's own bytes are unpacked
here, so that they cannot become more than the array that they must be.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h5py
import numpy as np
from h5py import h5a, h5d, h5l, h5o, h5t, h5z
from numpy.typing import DTypeLike, NDArray

Shape = tuple[int, ...]
SHUFFLED_GZIP = [h5z.FILTER_SHUFFLE, h5z.FILTER_DEFLATE]


@contextmanager
def open_hdf5(data: bytes) -> Iterator[h5py.File]:
    """Open the bytes of an HDF5 file; raises ValueError."""
    with as_value_error():
        file = h5py.File(io.BytesIO(data), "r")
    with file:
        if file.userblock_size:
            raise ValueError("it has a user block, which is none of ours")
        yield file


@contextmanager
def as_value_error() -> Iterator[None]:
    """Turn whatever the HDF5 library raises inside into a ValueError of one sentence."""
    try:
        yield
    except ValueError:
        raise
    except Exception as error:
        said = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise ValueError(f"damaged HDF5: {said[:200]}") from None


def has_child(parent: h5py.Group, name: str) -> bool:
    """Return whether anything stands under a name, without a look at what it is or leads to."""
    return bool(parent.id.links.exists(name.encode()))


def child_of(parent: h5py.Group, name: str) -> h5py.Group | h5py.Dataset:
    """Return what lies under a name, if it is there itself, once, and no link to anything; raises ValueError."""
    with as_value_error():
        if parent.id.links.get_info(name.encode()).type != h5l.TYPE_HARD:
            raise ValueError(f"{name[:60]!r} is a link to something else")
        child = parent[name]
        if h5o.get_info(child.id).rc != 1:
            raise ValueError(f"{name[:60]!r} stands under several names")
        return child


def packed_array(group: h5py.Group, name: str, dtype: DTypeLike, shape: Shape) -> NDArray[Any]:
    """Return an array that is one chunk, shuffled and packed by gzip; raises ValueError where it is any other."""
    with as_value_error():
        dataset = _dataset(group, name, dtype, shape, h5d.CHUNKED)
        if dataset.chunks != shape or dataset.id.get_num_chunks() != 1:
            raise ValueError(f"{name} is not in one piece")
        packed_size, most = dataset.id.get_chunk_info(0).size, dataset.nbytes + (dataset.nbytes >> 8) + 64
        if packed_size > most:
            raise ValueError(f"{name} is {packed_size} bytes packed, and must be {dataset.nbytes} unpacked")
        skipped, packed = dataset.id.read_direct_chunk((0,) * len(shape))
        if skipped:
            raise ValueError(f"{name} is not packed")
        return _unshuffled(_unpacked(packed, dataset.nbytes, name), np.dtype(dtype)).reshape(shape)


def plain_bytes(group: h5py.Group, name: str, most: int) -> bytes:
    """Return a list of bytes that is stored as it is; raises ValueError where it is any other, or longer."""
    with as_value_error():
        dataset = _dataset(group, name, np.uint8, None, h5d.CONTIGUOUS)
        if dataset.nbytes > min(most, dataset.id.get_storage_size()):
            raise ValueError(f"{name} holds {dataset.nbytes} bytes; {most} is the most that it may")
        return dataset[()].tobytes()


def text_attribute(group: h5py.Group, name: str, most: int) -> str:
    """Return an attribute that is one text; raises ValueError where it is any other, or longer."""
    with as_value_error():
        attribute = h5a.open(group.id, name.encode())
        if attribute.get_space().get_simple_extent_ndims() or not _is_text(attribute.get_type()):
            raise ValueError(f"{name} is not one text")
        text = group.attrs[name]
        if not isinstance(text, str) or len(text) > most:
            raise ValueError(f"{name} has more than {most} characters")
        return text


def _dataset(group: h5py.Group, name: str, dtype: DTypeLike, shape: Shape | None, layout: int) -> h5py.Dataset:
    dataset = child_of(group, name)
    if not isinstance(dataset, h5py.Dataset):
        raise ValueError(f"{name} is not an array")  # noqa: TRY004
    plan = dataset.id.get_create_plist()
    if plan.get_layout() != layout or (layout == h5d.CONTIGUOUS and plan.get_external_count()):
        raise ValueError(f"{name} is stored elsewhere, or as no array of ours is")
    filters = [plan.get_filter(i)[0] for i in range(plan.get_nfilters())]
    if filters != (SHUFFLED_GZIP if layout == h5d.CHUNKED else []):
        raise ValueError(f"{name} is packed in another way than by gzip")
    if dataset.dtype != np.dtype(dtype) or dataset.shape != (shape or dataset.shape[:1]):
        wanted = f"{np.dtype(dtype)} of shape {shape or 'N'}"
        raise ValueError(f"{name} is {dataset.dtype} of shape {dataset.shape}, and must be {wanted}")
    return dataset


def _is_text(kind: h5t.TypeID) -> bool:
    return isinstance(kind, h5t.TypeStringID) and kind.is_variable_str()


def _unpacked(packed: bytes, size: int, name: str) -> bytes:
    stream = zlib.decompressobj()
    data = stream.decompress(packed, size + 1)
    if len(data) != size or not stream.eof:
        raise ValueError(f"{name} does not unpack to {size} bytes")
    return data


def _unshuffled(data: bytes, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Put the bytes of each number back together: they are stored all first ones first, then all second ones."""
    planes = np.frombuffer(data, np.uint8).reshape(dtype.itemsize, -1)
    return np.ascontiguousarray(planes.T).view(dtype)
