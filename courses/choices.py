from django.db import models
from django.utils.translation import gettext_lazy as _


class RenderState(models.TextChoices):
    """Waiting → rendering → ready or failed. A ready one becomes ``replaced`` when a newer file is ready."""

    WAITING = "waiting", _("Waiting")
    RENDERING = "rendering", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be prepared")
    REPLACED = "replaced", _("Replaced")


UNFINISHED = (RenderState.WAITING, RenderState.RENDERING)
NEWEST = (RenderState.WAITING, RenderState.RENDERING, RenderState.FAILED)
"""States of a file that was uploaded after the one being shown."""


class EnrolmentMode(models.TextChoices):
    """How people come into a course. Planners may always put somebody in."""

    OPEN = "open", _("Open to everybody")
    APPROVAL = "approval", _("On request, a manager decides")
    NOMINATION = "nomination", _("By nomination of national coordinators")
    RULE = "rule", _("By rule: everybody whom it fits")


class EnrolmentState(models.TextChoices):
    """Only ``active`` and ``completed`` may read."""

    REQUESTED = "requested", _("Waits for a decision")
    NOMINATED = "nominated", _("Nominated")
    ACTIVE = "active", _("Learning")
    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LEARNING = (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)
ASKING = (EnrolmentState.REQUESTED, EnrolmentState.NOMINATED)
"""Somebody has to decide."""


class EnrolmentSource(models.TextChoices):
    """Who began it."""

    PERSON = "person", _("By the person")
    MANAGER = "manager", _("By a manager")
    COORDINATOR = "coordinator", _("By the national coordinator")
    RULE = "rule", _("By rule")


class DeclineReason(models.TextChoices):
    """Why somebody got no place: a code, so that they are told it in their own language."""

    AUDIENCE = "audience", _("The course is for others")
    PREREQUISITES = "prerequisites", _("Other courses come first")
    FULL = "full", _("There are no more places this time")
    OTHER = "other", _("Ask your national coordinator")


class LessonKind(models.TextChoices):
    TEXT = "text", _("Text")
    SLIDES = "slides", _("Slides")
    VIDEO = "video", _("Video")
    FILE = "file", _("File")
    QUIZ = "quiz", _("Quiz")
    DISCUSSION = "discussion", _("Discussion")
    SCORM = "scorm", _("SCORM package")
    LINK = "link", _("Link")
    REPLAY = "replay", _("Replay of a webinar")


class BlockKind(models.TextChoices):
    """What a lesson's page is made of (:class:`courses.content.BlockContent`)."""

    HEADING = "heading", _("Heading")
    TEXT = "text", _("Text")
    IMAGE = "image", _("Image")
    TABLE = "table", _("Table")
    QUOTATION = "quotation", _("Quotation")
    CALLOUT = "callout", _("Callout")
    FILE = "file", _("File")
    QUIZ = "quiz", _("Quiz")


RICH_BLOCKS = frozenset({BlockKind.TEXT, BlockKind.TABLE, BlockKind.QUOTATION, BlockKind.CALLOUT})
"""Blocks whose text is HTML, cleaned before it is kept."""


class Tone(models.TextChoices):
    NOTE = "note", _("Note")
    IMPORTANT = "important", _("Important")
    EXAMPLE = "example", _("Example")
    EXERCISE = "exercise", _("Exercise")


class ProgressState(models.TextChoices):
    STARTED = "started", _("Begun")
    DONE = "done", _("Done")


class OutcomeKind(models.TextChoices):
    """What higher apps tell the curriculum about a person."""

    ATTENDANCE = "attendance", _("Attended a webinar")
    SURVEY = "survey", _("Filled in a survey")


class ReminderKind(models.TextChoices):
    """What a learner is told by mail. The last two tell a decision, on the day on which it was taken."""

    DUE_WEEK = "due_week", _("Due in a week")
    DUE_DAY = "due_day", _("Due tomorrow")
    OVERDUE = "overdue", _("Overdue")
    PLACE = "place", _("A place")
    NO_PLACE = "no_place", _("No place")


class ScormVersion(models.TextChoices):
    SCORM_12 = "1.2", "SCORM 1.2"
    SCORM_2004 = "2004", "SCORM 2004"


class TranslatedFormat(models.TextChoices):
    XLIFF = "xliff", "XLIFF"
    PO = "po", "PO"


class FileState(models.TextChoices):
    """How far a file that a translator brought has come."""

    READY = "ready", _("Ready to look at")
    TAKING = "taking", _("Being taken in")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class FoundKind(models.TextChoices):
    """What the search finds."""

    COURSE = "course", _("Course")
    MODULE = "module", _("Module")
    LESSON = "lesson", _("Lesson")
    DOCUMENT = "document", _("Document")


PDF, TEXT, SPOKEN = "application/pdf", "text/plain", "text/vtt"
_OFFICE = "application/vnd.openxmlformats-officedocument"
WRITTEN, SHEETS, SLIDES = (
    f"{_OFFICE}.{kind}" for kind in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
READABLE = (PDF, TEXT, SPOKEN, WRITTEN, SHEETS, SLIDES)
"""Media types whose words the search reads."""
PAGED = (PDF, SLIDES)
"""Those that are known by pages."""


class FoundPart(models.TextChoices):
    """Where in a lesson the search found something; a lesson's own text is called as its entry is."""

    TEXT = "lesson"
    SLIDE = "slide"
    FILM = "film"
    PAGE = "page"
    FILE = "file"
