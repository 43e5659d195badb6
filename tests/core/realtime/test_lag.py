"""Sockets that do not keep up are sent no more than they can take, and everybody else is not taken for one of them."""

from __future__ import annotations

from core.realtime.socket import LAG_TICKS, Socket


async def _nothing(*args: object) -> dict[str, object]:
    return {}


def joined() -> Socket:
    socket = Socket({}, _nothing, _nothing)  # type: ignore[arg-type]
    socket._held = None
    return socket


def test_a_socket_that_tells_of_no_tick_is_spared_after_a_while() -> None:
    socket = joined()
    taken = [socket.takes_ticks(tick) for tick in range(1, 3 * LAG_TICKS)]
    assert sum(taken) == LAG_TICKS
    assert not socket.saw_tick(0)
    assert not socket.takes_ticks(1000)


def test_it_is_due_the_latest_once_it_has_caught_up() -> None:
    socket = joined()
    for tick in range(1, 2 * LAG_TICKS):
        socket.takes_ticks(tick)
    assert socket.saw_tick(LAG_TICKS)
    assert socket.takes_ticks(2 * LAG_TICKS)
    assert not socket.saw_tick(2 * LAG_TICKS)


def test_ticks_for_others_do_not_make_a_quiet_line_a_slow_one() -> None:
    socket = joined()
    assert socket.takes_ticks(3)
    socket.saw_tick(3)
    assert socket.takes_ticks(5000)


def test_a_tick_of_several_topics_counts_once() -> None:
    socket = joined()
    assert [socket.takes_ticks(tick) for tick in range(1, LAG_TICKS) for _ in range(3)] == [True] * 3 * (LAG_TICKS - 1)
