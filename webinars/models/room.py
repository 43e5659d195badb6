"""The live place of a sitting: what everybody sees, and what people say in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.models import Deck
from webinars.choices import AskedState, ChatChannel, HandState, RoomState
from webinars.models.webinar import AgendaItem, Sitting


class Room(models.Model):
    """State that everybody in a sitting shares. Its row is the lock of every change to the stage.

    ``slow_mode_seconds``: least time between two chat messages of one person (0: none). ``controller`` has the
    controls at the moment; the others of the team may still act, and everyone sees who did.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="room")
    state = models.CharField(max_length=8, choices=RoomState.choices, default=RoomState.LOBBY)
    current_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    deck = models.ForeignKey(Deck, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    page = models.PositiveSmallIntegerField(default=1)
    page_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    controller = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    chat_open = models.BooleanField(default=True)
    slow_mode_seconds = models.PositiveSmallIntegerField(default=0)
    moderate_questions = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"room {self.pk}"


class AskedQuestion(models.Model):
    """A question to the trainers. ``votes`` is kept equal to the number of its QuestionVote rows."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="questions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    hide_name = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=AskedState.choices, default=AskedState.PENDING)
    votes = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["room", "state"])]

    def __str__(self) -> str:
        return self.text[:60]


class QuestionVote(models.Model):
    question = models.ForeignKey(AskedQuestion, on_delete=models.CASCADE, related_name="voters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="one_vote_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.question_id}"


class ChatMessage(models.Model):
    """A line of chat. A removed one keeps its row for the audit, and its text leaves every screen."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=10, choices=ChatChannel.choices, default=ChatChannel.ROOM)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    sent_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["room", "channel", "id"])]

    def __str__(self) -> str:
        return self.text[:60]


class Mute(models.Model):
    """A person who may read but not write in a room."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="mutes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    muted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    muted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="one_mute_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.room_id}"


class Hand(models.Model):
    """A raised hand: the queue is ordered by ``raised_at``. A person has at most one that is not lowered.

    ``floor_at`` is when they were given the floor; they had it from then until ``lowered_at``.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="hands")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=HandState.choices, default=HandState.RAISED)
    raised_at = models.DateTimeField(auto_now_add=True)
    floor_at = models.DateTimeField(null=True, blank=True)
    lowered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "person"], condition=~Q(state=HandState.LOWERED), name="one_raised_hand_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.room_id}"
