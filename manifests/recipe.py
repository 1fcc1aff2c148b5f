"""The recipe: what a user asks for, as YAML, checked to the last field before anything runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, cast, get_type_hints

from pydantic import BaseModel, Field, ModelWrapValidatorHandler, ValidationError, field_validator, model_validator

from ..scenes.assets.pool import PooledFile
from ..scenes.errors import RequestError
from ..scenes.layouts.registry import LAYOUT_SUFFIX, LAYOUTS
from ..scenes.quality import QualityName, ViewTransform
from ..scenes.weather_names import CLEAR, WEATHERS
from . import recipe_rules
from .clip_options import ClipOptions
from .edit_options import EditOptions
from .file_digests import digest_of_file, digest_of_library, digest_of_scene_file
from .imported import IMPORTED, Imported
from .prompt_files import prompt_files
from .recipe_digest import DATA_VERSION, RENAMED, digest_of
from .scene_files import Digest, FileOptions, NamedFiles, PinnedFile, pinned
from .sentences import allowed, sentence
from .stereo_options import StereoOptions
from .task_options import Share, Strict, TaskOptions, Weight
from .tasks import Tasks, every_task
from .view_options import CameraOptions, Gates, PeopleOptions, WeightedSize

Count = Annotated[int, Field(ge=1, lt=2**63)]
SplitName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Digests = dict[str, Digest]


def _switch(description: str) -> Any:
    """Return a field that is off by default; recipes from before there was such a switch keep their digest."""
    return Field(False, exclude_if=lambda is_on: not is_on, description=description)


class RecipeError(RequestError):
    """A recipe that cannot be meant: one sentence with file, field, value and what is allowed."""


class Recipe(Strict):
    """A dataset to be. Everything here but `max_failed_fraction` decides the bytes that come out.

    Raises RecipeError, from whatever it is made. No file that it names is run: only its digest is taken, where none is
    given.
    """

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")] = Field(
        description="Name of the dataset: letters, digits, `.`, `_`, `-`. Another one asks other questions."
    )
    seed: Annotated[int, Field(ge=0, lt=2**63)] = Field(0, description="Root of every random choice.")
    scenes: Count = Field(description="How many scenes.")
    views_per_scene: Annotated[int, Field(ge=1, le=99)] = Field(2, description="How many cameras look at each scene.")
    scenes_per_shard: Annotated[int, Field(ge=1, le=100_000)] = Field(
        8, description="How many scenes go into one shard."
    )
    samples_per_view: Annotated[int, Field(ge=1, le=99)] | None = Field(
        None, description="How many triplets each view gives; by default one for each task."
    )
    splits: dict[SplitName, Weight] = Field(
        {"train": 1.0}, min_length=1, max_length=100, description="Shares of the shards by split, in this order."
    )
    resolution: tuple[WeightedSize, ...] = Field(
        min_length=1, max_length=1000, description="One size [width, height], or a list of {size, weight}."
    )
    layouts: dict[str, Weight] = Field(
        min_length=1,
        max_length=1000,
        description="Weight of each layout: a bundled one, or a Python file with a LAYOUT.",
    )
    code: Digests = Field({}, description="Digest of each Python file among the layouts; filled in by itself.")
    people: PeopleOptions = Field(PeopleOptions(), description="People in the scenes; by default there are none.")
    weather: dict[str, Weight] = Field(
        {CLEAR: 1.0},
        min_length=1,
        exclude_if=lambda weather: weather == {CLEAR: 1.0},  # recipes of before have the digest that they had
        description="Weight of each kind of weather outdoors, where it fits: "
        + ", ".join(f"`{name}`" for name in WEATHERS)
        + ".",
    )
    assets: Digests = Field(
        {}, description="Asset libraries to use, as a list of names; the manifest adds the digest of each."
    )
    split_assets: bool = Field(False, description="Whether each model of the libraries is seen in one split alone.")
    files: dict[str, PinnedFile] = Field(
        {},
        max_length=10_000,
        description="Scene files for the layout `files`, as a list of paths, or of mappings with options; the manifest "
        "adds the digest of each and of all that it reads.",
    )
    quality: QualityName = Field("standard", description="How much light transport a picture gets.")
    camera: CameraOptions = Field(CameraOptions(), description="Style of camera, depth of field and grain.")
    view_transform: ViewTransform = Field("AgX", description="How light becomes colours in an ideal camera.")
    keep_light: bool = _switch(
        "Whether the truth keeps each view's light, so that `cavendish encode` can change its camera."
    )
    parts: bool = _switch("Whether the truth tells parts: wheels, drawers, windows of houses and the like.")
    edits: EditOptions = Field(
        EditOptions(),
        exclude_if=lambda edits: not edits.share,
        description="Second pictures of views, with one thing changed; by default there are none.",
    )
    stereo: StereoOptions = Field(
        StereoOptions(),
        exclude_if=lambda stereo: not stereo.share,
        description="Right pictures of views, for stereo pairs; by default there are none.",
    )
    clips: ClipOptions | None = Field(
        None,
        exclude_if=lambda clips: clips is None,
        description="The views of each scene as the frames of a clip, such as `{fps: 8}`; by default they are apart.",
    )
    albedo: bool = _switch("Whether the truth tells albedo: the colours of surfaces without light and shadow.")
    behind_glass: bool = _switch("Whether the truth tells the depth of what lies behind clear glass, too.")
    amodal: bool = _switch(
        "Whether the truth tells the eight largest things in sight whole, also where others hide them."
    )
    materials: bool = _switch("Whether the truth tells classes of materials: wood, metal, glass, fabric and the like.")
    shading: bool = _switch("Whether the truth tells the light that falls on surfaces, without their colours.")
    specular: bool = _switch("Whether the truth tells the light that surfaces mirror.")
    shadow: bool = _switch("Whether the truth tells which surfaces the sun reaches.")
    text: bool = _switch("Whether the truth tells where printed text is.")
    mattes: bool = _switch(
        "Whether the truth tells how much of each pixel the largest people, animals and plants cover."
    )
    tasks: Tasks = Field(
        default_factory=every_task, description="Weight of each task, or its options with its weight among them."
    )
    languages: dict[Annotated[str, Field(pattern="^[a-z]{2}$")], Weight] = Field(
        {"en": 1.0},
        min_length=1,
        description="Weight of each language of the prompts; a task that has none of them is asked in English.",
    )
    prompt_seed: Annotated[int, Field(ge=0, lt=2**31)] = Field(
        0, description="Root of the choices in the prompts: another one asks other questions of the same pictures."
    )
    prompts: dict[str, str] = Field(
        {},
        description="Folder beside the recipe with prompts, words and languages of your own; the manifest holds them.",
    )
    gates: Gates = Field(Gates(), description="What a view must keep to.")
    max_failed_fraction: Share = Field(
        0.0, description="Share of the scenes that may end in quarantine before a build counts as failed."
    )
    renderer: Literal["blender", "analytic", "imported"] = Field(
        "blender", description="`blender` for photographs, `analytic` for tests, `imported` for what was not rendered."
    )
    imported: Imported | None = Field(None, description="What was imported; filled in by `cavendish import`.")

    @model_validator(mode="before")
    @classmethod
    def _with_code(cls, value: Any) -> Any:
        """Add the digests of the user's layouts, which the rest of the world is asked for by the digest alone."""
        if not isinstance(value, dict) or "code" in value or not isinstance(value.get("layouts"), dict):
            return value
        own = [name for name in value["layouts"] if str(name).endswith(LAYOUT_SUFFIX)]
        return value | {"code": {name: digest_of_file(name) for name in own}} if own else value

    @field_validator("resolution", mode="before")
    @classmethod
    def _one_size(cls, value: Any) -> Any:
        if isinstance(value, Sequence) and len(value) == 2 and not isinstance(value[0], dict | WeightedSize):
            return ({"size": value},)
        if isinstance(value, list) and value and not any(isinstance(entry, dict | WeightedSize) for entry in value):
            raise ValueError("it must be [width, height], or a list such as [{size: [512, 512], weight: 2}]")
        return tuple(value) if isinstance(value, list) else value

    @field_validator("languages", mode="before")
    @classmethod
    def _alike(cls, value: Any) -> Any:
        return dict.fromkeys(value, 1.0) if isinstance(value, list) else value

    @field_validator("tasks")
    @classmethod
    def _some_task(cls, value: Tasks) -> Tasks:
        if not value:
            raise ValueError("at least one task must be asked for")
        return value

    @field_validator("layouts")
    @classmethod
    def _known_layouts(cls, value: dict[str, float]) -> dict[str, float]:
        unknown = [name for name in value if name not in (*LAYOUTS, IMPORTED) and not name.endswith(LAYOUT_SUFFIX)]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is not a layout; {allowed(unknown[0], sorted(LAYOUTS))}")
        return value

    @field_validator("weather")
    @classmethod
    def _known_weather(cls, value: dict[str, float]) -> dict[str, float]:
        if unknown := [name for name in value if name not in WEATHERS]:
            raise ValueError(f"{unknown[0]!r} is no weather; {allowed(unknown[0], sorted(WEATHERS))}")
        return value if value.keys() != {CLEAR} else {CLEAR: 1.0}

    @field_validator("assets", mode="before")
    @classmethod
    def _with_digests(cls, value: Any) -> Any:
        return {name: digest_of_library(name) for name in _listed(value)} if not isinstance(value, dict) else value

    @field_validator("files", mode="before", json_schema_input_type=NamedFiles)
    @classmethod
    def _with_file_digests(cls, value: Any) -> Any:
        return pinned(value, digest_of_scene_file)

    @field_validator("prompts", mode="before", json_schema_input_type=str | dict[str, str])
    @classmethod
    def _with_texts(cls, value: Any) -> Any:
        return prompt_files(value)

    @model_validator(mode="after")
    def _fields_fit(self) -> Recipe:
        recipe_rules.check_fields(self)
        return self

    @model_validator(mode="wrap")  # the last one, so that it is around all others
    @classmethod
    def _in_one_sentence(cls, value: Any, handler: ModelWrapValidatorHandler[Recipe]) -> Recipe:
        try:
            return handler(value)
        except ValidationError as error:
            unknown_first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
            raise RecipeError(sentence(unknown_first, _fields, RENAMED)) from None

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything that decides content."""
        return self.digest_of(DATA_VERSION)

    def digest_of(self, data_version: int) -> str:
        """Return the digest that this recipe has, or had, under a version of the data."""
        return digest_of(self, data_version)

    @property
    def prompt_root(self) -> int:
        """The root of the choices in the prompts, 64 bits: a hash of name, seed and prompt seed.

        So two recipes of the same seed ask different things, and a larger one asks what a smaller one of its name does.
        """
        named = json.dumps([self.name, self.seed, self.prompt_seed])
        return int.from_bytes(hashlib.sha256(named.encode()).digest()[:8])

    @property
    def task_options(self) -> dict[str, TaskOptions]:
        """The options of each task asked for, by name."""
        return cast(dict[str, TaskOptions], self.tasks)

    @property
    def weathers(self) -> tuple[tuple[str, float], ...]:
        """The kinds of weather with their weights, in the order of their names; none where it is always clear."""
        return tuple(sorted(self.weather.items())) if self.weather.keys() != {CLEAR} else ()

    @property
    def own_layouts(self) -> tuple[str, ...]:
        """The Python files among the layouts, which run where something is built."""
        return tuple(name for name in self.layouts if name.endswith(LAYOUT_SUFFIX))

    @property
    def scene_files(self) -> tuple[PooledFile, ...]:
        """The scene files as scenes are told of them; their order decides nothing, as the digest does not know it."""
        return tuple(file.pooled(path) for path, file in sorted(self.files.items()))

    @property
    def samples_of_each_view(self) -> int:
        """How many triplets each view is asked for."""
        return self.samples_per_view or len(self.task_options)

    def warnings(self) -> list[str]:
        """Return one sentence for each thing that is allowed and still likely to hurt."""
        return list(recipe_rules.warnings(self))


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("it must be a list, such as [name]")  # noqa: TRY004
    return value


def _fields(path: list[str]) -> Iterable[str]:
    """Return the names that the mapping at `path` of a recipe may hold."""
    if path[:1] == ["tasks"]:
        tasks = get_type_hints(Tasks)
        return tasks[path[1]].model_fields if len(path) > 1 else tasks
    nested: dict[str, type[BaseModel]] = {
        "gates": Gates,
        "people": PeopleOptions,
        "edits": EditOptions,
        "stereo": StereoOptions,
        "clips": ClipOptions,
        "camera": CameraOptions,
        "resolution": WeightedSize,
        "imported": Imported,
        "files": FileOptions,
    }
    return nested[path[0]].model_fields if path else Recipe.model_fields
