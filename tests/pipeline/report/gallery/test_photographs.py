"""The page of photographs: samples of every task open, with their legends, and no camera is made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ...photographs_made import benchmark, crowded, described, imported, labelled
from .conftest import show, write_gallery


def test_samples_of_every_task_open(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = benchmark("test", "semantic", "instance", "referring")
    out = imported(monkeypatch, tmp_path / "out", [labelled(), crowded(), described()], known)
    write_gallery(out)
    for key, named in (
        ("0-00-00-semantic", "traffic light"),
        ("1-00-00-instance", "2"),
        ("2-00-00-referring", "woman"),
    ):
        show(page, out, f"#key=0000000{key}")
        expect(page.locator(".stage")).to_be_visible()
        expect(page.locator(".legend")).to_contain_text(named)
        expect(page.get_by_role("tab", name="Point cloud")).to_have_count(0)
