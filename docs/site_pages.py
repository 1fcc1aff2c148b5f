"""Hooks of `make docs`: files outside of docs/ are part of the site, and links lead to where each lies there."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PAGES = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
SOURCES = {page: source for source, page in PAGES.items()}
FETCHED = re.compile(r"<(?:script|img|iframe|link)\b[^>]*?\b(?:src|href)=[\"']?((?:https?:)?//[^\"' >]+)")
LINK = re.compile(r"\]\((?!\w+:|#)([^)#]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie at the top, and examples/ with what its pages show."""
    examples = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "examples").iterdir()) if path.is_file()]
    for source in (*PAGES, *examples):
        place, path = _place(source), str(ROOT / source)
        files.append(File.generated(config, place, abs_src_path=path, inclusion=InclusionLevel.INCLUDED))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Let each link lead from where its page is in the site to where its target is there."""
    here = posixpath.dirname(_source(page.file.src_uri))
    there = posixpath.dirname(page.file.src_uri)

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(here, link[1]))
        return "](" + posixpath.relpath(_place(target), there or ".")

    return LINK.sub(moved, markdown)


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Refuse a page that would fetch anything from elsewhere."""
    if foreign := FETCHED.search(output):
        raise PluginError(f"{page.file.src_uri} fetches {foreign[1]}; the site works offline")
    return output


def _place(source: str) -> str:
    """Return where a file of the repository lies in the site."""
    return PAGES.get(source, source.removeprefix("docs/"))


def _source(place: str) -> str:
    """Return which file of the repository a page of the site is."""
    return SOURCES.get(place, place if place.startswith("examples/") else f"docs/{place}")
