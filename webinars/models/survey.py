"""Evaluations and tests around a webinar: forms that are filled in once, outside of the flow of the room."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.models import Question, Quiz
from webinars.choices import ANONYMOUS_SURVEYS, SurveyKind
from webinars.models.webinar import Webinar


class Survey(models.Model):
    """A form of a webinar: its evaluation, a test before or after, a follow-up months later. At most one of each kind.

    An evaluation and a test after open when the webinar is over, follow-ups some months later, and close ``days`` after
    that: then ``opens_at`` and ``closes_at`` are set. A test before is open while the webinar is announced, until its first
    sitting begins. ``answer_key`` is the secret of an anonymous one, destroyed when it closes, as that of an anonymous poll
    is (``docs/rules/anonymous-answers.md``); evaluations and follow-ups are anonymous, tests are not.
    """

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="surveys")
    kind = models.CharField(max_length=12, choices=SurveyKind.choices)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(
        _("Days it stays open"), default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer_key = models.BinaryField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webinar", "kind"], name="one_survey_per_kind"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="a_survey_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(answer_key__isnull=True) | Q(kind__in=ANONYMOUS_SURVEYS, closed_at__isnull=True),
                name="a_survey_key_lives_only_while_open",
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=30), name="a_survey_is_open_for_days"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.webinar_id}"

    @property
    def is_anonymous(self) -> bool:
        return self.kind in ANONYMOUS_SURVEYS


class SurveyParticipation(models.Model):
    """That a person filled a survey in; what they said, is kept apart."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="one_survey_participation")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.survey_id}"


class SurveyAnswer(models.Model):
    """A response to one question, as canonical JSON text. ``voter`` and ``person`` as in :class:`webinars.models.Answer`.

    ``share`` is the part of the full mark, from 0 to 1; None where the question has no right answer.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    voter = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    response = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    share = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "question", "voter"], name="one_survey_answer")]

    def __str__(self) -> str:
        return f"answer to {self.survey_id}.{self.question_id}"
