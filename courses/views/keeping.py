"""What a device keeps of a module, to be read without a line: the list of it, and the script that serves it (ADR 17)."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access import Unknown
from core.languages import active
from courses.access.learning import get_seat
from courses.queries.lessons import asked_of, slides_of
from courses.queries.reading import outline_of
from people.models import Person
from quizzes.queries.attempts import attempts_in_progress

WORKER = "pages/worker.js"
NO_WORKER = b"self.registration.unregister();\n"
"""Where the browser code is not built, a worker of an earlier day lets go."""


@login_required
@require_safe
def keep_module(request: HttpRequest, slug: str, module_id: int) -> JsonResponse:
    """Addresses to load: the course's page and those of the module's lessons in the reader's language, their slides at the small
    size, and the attempts that are under way. Styles, scripts and pictures are those that the pages name.

    ``quizzes``: the lessons' pages by the quizzes that they hold. An attempt that begins later is kept with the module, too.
    """
    person = cast(Person, request.user)
    seat = get_seat(person, slug)
    if seat.enrolment is None:
        raise Unknown
    outline = outline_of(seat.version.pk, active(), person_id=person.pk)
    part = next((part for part in outline.parts if part.module == module_id), None)
    if part is None:
        raise Unknown
    places = tuple(step.place for step in part.steps)
    pages = [{"url": reverse("courses:lesson", args=[slug, step.id]), "title": step.title.text} for step in part.steps]
    pages += [
        {"url": reverse("quizzes:attempt", args=[attempt.pk]), "title": str(attempt.quiz)}
        for attempt in attempts_in_progress(person, asked_of(places))
    ]
    course = {"url": reverse("courses:course", args=[slug]), "title": outline.title.text}
    asked = {
        str(quiz): reverse("courses:lesson", args=[slug, step.id])
        for step in part.steps
        for quiz in sorted(asked_of([step.place]))
    }
    files = [page.small for place in places for page in slides_of(place, active())]
    listed = {"title": part.title.text, "pages": [*pages, course], "quizzes": asked}
    return JsonResponse({**listed, "files": [reverse("courses:no_line"), *files]})


@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script itself, at the root so that it may serve every page. A browser asks for it again by itself."""
    headers = {"X-Content-Type-Options": "nosniff"}
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8", headers=headers)


def _worker() -> bytes:
    found = finders.find(WORKER)
    try:
        if isinstance(found, str):
            return Path(found).read_bytes()
        with staticfiles_storage.open(WORKER) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return NO_WORKER


@require_safe
def no_line(request: HttpRequest) -> HttpResponse:
    """What is said, in the reader's language, of a page that is not on the device. It is the same for everybody."""
    return render(request, "courses/learning/no_line.html")
