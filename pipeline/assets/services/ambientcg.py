"""ambientCG, as its public documentation describes it: https://docs.ambientcg.com (its API of version 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from pydantic import BaseModel, TypeAdapter

from ....scenes.assets.library import LibraryKind
from ..items import Rights
from .remote import Ask, Choice, RemoteAsset, RemoteFile, understood

TYPES: dict[LibraryKind, str] = {"textures": "Material", "skies": "HDRI"}
SUFFIX: dict[LibraryKind, str] = {"textures": "JPG", "skies": "HDR"}  # of a download's name: 2K-JPG, 2K-HDR
PAGE = 100  # the most that one answer holds


class _Download(BaseModel):
    attribute: str
    downloadLink: str  # noqa: N815 - as the service spells it
    fileName: str  # noqa: N815
    size: int = 0


class _Downloads(BaseModel):
    downloads: list[_Download] = []


class _Folder(BaseModel):
    downloadFiletypeCategories: dict[str, _Downloads] = {}  # noqa: N815


class _Asset(BaseModel):
    assetId: str  # noqa: N815
    dimensionX: float | None = None  # noqa: N815 - in centimetres, 0 where it is not known
    downloadFolders: dict[str, _Folder] = {}  # noqa: N815


class _Page(BaseModel):
    foundAssets: list[_Asset]  # noqa: N815


_PAGES = TypeAdapter(_Page)


@dataclass(frozen=True, slots=True)
class AmbientCG:
    """Textures and environment maps, all CC0, as its licence page says; its answers do not repeat it."""

    base_url: str = "https://ambientcg.com"
    name: str = "ambientcg"
    credit: str = "from ambientCG (ambientcg.com), all CC0 1.0"
    kinds: tuple[LibraryKind, ...] = tuple(TYPES)

    def find(self, choice: Choice, ask: Ask) -> Iterator[RemoteAsset]:
        """Yield what the service finds for the words, in its order by popularity, page by page."""
        offset = 0
        while assets := self._page(choice, offset, ask):
            for asset in assets:
                page = f"https://ambientcg.com/view?id={quote(asset.assetId, safe='')}"
                rights = Rights("CC0 1.0", "ambientCG", page)
                yield RemoteAsset(asset.assetId, rights, _files(asset, choice), (asset.dimensionX or 0) / 100)
            offset += len(assets)

    def _page(self, choice: Choice, offset: int, ask: Ask) -> list[_Asset]:
        wanted = {
            "type": TYPES[choice.kind],
            "q": ",".join(choice.query.split()),
            "sort": "Popular",
            "include": "downloadData,dimensionsData",
            "limit": PAGE,
            "offset": offset,
        }
        path = f"/api/v2/full_json?{urlencode(wanted, safe=',')}"
        return understood(_PAGES, ask(path), f"{self.name}: /api/v2/full_json").foundAssets


def _files(asset: _Asset, choice: Choice) -> tuple[RemoteFile, ...]:
    """Return the one file of an asset: an archive of pictures, or an environment map."""
    name = f"{choice.resolution.upper()}-{SUFFIX[choice.kind]}"
    offers = (
        download
        for folder in asset.downloadFolders.values()
        for category in folder.downloadFiletypeCategories.values()
        for download in category.downloads
        if download.attribute == name
    )
    found = next(offers, None)
    return (RemoteFile(found.downloadLink, found.fileName, found.size),) if found else ()
