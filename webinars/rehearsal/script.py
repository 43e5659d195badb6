"""The course of a rehearsal: all join, two polls are asked, people answer, ask, drop and return; then the books are checked."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from webinars.actions.rehearsals import Rehearsal
from webinars.rehearsal.client import Client
from webinars.rehearsal.processes import Usage, listening_on, usage
from webinars.rehearsal.verdict import Verdict, percentile

DROPPING = 0.1
ASKING = 0.02
SETTLE_SECONDS = 30.0
Stored = Callable[[int], dict[int, list[int]]]
"""Activity id → person id → the choices of each of the person's stored answers, read from the database."""


@dataclass(frozen=True)
class Plan:
    """``urls``: where the installation answers, one for each web process. ``window``: seconds within which everybody answers;
    ``join_window``: within which everybody comes. In the last poll, some lose their line when ``drops``, and ``disturb`` is
    awaited halfway through it.
    """

    urls: list[str]
    window: float
    join_window: float
    drops: bool = True
    disturb: Callable[[], Awaitable[None]] | None = None
    seed: int = 7


@dataclass
class _Poll:
    tally_ms: float
    cpu_ms: float | None


async def run(rehearsal: Rehearsal, plan: Plan, stored: Stored, *, cookie: str) -> Verdict:
    """Play the rehearsal against the installation and judge it."""
    dice = random.Random(plan.seed)  # noqa: S311  a plan that can be repeated, no secret
    urls = [f"{url.replace('http', 'ws', 1)}/ws/rooms/{rehearsal.room_id}/" for url in plan.urls]
    host = Client(urls, rehearsal.host.session_key, "en", cookie=cookie)
    viewers = []
    for number, viewer in enumerate(rehearsal.viewers):
        turn = number % len(urls)
        viewers.append(Client(urls[turn:] + urls[:turn], viewer.session_key, viewer.language, cookie=cookie))
    server = [process for url in plan.urls for process in listening_on(url)]
    await host.start()
    await asyncio.wait_for(host.joined.wait(), 30)
    await host.say("start_sitting")
    before = usage(server)
    begun = time.perf_counter()
    await asyncio.gather(*(_come(viewer, dice.random() * plan.join_window) for viewer in viewers))
    join_seconds = time.perf_counter() - begun
    await asyncio.sleep(2.5)
    joined = usage(server)
    try:
        polls = [await _poll(rehearsal, plan, host, viewers, poll, server, dice) for poll in rehearsal.polls]
        await host.say("end_sitting")
        lost, doubled, disagreeing = await _books(rehearsal, viewers, stored)
    finally:
        await asyncio.gather(*(client.stop() for client in [host, *viewers]))
    waits = [wait for viewer in viewers for wait in viewer.waits]
    answers = sum(len(viewer.acknowledged) for viewer in viewers)
    cpu = [poll.cpu_ms for poll in polls if poll.cpu_ms is not None]
    return Verdict(
        viewers=len(viewers),
        answers=answers,
        returns=sum(viewer.returns for viewer in viewers),
        join_seconds=round(join_seconds, 2),
        tally_ms=round(max(poll.tally_ms for poll in polls), 1),
        ack_p50_ms=round(percentile(waits, 0.5) * 1000, 1),
        ack_p95_ms=round(percentile(waits, 0.95) * 1000, 1),
        ack_p99_ms=round(percentile(waits, 0.99) * 1000, 1),
        messages_per_viewer=round(sum(viewer.messages for viewer in viewers) / len(viewers), 1),
        bytes_per_viewer=round(sum(viewer.bytes for viewer in viewers) / len(viewers)),
        cpu_ms_per_answer=round(min(cpu) / len(viewers), 3) if cpu else None,
        join_cpu_ms=_each(before, joined, len(viewers), lambda u: u.cpu_seconds * 1000),
        memory_kb_per_viewer=_each(before, joined, len(viewers), lambda u: u.memory_kb),
        refused=sum(len(viewer.refused) for viewer in viewers),
        lost=lost,
        doubled=doubled,
        backwards=sum(told.backwards for viewer in viewers for told in viewer.told.values()),
        disagreeing=disagreeing,
    )


def _each(before: Usage | None, after: Usage | None, viewers: int, part: Callable[[Usage], float]) -> float | None:
    return round((part(after) - part(before)) / viewers, 2) if before and after else None


async def _come(viewer: Client, after: float) -> None:
    await asyncio.sleep(after)
    await viewer.start()
    await asyncio.wait_for(viewer.joined.wait(), 120)


async def _poll(
    rehearsal: Rehearsal, plan: Plan, host: Client, viewers: list[Client], poll: int, server: list, dice: random.Random
) -> _Poll:
    await host.say("open_activity", activity=poll)
    await asyncio.sleep(1)
    before = usage(server)
    moments = [dice.random() * plan.window for _ in viewers]
    choices = [dice.choice(rehearsal.choices[poll]) for _ in viewers]
    last = poll == rehearsal.polls[-1]
    dropping = plan.drops and last
    disturbing = asyncio.create_task(_disturb(plan)) if last and plan.disturb else None
    tasks = [
        asyncio.create_task(_take_part(viewer, poll, choice, moment, dice.random(), dropping))
        for viewer, choice, moment in zip(viewers, choices, moments, strict=True)
    ]
    begun = time.perf_counter()
    await asyncio.gather(*tasks)
    last_answer = begun + max(moments)
    if disturbing is not None:
        await disturbing
        await asyncio.gather(*(asyncio.wait_for(client.joined.wait(), 60) for client in [host, *viewers]))
    answered = sum(poll in viewer.acknowledged for viewer in viewers)
    deadline = time.perf_counter() + SETTLE_SECONDS
    while any(_answered(viewer, poll) < answered for viewer in viewers) and time.perf_counter() < deadline:
        await asyncio.sleep(0.01)
    settled = max((viewer.told[poll].at for viewer in viewers if poll in viewer.told), default=time.perf_counter())
    await asyncio.sleep(0.5)
    after = usage(server)
    await host.say("close_activity", activity=poll)
    await host.say("reveal_activity", activity=poll)
    await asyncio.sleep(1)
    cpu = (after.cpu_seconds - before.cpu_seconds) * 1000 if before and after else None
    disturbed = dropping or disturbing is not None
    return _Poll(0.0 if disturbed else max(0.0, settled - last_answer) * 1000, None if disturbed else cpu)


async def _disturb(plan: Plan) -> None:
    assert plan.disturb is not None
    await asyncio.sleep(plan.window / 2)
    await plan.disturb()


def _answered(viewer: Client, poll: int) -> int:
    return viewer.told[poll].answered if poll in viewer.told else 0


async def _take_part(viewer: Client, poll: int, choice: int, moment: float, fate: float, dropping: bool) -> None:
    """Answer at one's moment; some lose their line in the very act, some ask a question as well."""
    await asyncio.sleep(moment)
    answering = asyncio.create_task(viewer.answer(poll, choice))
    if dropping and fate < DROPPING:
        await asyncio.sleep(0.01)
        viewer.drop()
    elif fate > 1 - ASKING:
        await viewer.say("ask", text="What do we check first?", hide_name=True)
    await asyncio.wait_for(answering, 60)


async def _books(rehearsal: Rehearsal, viewers: list[Client], stored: Stored) -> tuple[int, int, int]:
    """Compare what was acknowledged with what is stored, and what viewers hold with each other and with the truth."""
    lost = doubled = disagreeing = 0
    for poll in rehearsal.polls:
        rows = await asyncio.to_thread(stored, poll)
        truth: dict[int, int] = dict.fromkeys(rehearsal.choices[poll], 0)
        for answers in rows.values():
            doubled += len(answers) - 1
            truth[answers[-1]] += 1
        for made_up, viewer in zip(rehearsal.viewers, viewers, strict=True):
            acknowledged = viewer.acknowledged.get(poll)
            if acknowledged is not None and rows.get(made_up.person_id, [None])[-1] != acknowledged:
                lost += 1
            told = viewer.told.get(poll)
            if told is None or told.answered != len(rows) or {**dict.fromkeys(truth, 0), **told.counts} != truth:
                disagreeing += 1
    return lost, doubled, disagreeing
