"""What a card says to those who use a dataset: its recipe, how it is read and decoded, and how to cite it."""

from __future__ import annotations

import json
import re

import yaml

from ...manifests import Manifest, Recipe
from ..tasks.registry import READINGS, TASKS
from ..terminal.plaintext import one_line
from .markdown import code

MOST_LINES = 60  # of a recipe
MOST_LETTERS = 200  # of a line
READ = """\
import json

import webdataset as wds
from {package} import codecs

data = wds.WebDataset({urls}, shardshuffle=False).decode("rgb8")
for image, prompt, target, meta in data.to_tuple("image.png;image.jpg", "prompt.txt", "target.png", "json"):
    ..."""
DECODED = {  # by task; the page on training has the same lines
    "depth": """\
depth_m = codecs.depth.decode(target, **json.loads(meta["codec_parameters"]))  # H×W metres, +inf is sky""",
    "normals": """\
vectors = codecs.normals.decode(target, **json.loads(meta["codec_parameters"]))  # H×W×3, camera space""",
    "semantic": """\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # what is unlisted is black
classes = codecs.masks.decode(target, dict(enumerate(palette.values())))  # H×W places in the palette""",
    "referring": """\
palette = {"": (0, 0, 0)} | json.loads(meta["palette"])  # what the prompt does not describe, and what it does
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = {name: places == place for place, name in enumerate(palette) if name}  # a mask H×W for each description""",
    "instance": """\
background = json.loads(meta["palette"]).get("", (0, 0, 0))
things = codecs.masks.decode_instances(target, background)  # H×W numbers from 1, 0 is background""",
} | {task: reading.decoded for task, reading in READINGS.items()}
CITED = """\
@software{{cavendish,
  title = {{Cavendish}},
  author = {{{{The Cavendish authors}}}},
  version = {{{version}}}
}}
@article{{gabeur2026,
  title = {{Image Generators are Generalist Vision Learners}},
  author = {{Gabeur, Valentin and others}},
  year = {{2026}},
  journal = {{arXiv:2604.20329}}
}}"""


def recipe_section(recipe: Recipe) -> str:
    """Return the recipe as YAML, without what is at its default."""
    content = recipe.model_dump(mode="json", exclude_defaults=True, exclude={"code", "imported"})
    if len(recipe.resolution) == 1:
        content["resolution"] = list(recipe.resolution[0].size)
    content |= {name: list(content[name]) for name in ("assets", "files", "prompts") if name in content}
    lines = yaml.safe_dump(content, sort_keys=False, default_flow_style=None, width=110).splitlines()
    rest = [f"# and {len(lines) - MOST_LINES} lines more, in manifest.json"] if len(lines) > MOST_LINES else []
    shown = "\n".join(one_line(line, MOST_LETTERS) if len(line) > MOST_LETTERS else line for line in lines[:MOST_LINES])
    return "## Its recipe\n\n" + fenced("\n".join([shown, *rest]), "yaml")


def reading_section(manifest: Manifest) -> str:
    """Return how samples are read, and how their targets become numbers."""
    urls = next((totals.urls for totals in manifest.splits.values() if totals.urls), "")
    cases = [
        f'    if meta["task"] == "{task}":\n{_indented(DECODED[task])}'
        for task in manifest.totals.tasks
        if task in DECODED
    ]
    return "\n\n".join(
        [
            "## Reading it",
            "A sample holds `image.png`, `target.png`, `prompt.txt` and `json`. Targets become numbers again with "
            "numpy alone (`pip install cavendish`). `truth/*.h5`, where it is published, holds the exact numbers."
            + _of_two(manifest),
            fenced("\n".join([READ.format(package="cavendish", urls=json.dumps(urls)), *cases]), "python"),
        ]
    )


def _of_two(manifest: Manifest) -> str:
    """Return which samples have a second picture; "" where none has."""
    tasks = [task for task in manifest.totals.tasks if task in TASKS and TASKS[task].shows_two]
    if not tasks:
        return ""
    named = " and ".join(filter(None, (", ".join(map(code, tasks[:-1])), code(tasks[-1]))))
    return (
        f" Those of {named} hold `second.png`, too. Hugging Face's own reader wants the same parts in all samples: "
        "where only some have it, an export to `hf` is what it reads."
    )


def citing_section(manifest: Manifest) -> str:
    """Return what to cite: this dataset by its digest, the program, and the paper."""
    versions = {platform.packages.get("cavendish", "") for platform in manifest.platforms}
    version = next((each for each in sorted(versions) if re.fullmatch(r"[\w.+-]{1,40}", each)), "unknown")
    named = f"`{manifest.recipe.name}`, its recipe's digest, {code(manifest.recipe_digest[:12])}, and who published it"
    said = f"Cite the dataset by its name, {named}. The program, and the idea that it serves:"
    return f"## Citing it\n\n{said}\n\n{fenced(CITED.format(version=version), 'bibtex')}"


def fenced(text: str, language: str) -> str:
    """Return a text as a block of code, with a fence that nothing in it can end."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _indented(lines: str) -> str:
    return "\n".join(" " * 8 + line for line in lines.splitlines())
