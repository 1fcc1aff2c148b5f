"""Do prompts mean to a reader, who sees the picture alone, what they mean in truth? Sheets for him, and his score.

    python -m benchmarks.blind_reading sheets OUT DIR [--task referring] [--count 300] [--seed 0]
    python -m benchmarks.blind_reading score OUT DIR [--pictures FOLDER]

`sheets` writes DIR/questions.csv, a numbered list of phrases with the picture of each, DIR/pictures with rulers at
their sides, DIR/answers.csv to fill in, and DIR/README.md, which says how. What is right is written beside DIR, into
DIR.truth.json: keep it from the reader. `score` prints how many answers are right and lists the others; with
`--pictures` it draws those: what is meant in magenta, what was marked in green.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.ndimage import binary_dilation

from cavendish.pipeline.terminal.console import print_table
from cavendish.renderers.frame import Frame

from .blind_answers import RIGHT, Answered, parse, verdict
from .blind_questions import Question, drawn, frames_of, questions_of

TO_THE_READER = {
    "referring": "what the phrase means: one thing, several, or nothing",
    "instance": "each thing that the name fits, to the last one that you can make out; or nothing",
}
HOW = """\
Each row of questions.csv is a phrase and a picture. Look at the picture alone, find {wanted}, and write into the row of
that number in answers.csv

- a point on each thing, in pixels by the rulers above and on the left: `120 85`, or `120 85; 301 90`
- or a box around each: left, top, right, bottom, as `100 60 150 110`
- or how many there are, as `3`, where pointing is too much
- `none`, if nothing in the picture is it
- `unclear`, if people would disagree about what is meant, or the phrase is badly said; say why after a `#`

A remark may follow every answer, after a `#`: the words are odd, the colour is another one.
"""
SCALE = 2  # pixels of a sheet for one of the picture
RULER_PX, TICK_PX = 28, 50
MEANT, MARKED = (255, 0, 255), (0, 255, 0)


def main() -> None:
    """Write sheets, or score their answers."""
    asked = _arguments()
    if asked.what == "sheets":
        found = list(questions_of(asked.out, asked.task))
        chosen = drawn(found, asked.count, asked.seed)
        write_sheets(asked.out, asked.folder, chosen, HOW.format(wanted=TO_THE_READER[asked.task]))
        print(f"{asked.folder}: {len(chosen)} of {len(found)} phrases, {len({each.view for each in chosen})} pictures")
    else:
        score(asked.out, asked.folder, asked.pictures)


def write_sheets(out: Path, folder: Path, questions: Sequence[Question], how: str) -> None:
    """Write what the reader gets into a folder, and the truth beside it."""
    (folder / "pictures").mkdir(parents=True)
    (folder / "README.md").write_text(how)
    rows = [(number, f"pictures/{each.view}.png", each.phrase) for number, each in enumerate(questions, start=1)]
    _write(folder / "questions.csv", [("number", "picture", "phrase"), *rows])
    _write(folder / "answers.csv", [("number", "answer"), *((number, "") for number, _, _ in rows)])
    truth_path(folder).write_text(json.dumps([asdict(each) for each in questions], indent=1))
    for view, frame in frames_of(out, {each.view for each in questions}):
        with_rulers(frame.image).save(folder / f"pictures/{view}.png")


def score(out: Path, folder: Path, pictures: Path | None = None) -> dict[str, int]:
    """Print how many answers are right, and what is wrong with the others; return the verdicts' counts."""
    questions = read_truth(folder)
    said = read_answers(folder)
    verdicts: dict[int, str] = {}
    for view, frame in frames_of(out, {questions[number].view for number in said}):
        for number in sorted(number for number in said if questions[number].view == view):
            verdicts[number] = verdict(frame, questions[number], said[number])
            if pictures is not None and verdicts[number] != RIGHT:
                pictures.mkdir(parents=True, exist_ok=True)
                compared(frame, questions[number], said[number]).save(pictures / f"{number:03}.png")
    counts = Counter(verdicts.values())
    wrong = {number: found for number, found in sorted(verdicts.items()) if found != RIGHT}
    share = f"{len(wrong)} of {len(verdicts)}, {len(wrong) / max(1, len(verdicts)):.1%}"
    print_table("answers", {"given": f"{len(verdicts)} of {len(questions)}", "not right": share})
    print_table("verdicts", {name: f"{count}" for name, count in counts.most_common()})
    listed = {f"{number} {questions[number].key}": f"{questions[number].phrase}: {wrong[number]}" for number in wrong}
    print_table("not right", listed)
    return dict(counts)


def truth_path(folder: Path) -> Path:
    """Return where the truth of a folder of sheets is: beside it, so that the folder can be handed on."""
    return folder.with_name(f"{folder.name}.truth.json")


def read_truth(folder: Path) -> dict[int, Question]:
    """Return the questions of a folder of sheets by number."""
    listed = json.loads(truth_path(folder).read_text())
    return {
        number: Question(each["key"], each["phrase"], tuple(each["instances"]), tuple(each["optional"]))
        for number, each in enumerate(listed, start=1)
    }


def read_answers(folder: Path) -> Mapping[int, Answered]:
    """Return the answers that were given, by number; raises ValueError with the number of one that is none."""
    answers: dict[int, Answered] = {}
    with (folder / "answers.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (row["answer"] or "").strip():
                try:
                    answers[int(row["number"])] = parse(row["answer"])
                except ValueError as error:
                    raise ValueError(f"{folder / 'answers.csv'}: number {row['number']}: {error}") from None
    return answers


def with_rulers(image: NDArray[np.uint8]) -> Image.Image:
    """Return a picture, enlarged, with a scale in its own pixels above and on the left."""
    height, width = image.shape[:2]
    sheet = Image.new("RGB", (RULER_PX + width * SCALE, RULER_PX + height * SCALE), "white")
    enlarged = Image.fromarray(image).resize((width * SCALE, height * SCALE), Image.Resampling.LANCZOS)
    sheet.paste(enlarged, (RULER_PX, RULER_PX))
    draw = ImageDraw.Draw(sheet)
    for at in range(0, max(width, height), TICK_PX):
        place = RULER_PX + at * SCALE
        draw.line([(place, RULER_PX - 6), (place, RULER_PX)], fill="black")
        draw.line([(RULER_PX - 6, place), (RULER_PX, place)], fill="black")
        draw.text((place + 2, 4), f"{at}", fill="black")
        draw.text((2, place + 2), f"{at}", fill="black")
    return sheet


def compared(frame: Frame, question: Question, answered: Answered) -> Image.Image:
    """Return the picture with what is meant outlined and what was marked."""
    mask = np.isin(frame.instance, question.instances)
    image = frame.image.copy()
    image[binary_dilation(mask, iterations=2) & ~mask] = MEANT
    picture = Image.fromarray(image)
    draw = ImageDraw.Draw(picture)
    for mark in answered.marks.tolist():
        box = mark if len(mark) == 4 else [mark[0] - 4, mark[1] - 4, mark[0] + 4, mark[1] + 4]
        draw.rectangle(box, outline=MARKED, width=2)
    return picture


def _write(path: Path, rows: Sequence[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="what", required=True)
    sheets, scored = commands.add_parser("sheets"), commands.add_parser("score")
    for command in (sheets, scored):
        command.add_argument("out", type=Path)
        command.add_argument("folder", type=Path, metavar="DIR")
    sheets.add_argument("--task", choices=tuple(TO_THE_READER), default="referring")
    sheets.add_argument("--count", type=int, default=300)
    sheets.add_argument("--seed", type=int, default=0)
    scored.add_argument("--pictures", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
