"""Every module that handles commands: importing this one registers them all."""

from webinars.consumers import activities, chat, companions, hands, people, questions, stage

__all__ = ["activities", "chat", "companions", "hands", "people", "questions", "stage"]
