from django.urls import path

from webinars.views import room

app_name = "webinars"

urlpatterns = [
    path("rooms/<int:room_id>/", room.room, name="room"),
    path("rooms/<int:room_id>/probe/", room.probe, name="probe"),
]
