from django.urls import path

from webinars.views import decks, room

app_name = "webinars"

urlpatterns = [
    path("rooms/<int:room_id>/", room.room, name="room"),
    path("rooms/<int:room_id>/probe/", room.probe, name="probe"),
    path("rooms/<int:room_id>/decks/<int:deck_id>/pages/", decks.deck_pages, name="deck_pages"),
]
