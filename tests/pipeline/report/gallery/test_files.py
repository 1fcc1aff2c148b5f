"""What the gallery writes: the same files each time, all or none, and bounded however large the dataset."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cavendish.pipeline.dataset.publish import publish
from cavendish.pipeline.dataset.storage import place
from cavendish.pipeline.report.gallery import scripts
from cavendish.pipeline.report.gallery.choosing import Size, choose
from cavendish.pipeline.report.gallery.folder import NewFolder
from cavendish.pipeline.report.gallery.gallery import open_gallery
from cavendish.scenes.errors import RequestError

from ....conftest import cavendish
from .conftest import show, write_gallery

MANY = 20_000
CARDS = 60  # of a page of the grid


def files(root: Path) -> dict[str, str]:
    paths = [root / "index.html", *(path for path in (root / "gallery").rglob("*") if path.is_file())]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_written_twice_it_is_the_same(copied: Path) -> None:
    write_gallery(copied)
    before = files(copied)
    assert len(before) > 10
    write_gallery(copied)
    assert files(copied) == before


def test_the_earlier_page_stays_whole_until_the_new_one_is(copied: Path) -> None:
    write_gallery(copied, samples=10)
    before = files(copied)
    interrupted = open_gallery(copied, 2000).write()
    next(interrupted)
    assert isinstance(interrupted, Generator)
    interrupted.close()
    assert {path: files(copied)[path] for path in before} == before
    write_gallery(copied)
    assert not before.items() & {(path, digest) for path, digest in files(copied).items() if path.endswith("index.js")}
    assert len(list((copied / "gallery").iterdir())) == 1


def test_a_build_goes_on_beside_what_an_interrupted_gallery_left(copied: Path) -> None:
    NewFolder(copied / "gallery").write("a/b", b"c")
    assert cavendish("regenerate", str(copied), "--shards", "0") == 0


def test_the_command(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("gallery", str(copied), "--samples", "10", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["page"] == str(copied / "index.html")
    assert answer["samples"] == 10
    assert answer["bytes"] == sum(path.stat().st_size for path in (copied / "gallery").rglob("*.*") if path.is_file())
    assert cavendish("verify", str(copied)) == 0, "what it wrote is no fault"


def test_what_is_no_dataset_or_holds_nothing_is_refused(tmp_path: Path, copied: Path) -> None:
    with pytest.raises(RequestError, match="is not a dataset"):
        open_gallery(tmp_path, 10)
    for record in (copied / "records").iterdir():
        record.unlink()
    with pytest.raises(RequestError, match="no finished samples"):
        open_gallery(copied, 10)


def test_views_are_chosen_from_everywhere() -> None:
    sizes = [Size(shard, "train" if shard < 90 else "val", 10, 50.0) for shard in range(100)]
    chosen = choose(sizes, 1000)
    assert sum(map(len, chosen.values())) == 200
    assert sum(len(chosen[shard]) for shard in range(90, 100)) == 20
    assert all(len(chosen[shard]) == 2 for shard in range(100))
    assert all(0 <= position < 10 for positions in chosen.values() for position in positions)


def test_few_views_are_all_chosen() -> None:
    assert choose([Size(4, "train", 3, 12.0), Size(5, "train", 0, 0.0), Size(6, "val", 1, 4.0)], 100) == {
        4: [0, 1, 2],
        6: [0],
    }


def test_every_split_is_seen() -> None:
    assert set(choose([Size(0, "train", 1000, 5000.0), Size(1, "val", 3, 15.0)], 5)) == {0, 1}


def test_of_many_samples_one_page_is_made(page: Page, copied: Path) -> None:
    """20,000 entries of the index, made from those of a small dataset; their pictures are not there."""
    work = open_gallery(copied, 2000)
    list(work.write())
    data = work.index.data()
    times = MANY // len(data["samples"]) + 1
    views, scenes = data["views"], data["scenes"]
    wide = [[row[0] + turn * 1000, *row[1:]] for turn in range(times) for row in views]
    data["scenes"] = [[row[0] + turn * 1000, *row[1:]] for turn in range(times) for row in scenes]
    data["samples"] = [[row[0] + turn * len(views), *row[1:]] for turn in range(times) for row in data["samples"]][
        :MANY
    ]
    data["views"] = wide
    index = next((copied / "gallery").glob("*/index.js"))
    index.write_bytes(scripts.call("Cavendish.open", data))
    assert index.stat().st_size < 400 * MANY
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.route("**/thumbnails/**", lambda route: route.fulfill(status=204))
    show(page, copied)
    assert page.evaluate("Cavendish.data.index.samples.length") == MANY
    for change in ({}, {"q": "depth"}, {"order": "task"}, {"page": "9"}):
        page.evaluate("(change) => Cavendish.filters.change(change)", change)
        assert page.locator(".card").count() == CARDS
        assert page.locator("*").count() < 25 * CARDS
    assert len(asked_for) < 10 * CARDS


def test_a_dataset_at_a_url_has_the_same_gallery(copied: Path) -> None:
    root = place(f"memory://{uuid.uuid4().hex}/out")
    for path in [each for each in copied.rglob("*") if each.is_file()]:
        publish(root, str(path.relative_to(copied)), path.read_bytes())
    write_gallery(root, samples=10)
    write_gallery(root)
    write_gallery(copied)
    written: Iterable[Any] = (root / "gallery").rglob("*")
    there = sorted(str(path.relative_to(root)) for path in written if path.is_file())
    assert there == sorted(path for path in files(copied) if path != "index.html")
    assert (root / "index.html").read_bytes() == (copied / "index.html").read_bytes()
    assert "(index.html)" in (root / "README.md").read_text()
