"""Sentences of this app's refusals: why a response is not taken, or a question or quiz not kept."""

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "answer.malformed": _("The answer does not fit the question. Reload the page if this happens again."),
        "answer.empty": _("The answer is empty."),
        "answer.unknown_choice": _("This choice is not part of the question. Reload the page to see the present ones."),
        "answer.too_many": _("At most %(most)d can be given."),
        "answer.incomplete_ranking": _("Put all %(places)d in order."),
        "answer.not_a_code": _("An HS code has two, four or six digits."),
        "answer.not_a_number": _("This is not a number that can be counted."),
        "answer.not_whole": _("Choose a whole number."),
        "answer.out_of_picture": _("Choose a place within the picture."),
        "answer.out_of_range": _("The number is outside of what the question allows."),
        "answer.too_long": _("The answer is too long: %(most)d characters at most."),
        "answer.unknown_unit": _("The question does not know this unit. Choose one of those that it lists."),
        "attempt.elsewhere": _(
            "This attempt was opened in another window, and only the newest one saves. What you typed here is still here."
        ),
        "attempt.late": _("The time was up before this arrived. What was saved before counts."),
        "attempt.none_left": _("You have used all your attempts."),
        "attempt.not_open_yet": _("This quiz is not open yet."),
        "attempt.quiz_closed": _("This quiz is closed."),
        "attempt.stale": _("A newer answer to this question is saved. Open the page anew to see it."),
        "attempt.submitted": _("This attempt is submitted: its answers stay as they are."),
        "export.left_out.arrow": _("GIFT cannot hold a choice with an arrow (->) in it."),
        "export.left_out.kind": _("The format knows no such kind of question."),
        "export.left_out.language": _("It is not wholly written in this language."),
        "export.left_out.no_key": _("The format needs a right answer, and there is none."),
        "export.left_out.too_long": _("It is too long for a cell of a table."),
        "export.note.feedback": _("Explanation and feedback are left out."),
        "export.note.files": _("Pictures and files are left out."),
        "export.note.mark_rule": _("The rule for marks is left out. The nearest one is written."),
        "export.note.name": _("Its name, category and tags are left out."),
        "export.note.number_rules": _("Units and bounds of the number are left out."),
        "export.note.points": _("Points and weights are left out."),
        "export.note.rubric": _("The criteria for marking are left out."),
        "export.note.settings": _("How many may be chosen, the order of choices and capitals are left out."),
        "export.note.words_of_choices": _("The words for true and false are left out."),
        "import.already_applied": _("This file was taken in already."),
        "import.empty": _("The file is empty."),
        "import.left_out.adaptive": _("It changes while it is answered (adaptive). There is no such kind here."),
        "import.left_out.areas": _("The areas of its picture cannot be read."),
        "import.left_out.calculated": _("Its values are drawn by chance or calculated. There is no such kind here."),
        "import.left_out.cell": _("Row %(row)d, column %(column)s: this is not understood: %(value)s"),
        "import.left_out.description": _("A description without a question."),
        "import.left_out.extras": _("What Lectern wrote into the file is damaged."),
        "import.left_out.gap_several": _("A gap asks for several choices at once."),
        "import.left_out.gaps": _("The gaps of its text cannot be read."),
        "import.left_out.interactions": _("It puts several tasks into one. Make a question of each."),
        "import.left_out.item_broken": _("Its file in the package is damaged."),
        "import.left_out.item_missing": _("The package names its file and does not hold it."),
        "import.left_out.kind": _("There is no kind here for the type “%(kind)s”."),
        "import.left_out.labels_on_picture": _("Labels are to be placed on a picture. There is no such kind here."),
        "import.left_out.no_answers": _("There is no answer to choose."),
        "import.left_out.no_key": _("The file does not say what is right."),
        "import.left_out.no_picture": _("Its picture is missing or cannot be read."),
        "import.left_out.no_text": _("There is no text."),
        "import.left_out.not_yours": _("It would change a question of somebody else. Ask them, or those who plan."),
        "import.left_out.scoring": _("It is marked by rules of its own that cannot be told here."),
        "import.left_out.several_markers": _(
            "Several markers are to be placed on a picture. There is no such kind here."
        ),
        "import.left_out.syntax": _("From line %(line)d on this cannot be understood: %(found)s"),
        "import.left_out.too_long": _("A text is longer than %(limit)d characters."),
        "import.left_out.twice": _("The same question stands in the file twice. The first one is taken."),
        "import.long_line": _("The file has a line of more than %(limit)d characters. No question is as long."),
        "import.no_questions": _("There is no question in the file."),
        "import.not_moodle": _("This XML file is not a file of Moodle questions."),
        "import.not_qti": _("There is no QTI question in this file."),
        "import.not_ready": _("The file is still being read. Try again in a moment."),
        "import.note.answer_lost": _("An answer is not a number and was left out: %(text)s"),
        "import.note.changed_by_hand": _("The file was changed after it was exported from here. What it shows counts."),
        "import.note.code_lost": _("Scripts, styles or form fields within a text were left out."),
        "import.note.feedback_lost": _("Feedback that has no place here was left out: %(text)s"),
        "import.note.file_missing": _("The file “%(name)s” is named and not there."),
        "import.note.formula_lost": _("A formula that is not TeX became its letters."),
        "import.note.gaps_differ": _("The gaps differ in the language “%(language)s”: its text was left out."),
        "import.note.grader_info_as_criterion": _("What is said to the marker became a criterion with three levels."),
        "import.note.grades_scaled": _("The shares of the mark did not add up. They were set in proportion."),
        "import.note.hints_lost": _("Hints between tries were left out: %(count)d."),
        "import.note.item_differs": _("The item in the language “%(language)s” is made otherwise and was left out."),
        "import.note.image_lost": _("A picture is not in the file: %(source)s"),
        "import.note.language_partial": _(
            "Parts of the text are missing in the language “%(language)s”. Another language stands there."
        ),
        "import.note.language_unknown": _(
            "Texts in the language “%(language)s” were left out: it is not one of the six."
        ),
        "import.note.look_lost": _("Colours, sizes and underlining were left out."),
        "import.note.marks_simplified": _("The file marks it in a way of its own. Here the nearest rule is used."),
        "import.note.media_lost": _("A sound, a film or a page within the text was left out: %(source)s"),
        "import.note.picture_as_words": _("What the picture “%(name)s” shows stands in its place."),
        "import.note.picture_elsewhere": _("A picture lies at another place and was not fetched: %(address)s"),
        "import.note.picture_left_out": _("Pictures stand with the question only: “%(name)s” was left out."),
        "import.note.points_rounded": _("Points are whole here: %(points)s became %(taken)d."),
        "import.note.share_rounded": _("A share of %(share)s percent was read as %(taken)s."),
        "import.note.table_flattened": _("A table became lines of text."),
        "import.note.template_lost": _("The text that the answer begins with was left out."),
        "import.note.text_cut": _("A text was cut after %(limit)d characters."),
        "import.note.wildcard_wrong": _("Feedback for all other answers was left out: %(text)s"),
        "import.too_many_questions": _(
            "The file holds too many questions. At most %(limit)d are taken at once: make two files of it."
        ),
        "allowance.nothing": _("Give minutes, attempts or a later close."),
        "allowance.too_much": _("At most %(minutes)d extra minutes and %(attempts)d extra attempts can be given."),
        "category.not_empty": _("Questions, categories or random draws still use this category. Move them first."),
        "category.too_deep": _("Categories lie at most %(limit)d levels deep."),
        "category.unnamed": _("Give the category a name in one language at least."),
        "category.within_itself": _("A category cannot lie within itself."),
        "question.difficulty": _("The difficulty goes from 1 to 5."),
        "question.state_step": _("This is not a step that you may take from the present state."),
        "nomenclature.no_code_column": _("The table has no column of codes. Call it one of these: %(names)s."),
        "nomenclature.no_codes": _("No row of the table has a code of two, four or six digits."),
        "nomenclature.no_sections": _("The table names no sections: it needs the columns section and name."),
        "nomenclature.no_title_column": _("The table has no column of titles. Call it by its language: %(names)s."),
        "nomenclature.not_a_list": _(
            "The table is no published list of codes: it needs one name and one date, and nothing that is not verified."
        ),
        "import.unknown_format": _(
            "This is no file of questions that can be read here: GIFT, Aiken, Moodle XML, QTI 2.1 or 2.2, CSV or Excel (.xlsx)."
        ),
        "import.unreadable": _("The file is damaged. Export it anew and upload that."),
        "question.no_text": _("Write the question in one language at least."),
        "question.kind_unknown": _("This kind of question does not exist."),
        "question.scale_ends": _("A scale goes from a smaller to a larger number, with at most %(steps)d steps."),
        "question.too_few_choices": _("Give at least two different choices."),
        "question.too_many_choices": _("At most %(limit)d choices can be shown."),
        "question.choice_without_text": _("Choice %(position)d has no text. Write it or remove it."),
        "question.one_right_choice": _("A single choice question has one right choice, or none for a poll."),
        "question.number_range": _("The lower bound must be below the upper one, and the right number between them."),
        "question.accepted_empty": _("Accepted answer %(position)d is empty. Write it or remove it."),
        "question.area_outside": _(
            "Area %(position)d is not in the picture. Draw it, or give its corners in percent of width and height."
        ),
        "question.criterion_without_text": _("Criterion %(position)d has no text. Write it or remove it."),
        "question.file_gone": _("A file of the question is not here any more. Upload it again."),
        "question.gap_empty": _("Gap %(position)d needs two choices, or an answer that is accepted."),
        "question.gap_right": _("Gap %(position)d needs one right choice."),
        "question.gaps_differ": _(
            "The text in %(language)s must hold each of the %(number)d gaps once: [[1]], [[2]] and so on."
        ),
        "question.hs_code": _("An HS code has four or six digits."),
        "question.levels": _(
            "Criterion %(position)d needs from two to %(limit)d levels, each with a text and a share from 0 to 100 percent."
        ),
        "question.malformed": _("A part of the question does not fit its kind. Reload the page if this happens again."),
        "question.max_choices": _("How many a person may give is a number from 1 to %(most)d."),
        "question.no_areas": _("Give one area of the picture at least."),
        "question.no_background": _("Upload the picture in which the place is to be found."),
        "question.no_gaps": _("Give one gap at least, and write [[1]] where it stands in the text."),
        "question.no_key_number": _("Give the right number before units and further numbers."),
        "question.no_right_area": _("Mark one area at least as right."),
        "question.nothing_accepted": _("Give one answer at least that is accepted."),
        "question.number_too_large": _("A number is too large to be counted with."),
        "question.points": _("A question is worth from 0 to %(most)d points."),
        "question.share_range": _("The share in row %(position)d is outside of what it can be."),
        "question.shares_reach": _("The best answer must be worth 100 percent: look at the shares."),
        "question.stem_unmatched": _("Row %(position)d has nothing that it belongs to."),
        "question.stem_without_text": _("Row %(position)d has nothing to be matched. Write it or remove it."),
        "question.tolerance": _("A tolerance is zero or more."),
        "question.too_few_stems": _("Give at least two rows to be matched."),
        "question.too_long": _("A text is too long: %(most)d characters at most."),
        "question.too_many_accepted": _("At most %(limit)d answers can be accepted."),
        "question.too_many_areas": _("At most %(limit)d areas can be given."),
        "question.too_many_criteria": _("At most %(limit)d criteria can be given."),
        "question.too_many_files": _("A question has at most %(limit)d files."),
        "question.too_many_gaps": _("At most %(limit)d gaps can be given."),
        "question.too_many_stems": _("At most %(limit)d rows can be matched."),
        "question.true_or_false": _("Say whether the statement is true or false."),
        "question.units": _(
            "Give at most %(limit)d different units, each with its factor above zero; the one of the right number has 1."
        ),
        "question.version_unknown": _("This version does not exist."),
        "question.weight": _("The weight in row %(position)d must be above zero, and 100 at most."),
        "question.answered": _(
            "People have answered this question: its kind and its choices stay. You can still correct the wording."
        ),
        "quiz.attempts": _("Between 0 and %(most)d attempts can be allowed."),
        "quiz.closes_before_it_opens": _("A quiz must close after it opens."),
        "quiz.draw_count": _("A random draw draws between 1 and %(most)d questions."),
        "quiz.draw_difficulty": _("Difficulties go from 1 to 5, the easiest first."),
        "quiz.minutes": _("An attempt may take between 1 and %(most)d minutes."),
        "quiz.not_for_rooms": _(
            "A webinar can ask only quizzes without sections and random draws, of kinds of questions that a room knows."
        ),
        "quiz.pass_share": _("The pass mark is between 0 and 100 percent."),
        "quiz.points": _("A question is worth between 0 and %(most)d points."),
        "quiz.section_untitled": _("Give the section a title in one language at least."),
        "quiz.settings_unknown": _("This setting does not exist. Reload the page."),
        "quiz.too_long": _("A quiz holds at most %(most)d questions, sections and draws."),
        "quiz.filled_in": _(
            "People have filled this in: its questions stay, in their order. You can still correct their wording."
        ),
        "quiz.untitled": _("Give the quiz a title in one language at least."),
        "quiz.no_questions": _("A quiz needs one question at least."),
        "quiz.question_twice": _("The same question is in the quiz twice."),
        "tag.hs_code": _("An HS code has two, four or six digits: a chapter, a heading or a subheading."),
        "tag.in_use": _("Questions or random draws still carry this tag. Take it off them first."),
        "tag.kind_unknown": _("This kind of tag does not exist."),
        "tag.twice": _("This tag is there already."),
        "tag.unnamed": _("Give the tag a name in one language at least."),
        "quiz.seconds": _("A question takes between 5 seconds and one hour."),
        "translation.changed_meanwhile": _(
            "“%(passage)s”: somebody changed the translation since the file was made. It is not taken."
        ),
        "translation.gone": _("“%(passage)s”: the question does not have this passage any more."),
        "translation.no_note": _(
            "“%(passage)s”: there is a translation already, and the file does not say which one it began with. It is not taken."
        ),
        "translation.question_gone": _("This question is not in the bank, or the file was not made here."),
        "translation.source_changed": _(
            "“%(passage)s”: the original changed since the file was made. It is not taken."
        ),
        "translation.unfinished": _(
            "“%(passage)s”: only some of its sentences are translated in the file. It is not taken."
        ),
        "translation.untouched": _(
            "“%(passage)s”: the file says that nobody translated it yet, and holds the original once more. It is not taken."
        ),
        "translation.changed": _(
            "Somebody else changed what is marked since you opened the page. Compare, then save again."
        ),
        "translation.gaps": _("A translation needs the same gaps as the original: [[1]], [[2]] and so on."),
        "translation.source_language": _("The question is written in this language: change it in its own form."),
        "translation.too_long": _("A passage has %(most)d characters at most."),
        "marking.incomplete": _("Choose a level for each criterion."),
        "marking.not_by_hand": _("This answer is not marked by hand."),
        "marking.out_of_range": _("The mark is between 0 and %(most)s."),
        "regrade.nothing": _("No attempt has been submitted yet: there is nothing to mark again."),
        "regrade.running": _("This quiz is being marked again already. Its report shows how far it has come."),
    }
)
