"""One item as a question: by the interactions in its body."""

from __future__ import annotations

from dataclasses import replace

from core.importing.xml import Element, child, children, descendants, name_of
from quizzes.actions.checks import MOST_CHOICES
from quizzes.content import QuestionContent
from quizzes.importers.left_out import LeftOut
from quizzes.importers.qti.gaps import WITHIN, cloze
from quizzes.importers.qti.interactions import ALONE, TOLD, is_alone, said_by, text_entry
from quizzes.importers.qti.scoring import note_own_ways
from quizzes.importers.qti.taking import Fetch, Taking
from quizzes.importers.reading import Note, ReadQuestion

MOST_ELEMENTS = 5_000
"""Of one item. What takes longer with each of them takes no long time."""


def read_item(item: Element, language: str, fetch: Fetch, path: str = "") -> ReadQuestion:
    """The question of an item; files are fetched by their path within the package."""
    taking = Taking(item, language, fetch, path)
    identifier = " ".join((item.get("identifier") or "").split())[:180]
    title = " ".join((item.get("title") or "").split())[:200]
    label = title or identifier or path[:200]
    try:
        content = replace(_content(taking), name=title)
    except LeftOut as refusal:
        return ReadQuestion(label, notes=tuple(taking.notes.values()), left_out=Note(refusal.code, refusal.data))
    return ReadQuestion(
        label,
        content,
        key=identifier,
        notes=tuple(taking.notes.values()),
        files=tuple(taking.files.values()),
    )


def _content(taking: Taking) -> QuestionContent:
    item = taking.item
    if sum(1 for _ in item.iter()) > MOST_ELEMENTS:
        raise LeftOut("question.too_many_choices", limit=MOST_CHOICES)
    if item.get("adaptive") == "true":
        raise LeftOut("import.left_out.adaptive")
    if child(item, "templateProcessing") is not None or children(item, "templateDeclaration"):
        raise LeftOut("import.left_out.calculated")
    content = _of_interactions(taking, taking.interactions())
    note_own_ways(taking)
    explanation = _explanation(taking)
    found = list(descendants(item, "modalFeedback", "feedbackInline", "feedbackBlock"))
    taking.lost_feedback(each for each in found if each not in taking.used)
    return replace(content, explanation=explanation)


def _of_interactions(taking: Taking, interactions: list[Element]) -> QuestionContent:
    names = [name_of(each) for each in interactions]
    if not interactions:
        raise LeftOut("import.left_out.description")
    unknown = next((name for name in names if name not in ALONE and name not in WITHIN), "")
    if unknown:
        raise LeftOut(TOLD.get(unknown, "import.left_out.kind"), kind=unknown[:60])
    if len(interactions) == 1 and names[0] in ALONE:
        return ALONE[names[0]](taking, interactions[0])
    if names == ["textEntryInteraction"] and is_alone(interactions[0]):
        return text_entry(taking, interactions[0])
    if not set(names) <= WITHIN:
        raise LeftOut("import.left_out.interactions")
    return cloze(taking, interactions)


def _explanation(taking: Taking) -> dict[str, str]:
    """Feedback that is shown whatever was answered."""
    always = {
        (outcome.get("identifier"), " ".join((value.text or "").split()))
        for outcome in children(taking.item, "outcomeDeclaration")
        for value in descendants(outcome, "value")
    }
    said = [
        each
        for each in descendants(taking.item, "modalFeedback", "feedbackBlock")
        if (each.get("outcomeIdentifier"), each.get("identifier")) in always and each.get("showHide") != "hide"
    ]
    taking.used.update(said)
    return dict(said_by(taking, said))
