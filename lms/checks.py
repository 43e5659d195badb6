"""Start-up checks that refuse combinations which lose data or give it away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}
_GUESSABLE = ("django-insecure", "changeme", "change-me", "secret-key", "password")


@register()
def refuse_data_loss(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Processes or machines that cannot see each other's changes."""
    errors: list[CheckMessage] = []
    if settings.WEB_PROCESSES > 1 and not settings.REDIS_URL:
        errors.append(
            Error(
                "WEB_PROCESSES is more than one, but the channel layer is in memory.",
                hint="Set REDIS_URL: processes that cannot hear each other show different rooms.",
                id="lectern.E001",
            )
        )
    sqlite = str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")
    if settings.MACHINES > 1 and (sqlite or not settings.REDIS_URL):
        errors.append(
            Error(
                "MACHINES is more than one, but the database or the channel layer belongs to one machine.",
                hint="Set DATABASE_URL to a PostgreSQL and REDIS_URL: SQLite loses data over a network.",
                id="lectern.E004",
            )
        )
    return errors


@register()
def refuse_exposure(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Settings that give data or sessions to strangers."""
    errors: list[CheckMessage] = []
    public = [host for host in settings.ALLOWED_HOSTS if host not in _LOOPBACK]
    if settings.DEBUG and public:
        errors.append(
            Error(
                f"DEBUG is on while the installation answers to {', '.join(public)}.",
                hint="Unset DEBUG: it shows people each other's data.",
                id="lectern.E002",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        errors.append(Error("ALLOWED_HOSTS must name its hosts.", id="lectern.E003"))
    secret = str(settings.SECRET_KEY)
    if len(secret) < 32 or len(set(secret)) < 10 or any(word in secret.lower() for word in _GUESSABLE):
        errors.append(
            Error(
                "SECRET_KEY can be guessed.",
                hint="Unset it: a good one is made at the first start and kept in DATA_DIR.",
                id="lectern.E005",
            )
        )
    return errors
