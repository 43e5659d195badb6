"""Tables of webinars, of the live room, and of attendance."""

from webinars.models.activity import Activity, Answer, ExtraTime, Participation
from webinars.models.attendance import Companion, Connection, Correction
from webinars.models.room import AskedQuestion, ChatMessage, Hand, Mute, QuestionVote, Room
from webinars.models.webinar import AgendaItem, Registration, Sitting, TeamMember, Webinar

__all__ = [
    "Activity",
    "AgendaItem",
    "Answer",
    "AskedQuestion",
    "ChatMessage",
    "Companion",
    "Connection",
    "Correction",
    "ExtraTime",
    "Hand",
    "Mute",
    "Participation",
    "QuestionVote",
    "Registration",
    "Room",
    "Sitting",
    "TeamMember",
    "Webinar",
]
