"""One sample, and everything that is known of where it comes from."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import Any

from ...manifests import Manifest, SceneRecord, ShardRecord, ViewRecord
from ...scenes.errors import RequestError, WorkError
from ..dataset.checked import told_as_damage
from ..dataset.contents import read_samples
from ..dataset.folder import read_manifest, read_record
from ..dataset.keys import SampleKey
from ..dataset.plan import plan_shards
from ..dataset.samples import Sample, metadata_of
from ..dataset.storage import Location
from ..terminal.plaintext import one_line

JSON_FIELDS = (
    "codec_parameters",
    "palette",
    "referents",
    "camera",
)  # of KEY.json, which holds them as strings; of unknown cameras, an empty one


@dataclass(frozen=True, slots=True)
class InspectedSample:
    """A sample, its metadata with everything unpacked, and the records of its dataset, shard, scene and view."""

    sample: Sample
    meta: dict[str, Any]
    manifest: Manifest
    record: ShardRecord
    scene: SceneRecord
    view: ViewRecord

    def origin(self) -> dict[str, Any]:
        """Return where the sample comes from, by names that people read."""
        platform, recipe = self.record.platform, self.manifest.recipe
        return {
            "recipe": recipe.name,
            "recipe digest": self.manifest.recipe_digest,
            "seed": recipe.seed,
            "renderer": recipe.renderer,
            "quality": recipe.quality,
            "shard": self.record.tar.path,
            "shard's SHA-256": self.record.tar.sha256,
            "truth": self.record.truth.path,
            "scene's digest": self.scene.digest,
            "cameras turned down before": [reject.reason for reject in self.view.rejected],
            "made on": f"{platform.device}, {platform.system} {platform.machine} ({platform.instruction_set})",
            "made with": ", ".join(f"{name} {version}" for name, version in platform.packages.items()),
            "host": self.record.host,
            "licences of the shard": list(self.record.licences),
        }


def find(root: Location, key: str) -> InspectedSample:
    """Return a sample by its key; raises RequestError, with near keys where it does not exist, or WorkError."""
    manifest = read_manifest(root)
    asked = _parsed(key, manifest)
    scene = asked.scene
    plan = plan_shards(manifest.recipe)[scene // manifest.recipe.scenes_per_shard]
    record = read_record(root, plan.name)
    if record is None:
        raise WorkError(f"{root}: shard {plan.name}, which holds scene {scene}, is not built")
    for lost in record.quarantined:
        if lost.scene == scene:
            raise WorkError(f"{root}: scene {scene} was given up, so it has no samples: {one_line(lost.message)}")
    samples = {sample.key: sample for sample in read_samples(root, plan, record)}
    if key not in samples:
        beside = [name for name in samples if name.startswith(f"{scene:08d}-")]
        near = difflib.get_close_matches(key, beside or samples, n=3, cutoff=0.0)
        raise RequestError(f"KEY {_short(key)}: is not a sample of {root}; near it are {', '.join(near) or 'none'}")
    with told_as_damage(plan.name):
        meta = metadata_of(samples[key].parts)
        meta |= {name: json.loads(meta[name] or "{}") for name in JSON_FIELDS}
        view = next(view for view in record.views if (view.scene, view.view) == (scene, asked.view))
    return InspectedSample(
        samples[key], meta, manifest, record, next(s for s in record.scenes if s.scene == scene), view
    )


def _parsed(key: str, manifest: Manifest) -> SampleKey:
    try:
        asked = SampleKey.parse(key)
    except ValueError:
        example = SampleKey(0, 0, 0, next(iter(manifest.recipe.task_options)))
        raise RequestError(f"KEY {_short(key)}: is not SCENE-VIEW-SAMPLE-TASK, as in {example}") from None
    if not 0 <= asked.scene < manifest.recipe.scenes:
        raise RequestError(f"KEY {_short(key)}: scene {asked.scene} is not one of 0-{manifest.recipe.scenes - 1}")
    return asked


def _short(key: str) -> str:
    return repr(key if len(key) <= 60 else key[:59] + "…")
