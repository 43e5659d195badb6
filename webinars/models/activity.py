"""Activities opened in the room, and the answers to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models import Question, Quiz
from webinars.choices import ActivityKind, ActivityState
from webinars.models.room import Room
from webinars.models.webinar import AgendaItem


class Activity(models.Model):
    """A poll, a discussion point, or one timed question of a live quiz.

    A live quiz is as many activities as it has questions, all with the same ``quiz``, in order of ``position``.
    ``answer_key`` is the secret of an anonymous activity; it is destroyed when the activity closes, so that an answer can be
    changed while open and never be tied to a person afterwards (``docs/rules/anonymous-answers.md``).
    ``closes_at`` is set for timed questions; ``seconds`` is their time. ``closed_at`` is empty while open; ``revealed_at``
    stays when the results are hidden again, until the next opening.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="activities")
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="activities"
    )
    kind = models.CharField(_("Kind"), max_length=12, choices=ActivityKind.choices)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="activities")
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    position = models.PositiveSmallIntegerField(default=1)
    anonymous = models.BooleanField(_("Anonymous"), default=False)
    live_results = models.BooleanField(_("Attendees see the bars while it is open"), default=False)
    speed_points = models.BooleanField(default=False)
    seconds = models.PositiveSmallIntegerField(_("Seconds"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=ActivityState.choices, default=ActivityState.PREPARED)
    answer_key = models.BinaryField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["room", "position", "id"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["room", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_key__isnull=True) | Q(anonymous=True, state=ActivityState.OPEN),
                name="an_answer_key_lives_only_while_open",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ActivityKind.QUIZ) | Q(quiz__isnull=False, anonymous=False, seconds__isnull=False),
                name="a_quiz_question_is_named_and_timed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Answer(models.Model):
    """One person's response to an activity, as canonical JSON text, so that equal responses can be counted in SQL.

    ``voter`` is ``p<person id>`` for a named answer; for an anonymous one the HMAC of the person under the activity's
    key, replaced by a random word when the activity closes. ``person`` is set for named answers only.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="answers")
    voter = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="room_answers"
    )
    response = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "voter"], name="one_answer_per_person_and_activity")]

    def __str__(self) -> str:
        return f"answer to {self.activity_id}"


class Participation(models.Model):
    """That a person answered an activity; what, is kept apart."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="one_participation_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.activity_id}"


class ExtraTime(models.Model):
    """More time for a person in every timed question of a room: ``percent`` on top of its seconds."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="extra_times")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "person"], name="one_extra_time_per_person"),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=300), name="extra_time_is_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} +{self.percent}%"
