"""How the gallery copes with many samples: a dataset from the analytic renderer, its page opened in Chromium.

    python -m benchmarks.gallery [--scenes 250] [--chrome /usr/bin/chromium]

Eighty samples a scene. Prints what was written, how long the page took to be ready, to filter and to turn a page (the
median of five), and how much memory its program held. The dataset is kept in build/benchmarks/gallery for next time.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.report.gallery.gallery import open_gallery
from cavendish.pipeline.workers.executor import local_map

OUT = Path("build/benchmarks/gallery")
TIMES = 5
VIEWS, SAMPLES = 16, 5  # of a scene, of a view
FLAGS = ("--no-sandbox", "--enable-precise-memory-info", "--disable-background-networking", "--no-first-run")


def main() -> None:
    """Build, write and open; print a line for each size of gallery."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=250)
    parser.add_argument("--chrome", default="/usr/bin/chromium")
    asked = parser.parse_args()
    list(run_on(open_build(recipe(asked.scenes), OUT), local_map))
    for most in (2000, SAMPLES * VIEWS * asked.scenes):
        started = time.monotonic()
        work = open_gallery(OUT, most)
        list(work.write())
        index = next(OUT.glob("gallery/*/index.js")).stat().st_size
        print(f"{len(work.index.samples)} samples: written in {time.monotonic() - started:.0f} s,", end=" ")
        print(f"{work.bytes / 1e6:.1f} MB in all, {index / 1e6:.2f} MB with the page")
        measure(asked.chrome)


def recipe(scenes: int) -> Recipe:
    """Return a recipe of small pictures of primitives."""
    return Recipe.model_validate(
        {
            "name": "many",
            "scenes": scenes,
            "views_per_scene": VIEWS,
            "scenes_per_shard": 10,
            "splits": {"train": 9, "val": 1},
            "resolution": [64, 48],
            "layouts": {"shapes": 1},
            "renderer": "analytic",
        }
    )


def measure(chrome: str) -> None:
    """Open the page several times, search and turn its pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=FLAGS)
        page = browser.new_page()
        opened = [timed(partial(show, page)) for _ in range(TIMES)]
        words = [timed(partial(page.locator("#q").fill, word)) for word in ("depth", "red", "a", "zzz", "")]
        turns = [timed(page.get_by_label("Next page").click) for _ in range(TIMES)]
        held = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
        browser.close()
    print(f"  ready after {median(opened)}, a search takes {median(words)}, a page {median(turns)}; {held:.0f} MB")


def show(page: Page) -> None:
    """Open the page from its file, from nothing."""
    page.goto("about:blank")
    page.goto((OUT / "index.html").absolute().as_uri())
    page.wait_for_selector("html[data-ready]")
    page.wait_for_selector(".card img")


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    started = time.monotonic()
    act()
    return time.monotonic() - started


def median(seconds: list[float]) -> str:
    """Return the median in words."""
    return f"{1000 * statistics.median(seconds):.0f} ms"


if __name__ == "__main__":
    main()
