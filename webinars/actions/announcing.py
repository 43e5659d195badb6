"""What becomes of a planned webinar: announced, cancelled, or thrown away while nobody knows of it."""

from __future__ import annotations

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from people.models import Person
from webinars.actions.announcements import tell_of_cancellation
from webinars.actions.registration.seating import fill_places, tell_standings
from webinars.choices import RoomState, WebinarState
from webinars.models import Registration, Room, Sitting, Webinar


@action
def announce_webinar(webinar: Webinar, *, by: Person) -> Webinar:
    """Let people see a draft and come to its places, and tell those who are in it already.

    It needs a sitting; announcing again changes nothing.
    """
    webinar = Webinar.objects.select_for_update().get(pk=webinar.pk)
    if webinar.state == WebinarState.ANNOUNCED:
        return webinar
    if webinar.state != WebinarState.DRAFT:
        raise Refused("webinar.not_a_draft")
    sittings = Sitting.objects.filter(webinar=webinar, is_rehearsal=False).count()
    if not sittings:
        raise Refused("webinar.without_sittings")
    webinar.state = WebinarState.ANNOUNCED
    webinar.announced_at = timezone.now()
    webinar.save(update_fields=["state", "announced_at"])
    audit.record("webinar.announced", actor_id=by.pk, subject=f"webinar:{webinar.pk}", sittings=sittings)
    fill_places(webinar)
    tell_standings(webinar)
    return webinar


@action
def cancel_webinar(webinar: Webinar, *, by: Person) -> Webinar:
    """Call an announced webinar off, and tell everybody. Its page stays; rooms that have not begun are shut, ended ones are read.

    Refuses ``webinar.not_announced``, ``webinar.is_live``, and ``webinar.is_over`` when every sitting was held.
    """
    webinar = Webinar.objects.select_for_update().get(pk=webinar.pk)
    if webinar.state == WebinarState.CANCELLED:
        return webinar
    if webinar.state != WebinarState.ANNOUNCED:
        raise Refused("webinar.not_announced")
    rooms = Room.objects.select_for_update().filter(sitting__webinar=webinar, sitting__is_rehearsal=False)
    states = list(rooms.order_by("pk").values_list("state", flat=True))
    if RoomState.LIVE in states:
        raise Refused("webinar.is_live")
    if states and RoomState.LOBBY not in states:
        raise Refused("webinar.is_over")
    webinar.state = WebinarState.CANCELLED
    webinar.cancelled_at = timezone.now()
    webinar.save(update_fields=["state", "cancelled_at"])
    places = Registration.objects.placed().filter(webinar=webinar).count()
    audit.record("webinar.cancelled", actor_id=by.pk, subject=f"webinar:{webinar.pk}", places=places)
    tell_of_cancellation(webinar)
    return webinar


@action
def discard_webinar(webinar: Webinar, *, by: Person) -> None:
    """Remove a draft or a template for good. One that holds registrations, or was live, is evidence and stays."""
    webinar = Webinar.objects.select_for_update().get(pk=webinar.pk)
    if webinar.state not in (WebinarState.DRAFT, WebinarState.TEMPLATE):
        raise Refused("webinar.not_a_draft")
    if webinar.registrations.exists() or webinar.sittings.filter(live_from__isnull=False).exists():
        raise Refused("webinar.holds_people")
    audit.record("webinar.discarded", actor_id=by.pk, subject=f"webinar:{webinar.pk}", state=webinar.state)
    webinar.delete()
