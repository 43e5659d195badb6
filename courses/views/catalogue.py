"""The catalogue, a course's own page, and coming in and going out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.actions import Refused
from core.refusals import sentence
from courses.access.learning import get_listed_course
from courses.access.writing import may_edit
from courses.actions import enrolling
from courses.choices import EnrolmentState
from courses.forms.catalogue import CatalogueFilter
from courses.models import Course, Enrolment
from courses.queries.catalogue import find_courses, languages_of, tags_taught
from courses.queries.course_page import Step, course_page
from courses.queries.facts import missing_of
from people.access import Right, has_right
from people.models import Person
from people.queries.persons import region_choices

PER_PAGE = 24


@login_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    form = CatalogueFilter(request.GET, tags=tags_taught(), regions=region_choices())
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(find_courses(person, timezone.localdate(), **asked), PER_PAGE).get_page(request.GET.get("page"))
    languages = languages_of(card.version_id for card in page)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "cards": [replace(card, languages=languages.get(card.version_id, ())) for card in page],
        "is_filtered": any(value not in ("", None) for value in asked.values()) or bool(form.errors),
        "kept": kept.urlencode(),
    }
    return render(request, "courses/catalogue.html", context)


@login_required
@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    found = get_listed_course(person, slug)
    shown = course_page(found, person, timezone.localdate())
    own = shown.enrolment
    asks = shown.step == Step.READ_ON and own is not None and own.version is not None
    context = {
        "shown": shown,
        "missing": missing_of(own) if asks and own is not None else [],
        "course": found,
        "may_edit": may_edit(person, found),
        "may_nominate": has_right(person, Right.COORDINATE),
    }
    return render(request, "courses/course.html", context)


@login_required
@require_POST
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    def said(row: Enrolment) -> str:
        if row.state == EnrolmentState.REQUESTED:
            return _("Your request has arrived. You get a mail as soon as it is decided.")
        return _("You are in. Begin when it suits you.")

    return _carry_out(request, slug, lambda found, person: enrolling.enrol(found, person=person), said)


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    def said(_row: Enrolment) -> str:
        return _("You have left the course. What you did stays: you may come back.")

    return _carry_out(request, slug, lambda found, person: enrolling.withdraw(found, person=person), said)


@login_required
@require_POST
def newest_version(request: HttpRequest, slug: str) -> HttpResponse:
    def said(_row: Enrolment) -> str:
        return _("You go on with the newest version. Lessons that you did in it stay done.")

    return _carry_out(request, slug, lambda found, person: enrolling.take_newest_version(found, person=person), said)


def _carry_out(
    request: HttpRequest,
    slug: str,
    call: Callable[[Course, Person], Enrolment],
    said: Callable[[Enrolment], str],
) -> HttpResponse:
    person = cast(Person, request.user)
    found = get_listed_course(person, slug)
    try:
        row = call(found, person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, said(row))
    return redirect("courses:course", found.slug)
