from django.urls import path

from people.views import directory, mail, personal, profile, trail

app_name = "people"
urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("profile/data/", personal.export, name="export"),
    path("profile/erase/", personal.erase, name="erase"),
    path("profile/calendar/", profile.renew_calendar, name="renew_calendar"),
    path("people/", directory.people, name="list"),
    path("people/<int:person_id>/", directory.person, name="person"),
    path("people/<int:person_id>/edit/", profile.edit_person, name="edit"),
    path("people/<int:person_id>/roles/", directory.grant, name="grant"),
    path("people/<int:person_id>/roles/<int:grant_id>/revoke/", directory.revoke, name="revoke"),
    path("audit/", trail.trail, name="audit"),
    path("mail/", mail.mail, name="mail"),
]
