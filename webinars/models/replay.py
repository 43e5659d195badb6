"""A sitting to be seen again, each at their own pace: its slides along the time, and how far somebody came in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from webinars.models.activity import Activity
from webinars.models.webinar import Sitting


class Replay(models.Model):
    """What is kept of a sitting that is over, as what was recorded of its stage is let go of after days.

    ``slides``: ``[second of the live time, deck, page]`` for each change, in order. Parts and activities have rows of their own.
    ``film_from``: the second of the live time at which the recording begins, below 0 where it began earlier.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="replay")
    slides = models.JSONField(default=list)
    film_from = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"replay of {self.sitting_id}"


class ReplayView(models.Model):
    """How far a person is in a replay: never attendance. ``second`` is where they left, ``done_at`` when they had seen it.

    ``seen``: the numbers of the steps that were on their screen, in order.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="replay_views")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    second = models.PositiveIntegerField(default=0)
    seen = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "person"], name="one_view_of_a_replay")]

    def __str__(self) -> str:
        return f"{self.person_id} in the replay of {self.sitting_id}"


class ReplayAnswer(models.Model):
    """What somebody answered for themselves while seeing a replay: in no figure of the room. ``response`` is canonical."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="replay_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    response = models.JSONField()
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="one_own_answer_in_a_replay")]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.activity_id}"
