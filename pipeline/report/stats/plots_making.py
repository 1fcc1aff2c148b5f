"""How a dataset was made, drawn: which cameras were turned down, and where the time went."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from ....manifests.records import Timings
from ...terminal.plaintext import counted
from .evidence import DatasetEvidence
from .making import seconds_per_view
from .style import BAR, BLUE, COLOURS, GREY, axes, bars, legend, page, stack, whole_numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_HOSTS = 5


def rejected(evidence: DatasetEvidence) -> Figure | None:
    """Draw why cameras were turned down, by layout."""
    layouts = {scene.scene: scene.layout for scene in evidence.scenes}
    views = [view for record in evidence.records for view in record.views]
    counts = Counter((reject.reason, layouts[view.scene]) for view in views for reject in view.rejected)
    if not counts:
        return None
    reasons = [reason for reason, _ in Counter(r.reason for view in views for r in view.rejected).most_common()]
    tried = counts.total() + sum(view.attempt >= 0 for view in views)
    share = f"{counts.total():,} of {tried:,} cameras ({counts.total() / tried:.1%}) were turned down"
    figure = page("Rejected views", share)
    area = bars(figure, reasons)
    stack(area, reasons, counts)
    area.set_xlabel("cameras; another was tried in the place of each")
    return figure


def time(evidence: DatasetEvidence) -> Figure | None:
    """Draw how long the views of each shard took, and in what the time went.

    Hosts have colours and no names: the plot is part of the card, and so of what is published.
    """
    records = evidence.records
    hours = sum(record.seconds for record in records) / 3600
    median = float(np.median([seconds_per_view(record) for record in records]))
    worked = f"{hours:,.1f} worker hours" if hours >= 1 else f"{60 * hours:.1f} worker minutes"
    said = f"{counted(len(records), 'shards')} in {worked}; the line is the median, {median:.2g} s a view"
    figure = page("Time of making", said)
    phases = [sum(getattr(record.timings, phase) for record in records) for phase in Timings.model_fields]
    area = axes(figure, width=0.52 if any(phases) else 0.87)
    _shards(area, evidence)
    area.axhline(median, color=GREY, linewidth=1)
    if any(phases):
        names = [phase.removesuffix("_s") for phase in Timings.model_fields]
        shares = [seconds / sum(phases) for seconds in phases]
        other = bars(figure, names, left=0.72, width=0.22)
        other.barh(range(len(names)), shares, height=BAR, color=BLUE)
        other.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        other.set_xlabel("of the time")
    return figure


def _shards(area: Axes, evidence: DatasetEvidence) -> None:
    hosts = [host for host, _ in Counter(record.host for record in evidence.records).most_common()]
    named = {host: f"host {place}" for place, host in enumerate(hosts[:MOST_HOSTS], start=1)}
    for place, host in enumerate(hosts):
        records = [record for record in evidence.records if record.host == host]
        area.plot(
            [record.shard for record in records], [seconds_per_view(record) for record in records], "o", markersize=5,
            alpha=0.85, color=COLOURS[place] if host in named else GREY, label=named.get(host),
        )  # fmt: skip
    area.set_ylim(0, 1.05 * area.get_ylim()[1])
    area.set_xlabel("shard" if len(hosts) == 1 else f"shard; {len(hosts)} hosts, a colour each")
    area.set_ylabel("seconds a view")
    whole_numbers(area.xaxis)
    if len(hosts) > 1:
        legend(area)
