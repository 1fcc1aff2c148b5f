"""How samples and views are named, and the parts that a sample has in a shard."""

from __future__ import annotations

import re
from dataclasses import dataclass

IMAGES = ("image.png", "image.jpg")  # one of them: a photograph stays the JPEG that it was
MOST_QUERIES = 10_000  # of one view of a test
SECOND = "second.png"  # follows it in samples of tasks that show two pictures, and in no others
PARTS = ("target.png", "prompt.txt", "json")  # follow, in this order, in every shard
_VIEW = re.compile(r"(\d{8,18})-(\d{2})", re.ASCII)
_SAMPLE = re.compile(r"(\d{8,18})-(\d{2})-(\d{2,4})-([a-z][a-z0-9_]{0,31})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class ViewKey:
    """Names one frame in a dataset."""

    scene: int
    view: int

    def __str__(self) -> str:
        return f"{self.scene:08d}-{self.view:02d}"

    @classmethod
    def parse(cls, text: str) -> ViewKey:
        """Read SCENE-VIEW as it is written, and nothing else; raises ValueError."""
        found = _VIEW.fullmatch(text)
        if not found or str(key := cls(int(found[1]), int(found[2]))) != text:
            raise ValueError(f"{text[:60]!r} is not the name of a view, such as 00000003-00")
        return key


@dataclass(frozen=True, slots=True)
class SampleKey:
    """Names one triplet: SCENE-VIEW-SAMPLE-TASK."""

    scene: int
    view: int
    sample: int
    task: str

    def __str__(self) -> str:
        return f"{self.scene:08d}-{self.view:02d}-{self.sample:02d}-{self.task}"

    @classmethod
    def parse(cls, text: str) -> SampleKey:
        """Read SCENE-VIEW-SAMPLE-TASK as it is written, and nothing else; raises ValueError."""
        found = _SAMPLE.fullmatch(text)
        if not found or str(key := cls(int(found[1]), int(found[2]), int(found[3]), found[4])) != text:
            raise ValueError(f"{text[:60]!r} is not the key of a sample, such as 00000003-00-01-depth")
        return key

    @property
    def view_key(self) -> ViewKey:
        """The frame it belongs to."""
        return ViewKey(self.scene, self.view)
