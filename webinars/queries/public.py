"""Webinars as anybody may read of them: announced ones that their managers show on the public pages.

Nothing in here is about people: no names, no numbers of places or of those who have one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Prefetch, Q, QuerySet

from core.access import Unknown
from core.languages import active, choose, local_text
from people.choices import Audience
from webinars.choices import REHEARSAL_SLUG, RegistrationMode, RoomState, WebinarState
from webinars.models import AgendaItem, Sitting, Webinar


def public_webinars() -> QuerySet[Webinar]:
    """Those shown to everybody. A cancelled one stays, and says so; drafts and templates are nobody's business."""
    shown = Webinar.objects.filter(is_public=True, state__in=(WebinarState.ANNOUNCED, WebinarState.CANCELLED))
    return shown.exclude(slug__startswith=REHEARSAL_SLUG)


def to_come(now: datetime) -> QuerySet[Webinar]:
    """Public webinars with a sitting that is not over, the soonest first. Three queries with their sittings and regions."""
    ahead = Q(sittings__is_rehearsal=False, sittings__ends_at__gt=now)
    ahead &= Q(sittings__room__isnull=True) | ~Q(sittings__room__state=RoomState.ENDED)
    found = public_webinars().annotate(first=Min("sittings__starts_at", filter=ahead)).filter(first__isnull=False)
    return found.order_by("first", "pk").prefetch_related("regions", _sittings())


def _sittings(*, with_agenda: bool = False) -> Prefetch[str]:
    rows = Sitting.objects.filter(is_rehearsal=False).select_related("room").order_by("starts_at", "pk")
    if with_agenda:
        rows = rows.prefetch_related(Prefetch("agenda", queryset=AgendaItem.objects.order_by("position")))
    return Prefetch("sittings", queryset=rows, to_attr="shown")


@dataclass(frozen=True)
class Published:
    """One public webinar as it is at ``now``, its texts in the active language or the first fallback that has them."""

    webinar: Webinar
    sittings: list[Sitting]
    now: datetime

    @property
    def title(self) -> tuple[str, str]:
        """The text and its language."""
        return choose(local_text(self.webinar, "title")["$text"], active())

    @property
    def description(self) -> tuple[str, str]:
        return choose(local_text(self.webinar, "description")["$text"], active())

    @property
    def fallback(self) -> str:
        """The language in which a text is shown that the page's own language lacks, else empty."""
        others = [language for text, language in (self.title, self.description) if text and language != active()]
        return others[0] if others else ""

    @property
    def audiences(self) -> list[str]:
        """For whom it is, in words; empty: for everybody."""
        return [str(choice.label) for choice in Audience if choice.value in self.webinar.audiences]

    @property
    def is_cancelled(self) -> bool:
        return self.webinar.state == WebinarState.CANCELLED

    @property
    def is_over(self) -> bool:
        return bool(self.sittings) and all(
            sitting.ends_at <= self.now or _state(sitting) == RoomState.ENDED for sitting in self.sittings
        )

    @property
    def is_closed(self) -> bool:
        """Whether nobody can ask for a place any more."""
        closes_at = self.webinar.registration_closes_at
        return closes_at is not None and closes_at <= self.now

    @property
    def takes_requests(self) -> bool:
        return self.webinar.registration_mode in (RegistrationMode.OPEN, RegistrationMode.APPROVAL)


def _state(sitting: Sitting) -> str:
    room = getattr(sitting, "room", None)
    return room.state if room else RoomState.LOBBY


def published(webinar: Webinar, now: datetime) -> Published:
    """``webinar`` must come with its sittings, as :func:`to_come` and :func:`get_public_webinar` bring it."""
    return Published(webinar, webinar.shown, now)  # type: ignore[attr-defined]


def get_public_webinar(slug: str) -> Webinar:
    """A public webinar with its regions, sittings and agenda. One that is not shown is unknown, as one that is not there."""
    rows = public_webinars().prefetch_related("regions", _sittings(with_agenda=True))
    webinar = rows.filter(slug=slug).first()
    if webinar is None:
        raise Unknown
    return webinar
