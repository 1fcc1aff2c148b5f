"""A headless Chromium, a dataset of all tasks, and its gallery."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect, sync_playwright

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.storage import Location
from cavendish.pipeline.report.gallery.gallery import Gallery, open_gallery

from ....conftest import build

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
# Software WebGL where there is no GPU; none of the browser's own talk with its maker.
FLAGS = (
    "--no-sandbox",
    "--enable-unsafe-swiftshader",
    "--no-first-run",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)
PATIENCE_MS = 60_000  # on a busy machine a page takes its time
expect.set_options(timeout=PATIENCE_MS)
WIDE = ViewportSize(width=1400, height=900)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROME") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium or Chrome is here: run `sh tools/browser.sh`, or name one in CHROME"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


def missed(request: Request) -> list[str]:
    """Return what is wrong with a request that failed: nothing, if the page no longer wanted it."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"not loaded: {request.url}: {request.failure}"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, on which nothing may go wrong and nothing may be fetched but files."""
    context = browser.new_context(viewport=WIDE)
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("requestfailed", lambda request: troubles.extend(missed(request)))
    opened.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def dataset(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every task, eight scenes in two splits."""
    changes = {"scenes": 8, "scenes_per_shard": 4, "resolution": [192, 128], "views_per_scene": 1}
    return build(Recipe.model_validate(tiny.model_dump() | changes), tmp_path_factory.mktemp("gallery") / "out")


@pytest.fixture(scope="session")
def gallery(dataset: Path) -> Path:
    write_gallery(dataset)
    return dataset


def write_gallery(root: Location, samples: int = 2000, predictions: Path | None = None) -> Gallery:
    work = open_gallery(root, samples, predictions)
    list(work.write())
    return work


def violations(page: Page) -> dict[str, object]:
    listed = Axe().run(page).response["violations"]
    return {each["id"]: [node["html"] for node in each["nodes"]][:3] for each in listed if each["impact"] != "minor"}


def show(page: Page, root: Path, state: str = "", name: str = "index.html") -> None:
    """Open the gallery from its file, at an address within it."""
    page.goto(f"{(root / name).as_uri()}{state}")
    page.wait_for_selector("html[data-ready]")
