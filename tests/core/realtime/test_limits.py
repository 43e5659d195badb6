import pytest

from core.realtime import limits


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    return now


def test_a_bucket_takes_a_burst_and_then_its_rate(clock: list[float]) -> None:
    bucket = limits.TokenBucket(rate=2, burst=3)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    clock[0] += 0.5
    assert [bucket.take(), bucket.take()] == [True, False]
    clock[0] += 60
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_two_hundred_at_once_are_admitted_at_a_steady_pace(clock: list[float]) -> None:
    admission = limits.Admission(per_second=50)
    waits = [admission.reserve() for _ in range(200)]
    assert waits[0] == 0
    assert waits[-1] == pytest.approx(199 / 50)
    clock[0] += 10
    assert admission.reserve() == 0
