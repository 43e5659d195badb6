from django.urls import path

from webinars.consumers.room import RoomSocket

websocket_urlpatterns = [path("ws/rooms/<int:room_id>/", RoomSocket.as_asgi())]  # type: ignore[arg-type]
