"""A scene is tried, tried again where that may help, and given up with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ...manifests import Quarantined, Retry
from ..dataset.plan import ShardPlan
from .failures import FAILURES, Failure, MachineError, SceneError
from .scene import RenderedScene

KILLS = 20  # so often may a scene's process be killed from outside


class SceneRenderer(Protocol):
    """Who renders scenes."""

    def render(self, plan: ShardPlan, scene: int) -> RenderedScene:
        """Return one scene of a shard; raises SceneError."""


@dataclass(frozen=True, slots=True)
class SceneResult:
    """What became of a scene: it was rendered, or given up, or both where no camera saw it."""

    rendered: RenderedScene | None
    quarantined: Quarantined | None
    retries: tuple[Retry, ...] = ()


def render_with_retries(plan: ShardPlan, scene: int, renderer: SceneRenderer) -> SceneResult:
    """Render one scene of a shard, as often as its failures allow; raises MachineError where another machine should."""
    errors: list[SceneError] = []
    while True:
        try:
            rendered = renderer.render(plan, scene)
        except SceneError as error:
            errors.append(error)
            if _final(errors):
                return SceneResult(None, _given_up(plan, scene, errors), _retries(scene, errors[:-1]))
        else:
            return SceneResult(rendered, None if rendered.frames else _unseen(rendered), _retries(scene, errors))


def _final(errors: list[SceneError]) -> bool:
    """Whether the last of a scene's failures ends it."""
    last, killed = errors[-1], sum(error.killed for error in errors)
    return killed > KILLS if last.killed else len(errors) - killed >= FAILURES[last.failure].tries


def _given_up(plan: ShardPlan, scene: int, errors: list[SceneError]) -> Quarantined:
    last = errors[-1]
    blameless = last.failure in (Failure.STORAGE, Failure.DISK_FULL) or plan.may_move
    if FAILURES[last.failure].machine and blameless:
        raise MachineError(f"scene {scene}: {last}", last.failure)
    return Quarantined(
        scene=scene,
        failure=last.failure,
        tries=len(errors),
        message=last.message,
        stderr=last.stderr,
        spec=last.spec,
    )


def _unseen(rendered: RenderedScene) -> Quarantined:
    return Quarantined(
        scene=rendered.record.scene,
        failure=Failure.GATE_EXHAUSTION,
        tries=1,
        message=rendered.why_unseen,
        spec=rendered.unseen,
    )


def _retries(scene: int, errors: list[SceneError]) -> tuple[Retry, ...]:
    return tuple(Retry(scene=scene, failure=error.failure, message=error.message) for error in errors)
