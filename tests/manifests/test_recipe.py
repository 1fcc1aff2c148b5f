"""A recipe is checked to the last field, and says in one sentence what is wrong."""

from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import yaml

from cavendish.manifests import Recipe, RecipeError, bundled_recipes, load_recipe
from cavendish.manifests.loading import parse_recipe
from cavendish.manifests.recipe_rules import TOLD
from cavendish.manifests.task_options import Colormap, Convention
from cavendish.manifests.tasks import Tasks
from cavendish.pipeline.codecs import colormaps, normals
from cavendish.scenes.camera_styles import STYLE_NAMES

BASE = "name: a\nscenes: 2\nresolution: [64, 64]\nlayouts: {shapes: 1}\n"

WRONG = {
    "the old name of a field": (BASE + "may_fail: 0.1", ["may_fail is called max_failed_fraction now"]),
    "the old name of another": (BASE + "edition: 1", ["edition is called prompt_seed now"]),
    "a name that is a number": (BASE + "3: 1", ["3 is ", "text"]),
    "a layout that is not there": (BASE.replace("shapes", "gone.py"), ["gone.py: cannot be read: No such file"]),
    "not YAML": ("[1", ["not YAML at line 1"]),
    "no mapping": ("- a", ["mapping"]),
    "a field is missing": ("name: a", ["scenes is missing"]),
    "unknown key": (BASE + "sceness: 3", ["sceness", "did you mean scenes?"]),
    "unknown key without a near one": (BASE + "zzz: 3", ["zzz", "allowed are", "views_per_scene"]),
    "unknown gate": (BASE + "gates: {min_dept_m: 1}", ["gates.min_dept_m", "did you mean min_depth_m?"]),
    "unknown key of a size": (BASE.replace("[64, 64]", "[{size: [64, 64], wight: 2}]"), ["did you mean weight?"]),
    "wrong type": (BASE + "seed: abc", ["seed", '"abc"', "a whole number"]),
    "a number where a list belongs": (BASE.replace("[64, 64]", "64"), ["resolution", "64"]),
    "a negative count": (BASE.replace("2", "-2"), ["scenes", "-2", "1 or more"]),
    "more shards than names": (
        BASE.replace("scenes: 2", "scenes: 50000000\nscenes_per_shard: 20"),
        ["scenes_per_shard 20", "1,000,000 shards", "at least 50 is allowed"],
    ),
    "odd sides": (BASE.replace("[64, 64]", "[65, 64]"), ["resolution", "65", "multiple of 16"]),
    "one side": (BASE.replace("[64, 64]", "[64]"), ["resolution"]),
    "unknown layout": (BASE.replace("shapes", "shape"), ["layouts", "'shape'", "did you mean shapes?"]),
    "no layout": (BASE.replace("{shapes: 1}", "{}"), ["layouts"]),
    "zero weight": (BASE.replace("shapes: 1", "shapes: 0"), ["layouts.shapes", "greater than 0"]),
    "infinite weight": (BASE.replace("shapes: 1", "shapes: .inf"), ["layouts.shapes", "finite"]),
    "unknown task": (BASE + "tasks: {dept: 1}", ["tasks.dept", "did you mean depth?"]),
    "no task": (BASE + "tasks: {}", ["tasks", "at least one"]),
    "a task without a weight": (BASE + "tasks: {depth: }", ["tasks.depth", "a weight such as 2"]),
    "a task's weight of zero": (BASE + "tasks: {depth: 0}", ["tasks.depth.weight", "greater than 0"]),
    "unknown option": (BASE + "tasks: {depth: {wieght: 2}}", ["tasks.depth.wieght", "did you mean weight?"]),
    "an option of another task": (BASE + "tasks: {depth: {negatives: 0.1}}", ["tasks.depth.negatives", "colormaps"]),
    "unknown colour map": (BASE + "tasks: {depth: {colormaps: {jet: 1}}}", ["tasks.depth.colormaps.jet", "'viridis'"]),
    "an unknown curve": (
        BASE + "tasks: {scaled_depth: {curves: {room: 1}}}",
        ["curves", "room is none of near, rooms"],
    ),
    "half a curve": (
        BASE + "tasks: {scaled_depth: {curves: {a: {lam: -3}}}}",
        ["curves.a", "lam and c, or near_m and"],
    ),
    "a curve of two forms": (
        BASE + "tasks: {scaled_depth: {curves: {a: {lam: -3, c: 1, far_m: 2}}}}",
        ["tasks.scaled_depth.curves.a", "has lam and c, or near_m and far_m"],
    ),
    "a range that falls": (
        BASE + "tasks: {scaled_depth: {curves: {a: {near_m: 5, far_m: 2}}}}",
        ["tasks.scaled_depth.curves.a", "near_m must be less than far_m, 2"],
    ),
    "a curve that does not rise": (
        BASE + "tasks: {scaled_depth: {curves: {a: {lam: 1, c: 2}}}}",
        ["tasks.scaled_depth.curves.a.lam", "-1.1 or less"],
    ),
    "another curve of a name": (
        BASE + "tasks: {scaled_depth: {curves: {near: {lam: -3, c: 2}}}}",
        ["curves", "near is a curve that is there already"],
    ),
    "a share above one": (BASE + "tasks: {instance: {negatives: 2}}", ["tasks.instance.negatives", "1 or less"]),
    "no language code": (BASE + "languages: {german: 1}", ["languages.german", "pattern"]),
    "unknown quality": (BASE + "quality: best", ["quality", '"best"', "'draft'"]),
    "a name that is no file name": (BASE.replace("name: a", "name: ../a"), ["name", "../a"]),
    "a truth value as a number": (BASE + "seed: true", ["seed", "true"]),
    "a renderer that cannot": (BASE.replace("shapes", "room") + "renderer: analytic", ["analytic", "shapes"]),
    "an imported layout that was not": (BASE.replace("shapes", "imported"), ["`cavendish import` writes all three"]),
    "an imported layout among others": (BASE.replace("shapes: 1", "shapes: 1, imported: 1"), ["writes all three"]),
    "an imported renderer without files": (BASE + "renderer: imported", ["writes all three"]),
    "an unknown weather": (BASE + "weather: {fogg: 1}", ["weather", "'fogg'", "did you mean fog"]),
    "no weather": (BASE + "weather: {}", ["weather"]),
    "a weather without weight": (BASE + "weather: {snow: 0}", ["weather.snow", "greater than 0"]),
    "an unknown style": (BASE + "camera: {style: {fone: 1}}", ["camera.style", "'fone'", "did you mean phone"]),
    "no style": (BASE + "camera: {style: {}}", ["camera.style"]),
    "a style without weight": (BASE + "camera: {style: {phone: 0}}", ["camera.style.phone", "greater than 0"]),
    "grain of no camera": (BASE + "camera: {grain: 0.1, style: {phone: 1}}", ["camera.grain", "ideal", "leave"]),
    "a view transform of no camera": (
        BASE + "camera: {style: {phone: 1}}\nview_transform: Filmic",
        ["view_transform", "ideal"],
    ),
    "a digest that is none": (BASE + "imported: {format: folder, digest: a}", ["imported.digest", "pattern"]),
    "a tag that would run code": (BASE + "seed: !!python/object/apply:os.system [ls]", ["not YAML"]),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG.keys())
def test_one_sentence_for_what_is_wrong(text: str, expected: list[str]) -> None:
    with pytest.raises(RecipeError) as caught:
        parse_recipe(text, "r.yaml")
    message = str(caught.value)
    assert message.startswith("r.yaml: ")
    assert "\n" not in message
    for part in expected:
        assert part in message


def test_bundled_recipes_are_valid_and_trainable() -> None:
    without_library = {"quickstart", "mixed", "paper-3d", "cavendish-10k", "cavendish-1m"}
    assert without_library | {"mixed-sweethome3d"} == set(bundled_recipes())
    for name in without_library:
        assert load_recipe(name).warnings() == []


def test_the_mixed_recipes_differ_in_their_library_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAVENDISH_ASSETS", str(tmp_path))
    with pytest.raises(RecipeError, match=r"no asset library 'sweethome3d'.*cavendish assets add"):
        load_recipe("mixed-sweethome3d")
    (tmp_path / "sweethome3d").mkdir()
    (tmp_path / "sweethome3d" / "index.json").write_text("{}")
    mixed, with_library = load_recipe("mixed").model_dump(), load_recipe("mixed-sweethome3d").model_dump()
    assert {name for name in mixed if mixed[name] != with_library[name]} == {"name", "assets"}


def test_the_recipes_to_publish_ask_every_task_but_those_of_clips_and_share_no_scene() -> None:
    small, large = load_recipe("cavendish-10k"), load_recipe("cavendish-1m")
    of_clips = {name for name, options in get_type_hints(Tasks).items() if "clips" in options.needs}
    assert set(small.task_options) == set(get_type_hints(Tasks)) - of_clips
    assert all(getattr(small, switch) for switch in TOLD.values())
    assert {name for name, _ in small.camera.styles} == set(STYLE_NAMES)
    assert small.people.share > 0
    assert (small.samples_of_each_view, small.seed != large.seed) == (5, True)
    assert [each.scenes * each.views_per_scene * each.samples_of_each_view for each in (small, large)] == [10**4, 10**6]
    apart = {name for name, value in small.model_dump().items() if value != large.model_dump()[name]}
    assert apart == {"name", "seed", "scenes", "scenes_per_shard", "splits"}


def test_a_missing_file_names_what_is_bundled() -> None:
    with pytest.raises(RecipeError, match=r"no such file.*quickstart"):
        load_recipe("nowhere.yaml")
    with pytest.raises(RecipeError, match=r"did you mean 'quickstart'\?"):
        load_recipe("quickstrt")


def test_sides_that_trainers_resample_are_warned_of() -> None:
    (warning,) = parse_recipe(BASE.replace("[64, 64]", "[80, 64]"), "r").warnings()
    assert "80×64" in warning


def test_splits_that_get_no_shard_are_warned_of() -> None:
    two = "splits: {train: 9, val: 1}\n"
    (warning,) = parse_recipe(BASE + f"{two}scenes_per_shard: 2\n", "r").warnings()
    assert warning.startswith("2 scenes, 2 a shard, make")
    assert warning.endswith("fewer shards than there are splits (train, val), so that some get none")
    assert parse_recipe(BASE + f"{two}scenes_per_shard: 1\n", "r").warnings() == []


def test_asking_for_joints_where_there_are_no_people_is_warned_of() -> None:
    asking = BASE + "tasks: {pose: 1, depth: 1}\n"
    assert parse_recipe(asking, "r").warnings() == [
        "tasks.pose asks for joints of people, and people.share is 0: no view has any"
    ]
    assert parse_recipe(asking + "people: {share: 0.5}", "r").warnings() == []


def test_the_digest_covers_content_and_nothing_else() -> None:
    recipe = parse_recipe(BASE, "r")
    assert recipe.digest == parse_recipe(BASE + "seed: 0", "r").digest
    assert recipe.digest != parse_recipe(BASE + "seed: 1", "r").digest
    assert recipe.digest != parse_recipe(BASE + "gates: {attempts: 5}", "r").digest


@pytest.mark.parametrize("layer", TOLD.values())
def test_layers_are_off_unless_asked_for_and_count_in_the_digest_only_then(layer: str) -> None:
    without, said, told = (parse_recipe(BASE + more, "r") for more in ("", f"{layer}: false", f"{layer}: true"))
    assert (getattr(without, layer), getattr(told, layer)) == (False, True)
    assert without.digest == said.digest != told.digest
    assert layer not in without.model_dump()
    assert getattr(parse_recipe(yaml.safe_dump(told.model_dump(mode="json")), "r"), layer)


@pytest.mark.parametrize("task", TOLD)
def test_a_task_needs_the_layer_that_it_asks_for(task: str) -> None:
    with pytest.raises(RecipeError, match=f"tasks.{task} asks for what only .* {TOLD[task]}: true tells; set both"):
        parse_recipe(BASE + f"tasks: {{{task}: 1}}", "r")
    parse_recipe(BASE + f"tasks: {{{task}: 1}}\n{TOLD[task]}: true", "r")


def test_it_is_clear_unless_weather_is_named_and_that_counts_in_the_digest_only_then() -> None:
    without, said, foggy = (
        parse_recipe(BASE + more, "r") for more in ("", "weather: {clear: 2}", "weather: {fog: 3, clear: 1}")
    )
    assert without.weathers == said.weathers == ()
    assert foggy.weathers == (("clear", 1.0), ("fog", 3.0))
    assert without.digest == said.digest != foggy.digest
    assert "weather" not in without.model_dump(mode="json")


def test_cameras_are_ideal_unless_styles_are_named_and_count_in_the_digest_only_then() -> None:
    without, said, styled = (
        parse_recipe(BASE + more, "r") for more in ("", "camera: {style: {ideal: 2}}", "camera: {style: {phone: 3}}")
    )
    assert without.camera.styles == said.camera.styles == ()
    assert styled.camera.styles == (("phone", 3.0),)
    assert without.digest == said.digest != styled.digest
    assert "style" not in without.model_dump()["camera"]
    assert parse_recipe(yaml.safe_dump(styled.model_dump(mode="json")), "r") == styled


def test_a_flash_counts_in_the_digest_only_where_it_is_asked_for() -> None:
    without, said, with_flash = (
        parse_recipe(BASE + more, "r") for more in ("", "camera: {flash: 0}", "camera: {flash: 0.3}")
    )
    assert without.digest == said.digest != with_flash.digest
    assert with_flash.camera.flash == 0.3


def test_light_is_kept_where_it_is_asked_for_and_counts_in_the_digest_only_then() -> None:
    without, said, kept = (parse_recipe(BASE + more, "r") for more in ("", "keep_light: false", "keep_light: true"))
    assert (without.keep_light, kept.keep_light) == (False, True)
    assert without.digest == said.digest != kept.digest


def test_lens_grain_and_view_transform_are_as_they_were_beside_ideal_cameras() -> None:
    text = BASE + "camera: {depth_of_field: 0.2, grain: 0.3, style: {phone: 1, ideal: 1}}\nview_transform: Filmic"
    assert parse_recipe(text, "r").camera.styles == (("ideal", 1.0), ("phone", 1.0))


def test_the_name_is_part_of_the_digest_since_it_decides_what_is_asked() -> None:
    one, other = (parse_recipe(BASE.replace("name: a", f"name: {name}"), "r") for name in "ab")
    assert one.digest_of(7) == other.digest_of(7)
    assert one.digest_of(8) != other.digest_of(8)


def test_prompts_have_a_root_of_name_seed_and_prompt_seed_alone() -> None:
    root = parse_recipe(BASE, "r").prompt_root
    changes = ("scenes: 9", "resolution: [128, 64]", "quality: draft", "samples_per_view: 3", "tasks: {depth: 2}")
    assert {parse_recipe(without(change) + change, "r").prompt_root for change in changes} == {root}
    for change in ("name: b", "seed: 1", "prompt_seed: 1"):
        assert parse_recipe(without(change) + change, "r").prompt_root != root


def without(change: str) -> str:
    """Return BASE without the field that a change sets."""
    field = change.partition(":")[0]
    return "".join(f"{line}\n" for line in BASE.splitlines() if not line.startswith(f"{field}:"))


def test_a_recipe_survives_json() -> None:
    recipe = load_recipe("quickstart")
    assert Recipe.model_validate_json(recipe.model_dump_json()) == recipe


def test_a_task_is_a_weight_or_options() -> None:
    recipe = parse_recipe(BASE + "tasks: {depth: 2, instance: {weight: 3, negatives: 0.1}}", "r")
    assert {name: options.weight for name, options in recipe.task_options.items()} == {"depth": 2.0, "instance": 3.0}
    assert recipe.tasks["instance"].negatives == 0.1
    assert recipe.samples_of_each_view == 2
    assert (
        recipe.digest
        == parse_recipe(BASE + "tasks: {depth: {weight: 2}, instance: {weight: 3, negatives: 0.1}}", "r").digest
    )
    assert Recipe.model_validate_json(recipe.model_dump_json()) == recipe


def test_languages_are_a_list_or_weights() -> None:
    assert parse_recipe(BASE + "languages: [de, es]", "r").languages == {"de": 1.0, "es": 1.0}
    assert parse_recipe(BASE + "languages: {de: 3, en: 1}", "r").languages == {"de": 3.0, "en": 1.0}


def test_task_options_name_what_the_codecs_know() -> None:
    assert get_args(Colormap) == colormaps.NAMES
    assert len({normals.CONVENTIONS[name] for name in get_args(Convention)}) == len(set(normals.CONVENTIONS.values()))


def test_people_are_none_unless_asked_for_and_count_in_the_digest_only_then() -> None:
    without, said = parse_recipe(BASE, "r"), parse_recipe(BASE + "people: {share: 0, most: 3}", "r")
    assert without.digest == said.digest != parse_recipe(BASE + "people: {share: 0.5}", "r").digest
    with pytest.raises(RecipeError, match=r"people\.share"):
        parse_recipe(BASE + "people: {share: 2}", "r")
