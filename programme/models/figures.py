"""What the programme counts: facts of finished webinars, the divisions by gender that were published, and targets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Administration, Person
from programme.choices import DivisionKind
from webinars.models import Sitting, Webinar


class Freeze(models.Model):
    """That the figures of a finished webinar were frozen: from then on its facts are what is counted.

    ``definition`` is the version of the rules by which they were made (``docs/rules/measures.md``). ``figures`` holds what
    is not a fact of one person: numbers of invited and registered, questions, evaluation.
    """

    webinar = models.OneToOneField(Webinar, on_delete=models.CASCADE, related_name="freeze")
    frozen_at = models.DateTimeField()
    ended_on = models.DateField(db_index=True)
    definition = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"figures of {self.webinar_id}"


class Fact(models.Model):
    """One person (or guest) and sitting of a frozen webinar, as they were then. Times in seconds.

    ``stands_for_webinar`` is set on one row of each person and webinar: ``webinar_seconds``, ``webinar_activities`` and
    ``webinar_attended`` (over the webinar's threshold of its whole live time) are counted on those. ``person`` becomes empty
    when they erase their account; the row, which then names nobody, keeps the aggregates. ``gender`` is never counted from
    here but by the divisions published.
    """

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="facts")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_on = models.DateField()
    administration = models.ForeignKey(
        Administration, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=4, blank=True)
    language = models.CharField(max_length=2, blank=True)
    audience = models.CharField(max_length=24, blank=True)
    gender = models.CharField(max_length=12, blank=True)
    is_registered = models.BooleanField(default=False)
    is_guest = models.BooleanField(default=False)
    activities = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    live_seconds = models.FloatField(default=0)
    attended = models.BooleanField(default=False)
    stands_for_webinar = models.BooleanField(default=False)
    webinar_seconds = models.FloatField(default=0)
    webinar_attended = models.BooleanField(default=False)
    webinar_activities = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "webinar",
                    "language",
                    "audience",
                    "ended_on",
                    "is_registered",
                    "webinar_attended",
                    "webinar_seconds",
                ],
                condition=Q(stands_for_webinar=True),
                name="facts_by_webinar",
            ),
            models.Index(
                fields=["administration", "region", "ended_on"],
                condition=Q(stands_for_webinar=True, webinar_attended=True),
                name="attended_by_administration",
            ),
            models.Index(
                fields=["person", "ended_on"],
                condition=Q(stands_for_webinar=True, webinar_attended=True),
                name="attended_by_person",
            ),
            models.Index(fields=["administration", "ended_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.sitting_id}"


class Division(models.Model):
    """A division by gender that was published, with the people it is about: the ledger against which every later one is tried.

    ``key`` names the figure (``webinar.17``, ``trainers.2026-09-30``), ``cell`` its row: regions joined by ``+``. ``members``
    are ids of persons, bare numbers that stay when somebody erases their account. ``parts``: how often it was asked, see
    ``core.disclosure``. Only divisions in this table are ever shown, and sums of them (``docs/rules/suppression.md``).
    """

    kind = models.CharField(max_length=12, choices=DivisionKind.choices)
    key = models.CharField(max_length=80)
    cell = models.CharField(max_length=80)
    on = models.DateField()
    women = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    members = models.JSONField()
    parts = models.PositiveSmallIntegerField(default=1)
    webinar = models.ForeignKey(Webinar, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "on"])]
        constraints = [
            models.UniqueConstraint(fields=["key", "cell"], name="one_division_per_cell"),
            models.CheckConstraint(condition=Q(women__lte=models.F("people")), name="women_are_people"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.cell}"


class ClosedDivision(models.Model):
    """People of whom it was asked how they divide, and the answer may not be told: fewer than five on one side.

    They are in no other division of the kind, but for one that they join as a whole. The answer itself is not kept.
    """

    kind = models.CharField(max_length=12, choices=DivisionKind.choices)
    key = models.CharField(max_length=80)
    cell = models.CharField(max_length=80)
    on = models.DateField()
    people = models.PositiveIntegerField()
    members = models.JSONField()
    parts = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "cell"], name="one_closed_division_per_cell")]

    def __str__(self) -> str:
        return f"{self.key} {self.cell}"


class BalanceTarget(models.Model):
    """A path on which the share of women is to go: a straight line between two dates, in percent."""

    kind = models.CharField(max_length=12, choices=DivisionKind.choices, unique=True)
    from_date = models.DateField(_("From"))
    from_percent = models.PositiveSmallIntegerField(_("Share of women at the start, in percent"))
    until_date = models.DateField(_("Until"))
    until_percent = models.PositiveSmallIntegerField(_("Share of women at the end, in percent"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gt=models.F("from_date")), name="a_path_goes_forward"),
            models.CheckConstraint(
                condition=Q(from_percent__lte=100, until_percent__lte=100), name="a_share_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.from_percent} % to {self.until_percent} %"
