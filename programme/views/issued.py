"""Certificates of a course or a webinar, for those who manage it: list, files, revoking, restoring, issuing anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.actions import Refused
from core.languages import active
from core.refusals import sentence
from core.spreadsheets import XLSX
from courses.access.learning import get_course_to_manage
from courses.models import Course
from people.models import Person
from programme.access import get_managed_certificate
from programme.actions import certificates as actions
from programme.exporters.certificates import certificates_csv, certificates_xlsx
from programme.forms import CertificateFilter, RevocationForm
from programme.models import Certificate
from programme.queries.certificates import certificates_of, history_of, matching, nameless, reason_words, title_of
from webinars.access import Right, get_webinar
from webinars.models import Webinar

PER_PAGE = 50
FILES: dict[str, tuple[Callable[..., bytes], str]] = {
    "csv": (certificates_csv, "text/csv; charset=utf-8"),
    "xlsx": (certificates_xlsx, XLSX),
}


@login_required
@require_safe
@never_cache
def of_course(request: HttpRequest, course_id: int) -> HttpResponse:
    course = get_course_to_manage(cast(Person, request.user), course_id)
    return _list(request, course, {"course": course, "may_edit": True})


@login_required
@require_safe
@never_cache
def of_webinar(request: HttpRequest, slug: str) -> HttpResponse:
    webinar = get_webinar(cast(Person, request.user), slug, Right.EDIT)
    return _list(request, webinar, {"webinar": webinar})


@login_required
@require_safe
@never_cache
def course_file(request: HttpRequest, course_id: int, kind: str) -> HttpResponse:
    course = get_course_to_manage(cast(Person, request.user), course_id)
    return _file(request, course, course.slug, kind)


@login_required
@require_safe
@never_cache
def webinar_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    return _file(request, get_webinar(cast(Person, request.user), slug, Right.EDIT), slug, kind)


@login_required
@require_safe
@never_cache
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, get_managed_certificate(cast(Person, request.user), number), RevocationForm())


@login_required
@require_POST
def revoke(request: HttpRequest, number: str) -> HttpResponse:
    person = cast(Person, request.user)
    found = get_managed_certificate(person, number)
    form = RevocationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    return _carry_out(
        request,
        found,
        lambda: actions.revoke(found, reason=form.cleaned_data["reason"], by=person),
        _("The certificate is revoked."),
    )


@login_required
@require_POST
def restore(request: HttpRequest, number: str) -> HttpResponse:
    person = cast(Person, request.user)
    found = get_managed_certificate(person, number)
    return _carry_out(request, found, lambda: actions.restore(found, by=person), _("The certificate is valid again."))


@login_required
@require_POST
def reissue(request: HttpRequest, number: str) -> HttpResponse:
    person = cast(Person, request.user)
    found = get_managed_certificate(person, number)
    return _carry_out(
        request,
        found,
        lambda: actions.reissue(found, by=person),
        _("The certificate is issued under the present name."),
    )


def _carry_out(request: HttpRequest, found: Certificate, call: Callable[[], Certificate], said: str) -> HttpResponse:
    try:
        found = call()
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, said)
    return redirect("programme:issued_certificate", found.number)


def _page(request: HttpRequest, found: Certificate, form: RevocationForm) -> HttpResponse:
    name = " ".join(found.person.full_name.split())
    context = {
        "certificate": found,
        "title": title_of(found, active()),
        "history": history_of(found),
        "form": form,
        "reason": reason_words(found),
        "present_name": name,
        "is_renamed": bool(name) and name != found.name,
    }
    return render(request, "programme/issued.html", context, status=400 if form.errors else 200)


def _list(request: HttpRequest, subject: Course | Webinar, more: dict[str, Any]) -> HttpResponse:
    form = CertificateFilter(request.GET)
    asked = form.asked()
    page = Paginator(matching(certificates_of(subject), **asked), PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        **more,
        "form": form,
        "page": page,
        "kept": kept.urlencode(),
        "is_filtered": bool(asked),
        "nameless": nameless(subject),
    }
    return render(request, "programme/certificate_list.html", context)


def _file(request: HttpRequest, subject: Course | Webinar, name: str, kind: str) -> HttpResponse:
    if kind not in FILES:
        raise Http404
    write, content_type = FILES[kind]
    rows = matching(certificates_of(subject), **CertificateFilter(request.GET).asked())
    response = HttpResponse(write(rows), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="certificates-{name}.{kind}"'
    return response
