"""The dataset card says what there is, to people and to Hugging Face, and shows other people's text as text."""

from __future__ import annotations

import json
import re
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from huggingface_hub import DatasetCard
from markdown_it import MarkdownIt

from cavendish.manifests import Manifest, Recipe
from cavendish.manifests.loading import parse_recipe
from cavendish.manifests.tasks import every_task
from cavendish.pipeline.dataset.folder import read_manifest, recorded
from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.render.failures import FAILURES, Failure
from cavendish.pipeline.report.card import TASKS_SAY, dataset_card, publish_card
from cavendish.pipeline.report.card_header import SIZES, licence_id, size_category
from cavendish.pipeline.report.card_samples import FOLDER, LIST, Shown, publish_samples
from cavendish.pipeline.report.card_use import DECODED
from cavendish.pipeline.report.markdown import escaped
from cavendish.pipeline.report.stats.published import FIGURES, SHOWS
from cavendish.pipeline.tasks.registry import TASKS

from ...conftest import build

ROOT = Path(__file__).parents[3]

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


def section(card: str, title: str, language: str) -> str:
    """Return the block of code below a heading."""
    return card.split(f"## {title}\n")[1].split(f"```{language}\n")[1].split("\n```")[0]


def manifest_digest(out: Path) -> str:
    return read_manifest(out).recipe_digest[:12]


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
    assert all(f"| {name} | 8 | {TASKS_SAY[name]} |" in text for name in every_task())


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
    assert "| the scene took longer than its share of the shard's time limit | 2 | 0 |" in card
    assert "| the renderer's process ended in the middle of the scene, as by a segfault | 0 | 3 |" in card
    assert "given up" not in dataset_card(manifest, [], False)


@pytest.mark.parametrize("failure", Failure)
def test_no_row_is_called_by_a_class_that_only_we_know(failure: Failure, manifest: Manifest) -> None:
    totals = manifest.totals.model_copy(update={"quarantined": {failure: 1}})
    card = dataset_card(manifest.model_copy(update={"totals": totals}), [], False)
    assert f"| {FAILURES[failure].about} | 1 | 0 |" in card
    assert f"| {failure} |" not in card


def test_the_recipe_stands_on_it_and_is_the_same_again(built: Path, manifest: Manifest) -> None:
    shown = section((built / "README.md").read_text(), "Its recipe", "yaml")
    assert parse_recipe(shown, "card").digest == manifest.recipe_digest
    assert len(shown.splitlines()) < 12, "what is at its default is left out"


@pytest.mark.parametrize("name", ["```\n# x.py", "<b>.py", "a" * 10_000 + ".py", "\u202e.py"])
def test_hostile_names_in_a_recipe_stay_in_its_block(name: str, manifest: Manifest) -> None:
    recipe = manifest.recipe.model_copy(update={"layouts": {name: 1.0}})
    card = dataset_card(manifest.model_copy(update={"recipe": recipe}), [], False)
    tokens = MarkdownIt("commonmark").parse(card.split("---\n", 2)[2])
    assert [token.info for token in tokens if token.type == "fence"] == ["python", "yaml", "bibtex"]
    assert not {token.type for token in tokens} & {"html_block"}
    assert "\u202e" not in card
    assert len(card) < 10_000


def test_a_recipe_with_many_lines_is_cut(manifest: Manifest) -> None:
    layouts = {f"{number}.py": 1.0 for number in range(900)}
    recipe = manifest.recipe.model_copy(update={"layouts": layouts})
    shown = section(dataset_card(manifest.model_copy(update={"recipe": recipe}), [], False), "Its recipe", "yaml")
    assert len(shown.splitlines()) == 61
    assert shown.splitlines()[-1].endswith("lines more, in manifest.json")


@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # webdataset leaves its tar files to the collector
def test_every_target_is_decoded_as_shown(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(built / "train", tmp_path / "train")  # the tars alone, as who downloads it may have them
    monkeypatch.chdir(tmp_path)
    found: dict[str, Any] = {}
    exec(section((built / "README.md").read_text(), "Reading it", "python"), found)
    assert found["depth_m"].shape == found["classes"].shape == found["things"].shape == (48, 64)
    assert found["vectors"].shape == (48, 64, 3)
    assert all(mask.any() for mask in found["found"].values())


def test_it_decodes_as_the_page_on_training_does() -> None:
    page = [line.strip() for line in (ROOT / "docs/training.md").read_text().splitlines()]
    assert set(DECODED) == set(TASKS)
    for lines in (DECODED[task] for task in every_task()):
        assert all(line in page for line in lines.splitlines())


def test_what_is_cited_is_what_the_program_says_of_itself(built: Path) -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    shown = section((built / "README.md").read_text(), "Citing it", "bibtex")
    (paper,) = cited["references"]
    for text in (cited["title"], cited["authors"][0]["name"], cited["version"], paper["title"], str(paper["year"])):
        assert text in shown
    assert paper["identifiers"][0]["value"] in shown
    assert manifest_digest(built) in (built / "README.md").read_text().split("## Citing it")[1]


def test_five_samples_stand_on_it_one_of_each_task(built: Path) -> None:
    card = (built / "README.md").read_text()
    rows = re.findall(
        r"^\| (\w+) \| !\[Picture and target of (\S+)\]\((samples/\d\.png)\) \| (.*) \|$", card, re.MULTILINE
    )
    assert [task for task, *_ in rows] == list(every_task())
    stored = {sample.key: sample.parts for sample in read_tar((built / "train/train-000000.tar").read_bytes())}
    assert len({key.split("-")[0] for _, key, *_ in rows}) == 2, "of both scenes"
    assert len({key[:11] for _, key, *_ in rows}) == 4, "and of all views"
    for _, key, path, prompt in rows:
        assert escaped(stored[key]["prompt.txt"].decode()) == prompt
        shown = png_array((built / path).read_bytes())
        np.testing.assert_array_equal(shown[:, :64], png_array(stored[key]["image.png"]))
        np.testing.assert_array_equal(shown[:, -64:], png_array(stored[key]["target.png"]))


def test_large_samples_are_shrunk_and_their_colours_stay(tiny: Recipe, tmp_path: Path) -> None:
    changes = {"scenes": 2, "resolution": [{"size": [528, 64]}], "tasks": {"semantic": 1, "depth": 1}}
    out = build(Recipe.model_validate(tiny.model_dump() | changes), tmp_path / "out")
    shown = json.loads((out / LIST).read_text())["samples"]
    assert [each["key"].rpartition("-")[2] for each in shown] == ["depth", "semantic", "depth", "semantic", "depth"]
    stored = {sample.key: sample.parts for sample in read_tar((out / "train/train-000000.tar").read_bytes())}
    for place, each in enumerate(shown, start=1):
        picture = png_array((out / f"samples/{place}.png").read_bytes())
        assert picture.shape == (22, 176 + 4 + 176, 3)
        np.testing.assert_array_equal(picture[:, -176:], png_array(stored[each["key"]]["target.png"])[::3, ::3])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"recipe_digest": "other", "samples": []}',
        '{"recipe_digest": DIGEST, "samples": [{"key": "](x)"}]}',
        "[" * 9999,
    ],
)
def test_samples_of_others_are_not_shown(content: str, copied: Path) -> None:
    (copied / LIST).write_text(content.replace("DIGEST", json.dumps(read_manifest(copied).recipe_digest)))
    publish_card(copied)
    assert "## Samples" not in (copied / "README.md").read_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_prompts_stay_text(text: str, manifest: Manifest) -> None:
    card = dataset_card(manifest, [], False, [Shown("00000000-00-00-depth", text)])
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(card.split("---\n", 2)[2])
    inline = [child for token in tokens for child in token.children or ()]
    assert not {child.type for child in inline} & {"html_inline", "link_open", "strong_open", "em_open", "s_open"}
    assert [child.attrs["src"] for child in inline if child.type == "image"] == ["contact-sheet.png", "samples/1.png"]


def test_a_damaged_shard_leaves_the_samples_out(copied: Path) -> None:
    records = list(recorded(copied, read_manifest(copied).recipe))
    shutil.rmtree(copied / FOLDER)
    (copied / "train/train-000000.tar").write_bytes(b"")
    publish_samples(copied, read_manifest(copied).recipe, records)
    assert not (copied / FOLDER).exists()


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
