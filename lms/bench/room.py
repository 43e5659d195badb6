"""Measurements of the room, each with its target and what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from lms.bench.installation import installation
from lms.bench.measure import Measure

USUAL = "lms.bench.usual:application"
LECTERN = "lms.asgi:application"


@cache
def _verdict(application: str, viewers: int) -> dict[str, Any]:
    """One warm-up with few, then the rehearsal: all come within 10 s and answer within 2 s, one Daphne process."""
    with installation(application) as server:
        server.rehearse("--viewers", "10", "--window", "1", "--join-window", "1")
        verdict = server.rehearse("--viewers", str(viewers), "--window", "2", "--join-window", "10")
    if application == LECTERN and not verdict["ok"]:
        raise RuntimeError(f"A promise was broken with {viewers} viewers: {verdict}")
    return verdict


def _usual(key: str) -> float:
    return float(_verdict(USUAL, 200)[key])


def _measure(name: str) -> Measure:
    ours = _verdict(LECTERN, 200)
    match name:
        case "room.tally_200":
            return Measure(name, ours["tally_ms"], "ms", "<= 500", _usual("tally_ms"))
        case "room.tally_1000":
            return Measure(name, _verdict(LECTERN, 1000)["tally_ms"], "ms", "<= 1000")
        case "room.ack_p99_200":
            return Measure(name, ours["ack_p99_ms"], "ms", "<= 250", _usual("ack_p99_ms"))
        case "room.cpu_per_answer_200":
            return Measure(name, ours["cpu_ms_per_answer"], "ms", "<= 2.5", _usual("cpu_ms_per_answer"))
        case "room.ratio_to_usual_200":
            ratio = _usual("cpu_ms_per_answer") / ours["cpu_ms_per_answer"]
            return Measure(name, round(ratio, 1), "times less CPU", ">= 30", 1.0)
        case "room.growth":
            large, small = _verdict(LECTERN, 1000), _verdict(LECTERN, 500)
            growth = 1000 * large["cpu_ms_per_answer"] / (500 * small["cpu_ms_per_answer"])
            return Measure(name, round(growth, 2), "times the CPU for twice the viewers", "<= 2.3")
        case "room.join_cpu":
            return Measure(name, ours["join_cpu_ms"], "ms", "<= 15", _usual("join_cpu_ms"))
        case "room.memory_per_viewer":
            memory = _verdict(LECTERN, 1000)["memory_kb_per_viewer"]
            return Measure(name, memory, "kB", "<= 150", _usual("memory_kb_per_viewer"))
        case _:
            raise ValueError(name)


def measure(name: str) -> Iterator[Measure]:
    yield _measure(name)
