"""Quizzes: questions in order, in sections, given or drawn, with the rules by which they are taken."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.choices import Counts, FeedbackTime
from quizzes.models.bank import Category, Tag
from quizzes.models.question import Question


class Quiz(models.Model):
    """Questions in order, to be marked together. ``speed_points``: in a room, half of a question's points is for speed.

    The other fields are of quizzes taken alone: ``is_open`` offers it to everybody who has an account, from ``opens_at``
    until ``closes_at``; ``minutes`` limit an attempt; ``attempts_allowed`` 0 is any number; ``pass_share`` is in percent of
    the full mark.
    """

    title = models.CharField(_("Title"), max_length=200)
    introduction = models.TextField(_("Introduction"), blank=True)
    speed_points = models.BooleanField(_("Points for speed"), default=False)
    is_open = models.BooleanField(_("Offered to everybody"), default=False)
    opens_at = models.DateTimeField(_("Opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Closes"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("Minutes for an attempt"), null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(_("Attempts"), default=1)
    counts = models.CharField(_("What counts"), max_length=8, choices=Counts.choices, default=Counts.HIGHEST)
    pass_share = models.PositiveSmallIntegerField(_("Pass mark, in percent"), null=True, blank=True)
    feedback = models.CharField(
        _("Feedback"), max_length=10, choices=FeedbackTime.choices, default=FeedbackTime.SUBMITTED
    )
    shows_key = models.BooleanField(_("Feedback shows the right answers"), default=True)
    shuffles_choices = models.BooleanField(_("Choices in random order"), default=True)
    one_at_a_time = models.BooleanField(_("One question on a page"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "quizzes"
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="a_quiz_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=Q(minutes__isnull=True) | Q(minutes__gte=1), name="a_quiz_takes_time"),
            models.CheckConstraint(
                condition=Q(pass_share__isnull=True) | Q(pass_share__lte=100), name="a_pass_mark_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class QuizSection(models.Model):
    """Questions that stand together. Entries and draws without a section come first."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=200)
    introduction = models.TextField(_("Introduction"), blank=True)
    shuffles = models.BooleanField(_("Questions in random order"), default=False)

    class Meta:
        ordering = ["quiz", "position"]
        constraints = [models.UniqueConstraint(fields=["quiz", "position"], name="one_section_per_position")]

    def __str__(self) -> str:
        return self.title


class QuizQuestion(models.Model):
    """A question's place in a quiz. ``seconds`` is its time when played live; ``points`` replace the question's own."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="entries")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="quiz_entries")
    section = models.ForeignKey(QuizSection, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    seconds = models.PositiveSmallIntegerField(_("Seconds"), default=30)
    points = models.PositiveSmallIntegerField(_("Points"), null=True, blank=True)

    class Meta:
        ordering = ["quiz", "position"]
        constraints = [models.UniqueConstraint(fields=["quiz", "position"], name="one_question_per_position")]

    def __str__(self) -> str:
        return f"{self.quiz_id}.{self.position}"


class QuizDraw(models.Model):
    """``count`` approved questions drawn anew for each attempt, from a category (with those within it), tags (all of them) and
    difficulties. ``position`` places it among the quiz's entries; after an entry of the same position."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="draws")
    section = models.ForeignKey(QuizSection, null=True, blank=True, on_delete=models.PROTECT, related_name="draws")
    position = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField(_("Questions"), default=1)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Category")
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="+", verbose_name=_("Tags"))
    easiest = models.PositiveSmallIntegerField(_("Difficulty from"), null=True, blank=True)
    hardest = models.PositiveSmallIntegerField(_("Difficulty to"), null=True, blank=True)
    points = models.PositiveSmallIntegerField(_("Points"), null=True, blank=True)

    class Meta:
        ordering = ["quiz", "position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "position"], name="one_draw_per_position"),
            models.CheckConstraint(condition=Q(count__gte=1), name="a_draw_draws"),
        ]

    def __str__(self) -> str:
        return f"{self.count} for {self.quiz_id}.{self.position}"


class Allowance(models.Model):
    """What one person is given beyond a quiz's rules: more minutes, more attempts, a later close."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="allowances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    extra_minutes = models.PositiveSmallIntegerField(_("Extra minutes"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("Extra attempts"), default=0)
    closes_at = models.DateTimeField(_("Closes for them"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "person"], name="one_allowance_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.quiz_id}"
