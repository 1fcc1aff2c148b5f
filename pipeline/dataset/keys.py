"""How samples and views are named, and the parts that each sample has in a shard."""

from __future__ import annotations

from dataclasses import dataclass

PARTS = ("image.png", "target.png", "prompt.txt", "json")  # in this order in every shard


@dataclass(frozen=True, slots=True, order=True)
class ViewKey:
    """Names one frame in a dataset."""

    scene: int
    view: int

    def __str__(self) -> str:
        return f"{self.scene:08d}-{self.view:02d}"

    @classmethod
    def parse(cls, text: str) -> ViewKey:
        """Read SCENE-VIEW."""
        scene, view = text.split("-")
        return cls(int(scene), int(view))


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
        """Read SCENE-VIEW-SAMPLE-TASK; raises ValueError."""
        scene, view, sample, task = text.split("-")
        return cls(int(scene), int(view), int(sample), task)

    @property
    def view_key(self) -> ViewKey:
        """The frame it belongs to."""
        return ViewKey(self.scene, self.view)
