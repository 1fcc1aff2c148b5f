"""DIR/predict.json: who drew what, how, and from which seeds; `evaluate` passes it on with the scores."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...scenes.errors import RequestError
from ..dataset.publish import publish
from ..dataset.storage import NO_FILE, read
from .shard import Drawn

REPORT = "predict.json"
MOST_BYTES = 256 * 2**20
CITED = ("asked", "pictures", "drawn with", "seconds", "sizes", "prompts")  # what is not as long as the split
MOST_CITED = 2**16  # letters


@dataclass(slots=True)
class Tally:
    """What has been drawn, by this run and those before it; `asked` is what must not change between them."""

    asked: Mapping[str, Any]
    seeds: dict[str, int] = field(default_factory=dict)
    sizes: Counter[str] = field(default_factory=Counter)
    long: dict[str, int] = field(default_factory=dict)
    most_tokens: int | None = None
    says: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, drawn: Drawn) -> None:
        """Add a shard."""
        self.seeds |= drawn.seeds
        self.sizes.update(drawn.sizes)
        self.long |= drawn.long
        self.most_tokens = drawn.most_tokens or self.most_tokens
        self.seconds += drawn.seconds
        self.says = list(dict.fromkeys([*self.says, *filter(None, [drawn.says])]))

    def take(self, said: Mapping[str, Any]) -> None:
        """Add what the report of an earlier run says, as far as it makes sense."""
        prompts, says, seconds = said.get("prompts"), said.get("drawn with"), said.get("seconds")
        self.sizes.update(_counts(said.get("sizes")))
        self.long |= _counts(said.get("too long"))
        self.most_tokens = _counts(prompts).get("tokens at most")
        self.says = [each for each in says if isinstance(each, str)] if isinstance(says, list) else []
        self.seconds = seconds if isinstance(seconds, float) else 0.0

    def report(self) -> dict[str, Any]:
        """Return all of it as JSON-able data."""
        return {
            "asked": dict(self.asked),
            "pictures": len(self.seeds),
            "drawn with": self.says,
            "seconds": round(self.seconds, 1),
            "sizes": dict(self.sizes),
            "prompts": {"tokens at most": self.most_tokens, "too long": len(self.long)},
            "too long": self.long,
            "seeds": self.seeds,
        }


def write(folder: Path, report: Mapping[str, Any]) -> None:
    """Publish a report."""
    publish(folder, REPORT, json.dumps(report, indent=1, ensure_ascii=False).encode())


def held(folder: Path) -> dict[str, Any] | None:
    """Return the report that a folder holds, None where it has none that can be read."""
    try:
        found = json.loads(read(folder, REPORT, MOST_BYTES))
    except (*NO_FILE, OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def check_dataset(folder: Path, digest: str) -> None:
    """Raise RequestError where a folder says that its drawings are of a dataset with another recipe digest."""
    asked = (held(folder) or {}).get("asked")
    said = asked.get("recipe_digest") if isinstance(asked, dict) else None
    if isinstance(said, str) and said != digest:
        raise RequestError(
            f"{folder / REPORT}: these are drawings of a dataset with the recipe digest {said[:12]}, and this one's is "
            f"{digest[:12]}; give the dataset that was drawn, or draw this one into an empty folder"
        )


def cited(folder: Path) -> dict[str, Any]:
    """Return what a report of scores says of the drawings in a folder; {} where nobody says how they were drawn."""
    found = held(folder) or {}
    said = {name: found[name] for name in CITED if name in found}
    return said if len(json.dumps(said)) <= MOST_CITED else {}


def _counts(said: object) -> dict[str, int]:
    """Return what of a JSON object is a whole number."""
    return {name: count for name, count in said.items() if type(count) is int} if isinstance(said, dict) else {}
