"""The figures of a rehearsal, and whether the installation kept its promises."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


def percentile(values: list[float], share: float) -> float:
    """The nearest-rank percentile of ``values`` (0 when there are none); ``share`` in 0…1."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


@dataclass(frozen=True)
class Verdict:
    """Times in milliseconds. ``cpu_ms_per_answer`` and ``memory_kb_per_viewer`` are null when the server's processes are not
    to be seen from here. The four counts of broken promises are each 0 on a right server."""

    viewers: int
    answers: int
    returns: int
    join_seconds: float
    tally_ms: float
    ack_p50_ms: float
    ack_p95_ms: float
    ack_p99_ms: float
    messages_per_viewer: float
    bytes_per_viewer: float
    cpu_ms_per_answer: float | None
    join_cpu_ms: float | None
    memory_kb_per_viewer: float | None
    refused: int
    lost: int
    doubled: int
    backwards: int
    disagreeing: int

    @property
    def kept(self) -> bool:
        return not (self.lost or self.doubled or self.backwards or self.disagreeing)

    def as_json(self) -> str:
        return json.dumps({**asdict(self), "ok": self.kept})

    def as_text(self) -> str:
        lines = [f"{name.replace('_', ' '):<24} {value}" for name, value in asdict(self).items()]
        lines.append("Every promise was kept." if self.kept else "A promise was broken: see the last four lines.")
        return "\n".join(lines)
