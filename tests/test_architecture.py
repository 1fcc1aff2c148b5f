"""docs/architecture.md names every package of the tree, once, and none that is not there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text()
TOPS = ("cavendish", "scenes", "renderers", "manifests", "pipeline")


def packages() -> list[str]:
    found = (path.parent.relative_to(ROOT).as_posix() for top in TOPS for path in (ROOT / top).rglob("__init__.py"))
    return sorted(found)


def test_every_package_has_one_line() -> None:
    listed = Counter(re.findall(r"^\| `([\w/]+)/` \|", PAGE, flags=re.MULTILINE))
    assert listed == Counter(packages())


def test_no_package_is_named_that_does_not_exist() -> None:
    drawn = "".join(re.findall(r"^```\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE))
    named = re.findall(rf"\b(?:{'|'.join(TOPS)})/\w+", drawn)
    named += re.findall(rf"`((?:{'|'.join(TOPS)})/[\w/]*?)/?`", PAGE)
    assert len(named) > 8
    assert {name.rstrip("/") for name in named} <= set(packages())
