"""Attempts: what people answered, what it is worth, and what a corrected key changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from quizzes.choices import AttemptState, JobState
from quizzes.models.question import Question, QuestionVersion
from quizzes.models.quiz import Quiz, QuizSection


class Attempt(models.Model):
    """One person's attempt at a quiz. ``source`` names where it was taken, e.g. ``sitting:17``; "" for a quiz taken alone.

    Marks are in points; ``max_mark`` is what could be had. Taken alone: ``number`` counts the person's attempts from 1;
    ``due_at`` is when the server submits it; ``seed`` decides what was drawn and shuffled; ``lease`` names the one window
    that may write; a trainer's trial (``is_preview``) counts nowhere. ``needs_marking``: an answer waits for a person to
    mark it.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    source = models.CharField(max_length=60, blank=True)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=AttemptState.choices, default=AttemptState.LIVE)
    is_preview = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seed = models.BigIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    needs_marking = models.BooleanField(default=False)
    mark = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    max_mark = models.DecimalField(max_digits=8, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "person", "source", "number"], name="one_attempt_per_source"),
            models.UniqueConstraint(
                fields=["quiz", "person", "source"],
                condition=Q(state=AttemptState.IN_PROGRESS),
                name="one_attempt_in_progress",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=AttemptState.IN_PROGRESS), name="attempts_due"),
            models.Index(fields=["quiz", "state"], name="attempts_of_a_quiz"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.source} {self.mark}/{self.max_mark}"


class AttemptAnswer(models.Model):
    """The answer to one question within an attempt, with its mark in points; ``elapsed_ms`` since the question opened.

    Taken alone there is one for each question from the start: ``response`` is None until something is given, ``version`` is
    the question as it was seen, ``position`` its place from 1, ``order`` the ids of its choices as they were shown.
    ``revision`` grows with each save; ``language`` is the one it was given in. An essay waits (``needs_marking``) for
    ``marked_by`` with the ``levels`` of its rubric (criterion's id to level's id) and a ``comment``.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(QuizSection, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    order = models.JSONField(default=list)
    response = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    is_flagged = models.BooleanField(default=False)
    is_right = models.BooleanField(default=False)
    mark = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    max_mark = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    elapsed_ms = models.PositiveIntegerField(null=True, blank=True)
    needs_marking = models.BooleanField(default=False)
    levels = models.JSONField(null=True, blank=True)
    comment = models.TextField(blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="one_answer_per_attempt")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question_id} {self.mark}"


class Regrade(models.Model):
    """A quiz marked again by the questions as they are when it begins; ``done`` of ``total`` attempts so far, up to the id
    ``last_attempt``. ``questions``: by question's id how many marks ``changed``, and how many answers that no longer fit were
    ``kept`` as they were."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="regrades")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    last_attempt = models.BigIntegerField(default=0)
    questions = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz"],
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
                name="one_regrade_of_a_quiz_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} {self.done}/{self.total}"


class RegradeChange(models.Model):
    """An attempt whose mark a regrade changed."""

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="changes")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    before = models.DecimalField(max_digits=8, decimal_places=2)
    after = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regrade", "attempt"], name="one_change_per_regrade")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.before} → {self.after}"
