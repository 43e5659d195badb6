"""What people said: tables of polls, quizzes and discussion points, of the evaluation, and of the learning gain."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.languages import NATIVE_NAMES, active, choose, local_text
from programme.exporters.tables import Figure, Row, Section, Table, percent
from programme.queries.reported import Result
from programme.queries.webinar_figures import WebinarFigures
from quizzes.models import Choice, Question
from webinars.choices import ActivityKind
from webinars.protocol.views import ResultsView


def sections(figures: WebinarFigures) -> list[Section]:
    return [
        Section(
            "activities",
            _("Polls, quizzes and discussion points"),
            [_table(f"answers-{number}", result) for number, result in enumerate(figures.said.activities, 1)],
        ),
        Section("evaluation", _("Evaluation"), evaluation(figures), note=evaluation_note(figures)),
        Section("gain", _("Learning gain"), gain(figures), note=gain_note(figures)),
    ]


def evaluation(figures: WebinarFigures) -> list[Table]:
    found = figures.said.evaluation
    if found is None:
        return []
    filled = Table("evaluation", _("Evaluation"), _("Measure"), [_("Number")], [Row(_("Filled in"), [found.filled_in])])
    if found.hidden:
        return [filled]
    return [
        filled,
        *(_table(f"evaluation-{number}", result) for number, result in enumerate(found.questions, 1)),
    ]


def evaluation_note(figures: WebinarFigures) -> str:
    said = figures.said
    if not said.is_final:
        return _("The evaluation is counted when the figures are frozen.")
    if said.evaluation is None:
        return _("This webinar had no evaluation.")
    return hidden_note(said.evaluation.hidden)


def gain(figures: WebinarFigures) -> list[Table]:
    found = figures.said.gain
    if found is None:
        return []
    rows = [
        Row(_("Took the test before"), [found.took_before]),
        Row(_("Took the test after"), [found.took_after]),
        Row(_("Took both"), [found.people]),
    ]
    if found.before is not None and found.after is not None:
        rows += [
            Row(_("Mean mark before, %"), [round(found.before, 1)]),
            Row(_("Mean mark after, %"), [round(found.after, 1)]),
            Row(
                _("Learnt of what there was to learn, %"),
                [None if found.gain is None else round(100 * found.gain, 1)],
            ),
        ]
    return [Table("gain", _("Learning gain"), _("Measure"), [_("Number")], rows)]


def gain_note(figures: WebinarFigures) -> str:
    if not figures.said.is_final:
        return _("The learning gain is counted when the figures are frozen.")
    if figures.said.gain is None:
        return _("This webinar had no test before and after.")
    return "" if figures.said.gain.before is not None else _("Marks are shown from five people who took both tests.")


def hidden_note(hidden: str) -> str:
    return {
        "": "",
        "open": _("This is still open. Answers are shown when it is closed."),
        "few": _("Fewer than five people answered: nothing is shown."),
    }[hidden]


def _table(key: str, result: Result) -> Table:
    """A column for everybody, one of percentages, and one for each language that may be told apart."""
    title, lang = choose(local_text(result.question, "text")["$text"], active())
    caption = str(ActivityKind(result.kind).label) if result.kind else ""
    note = hidden_note(result.hidden)
    if result.results is None:
        return Table(key, title, _("Answer"), [_("People")], [], lang=lang, note=note, caption=caption)
    whole, own = result.results, [view for _language, view in result.languages]
    columns = [_("People"), "%", *(NATIVE_NAMES[language] for language, _view in result.languages)]
    rows = _rows(result.question, whole, own)
    if not rows:
        columns.remove("%")
    spare: list[Figure] = [] if not rows else [None]
    total = Row(_("People who answered"), [whole.answered, *spare, *(view.answered for view in own)])
    rows += [
        Row(label, [getattr(whole, name), None, *(getattr(view, name) for view in own)])
        for name, label in (("mean", _("Mean")), ("median", _("Median")))
        if getattr(whole, name) is not None
    ]
    if result.question.kind == "open_text":
        note = _("What people wrote is not part of the figures.")
    return Table(key, title, _("Answer"), columns, rows, total, lang=lang, note=note, caption=caption, drawn=bool(rows))


def _rows(question: Question, whole: ResultsView, own: list[ResultsView]) -> list[Row]:
    counts: list[dict[int | float | str, int]]
    labels: list[tuple[int | float | str, str, str]]
    if whole.choices:
        choices = {choice.pk: choice for choice in question.choices.all()}
        counts = [{line.id: line.count for line in view.choices} for view in (whole, *own)]
        labels = [(line.id, *_choice(choices.get(line.id))) for line in whole.choices]
    elif whole.values:
        counts = [{line.value: line.count for line in view.values} for view in (whole, *own)]
        labels = [(line.value, _number(line.value, line.until), active()) for line in whole.values]
        if any(line.until is not None for line in whole.values):
            counts = [counts[0], *({} for _view in own)]
    else:
        counts = [{line.word: line.count for line in view.words} for view in (whole, *own)]
        labels = [(line.word, line.word, active()) for line in whole.words]
    most = max(counts[0].values(), default=0)
    rows = []
    for key, label, lang in labels:
        number = counts[0].get(key, 0)
        values: list[Figure] = [number, percent(number, whole.answered)]
        values += [found.get(key, 0) if found else None for found in counts[1:]]
        rows.append(Row(label, values, lang=lang, bar=round(100 * number / most, 1) if most else 0.0))
    return rows


def _choice(choice: Choice | None) -> tuple[str, str]:
    if choice is None:
        return _("Removed"), active()
    text, lang = choose(local_text(choice, "text")["$text"], active())
    return (_("%(answer)s (right)") % {"answer": text} if choice.is_right else text), lang


def _number(value: float, until: float | None) -> str:
    low = f"{value:g}"
    return low if until is None else _("%(low)s to under %(high)s") % {"low": low, "high": f"{until:g}"}
