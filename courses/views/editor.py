"""Writing a lesson: the page, what its script saves by itself, and the files that come meanwhile."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from core.fingerprint import CHANGED
from core.languages import active
from core.refusals import sentence
from courses.access import visible_decks
from courses.access.writing import Right, get_lesson
from courses.actions.editing import edited, save_lesson, settle_lesson
from courses.actions.files import upload_file
from courses.choices import BlockKind
from courses.content import LessonContent
from courses.forms.editor import AtHand, EditorForm, arranged, named_files
from courses.models import Lesson
from courses.queries.advising import hints_on, reading_of
from courses.queries.blocks import blocks_in_order, quiz_titles
from courses.queries.contents import lesson_now
from courses.queries.files import files_on_page
from courses.queries.revisions import changes_between, deck_titles, names_in, revision_at
from people.models import Person
from quizzes.access import visible_quizzes

PAGE = "courses/lesson_edit.html"
KEEPS = ("mine", "theirs")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """The page. Each of its buttons sends all of it: to save, to add or move a block, or to settle what two wrote at once."""
    person = cast(Person, request.user)
    lesson = get_lesson(person, lesson_id, Right.EDIT)
    if request.method != "POST":
        now = lesson_now(lesson)
        form = _form(person, lesson, now, None)
        return _page(request, lesson, form, advice=_advice(now, [block.uid for block in form.blocks]))
    data, faults = _with_uploads(request, person)
    wish = request.POST.get("do", "")
    now = lesson_now(lesson)
    if wish:
        return _page(request, lesson, _form(person, lesson, now, arranged(data, wish), faults))
    form = _form(person, lesson, now, data, faults)
    if not form.is_valid():
        return _page(request, lesson, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _write(request, person, lesson, form, by_itself=False)
    except Refused as refused:
        if refused.code == CHANGED:
            found = _conflict(lesson, form)
            again = data.copy()
            again["seen"] = str(found["revision"])
            shown = _form(person, lesson, now, again, faults)
            return _page(request, lesson, shown, status=HTTPStatus.CONFLICT, conflict=found)
        form.refuse(refused)
        return _page(request, lesson, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("The lesson is saved."))
    return redirect("courses:edit_lesson", lesson.pk)


@login_required
@never_cache
@require_POST
def save(request: HttpRequest, lesson_id: int) -> JsonResponse:
    """What the page's script sends by itself, or when its button was ``pressed``.

    Answers ``{"revision", "blocks": {uid: id}}``; 409 with what somebody else wrote, 422 with what is wrong.
    """
    person = cast(Person, request.user)
    lesson = get_lesson(person, lesson_id, Right.EDIT)
    now = lesson_now(lesson)
    form = _form(person, lesson, now, request.POST)
    try:
        if not form.is_valid():
            faults = {"sentences": form.sentences(), "faults": form.faults_by_block()}
            return JsonResponse(faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        revision = _write(request, person, lesson, form, by_itself="pressed" not in request.POST)
    except Refused as refused:
        if refused.code != CHANGED:
            said = [sentence(refused.code, refused.data)]
            return JsonResponse({"code": refused.code, "sentences": said}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        found = _conflict(lesson, form)
        html = render_to_string("courses/lesson_conflict.html", {"conflict": found}, request)
        answer = {"code": CHANGED, "revision": found["revision"], "html": html}
        return JsonResponse(answer, status=HTTPStatus.CONFLICT)
    uids = [block.uid for block in form.blocks]
    answer = {"revision": revision, "blocks": dict(zip(uids, blocks_in_order(lesson), strict=False))}
    advice = render_to_string("courses/lesson_advice.html", _advice(edited(now, form.edit()), uids))
    return JsonResponse({**answer, "advice": advice})


@login_required
@require_POST
def upload(request: HttpRequest, lesson_id: int) -> JsonResponse:
    """A file that the page's script brings (``upload``; ``picture`` asks for one), kept for the lesson to name."""
    person = cast(Person, request.user)
    get_lesson(person, lesson_id, Right.EDIT)
    file = request.FILES.get("upload")
    try:
        if file is None:
            raise Refused("file.empty")
        row = upload_file(file.name or "", file.read(), by=person, picture="picture" in request.POST)
    except Refused as refused:
        said = {"code": refused.code, "sentence": sentence(refused.code, refused.data)}
        return JsonResponse(said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    address = reverse("courses:course_file", args=[row.key])
    return JsonResponse({"id": row.pk, "name": row.name, "address": address, "picture": bool(row.width)})


def _write(request: HttpRequest, person: Person, lesson: Lesson, form: EditorForm, *, by_itself: bool) -> int:
    keep = request.POST.get("keep", "")
    if keep in KEEPS:
        return settle_lesson(lesson, edit=form.edit(), seen=form.seen(), keep=keep, by=person).number
    return save_lesson(lesson, edit=form.edit(), seen=form.seen(), by=person, by_itself=by_itself).number


def _advice(content: LessonContent, uids: list[str]) -> dict[str, Any]:
    hints = [(uids[hint.block - 1] if hint.block else "", hint) for hint in hints_on(content)]
    return {"hints": hints, "reading": reading_of(content)}


def _conflict(lesson: Lesson, form: EditorForm) -> dict[str, Any]:
    """Who wrote meanwhile, and what is different in what this person wrote."""
    now = lesson_now(lesson)
    lesson.refresh_from_db(fields=["revision"])
    newest = revision_at(lesson, lesson.revision)
    mine = edited(now, form.edit())
    return {
        "revision": lesson.revision,
        "newest": newest,
        "changes": changes_between(now, mine, names_in([now, mine])),
    }


def _form(
    person: Person,
    lesson: Lesson,
    now: LessonContent,
    data: QueryDict | None,
    faults: dict[str, str] | None = None,
) -> EditorForm:
    quizzes = visible_quizzes(person).values_list("pk", flat=True)
    own = named_files(None, now)
    at_hand = AtHand(
        quizzes={pk: title for pk, (title, _language) in quiz_titles(quizzes, active()).items()},
        decks=deck_titles(visible_decks(person)),
        files=files_on_page(person, named_files(data, now), named=own),
    )
    return EditorForm(data, content=now, revision=lesson.revision, at_hand=at_hand, faults=faults)


def _with_uploads(request: HttpRequest, person: Person) -> tuple[QueryDict, dict[str, str]]:
    """What was sent, naming the files that came with it, which are kept; and why others are not, by block."""
    data = request.POST.copy()
    faults = {}
    for name, file in request.FILES.items():
        assert isinstance(file, UploadedFile)
        uid = name.removesuffix("-upload")
        picture = data.get(f"{uid}-kind") == BlockKind.IMAGE
        field = "file" if name == "upload" else f"{uid}-file"
        try:
            row = upload_file(file.name or "", file.read(), by=person, picture=picture)
        except Refused as refused:
            faults["lesson" if name == "upload" else uid] = sentence(refused.code, refused.data)
            continue
        data[field] = str(row.pk)
    return data, faults


def _page(
    request: HttpRequest,
    lesson: Lesson,
    form: EditorForm,
    *,
    status: int = HTTPStatus.OK,
    conflict: dict[str, Any] | None = None,
    advice: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "lesson": lesson,
        "form": form,
        "kinds": BlockKind,
        "conflict": conflict,
        "is_typed": request.method == "POST",
        **(advice or {}),
    }
    return render(request, PAGE, context, status=status)
