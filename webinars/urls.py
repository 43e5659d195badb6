from django.urls import path

from webinars.views import attendance, decks, room

app_name = "webinars"

urlpatterns = [
    path("sittings/<int:sitting_id>/attendance/", attendance.sitting_page, name="attendance"),
    path("sittings/<int:sitting_id>/attendance.csv", attendance.sitting_csv, name="attendance_csv"),
    path("sittings/<int:sitting_id>/attendance.xlsx", attendance.sitting_xlsx, name="attendance_xlsx"),
    path(
        "sittings/<int:sitting_id>/attendance/<int:person_id>/correct/", attendance.correct, name="correct_attendance"
    ),
    path("webinars/<slug:slug>/attendance/", attendance.webinar_page, name="webinar_attendance"),
    path("webinars/<slug:slug>/attendance.csv", attendance.webinar_csv, name="webinar_attendance_csv"),
    path("webinars/<slug:slug>/attendance.xlsx", attendance.webinar_xlsx, name="webinar_attendance_xlsx"),
    path("rooms/<int:room_id>/", room.room, name="room"),
    path("rooms/<int:room_id>/probe/", room.probe, name="probe"),
    path("rooms/<int:room_id>/decks/<int:deck_id>/pages/", decks.deck_pages, name="deck_pages"),
]
