"""The usual way to write a poll with Channels, to compare with: each vote is written, and the new tally goes to the group.

It speaks just enough of the room's protocol for the same clients to measure it. Nothing of the product imports it.
"""

from __future__ import annotations

import json
import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
_django = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.db import database_sync_to_async  # noqa: E402
from channels.generic.websocket import AsyncJsonWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.urls import path  # noqa: E402

from webinars.models import Answer  # noqa: E402
from webinars.protocol import SUBPROTOCOL  # noqa: E402


class UsualRoom(AsyncJsonWebsocketConsumer):
    """One group per room, one write and one broadcast per vote."""

    async def connect(self) -> None:
        self.group = f"usual.{self.scope['url_route']['kwargs']['room_id']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept(SUBPROTOCOL)

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content: dict[str, Any], **kwargs: Any) -> None:
        if content["type"] == "join":
            await self.send_json({"type": "welcome", "id": content["id"]})
        elif content["type"] == "give_answer":
            activity, choices = content["activity"], content["response"]["choices"]
            await database_sync_to_async(self._write)(activity, choices)
            await self.send_json({"type": "done", "id": content["id"]})
            tally = await database_sync_to_async(self._tally)(activity)
            await self.channel_layer.group_send(self.group, {"type": "tally", "update": tally})
        else:
            await self.send_json({"type": "done", "id": content["id"]})

    async def tally(self, event: dict[str, Any]) -> None:
        await self.send_json({"type": "tick", "tick": 1, "updates": [event["update"]]})

    def _write(self, activity: int, choices: list[int]) -> None:
        person = self.scope["user"]
        Answer.objects.update_or_create(
            activity_id=activity,
            voter=f"p{person.pk}",
            defaults={"person": person, "response": json.dumps({"choices": choices}), "language": "en"},
        )

    @staticmethod
    def _tally(activity: int) -> dict[str, Any]:
        rows = Answer.objects.filter(activity_id=activity).values_list("response").annotate(people=Count("id"))
        counts = [{"id": json.loads(response)["choices"][0], "count": people} for response, people in rows.order_by()]
        answered = sum(count["count"] for count in counts)
        return {"type": "tally", "activity": activity, "answered": answered, "results": {"choices": counts}}


application = ProtocolTypeRouter(
    {
        "http": _django,
        "websocket": AuthMiddlewareStack(URLRouter([path("ws/rooms/<int:room_id>/", UsualRoom.as_asgi())])),
    }
)
