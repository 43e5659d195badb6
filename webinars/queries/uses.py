"""Where webinars use questions and quizzes of the bank, and whom a team knows through them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Person
from quizzes.models import Question, Quiz
from quizzes.queries.allowances import tells_known
from quizzes.queries.library import counts_as_asked
from quizzes.queries.uses import Use, Uses, tells_uses
from webinars import access
from webinars.models import Activity, Registration, Survey, TeamMember


@tells_uses
def in_rooms(question: Question, viewer: Person) -> Uses:
    """Webinars in whose rooms it is prepared, or was asked."""
    found = Activity.objects.filter(question=question, room__sitting__is_rehearsal=False)
    return _webinars(str(_("Webinars")), set(found.values_list("room__sitting__webinar", flat=True)), viewer)


@tells_uses
def in_surveys(question: Question, viewer: Person) -> Uses:
    """Webinars whose evaluations and tests ask it."""
    found = Survey.objects.filter(quiz__entries__question=question)
    return _webinars(str(_("Evaluations and tests")), set(found.values_list("webinar", flat=True)), viewer)


def _webinars(label: str, ids: set[int], viewer: Person) -> Uses:
    seen = access.visible_webinars(viewer).filter(pk__in=ids).order_by("pk")
    places = tuple(Use(webinar, reverse("webinars:detail", args=[webinar.slug])) for webinar in seen)
    return Uses(label, places, len(ids) - len(places))


@counts_as_asked
def asked_in_a_survey(quiz: Quiz) -> bool:
    return Survey.objects.filter(quiz=quiz).exists()


@tells_known
def people_of_own_webinars(viewer: Person) -> QuerySet[Person]:
    """Those who are registered where the viewer is on the team."""
    own = TeamMember.objects.filter(person=viewer).values("webinar")
    return Person.objects.filter(pk__in=Registration.objects.filter(webinar__in=own).values("person"))
