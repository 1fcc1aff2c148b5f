"""The page as people use it, opened from its file: pictures, slider, readings, filters, keys, point cloud."""

from __future__ import annotations

import io
import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from cavendish.manifests import Recipe
from cavendish.pipeline.codecs import depth, masks, normals
from cavendish.pipeline.dataset.folder import finished_records, read_manifest
from cavendish.pipeline.dataset.samples import Sample, read_answer
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.tasks.semantic import decoding_palette

from ....conftest import build
from ....soak.processes import eventually
from .conftest import FLAGS, show, violations, write_gallery

PIXELS = 5
SAMPLES = 40


@pytest.fixture(scope="module")
def samples(gallery: Path) -> dict[str, Sample]:
    records = finished_records(gallery, read_manifest(gallery).recipe)
    tars = ((gallery / record.tar.path).read_bytes() for record in records)
    return {sample.key: sample for tar in tars for sample in read_tar(tar)}


def first(samples: dict[str, Sample], task: str) -> Sample:
    return next(sample for key, sample in sorted(samples.items()) if key.endswith(task))


def shown(page: Page) -> int:
    expect(page.locator("#found")).to_be_visible()
    return int(page.locator("#found").inner_text().split(" ")[0])


def open_sample(page: Page, gallery: Path, key: str) -> None:
    show(page, gallery, f"#key={key}")
    expect(page.locator(".stage")).to_be_visible()


def test_all_samples_are_there(page: Page, gallery: Path) -> None:
    show(page, gallery)
    assert shown(page) == read_manifest(gallery).totals.samples == SAMPLES
    expect(page.locator(".card")).to_have_count(SAMPLES)
    expect(page.locator("h1")).to_have_text("tiny")
    first_card = page.locator(".card img").first
    assert first_card.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 192


def boxes(place: Locator) -> list[FloatRect]:
    found = [each.bounding_box() for each in place.all()]
    return [box for box in found if box]


def test_a_card_shows_the_whole_image_beside_the_whole_target(page: Page, gallery: Path) -> None:
    show(page, gallery)
    first_card = page.locator(".card").first
    image, target = boxes(first_card.locator("img"))
    assert image["x"] + image["width"] <= target["x"]
    assert (image["y"], image["width"], image["height"]) == (target["y"], target["width"], target["height"])
    assert image["width"] / image["height"] == pytest.approx(192 / 128, rel=0.02)
    covered = [image for image in first_card.locator("img").all() if image.evaluate(COVERED)]
    assert not covered


COVERED = """(image) => {
  const { left, top, width, height } = image.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2) !== image;
}"""


@pytest.mark.parametrize("width", [1400, 800])
def test_cards_of_a_row_have_one_height_whatever_their_pictures(
    browser: Browser, tiny: Recipe, tmp_path: Path, width: int
) -> None:
    sizes = [{"size": [64, 48]}, {"size": [48, 80]}]
    changes = {"scenes": 6, "scenes_per_shard": 1, "resolution": sizes, "views_per_scene": 1, "tasks": {"depth": 1}}
    out = build(Recipe.model_validate(tiny.model_dump() | changes), tmp_path / "out")
    assert len({tuple(view[2:4]) for view in write_gallery(out).index.views}) == 2
    page = browser.new_page(viewport={"width": width, "height": 900})
    show(page, out, "#order=task")
    cards = boxes(page.locator(".card"))
    assert len({card["y"] for card in cards}) < len(cards) == 6
    assert len({(card["y"], card["height"]) for card in cards}) == len({card["y"] for card in cards})
    page.close()


def said(sample: Sample, x: int, y: int) -> str:
    """Return what Python decodes from a pixel, in the page's words."""
    given = read_answer(sample.parts)
    if given.codec == "depth":
        depth_m = depth.decode(given.target, str(given.parameters["colormap"]))[y, x]
        return "∞ (no surface)" if np.isinf(depth_m) else f"{depth_m:.{3 if depth_m < 10 else 2}f} m ±"
    if given.codec == "normals":
        vector = normals.decode(given.target, str(given.parameters["convention"]))[y, x]
        return f"({', '.join(f'{value:+.3f}' for value in vector)})".replace("-", "−") if vector.any() else "no surface"
    if given.codec == "masks":
        palette = decoding_palette(given.palette)
        label = masks.decode(given.target, dict(enumerate(palette.values())))[y, x]
        return list(palette)[label] or "background"
    labels = masks.decode_instances(given.target, given.palette[""])
    return f"instance {labels[y, x]} of {labels.max()}" if labels[y, x] else "background"


def spread_pixels(target: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Return pixels (x, y) of as many different colours as there are, the rarest first."""
    _, inverse, counts = np.unique(target.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    order = np.argsort(counts, kind="stable")[np.linspace(0, len(counts) - 1, PIXELS).astype(int)]
    chosen = [np.flatnonzero(inverse.reshape(-1) == colour) for colour in order]
    return [
        (int(each[len(each) // 2] % target.shape[1]), int(each[len(each) // 2] // target.shape[1])) for each in chosen
    ]


@pytest.mark.parametrize("task", ["depth", "normals", "semantic", "instance", "referring"])
def test_pointing_at_a_pixel_reads_what_python_decodes(
    page: Page, gallery: Path, samples: dict[str, Sample], task: str
) -> None:
    sample = first(samples, task)
    target = read_answer(sample.parts).target
    height, width = target.shape[:2]
    open_sample(page, gallery, sample.key)
    box = page.locator(".stage").bounding_box()
    assert box is not None
    pixels = spread_pixels(target)
    assert len(set(pixels)) > 1
    for x, y in pixels:
        page.mouse.move(box["x"] + box["width"] * (x + 0.5) / width, box["y"] + box["height"] * (y + 0.5) / height)
        expect(page.locator(".readout .place")).to_have_text(f"x {x}, y {y}")
        text = page.locator(".readout [data-of=target] .value").inner_text()
        assert text.startswith(said(sample, x, y))
        assert page.locator(".tip .value").inner_text() == text


def test_the_slider_moves_by_mouse_and_by_keys(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    open_sample(page, gallery, first(samples, "depth").key)
    box = page.locator(".stage").bounding_box()
    assert box is not None
    clip = "(above) => parseFloat(getComputedStyle(above).clipPath.split(' ').at(-1))"
    above = page.locator(".layer.above")
    assert above.evaluate(clip) == 50
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 30)
    page.mouse.up()
    assert above.evaluate(clip) == pytest.approx(80, abs=1)
    page.locator(".split").focus()
    page.keyboard.press("Home")
    assert above.evaluate(clip) == 0
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("s")
    assert above.evaluate(clip) == 100


def test_what_is_drawn_is_the_target_exactly(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    sample = first(samples, "semantic")
    open_sample(page, gallery, sample.key)
    script = "(canvas) => Array.from(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data)"
    rgba = np.array(page.locator(".layer.above canvas").evaluate(script), np.uint8)
    np.testing.assert_array_equal(rgba.reshape(128, 192, 4)[..., :3], read_answer(sample.parts).target)


def test_pointing_at_the_legend_lights_a_class(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    sample = first(samples, "semantic")
    given = read_answer(sample.parts)
    palette = decoding_palette(given.palette)
    labels = masks.decode(given.target, dict(enumerate(palette.values())))
    open_sample(page, gallery, sample.key)
    assert page.locator(".entry .name").all_text_contents() == [name or "background" for name in palette]
    pixels = "Array.from(c.getContext('2d').getImageData(0, 0, c.width, c.height).data)"
    dark = f"(c) => {pixels}.filter((value, position) => position % 4 === 3)"
    for label, entry in enumerate(page.locator(".entry").all()):
        entry.hover()
        shade = np.array(page.locator(".shade").evaluate(dark)).reshape(labels.shape)
        np.testing.assert_array_equal(shade > 0, labels != label)
    page.locator("h1").hover()
    assert not np.any(page.locator(".shade").evaluate(dark))


def test_filters_narrow_and_are_kept_in_the_address(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    metas = [json.loads(sample.parts["json"]) for sample in samples.values()]
    show(page, gallery)
    page.locator(".chip", has_text="depth").click()
    assert shown(page) == sum(meta["task"] == "depth" for meta in metas) == SAMPLES // 5
    assert set(page.locator(".card .task").all_text_contents()) == {"depth"}
    page.locator("#split").select_option("val")
    assert shown(page) == sum(meta["task"] == "depth" and meta["split"] == "val" for meta in metas) > 0
    page.reload()
    assert shown(page) == SAMPLES // 10
    page.locator("#clear").click()
    assert shown(page) == SAMPLES
    page.locator("#category").select_option("box")
    assert 0 < shown(page) < SAMPLES
    page.locator("#clear").click()
    word = json.loads(first(samples, "semantic").parts["json"])["prompt"].split()[0]
    page.locator("#q").fill(word.upper())
    assert shown(page) == sum(word.lower() in meta["prompt"].lower() for meta in metas)
    page.locator("#q").fill("no prompt says this")
    expect(page.locator(".empty")).to_contain_text("No sample passes")


def test_keys(page: Page, gallery: Path) -> None:
    show(page, gallery)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator(".card").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".card").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#sample-title")).to_be_focused()
    key = page.locator("#sample-title code")
    before = key.inner_text()
    page.keyboard.press("j")
    expect(key).not_to_have_text(before)
    page.keyboard.press("ArrowLeft")
    expect(key).to_have_text(before)
    page.locator(".stage").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".readout .place")).to_have_text("x 106, y 64")
    page.locator("#sample-title").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".card").nth(1)).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).not_to_be_visible()


def picture(place: Locator) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(place.screenshot())).convert("RGB"))


def drawn(cloud: Locator) -> NDArray[np.uint8]:
    """The cloud once it is drawn: it draws in the next animation frame."""
    expect(cloud).to_be_visible()
    cloud.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return picture(cloud)


def changed(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    """The share of pixels that differ."""
    return float((before != after).any(axis=-1).mean())


def check_cloud(page: Page) -> None:
    page.keyboard.press("c")
    cloud = page.locator("canvas.cloud")
    before = drawn(cloud)
    assert len(np.unique(before.reshape(-1, 3), axis=0)) > 50
    cloud.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert eventually(lambda: changed(before, drawn(cloud)) > 0.05)
    page.get_by_role("button", name="Reset view").click()
    assert eventually(lambda: changed(before, drawn(cloud)) < 0.02)  # the focus ring is gone


def test_the_point_cloud_turns(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    open_sample(page, gallery, first(samples, "depth").key)
    assert page.evaluate("Boolean(document.createElement('canvas').getContext('webgl'))")
    check_cloud(page)


def test_the_point_cloud_turns_without_webgl(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest)"
        "{ return kind === 'webgl' ? null : get.call(this, kind, ...rest); };"
    )
    open_sample(page, gallery, first(samples, "normals").key)  # the depth is another sample's of the view
    check_cloud(page)


def test_the_point_cloud_follows_mouse_and_fingers(browser: Browser, gallery: Path, samples: dict[str, Sample]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_sample(page, gallery, first(samples, "depth").key)
    page.get_by_role("tab", name="Point cloud").tap()
    cloud = page.locator("canvas.cloud")
    before = drawn(cloud)
    box = cloud.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y)
    page.mouse.up()
    assert eventually(lambda: changed(before, drawn(cloud)) > 0.05)
    turned = drawn(cloud)
    fingers = context.new_cdp_session(page)
    for kind, apart in (("touchStart", 20), ("touchMove", 60), ("touchMove", 90)):
        points = [{"x": x + side * apart, "y": y, "id": number} for number, side in enumerate((-1, 1))]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert eventually(lambda: changed(turned, drawn(cloud)) > 0.1)
    context.close()


def test_points_lie_where_the_camera_saw_them(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    sample = first(samples, "depth")
    meta = json.loads(sample.parts["json"])
    given = read_answer(sample.parts)
    k = np.array(json.loads(meta["camera"])["intrinsics"])
    depth_m = depth.decode(given.target, str(given.parameters["colormap"])).astype(float)
    rows, columns = np.nonzero(np.isfinite(depth_m) & (depth_m > 0))
    rays = np.linalg.inv(k) @ np.stack([columns + 0.5, rows + 0.5, np.ones(len(rows))])
    expected = (rays * depth_m[rows, columns] * np.array([[1], [-1], [-1]])).T
    open_sample(page, gallery, sample.key)
    found = page.evaluate(
        """async ([view, key]) => {
          const own = (await Cavendish.data.load(view)).samples[key];
          const picture = await Cavendish.png.decode(Cavendish.bytes(own.target));
          const meta = JSON.parse(own.json);
          const reading = Cavendish.depth.decode(picture.rgb, JSON.parse(meta.codec_parameters).colormap);
          const { positions } = Cavendish.cloudCamera.unproject(picture, reading, JSON.parse(meta.camera).intrinsics);
          return Array.from(positions);
        }""",
        ["-".join(sample.key.split("-")[:2]), sample.key],
    )
    np.testing.assert_allclose(np.array(found).reshape(-1, 3), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("theme", "width"), [("light", 1400), ("dark", 390)])
def test_accessible(browser: Browser, gallery: Path, samples: dict[str, Sample], theme: str, width: int) -> None:
    context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 800}, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    found: dict[str, object] = {}
    for place in (
        "",
        "#q=nothing+at+all",
        f"#key={first(samples, 'depth').key}",
        f"#key={first(samples, 'semantic').key}",
    ):
        show(page, gallery, place)
        if "key" in place:
            expect(page.locator(".stage")).to_be_visible()
            page.locator("summary").first.click()
        found |= violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the window"
    page.keyboard.press("c")
    found |= violations(page)
    page.locator("#open-help").click()
    found |= violations(page)
    context.close()
    assert found == {}


def test_the_theme_can_be_chosen(page: Page, gallery: Path) -> None:
    show(page, gallery)
    ground = "() => getComputedStyle(document.body).backgroundColor"
    page.locator("#theme").click()
    light = page.evaluate(ground)
    page.locator("#theme").click()
    assert page.evaluate(ground) != light
    page.reload()
    expect(page.locator("#theme")).to_have_text("Theme: dark")


def test_links_lead_to_the_rest(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    sample = first(samples, "depth")
    open_sample(page, gallery, sample.key)
    page.locator("summary", has_text="JSON").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.path().read_bytes() == sample.parts["json"]
    page.get_by_role("link", name="all its samples").click()
    assert shown(page) == sum(key.startswith(sample.key[:8]) for key in samples)
    for name in ("manifest.json", "README.md"):
        assert (gallery / str(page.get_by_role("link", name=name).get_attribute("href"))).is_file()


def test_behind_a_server(page: Page, gallery: Path, samples: dict[str, Sample]) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(gallery)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page.goto(f"http://127.0.0.1:{server.server_port}/index.html#key={first(samples, 'depth').key}")
    expect(page.locator(".stage")).to_be_visible()
    page.wait_for_load_state("networkidle")
    server.shutdown()
    server.server_close()


def test_flags_do_not_weaken_the_page() -> None:
    assert not {"--allow-file-access-from-files", "--disable-web-security"} & set(FLAGS)
