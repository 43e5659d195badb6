"""Publishing a course, and the versions that were published."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.actions import Refused
from core.refusals import sentence
from courses.access import writing as access
from courses.actions.publishing import publish_course
from courses.queries.changes import learners_of, outlook, versions_of
from people.models import Person

PER_PAGE = 30


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, course_id: int) -> HttpResponse:
    """What would change against the published version, and a button that publishes it as it was seen."""
    person = cast(Person, request.user)
    course = access.get_course(person, course_id, access.Right.EDIT)
    if request.method == "POST":
        try:
            version = publish_course(course, seen=request.POST.get("seen", ""), by=person)
        except Refused as refused:
            say = messages.info if refused.code == "course.unchanged" else messages.error
            say(request, sentence(refused.code, refused.data))
            return redirect("courses:publish_course", course.pk)
        messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
        return redirect("courses:course_versions", course.pk)
    found = outlook(course)
    context = {
        "course": course,
        "may_edit": True,
        "outlook": found,
        "lacks": [sentence(code) for code in found.lacks],
        "modules": [(module, sentence(module.lacks) if module.lacks else "") for module in found.modules],
        "learners": learners_of(course),
    }
    return render(request, "courses/publish.html", context)


@login_required
@require_safe
def versions(request: HttpRequest, course_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    course = access.get_course(person, course_id, access.Right.SEE)
    page = Paginator(versions_of(course), PER_PAGE).get_page(request.GET.get("page"))
    context = {"course": course, "may_edit": access.may_edit(person, course), "page": page}
    return render(request, "courses/versions.html", context)
