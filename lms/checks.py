"""Start-up checks that refuse combinations which lose data."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def refuse_data_loss(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    errors: list[CheckMessage] = []
    if settings.WEB_PROCESSES > 1 and not settings.REDIS_URL:
        errors.append(
            Error(
                "WEB_PROCESSES is more than one, but the channel layer is in memory.",
                hint="Set REDIS_URL: processes that cannot hear each other show different rooms.",
                id="lectern.E001",
            )
        )
    public = [host for host in settings.ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1", "[::1]", "testserver"}]
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
    return errors
