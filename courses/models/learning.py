"""Who learns what, and how far they have come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.choices import DeclineReason, EnrolmentSource, EnrolmentState, OutcomeKind, ProgressState, ReminderKind
from courses.models.curriculum import Course, Lesson
from courses.models.published import CourseVersion
from people.models import Administration


class Enrolment(models.Model):
    """A person's place in a course. ``version``: the one that they began, until they complete it or choose the newest.

    ``lessons_done`` of the version's lessons are counted when one is done; ``last_lesson`` is where they left, on any device.
    ``administration``: on whose behalf a coordinator nominated. ``reason``: why a manager declined; that
    stands until a manager decides anew.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    version = models.ForeignKey(
        CourseVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments"
    )
    state = models.CharField(max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.ACTIVE)
    source = models.CharField(max_length=12, choices=EnrolmentSource.choices, default=EnrolmentSource.PERSON)
    created_at = models.DateTimeField(auto_now_add=True)
    administration = models.ForeignKey(
        Administration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("Reason"), max_length=14, choices=DeclineReason.choices, blank=True)
    enrolled_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    lessons_done = models.PositiveIntegerField(default=0)
    last_lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    last_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="one_enrolment_per_course"),
            models.CheckConstraint(
                condition=~Q(state__in=[EnrolmentState.ACTIVE, EnrolmentState.COMPLETED]) | Q(version__isnull=False),
                name="who_learns_has_a_version",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "state"], name="enrolments_of_a_person"),
            models.Index(fields=["due_on"], condition=Q(state=EnrolmentState.ACTIVE), name="enrolments_due"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.course_id}: {self.state}"


class LessonProgress(models.Model):
    """How far a person is in a lesson, whatever the course it stands in. ``place``: where they left, by its kind."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="progress")
    state = models.CharField(max_length=8, choices=ProgressState.choices, default=ProgressState.STARTED)
    place = models.JSONField(default=dict)
    seconds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "lesson"], name="one_progress_per_lesson")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.lesson_id}: {self.state}"


class LearningOutcome(models.Model):
    """What another part of the house says of a person: e.g. attendance, key ``webinar:12``. Completion rules ask for it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=OutcomeKind.choices)
    key = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="one_outcome_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.key}"


class Reminder(models.Model):
    """A mail about an enrolment: written before it goes, so that none goes twice.

    ``due_on``: the day that it speaks of; of a decision, the day on which it was taken. ``claimed_at``: when a job took it to the
    mail server. One that was claimed and has no ``sent_at`` may have arrived or not: it is shown to managers and never sent
    again (``docs/rules/enrolment.md``).
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind.choices)
    due_on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "kind", "due_on"], name="one_reminder_of_a_day")]
        indexes = [
            models.Index(fields=["made_at"], condition=Q(sent_at__isnull=True), name="reminders_not_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.kind}"


class DiscussionPost(models.Model):
    """What somebody wrote in a discussion lesson. ``reply_to``: a post that is itself no reply.

    ``word`` names what was sent, for good: a device that was without a line for days sends it again, and it stays one post.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="posts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["lesson", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "word"], condition=~Q(word=""), name="one_post_under_a_word")
        ]

    def __str__(self) -> str:
        return self.text[:80]
