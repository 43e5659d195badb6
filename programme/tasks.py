"""Jobs of the programme: its figures and certificates."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from core.actions import Refused
from core.jobs import enqueue_after_commit
from people.actions.erasure import remove_erased
from programme.actions import announcing, certificates, trainers
from programme.actions.freezing import follow_up, freeze_webinar
from programme.queries.earning import unissued_courses, unissued_of, unsettled_attendance
from programme.queries.freezing import webinars_to_follow_up, webinars_to_freeze
from programme.queries.retention import counted_before
from programme.queries.trainers import every_series
from webinars.actions.retention import let_go_of_connections

log = logging.getLogger(__name__)


@shared_task(name="programme.freeze")
def freeze() -> None:
    """Every few minutes: freeze what is over for long enough, and follow up what became final since."""
    for webinar in webinars_to_freeze(timezone.now()):
        try:
            freeze_webinar(webinar)
        except Refused as refused:
            log.info("Webinar %s is not frozen: %s", webinar.pk, refused.code)
    for webinar in webinars_to_follow_up():
        follow_up(webinar)


@shared_task(name="programme.publish_balance")
def publish_balance() -> None:
    """Once a day: the next point of the balance of trainers and of panels, where there are people enough for one."""
    today = timezone.now().date()
    trainers.publish_trainers(on=today)
    for series in every_series():
        trainers.publish_panel(series, on=today)


@shared_task(name="programme.let_go")
def let_go() -> None:
    """Every night: remove erased accounts that are counted by now, and who was connected when in webinars long frozen."""
    while remove_erased():
        pass
    if settings.RETENTION_CONNECTIONS_DAYS:
        before = timezone.now() - timedelta(days=settings.RETENTION_CONNECTIONS_DAYS)
        for webinar in counted_before(before):
            let_go_of_connections(webinar)


@shared_task(name="programme.issue_for_course")
def issue_for_course(enrolment_id: int) -> None:
    """When a course is completed."""
    certificates.issue_for_course(enrolment_id)


@shared_task(name="programme.settle_attendance")
def settle_attendance(webinar_id: int, person_id: int) -> None:
    """When it is known, or known anew, whether somebody attended a webinar."""
    certificates.settle_attendance(webinar_id, person_id)


@shared_task(name="programme.issue_what_waits")
def issue_what_waits(person_id: int) -> None:
    """When a profile changes: it may have a name now."""
    places, webinars = unissued_of(person_id)
    for enrolment_id in places:
        certificates.issue_for_course(enrolment_id)
    for webinar_id in webinars:
        certificates.settle_attendance(webinar_id, person_id)


@shared_task(name="programme.catch_up_with_certificates")
def catch_up_with_certificates() -> None:
    """Every hour: what should have been issued and was not, because a job was lost or a course gives certificates since."""
    for enrolment_id in unissued_courses():
        certificates.issue_for_course(enrolment_id)
    for webinar_id, person_id in unsettled_attendance():
        certificates.settle_attendance(webinar_id, person_id)


@shared_task(name=certificates.SEND)
def send_certificates() -> None:
    """When a certificate was issued, and every five minutes for those whose job was lost."""
    if announcing.send_letters():
        enqueue_after_commit(certificates.SEND)
