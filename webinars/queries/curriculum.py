"""What the curriculum learns of webinars: which show a module, and which a rule of completion may ask for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.languages import LANGUAGES
from courses.choices import OutcomeKind
from courses.models import Module
from courses.queries.outcomes import Named, Source, register_outcomes
from courses.queries.uses import tells_module_uses
from people.models import Person
from quizzes.queries.uses import Use, Uses
from webinars import access
from webinars.models import AgendaItem, Survey, Webinar

MOST_OFFERED = 12
WEBINAR, SURVEY = "webinar", "survey"


@tells_module_uses
def on_agendas(module: Module, viewer: Person) -> Uses:
    """Webinars on whose agendas it stands."""
    found = AgendaItem.objects.filter(module=module, sitting__is_rehearsal=False)
    ids = set(found.values_list("sitting__webinar", flat=True))
    seen = access.visible_webinars(viewer).filter(pk__in=ids).order_by("pk")
    places = tuple(Use(webinar, reverse("webinars:detail", args=[webinar.slug])) for webinar in seen)
    return Uses(_("Webinars"), places, len(ids) - len(places))


def _says(words: str, path: str = "") -> Q:
    found = Q()
    for word in words.split():
        found &= Q(*((f"{path}title_{language}__icontains", word) for language in LANGUAGES), _connector=Q.OR)
    return found


def _ids(keys: Iterable[str], noun: str) -> list[int]:
    parts = [key.partition(":") for key in keys]
    return [int(number) for word, _colon, number in parts if word == noun and number.isdecimal()]


def _webinar(webinar: Webinar) -> Named:
    return Named(f"{WEBINAR}:{webinar.pk}", str(webinar))


def _survey(survey: Survey) -> Named:
    return Named(f"{SURVEY}:{survey.pk}", f"{survey.webinar} · {survey.get_kind_display()}")


def offered_webinars(viewer: Person, words: str) -> list[Named]:
    rows = access.visible_webinars(viewer).filter(_says(words)).order_by("-pk")
    return [_webinar(webinar) for webinar in rows[:MOST_OFFERED]]


def named_webinars(keys: Iterable[str]) -> list[Named]:
    return [_webinar(webinar) for webinar in Webinar.objects.filter(pk__in=_ids(keys, WEBINAR)).order_by("pk")]


def offered_surveys(viewer: Person, words: str) -> list[Named]:
    own = access.visible_webinars(viewer)
    rows = Survey.objects.filter(_says(words, "webinar__"), webinar__in=own).select_related("webinar").order_by("-pk")
    return [_survey(survey) for survey in rows[:MOST_OFFERED]]


def named_surveys(keys: Iterable[str]) -> list[Named]:
    rows = Survey.objects.filter(pk__in=_ids(keys, SURVEY)).select_related("webinar").order_by("pk")
    return [_survey(survey) for survey in rows]


register_outcomes(OutcomeKind.ATTENDANCE, Source(offered_webinars, named_webinars))
register_outcomes(OutcomeKind.SURVEY, Source(offered_surveys, named_surveys))
