"""From what is wanted of a service to folders of files, one for each asset, with its rights."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from ....scenes.assets.library import Excluded
from ....scenes.errors import RequestError, expect_count, named
from ..archives import unzip
from ..items import Follow, Source, slug
from .ambientcg import AmbientCG
from .client import Client
from .polyhaven import PolyHaven
from .remote import Choice, RemoteAsset, Service

SERVICES: dict[str, Service] = {service.name: service for service in (AmbientCG(), PolyHaven())}
RESOLUTIONS = ("1k", "2k", "4k", "8k")
AT_ONCE = 4  # files that are fetched side by side: quick enough, and polite


def fetched(
    name: str, choice: Choice, licence: str, tile_m: float, folder: Path, follow: Follow
) -> tuple[list[Source], list[Excluded]]:
    """Fetch what is wanted of the service of that name into a folder; also returns what was left out, and why.

    `licence` is the only one that is taken, "" for any; `tile_m` stands in where a texture's width is not told.
    Raises RequestError where nothing is found, WorkError where the service fails.
    """
    service = SERVICES[name]
    _check(service, choice)
    client = Client(service.base_url)
    assets, excluded = chosen(service.find(choice, client.ask), choice, licence)
    if not assets:
        why = f"; {excluded[0].id}: {excluded[0].reason}" if excluded else ""
        raise RequestError(f"{name}: has no {choice.kind} for the words {choice.query!r}{why}", "query")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        follow(pool.map(partial(_fetch, client, folder), assets), len(assets), lambda asset: asset.id)
    return [_source(folder, asset, tile_m) for asset in assets], excluded


def chosen(
    assets: Iterable[RemoteAsset], choice: Choice, licence: str = ""
) -> tuple[list[RemoteAsset], list[Excluded]]:
    """Return the first assets that may be taken and together fit, and the ones before them that may not."""
    taken: list[RemoteAsset] = []
    left: list[Excluded] = []
    left_bytes = choice.most_mb * 1e6
    for asset in assets:
        if not asset.files:
            left.append(Excluded(slug(asset.id), f"is not there in {choice.resolution}"))
        elif not asset.rights.licence.lower().startswith(licence.lower()):
            left.append(Excluded(slug(asset.id), f"is under {asset.rights.licence}"))
        elif slug(asset.id) in {slug(each.id) for each in taken}:
            left.append(Excluded(slug(asset.id), "has the name of another"))
        elif asset.size_bytes > left_bytes:
            left.append(
                Excluded(slug(asset.id), f"would make it more than {choice.most_mb:g} MB, and so would the rest")
            )
            break
        else:
            taken.append(asset)
            left_bytes -= asset.size_bytes
        if len(taken) == choice.most:
            break
    return taken, left


def _check(service: Service, choice: Choice) -> None:
    named(dict.fromkeys(service.kinds), choice.kind, f"what is taken from {service.name}", "kind")
    named(dict.fromkeys(RESOLUTIONS), choice.resolution, "a resolution", "resolution")
    expect_count(choice.most, "most")


def _fetch(client: Client, folder: Path, asset: RemoteAsset) -> RemoteAsset:
    for file in asset.files:
        client.fetch(file, folder / slug(asset.id))
    return asset


def _source(folder: Path, asset: RemoteAsset, tile_m: float) -> Source:
    name = slug(asset.id)
    return Source(_opened(folder / name), asset.rights, asset.tile_m or tile_m, name)


def _opened(folder: Path) -> Path:
    """Unpack the archives of an asset beside them, and return its folder."""
    for archive in sorted(folder.glob("*.zip")):
        unzip(archive, folder)
    return folder
