"""Tables of webinars, of the live room, and of attendance."""

from webinars.models.activity import Activity, Answer, ExtraTime, Participation
from webinars.models.attendance import Companion, Connection, Correction
from webinars.models.mail import Mail
from webinars.models.registration import ImportedList, Registration
from webinars.models.replay import Replay, ReplayAnswer, ReplayView
from webinars.models.room import AskedQuestion, ChatMessage, Hand, Mute, QuestionVote, Room
from webinars.models.survey import Survey, SurveyAnswer, SurveyParticipation
from webinars.models.webinar import AgendaItem, Quota, Series, Sitting, TeamMember, Webinar

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
    "ImportedList",
    "Mail",
    "Mute",
    "Participation",
    "QuestionVote",
    "Quota",
    "Registration",
    "Replay",
    "ReplayAnswer",
    "ReplayView",
    "Room",
    "Series",
    "Sitting",
    "Survey",
    "SurveyAnswer",
    "SurveyParticipation",
    "TeamMember",
    "Webinar",
]
