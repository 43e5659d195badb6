"""Courses as files for translators: out, and back in after a look at what they would do."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import Unknown
from core.actions import Refused
from core.importing.xml import MOST_BYTES
from core.refusals import sentence
from courses.access import writing as access
from courses.access.translating import get_translated_file
from courses.actions.translated_files import LEFT_OUT, TAKEN, UNCHANGED, start_taking
from courses.choices import FileState
from courses.exporters.translated import course_po, course_xliff, translatable
from courses.forms.translated_files import IncomingForm, OutgoingForm
from courses.importers.running import read_file
from courses.models import TranslatedFile
from courses.queries.translators import newest_files
from people.models import Person

LINES_ON_A_PAGE = 100


@login_required
@require_safe
def export(request: HttpRequest, course_id: int, language: str) -> HttpResponse:
    """The course as a file: ``format`` (``xliff`` or ``po``), ``version`` of XLIFF, ``todo`` for what is not reviewed."""
    person = cast(Person, request.user)
    course = access.get_course_to_translate(person, course_id, language)
    file_format, version = request.GET.get("format", "xliff"), request.GET.get("version", "2.0")
    if file_format not in ("xliff", "po") or version not in ("1.2", "2.0"):
        raise Unknown
    parts = translatable(course, language, todo=bool(request.GET.get("todo")))
    if file_format == "po":
        data, media_type, ending = course_po(course, parts, language=language), "text/x-gettext-translation", "po"
    else:
        data = course_xliff(course, parts, language=language, version=version)
        media_type, ending = "application/xliff+xml", "xlf"
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{course.slug}-{language}.{ending}"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, course_id: int) -> HttpResponse:
    """Files out, and files that came. A POST brings one, and leads to what it would do."""
    person = cast(Person, request.user)
    course = access.get_translated_course(person, course_id)
    languages = access.translated_languages(person, course)
    if not languages:
        raise Unknown
    outgoing = OutgoingForm(request.GET if "language" in request.GET else None, languages=languages)
    if outgoing.is_bound and outgoing.is_valid():
        given = outgoing.cleaned_data
        kind, _, version = given["format"].partition("-")
        query = f"?format={kind}&version={version or '2.0'}{'&todo=1' if given['todo'] else ''}"
        return redirect(reverse("courses:export_translation", args=[course.pk, given["language"]]) + query)
    form = IncomingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = cast(UploadedFile, form.cleaned_data["file"])
        made = form.carry_out(lambda: _brought(course, file, languages, person))
        if made is not None:
            return redirect("courses:translated_file", made.pk)
    context = {
        "course": course,
        "form": form,
        "outgoing": outgoing,
        "brought": newest_files(course, languages),
        "may_edit": access.may_edit(person, course),
    }
    return render(request, "courses/translated_files.html", context)


def _brought(course: Any, file: UploadedFile, languages: tuple[str, ...], person: Person) -> TranslatedFile:
    if (file.size or 0) > MOST_BYTES:
        raise Refused("import.too_large", limit=MOST_BYTES // 1024**2)
    return read_file(course, file.read(), file.name or "", languages=languages, by=person)


@login_required
@never_cache
@require_safe
def show(request: HttpRequest, file_id: int) -> HttpResponse:
    """What a file would do, passage by passage; later, what it did."""
    file = get_translated_file(cast(Person, request.user), file_id)
    return render(request, "courses/translated_file.html", _shown(request, file))


def _shown(request: HttpRequest, file: TranslatedFile) -> dict[str, Any]:
    lines: list[list[Any]] = file.report["lines"]
    counted = Counter(line[0] for line in lines)
    chosen = request.GET.get("outcome", "")
    wanted = [line for line in lines if not chosen or line[0] == chosen]
    page = Paginator(wanted, LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "file": file,
        "course": file.course,
        "counts": [(outcome, counted[outcome]) for outcome in (TAKEN, UNCHANGED, LEFT_OUT)],
        "to_take": counted[TAKEN],
        "chosen": chosen,
        "kept": f"outcome={chosen}" if chosen in (TAKEN, UNCHANGED, LEFT_OUT) else "",
        "page": page,
        "lines": [(*line[:4], sentence(line[4], line[5]) if line[4] else "") for line in page],
        "is_busy": file.state == FileState.TAKING,
        "done": file.report["done"],
        "total": file.report["total"],
    }


@login_required
@require_POST
def apply(request: HttpRequest, file_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    file = get_translated_file(person, file_id)
    try:
        start_taking(file, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    return redirect("courses:translated_file", file.pk)
