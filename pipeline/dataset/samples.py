"""From a frame to its samples: which tasks it is asked, under which keys, and the finished bytes of each triplet."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...manifests import Recipe
from ...manifests.benchmark import Benchmark
from ...renderers.notebook import figures_html
from ...scenes.seeds import Stream, generator
from ..tasks.draw import draw
from ..tasks.parts import MOST_INSTANCES
from ..tasks.places import by_place
from ..tasks.prompts.checking import check_texts
from ..tasks.prompts.templates import languages
from ..tasks.registry import TASKS
from ..tasks.task import NOTHING, Answer, Asked, Referent
from ..tasks.texts import speaking
from .choosing import answer_some
from .example import Example, View, frame_for
from .keys import IMAGES, PARTS, SECOND, SampleKey, ViewKey
from .picture import image_part, picture_array
from .png import png_array, png_bytes
from .queries import MASKS, answer_query, fixed, fixed_prompt
from .view_json import camera_json


@dataclass(frozen=True, slots=True)
class Sample:
    """A finished triplet: its key, and the bytes of one of IMAGES, of each of PARTS and, if it has one, of SECOND."""

    key: str
    parts: dict[str, bytes]

    @property
    def image_part(self) -> str:
        """Which of IMAGES it has."""
        return next(part for part in IMAGES if part in self.parts)

    @property
    def image(self) -> bytes:
        """The picture, a PNG or a JPEG."""
        return self.parts[self.image_part]

    @property
    def second(self) -> bytes | None:
        """The second picture, a PNG, of tasks that show two."""
        return self.parts.get(SECOND)

    @property
    def target(self) -> bytes:
        """The target, a PNG."""
        return self.parts["target.png"]

    def picture(self) -> NDArray[np.uint8]:
        """Return the picture, uint8 H×W×3; raises ValueError where it is damaged."""
        return picture_array(self.image)

    def _repr_html_(self) -> str:
        second = {"second": self.second} if self.second else {}
        pictures = {"image": self.image, **second, "target": self.target}
        return figures_html(pictures, f"{self.key}: {self.parts['prompt.txt'].decode()}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a view comes from: what the metadata of its samples say beside the answer."""

    split: str
    layout: str
    seed: int
    recipe_digest: str


def sample_keys(recipe: Recipe, scene: int, view: int) -> list[SampleKey]:
    """Return the keys of a view's samples.

    Points that are one sample apart fall on the tasks laid end to end, each as long as its share (systematic sampling):
    so every task gets its share, rounded up or down, and none comes twice before all of the same weight came once.
    """
    rng = generator(recipe.seed, scene, Stream.TASK_CHOICE, _asked_as(recipe, view))
    names = rng.permutation(sorted(recipe.task_options)).tolist()
    ends = np.cumsum([recipe.task_options[name].weight for name in names])
    points = (rng.random() + np.arange(recipe.samples_of_each_view)) / recipe.samples_of_each_view * ends[-1]
    drawn = rng.permutation(np.minimum(np.searchsorted(ends, points, side="right"), len(names) - 1))
    return [SampleKey(scene, view, position, names[chosen]) for position, chosen in enumerate(drawn)]


def _asked_as(recipe: Recipe, view: int) -> int:
    """Return the view whose random numbers a view is asked by: all frames of a clip have those of the first."""
    return 0 if recipe.clips else view


def keys_of(recipe: Recipe, key: ViewKey, view: View) -> list[SampleKey]:
    """Return the keys of a view's samples: of a test, one for each query of its set that is of the recipe's tasks."""
    if test_of(recipe) is None:
        return sample_keys(recipe, key.scene, key.view)
    queries = view.queries if isinstance(view, Example) else ()
    asked = [(number, query.task) for number, query in enumerate(queries) if query.task in recipe.task_options]
    return [SampleKey(key.scene, key.view, number, task) for number, task in asked]


def test_of(recipe: Recipe) -> Benchmark | None:
    """Return the test whose pictures are asked what their set asks of them, in its own words; None of all others."""
    benchmark = recipe.imported.benchmark if recipe.imported else None
    return benchmark if benchmark and benchmark.role == "test" else None


def answers(recipe: Recipe, key: ViewKey, view: View) -> Iterator[tuple[SampleKey, Answer]]:
    """Yield the answers to a view's keys, where there is something to ask for: no form twice while others are left."""
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    for sample in keys_of(recipe, key, view):
        if given := answer(recipe, sample, view, asked[sample.task]):
            asked[sample.task].update(referent.form for referent in given.referents.values())
            yield sample, given


def answer(recipe: Recipe, key: SampleKey, view: View, asked: Asked = NOTHING) -> Answer | None:
    """Return the answer to a key, or None where the view has nothing to ask for."""
    rng = generator(recipe.prompt_root, key.scene, Stream.PROMPT, _asked_as(recipe, key.view), sample=key.sample)
    with speaking(recipe.prompts):
        if isinstance(view, Example):
            benchmark = benchmark_of(recipe)
            if benchmark.role == "test":
                return answer_query(
                    benchmark, view, key.sample, fixed(recipe.prompt_root) if key.task == "semantic" else rng
                )
            if not view.knows(key.task):
                return None
            if key.task in MASKS:
                return answer_some(benchmark, view, key.task, rng, recipe.task_options[key.task], asked)
        language, options = draw(prompt_languages(recipe, key.task), rng), recipe.task_options[key.task]
        return TASKS[key.task].answer(by_place(frame_for(view, key.task)), rng, language, options, asked)


def benchmark_of(recipe: Recipe) -> Benchmark:
    """Return what a recipe says of its photographs; raises ValueError where it has none."""
    if recipe.imported is None or recipe.imported.benchmark is None:
        raise ValueError("it holds photographs, of which the recipe says nothing")
    return recipe.imported.benchmark


def with_fixed_prompt(recipe: Recipe) -> Recipe:
    """Return the recipe of a test with the prompt that asks all its pictures for their classes; any other as it is."""
    test, imported = test_of(recipe), recipe.imported
    if test is None or imported is None:
        return recipe
    told = test.model_copy(update={"prompt": fixed_prompt(test, recipe.prompt_root)})
    return recipe.model_copy(update={"imported": imported.model_copy(update={"benchmark": told})})


def prompt_languages(recipe: Recipe, task: str) -> dict[str, float]:
    """Return the weights of the languages that a task is asked in: English where it knows none of the recipe's."""
    known = languages(task)
    return {name: weight for name, weight in recipe.languages.items() if name in known} or {"en": 1.0}


def unspoken(recipe: Recipe) -> list[str]:
    """Return one sentence for each task that lacks prompts in a language that a recipe asks."""
    with speaking(recipe.prompts):
        known = {task: prompt_languages(recipe, task) for task in recipe.task_options}
    lacking = {task: sorted(recipe.languages.keys() - spoken.keys()) for task, spoken in known.items()}
    return [
        f"{task} has no prompts in {', '.join(missing)}; it is asked in {', '.join(known[task])}"
        for task, missing in lacking.items()
        if missing
    ]


def check_prompts(recipe: Recipe) -> None:
    """Read all data files that a recipe's prompts need; raises RequestError where a language or a file is unfit."""
    with speaking(recipe.prompts):
        check_texts(recipe.languages, {task: prompt_languages(recipe, task) for task in recipe.task_options})


def samples_of(recipe: Recipe, key: ViewKey, view: View, image: bytes, origin: Origin) -> Iterator[Sample]:
    """Yield a view's samples. `image` holds its picture, encoded once for all of them."""
    for sample, given in answers(recipe, key, view):
        metadata = _compact(_metadata(sample, view, given, origin))
        contents = (image, png_bytes(given.target), given.prompt.encode(), metadata.encode())
        second = {} if given.second is None else {SECOND: png_bytes(given.second)}
        yield Sample(str(sample), dict(zip((image_part(image), *PARTS), contents, strict=True)) | second)


def read_answer(parts: dict[str, bytes]) -> Answer:
    """Return the answer that a stored sample holds; raises ValueError where it is damaged."""
    try:
        return _answer(parts)
    except ValueError:
        raise
    except (LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(f"its metadata are not those of a sample: {type(error).__name__}: {error}") from None


def metadata_of(parts: dict[str, bytes]) -> dict[str, Any]:
    """Return a stored sample's metadata: texts and numbers by name; raises ValueError where they are something else."""
    metadata = json.loads(parts["json"])
    match metadata:
        case {"prompt": str(), "task": str()} if all(isinstance(each, str | int | float) for each in metadata.values()):
            json.dumps(metadata, ensure_ascii=False).encode()  # half a character, which JSON can hold, is no text
            return metadata
        case _:
            raise ValueError("its metadata are not those of a sample: texts and numbers, among them prompt and task")


def _answer(parts: dict[str, bytes]) -> Answer:
    metadata = metadata_of(parts)
    prompt = parts["prompt.txt"].decode()
    if metadata["prompt"] != prompt:
        raise ValueError("the prompt differs from the one in the metadata")
    listed = json.loads(metadata["referents"]).items()
    palette = {name: (r, g, b) for name, (r, g, b) in json.loads(metadata["palette"]).items()}
    referents = {name: Referent(tuple(each["instances"]), each["form"]) for name, each in listed}
    _check_whole("palette", chain.from_iterable(palette.values()), 255)
    _check_whole("referents", chain.from_iterable(each.instances for each in referents.values()), 2 * MOST_INSTANCES)
    return Answer(
        prompt=prompt,
        target=png_array(parts["target.png"]),
        template=metadata["template"],
        codec=metadata["codec"],
        parameters=dict(json.loads(metadata["codec_parameters"])),
        palette=palette,
        language=metadata["language"],
        referents=referents,
        second=png_array(parts[SECOND]) if SECOND in parts else None,
    )


def _check_whole(name: str, numbers: Iterable[object], most: int) -> None:
    for number in numbers:
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= most:
            raise ValueError(f"its {name} hold {str(number)[:40]}, which is not a whole number of 0 to {most}")


def _metadata(key: SampleKey, view: View, given: Answer, origin: Origin) -> dict[str, Any]:
    """Return one flat schema for all tasks: no nulls, no lists; what has structure is JSON in a string.

    Readers infer column types from the first samples, and corrupt anything looser.
    """
    return {
        "key": str(key),
        "task": key.task,
        "split": origin.split,
        "scene": key.scene,
        "view": key.view,
        "sample": key.sample,
        "layout": origin.layout,
        "seed": origin.seed,
        "recipe_digest": origin.recipe_digest,
        "width": view.shape[1],
        "height": view.shape[0],
        "prompt": given.prompt,
        "language": given.language,
        "template": given.template,
        "codec": given.codec,
        "codec_parameters": _compact(given.parameters),
        "palette": _compact(given.palette),
        "referents": _compact({name: asdict(referent) for name, referent in given.referents.items()}),
        "camera": camera_json(view.camera) if view.camera else "",
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
