"""The dataset card says what there is, to people and to Hugging Face, and shows other people's text as text."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from huggingface_hub import DatasetCard
from markdown_it import MarkdownIt

from cavendish.manifests import Manifest
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.report.card import TASKS_SAY, dataset_card, publish_card
from cavendish.pipeline.report.card_header import SIZES, licence_id, size_category
from cavendish.pipeline.report.markdown import escaped
from cavendish.pipeline.report.stats.published import FIGURES, SHOWS
from cavendish.pipeline.tasks.registry import TASKS

HOSTILE = [
    "<script>alert('x')</script>",
    "![x](http://e.vil/x.png) [y](javascript:alert)",
    "a | b\n\n# heading\n---\n- list",
    "`code` **bold** _under_ ~~gone~~ $x$ \\",
    "&lt;b&gt; &amp;",
    '"quoted" \'twice\' \\"',
]


@pytest.fixture
def manifest(built: Path) -> Manifest:
    return read_manifest(built)


def with_licences(manifest: Manifest, *lines: str) -> Manifest:
    return manifest.model_copy(update={"licences": lines})


def test_hugging_face_reads_the_header(built: Path, manifest: Manifest) -> None:
    text = (built / "README.md").read_text()
    card: Any = DatasetCard(text).data  # its fields are set as they come
    assert card.to_dict() == yaml.safe_load(text.split("---\n")[1])
    assert card.configs == [
        {
            "config_name": "default",
            "data_files": [{"split": name, "path": f"{name}/*.tar"} for name in ("train", "val")],
        }
    ]
    assert card.task_categories == ["image-to-image", "depth-estimation", "image-segmentation"]
    assert card.size_categories == ["n<1K"]
    assert card.language == ["en"]
    assert card.pretty_name == "tiny"
    assert set(card.tags) >= {"synthetic", "webdataset", *manifest.totals.tasks}
    assert card.license == ["unknown"]


def test_the_header_names_all_licences(manifest: Manifest) -> None:
    lines = ("model a/b by Ada (CC BY 4.0), from here", "model a/c by Bob (CC0 1.0), from here")
    header = yaml.safe_load(dataset_card(with_licences(manifest, *lines), [], False).split("---\n")[1])
    assert header["license"] == ["cc-by-4.0", "cc0-1.0"]
    own = yaml.safe_load(
        dataset_card(with_licences(manifest, "scene file a.glb: as its owner"), [], False).split("---\n")[1]
    )
    assert own["license"] == ["other"]
    assert own["license_name"] == "see-attribution"


@pytest.mark.parametrize(
    ("licence", "name"),
    [("CC0 1.0", "cc0-1.0"), ("CC BY 3.0 US", "cc-by-3.0"), ("CC BY-SA 4.0", "cc-by-sa-4.0"), ("GPL", "other")],
)
def test_names_of_licences(licence: str, name: str) -> None:
    assert licence_id(licence) == name


@pytest.mark.parametrize(
    ("samples", "size"), [(0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (20_000, "10K<n<100K"), (10**6, "1M<n<10M")]
)
def test_size_categories(samples: int, size: str) -> None:
    assert size_category(samples) == size


def test_hugging_face_knows_the_size_categories() -> None:
    known = json.loads(resources.files("datasets").joinpath("utils/resources/size_categories.json").read_text())
    assert set(SIZES) <= set(known)


def test_every_task_has_its_sentence(built: Path) -> None:
    text = (built / "README.md").read_text()
    assert set(TASKS_SAY) == set(TASKS)
    assert all(f"| {name} | 8 | {sentence} |" in text for name, sentence in TASKS_SAY.items())


def test_credits_are_a_table(manifest: Manifest) -> None:
    card = dataset_card(with_licences(manifest, "model a/b by Ada (CC BY 4.0), from here"), [], False)
    assert "| model a/b | Ada | CC BY 4.0 | here |" in card


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 10_000, "right-to-left \u202e gnp.exe"])
def test_hostile_text_stays_text(text: str, manifest: Manifest) -> None:
    card = dataset_card(with_licences(manifest, f"model a by {text} (CC0 1.0), from {text}", text), [], False)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(card.split("---\n", 2)[2])
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {child.type for child in inline} | {token.type for token in tokens}
    assert not kinds & {"html_inline", "html_block", "link_open", "strong_open", "em_open", "s_open", "hr"}
    assert [child.attrs["src"] for child in inline if child.type == "image"] == ["contact-sheet.png"]
    assert "\u202e" not in card
    assert len(card) < 10_000


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    (_, token, _) = MarkdownIt("commonmark").enable("strikethrough").parse("to " + escaped(text))
    assert "".join(child.content for child in token.children or ()) == "to " + " ".join(text.split())


def test_missing_shards_are_said(manifest: Manifest) -> None:
    part = manifest.model_copy(update={"totals": manifest.totals.model_copy(update={"shards": 1})})
    assert "**1 of 2 shards are not built yet.**" in dataset_card(part, [], False)
    assert "not built" not in dataset_card(manifest, [], False)


def test_what_failed_is_counted(manifest: Manifest) -> None:
    failed = {"quarantined": {"timeout": 2}, "retried": {"lost worker": 3}}
    card = dataset_card(manifest.model_copy(update={"totals": manifest.totals.model_copy(update=failed)}), [], False)
    assert "| timeout | 2 | 0 | the scene took longer" in card
    assert "| lost worker | 0 | 3 | the renderer's process ended" in card
    assert "given up" not in dataset_card(manifest, [], False)


def test_the_gallery_is_linked_where_there_is_one(copied: Path) -> None:
    assert "(index.html)" not in (copied / "README.md").read_text()
    (copied / "index.html").write_text("<!doctype html>")
    publish_card(copied)
    assert "(index.html)" in (copied / "README.md").read_text()


def test_plots_are_shown_as_long_as_they_are_of_these_samples(copied: Path) -> None:
    tasks = read_manifest(copied).totals.tasks
    figures = {"tasks": tasks, "plots": ["depth.png", "x](http://e.vil).png"], "figures": {}}
    (copied / "stats").mkdir()
    (copied / FIGURES).write_text(json.dumps(figures))
    publish_card(copied)
    assert f"![{SHOWS['depth.png']}](stats/depth.png)" in (copied / "README.md").read_text()
    assert "e.vil" not in (copied / "README.md").read_text()
    (copied / FIGURES).write_text(json.dumps(figures | {"tasks": tasks | {"depth": 0}}))
    publish_card(copied)
    assert "stats/" not in (copied / "README.md").read_text()
