"""What happens here because of something below. A reaction only enqueues."""

from __future__ import annotations

from core.events import on
from core.jobs import enqueue_after_commit
from people.actions.profiles import ProfileChanged
from quizzes.actions.attempts.submitting import AttemptMarked
from quizzes.actions.regrading import QuizRegraded


@on(AttemptMarked)
def judge_courses_of_attempt(marked: AttemptMarked) -> None:
    enqueue_after_commit("courses.note_quiz", quiz_id=marked.quiz_id, person_id=marked.person_id)


@on(QuizRegraded)
def judge_courses_of_regrade(regraded: QuizRegraded) -> None:
    enqueue_after_commit("courses.note_regrade", regrade_id=regraded.regrade_id)


@on(ProfileChanged)
def enrol_by_rule(changed: ProfileChanged) -> None:
    enqueue_after_commit("courses.enrol_person_by_rule", person_id=changed.person_id)
