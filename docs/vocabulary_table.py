"""Writes the tables of docs/vocabulary.md out of the data: `python docs/vocabulary_table.py`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from cavendish.pipeline.tasks.words.vocabularies import TITLES, ClassSet, class_sets

PAGE = Path(__file__).with_name("vocabulary.md")
MARKS = re.compile(r"(<!-- tables -->\n).*(\n<!-- end of tables -->)", flags=re.DOTALL)
MOST_MISSING = 150  # classes that a row lists: LVIS has a thousand


def tables() -> str:
    """Return how far each set is covered, and the class of every category, as Markdown."""
    sets = class_sets()
    coverage = ["| set | classes | that scenes can show |", "| --- | --- | --- |", *map(_coverage, sets)]
    rows = sorted({category for each in sets.values() for covered in each.covers.values() for category in covered})
    head = [f"| category | {' | '.join(TITLES[name] for name in sets)} |", f"| --- |{' --- |' * len(sets)}"]
    missing = ["| set | that no scene shows |", "| --- | --- |", *_missing()]
    classes = {name: _class_of(each) for name, each in sets.items()}
    body = [f"| {row} | {' | '.join(classes[name].get(row, '') for name in sets)} |" for row in rows]
    return "\n".join([*coverage, "", *missing, "", "## Category by category", "", *head, *body])


def _coverage(name: str) -> str:
    found = class_sets()[name]
    return f"| {TITLES[name]} | {len(found.numbers):,} | {len(found.covers)} |"


def _missing() -> Iterator[str]:
    for name, each in class_sets().items():
        if len(left := [found for found in each.numbers if found not in each.covers]) < MOST_MISSING:
            yield f"| {TITLES[name]} | {', '.join(left)} |"


def _class_of(classes: ClassSet) -> dict[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    return found | {category: name for name, covered in classes.covers.items() for category in covered}


if __name__ == "__main__":
    PAGE.write_text(MARKS.sub(lambda found: found[1] + tables() + found[2], PAGE.read_text()))
