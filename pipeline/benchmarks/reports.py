"""Reports that `evaluate` wrote, read again: whose they are, what they are of, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...scenes.errors import RequestError
from ..dataset.storage import read
from ..terminal.plaintext import one_line
from .catalogue import benchmark_of
from .published import METRICS

FILE = "evaluation.json"
MOST_BYTES = 64 << 20
MOST_LETTERS = 80  # of a model's or a dataset's name
Score = Annotated[float, Field(ge=-1e9, le=1e9)]
Count = Annotated[int, Field(ge=0, le=10**9)]


class Subject(BaseModel):
    """What was scored, as `subject_of` says."""

    dataset: str
    split: str
    set: str
    part: str

    def name(self, task: str) -> str:
        """Return what the field calls this in a task; else the set and its part, or the dataset and its split."""
        if not self.set:
            return one_line(f"{self.dataset} {self.split}", MOST_LETTERS)
        return benchmark_of(self.set, self.part, task) or one_line(f"{self.set} {self.part}", MOST_LETTERS)


class Report(BaseModel):
    """The parts of an evaluation.json that a table shows."""

    model_config = ConfigDict(frozen=True)

    subject: Subject
    scores: Mapping[str, Mapping[str, Score | None]]
    pictures: Mapping[str, Mapping[str, Count]]
    protocol: Mapping[str, Mapping[str, str]]
    expected: Mapping[str, Count] = {}
    decoder: Literal["strict", "robust"] = "strict"

    def left_out(self, task: str) -> str:
        """Say why a number is not like others: what is in no score though it should be, the decoder; "" where it is."""
        counts = self.pictures.get(task, {})
        lost = counts.get("missing", 0) + counts.get("broken", 0) - counts.get("counted as the worst", 0)
        if lost:
            return f"{lost:,} of {counts.get('asked', 0):,} pictures are not scored"
        if self.decoder == "robust":
            return "read by the robust decoder"
        there, wanted = self.expected.get("there", 0), self.expected.get("pictures", 0)
        return f"only {there:,} of the set's {wanted:,} pictures are scored" if there < wanted else ""

    def rules(self, task: str) -> str:
        """Say what counts in a task and what does not, what means are over, what became of drawings of another size."""
        heads = {"counts": "", "ignored": "ignored: ", "mean": "mean ", "resized": "of another size: "}
        said = self.protocol.get(task, {})
        return one_line("; ".join(head + said[name] for name, head in heads.items() if name in said))


@dataclass(frozen=True, slots=True)
class Scored:
    """One number of a report: whose it is, on what, what is not in it (note), and how it was made (rules)."""

    task: str
    benchmark: str
    model: str
    metric: str
    value: float
    note: str
    rules: str


def read_report(given: str) -> tuple[str, Report]:
    """Return the model's name and the report of NAME=PATH, or of PATH, whose name is then the model's.

    PATH is a folder that `evaluate --report` wrote, or a file of what `evaluate --json` printed. Raises RequestError.
    """
    name, path = _named(given)
    file = path / FILE if path.is_dir() else path
    try:
        report = Report.model_validate_json(read(file.parent, file.name, MOST_BYTES))
    except FileNotFoundError:
        raise RequestError(
            f"{file}: is missing; `cavendish evaluate` writes one where it is asked for a report"
        ) from None
    except OSError as error:
        raise RequestError(f"{file}: cannot be read: {error.strerror or error}") from None
    except ValidationError as error:
        raise RequestError(f"{file}: is no report of `cavendish evaluate`: {_fault(error)}") from None
    return one_line(name, MOST_LETTERS), report


def scored(model: str, report: Report) -> Iterator[Scored]:
    """Yield the numbers of a report that tasks are compared by; those that are none are left out."""
    for task, metrics in METRICS.items():
        scores, name = report.scores.get(task, {}), report.subject.name(task)
        for metric in metrics:
            value = scores.get(metric)
            if value is not None:
                yield Scored(task, name, model, metric, value, report.left_out(task), report.rules(task))


def _named(given: str) -> tuple[str, Path]:
    name, equals, path = given.partition("=")
    if not equals or Path(given).exists():
        name, path = (Path(given).absolute().name.removesuffix(".json"), given)
    if not name.strip() or not path:
        raise RequestError("must be NAME=PATH, or PATH", "reports", given)
    return name, Path(path)


def _fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    if (place, first["type"]) == ("subject", "missing"):
        return "it does not say what was scored; evaluate once more"
    return one_line(f"{place}: {first['msg']}" if place else first["msg"], 200)
