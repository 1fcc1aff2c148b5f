"""What a recipe names beside itself: whether it is here, and the same as when the recipe was made."""

from __future__ import annotations

from importlib.util import find_spec

from ...manifests import FileWarning, Recipe
from ...manifests.file_digests import file_digest
from ...manifests.imported import IMPORTED
from ...scenes.assets.library import library_digest
from ...scenes.companions.walk import companions
from ...scenes.errors import AssetError, RequestError


def check_inputs(recipe: Recipe) -> None:
    """Raise RequestError where anything that the recipe names is missing or another one; nothing is run."""
    check_renderable(recipe)
    _check_libraries(recipe)
    check_code(recipe)


def check_here(recipe: Recipe) -> None:
    """Raise RequestError where this machine lacks anything to render the recipe with; nothing is run."""
    check_inputs(recipe)
    if recipe.renderer == "blender":
        check_blender(f"{recipe.name}: is rendered with")


def check_blender(what_with: str) -> None:
    """Raise RequestError where Blender is not installed here; the sentence begins with what is done with it."""
    if not blender_is_here():
        raise RequestError(
            f"{what_with} Blender, which is not installed here: pip install 'cavendish[render]', with Python 3.11"
        )


def blender_is_here() -> bool:
    """Return whether this machine can render with Blender."""
    return all(map(find_spec, ("bpy", "blenderproc")))


def missing_files(recipe: Recipe) -> tuple[FileWarning, ...]:
    """Return what the recipe's scene files name that is not there; raises RequestError where one cannot be read."""
    return tuple(FileWarning(file=path, message=said) for path in recipe.files for said in companions(path).missing)


def check_renderable(recipe: Recipe) -> None:
    """Raise RequestError where there is nothing to render: what was imported can only be imported again."""
    if recipe.renderer == IMPORTED:
        raise RequestError(f"{recipe.name}: was imported, not rendered; import it again with `cavendish import`")


def check_code(recipe: Recipe) -> None:
    """Raise RequestError where a Python file among the layouts is missing or another one than the recipe's."""
    for path in recipe.own_layouts:
        digest = recipe.code.get(path, "")
        try:
            found = file_digest(path)
        except OSError as error:
            raise RequestError(f"layouts.{path}: cannot be read: {error.strerror}") from None
        if found != digest:
            raise RequestError(f"layouts.{path}: is not the file that the recipe was made with ({digest[:12]}…)")


def _check_libraries(recipe: Recipe) -> None:
    """Raise RequestError where this machine's libraries are not those of the recipe."""
    for name, digest in recipe.assets.items():
        try:
            here = library_digest(name)
        except AssetError as error:
            raise RequestError(f"assets: {error}") from None
        if here != digest:
            raise RequestError(
                f"assets: library {name} has the digest {here[:12]}… here, and {digest[:12]}… in the recipe; "
                "`cavendish assets add` it from the same files with the same version"
            )
