"""Kinds and states of questions, quizzes and attempts, with their labels in six languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    TRUE_FALSE = "true_false", _("True or false")
    MATCHING = "matching", _("Matching")
    ORDERING = "ordering", _("Ordering")
    NUMERIC = "numeric", _("Number")
    SHORT_TEXT = "short_text", _("Short text")
    CLOZE = "cloze", _("Text with gaps")
    HOTSPOT = "hotspot", _("Place in a picture")
    HS = "hs", _("HS classification")
    ESSAY = "essay", _("Essay")
    SCALE = "scale", _("Scale")
    RANKING = "ranking", _("Ranking")
    WORD_CLOUD = "word_cloud", _("Word cloud")
    OPEN_TEXT = "open_text", _("Open text")


CHOICE_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING})
"""Kinds of the room that offer choices, and whose answers hold ids of choices."""

WITH_CHOICES = CHOICE_KINDS | {
    QuestionKind.TRUE_FALSE,
    QuestionKind.MATCHING,
    QuestionKind.ORDERING,
    QuestionKind.HOTSPOT,
}
"""Kinds whose question has choices of its own: what is matched to, put in order, or an area of the picture."""

ROOM_KINDS = (
    QuestionKind.SINGLE,
    QuestionKind.MULTIPLE,
    QuestionKind.SCALE,
    QuestionKind.RANKING,
    QuestionKind.NUMERIC,
    QuestionKind.OPEN_TEXT,
    QuestionKind.WORD_CLOUD,
)
"""Kinds that a room can open, in the order in which they are offered there."""


class MarkRule(models.TextChoices):
    """How several ticks are worth marks (``docs/rules/marking.md``)."""

    DIFFERENCE = "difference", _("Right ticks less wrong ticks")
    SHARES = "shares", _("A share for each choice")
    ALL = "all", _("All or nothing")


class PartKind(models.TextChoices):
    """What a question is made of beside its choices."""

    STEM = "stem", _("To be matched")
    GAP_CHOICE = "gap_choice", _("Gap with choices")
    GAP_TEXT = "gap_text", _("Gap for words")
    GAP_NUMBER = "gap_number", _("Gap for a number")
    CRITERION = "criterion", _("Criterion")


class BankState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("To be reviewed")
    APPROVED = "approved", _("Approved")
    RETIRED = "retired", _("Retired")


class TagKind(models.TextChoices):
    TOPIC = "topic", _("Topic")
    HS = "hs", _("HS heading")
    AUDIENCE = "audience", _("Audience")
    MATURITY = "maturity", _("Maturity level")


class FileUse(models.TextChoices):
    PICTURE = "picture", _("Picture")
    BACKGROUND = "background", _("Picture to point at")
    ATTACHMENT = "attachment", _("File to open")


class Counts(models.TextChoices):
    """Which of several attempts is the result."""

    HIGHEST = "highest", _("The best attempt")
    AVERAGE = "average", _("The mean of all attempts")
    FIRST = "first", _("The first attempt")
    LAST = "last", _("The last attempt")


class Analysed(models.TextChoices):
    """Which attempts an analysis is made of."""

    FIRST = "first", _("The first attempt of each person")
    LAST = "last", _("The last attempt of each person")
    HIGHEST = "highest", _("The best attempt of each person")
    ALL = "all", _("All attempts")


class FeedbackTime(models.TextChoices):
    NEVER = "never", _("Never")
    SUBMITTED = "submitted", _("When the attempt is submitted")
    CLOSED = "closed", _("When the quiz is closed")


class AttemptState(models.TextChoices):
    LIVE = "live", _("Played in a room")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Submitted")


class JobState(models.TextChoices):
    """How far a job that somebody waits for has come."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    READY = "ready", _("Ready to look at")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class ImportFormat(models.TextChoices):
    GIFT = "gift", "GIFT"
    MOODLE_XML = "moodle_xml", "Moodle XML"
    AIKEN = "aiken", "Aiken"
    QTI = "qti", "QTI 2.1, 2.2"
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"
    XLIFF = "xliff", "XLIFF"


class ImportOutcome(models.TextChoices):
    """What becomes of one question of an imported file."""

    NEW = "new", _("New")
    UPDATED = "updated", _("Changes a question")
    UNCHANGED = "unchanged", _("Already there")
    LEFT_OUT = "left_out", _("Left out")
