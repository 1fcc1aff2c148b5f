"""Beside the target, what a model drew: its scores are those of `evaluate`, and the worst come first."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from cavendish.pipeline.codecs import depth, masks
from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.samples import read_answer
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.evaluation.evaluate import PictureScore, open_evaluation, read_drawing, score_samples
from cavendish.pipeline.evaluation.headline import HEADLINES
from cavendish.pipeline.report.gallery.gallery import open_gallery
from cavendish.pipeline.tasks.semantic import decoding_palette
from cavendish.scenes.errors import RequestError

from .conftest import show, violations, write_gallery


@pytest.fixture(scope="module")
def predictions(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Depth and classes of the train split, the later the noisier; one picture is broken."""
    folder = tmp_path_factory.mktemp("drawn")
    rng = np.random.default_rng(0)
    samples = sorted(read_tar((dataset / "train/train-000000.tar").read_bytes()), key=lambda sample: sample.key)
    for number, sample in enumerate(each for each in samples if each.key.endswith(("depth", "semantic"))):
        target = png_array(sample.parts["target.png"]).astype(int)
        noise = rng.integers(-1, 2, target.shape) * 24 * number
        Image.fromarray(np.clip(target + noise, 0, 255).astype(np.uint8)).save(folder / f"{sample.key}.png")
    (folder / "00000000-00-99-depth.png").write_bytes(b"of no sample")
    (folder / f"{next(each.key for each in samples if each.key.endswith('normals'))}.png").write_bytes(b"no picture")
    return folder


@pytest.fixture(scope="module")
def judged(dataset: Path, predictions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = Path(shutil.copytree(dataset, tmp_path_factory.mktemp("judged") / "out"))
    write_gallery(out, predictions=predictions)
    return out


def test_drawings_of_other_samples_are_none(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "00000099-00-00-depth.png").write_bytes(b"of another dataset")
    with pytest.raises(RequestError, match="holds no picture named by a key of"):
        open_gallery(dataset, 100, tmp_path)


def scored(dataset: Path, predictions: Path) -> list[PictureScore]:
    verdicts = score_samples(open_evaluation(dataset, predictions, "train"))
    return [verdict for verdict in verdicts if verdict.scores]


def test_the_worst_come_first_with_their_scores(page: Page, judged: Path, dataset: Path, predictions: Path) -> None:
    show_judged(page, judged)
    expect(page.locator("#order")).to_have_value("error")
    groups = page.locator(".group")
    assert groups.locator("h2").all_text_contents() == ["depth", "normals", "semantic", "instance", "referring"]
    for place, task, name in ((0, "depth", "AbsRel"), (2, "semantic", "mIoU")):
        found = {v.key: v.scores[name] for v in scored(dataset, predictions) if v.task == task}
        worst = sorted(found, key=lambda key: found[key], reverse=name == "AbsRel")
        assert len(worst) == 4
        cards = groups.nth(place).locator(".card")
        links = [str(link.get_attribute("href")) for link in cards.all()][: len(worst)]
        assert all(key in link for key, link in zip(worst, links, strict=True))
        texts = cards.locator(".score").all_text_contents()
        assert texts == [HEADLINES[task].said(found[key]) for key in worst]
        assert all(text.startswith(name) for text in texts)


def test_a_card_shows_image_target_and_drawing(page: Page, judged: Path) -> None:
    show_judged(page, judged, "#task=depth")
    drawn = page.locator(".card").first
    lefts = [box["x"] for box in map(Locator.bounding_box, drawn.locator("img").all()) if box]
    assert len(lefts) == 3
    assert lefts == sorted(lefts)
    expect(drawn.locator(".which")).to_have_text(["image", "target", "model"])


def test_what_has_no_drawing_or_no_score_says_so(page: Page, judged: Path) -> None:
    show_judged(page, judged, "#task=normals")
    first_card, *others = page.locator(".card").all()
    expect(first_card.locator(".score")).to_have_text("not scored")
    expect(first_card).to_contain_text("cannot be shown")
    for card in others:
        expect(card).to_contain_text("no picture")
        expect(card.locator(".score")).to_have_count(0)


def test_the_full_gallery_stays_beside_it(dataset: Path, predictions: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(dataset, tmp_path / "out"))
    full = write_gallery(out)
    before = contents(out)
    judged = write_gallery(out, predictions=predictions)
    assert (full.page, judged.page) == ("index.html", "predictions.html")
    assert before.items() <= contents(out).items()
    assert len(contents(out)) > len(before)
    write_gallery(out, samples=5)
    assert (out / judged.page).is_file()
    assert len(list((out / judged.folder).iterdir())) == 1


def contents(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("theme", "width"), [("light", 1400), ("dark", 390)])
def test_accessible(browser: Browser, judged: Path, theme: str, width: int) -> None:
    context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 800}, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for state in ("", "#task=normals"):
        show_judged(page, judged, state)
        assert violations(page) == {}
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the window"
    context.close()


def show_judged(page: Page, root: Path, state: str = "") -> None:
    show(page, root, state, "predictions.html")


def test_a_sample_shows_its_scores_and_reads_both_pictures(
    page: Page, judged: Path, dataset: Path, predictions: Path
) -> None:
    verdict = next(
        v for v in score_samples(open_evaluation(dataset, predictions, "train")) if v.task == "depth" and v.error > 0.01
    )
    show_judged(page, judged, f"#key={verdict.key}")
    panel = page.locator(".panel", has_text="Scores").first
    expect(panel).not_to_contain_text("1 - ")
    for name, value in verdict.scores.items():
        row = panel.locator("dl > div", has=page.get_by_text(name, exact=True))
        assert float(row.locator("dd").inner_text()) == pytest.approx(value, rel=1e-3)
    box = page.locator(".stage").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.7 * box["height"])
    expect(page.locator(".readout .reading .of")).to_have_text(["target", "model", "error"])
    expect(page.locator(".readout [data-of=model]")).to_be_visible()
    page.get_by_label("Left picture").select_option("image")
    expect(page.locator(".layer").first.locator("img")).to_be_visible()


def test_what_was_not_scored_says_why(page: Page, judged: Path) -> None:
    show_judged(page, judged, "#task=normals")
    page.locator(".card").first.click()
    expect(page.locator(".panel", has_text="Scores").first).to_contain_text("cannot be read as a picture")


def test_pictures_of_no_sample_are_refused(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no picture named by a key"):
        open_gallery(dataset, 10, tmp_path)
    with pytest.raises(RequestError, match="is not a folder"):
        open_gallery(dataset, 10, tmp_path / "none")


def error_read(page: Page, x: int, y: int) -> str:
    """Return what the page says of the error at a pixel."""
    box = page.locator(".stage").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + (x + 0.5) / 192 * box["width"], box["y"] + (y + 0.5) / 128 * box["height"])
    expect(page.locator(".readout .place")).to_have_text(f"x {x}, y {y}")
    return page.locator(".readout [data-of=error] .value").inner_text()


@pytest.mark.parametrize("task", ["depth", "semantic"])
def test_the_error_is_read_too(page: Page, judged: Path, dataset: Path, predictions: Path, task: str) -> None:
    samples = {each.key: each for each in read_tar((dataset / "train/train-000000.tar").read_bytes())}
    key = sorted(key for key in samples if key.endswith(task))[2]
    given = read_answer(samples[key].parts)
    drawn = read_drawing(predictions / f"{key}.png")
    show_judged(page, judged, f"#key={key}")
    expect(page.locator(".stage")).to_be_visible()
    if task == "depth":
        colormap = str(given.parameters["colormap"])
        truth, model = (depth.decode(each, colormap).astype(float) for each in (given.target, drawn))
        places = np.argwhere(np.isfinite(truth) & np.isfinite(model))
        said = [f"{100 * abs(model[y, x] - truth[y, x]) / truth[y, x]:.1f} % of the depth" for y, x in places]
    else:
        palette = dict(enumerate(decoding_palette(given.palette).values()))
        truth, model = (masks.decode(each, palette) for each in (given.target, drawn))
        places = np.argwhere(np.ones(truth.shape))
        said = ["right" if truth[y, x] == model[y, x] else "another class" for y, x in places]
    inside = np.flatnonzero(((places > 8) & (places < (119, 183))).all(axis=1))  # the corners are round
    chosen = inside[np.unique(np.array(said)[inside], return_index=True)[1]][:5]  # places with different errors
    assert len(chosen) >= 2
    for number in chosen:
        y, x = places[number].tolist()
        assert error_read(page, x, y) == said[number]
