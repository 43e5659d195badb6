"""Putting people into a course whom one finds by name: for managers who may see persons, and nobody else."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.access.learning import get_course_to_manage
from courses.actions import placing
from courses.forms.learners import FindForm, FoundForm
from courses.queries.finding import candidates, found_people
from people import access as people_access
from people.models import Person

PER_PAGE = 50


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def find_learners(request: HttpRequest, course_id: int) -> HttpResponse:
    """A search through people, with what they are in the course. A POST puts those ticked in; it answers with a line for each."""
    person = cast(Person, request.user)
    course = get_course_to_manage(person, course_id)
    people_access.require(person, people_access.Right.MANAGE_PEOPLE)
    form, lines = FoundForm(request.POST or None), None
    if request.method == "POST":
        if form.is_valid():
            ticked = people_access.visible_people(person).filter(pk__in=form.cleaned_data["chosen"])
            lines = form.carry_out(
                lambda: placing.put_in_people(
                    course,
                    people=list(ticked),
                    by=person,
                    without_prerequisites=form.cleaned_data["without_prerequisites"],
                )
            )
        elif not request.POST.getlist("chosen"):
            messages.error(request, _("Tick somebody first."))
    finder = FindForm(request.GET)
    asked = finder.cleaned_data if finder.is_valid() else {"words": "", "region": ""}
    ids = found_people(person, **asked)
    page = Paginator(ids, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "course": course,
        "finder": finder,
        "form": FoundForm() if lines is not None else form,
        "page": page,
        "rows": candidates(course, list(page)),
        "is_asked": any(asked.values()),
        "kept": kept.urlencode(),
        "lines": lines or [],
        "added": sum(line.outcome == placing.Outcome.ADDED for line in lines or []),
    }
    return render(request, "courses/find_learners.html", context)
