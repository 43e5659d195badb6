"""One question, six languages, choices by id: the same tables for polls, live quizzes and the later quiz engine."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.choices import QuestionKind


class Question(models.Model):
    """A question of any kind. ``explanation`` is shown on reveal. A question with a right answer can be marked.

    Scale: whole numbers from ``low`` to ``high`` with a label at each end. Numeric: ``low``/``high`` bound what may be
    given, ``key_number`` ± ``tolerance`` is right. Multiple and word cloud: at most ``max_choices`` choices or words.
    """

    kind = models.CharField(_("Kind"), max_length=12, choices=QuestionKind.choices)
    text = models.TextField(_("Question"))
    explanation = models.TextField(_("Explanation, shown with the answer"), blank=True)
    low = models.FloatField(_("From"), null=True, blank=True)
    high = models.FloatField(_("To"), null=True, blank=True)
    low_label = models.CharField(_("Label of the low end"), max_length=80, blank=True)
    high_label = models.CharField(_("Label of the high end"), max_length=80, blank=True)
    key_number = models.FloatField(_("Right number"), null=True, blank=True)
    tolerance = models.FloatField(_("Tolerance"), default=0)
    max_choices = models.PositiveSmallIntegerField(_("At most"), null=True, blank=True)
    points = models.PositiveSmallIntegerField(_("Points"), default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=QuestionKind.SCALE) | Q(low__isnull=False, high__isnull=False, low__lt=F("high")),
                name="a_scale_has_ends",
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="tolerance_is_not_negative"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Choice(models.Model):
    """One choice of a question. Answers refer to its id, never to its text, so that six languages merge."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("Choice"))
    feedback = models.TextField(_("Feedback"), blank=True)
    is_right = models.BooleanField(_("Right"), default=False)

    class Meta:
        ordering = ["question", "position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="one_choice_per_position")]

    def __str__(self) -> str:
        return self.text[:80]


class Quiz(models.Model):
    """Questions in order, to be marked together. ``speed_points``: up to this share of a question's points is for speed."""

    title = models.CharField(_("Title"), max_length=200)
    speed_points = models.BooleanField(_("Points for speed"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "quizzes"

    def __str__(self) -> str:
        return self.title


class QuizQuestion(models.Model):
    """A question's place in a quiz. ``seconds`` is its time when played live."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="entries")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="quiz_entries")
    position = models.PositiveSmallIntegerField()
    seconds = models.PositiveSmallIntegerField(_("Seconds"), default=30)

    class Meta:
        ordering = ["quiz", "position"]
        constraints = [models.UniqueConstraint(fields=["quiz", "position"], name="one_question_per_position")]

    def __str__(self) -> str:
        return f"{self.quiz_id}.{self.position}"


class Attempt(models.Model):
    """One person's attempt at a quiz. ``source`` names where it was taken, e.g. ``sitting:17``; one attempt for each.

    Marks are in points; ``max_mark`` is what could be had.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    source = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    mark = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    max_mark = models.DecimalField(max_digits=8, decimal_places=2, default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "person", "source"], name="one_attempt_per_source")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.source} {self.mark}/{self.max_mark}"


class AttemptAnswer(models.Model):
    """The answer to one question within an attempt, with its mark in points; ``elapsed_ms`` since the question opened."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    response = models.JSONField()
    is_right = models.BooleanField(default=False)
    mark = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    max_mark = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    elapsed_ms = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="one_answer_per_attempt")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question_id} {self.mark}"
