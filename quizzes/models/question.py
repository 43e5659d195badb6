"""One question, six languages, choices by id: the same tables for polls, live quizzes, quizzes and forms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.choices import BankState, FileUse, MarkRule, PartKind, QuestionKind
from quizzes.models.bank import Category, Tag


class Question(models.Model):
    """A question of any kind. ``explanation`` is shown on reveal. A question with a right answer can be marked.

    Scale: whole numbers from ``low`` to ``high`` with a label at each end. Numeric: ``low``/``high`` bound what may be
    given, ``key_number`` ± ``tolerance`` is right, in one of ``units`` where there are any. Multiple and word cloud: at most
    ``max_choices`` choices or words. HS classification: ``hs_code`` of four or six digits is right.

    ``version`` is the number of the newest :class:`QuestionVersion`, 0 before the first. ``source_key`` is what an imported
    file calls the question, so that a repeated import finds it again.
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
    name = models.CharField(_("Name in the bank"), max_length=200, blank=True)
    units = models.JSONField(_("Units"), default=list, blank=True)
    mark_rule = models.CharField(_("Marks"), max_length=10, choices=MarkRule.choices, default=MarkRule.DIFFERENCE)
    case_matters = models.BooleanField(_("Capitals matter"), default=False)
    keeps_order = models.BooleanField(_("Choices keep their order"), default=False)
    hs_code = models.CharField(_("HS code"), max_length=6, blank=True)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="questions", verbose_name=_("Category")
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="questions", verbose_name=_("Tags"))
    difficulty = models.PositiveSmallIntegerField(_("Difficulty"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=BankState.choices, default=BankState.DRAFT)
    source_language = models.CharField(
        _("Written in"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    source_key = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_key"], condition=~Q(source_key=""), name="one_question_per_source_key"
            ),
            models.CheckConstraint(
                condition=Q(difficulty__isnull=True) | Q(difficulty__gte=1, difficulty__lte=5),
                name="difficulty_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=~Q(kind=QuestionKind.SCALE) | Q(low__isnull=False, high__isnull=False, low__lt=F("high")),
                name="a_scale_has_ends",
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="tolerance_is_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name or self.text[:80]


class Part(models.Model):
    """A stem to match, a gap in the text, or a criterion of a rubric. ``right_choice`` is what a stem belongs to."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=PartKind.choices)
    text = models.TextField(_("Text"), blank=True)
    right_choice = models.ForeignKey(
        "quizzes.Choice", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    weight = models.FloatField(_("Weight"), default=1)

    class Meta:
        ordering = ["question", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="one_part_per_position"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="a_part_weighs_something"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.position}"


class Choice(models.Model):
    """One choice of a question. Answers refer to its id, never to its text, so that six languages merge.

    ``share``: what ticking it is worth, from -1 to 1, where the question's rule is a share for each. ``area``: of a picture,
    the shape and coordinates of :class:`quizzes.content.AreaContent`.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("Choice"))
    feedback = models.TextField(_("Feedback"), blank=True)
    is_right = models.BooleanField(_("Right"), default=False)
    share = models.FloatField(_("Share of the mark"), null=True, blank=True)
    area = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["question", "position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="one_choice_per_position")]

    def __str__(self) -> str:
        return self.text[:80]


class PartChoice(models.Model):
    """A choice of a gap, or a level of a criterion, which is worth ``share`` of it, from 0 to 1."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("Choice"))
    feedback = models.TextField(_("Feedback"), blank=True)
    is_right = models.BooleanField(_("Right"), default=False)
    share = models.FloatField(_("Share of the mark"), null=True, blank=True)

    class Meta:
        ordering = ["part", "position"]
        constraints = [models.UniqueConstraint(fields=["part", "position"], name="one_choice_of_a_part_per_position")]

    def __str__(self) -> str:
        return self.text[:80]


class AcceptedAnswer(models.Model):
    """An answer in writing that counts, of a question or of a gap (``part``): :class:`quizzes.content.Accepted`."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="accepted_answers")
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.CASCADE, related_name="accepted_answers")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("Answer"), max_length=500, blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    number = models.FloatField(_("Number"), null=True, blank=True)
    tolerance = models.FloatField(_("Tolerance"), default=0)
    share = models.FloatField(_("Share of the mark"), default=1)
    feedback = models.TextField(_("Feedback"), blank=True)

    class Meta:
        ordering = ["question", "position"]
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="accepted_for_a_share"),
            models.CheckConstraint(condition=~Q(text="") | Q(number__isnull=False), name="accepted_is_something"),
        ]

    def __str__(self) -> str:
        return self.text or str(self.number)


class QuestionFile(models.Model):
    """A picture or a file of a question. ``key`` is its unguessable name in the media folder; pictures are re-encoded."""

    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="files")
    position = models.PositiveSmallIntegerField(default=1)
    use = models.CharField(max_length=10, choices=FileUse.choices, default=FileUse.PICTURE)
    name = models.CharField(_("Name"), max_length=200)
    key = models.CharField(max_length=100, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    alt = models.CharField(_("What the picture shows"), max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["question", "position", "id"]

    def __str__(self) -> str:
        return self.name


class QuestionVersion(models.Model):
    """A question as it was at one time, whole: never changed. ``content`` is :func:`quizzes.content.to_json`."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["question", "-number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"
