"""Every module that handles commands: importing this one registers them all."""

from webinars.consumers import chat, hands, people, questions, stage

__all__ = ["chat", "hands", "people", "questions", "stage"]
