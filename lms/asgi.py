"""HTTP by Django, WebSockets by Channels, from one address."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import OriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402

from lms.pages import PageHandler, WholePages  # noqa: E402
from webinars.routing import websocket_urlpatterns  # noqa: E402


class AtTheRoot:
    """Serves ``inner`` at the root of its address, whatever a request says.

    Daphne believes the header ``Daphne-Root-Path`` of anybody, and Django begins every link with it: without this, whoever
    asks for a password to be reset can have its link lead to a site of their own.
    """

    def __init__(self, inner: Callable[..., Awaitable[None]]) -> None:
        self.inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        await self.inner({**scope, "root_path": ""}, receive, send)


application = AtTheRoot(
    ProtocolTypeRouter(
        {
            "http": WholePages(PageHandler()),
            "websocket": OriginValidator(URLRouter(websocket_urlpatterns), settings.PAGE_HOSTS),
        }
    )
)
