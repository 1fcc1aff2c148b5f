"""Reads the catalogues of Sweet Home 3D's furniture libraries (.sh3f): what each model is, how large, and whose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from ...renderers.blender.model_materials import resolve
from ...scenes.assets.library import Excluded
from ...scenes.assets.matching import named_family
from ...scenes.assets.sources import ModelSource
from ...scenes.assets.vocabulary import concept_of
from ...scenes.poses import Vec3
from .items import Rights, SourceContents, SourceItem, slug, unlike

CATALOGUE = "PluginFurnitureCatalog.properties"
ETEKS = "Emmanuel Puybaret / eTeks"
SCOPIA = "Scopia Visual Interfaces Systems"
LICENCES = (  # what the catalogues' headers say, and what that is called; the first that fits
    ("public domain", "CC0 1.0"),
    ("attribution 3.0 united states", "CC BY 3.0 US"),
    ("attribution 3.0", "CC BY 3.0"),
)
# Models whose own folder states another licence than their library.
OWN_LICENCES = {"winchesterSofa": "CC BY 3.0", "winchesterArmchair": "CC BY 3.0", "wire-coathanger": "CC0 1.0"}
BRANDS = re.compile(r"apple|playstation|ford|peugeot|renault|seat leon|chevrolet|yamaha|concept|smart|vw |\d")
NO_SYNONYMS = {"", "blend swap", "scpts", "adjustable", "haussmann"}

Properties = dict[str, str]


def read_library(folder: Path) -> SourceContents:
    """Return the models of an unpacked .sh3f library; `folder` holds its catalogue."""
    header, entries = read_properties((folder / CATALOGUE).read_text("latin-1"))
    joint = _joint(folder)
    names = [entry.get("id", f"model {number}").rpartition("#") for number, entry in entries.items()]
    ids = unlike(slug(f"{library or folder.name}-{name}") for library, _, name in names)
    items, excluded = [], []
    for model, (number, entry) in zip(ids, entries.items(), strict=True):
        reason = _unfit(entry, folder) or _unknown(entry)
        if reason:
            excluded.append(Excluded(model, reason))
        else:
            items.append(_item(model, names[list(entries).index(number)][2], entry, folder, header, joint))
    return SourceContents(tuple(items), tuple(excluded))


def read_properties(text: str) -> tuple[Properties, dict[int, Properties]]:
    """Return the header of a Java properties file of a catalogue, and its numbered entries."""
    header: Properties = {}
    entries: defaultdict[int, Properties] = defaultdict(dict)
    lines = re.sub(r"\\\r?\n[ \t]*", "", text).splitlines()
    for line in lines:
        match = re.match(r"\s*([^#!=:\s][^=:#\s]*)(?:#(\d+))?\s*[=:]\s*(.*)", line)
        if match:
            (entries[int(match[2])] if match[2] else header)[match[1]] = _unescaped(match[3]).strip()
    return header, dict(sorted(entries.items()))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(u([0-9a-fA-F]{4})|.)", lambda m: chr(int(m[2], 16)) if m[2] else m[1], text)


def _item(
    model: str, name: str, entry: Properties, folder: Path, header: Properties, joint: frozenset[str]
) -> SourceItem:
    source = ModelSource(model, _model_path(folder, entry), "y", _size_m(entry))
    concept = concept_of(_names(entry))
    if concept is None:
        raise ValueError(f"{model} has no concept")  # `_unknown` has left such out
    said = entry["name"].lower()
    licence = OWN_LICENCES.get(name) or _licence(header)
    library = header.get("name") or folder.name
    rights = Rights(
        licence, _author(name, entry, joint), f"Sweet Home 3D, {library} {header.get('version', '')}".strip()
    )
    synonyms = tuple(tag.lower() for tag in _tags(entry) if tag.lower() not in NO_SYNONYMS)
    return SourceItem(source, concept.category if BRANDS.search(said) else said, synonyms, concept, rights)


def _unfit(entry: Properties, folder: Path) -> str:
    """Return why an entry cannot be used, as far as its catalogue and its files tell; empty where it can."""
    if entry.get("doorOrWindow") == "true" or entry.get("category") in ("Doors and windows", "Staircases"):
        return "belongs into a wall or between storeys"
    if "modelRotation" in entry:
        return "is turned by its catalogue, whose size then is not that of the model"
    try:
        size = _size_m(entry)
    except (KeyError, ValueError):
        return "has no size in its catalogue"
    path = _model_path(folder, entry)
    if not path.resolve().is_relative_to(folder.resolve()):
        return "its file lies outside its library"
    if not path.is_file():
        return "its file is missing"
    if min(size) <= 0:
        return "has no size in its catalogue"
    return _bad_materials(path) if path.suffix.lower() == ".obj" else ""


def _unknown(entry: Properties) -> str:
    return "" if concept_of(_names(entry)) else "is nothing that scenes have a place for"


def _bad_materials(path: Path) -> str:
    """Return what is wrong with the materials of an OBJ file."""
    text = path.read_text("latin-1")
    used = set(re.findall(r"^usemtl[ \t]+(.+?)\s*$", text, re.MULTILINE))
    libraries = re.findall(r"^mtllib[ \t]+(.+?)\s*$", text, re.MULTILINE)
    found = [file for name in libraries if (file := resolve(name, path.parent))]
    stuff = "\n".join(file.read_text("latin-1") for file in found)
    defined = set(re.findall(r"^\s*newmtl[ \t]+(.+?)\s*$", stuff, re.MULTILINE))
    if lost := sorted(name for name in used - defined if not named_family(name)):
        return f"uses the material {lost[0]!r}, which is nowhere defined"
    pictures = re.findall(r"^\s*map_Kd[ \t]+(.+?)\s*$", stuff, re.MULTILINE)
    return "a picture on it is missing" if any(resolve(name, path.parent) is None for name in pictures) else ""


def _names(entry: Properties) -> list[str]:
    return [entry.get("name", ""), *_tags(entry)[1:]]


def _tags(entry: Properties) -> list[str]:
    return [tag.strip() for tag in entry.get("tags", "").split(",")]


def _model_path(folder: Path, entry: Properties) -> Path:
    return folder / entry.get("model", "").lstrip("/")


def _size_m(entry: Mapping[str, str]) -> Vec3:
    width, depth, height = (float(entry[key]) / 100 for key in ("width", "depth", "height"))
    return (width, depth, height)


def _licence(header: Properties) -> str:
    text = header.get("license", "").lower()
    return next((name for words, name in LICENCES if words in text), header.get("license") or "not stated")


def _author(name: str, entry: Properties, joint: frozenset[str]) -> str:
    creator = entry.get("creator") or "unknown"
    if creator != "Scopia":
        return creator
    return f"{ETEKS} and {SCOPIA}" if name in joint else SCOPIA


def _joint(folder: Path) -> frozenset[str]:
    """Return the models that a library's licence file lists as of two authors."""
    path = folder / "LICENSE.TXT"
    return (
        frozenset(re.findall(r"^- (\S+)", path.read_text("latin-1"), re.MULTILINE)) if path.is_file() else frozenset()
    )
