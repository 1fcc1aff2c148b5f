"""How a picture is coded: which task it answers, and in which colours; from a sample's metadata, or from options."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ...scenes.errors import RequestError, WorkError
from ..codecs import colormaps, normals
from ..dataset.contents import plan_of, read_samples
from ..dataset.folder import MANIFEST, read_manifest, recorded
from ..dataset.keys import SampleKey
from ..dataset.plan import plan_shards
from ..dataset.samples import metadata_of
from ..dataset.storage import Location, place, read
from ..tasks import colours, legend
from ..tasks.prompts.templates import languages, prompts
from ..tasks.registry import READINGS, TASKS
from ..tasks.relations import entries
from ..tasks.semantic import decoding_palette

RGB = tuple[int, int, int]
MOST_BYTES = 2**20  # of one sample's metadata


@dataclass(frozen=True, slots=True)
class Coding:
    """What a decoder has to know. `palette` maps names to colours, "" being everything else, as masks want it."""

    task: str
    colormap: str = "cube"
    convention: str = "vision-banana"
    palette: dict[str, RGB] = field(default_factory=dict)
    parameters: dict[str, str | float] = field(default_factory=dict)

    @property
    def background(self) -> RGB:
        """The colour of everything that is not named."""
        return decoding_palette(self.palette)[legend.UNLISTED]


def check_task(task: str) -> None:
    """Raise RequestError unless there is such a task."""
    if task not in TASKS:
        raise RequestError(f"must be one of {', '.join(TASKS)}", "task", task)


def from_options(task: str, colormap: str, convention: str, prompt: str, background: str) -> Coding:
    """Return how a picture is coded by what its prompt says; raises RequestError where that does not suffice."""
    if task in READINGS:
        raise RequestError("must be given: only a sample's metadata say how its picture is coded", "metadata")
    palette = _stated(task, prompt) if task in ("semantic", "referring", "instance") else {}
    if background:
        palette |= {legend.UNLISTED: _colour(background)}
    if task in ("semantic", "referring") and not palette.keys() - {legend.UNLISTED}:
        raise RequestError(
            'holds no legend; write it as in the sample, for example {"chair": "red"}, or give its metadata', "prompt"
        )
    if task == "instance" and prompt and not palette:
        raise RequestError("states no background that can be read; name its colour, for example black", "prompt")
    return _checked(Coding(task, colormap, convention, palette))


def from_metadata(metadata: dict[str, Any]) -> Coding:
    """Return how the picture of a sample is coded; raises ValueError where the metadata are not those of one."""
    try:
        parameters = json.loads(metadata["codec_parameters"])
        palette = {str(name): _triple(rgb) for name, rgb in json.loads(metadata["palette"]).items()}
        if metadata["task"] in READINGS:
            return _readable(Coding(metadata["task"], palette=palette, parameters=dict(parameters)))
        colormap = str(parameters.get("colormap", "cube"))
        convention = str(parameters.get("convention", "vision-banana"))
        return _checked(Coding(metadata["task"], colormap, convention, palette))
    except (LookupError, TypeError, AttributeError, RequestError, RecursionError) as error:
        raise ValueError(f"its metadata do not say how it is coded: {type(error).__name__}: {error}") from None


def metadata_at(where: str, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the metadata of samples by key, as far as they are there.

    `where` is a dataset's folder or URL, a folder of KEY.json, or one such file, which is taken for every key. Raises
    RequestError where it is none of these, WorkError where what it holds is damaged.
    """
    path = Path(where)
    if path.is_file():
        return dict.fromkeys(keys, _read(path))
    if path.is_dir() and not (path / MANIFEST).exists():
        return {key: _read(path / f"{key}.json") for key in keys if (path / f"{key}.json").is_file()}
    return _of_dataset(place(where), keys)


def _of_dataset(root: Location, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    manifest = read_manifest(root)
    plans, scenes = plan_shards(manifest.recipe), set(_scenes(keys))
    found: dict[str, dict[str, Any]] = {}
    for record in recorded(root, manifest.recipe, manifest.recipe_digest):
        if scenes & {scene.scene for scene in record.scenes}:
            samples = read_samples(root, plan_of(plans, record), record)
            found |= {sample.key: metadata_of(sample.parts) for sample in samples if sample.key in keys}
    return found


def _scenes(keys: Iterable[str]) -> Iterable[int]:
    for key in keys:
        try:
            yield SampleKey.parse(key).scene
        except ValueError:
            continue


def _read(path: Path) -> dict[str, Any]:
    try:
        return metadata_of({"json": read(path.parent, path.name, MOST_BYTES)})
    except (OSError, ValueError, RecursionError) as error:
        raise WorkError(f"{path}: is not a sample's metadata: {error}") from None


def _stated(task: str, prompt: str) -> dict[str, RGB]:
    """Return the palette that a prompt states: in the words of our templates, or as a legend of any style."""
    if task == "semantic":
        return legend.read(prompt)
    found = max((_filled(task, language, prompt) for language in languages(task)), key=len)
    return found or (legend.read(prompt) if task == "referring" else {})


def _filled(task: str, language: str, prompt: str) -> dict[str, RGB]:
    """Return the palette of a referring prompt, or the background of an instance prompt; {} where none is stated."""
    book = prompts(task, language)
    readings: list[dict[str, RGB]] = [{}]
    for template in book.templates:
        values = book.read(template, prompt)
        if not values:
            continue
        rest = _rest(values.get("background") or values.get("colour"), language)
        styles = (*template.legend, *entries.styles(language)) if "legend" in values else ()
        readings += [entries.read(values["legend"], style, language) | rest for style in styles]
        readings += [rest or {legend.UNLISTED: colours.BLACK}] if task == "instance" else []
    return max(readings, key=len)


def _rest(stated: str | None, language: str) -> dict[str, RGB]:
    """Return the background of a prompt as a palette; {} where none is stated. Raises RequestError on a wrong code."""
    if not stated or not entries.is_colour(stated, language):
        return {}
    try:
        return {legend.UNLISTED: entries.read_background(stated, language)}
    except ValueError:
        raise _no_colour(stated) from None


def _checked(coding: Coding) -> Coding:
    if coding.colormap not in colormaps.NAMES:
        raise RequestError(f"must be one of {', '.join(colormaps.NAMES)}", "colormap", coding.colormap)
    if coding.convention not in normals.CONVENTIONS:
        raise RequestError(f"must be one of {', '.join(normals.CONVENTIONS)}", "convention", coding.convention)
    palette = decoding_palette(coding.palette)
    if len(set(palette.values())) < len(palette):
        raise RequestError("gives two names one colour; what it does not name is black, or what it says", "prompt")
    return coding


def _readable(coding: Coding) -> Coding:
    """Return it where a picture can be read with it; raises as a decoder does that is told the wrong things."""
    READINGS[coding.task].decode(np.zeros((1, 1, 3), np.uint8), coding, (1, 1))
    return coding


def _colour(text: str) -> RGB:
    try:
        return colours.parse(text)
    except ValueError:
        raise _no_colour(text) from None


def _no_colour(text: str) -> RequestError:
    return RequestError("is not a colour; write it as red, #ff0000 or (255, 0, 0)", "background", text)


def _triple(rgb: Any) -> RGB:
    red, green, blue = rgb
    if not all(isinstance(each, int) and 0 <= each <= 255 for each in (red, green, blue)):
        raise ValueError(f"{rgb} is not a colour")
    return red, green, blue
