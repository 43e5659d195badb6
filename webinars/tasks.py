"""Jobs of webinars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from core.jobs import enqueue_after_commit
from people.actions.erasure import erase_person
from webinars.access.replays import find_sitting
from webinars.actions import decks, outcomes, retention
from webinars.actions import replay as replays
from webinars.actions.connections import close_stale_connections
from webinars.actions.delivery import send_due_mails
from webinars.actions.follow_ups import open_follow_ups
from webinars.actions.hands import lower_hands_of_absent
from webinars.actions.lists import forget_lists
from webinars.actions.outbox import SEND
from webinars.actions.reminders import queue_reminders, queue_thanks
from webinars.actions.replay import MAKE
from webinars.actions.surveys import move_due_surveys
from webinars.exporters import sharing
from webinars.importers.bounces import take_maildir
from webinars.queries.outcomes import lately_held, untold_participations
from webinars.queries.replay import unmade_replays
from webinars.queries.retention import unused_accounts


@shared_task(name="webinars.close_stale_connections")
def sweep_connections() -> None:
    """Every 30 s: close what a crashed process left open, and lower the hands of those who have left."""
    close_stale_connections(timezone.now())
    lower_hands_of_absent(timezone.now())


@shared_task(name="webinars.announce_deck")
def announce_deck(deck_id: int) -> None:
    """Tell the rooms that use the deck that another version of it can be shown."""
    decks.announce_deck(deck_id)


@shared_task(name="webinars.move_due_surveys")
def move_surveys() -> None:
    """Every minute: open what waits for a webinar to be over or for months after it, close what had its days."""
    move_due_surveys(timezone.now())
    open_follow_ups(timezone.now())


@shared_task(name=SEND)
def send_mails() -> None:
    """Every 30 s, and when something was queued: send what is due, then let other jobs have a turn."""
    if send_due_mails():
        enqueue_after_commit(SEND)


@shared_task(name="webinars.queue_reminders")
def remind() -> None:
    """Every minute: what the clock asks for."""
    now = timezone.now()
    queue_reminders(now=now)
    queue_thanks(now=now)


@shared_task(name=MAKE)
def make_replay(sitting_id: int) -> None:
    """Make the lesson that replays a sitting which is over."""
    sitting = find_sitting(sitting_id)
    if sitting is not None:
        replays.make_replay(sitting)


@shared_task(name=outcomes.TELL_ATTENDANCE)
def tell_attendance(webinar_id: int, person_id: int = 0) -> None:
    """Tell the curriculum who attended a webinar that is over; of one person alone where one is named."""
    outcomes.tell_attendance(webinar_id, only=person_id or None)


@shared_task(name=outcomes.TELL_SURVEY)
def tell_survey(survey_id: int, person_id: int) -> None:
    """Tell the curriculum that somebody filled in a form."""
    outcomes.tell_survey(survey_id, person_id)


CATCHING_UP = timedelta(days=6)
"""So long what was missed when a sitting ended is made up for: what was recorded of the stage is kept for a day longer."""


@shared_task(name="webinars.catch_up")
def catch_up() -> None:
    """Every five minutes: what should have been done when a sitting ended, and was not."""
    for sitting_id in unmade_replays(since=timezone.now() - CATCHING_UP):
        enqueue_after_commit(MAKE, sitting_id=sitting_id)
    for survey_id, person_id in untold_participations():
        enqueue_after_commit(outcomes.TELL_SURVEY, survey_id=survey_id, person_id=person_id)


@shared_task(name="webinars.tell_again")
def tell_again() -> None:
    """Every hour: attendance of webinars that are over, as it is now: a job may have been lost, a place given afterwards."""
    for webinar_id in lately_held(since=timezone.now() - CATCHING_UP):
        enqueue_after_commit(outcomes.TELL_ATTENDANCE, webinar_id=webinar_id)


LISTS_KEPT = timedelta(days=1)
IMAGES_KEPT = timedelta(days=30)


@shared_task(name="webinars.let_go")
def let_go() -> None:
    """Every night: let go of what was kept for long enough (``docs/rules/retention.md``). Zero days: kept for ever."""
    now = timezone.now()
    kept: list[tuple[int, Callable[..., int]]] = [
        (settings.RETENTION_CHAT_DAYS, retention.let_go_of_chat),
        (settings.RETENTION_CHAT_DAYS, retention.let_go_of_questions),
        (settings.RETENTION_MAILS_DAYS, retention.let_go_of_mails),
    ]
    for days, step in kept:
        if days:
            _until_none(partial(step, before=now - timedelta(days=days)))
    _until_none(partial(forget_lists, before=now - LISTS_KEPT))
    if settings.RETENTION_PROVISIONAL_DAYS:
        _let_go_of_accounts(now - timedelta(days=settings.RETENTION_PROVISIONAL_DAYS))
    sharing.forget_images(before=now - IMAGES_KEPT)


def _until_none(step: Callable[[], int]) -> None:
    while step():
        pass


def _let_go_of_accounts(before: datetime) -> None:
    for person in unused_accounts(before=before).iterator():
        erase_person(person, by=None)


@shared_task(name="webinars.read_bounces")
def read_bounces() -> None:
    """Every five minutes, where a folder for them is set: take the reports of mails that came back."""
    if settings.BOUNCE_MAILDIR:
        take_maildir(Path(settings.BOUNCE_MAILDIR))
