from django.urls import path, re_path

from core.languages import LANGUAGES
from webinars.views import (
    activities,
    agenda,
    announcing,
    attendance,
    calendar_feed,
    decks,
    links,
    lists,
    membership,
    nominations,
    own_place,
    public,
    registrations,
    room,
    sittings,
    webinars,
)

app_name = "webinars"

LANGUAGE = rf"^(?P<language>{'|'.join(LANGUAGES)})"

urlpatterns = [
    re_path(rf"{LANGUAGE}/upcoming/$", public.public_list, name="public_list"),
    re_path(rf"{LANGUAGE}/upcoming/(?P<slug>[-\w]+)/$", public.public_webinar, name="public_webinar"),
    re_path(
        rf"{LANGUAGE}/upcoming/(?P<slug>[-\w]+)/(?P<digest>[0-9a-f]{{20}})\.png$",
        public.public_image,
        name="public_image",
    ),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("robots.txt", public.robots, name="robots"),
    path("webinars/", webinars.webinar_list, name="list"),
    path("webinars/new/", webinars.create, name="create"),
    path("webinars/<slug:slug>/", webinars.detail, name="detail"),
    path("webinars/<slug:slug>/edit/", webinars.edit, name="edit"),
    path("webinars/<slug:slug>/announce/", announcing.announce, name="announce"),
    path("webinars/<slug:slug>/cancel/", announcing.cancel, name="cancel"),
    path("webinars/<slug:slug>/discard/", announcing.discard, name="discard"),
    path("webinars/<slug:slug>/team/", membership.team, name="team"),
    path("webinars/<slug:slug>/lists/", lists.lists, name="lists"),
    re_path(
        r"^webinars/(?P<slug>[-a-zA-Z0-9_]+)/lists/template\.(?P<kind>csv|xlsx)$", lists.template, name="list_template"
    ),
    path("lists/<int:list_id>/", lists.imported_list, name="imported_list"),
    path("webinars/<slug:slug>/register/", own_place.register, name="register"),
    path("webinars/<slug:slug>/withdraw/", own_place.withdraw, name="withdraw"),
    path("webinars/<slug:slug>/people/", registrations.people, name="people"),
    path("webinars/<slug:slug>/people/decide/", registrations.decide, name="decide"),
    path("webinars/<slug:slug>/places/", registrations.places, name="places"),
    path("webinars/<slug:slug>/nominations/", nominations.nominations, name="nominations"),
    path("nominations/<int:registration_id>/withdraw/", nominations.withdraw, name="withdraw_nomination"),
    path("webinars/<slug:slug>/sittings/new/", sittings.create, name="create_sitting"),
    path("team/<int:member_id>/remove/", membership.remove_member, name="remove_member"),
    path("sittings/<int:sitting_id>/edit/", sittings.edit, name="edit_sitting"),
    path("sittings/<int:sitting_id>/remove/", sittings.remove, name="remove_sitting"),
    path("sittings/<int:sitting_id>/agenda/", agenda.plan, name="agenda"),
    path("sittings/<int:sitting_id>/agenda/order/", agenda.order, name="order_items"),
    path("sittings/<int:sitting_id>/agenda/quick/", agenda.quick_add, name="quick_add"),
    path("sittings/<int:sitting_id>/agenda/new/", agenda.add_item, name="add_item"),
    path("agenda/<int:item_id>/", agenda.item, name="item"),
    path("agenda/<int:item_id>/minutes/", agenda.minutes, name="item_minutes"),
    path("agenda/<int:item_id>/move/", agenda.move, name="move_item"),
    path("agenda/<int:item_id>/remove/", agenda.remove_item, name="remove_item"),
    re_path(r"^agenda/(?P<item_id>\d+)/(?P<kind>poll|discussion)/$", activities.plan, name="plan_activity"),
    path("agenda/<int:item_id>/quiz/", activities.plan_quiz, name="plan_quiz"),
    path("activities/<int:activity_id>/remove/", activities.remove, name="remove_activity"),
    path("sittings/<int:sitting_id>/attendance/", attendance.sitting_page, name="attendance"),
    path("sittings/<int:sitting_id>/attendance.csv", attendance.sitting_csv, name="attendance_csv"),
    path("sittings/<int:sitting_id>/attendance.xlsx", attendance.sitting_xlsx, name="attendance_xlsx"),
    path(
        "sittings/<int:sitting_id>/attendance/<int:person_id>/correct/", attendance.correct, name="correct_attendance"
    ),
    path("webinars/<slug:slug>/attendance/", attendance.webinar_page, name="webinar_attendance"),
    path("webinars/<slug:slug>/attendance.csv", attendance.webinar_csv, name="webinar_attendance_csv"),
    path("webinars/<slug:slug>/attendance.xlsx", attendance.webinar_xlsx, name="webinar_attendance_xlsx"),
    path("calendar/<str:token>.ics", calendar_feed.calendar_feed, name="calendar_feed"),
    path("join/<str:token>/", links.join, name="join"),
    path("rooms/<int:room_id>/", room.room, name="room"),
    path("rooms/<int:room_id>/probe/", room.probe, name="probe"),
    path("rooms/<int:room_id>/decks/<int:deck_id>/pages/", decks.deck_pages, name="deck_pages"),
]
