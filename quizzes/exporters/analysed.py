"""A quiz's analysis as lines for a page, and as files that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from core.languages import NATIVE_NAMES, active, direction
from core.spreadsheets import Sheet, Value, as_csv, as_xlsx
from quizzes.analysis import LEAST_ATTEMPTS, Figure, LanguageFigures, QuestionFigures
from quizzes.choices import Analysed, PartKind, QuestionKind
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.forms.answering import Wording, wording
from quizzes.marking.contents import spec_of_content
from quizzes.marking.guessing import random_guess_share
from quizzes.queries.analysed import Drawn, QuizAnalysis

REASONS = {
    "few_attempts": gettext_lazy("too few attempts"),
    "no_spread": gettext_lazy("all marks are the same"),
    "negative": gettext_lazy("goes against the total"),
    "one_question": gettext_lazy("one question only"),
    "not_same_questions": gettext_lazy("not the same questions for everybody"),
    "no_key": gettext_lazy("no right answer"),
    "drawn": gettext_lazy("drawn at random"),
}
"""Why a figure is not meaningful."""


@dataclass(frozen=True)
class Shown:
    """A figure as it is read: ``text`` is the number, or why there is none. ``value``: for a file that counts on."""

    value: float | None
    text: str
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return self.value is not None


def shown(figure: Figure, *, times: float = 1, unit: str = "") -> Shown:
    if figure.value is None:
        return Shown(None, str(REASONS.get(figure.reason, "")))
    value = figure.value * times
    return Shown(round(value, 4), number_format(round(value, 1) + 0.0, decimal_pos=1, force_grouping=False), unit)


@dataclass(frozen=True)
class ChoiceLine:
    """How often a choice was taken, ``of`` how many answers that counted. ``about``: the stem or gap it was taken for."""

    about: str
    text: Wording
    is_right: bool
    people: int
    of: int

    @property
    def share(self) -> float:
        return round(100 * self.people / self.of, 1) if self.of else 0


@dataclass(frozen=True)
class LanguageLine:
    """A question in one language."""

    language: str
    people: int
    facility: Shown
    delta: Shown
    grade: str
    is_flagged: bool


@dataclass(frozen=True)
class Line:
    """A question, or a place at which questions are drawn (``question`` is None)."""

    number: str
    question: int | None
    title: Wording | str
    kind: str
    attempts: int
    figures: list[Shown]
    notes: list[str] = field(default_factory=list)
    choices: list[ChoiceLine] = field(default_factory=list)
    languages: list[LanguageLine] = field(default_factory=list)
    nested: bool = False

    @property
    def has_more(self) -> bool:
        """Whether there is more to say of it than its figures."""
        return bool(self.notes or self.choices or self.languages)


def columns() -> list[str]:
    """Headings of :attr:`Line.figures`, all in percent."""
    return [
        _("Facility"),
        _("Standard deviation"),
        _("Random guess"),
        _("Intended weight"),
        _("Effective weight"),
        _("Discrimination"),
        _("Efficiency"),
    ]


def summary(found: QuizAnalysis) -> list[tuple[str, Shown]]:
    """Figures of the whole quiz."""
    totals, full = found.analysis.totals, found.analysis.full
    share = 100 / full if full else 0
    return [
        (_("Mean mark"), shown(totals.mean, times=share, unit="%")),
        (_("Median mark"), shown(totals.median, times=share, unit="%")),
        (_("Standard deviation"), shown(totals.deviation, times=share, unit="%")),
        (_("Skewness"), shown(totals.skewness)),
        (_("Kurtosis"), shown(totals.kurtosis)),
        (_("Internal consistency"), shown(totals.consistency, unit="%")),
        (_("Error ratio"), shown(totals.error_ratio, unit="%")),
        (_("Standard error"), shown(totals.standard_error, times=share, unit="%")),
    ]


def lines(found: QuizAnalysis) -> list[Line]:
    """Questions in their order, those drawn under their place."""
    made = []
    for number, (place, figures) in enumerate(zip(found.places, found.analysis.places, strict=True), start=1):
        if isinstance(place, Drawn):
            made.append(
                Line(str(number), None, _("Drawn question"), "", figures.figures.attempts, _figures(figures, None))
            )
            made += [_line(found, f"{number}.{part}", each, True) for part, each in enumerate(figures.drawn, start=1)]
        else:
            made.append(_line(found, str(number), figures, False))
    return made


def _line(found: QuizAnalysis, number: str, figures: QuestionFigures, nested: bool) -> Line:
    assert figures.question is not None
    content = found.contents[figures.question]
    guess = random_guess_share(spec_of_content(content))
    return Line(
        number=number,
        question=figures.question,
        title=wording(content.text, active(), content.source_language),
        kind=str(QuestionKind(content.kind).label),
        attempts=figures.figures.attempts,
        figures=_figures(figures, guess),
        notes=list(_notes(figures, guess)),
        choices=list(_choices(found, figures.question, content)),
        languages=[_language(each) for each in figures.languages],
        nested=nested,
    )


def _figures(figures: QuestionFigures, guess: float | None) -> list[Shown]:
    item = figures.figures
    return [
        shown(item.facility, times=100),
        shown(item.deviation, times=100 / item.full if item.full else 0),
        shown(Figure(100 * guess)) if guess is not None else Shown(None, ""),
        shown(figures.intended),
        shown(figures.effective),
        shown(item.discrimination),
        shown(item.efficiency),
    ]


def _notes(figures: QuestionFigures, guess: float | None) -> Iterator[str]:
    """What somebody should look at."""
    for each in figures.flagged:
        assert each.difference is not None
        language = get_language_info(each.language)["name_translated"]
        if each.difference.delta < 0:
            yield _("Harder in %(language)s than in the others: look at the translation.") % {"language": language}
        else:
            yield _("Easier in %(language)s than in the others: look at the translation.") % {"language": language}
    item = figures.figures
    if item.discrimination.value is not None and item.discrimination.value < 0:
        yield _("Those who know more answer it worse: look at the right answer.")
    if guess and item.facility.value is not None and item.facility.value <= guess:
        yield _("Answered no better than by guessing.")


def _language(each: LanguageFigures) -> LanguageLine:
    compared = each.difference
    return LanguageLine(
        language=each.language,
        people=each.people,
        facility=shown(each.facility, times=100),
        delta=shown(Figure(compared.delta)) if compared else Shown(None, _("too few people")),
        grade=compared.grade if compared else "",
        is_flagged=each.is_flagged,
    )


def _choices(found: QuizAnalysis, question: int, content: QuestionContent) -> Iterator[ChoiceLine]:
    """Each choice of the question, of each stem, or of each gap that has choices."""
    counted = found.taken.get(question)
    if counted is None:
        return
    of = next(
        (
            each.figures.attempts
            for place in found.analysis.places
            for each in (place, *place.drawn)
            if each.question == question
        ),
        0,
    )

    def line(part: int | None, about: str, choice: ChoiceContent, is_right: bool) -> ChoiceLine:
        text = wording(choice.text, active(), content.source_language)
        return ChoiceLine(about, text, is_right, counted[part, choice.id or 0], of)

    stems = [part for part in content.parts if part.kind == PartKind.STEM]
    if not stems:
        yield from (line(None, "", choice, choice.is_right) for choice in content.choices)
    for stem in stems:
        about = str(wording(stem.text, active(), content.source_language))
        for number, choice in enumerate(content.choices, start=1):
            yield line(stem.id, about, choice, number == stem.match)
    for number, gap in enumerate((part for part in content.parts if part.kind != PartKind.STEM), start=1):
        if gap.kind == PartKind.GAP_CHOICE:
            yield from (
                line(gap.id, _("Gap %(number)d") % {"number": number}, choice, choice.is_right)
                for choice in gap.choices
            )


def sheets(found: QuizAnalysis) -> list[Sheet]:
    every = lines(found)
    return [
        Sheet(
            _("Questions"),
            [_("Number"), _("Question"), _("Kind"), _("Attempts"), *(f"{name}, %" for name in columns()), _("Look at")],
            [
                [
                    each.number,
                    str(each.title),
                    each.kind,
                    each.attempts,
                    *map(_cell, each.figures),
                    " ".join(each.notes),
                ]
                for each in every
            ],
        ),
        Sheet(
            _("Quiz"),
            [_("Measure"), _("Value")],
            [
                [_("Made of"), str(Analysed(found.which).label)],
                [_("Attempts"), found.analysis.attempts],
                [_("Left out: waiting for a mark"), found.waiting],
                *([f"{label}, {each.unit}" if each.unit else label, _cell(each)] for label, each in summary(found)),
            ],
        ),
        Sheet(
            _("Languages"),
            [_("Number"), _("Question"), _("Language"), _("Answers"), f"{_('Facility')}, %", "Δ", _("Class")],
            [
                [
                    each.number,
                    str(each.title),
                    NATIVE_NAMES[own.language],
                    own.people,
                    _cell(own.facility),
                    _cell(own.delta),
                    own.grade,
                ]
                for each in every
                for own in each.languages
            ],
        ),
        Sheet(
            _("Choices"),
            [_("Number"), _("Question"), _("Part"), _("Choice"), _("Right"), _("Answers"), f"{_('Share')}, %"],
            [
                [
                    each.number,
                    str(each.title),
                    own.about,
                    str(own.text),
                    _("yes") if own.is_right else _("no"),
                    own.people,
                    own.share,
                ]
                for each in every
                for own in each.choices
            ],
        ),
    ]


def _cell(each: Shown) -> Value:
    return each.value if each.is_number else each.text


def analysis_csv(found: QuizAnalysis) -> bytes:
    """The questions, one a row."""
    return as_csv(sheets(found)[0])


def analysis_xlsx(found: QuizAnalysis) -> bytes:
    """Questions, quiz, languages and choices, a sheet each."""
    return as_xlsx(sheets(found), right_to_left=direction(active()) == "rtl")


def is_meaningful(found: QuizAnalysis) -> bool:
    return found.analysis.attempts >= LEAST_ATTEMPTS
