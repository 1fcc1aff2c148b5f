"""Pickles of plain data are read as Python reads them, and whatever would run something is refused by its name."""

from __future__ import annotations

import pickle
import struct
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.pipeline.importers.photographs import pickled
from cavendish.pipeline.importers.photographs.pickled import read_pickle
from cavendish.scenes.errors import RequestError

CAFE = "the café’s “red” awning"
# What Python 2 wrote of [{'sent': ..., 'n': 3, 'x': 1.5, u'y': [True, None, 70000, 2**40], 'z': (1, 2)}]
PROTOCOL_0 = b"".join(
    [
        b"(lp1\n(dp2\nS'sent'\np3\n",
        b"S'the caf\\xc3\\xa9\\xe2\\x80\\x99s \\xe2\\x80\\x9cred\\xe2\\x80\\x9d awning'\np4\nsS'n'\n",
        b"p5\nI3\nsS'x'\nF1.5\nsVy\np6\n(lp7\nI01\naNaI70000\naL1099511627776L\nasS'z'\n(I1\nI2\ntp8\nsa.",
    ]
)
PROTOCOL_2 = b"".join(
    [
        b"\x80\x02]q\x01}q\x02(U\x04sentq\x03U"
        + bytes([len(CAFE.encode())])
        + CAFE.encode()
        + b"q\x04U\x01nq\x05K\x03",
        b"U\x01xG?\xf8\x00\x00\x00\x00\x00\x00X\x01\x00\x00\x00yq\x06]q\x07(\x88NJp\x11\x01\x00\x8a\x06",
        b"\x00\x00\x00\x00\x00\x01eU\x01zK\x01K\x02\x86q\x08ua.",
    ]
)
DATA = [{"sent": CAFE, "n": 3, "x": 1.5, "y": [True, None, 70000, 1 << 40], "z": [1, 2]}]

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 80), 1 << 80) | st.floats(allow_nan=False) | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def read(data: bytes, folder: Path) -> Any:
    path = folder / "refs(unc).p"
    path.write_bytes(data)
    return read_pickle(path)


@pytest.mark.parametrize("data", [PROTOCOL_0, PROTOCOL_2], ids=["protocol 0", "protocol 2"])
def test_what_python_2_wrote_is_read_with_all_its_letters(data: bytes, tmp_path: Path) -> None:
    assert read(data, tmp_path) == DATA
    theirs = pickle.loads(data, encoding="utf-8")
    assert [theirs[0] | {"z": [1, 2]}] == DATA  # tuples are lists here


@given(value=values, protocol=st.integers(0, 5))
def test_it_reads_what_python_reads(value: object, protocol: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert read(pickle.dumps(value, protocol), tmp_path_factory.getbasetemp()) == value


def test_tuples_are_lists(tmp_path: Path) -> None:
    value = ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4))
    for protocol in range(6):
        assert read(pickle.dumps(value, protocol), tmp_path) == [list(each) for each in value]


def test_letters_that_are_no_utf8_are_windows(tmp_path: Path) -> None:
    assert read(b"S'caf\\xe9 \\x93x\\x94'\n.", tmp_path) == "café “x”"
    assert read(b"U\x04caf\xe9.", tmp_path) == "café"


class Runs:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        import os

        return os.system, ("false",)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"cos\nsystem\n(S'false'\ntR.", "os.system"),
        (b"(S'false'\nios\nsystem\n.", "os.system"),
        (pickle.dumps(Runs(), 0), "posix.system"),
        (pickle.dumps([1, Runs()], 4), "posix.system"),
        (pickle.dumps(np.zeros(3), 2), "numpy.core.multiarray._reconstruct"),
        (pickle.dumps(np.float64(3), 5), "numpy.core.multiarray.scalar"),
        (pickle.dumps({1, 2}, 2), "__builtin__.set"),
        (pickle.dumps(OrderedDict(a=1), 4), "collections.OrderedDict"),
        (b"ccopy_reg\n_reconstructor\n(c__main__\nRef\n.", "copy_reg._reconstructor"),
        (b"\x80\x02\x82\x07.", "extension 7"),
        (b"P7\n.", "object 7"),
        (b"]\x8c\x06systemq\x00\x93.", "?.system"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_would_run_is_refused_by_its_name(data: bytes, name: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"refs\(unc\)\.p: cannot be read: it wants '") as refused:
        read(data, tmp_path)
    assert f"it wants '{name}', and plain data needs no class or function" in str(refused.value)


def test_depth_needs_no_stack(tmp_path: Path) -> None:
    depth = 100_000
    value = read(b"(" * depth + b"t" * depth + b".", tmp_path)
    for _ in range(depth - 1):
        (value,) = value
    assert value == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it ends too early"),
        (PROTOCOL_0[:-40], "it ends too early"),
        (PROTOCOL_2[:-10], "it ends too early|it is damaged"),
        (b"\x80\x02T\xff\xff\xff\xffabc.", "it ends too early"),
        (b"S'abc", "it ends too early"),
        (b"S'abc\n.", "a text has no quotes"),
        (b"\x80\x09N.", "its protocol is 9, and the newest is 5"),
        (b"I" + b"9" * 5000 + b"\n.", "Exceeds the limit"),
        (b"Ione\n.", "invalid literal for int"),
        (b"h\x05.", "it is damaged before byte 2"),
        (b"e.", "it is damaged before byte 1"),
        (b".", "it is damaged before byte 1"),
        (b"NNa.", "it is damaged before byte 3"),
        (b"]U\x01aNs.", "it is damaged before byte 6"),
        (b"}NNs.", "keys of a mapping must be texts"),
        (b"}(Nu.", "keys of a mapping must be texts"),
        (b"\x96" + struct.pack("<Q", 1 << 60) + b".", r"step b'\\x96' at byte 0 makes no plain data"),
        (b"(" + b"N" * 2000 + b"l.", "it has more than 1,000 steps"),
        (b"U" * 3000, "it has more than 2,000 bytes"),
        (
            b"Nr\xff\xff\xff\x7f0.",
            "step b'0' at byte 6 makes no plain data",
        ),  # no memory for two thousand million places
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else repr(value[:12]),
)
def test_each_damage_is_told_in_one_sentence(
    data: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pickled, "MOST_STEPS", 1000)
    monkeypatch.setattr(pickled, "MOST_BYTES", 2000 if len(data) == 3000 else 6000)
    with pytest.raises(RequestError, match=rf"refs\(unc\)\.p: cannot be read: ({said})"):
        read(data, tmp_path)


def test_no_byte_that_is_wrong_gives_anything_but_a_sentence(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    for whole in (PROTOCOL_0, PROTOCOL_2):
        for place in range(len(whole)):
            try:
                read(whole[:place] + rng.bytes(1) + whole[place + 1 :], tmp_path)
            except RequestError:
                continue


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"refs\(unc\)\.p: is missing"):
        read_pickle(tmp_path / "refs(unc).p")
