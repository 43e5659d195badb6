"""Combinations that lose data, or give it away, are refused at the start."""

from __future__ import annotations

from typing import Any

import pytest

from lms.checks import refuse_data_loss, refuse_exposure

SQLITE = "django.db.backends.sqlite3"
POSTGRES = "django.db.backends.postgresql"
REDIS = "redis://localhost:6379/0"
GOOD_SECRET = "q0C2m-4hT9vXz71LrWkd8sYbNfE3gUaJ5pQo"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"WEB_PROCESSES": 2}, ["lectern.E001"]),
        ({"WEB_PROCESSES": 2, "REDIS_URL": REDIS}, []),
        ({"MACHINES": 2}, ["lectern.E004"]),
        ({"MACHINES": 2, "REDIS_URL": REDIS}, ["lectern.E004"]),
        ({"MACHINES": 2, "ENGINE": POSTGRES}, ["lectern.E004"]),
        ({"MACHINES": 2, "ENGINE": POSTGRES, "REDIS_URL": REDIS}, []),
    ],
)
def test_what_would_lose_data_is_refused(
    settings: Any, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], codes: list[str]
) -> None:
    chosen = {"WEB_PROCESSES": 1, "MACHINES": 1, "REDIS_URL": "", "ENGINE": SQLITE, **changes}
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", chosen.pop("ENGINE"))
    for name, value in chosen.items():
        setattr(settings, name, value)
    assert [error.id for error in refuse_data_loss(None)] == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"DEBUG": True}, []),
        ({"DEBUG": True, "ALLOWED_HOSTS": ["localhost", "learn.example.org"]}, ["lectern.E002"]),
        ({"ALLOWED_HOSTS": ["*"]}, ["lectern.E003"]),
        ({"SECRET_KEY": "short"}, ["lectern.E005"]),
        ({"SECRET_KEY": "x" * 50}, ["lectern.E005"]),
        ({"SECRET_KEY": f"django-insecure-{GOOD_SECRET}"}, ["lectern.E005"]),
    ],
)
def test_what_would_give_data_away_is_refused(settings: Any, changes: dict[str, Any], codes: list[str]) -> None:
    chosen = {"DEBUG": False, "ALLOWED_HOSTS": ["localhost"], "SECRET_KEY": GOOD_SECRET, **changes}
    for name, value in chosen.items():
        setattr(settings, name, value)
    assert [error.id for error in refuse_exposure(None)] == codes
