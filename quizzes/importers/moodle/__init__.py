"""Moodle XML, and what :mod:`quizzes.exporters.moodle` adds to it. The rules in words: ``docs/rules/question-formats.md``."""

from __future__ import annotations

from collections.abc import Iterator

from core.actions import Refused
from core.importing.xml import Element, child, children, name_of, read_xml
from core.languages import LANGUAGES
from quizzes.actions.checks import MOST_CHOICES
from quizzes.content import QuestionContent
from quizzes.importers.extras import SPACE, extras_in, state_of, with_alts, with_extras
from quizzes.importers.left_out import LeftOut
from quizzes.importers.moodle import cloze, kinds, pictures
from quizzes.importers.moodle.taking import Taking
from quizzes.importers.reading import MOST_QUESTIONS, Note, ReadQuestion

KINDS = {
    "multichoice": kinds.multichoice,
    "multichoiceset": kinds.multichoice,
    "truefalse": kinds.truefalse,
    "shortanswer": kinds.shortanswer,
    "numerical": kinds.numerical,
    "matching": kinds.matching,
    "match": kinds.matching,
    "ddmatch": kinds.matching,
    "essay": kinds.essay,
    "ordering": kinds.ordering,
    "cloze": cloze.cloze,
    "multianswer": cloze.cloze,
    "gapselect": kinds.gapselect,
    "ddwtos": kinds.gapselect,
    "ddmarker": pictures.ddmarker,
}
_TOLD = {
    "description": "import.left_out.description",
    "calculated": "import.left_out.calculated",
    "calculatedmulti": "import.left_out.calculated",
    "calculatedsimple": "import.left_out.calculated",
    "ddimageortext": "import.left_out.labels_on_picture",
}
MOST_ELEMENTS = 500
"""Of one question: answers, hints, settings. What takes longer with each of them takes no long time."""
OWN = "lectern-"
"""Begins the names of types for kinds that Moodle has none for."""
SHOWN = frozenset(("text", "explanation", "name", "points"))
_TOP = ("$course$", "$module$", "$category$", "$system$", "$cat$", "top")


def read(data: bytes, language: str) -> Iterator[ReadQuestion]:
    """The questions of a file in their order. Refused as :func:`core.importing.xml.read_xml` does, and with
    ``import.not_moodle`` or ``import.too_many_questions``."""
    root = read_xml(data)
    if name_of(root) != "quiz":
        raise Refused("import.not_moodle")
    questions = children(root, "question")
    if len(questions) > MOST_QUESTIONS:
        raise Refused("import.too_many_questions", limit=MOST_QUESTIONS)
    category: tuple[str, ...] = ()
    number = 0
    for element in questions:
        if (element.get("type") or "").lower() == "category":
            category = _category(element, language)
            continue
        number += 1
        yield read_question(element, language, category, number)
        element.clear()


def read_question(element: Element, language: str, category: tuple[str, ...] = (), number: int = 1) -> ReadQuestion:
    """One question of a file, the ``number``-th of it."""
    kind = (element.get("type") or "").strip().lower()
    own = element.get(SPACE + "language")
    taking = Taking(element, own if own in LANGUAGES else language)
    name = taking.name()
    label = name or f"{number}."
    tags = tuple(
        tag
        for each in children(child(element, "tags") if child(element, "tags") is not None else element, "tag")
        if (tag := taking.plain(each))
    )
    try:
        content = _content(taking, kind)
        extras = extras_in(element)
        files = taking.taken_files() if extras is None else with_alts(taking.taken_files(), extras)
    except LeftOut as refusal:
        return ReadQuestion(
            label=label, category=category, tags=tags, left_out=Note(refusal.code, refusal.data), notes=taking.noted()
        )
    return ReadQuestion(
        label=label,
        content=content,
        key=(taking.field("idnumber") or "")[:200],
        notes=taking.noted(),
        category=category,
        tags=tags,
        files=files,
    )


def _content(taking: Taking, kind: str) -> QuestionContent:
    if len(taking.element) > MOST_ELEMENTS:
        raise LeftOut("question.too_many_choices", limit=MOST_CHOICES)
    is_own = kind.startswith(OWN)
    if is_own:
        content = kinds.common(taking, kind.removeprefix(OWN).replace("-", "_"))
    elif kind in KINDS:
        content = KINDS[kind](taking)
    else:
        raise LeftOut(_TOLD.get(kind, "import.left_out.kind"), kind=kind[:60])
    extras = extras_in(taking.element)
    if extras is None:
        return content
    is_fresh = extras.get("of") == state_of(taking.element)
    if is_fresh:
        taking.notes.clear()  # of what Moodle's elements alone do not say
    else:
        taking.note("import.note.changed_by_hand")
    try:
        return (
            with_extras(content, extras, but=SHOWN if not is_fresh else frozenset()) if is_fresh or is_own else content
        )
    except (ValueError, OverflowError):
        raise LeftOut("import.left_out.extras") from None


def _category(element: Element, language: str) -> tuple[str, ...]:
    """``$course$/top/A/B``: from the outermost in, a slash within a name is doubled."""
    path = Taking(element, language).field("category", "text")
    steps = [step.replace("\x00", "/").strip() for step in path.replace("//", "\x00").split("/")]
    while steps and (not steps[0] or steps[0] in _TOP):
        steps.pop(0)
    return tuple(step for step in steps if step)
