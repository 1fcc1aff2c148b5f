"""What was asked (Recipe) and what came out (ShardRecord, Manifest), with where it came from (Platform)."""

from .loading import bundled_recipes, load_recipe
from .platform import Platform, current_platform
from .recipe import Recipe, RecipeError
from .recipe_digest import DATA_VERSION, VIEWS_VERSION
from .records import (
    FileRecord,
    FileWarning,
    Manifest,
    Quarantined,
    Rejection,
    Retry,
    SceneRecord,
    ShardRecord,
    StorageRetry,
    ViewRecord,
)
from .view_options import Gates

__all__ = [
    "DATA_VERSION",
    "VIEWS_VERSION",
    "FileRecord",
    "FileWarning",
    "Gates",
    "Manifest",
    "Platform",
    "Quarantined",
    "Recipe",
    "RecipeError",
    "Rejection",
    "Retry",
    "SceneRecord",
    "ShardRecord",
    "StorageRetry",
    "ViewRecord",
    "bundled_recipes",
    "current_platform",
    "load_recipe",
]
