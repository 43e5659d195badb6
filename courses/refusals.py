"""Sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "course.no_modules": _("The course has no modules yet. Add one first."),
        "course.not_published": _("The course is not published yet."),
        "course.unchanged": _("Nothing has changed since the course was published."),
        "course.untitled": _("Give the course a title in the language that it is written in."),
        "deck.empty_file": _("The file is empty. Choose another one."),
        "deck.not_a_pdf": _("This is not a PDF. Export the slides as PDF and upload that."),
        "deck.too_large": _("The file is larger than %(limit)d MB. Make its pictures smaller, or split it."),
        "deck.too_many_pages": _("The file has %(pages)d pages; at most %(limit)d are taken."),
        "deck.encrypted": _("The PDF is protected by a password. Save it without one and upload it again."),
        "deck.broken": _("The PDF is damaged and cannot be opened. Export it once more."),
        "deck.incomplete": _("The PDF ends in the middle: it did not arrive whole. Upload it again."),
        "deck.no_pages": _("The PDF has no pages."),
        "deck.page_failed": _("Page %(position)d could not be drawn. Export the PDF once more."),
        "deck.took_too_long": _("Page %(position)d takes too long to draw. Simplify it and upload the PDF again."),
        "deck.untitled": _("Give the slides a title in one language at least."),
        "enrolment.by_nomination": _("National coordinators nominate for this course. Ask yours."),
        "enrolment.completed": _("You have completed this course: there is nothing to give back."),
        "enrolment.declined": _("A manager of the course decided that there is no place for you this time."),
        "enrolment.none": _("You are not in this course."),
        "enrolment.not_for_you": _("This course is for other audiences or regions."),
        "enrolment.prerequisites": _("Complete the courses that come before this one first."),
        "language.changed_since": _("The course was changed after it was published. Publish it anew first."),
        "language.incomplete": _(
            "Some passages are not translated, or their source has changed. Translate them first."
        ),
        "module.no_lessons": _("A module has no lessons yet. Add one first."),
        "module.untitled": _("Give each module a title in the language that it is written in."),
    }
)
