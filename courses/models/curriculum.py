"""What authors write: courses of modules of lessons of blocks, in six languages. Learners see what is published of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import BlockKind, EnrolmentMode, LessonKind, Tone
from courses.models.deck import Deck
from courses.models.scorm import ScormPackage
from quizzes.models import Quiz, Tag


class Module(models.Model):
    """A unit of 40 to 50 minutes, for one or more courses and webinars. ``objectives``: one a line.

    ``audiences`` (codes of :class:`people.choices.Audience`): empty means everybody. ``tags`` are the bank's: topics, HS
    headings, maturity levels. ``published``: the version that new learners begin. ``revision`` counts changes of the row, its
    lessons' order included.
    """

    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("Summary"), blank=True)
    objectives = models.TextField(_("Objectives, one a line"), blank=True)
    source_language = models.CharField(
        _("Written in"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    minutes = models.PositiveSmallIntegerField(
        _("Minutes"), default=45, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    audiences = models.JSONField(_("Audiences"), default=list, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="modules", verbose_name=_("Tags"))
    prerequisites = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="leads_to", verbose_name=_("Modules to complete before")
    )
    published = models.ForeignKey(
        "courses.ModuleVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class Course(models.Model):
    """Modules in order. ``completion``: one expression of :mod:`courses.completion`; empty: all lessons that are not optional.

    ``audiences`` and ``regions`` (codes) say whom it is for and, by rule, whom it enrols; empty means everybody. ``days``: so
    many after enrolment it is due. ``is_listed``: the catalogue shows it once it is published. ``gives_certificate``: whoever
    completes it gets one.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("Summary"), blank=True)
    source_language = models.CharField(
        _("Written in"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    enrolment_mode = models.CharField(
        _("Enrolment"), max_length=12, choices=EnrolmentMode.choices, default=EnrolmentMode.OPEN
    )
    audiences = models.JSONField(_("Audiences"), default=list, blank=True)
    regions = models.JSONField(_("Regions"), default=list, blank=True)
    days = models.PositiveSmallIntegerField(_("Days to complete it"), null=True, blank=True)
    completion = models.JSONField(_("Completed when"), default=dict, blank=True)
    prerequisites = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="leads_to", verbose_name=_("Courses to complete before")
    )
    is_listed = models.BooleanField(_("Shown in the catalogue"), default=True)
    gives_certificate = models.BooleanField(_("Gives a certificate"), default=True)
    published = models.ForeignKey(
        "courses.CourseVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__isnull=True) | Q(days__gte=1), name="a_course_gives_days")
        ]

    def __str__(self) -> str:
        return self.title


class CourseModule(models.Model):
    """A module's place in the course as it is being written."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="places")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["course", "position"]
        constraints = [
            models.UniqueConstraint(fields=["course", "position"], name="one_module_per_place"),
            models.UniqueConstraint(fields=["course", "module"], name="a_module_stands_once_in_a_course"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id}.{self.position}"


class CourseFile(models.Model):
    """A picture, a film, its captions, or a file of a lesson. ``key`` is its unguessable name in the media folder.

    Pictures are drawn anew (:func:`core.files.check_file`). ``read_at``: when its words were read for the search.
    ``brought_at``: when somebody last brought it; what nothing names goes a while after that.
    """

    name = models.CharField(_("Name"), max_length=200)
    key = models.CharField(max_length=100, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    brought_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class FilePage(models.Model):
    """Words of a file. ``position``: the page, the second of what is said, or the number of a piece where there are no pages."""

    file = models.ForeignKey(CourseFile, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "position"], name="one_file_page_per_position")]

    def __str__(self) -> str:
        return f"{self.file_id}.{self.position}"


class Lesson(models.Model):
    """A part of a module. Blocks stand above what ``kind`` names. ``revision`` numbers its newest :class:`LessonRevision`.

    ``source``: of a replay, what is played again, e.g. ``sitting:17``. A lesson that was ever published is never deleted:
    ``removed_at`` takes it out of the module, as learners of older versions go on with it.
    """

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Kind"), max_length=12, choices=LessonKind.choices, default=LessonKind.TEXT)
    title = models.CharField(_("Title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("Minutes"), default=10)
    is_optional = models.BooleanField(_("Not needed to complete the course"), default=False)
    deck = models.ForeignKey(Deck, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("Slides"))
    quiz = models.ForeignKey(
        Quiz, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons", verbose_name=_("Quiz")
    )
    file = models.ForeignKey(
        CourseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("File")
    )
    scorm = models.ForeignKey(
        ScormPackage, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons", verbose_name=_("Package")
    )
    url = models.URLField(_("Address"), max_length=500, blank=True)
    source = models.CharField(max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["module", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["module", "position"], condition=Q(removed_at__isnull=True), name="one_lesson_per_position"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Block(models.Model):
    """One block of a lesson: :class:`courses.content.BlockContent`."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=BlockKind.choices)
    text = models.TextField(_("Text"), blank=True)
    caption = models.CharField(_("Caption"), max_length=500, blank=True)
    level = models.PositiveSmallIntegerField(_("Level"), default=2)
    tone = models.CharField(_("Kind of callout"), max_length=10, choices=Tone.choices, default=Tone.NOTE)
    file = models.ForeignKey(CourseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["lesson", "position"]
        constraints = [models.UniqueConstraint(fields=["lesson", "position"], name="one_block_per_position")]

    def __str__(self) -> str:
        return f"{self.lesson_id}.{self.position} {self.kind}"


class LessonRevision(models.Model):
    """A lesson as it was at one time, whole: never changed. ``content`` is :func:`courses.content.to_json`.

    ``began_at``: of one that saved itself, when the first of the saves was made that it stands for.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    began_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["lesson", "-number"]
        constraints = [models.UniqueConstraint(fields=["lesson", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.lesson_id} r{self.number}"
