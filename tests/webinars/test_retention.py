"""What the jobs of the night let go of, and what they leave."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from celery import current_app
from django.conf import settings as configured
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.models import AuditEntry
from people.models import Person
from people.tasks import let_go as let_go_of_sign_ins
from programme.models import Fact, Freeze
from programme.tasks import let_go as let_go_of_evidence
from tests.factories import make_person, make_room, make_webinar
from webinars.choices import MailKind, MailState, RoomState
from webinars.models import (
    AskedQuestion,
    ChatMessage,
    Companion,
    Connection,
    ImportedList,
    Mail,
    Registration,
    Room,
    Sitting,
)
from webinars.tasks import let_go

pytestmark = pytest.mark.django_db


def make_past(days: int, *people: Person) -> Room:
    """A room that was over so many days ago."""
    room = make_room(make_webinar(attendees=people), state=RoomState.ENDED)
    shift = timedelta(days=days)
    for sitting in Sitting.objects.filter(room=room):
        sitting.starts_at, sitting.ends_at = sitting.starts_at - shift, sitting.ends_at - shift
        sitting.live_from, sitting.live_until = sitting.starts_at, sitting.ends_at
        sitting.save()
    return Room.objects.get(pk=room.pk)


def say(room: Room, text: str) -> None:
    author = make_person()
    ChatMessage.objects.create(room=room, author=author, text=text, language="en")
    AskedQuestion.objects.create(room=room, author=author, text=text, language="en")


def connect(room: Room, person: Person) -> None:
    at = room.sitting.starts_at
    Connection.objects.create(
        room=room, person=person, language="en", opened_at=at, last_seen_at=at + timedelta(hours=1), process="1"
    )
    Companion.objects.create(room=room, host=person, guest_name="Guest", since=at)


def test_talk_goes_a_year_after_its_webinar() -> None:
    say(make_past(366), "old")
    say(make_past(364), "young")
    let_go()
    assert list(ChatMessage.objects.values_list("text", flat=True)) == ["young"]
    assert list(AskedQuestion.objects.order_by("pk").values_list("text", flat=True)) == ["…", "young"]
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", "details__rows")
    assert list(verbs) == [("retention.chat", 1), ("retention.questions", 1)]
    let_go()
    assert AuditEntry.objects.count() == 2


def test_a_webinar_with_a_later_sitting_is_not_over() -> None:
    room = make_past(400)
    say(room, "old")
    now = timezone.now()
    Sitting.objects.create(
        webinar=room.sitting.webinar, position=9, starts_at=now, ends_at=now + timedelta(hours=1), time_zone="UTC"
    )
    let_go()
    assert ChatMessage.objects.count() == 1


def test_zero_days_keep_for_ever(settings: Any) -> None:
    settings.RETENTION_CHAT_DAYS = settings.RETENTION_MAILS_DAYS = 0
    settings.RETENTION_PROVISIONAL_DAYS = settings.RETENTION_CONNECTIONS_DAYS = 0
    room = make_past(4000)
    say(room, "old")
    connect(room, make_person())
    _provisional(4000)
    let_go()
    let_go_of_evidence()
    assert (ChatMessage.objects.count(), Connection.objects.count()) == (1, 1)
    assert Person.objects.filter(is_provisional=True).count() == 1


def test_more_than_a_batch_goes_in_one_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webinars.actions.retention.BATCH", 2)
    room = make_past(400)
    for number in range(5):
        say(room, f"old {number}")
    let_go()
    assert ChatMessage.objects.count() == 0
    assert list(AuditEntry.objects.filter(verb="retention.chat").values_list("details__rows", flat=True)) == [2, 2, 1]


def _mail(key: str, state: MailState, days: int) -> None:
    room = make_past(1)
    due = timezone.now() - timedelta(days=days)
    Mail.objects.create(
        key=key, kind=MailKind.THANKS, webinar=room.sitting.webinar, person=make_person(), state=state, due_at=due
    )


def test_mails_go_a_year_after_they_were_done_with() -> None:
    _mail("old", MailState.SENT, 366)
    _mail("dropped", MailState.DROPPED, 366)
    _mail("young", MailState.SENT, 364)
    _mail("still to be sent", MailState.QUEUED, 366)
    let_go()
    assert sorted(Mail.objects.values_list("key", flat=True)) == ["still to be sent", "young"]


def test_lists_go_after_a_day() -> None:
    webinar = make_webinar()
    for name, hours in (("old", 25), ("young", 23)):
        made = ImportedList.objects.create(webinar=webinar, made_by=make_person(), file_name=name, rows=[])
        ImportedList.objects.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(hours=hours))
    let_go()
    assert list(ImportedList.objects.values_list("file_name", flat=True)) == ["young"]


def test_evidence_goes_after_two_years_and_never_before_it_is_counted() -> None:
    person = make_person()
    counted, uncounted, young = make_past(731, person), make_past(731, person), make_past(729, person)
    for room in (counted, uncounted, young):
        connect(room, person)
    for room in (counted, young):
        webinar = room.sitting.webinar
        day = timezone.now().date()
        Freeze.objects.create(webinar=webinar, frozen_at=timezone.now(), ended_on=day, definition=1)
        Fact.objects.create(webinar=webinar, sitting=room.sitting, person=person, ended_on=day, seconds=3600)
    let_go_of_evidence()
    assert set(Connection.objects.values_list("room", flat=True)) == {uncounted.pk, young.pk}
    assert set(Companion.objects.values_list("room", flat=True)) == {uncounted.pk, young.pk}
    assert Fact.objects.filter(webinar=counted.sitting.webinar).count() == 1
    entry = AuditEntry.objects.get(verb="retention.connections")
    assert (entry.subject, entry.details) == (f"webinar:{counted.sitting.webinar_id}", {"rows": 2})


def _provisional(days: int, **fields: Any) -> Person:
    person = make_person(is_provisional=True, **fields)
    Person.objects.filter(pk=person.pk).update(date_joined=timezone.now() - timedelta(days=days))
    return person


def test_accounts_that_nobody_used_go_three_months_after_their_last_webinar() -> None:
    idle = _provisional(200)
    signed_in, busy, young = _provisional(200, last_login=timezone.now()), _provisional(200), _provisional(89)
    make_past(91, idle)
    Registration.objects.create(webinar=make_past(89).sitting.webinar, person=busy)
    waiting = _provisional(200)
    Registration.objects.create(webinar=make_webinar(), person=waiting)
    used = make_person()
    let_go_of_evidence()
    let_go()
    left = set(Person.objects.filter(erased_at__isnull=True).values_list("pk", flat=True))
    assert {signed_in.pk, busy.pk, young.pk, waiting.pk, used.pk} <= left
    assert idle.pk not in left
    assert AuditEntry.objects.filter(verb="person.erased", actor=None, subject=f"person:{idle.pk}").count() == 1


def test_sign_ins_that_ran_out_go() -> None:
    person = make_person()
    for days in (1, -1):
        session = SessionStore()
        session.set_expiry(timezone.now() + timedelta(days=days))
        session.create()
        UserSession.objects.create(user=person, ip="10.0.0.1", session_key=session.session_key, user_agent="")
    let_go_of_sign_ins()
    assert UserSession.objects.count() == 1


def _age(path: Path, at: datetime) -> None:
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_old_files_go(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    month_ago = timezone.now() - timedelta(days=31)
    for name in ("old.log", "young.log", "other.txt"):
        (tmp_path / name).write_text("code 123456")
    _age(tmp_path / "old.log", month_ago)
    _age(tmp_path / "other.txt", month_ago)
    for name in ("old.png", "young.png"):
        default_storage.save(f"sharing/{name}", ContentFile(b"x"))
    _age(Path(default_storage.path("sharing/old.png")), month_ago)
    let_go_of_sign_ins()
    let_go()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["other.txt", "young.log"]
    assert default_storage.listdir("sharing")[1] == ["young.png"]


def test_every_job_on_the_schedule_is_there() -> None:
    current_app.loader.import_default_modules()
    wanted = {entry["task"] for entry in configured.CELERY_BEAT_SCHEDULE.values()}
    assert {"webinars.let_go", "programme.let_go", "people.let_go"} <= wanted
    assert wanted - set(current_app.tasks) == set()
