"""The recipe: what a user asks for, as YAML, checked to the last field before anything runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_type_hints

from pydantic import BaseModel, Field, ModelWrapValidatorHandler, ValidationError, field_validator, model_validator

from ..scenes.assets.library import library_digest
from ..scenes.assets.pool import PooledFile
from ..scenes.camera_styles import IDEAL, STYLE_NAMES, STYLES
from ..scenes.companions.walk import scene_file_digest
from ..scenes.errors import AssetError, RequestError
from ..scenes.errors import allowed as one_of
from ..scenes.layouts.registry import LAYOUT_SUFFIX, LAYOUTS
from ..scenes.quality import QualityName, ViewTransform
from ..scenes.weather_names import CLEAR, WEATHERS
from .clip_options import ClipOptions
from .edit_options import EditOptions
from .imported import IMPORTED, Imported
from .plain_yaml import MOST_CHARACTERS, load_yaml
from .prompt_files import language_of, prompt_files
from .scene_files import Digest, FileOptions, NamedFiles, PinnedFile, pinned
from .sentences import allowed, sentence
from .stereo_options import StereoOptions
from .task_options import OWN_NAMES, TWO_VIEWS, SemanticOptions, Share, Strict, TaskOptions, Tasks, Weight, every_task

DATA_VERSION = 8  # raised whenever the same recipe gives other bytes
NAME_COUNTS_SINCE = 8  # the version from which on a recipe's name decides what is asked, and is part of the digest
REFERRING_OPTIONS_SINCE = 8  # the version from which on tasks.referring has options beside its weight
VIEWS_VERSION = 8  # the version from which on a recipe gives the pictures and the truth of today
OLDEST_VERSION = 7  # that is read
MOST_SHARDS = 1_000_000
RENAMED = {"may_fail": "max_failed_fraction", "edition": "prompt_seed"}  # what is hashed keeps the old names
TOLD = {  # tasks that ask for a layer of the truth, by the switch of it
    "parts": "parts",
    "albedo": "albedo",
    "layered_depth": "behind_glass",
    "amodal": "amodal",
    "materials": "materials",
    "shading": "shading",
    "specular": "specular",
    "shadow": "shadow",
    "amodal_depth": "amodal",
    "text_regions": "text",
    "matte": "mattes",
}
SIDE_STEP = 16  # image sides are multiples of it: every trainer's VAE needs that
SIDE_STEP_WISHED = 64  # several trainers resample a target whose sides are not multiples of this

Side = Annotated[int, Field(ge=SIDE_STEP, le=8192, multiple_of=SIDE_STEP)]
Count = Annotated[int, Field(ge=1, lt=2**63)]
SplitName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Digests = dict[str, Digest]


class RecipeError(RequestError):
    """A recipe that cannot be meant: one sentence with file, field, value and what is allowed."""


class WeightedSize(Strict):
    """One image size among several; each shard has one, so that batches stack."""

    size: tuple[Side, Side] = Field(description="Width and height in pixels, multiples of 16.")
    weight: Weight = Field(1.0, description="How often a shard has this size, relative to the others.")

    @field_validator("size", mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Gates(Strict):
    """What a view must keep to; one that does not is drawn again from the next sub-stream."""

    min_brightness: Share = Field(0.06, description="Least mean brightness of the picture, 0–1.")
    max_brightness: Share = Field(0.94, description="Greatest mean brightness of the picture, 0–1.")
    min_depth_m: Annotated[float, Field(ge=0)] = Field(
        0.2, description="Least depth, in metres, of all but 0.1 % of the pixels."
    )
    max_one_surface: Share = Field(0.85, description="Greatest share of the picture that one object may fill.")
    min_objects: Annotated[int, Field(ge=0)] = Field(
        1, description="Least number of visible objects beside walls, floor and the like."
    )
    attempts: Annotated[int, Field(ge=1, le=1000)] = Field(
        20, description="How many cameras are tried for a view before the build gives up."
    )


class CameraOptions(Strict):
    """What a real camera adds to the picture; the truth knows nothing of it."""

    style: dict[str, Weight] = Field(
        {IDEAL: 1.0},
        min_length=1,
        exclude_if=lambda style: style == {IDEAL: 1.0},  # recipes of before have the digest that they had
        description="Weight of each style of camera, `ideal` or one of "
        + ", ".join(f"`{name}`" for name in STYLES)
        + ".",
    )

    depth_of_field: Share = Field(0.0, description="Share of the views taken through an open lens.")
    grain: Share = Field(0.0, description="Share of the ideal views taken on a noisy sensor.")
    flash: Share = Field(
        0.0,
        exclude_if=lambda share: not share,  # recipes of before have the digest that they had
        description="Share of the views of dim rooms, without sun or a bright sky, that a flash at the lens lights.",
    )

    @field_validator("style")
    @classmethod
    def _known_styles(cls, value: dict[str, float]) -> dict[str, float]:
        if unknown := [name for name in value if name not in STYLE_NAMES]:
            raise ValueError(f"{unknown[0]!r} is not a style of camera; {allowed(unknown[0], sorted(STYLE_NAMES))}")
        return value if value.keys() != {IDEAL} else {IDEAL: 1.0}

    @property
    def styles(self) -> tuple[tuple[str, float], ...]:
        """The styles with their weights, in the order of their names; none where all cameras are ideal."""
        return tuple(sorted(self.style.items())) if self.style.keys() != {IDEAL} else ()


class PeopleOptions(Strict):
    """Who is in the scenes, beside people of asset libraries."""

    share: Share = Field(0.0, description="Share of the scenes that have people, where their layout can have any.")
    most: Annotated[int, Field(ge=1, le=100)] = Field(12, description="At most so many in a scene.")


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
    keep_light: bool = Field(
        False,
        exclude_if=lambda keep_light: not keep_light,
        description="Whether the truth keeps each view's light, so that `cavendish encode` can change its camera.",
    )
    parts: bool = Field(
        False,
        exclude_if=lambda parts: not parts,  # recipes of before have the digest that they had
        description="Whether the truth tells parts: wheels, drawers, windows of houses and the like.",
    )
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
    albedo: bool = Field(
        False,
        exclude_if=lambda albedo: not albedo,
        description="Whether the truth tells albedo: the colours of surfaces without light and shadow.",
    )
    behind_glass: bool = Field(
        False,
        exclude_if=lambda behind_glass: not behind_glass,
        description="Whether the truth tells the depth of what lies behind clear glass, too.",
    )
    amodal: bool = Field(
        False,
        exclude_if=lambda amodal: not amodal,
        description="Whether the truth tells the eight largest things in sight whole, also where others hide them.",
    )
    materials: bool = Field(
        False,
        exclude_if=lambda materials: not materials,
        description="Whether the truth tells classes of materials: wood, metal, glass, fabric and the like.",
    )
    shading: bool = Field(
        False,
        exclude_if=lambda shading: not shading,
        description="Whether the truth tells the light that falls on surfaces, without their colours.",
    )
    specular: bool = Field(
        False,
        exclude_if=lambda specular: not specular,
        description="Whether the truth tells the light that surfaces mirror.",
    )
    shadow: bool = Field(
        False,
        exclude_if=lambda shadow: not shadow,
        description="Whether the truth tells which surfaces the sun reaches.",
    )
    text: bool = Field(
        False,
        exclude_if=lambda text: not text,
        description="Whether the truth tells where printed text is.",
    )
    mattes: bool = Field(
        False,
        exclude_if=lambda mattes: not mattes,
        description="Whether the truth tells how much of each pixel the largest people, animals and plants cover.",
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
        return value | {"code": {name: _digest_of_file(name) for name in own}} if own else value

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
        return {name: _digest_of_library(name) for name in _listed(value)} if not isinstance(value, dict) else value

    @field_validator("files", mode="before", json_schema_input_type=NamedFiles)
    @classmethod
    def _with_file_digests(cls, value: Any) -> Any:
        return pinned(value, _digest_of_scene_file)

    @field_validator("prompts", mode="before", json_schema_input_type=str | dict[str, str])
    @classmethod
    def _with_texts(cls, value: Any) -> Any:
        return prompt_files(value)

    @model_validator(mode="after")
    def _files_have_their_layout(self) -> Recipe:
        if ("files" in self.layouts) != bool(self.files):
            raise ValueError("the layout files and the field files go together: name both or neither")
        return self

    @model_validator(mode="after")
    def _renderer_can(self) -> Recipe:
        unfit = [name for name in self.layouts if name != "shapes" and not name.endswith(LAYOUT_SUFFIX)]
        if self.renderer == "analytic" and unfit:
            raise ValueError("the analytic renderer takes the layout shapes only, or one of your own without meshes")
        layouts = (IMPORTED in self.layouts, self.layouts.keys() == {IMPORTED})
        if len({self.renderer == IMPORTED, *layouts, self.imported is not None}) > 1:
            raise ValueError(
                "renderer, layouts and imported speak of imported files; `cavendish import` writes all three"
            )
        return self

    @model_validator(mode="after")
    def _ideal_cameras_have_their_options(self) -> Recipe:
        ideal = {"camera.grain": self.camera.grain > 0, "view_transform": self.view_transform != "AgX"}
        if IDEAL not in self.camera.style and (unused := [name for name, given in ideal.items() if given]):
            raise ValueError(
                f"{unused[0]} is of ideal cameras alone, and camera.style has none: a style has noise and colours of "
                f"its own; leave {unused[0]} out, or give {IDEAL} a weight"
            )
        return self

    @model_validator(mode="after")
    def _shards_have_names(self) -> Recipe:
        """Names have six digits: with more, the ranges in the manifest would name files that are not there."""
        if self.scenes > MOST_SHARDS * self.scenes_per_shard:
            raise ValueError(
                f"scenes_per_shard {self.scenes_per_shard} makes more than {MOST_SHARDS:,} shards of "
                f"{self.scenes:,} scenes; at least {-(-self.scenes // MOST_SHARDS)} is allowed"
            )
        return self

    @model_validator(mode="after")
    def _imported_have_it(self) -> Recipe:
        unfit = self.imported.unfit if self.imported else {}
        if asked := [task for task in self.task_options if task in unfit]:
            fit = ", ".join(task for task in get_type_hints(Tasks) if task not in unfit)
            raise ValueError(
                f"tasks.{asked[0]} cannot be asked: the imported files {unfit[asked[0]]}; allowed are {fit}"
            )
        return self

    @model_validator(mode="after")
    def _layers_are_told(self) -> Recipe:
        for task, switch in TOLD.items():
            if task in self.task_options and not getattr(self, switch):
                raise ValueError(
                    f"tasks.{task} asks for what only the truth of a recipe with {switch}: true tells; set both"
                )
        return self

    @model_validator(mode="after")
    def _pictures_are_edited(self) -> Recipe:
        if "edit" in self.task_options and not self.edits.share:
            raise ValueError("tasks.edit asks for pictures that edits.share 0 does not make; set it above 0")
        if self.imported and self.edits.share:
            raise ValueError("edits.share must be 0: what was imported cannot be rendered again")
        if "stereo_disparity" in self.task_options and not self.stereo.share:
            raise ValueError(
                "tasks.stereo_disparity asks for pictures that stereo.share 0 does not make; set it above 0"
            )
        if self.imported and self.stereo.share:
            raise ValueError("stereo.share must be 0: what was imported cannot be rendered again")
        return self

    @model_validator(mode="after")
    def _scenes_are_seen_twice(self) -> Recipe:
        asked = sorted(TWO_VIEWS & self.task_options.keys())
        if asked and self.views_per_scene < 2:
            raise ValueError(f"tasks.{asked[0]} asks about two views of a scene; views_per_scene must be at least 2")
        return self

    @model_validator(mode="after")
    def _clips_go_on(self) -> Recipe:
        asked = [name for name, task in self.task_options.items() if "clips" in task.needs]
        if asked and not self.clips:
            raise ValueError(f"tasks.{asked[0]} asks about clips; set clips, such as clips: {{fps: 8}}")
        if self.clips and self.views_per_scene < 2:
            raise ValueError("clips have views_per_scene frames; it must be at least 2")
        if self.clips and (self.edits.share or self.stereo.share or self.imported):
            raise ValueError("clips are rendered, and have neither edits nor stereo pairs: leave one of them out")
        if self.clips and (apart := sorted(TWO_VIEWS & self.task_options.keys())):
            raise ValueError(f"tasks.{apart[0]} asks about views of a scene that stands still; leave clips out")
        return self

    @model_validator(mode="after")
    def _names_are_english(self) -> Recipe:
        semantic = self.tasks.get("semantic", SemanticOptions())
        if semantic.vocabulary != OWN_NAMES and (others := sorted(self.languages.keys() - {"en"})):
            raise ValueError(
                f"tasks.semantic.vocabulary {semantic.vocabulary} has names in English alone; languages must be [en], "
                f"and names {others[0]}"
            )
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
        left_out = {"max_failed_fraction"} | {name for name in ("imported", "prompts") if not getattr(self, name)}
        left_out |= set() if self.people.share else {"people"}  # so recipes of before keep theirs
        left_out |= {"name"} if data_version < NAME_COUNTS_SINCE else set()
        content = self.model_dump(mode="json", exclude=left_out) | {"data_version": data_version}
        content |= {old: content.pop(new) for old, new in RENAMED.items() if new in content}
        if data_version < REFERRING_OPTIONS_SINCE and "referring" in content["tasks"]:
            content["tasks"]["referring"] = {"weight": content["tasks"]["referring"]["weight"]}
        if content["tasks"].get("semantic", {}).get("vocabulary") == OWN_NAMES:  # so recipes of before keep theirs
            del content["tasks"]["semantic"]["vocabulary"]
        return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

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
        odd = [entry.size for entry in self.resolution if any(side % SIDE_STEP_WISHED for side in entry.size)]
        if self.imported and self.imported.benchmark and self.imported.benchmark.role == "test":
            odd = []  # nobody learns from it
        frames = sum(len(file.frames) for file in self.scene_files)
        many = f"files name {frames:,} scenes with their frames, and scenes {self.scenes:,} does not show all of them"
        joints = [name for name, task in self.task_options.items() if "joints" in task.needs]
        lonely = joints if not (self.people.share or self.own_layouts or self.imported) else []
        unasked = sorted({language_of(name) for name in self.prompts} - {"en", *self.languages})
        shards = -(-self.scenes // self.scenes_per_shard)
        few = f"{self.scenes} scenes, {self.scenes_per_shard} a shard, make fewer shards than there are splits"
        return (
            [many] * (frames > self.scenes)
            + [f"{few} ({', '.join(self.splits)}), so that some get none"] * (shards < len(self.splits))
            + [f"tasks.{name} asks for joints of people, and people.share is 0: no view has any" for name in lonely]
            + [
                f"prompts have files for {name}, which is none of the languages that are asked: name it there"
                for name in unasked
            ]
            + [
                f"resolution {width}×{height} is not a multiple of {SIDE_STEP_WISHED} on both sides: SimpleTuner and "
                "ai-toolkit would resample the targets to their buckets, which destroys what the colours mean"
                for width, height in odd
            ]
        )


def file_digest(path: str) -> str:
    """Return the SHA-256 of a file; raises OSError."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_of_file(path: Any) -> str:
    try:
        return file_digest(str(path))
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise ValueError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _digest_of_scene_file(path: Any) -> str:
    try:
        return scene_file_digest(str(path))
    except RequestError as error:
        raise ValueError(str(error)) from None


def _digest_of_library(name: Any) -> str:
    try:
        return library_digest(str(name))
    except (AssetError, ValueError) as error:
        raise ValueError(str(error)) from None


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("it must be a list, such as [name]")  # noqa: TRY004
    return value


def bundled_recipes() -> dict[str, str]:
    """Return the text of every recipe that ships with Cavendish, by name."""
    folder = files(__package__) / "recipes"
    return {
        Path(entry.name).stem: entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    }


def load_recipe(name_or_path: Recipe | str | Path) -> Recipe:
    """Return a bundled recipe by its name, or one from a YAML file; a recipe is itself. Raises RecipeError."""
    if isinstance(name_or_path, Recipe):
        return name_or_path
    if not isinstance(name_or_path, str | Path):
        what = "a recipe is a Recipe(...), the name of a bundled one, or the path of a YAML file"
        raise RecipeError(f"{what}, not {name_or_path!r:.60}")
    bundled, name = bundled_recipes(), str(name_or_path)
    if name in bundled:
        return parse_recipe(bundled[name], name)
    path = Path(name)
    try:
        return parse_recipe(_text_of(path), name, path.parent)
    except FileNotFoundError:
        known = one_of(name, bundled)
        raise RecipeError(f"{path}: no such file, and no bundled recipe of that name{known}") from None
    except OSError as error:
        raise RecipeError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise RecipeError(f"{path}: is no UTF-8 text") from None


def _text_of(path: Path) -> str:
    if path.exists() and not path.is_file():  # a pipe or a device has no end
        raise OSError("it is not a file")
    with path.open("rb") as file:
        return file.read(4 * MOST_CHARACTERS + 1).decode()


def parse_recipe(text: str, source: str, folder: Path = Path()) -> Recipe:
    """Return the recipe written in `text`, whose prompts lie in `folder`; `source` names it in errors.

    Raises RecipeError.
    """
    try:
        data = load_yaml(text)
    except ValueError as error:
        raise RecipeError(f"{source}: {error}") from None
    if not isinstance(data, dict):
        found = "empty" if data is None else f"a {type(data).__name__}"
        raise RecipeError(f"{source}: a recipe is a mapping of fields such as `scenes: 8`; this is {found}")
    if isinstance(data.get("prompts"), str):
        data["prompts"] = str(folder / data["prompts"])
    try:
        return Recipe.model_validate(data)
    except RecipeError as error:
        raise RecipeError(f"{source}: {error}") from None


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
