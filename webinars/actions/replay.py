"""A finished sitting as a lesson: made once when it ends, seen by each at their own pace. ``docs/rules/replay.md``."""

from __future__ import annotations

import math
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override

from core import audit
from core.actions import Refused, action
from core.jobs import enqueue_after_commit
from courses.actions.progress import note_done
from courses.actions.replays import put_replay
from courses.queries.contents import texts_of
from courses.queries.replays import replaying
from people.models import Person
from quizzes import marking
from quizzes.marking import Given
from quizzes.queries.specs import spec_of
from webinars.access.replays import source_of
from webinars.choices import WebinarRole
from webinars.models import Activity, Replay, ReplayAnswer, ReplayView, Sitting, TeamMember, Webinar
from webinars.queries.replay import live_seconds, recorded_slides

MAKE = "webinars.make_replay"

MOST_STEPS = 5000
"""More slides and questions than any sitting has: a bound for what a browser says was seen."""


def order_replay(sitting: Sitting) -> None:
    """Let a job make the replay when the running action commits. Rehearsals have none."""
    if not sitting.is_rehearsal:
        enqueue_after_commit(MAKE, sitting_id=sitting.pk)


@action
def make_replay(sitting: Sitting) -> Replay | None:
    """Keep the sitting's slides along its time, and put a lesson that replays it into the curriculum; None if it is not over.

    A second time changes nothing: a lesson that somebody removed does not come back. The module that replays the webinar
    belongs to its host, who may bring the recording, and is not published by itself. A webinar without any title gets no lesson.
    """
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("webinar", "room").get(pk=sitting.pk)
    if sitting.is_rehearsal or sitting.live_from is None or sitting.live_until is None:
        return None
    replay = Replay.objects.filter(sitting=sitting).first()
    if replay is None:
        replay = Replay.objects.create(sitting=sitting, slides=recorded_slides(sitting))
    _put_lesson(sitting)
    return replay


def _put_lesson(sitting: Sitting) -> None:
    webinar = Webinar.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.webinar_id)
    title = texts_of(webinar, "title")
    if not title:
        return
    sittings = list(
        Sitting.objects.filter(webinar=webinar, is_rehearsal=False)
        .order_by("starts_at", "pk")
        .values_list("pk", flat=True)
    )
    lesson = dict(title)
    if len(sittings) > 1:
        words = {"number": sittings.index(sitting.pk) + 1}
        lesson = {
            code: f"{text} · {_said(code, gettext_noop('Sitting %(number)s'), **words)}" for code, text in title.items()
        }
    made = put_replay(
        source_of(sitting.pk),
        beside=[source_of(pk) for pk in sittings],
        module_title={
            code: _said(code, gettext_noop("Replay of “%(title)s”"), title=text) for code, text in title.items()
        },
        lesson_title=lesson,
        minutes=max(1, math.ceil(live_seconds(sitting) / 60)),
        by=_host(webinar) or webinar.created_by,
    )
    if made is not None:
        audit.record("replay.made", actor_id=None, subject=f"sitting:{sitting.pk}", lesson=made.pk)


def _said(language: str, words: str, **values: object) -> str:
    with override(language):
        return gettext(words) % values


def _host(webinar: Webinar) -> Person | None:
    host = TeamMember.objects.filter(webinar=webinar, role=WebinarRole.HOST).select_related("person").order_by("pk")
    first = host.first()
    return first.person if first is not None else None


@action
def keep_place(
    sitting: Sitting, *, person: Person, second: int, is_done: bool, seen: Collection[int] = ()
) -> ReplayView:
    """Where a person is in a replay, and which steps they saw; once they have seen it, that stays. It is no attendance, and
    changes none.

    Then the lessons that replay it are done, in whatever courses they stand.
    """
    ReplayView.objects.bulk_create([ReplayView(sitting=sitting, person=person)], ignore_conflicts=True)
    view = ReplayView.objects.select_for_update().get(sitting=sitting, person=person)
    view.second = max(0, min(second, math.ceil(live_seconds(sitting))))
    view.seen = sorted({*view.seen, *(step for step in seen if 0 <= step < MOST_STEPS)})
    if is_done and view.done_at is None:
        view.done_at = timezone.now()
        note_done(person.pk, replaying(source_of(sitting.pk)), now=view.done_at)
    view.save(update_fields=["second", "seen", "done_at", "seen_at"])
    return view


@action
def place_film(sitting: Sitting, *, film_from: int, by: Person) -> None:
    """Say at which second of the live time the recording begins, so that slides and film go together."""
    replay = Replay.objects.select_for_update().filter(sitting=sitting).first()
    if replay is None:
        replay = Replay.objects.create(sitting=sitting, slides=recorded_slides(sitting))
    replay.film_from = film_from
    replay.save(update_fields=["film_from"])
    audit.record("replay.film_placed", actor_id=by.pk, subject=f"sitting:{sitting.pk}", film_from=film_from)


@action
def answer_in_replay(activity: Activity, *, person: Person, given: Given | None) -> ReplayAnswer:
    """Keep what a person answers for themselves; the room's answers and figures never know of it. Again replaces it.

    Refuses ``answer.empty`` and the codes of :mod:`quizzes.marking`.
    """
    if given is None:
        raise Refused("answer.empty")
    try:
        response = marking.canonical(given, spec_of(activity.question))
    except marking.Malformed as malformed:
        raise Refused(malformed.code, **malformed.data) from malformed
    answer, _made = ReplayAnswer.objects.update_or_create(
        activity=activity, person=person, defaults={"response": response}
    )
    return answer
