"""What happens here because of something below. A reaction only enqueues."""

from __future__ import annotations

from core.events import on
from core.jobs import enqueue_after_commit
from courses.actions.progress import AttendanceNoted, CourseCompleted
from people.actions.profiles import ProfileChanged
from programme.queries.earning import webinar_of


@on(CourseCompleted)
def certify_course(completed: CourseCompleted) -> None:
    enqueue_after_commit("programme.issue_for_course", enrolment_id=completed.enrolment_id)


@on(AttendanceNoted)
def certify_attendance(noted: AttendanceNoted) -> None:
    webinar_id = webinar_of(noted.key)
    if webinar_id is not None:
        enqueue_after_commit("programme.settle_attendance", webinar_id=webinar_id, person_id=noted.person_id)


@on(ProfileChanged)
def certify_what_waited_for_a_name(changed: ProfileChanged) -> None:
    enqueue_after_commit("programme.issue_what_waits", person_id=changed.person_id)
