"""Films of lessons: their page for authors, and their bytes by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.actions import Refused
from core.files import shown_name
from core.languages import active
from courses.access import writing
from courses.actions import films as actions
from courses.choices import LessonKind
from courses.forms.films import CaptionForm, FilmForm, RemoveForm
from courses.importers.captions import read_captions, to_vtt
from courses.importers.films import HEAD, MOST_BYTES, film_ending
from courses.models import Lesson
from courses.queries.files import file_path
from courses.views.ranges import ranged
from people.models import Person

HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def film(request: HttpRequest, key: str) -> HttpResponseBase:
    """The film or the captions of a key, or a part of it. No row is read, and no session: keys cannot be guessed (ADR 9)."""
    media_type = actions.MEDIA_TYPES[key.rpartition(".")[2]]
    try:
        return ranged(request, file_path(key), content_type=media_type, headers=HEADERS)
    except FileNotFoundError:
        return HttpResponseNotFound(
            headers={"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}
        )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def captions(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """A lesson's film and its captions, for those who may change it."""
    person = cast(Person, request.user)
    lesson = writing.get_lesson(person, lesson_id, writing.Right.EDIT)
    film_form, caption_form = FilmForm(), CaptionForm(initial={"language": active()})
    if request.method == "POST":
        removing = RemoveForm(request.POST)
        if "file" in request.FILES:
            film_form = FilmForm(request.POST, request.FILES)
            if film_form.is_valid() and film_form.carry_out(lambda: _take_film(request, lesson, person)):
                return redirect("courses:captions", lesson.pk)
        elif removing.is_valid():
            actions.remove_caption(lesson, language=removing.cleaned_data["remove"], by=person)
            messages.success(request, _("The captions are taken away."))
            return redirect("courses:captions", lesson.pk)
        elif "language" in request.POST:
            caption_form = CaptionForm(request.POST, request.FILES)
            if caption_form.is_valid() and _take_captions(request, lesson, person, caption_form):
                return redirect("courses:captions", lesson.pk)
        else:
            film_form = FilmForm(request.POST, request.FILES)
            film_form.is_valid()
    context = {
        "lesson": lesson,
        "film": lesson.file if lesson.kind in (LessonKind.VIDEO, LessonKind.REPLAY) else None,
        "captions": lesson.captions.select_related("file").order_by("language"),
        "film_form": film_form,
        "caption_form": caption_form,
        "limit_mb": MOST_BYTES // 1024**2,
    }
    return render(request, "courses/captions.html", context)


def _take_film(request: HttpRequest, lesson: Lesson, person: Person) -> bool:
    """The web process wrote the body to the disk: it is copied from there piece by piece."""
    file = cast(UploadedFile, request.FILES["file"])
    size = file.size or 0
    ending = film_ending(file.read(HEAD), size)
    key = actions.store_film(file, ending=ending)
    _or_forget(
        key, lambda: actions.choose_film(lesson, key=key, name=shown_name(file.name or ""), size=size, by=person)
    )
    messages.success(request, _("The film has arrived."))
    return True


def _take_captions(request: HttpRequest, lesson: Lesson, person: Person, form: CaptionForm) -> bool:
    language, file = form.cleaned_data["language"], form.cleaned_data["captions"]
    try:
        vtt = to_vtt(read_captions(file.read(), language=language), language=language).encode()
    except Refused as refused:
        form.refuse(refused, "captions")
        return False
    key = actions.store([vtt], ending="vtt")
    name = shown_name(file.name or "")
    _or_forget(
        key, lambda: actions.choose_caption(lesson, language=language, key=key, name=name, size=len(vtt), by=person)
    )
    messages.success(request, _("The captions have arrived."))
    return True


def _or_forget(key: str, call: Callable[[], object]) -> None:
    try:
        call()
    except BaseException:
        actions.forget(key)
        raise
