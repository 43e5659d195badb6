"""Who was there and for how long: the page of a sitting and of a webinar, their files, and corrections."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core.actions import Refused
from core.refusals import sentence
from core.spreadsheets import XLSX
from people.models import Person
from webinars import access
from webinars.access import Right, Sight
from webinars.actions.corrections import Corrected, correct_attendance, longest_minutes
from webinars.exporters.attendance import attendance_csv, attendance_xlsx, count_tables
from webinars.figures import presence_chart
from webinars.forms.attendance import CorrectionForm
from webinars.queries.attendance import Attendance, Line, corrections_of, sitting_attendance, webinar_attendance


@login_required
@require_GET
@never_cache
def sitting_page(request: HttpRequest, sitting_id: int) -> HttpResponse:
    attendance, sight = _of_sitting(request, sitting_id)
    files = {kind: reverse(f"webinars:attendance_{kind}", args=[sitting_id]) for kind in ("csv", "xlsx")}
    return render(request, "webinars/attendance.html", _page(attendance, sight, files))


@login_required
@require_GET
@never_cache
def webinar_page(request: HttpRequest, slug: str) -> HttpResponse:
    attendance, sight = _of_webinar(request, slug)
    files = {kind: reverse(f"webinars:webinar_attendance_{kind}", args=[slug]) for kind in ("csv", "xlsx")}
    return render(request, "webinars/attendance.html", _page(attendance, sight, files))


@login_required
@require_GET
@never_cache
def sitting_csv(request: HttpRequest, sitting_id: int) -> HttpResponse:
    attendance, _sight = _of_sitting(request, sitting_id)
    return _file(attendance, attendance_csv(attendance), "csv", "text/csv; charset=utf-8")


@login_required
@require_GET
@never_cache
def sitting_xlsx(request: HttpRequest, sitting_id: int) -> HttpResponse:
    attendance, _sight = _of_sitting(request, sitting_id)
    return _file(attendance, attendance_xlsx(attendance), "xlsx", XLSX)


@login_required
@require_GET
@never_cache
def webinar_csv(request: HttpRequest, slug: str) -> HttpResponse:
    attendance, _sight = _of_webinar(request, slug)
    return _file(attendance, attendance_csv(attendance), "csv", "text/csv; charset=utf-8")


@login_required
@require_GET
@never_cache
def webinar_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    attendance, _sight = _of_webinar(request, slug)
    return _file(attendance, attendance_xlsx(attendance), "xlsx", XLSX)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def correct(request: HttpRequest, sitting_id: int, person_id: int) -> HttpResponse:
    """Sign a correction. The form says which correction it had seen, so that two signers learn of each other."""
    signer = cast(Person, request.user)
    sitting = access.get_sitting(signer, sitting_id, Right.CORRECT_ATTENDANCE)
    line = _line_of(sitting_attendance(sitting), person_id)
    newest = line.corrections[-1] if line.corrections else None
    form = CorrectionForm(request.POST or None, initial={"minutes": line.minutes, "seen": newest.id if newest else 0})
    if request.method == "POST" and form.is_valid():
        try:
            corrected = correct_attendance(
                sitting,
                person_id=person_id,
                minutes=form.cleaned_data["minutes"],
                reason=form.cleaned_data["reason"],
                by=signer,
                seen=form.cleaned_data["seen"] or 0,
            )
        except Refused as refused:
            form.add_error(None, sentence(refused.code, refused.data))
        else:
            _tell(request, line, corrected)
            return redirect(f"{reverse('webinars:attendance', args=[sitting_id])}#person-{person_id}")
    context = {
        "form": form,
        "sitting": sitting,
        "line": line,
        "limit": longest_minutes(sitting),
        "corrections": corrections_of(sitting, person_id),
    }
    return render(request, "webinars/attendance_correct.html", context, status=422 if form.errors else 200)


def _of_sitting(request: HttpRequest, sitting_id: int) -> tuple[Attendance, Sight]:
    sitting, sight = access.get_sitting_attendance(cast(Person, request.user), sitting_id)
    return sitting_attendance(sitting, administrations=sight.administrations), sight


def _of_webinar(request: HttpRequest, slug: str) -> tuple[Attendance, Sight]:
    webinar, sight = access.get_webinar_attendance(cast(Person, request.user), slug)
    return webinar_attendance(webinar, administrations=sight.administrations), sight


def _page(attendance: Attendance, sight: Sight, files: dict[str, str]) -> dict[str, Any]:
    connected = attendance.connected
    tables = count_tables(attendance)
    return {
        "attendance": attendance,
        "webinar": attendance.webinar,
        "sitting": attendance.sitting,
        "zone": attendance.sittings[0].time_zone if attendance.sittings else "UTC",
        "files": files,
        "tables": tables,
        "something_hidden": any(table.hides for table in tables),
        "may_correct": sight.may_correct and attendance.sitting is not None and attendance.is_over,
        "chart": connected
        and presence_chart(connected.live, connected.minutes, [part.time for part in connected.parts]),
    }


def _file(attendance: Attendance, content: bytes, kind: str, content_type: str) -> HttpResponse:
    part = f"-{attendance.sitting.position}" if attendance.sitting else ""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="attendance-{attendance.webinar.slug}{part}.{kind}"'
    return response


def _line_of(attendance: Attendance, person_id: int) -> Line:
    for line in [*attendance.lines, *attendance.apart]:
        if line.person_id == person_id:
            return line
    raise Http404


def _tell(request: HttpRequest, line: Line, corrected: Corrected) -> None:
    minutes = corrected.correction.minutes
    messages.success(
        request,
        ngettext(
            "%(name)s: corrected to %(minutes)d minute, signed by you.",
            "%(name)s: corrected to %(minutes)d minutes, signed by you.",
            minutes,
        )
        % {"name": line.name, "minutes": minutes},
    )
    overtook = corrected.overtook
    if overtook is not None:
        by = overtook.signed_by.display_name if overtook.signed_by else _("Somebody else")
        messages.warning(
            request,
            ngettext(
                "%(by)s had signed %(minutes)d minute while you were writing. Both are kept; yours is the newest and counts.",
                "%(by)s had signed %(minutes)d minutes while you were writing. Both are kept; yours is the newest and counts.",
                overtook.minutes,
            )
            % {"by": by, "minutes": overtook.minutes},
        )
