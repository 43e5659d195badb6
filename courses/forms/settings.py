"""All of a course or a module but its contents."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LocalForm, Once, TextField, initial_texts
from courses.actions.courses import MOST_DAYS, CourseSettings, seen_course
from courses.actions.modules import ModuleSettings, seen_module
from courses.choices import EnrolmentMode
from courses.completion import Expression
from courses.forms.picking import Finder, Picking, boxes
from courses.forms.structure import OBJECTIVES, SUMMARY, TITLE, minutes, source_language
from courses.models import Course, Module
from people.choices import Audience
from quizzes.choices import TagKind
from quizzes.models import Tag

EMPTY_IS_ALL = _("None ticked: for everybody.")
FILED_KINDS = (TagKind.TOPIC, TagKind.HS, TagKind.MATURITY)


class CourseSettingsForm(LocalForm, Once, Picking):
    local: ClassVar[dict[str, TextField]] = {"title": TITLE, "summary": SUMMARY}
    source_language = source_language()
    enrolment_mode = forms.ChoiceField(label=_("Enrolment"), choices=EnrolmentMode.choices)
    is_listed = forms.BooleanField(
        label=_("Shown in the catalogue"),
        required=False,
        help_text=_("Otherwise only those find it who are in it."),
    )
    gives_certificate = forms.BooleanField(
        label=_("Gives a certificate"),
        required=False,
        help_text=_("Issued by itself to whoever completes the course. Certificates that were issued stay."),
    )
    audiences = boxes(_("Audiences"), Audience.choices, EMPTY_IS_ALL)
    regions = boxes(_("Regions"), [], EMPTY_IS_ALL)
    days = forms.IntegerField(
        label=_("Days to complete it"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("From the day of enrolment. Empty: there is no hurry."),
    )

    def __init__(
        self, *args: Any, course: Course, regions: list[tuple[str, str]], courses: Finder, **kwargs: Any
    ) -> None:
        self.written_in = course.source_language
        names = (
            "source_language",
            "enrolment_mode",
            "is_listed",
            "gives_certificate",
            "audiences",
            "regions",
            "days",
        )
        kwargs["initial"] = {
            **initial_texts(course, "title", "summary"),
            **{name: getattr(course, name) for name in names},
            "prerequisites": [str(each.pk) for each in course.prerequisites.all()],
            "seen": seen_course(course),
        }
        super().__init__(*args, **kwargs)
        self.fields["regions"].choices = regions  # type: ignore[attr-defined]
        if course.published_id is not None:
            self.fields["source_language"].disabled = True
        self.add_pick(
            "prerequisites",
            courses,
            label=_("Courses to complete before"),
            help_text=_("Who has not completed them is told so, and cannot enrol yet."),
        )

    def settings(self, completion: Expression, prerequisites: list[Course]) -> CourseSettings:
        given = self.cleaned_data
        return CourseSettings(
            source_language=given["source_language"],
            enrolment_mode=given["enrolment_mode"],
            is_listed=given["is_listed"],
            gives_certificate=given["gives_certificate"],
            audiences=tuple(given["audiences"]),
            regions=tuple(given["regions"]),
            days=given["days"],
            completion=completion,
            prerequisites=tuple(prerequisites),
        )

    def words(self) -> dict[str, Any]:
        return {name: self.texts(name) for name in self.local}

    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["prerequisites"]]


class ModuleSettingsForm(LocalForm, Once, Picking):
    local: ClassVar[dict[str, TextField]] = {"title": TITLE, "summary": SUMMARY, "objectives": OBJECTIVES}
    source_language = source_language()
    minutes = minutes()
    audiences = boxes(_("Audiences"), Audience.choices, EMPTY_IS_ALL)

    def __init__(self, *args: Any, module: Module, tags: dict[str, list[Tag]], modules: Finder, **kwargs: Any) -> None:
        self.written_in = module.source_language
        held = list(module.tags.values_list("pk", flat=True))
        kwargs["initial"] = {
            **initial_texts(module, "title", "summary", "objectives"),
            "source_language": module.source_language,
            "minutes": module.minutes,
            "audiences": module.audiences,
            "prerequisites": [str(each.pk) for each in module.prerequisites.all()],
            "seen": seen_module(module),
        }
        super().__init__(*args, **kwargs)
        if module.published_id is not None:
            self.fields["source_language"].disabled = True
        self.known = {tag.pk: tag for kind in FILED_KINDS for tag in tags[kind]}
        self.tag_fields = [f"tags_{kind}" for kind in FILED_KINDS if tags[kind]]
        self.others = [tag for tag in tags[TagKind.AUDIENCE] if tag.pk in held]
        for kind in FILED_KINDS:
            if tags[kind]:
                self.fields[f"tags_{kind}"] = boxes(
                    TagKind(kind).label, [(str(tag.pk), _said(tag)) for tag in tags[kind]]
                )
                self.initial[f"tags_{kind}"] = [str(tag.pk) for tag in tags[kind] if tag.pk in held]
        self.add_pick(
            "prerequisites",
            modules,
            label=_("Modules to complete before"),
            help_text=_("Who has not completed them is told so at the module’s beginning."),
        )

    def filed(self) -> list[forms.BoundField]:
        return [self[name] for name in self.tag_fields]

    def settings(self, prerequisites: list[Module]) -> ModuleSettings:
        given = self.cleaned_data
        tags = [self.known[int(pk)] for name in self.tag_fields for pk in given[name]]
        return ModuleSettings(
            source_language=given["source_language"],
            minutes=given["minutes"],
            audiences=tuple(given["audiences"]),
            tags=(*tags, *self.others),
            prerequisites=tuple(prerequisites),
        )

    def words(self) -> dict[str, Any]:
        return {name: self.texts(name) for name in self.local}

    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["prerequisites"]]


def _said(tag: Tag) -> str:
    return f"{tag.key} {tag}" if tag.kind == TagKind.HS and str(tag) != tag.key else str(tag)
