"""The sets that are listed are those that can be imported and more, and say of themselves what the readers say."""

from types import ModuleType

import pytest

from cavendish.pipeline.benchmarks.catalogue import PhotographSet, benchmark_of, photograph_set, photograph_sets
from cavendish.pipeline.benchmarks.published import METRICS, published
from cavendish.pipeline.importers.photographs import ddad, kitti, nuscenes, scannet, sunrgbd
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.pipeline.importers.photographs.marigold_depth import PARTS
from cavendish.pipeline.importers.photographs.sets import SETS
from cavendish.scenes.errors import RequestError

SPLITS = [(each.name, split) for each in photograph_sets() for split in each.splits]


def test_every_reader_is_listed_as_one() -> None:
    assert set(SETS) == {each.name for each in photograph_sets()}


def test_names_are_said_once() -> None:
    names = [each.name for each in photograph_sets()]
    assert len(set(names)) == len(names) == 26
    keys = [(name, split.name, split.task) for name, split in SPLITS]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("each", photograph_sets(), ids=lambda each: each.name)
def test_a_set_says_what_to_download_and_its_licence(each: PhotographSet) -> None:
    assert each.downloads
    assert each.licence
    assert all("://" in place.source or "github.com" in place.source for place in each.downloads)
    assert all(split.protocol and split.task in METRICS for split in each.splits)


def test_marigolds_parts_are_those_of_the_reader_and_its_lists() -> None:
    splits = photograph_set("marigold-depth").splits
    assert [split.name for split in splits] == list(PARTS)
    assert [split.pictures for split in splits] == [len(read_list(f"marigold-{split.name}")) for split in splits]


@pytest.mark.parametrize("reader", [ddad, kitti, nuscenes, scannet, sunrgbd], ids=lambda each: each.__name__)
def test_parts_of_sets_of_depth_are_those_of_their_readers(reader: ModuleType) -> None:
    listed = photograph_set(reader.__name__.rpartition(".")[2])
    assert [split.name for split in listed.splits] == list(reader.SPLITS)
    assert not listed.redistribute


def test_what_is_compared_with_has_numbers_and_all_numbers_have_a_split() -> None:
    compared = {(split.benchmark, split.task) for _, split in SPLITS if split.benchmark}
    assert compared == {(number.benchmark, number.task) for number in published()}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (("marigold-depth", "nyu", "depth"), "NYUv2"),
        (("diode", "indoors", "normals"), "DIODE indoor"),
        (("marigold-depth", "diode", "depth"), ""),  # both halves of DIODE, of which nothing is published
        (("marigold-depth", "nyu", "normals"), ""),
        (("nobody's", "nyu", "depth"), ""),
    ],
)
def test_a_split_is_known_by_what_the_field_calls_it(key: tuple[str, str, str], name: str) -> None:
    assert benchmark_of(*key) == name


def test_a_set_that_is_not_known_is_told() -> None:
    with pytest.raises(RequestError, match="name kiti: is not known; known are marigold-depth, nyuv2, kitti"):
        photograph_set("kiti")
