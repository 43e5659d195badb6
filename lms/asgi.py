"""HTTP by Django, WebSockets by Channels, from one address."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
_django = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from webinars.routing import websocket_urlpatterns  # noqa: E402

application = ProtocolTypeRouter(
    {"http": _django, "websocket": AllowedHostsOriginValidator(URLRouter(websocket_urlpatterns))}
)
