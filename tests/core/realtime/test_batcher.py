import asyncio

import pytest
from django.db import OperationalError

from core.actions import Refused
from core.realtime.batcher import Batcher


async def test_items_that_arrive_during_a_write_are_written_together_next() -> None:
    batches: list[list[int]] = []
    gate = asyncio.Event()

    async def flush(items: list[int]) -> list[int]:
        batches.append(items)
        await gate.wait()
        return [item * 10 for item in items]

    batcher = Batcher(flush, linger=0)
    first = asyncio.ensure_future(batcher.ask(1))
    while not batches:
        await asyncio.sleep(0)
    rest = [asyncio.ensure_future(batcher.ask(n)) for n in (2, 3, 4)]
    await asyncio.sleep(0)
    gate.set()
    assert await asyncio.gather(first, *rest) == [10, 20, 30, 40]
    assert batches == [[1], [2, 3, 4]]


async def test_one_refused_item_does_not_fail_its_neighbours() -> None:
    async def flush(items: list[int]) -> list[Refused | None]:
        return [Refused("odd") if item % 2 else None for item in items]

    batcher: Batcher[int, Refused | None] = Batcher(flush, linger=0)
    results = await asyncio.gather(*(batcher.ask(n) for n in (1, 2, 3)), return_exceptions=True)
    assert [getattr(result, "code", result) for result in results] == ["odd", None, "odd"]


async def test_a_database_that_returns_costs_a_wait_and_no_item() -> None:
    failures = [OperationalError("away"), OperationalError("away")]

    async def flush(items: list[int]) -> list[int]:
        if failures:
            raise failures.pop()
        return items

    assert await Batcher(flush, linger=0, pause=0).ask(7) == 7


async def test_a_database_that_stays_away_refuses_and_never_acknowledges() -> None:
    async def flush(items: list[int]) -> list[int]:
        raise OperationalError("away")

    with pytest.raises(Refused) as refused:
        await Batcher(flush, linger=0, tries=2, pause=0).ask(7)
    assert refused.value.code == "server.busy"


async def test_a_full_backlog_is_refused_at_once() -> None:
    gate = asyncio.Event()

    async def flush(items: list[int]) -> list[int]:
        await gate.wait()
        return items

    batcher = Batcher(flush, linger=0.05, backlog=2)
    waiting = [asyncio.ensure_future(batcher.ask(n)) for n in (1, 2)]
    await asyncio.sleep(0)
    with pytest.raises(Refused):
        batcher.submit(3, print)
    gate.set()
    await asyncio.gather(*waiting)


async def test_batches_are_no_larger_than_the_limit() -> None:
    sizes: list[int] = []

    async def flush(items: list[int]) -> list[int]:
        sizes.append(len(items))
        return items

    batcher = Batcher(flush, linger=0, limit=3)
    await asyncio.gather(*(batcher.ask(n) for n in range(8)))
    assert sizes == [3, 3, 2]


async def test_a_failure_is_logged_without_what_people_wrote(caplog: pytest.LogCaptureFixture) -> None:
    async def flush(items: list[str]) -> list[None]:
        raise ValueError(f"cannot write {items}")

    batcher: Batcher[str, None] = Batcher(flush, linger=0)
    with pytest.raises(Refused):
        await batcher.ask("Kofi thinks that the director is wrong")
    assert "ValueError at test_batcher.py" in caplog.text
    assert "director" not in caplog.text
