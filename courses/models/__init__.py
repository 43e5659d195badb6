"""The curriculum: what is written, what is published of it, who learns it, and the reference library beside it."""

from courses.models.curriculum import Block, Course, CourseFile, CourseModule, FilePage, Lesson, LessonRevision, Module
from courses.models.deck import Deck, DeckVersion, Page, deck_file
from courses.models.learning import DiscussionPost, Enrolment, LearningOutcome, LessonProgress, Reminder
from courses.models.library import Document, DocumentEdition, DocumentSection, ReadingPlace, SearchEntry
from courses.models.published import (
    CourseText,
    CourseVersion,
    LessonText,
    ModuleText,
    ModuleVersion,
    VersionModule,
)
from courses.models.scorm import ScormPackage, ScormState
from courses.models.translating import Term, TranslatedFile, TranslationTask
from courses.models.video import Caption

__all__ = [
    "Block",
    "Caption",
    "Course",
    "CourseFile",
    "CourseModule",
    "CourseText",
    "CourseVersion",
    "Deck",
    "DeckVersion",
    "DiscussionPost",
    "Document",
    "DocumentEdition",
    "DocumentSection",
    "Enrolment",
    "FilePage",
    "LearningOutcome",
    "Lesson",
    "LessonProgress",
    "LessonRevision",
    "LessonText",
    "Module",
    "ModuleText",
    "ModuleVersion",
    "Page",
    "ReadingPlace",
    "Reminder",
    "ScormPackage",
    "ScormState",
    "SearchEntry",
    "Term",
    "TranslatedFile",
    "TranslationTask",
    "VersionModule",
    "deck_file",
]
