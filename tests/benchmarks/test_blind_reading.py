"""The blind test of prompts: sheets give nothing away, and answers are held against the truth."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.blind_answers import parse, verdict
from benchmarks.blind_questions import Question, drawn, frames_of, questions_of
from benchmarks.blind_reading import HOW, read_truth, score, truth_path, write_sheets
from cavendish.pipeline.dataset.truth import read_truth as read_frames
from cavendish.renderers.frame import Frame

KEY = "00000000-00-00-referring"


@pytest.fixture(scope="module")
def frame(built: Path) -> Frame:
    """A picture of two things: number 1 on the left, number 2 on the right, with a wide gap."""
    _, frame = next(iter(read_frames((built / "truth/train-000000.h5").read_bytes())))
    instance = np.zeros_like(frame.instance)
    instance[10:20, 5:15], instance[10:20, 45:55] = 1, 2
    return replace(frame, instance=instance)


def judged(frame: Frame, answer: str, instances: tuple[int, ...], optional: tuple[int, ...] = ()) -> str:
    return verdict(frame, Question(KEY, "the box", instances, optional), parse(answer))


ANSWERS = {
    "a point on it": ("10 15", (1,), "right"),
    "a point just beside it": ("17 15", (1,), "right"),
    "a point far from it": ("30 15", (1,), "something else is marked"),
    "a point on the other": ("50 15", (1,), "something else is marked"),
    "both": ("50 15; 10 15", (1, 2), "right"),
    "both, twice the same": ("10 15; 11 15", (1, 2), "something else is marked"),
    "one of two": ("50 15", (1, 2), "1 of 2 not marked"),
    "one too many": ("50 15; 10 15", (1,), "something else is marked"),
    "nothing where nothing is": ("none", (), "right"),
    "nothing where it is": ("none", (1,), "there, not seen"),
    "something where nothing is": ("10 15", (), "seen, but not there"),
    "a count": ("2", (1, 2), "right"),
    "a wrong count": ("3", (1, 2), "3 counted, 2 meant"),
    "a box": ("5 10 15 20", (1,), "right"),
    "a box of another size": ("5 10 15 14", (1,), "something else is marked"),
    "what nobody could say": ("unclear # two would do", (1,), "unclear"),
    "a remark": ("10 15 # is it red?", (1,), "right"),
}


@pytest.mark.parametrize(("answer", "instances", "expected"), ANSWERS.values(), ids=ANSWERS.keys())
def test_verdicts(frame: Frame, answer: str, instances: tuple[int, ...], expected: str) -> None:
    assert judged(frame, answer, instances) == expected


def test_what_is_too_small_for_the_target_may_be_marked_or_not(frame: Frame) -> None:
    assert judged(frame, "10 15", (1,), (2,)) == "right"
    assert judged(frame, "10 15; 50 15", (1,), (2,)) == "right"
    assert judged(frame, "50 15", (1,), (2,)) == "1 of 1 not marked"
    assert judged(frame, "2", (1,), (2,)) == "right"


@pytest.mark.parametrize("text", ["here", "1 2 3", "10 15; 5 10 15 20", "10 15;"])
def test_what_is_no_answer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no answer: write none, unclear, a number, points x y, or boxes"):
        parse(text)


def test_questions_are_spread_over_the_views_and_none_comes_twice() -> None:
    every = [
        Question(f"0000000{view}-00-{n:02}-referring", f"thing {n % 3}", ()) for view in range(4) for n in range(9)
    ]
    chosen = drawn(every, 6, seed=1)
    assert len(chosen) == len({(each.view, each.phrase) for each in chosen}) == 6
    assert len({each.view for each in chosen}) == 4
    assert [each.view for each in chosen] == sorted(each.view for each in chosen)
    assert len(drawn(every, 99, seed=1)) == 12


def test_sheets_are_written_and_scored(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "sheets"
    questions = drawn(list(questions_of(built, "referring")), 8, seed=0)
    write_sheets(built, folder, questions, HOW)
    told = "".join(path.read_text() for path in folder.glob("*.*"))
    assert "instances" not in told
    assert {path.stem for path in (folder / "pictures").iterdir()} == {each.view for each in questions}
    assert read_truth(folder) == dict(enumerate(questions, start=1))
    assert truth_path(folder).parent == tmp_path

    answers = [answered(built, each) for each in questions]
    fill_in(folder, answers)
    assert score(built, folder) == {"right": len(questions)}
    wrong = next(place for place, each in enumerate(questions) if each.instances)
    fill_in(folder, [*answers[:wrong], "none", *answers[wrong + 1 :]])
    assert score(built, folder, tmp_path / "wrong")["there, not seen"] == 1
    assert [path.name for path in (tmp_path / "wrong").iterdir()] == [f"{wrong + 1:03}.png"]
    assert questions[wrong].phrase in capsys.readouterr().out


def answered(out: Path, question: Question) -> str:
    """Return what a reader says who sees everything."""
    ((_, frame),) = frames_of(out, {question.view})
    inside = (np.argwhere(frame.instance == number)[0] for number in question.instances)
    return "; ".join(f"{column} {row}" for row, column in inside) or "none"


def fill_in(folder: Path, answers: list[str]) -> None:
    with (folder / "answers.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("number", "answer"), *enumerate(answers, start=1)])
