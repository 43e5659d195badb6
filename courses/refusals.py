"""Sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "audience.unknown": _("One of the audiences is not known."),
        "course.changed_since_seen": _(
            "The course was changed after this page was opened. Look again at what would be published."
        ),
        "course.completion_unfit": _(
            "The rule of completion names a lesson or a quiz that the course does not have. Change it in the settings."
        ),
        "course.days": _("Give at least 1 day and at most %(most)d."),
        "caption.empty": _("The file is empty."),
        "caption.ends_early": _(
            "In line %(line)d a caption ends before it begins. Correct its times and upload again."
        ),
        "caption.no_times": _("The file has no captions with times. Upload WebVTT (.vtt) or SubRip (.srt)."),
        "caption.other_letters": _(
            "These captions are in the letters of another language. Choose the language that they are in, and upload them again."
        ),
        "caption.too_large": _("The file is too large. At most %(limit)d MB are taken."),
        "caption.wrong_letters": _("The file is not written in these letters. Save it in UTF-8 and upload it again."),
        "course.no_modules": _("The course has no modules yet. Add one first."),
        "course.not_published": _("The course is not published yet."),
        "course.nothing_required": _(
            "All lessons are optional, and the course would be complete at once. Make one needed, or change the rule."
        ),
        "course.too_long": _("A course has at most %(most)d modules."),
        "course.unchanged": _("Nothing has changed since the course was published."),
        "course.untitled": _("Give the course a title in the language that it is written in."),
        "course_file.uneven": _(
            "In “%(language)s” the file has another number of articles than in the first language."
        ),
        "course_file.unreadable": _("The file is not a text in several languages as it is described. Read the help."),
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
        "document.no_words": _("The file has no words to read."),
        "document.not_ready": _("The words of the file are not read yet. Wait until they are, or upload another file."),
        "document.not_taken": _("Only PDF and HTML files are taken. Save the document as one of them and upload that."),
        "document.not_published": _("The edition was never published."),
        "document.not_utf8": _("The letters of the HTML file cannot be read. Save it as UTF-8 and upload it again."),
        "document.too_many_chapters": _("The file has more than %(limit)d headings. Split it."),
        "document.untitled": _("Give the document a title in one language at least."),
        "enrolment.by_nomination": _("National coordinators nominate for this course. Ask yours."),
        "enrolment.completed": _("You have completed this course: there is nothing to give back."),
        "enrolment.declined": _("A manager of the course decided that there is no place for you this time."),
        "enrolment.no_name": _("Give the name of the officer."),
        "enrolment.none": _("You are not in this course."),
        "enrolment.not_for_you": _("This course is for other audiences or regions."),
        "enrolment.prerequisites": _("Complete the courses that come before this one first."),
        "enrolment.not_by_nomination": _("This course takes no nominations."),
        "enrolment.prerequisites_of_nominee": _(
            "This officer must complete the courses that come before this one first."
        ),
        "enrolment.region": _("This course is for other regions."),
        "enrolment.too_many": _("At most %(limit)d addresses are taken at once."),
        "enrolment.unusable_address": _("This address cannot be used. Check it."),
        "film.empty": _("The file is empty."),
        "film.not_a_film": _("This is not a film in MP4 or WebM. Export it as MP4 (H.264) and upload that."),
        "film.too_large": _("The film is too large. At most %(limit)d MB are taken: export it with a smaller picture."),
        "language.changed_since": _("The course was changed after it was published. Publish it anew first."),
        "language.incomplete": _(
            "Some passages are not translated, or their source has changed. Translate them first."
        ),
        "lesson.kind_unknown": _("Lessons of this kind are not made by hand."),
        "lesson.needed_to_complete": _(
            "The rule by which a course is completed names this lesson. Change that rule first, in the course’s settings."
        ),
        "module.needed_to_complete": _(
            "The rule by which the course is completed names a lesson of this module. Change that rule first, in the settings."
        ),
        "lesson.not_by_hand": _("This lesson notes by itself when it is done."),
        "lesson.no_such_revision": _("There is no such revision of the lesson."),
        "lesson.not_at_hand": _("The lesson names a file, a quiz or slides that you cannot use. Choose another one."),
        "lesson.picture_unsaid": _("Say what the picture in block %(block)d shows, for those who cannot see it."),
        "lesson.text_too_long": _("Block %(block)d is too long: at most %(most)d characters. Divide it."),
        "lesson.too_many_blocks": _("A lesson has at most %(most)d blocks. Divide it into two."),
        "lesson.untitled": _("Give the lesson a title in the language of its module."),
        "module.no_lessons": _("A module has no lessons yet. Add one first."),
        "module.too_long": _("A module has at most %(most)d lessons."),
        "module.untitled": _("Give each module a title in the language that it is written in."),
        "post.empty": _("Write something first."),
        "post.gone": _("What you answer was taken away. Write it as a post of its own."),
        "post.too_long": _("A post has %(limit)d characters at most."),
        "prerequisites.circle": _("One of those that come before needs this one itself: nobody could begin."),
        "prerequisites.too_many": _("At most %(most)d may come before."),
        "region.unknown": _("One of the regions is not known."),
        "scorm.broken": _("“%(name)s” in the package is damaged. Export the package once more."),
        "scorm.elsewhere": _(
            "The package begins at an address outside of itself: “%(name)s”. Export it with all its files."
        ),
        "scorm.grows": _(
            "“%(name)s” becomes far larger when it is unpacked than any real file. The package is not taken."
        ),
        "scorm.in_use": _("The package is still needed and cannot be deleted. Below is where."),
        "scorm.locked": _("The package is protected by a password. Export it without one."),
        "scorm.manifest_broken": _("The package's imsmanifest.xml cannot be read. Export the package once more."),
        "scorm.manifest_hostile": _(
            "The package's imsmanifest.xml holds definitions that are not taken. Export it anew."
        ),
        "scorm.manifest_in_folder": _(
            "imsmanifest.xml lies in the folder “%(folder)s”. Zip the contents of that folder, not the folder itself."
        ),
        "scorm.missing_file": _(
            "The manifest names “%(name)s”, but the package does not hold it. Export it once more."
        ),
        "scorm.no_manifest": _("This zip file holds no imsmanifest.xml: it is not a SCORM package."),
        "scorm.no_organisation": _("The manifest has no organization: nothing says what to play. Export it once more."),
        "scorm.not_a_zip": _("This is not a zip file. Export a SCORM package and upload that."),
        "scorm.not_learning": _("This course is not open to you any more. Nothing more is saved."),
        "scorm.not_scorm": _(
            "The manifest does not say that it is SCORM 1.2 or SCORM 2004. Export it as one of these."
        ),
        "scorm.nothing_behind": _("Nothing stands behind “%(name)s” in the manifest. Export the package once more."),
        "scorm.nothing_to_start": _("The package has nothing that can be started. Export it once more."),
        "scorm.open_elsewhere": _("The lesson was opened in another window since. Go on there, or open it here again."),
        "scorm.too_large": _("The package is too large. At most %(limit)d MB are taken, unpacked."),
        "scorm.too_many_files": _("The package holds too many parts. At most %(limit)d are taken."),
        "scorm.unknown_item": _("The package has no such part."),
        "scorm.unsafe_name": _("The package holds a part that would leave its folder, “%(name)s”. It is not taken."),
        "scorm.wrong_organisation": _(
            "The manifest names the organization “%(name)s” to play, but has none of that name. Export it once more."
        ),
        "term.one_language": _("Give the term in two languages at least."),
        "term.twice": _("This term is in the glossary already."),
        "translator.unknown": _(
            "This address cannot be given a task here. Ask those who plan, if it is somebody who does not teach."
        ),
        "translated_file.broken": _("The PO file is damaged near line %(line)d. Save it anew and upload that."),
        "translated_file.changed_meanwhile": _(
            "Somebody changed the translation since the file was made. It is not taken."
        ),
        "translated_file.fuzzy": _(
            "The file marks this translation as uncertain. It is not taken. If it is right, remove the mark"
            " (in Poedit: “Needs work”) and bring the file again."
        ),
        "translated_file.languages": _("The file holds several languages. Bring one file for each."),
        "translated_file.marks": _("Its marks (emphasis, links, cells) are not those that went out. It is not taken."),
        "translated_file.no_note": _(
            "There is a translation already, and the file does not say which one it began with. It is not taken."
        ),
        "translated_file.nothing": _("There is no passage in the file."),
        "translated_file.other_course": _(
            "This file was not made from this course here. Bring it to the course that it is of."
        ),
        "translated_file.other_language": _("The file is in a language into which you do not translate this course."),
        "translated_file.part_gone": _("This part is not in the course any more, or the file was not made here."),
        "translated_file.passage_gone": _("The course does not have this passage any more."),
        "translated_file.source_changed": _("The original changed since the file was made. It is not taken."),
        "translated_file.taken": _("This file was taken in already."),
        "translated_file.too_many": _("The file holds too many passages. At most %(limit)d are taken at once."),
        "translated_file.unfinished": _("Only some of its sentences are translated in the file. It is not taken."),
        "translated_file.unknown_format": _(
            "This is no file for translators that can be read here: XLIFF 1.2, XLIFF 2 or PO."
        ),
        "translated_file.untouched": _(
            "The file says that nobody translated this yet, and holds the original once more. It is not taken."
        ),
        "translation.markup": _("Emphasis, links or cells are not those of the source: %(marks)s."),
        "translation.no_words": _("The translation has no words."),
        "translation.own_language": _("This is the language that it is written in. Change it in the editor."),
        "translation.part_gone": _("This part is not in the course any more."),
        "translation.plain": _("This passage is plain words: write it without HTML."),
        "translation.unfit": _("Nothing is saved yet: correct the marked passages. What you typed is still here."),
        "source_language.stays": _("It is published: the language that it is written in stays."),
    }
)
