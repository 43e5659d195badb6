"""Periods of whole days, by which figures are summed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """From ``first`` to ``last``, both included. A webinar is in it when its last sitting ended on one of these days."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """The period of as many days that ends on the day before."""
        last = self.first - timedelta(days=1)
        return Period(last - timedelta(days=self.days - 1), last)

    @property
    def quarters(self) -> list[Quarter]:
        """Those that the period touches, in order."""
        found = [quarter_of(self.first)]
        while found[-1].last < self.last:
            found.append(quarter_of(found[-1].last + timedelta(days=1)))
        return found


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        following = date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, 3 * self.number + 1, 1)
        return following - timedelta(days=1)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def twelve_months(today: date) -> Period:
    """Up to today, from the day after the same day a year ago; from 1 March where that is 29 February."""
    try:
        first = today.replace(year=today.year - 1)
    except ValueError:
        first = date(today.year - 1, 2, 28)
    return Period(first + timedelta(days=1), today)


def this_year(today: date) -> Period:
    return Period(date(today.year, 1, 1), today)


def last_year(today: date) -> Period:
    return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


def this_quarter(today: date) -> Period:
    return Period(quarter_of(today).first, today)


def last_quarter(today: date) -> Period:
    quarter = quarter_of(quarter_of(today).first - timedelta(days=1))
    return Period(quarter.first, quarter.last)


PERIODS: dict[str, Callable[[date], Period]] = {
    "twelve_months": twelve_months,
    "this_year": this_year,
    "last_year": last_year,
    "this_quarter": this_quarter,
    "last_quarter": last_quarter,
}
