"""Whatever stands in prompts, names and licences is shown as text, and breaks nothing."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cavendish.manifests import Manifest, ShardRecord
from cavendish.pipeline.dataset.publish import publish
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.report.gallery import scripts

from .conftest import show, write_gallery

HOSTILE = {
    "script": "<script>window.hacked = 1</script>",
    "end of script": "</script><img src=x onerror=window.hacked=1>",
    "comment": "<!-- <script> ]]> -->",
    "quotes": "'\"`${window.hacked = 1}\\",
    "right to left": "\u202eevil\u202c \u05d0\u05d1 \u2066x\u2069",
    "line ends": "a\u2028b\u2029c\r\nd\te",
    "prototype": "__proto__",
    "long": "x" * 10_000,
    "many": "<b>&amp;</b> " * 800,
}


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def spoiled(text: str, copied: Path) -> Path:
    """A dataset in which the first sample of classes, all things in sight, and a licence are named so."""
    record = ShardRecord.from_bytes((copied / "records/train-000000.json").read_bytes())
    samples = [spoil(each, text) for each in read_tar((copied / record.tar.path).read_bytes())]
    frames = {
        key: replace(frame, objects=tuple(replace(thing, name=text, category=text) for thing in frame.objects))
        for key, frame in read_truth((copied / record.truth.path).read_bytes())
    }
    files = {
        "tar": publish(copied, record.tar.path, write_tar(samples)),
        "truth": publish(copied, record.truth.path, write_truth(frames)),
    }
    publish(copied, "records/train-000000.json", record.model_copy(update=files).to_bytes())
    manifest = Manifest.model_validate_json((copied / "manifest.json").read_bytes())
    publish(copied, "manifest.json", manifest.model_copy(update={"licences": (text,)}).model_dump_json().encode())
    return copied


def spoil(sample: Sample, text: str) -> Sample:
    meta = json.loads(sample.parts["json"])
    palette = json.dumps({text: [255, 0, 0], "": [0, 0, 0]}) if meta["codec"] == "masks" else meta["palette"]
    spoilt = json.dumps(
        meta | {"prompt": text, "layout": text, "template": text, "palette": palette}, ensure_ascii=False
    )
    return Sample(sample.key, sample.parts | {"prompt.txt": text.encode(), "json": spoilt.encode()})


def test_it_is_shown_as_text(page: Page, spoiled: Path, text: str) -> None:
    write_gallery(spoiled)
    show(page, spoiled, "#task=semantic&split=train")
    expect(page.locator(".card").first.locator(".prompt")).to_have_js_property("textContent", text[:200])
    page.locator(".card").first.click()
    expect(page.locator(".said")).to_have_js_property("textContent", text)
    expect(page.locator(".entry .name").first).to_have_js_property("textContent", text)
    expect(page.locator("td").nth(2)).to_have_js_property("textContent", text)
    expect(page.locator("#licences td").first).to_have_js_property("textContent", text)
    assert page.evaluate(
        "[typeof hacked, document.scripts.length, document.querySelectorAll('img[src=x]').length]"
    ) == ["undefined", 2, 0]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the window"


def test_the_name_of_the_dataset_is_text(text: str) -> None:
    written = scripts.page({"name": text, "folder": "gallery/a"}).decode()
    assert html.escape(text) in written
    assert written.count("<script") == 2


def test_data_cannot_leave_a_script(text: str) -> None:
    written = scripts.call("f", {"text": text, text: 1}).decode()
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written.removeprefix("f(").removesuffix(");\n")) == {"text": text, text: 1}
