"""The people of a course: for those who manage it, and for coordinators of their own administration."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.actions import Refused
from core.refusals import sentence
from core.spreadsheets import XLSX
from courses.access.learning import get_course_to_manage, get_course_to_nominate, get_nomination
from courses.actions import nominating, placing
from courses.choices import DeclineReason, EnrolmentMode
from courses.exporters.learners import learners_csv, learners_xlsx
from courses.forms.learners import DecisionForm, LearnersFilter, NominationForm, PutInForm
from courses.models import Course
from courses.queries import learners as queries
from courses.queries.course_page import fits
from courses.queries.letters import letters_in_doubt
from courses.queries.texts import Words, words_of
from people import access as people_access
from people.models import Person

PER_PAGE = 50


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def learners(request: HttpRequest, course_id: int) -> HttpResponse:
    """Everybody with their state. A POST puts people in by their addresses, and answers with a line for each."""
    person = cast(Person, request.user)
    course = get_course_to_manage(person, course_id)
    form = PutInForm(request.POST or None)
    lines: list[placing.Line] = []
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(
            lambda: placing.put_in(
                course,
                emails=form.addresses(),
                by=person,
                without_prerequisites=form.cleaned_data["without_prerequisites"],
            )
        )
        if done is not None:
            lines, form = done, PutInForm()
    rows, today = queries.learners_of(course), timezone.localdate()
    finder = LearnersFilter(request.GET, administrations=queries.administrations_in(rows))
    asked = finder.cleaned_data if finder.is_valid() else {}
    page = Paginator(queries.matching(rows, today, **asked), PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "course": course,
        "form": form,
        "finder": finder,
        "decision": DecisionForm(),
        "is_filtered": any(value not in ("", None) for value in asked.values()),
        "page": page,
        "today": today,
        "counts": queries.counts_of(rows, today),
        "outside": {row.pk for row in page if not fits(row.person, course)},
        "may_find": people_access.has_right(person, people_access.Right.MANAGE_PEOPLE),
        "in_doubt": letters_in_doubt(course).count(),
        "kept": kept.urlencode(),
        "lines": lines,
        "added": sum(line.outcome == placing.Outcome.ADDED for line in lines),
    }
    return render(request, "courses/learners.html", context)


@login_required
@require_POST
def decide(request: HttpRequest, course_id: int) -> HttpResponse:
    """Give places to the people ticked, or decline them for a reason."""
    person = cast(Person, request.user)
    course = get_course_to_manage(person, course_id)
    form = DecisionForm(request.POST)
    back = redirect("courses:learners", course.pk)
    if query := request.POST.get("kept", ""):
        back["Location"] += f"?{query}"
    if not form.is_valid():
        messages.error(request, _("Tick somebody first."))
        return back
    try:
        messages.success(request, _carry_out(course, form, person))
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    return back


def _carry_out(course: Course, form: DecisionForm, person: Person) -> str:
    """Do it, and say what came of it."""
    ids = form.cleaned_data["chosen"]
    if form.cleaned_data["do"] == DecisionForm.GIVE:
        done = placing.give_places(
            course,
            enrolments=ids,
            by=person,
            without_prerequisites=form.cleaned_data["without_prerequisites"],
        )
        return _("Places given: %(given)d. Other courses come first for: %(lacking)d.") % {
            "given": len(done.given),
            "lacking": len(done.lacking),
        }
    reason = DeclineReason(form.cleaned_data["reason"] or DeclineReason.OTHER)
    declined = placing.decline(course, enrolments=ids, reason=reason, by=person)
    return ngettext("%(number)d person declined.", "%(number)d people declined.", len(declined)) % {
        "number": len(declined)
    }


@login_required
@require_safe
@never_cache
def learners_csv_file(request: HttpRequest, course_id: int) -> HttpResponse:
    course = get_course_to_manage(cast(Person, request.user), course_id)
    return _file(course, learners_csv(queries.by_name(queries.learners_of(course))), "csv", "text/csv; charset=utf-8")


@login_required
@require_safe
@never_cache
def learners_xlsx_file(request: HttpRequest, course_id: int) -> HttpResponse:
    course = get_course_to_manage(cast(Person, request.user), course_id)
    return _file(course, learners_xlsx(queries.by_name(queries.learners_of(course))), "xlsx", XLSX)


def _file(course: Course, content: bytes, kind: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="learners-{course.slug}.{kind}"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def nominations(request: HttpRequest, course_id: int) -> HttpResponse:
    """The people of the coordinator's own administration in the course, and a form for one more nomination."""
    person = cast(Person, request.user)
    course, own = get_course_to_nominate(person, course_id)
    given: dict[str, Any] = {"administrations": own, "officers": queries.officers_to_nominate(course, own)}
    form = NominationForm(request.POST or None, initial={"language": person.language}, **given)
    if request.method == "POST" and form.is_valid():
        administration, nominee = form.cleaned_data["administration"], form.nominee()

        def nominate() -> bool:
            nominating.nominate(course, nominee, administration=administration, by=person)
            return True

        if form.make_once(person.pk, lambda: form.carry_out(nominate)) is not None:
            messages.success(request, _("%(name)s is nominated.") % {"name": nominee.full_name})
            return redirect("courses:course_nominations", course.pk)
    page = Paginator(queries.nominations_of(course, own), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "course": course,
        "words": _words(course),
        "form": form,
        "page": page,
        "today": timezone.localdate(),
        "several": len(own) > 1,
        "may_nominate": course.enrolment_mode == EnrolmentMode.NOMINATION,
    }
    return render(request, "courses/nominations.html", context)


@login_required
@require_POST
def withdraw_nomination(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    nomination = get_nomination(person, enrolment_id)
    nominating.withdraw_nomination(nomination, by=person)
    return redirect("courses:course_nominations", nomination.course_id)


def _words(course: Course) -> Words:
    found = words_of([course.published_id]) if course.published_id else {}
    return found.get(course.published_id or 0, Words(course.slug, "", ""))
