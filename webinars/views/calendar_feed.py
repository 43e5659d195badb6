"""The personal calendar, by an address that is its own key: calendar programs read it without signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from people.models import Person
from people.queries.persons import person_of_calendar
from webinars.letters.calendars import Entry, feed
from webinars.queries.calendars import OwnSitting, fingerprint_of, own_sittings


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """404 for whatever is not the present address of an active person; nobody learns which of both it was."""
    person = person_of_calendar(token)
    if person is None:
        raise Http404
    own = own_sittings(person, timezone.now())

    @condition(etag_func=lambda _request: f'"{fingerprint_of(person, own)}"')
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(_file(person, own), content_type="text/calendar; charset=utf-8")

    response = answer(request)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _file(person: Person, own: list[OwnSitting]) -> bytes:
    with translation.override(person.language):
        words = _("Live webinar, in your browser.")
        entries = [
            Entry(
                sitting=one.sitting.pk,
                sequence=one.sitting.sequence,
                starts_at=one.sitting.starts_at,
                ends_at=one.sitting.ends_at,
                time_zone=one.sitting.time_zone,
                summary=f"{one.title} ({_('Waiting list')})" if one.is_tentative else one.title,
                description=f"{words}\n{one.url}",
                url=one.url,
                location=one.url,
                is_tentative=one.is_tentative,
            )
            for one in own
        ]
        return feed(entries, name=_("Webinars"), language=person.language, now=timezone.now())
