"""The drawers and labels of the bank, and where questions lie in it. ``docs/rules/question-bank.md`` has the rules in words.

Categories are few: whoever changes their tree holds all of their rows, so that two moves never make a circle. Names are given
by language: ``{"en": "…", "ar": "…"}``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from django.db.models import Max
from django.utils.text import slugify

from core import audit
from core.actions import Refused, action
from people.models import Person
from quizzes import access
from quizzes.actions.texts import columns
from quizzes.choices import BankState, TagKind
from quizzes.content import Texts
from quizzes.models import Category, HSCode, Question, QuizDraw, Tag
from quizzes.queries.draws import within

DEEPEST = 6
_HS = re.compile(r"(?!00|77|98|99)\d{2}(\d{2}){0,2}")


def _name(name: Texts, code: str) -> dict[str, str]:
    names = columns("name", name)
    if not any(names.values()):
        raise Refused(code)
    return names


def _tree() -> dict[int, int | None]:
    return dict(Category.objects.select_for_update().order_by("pk").values_list("pk", "parent_id"))


def _check_place(category_id: int | None, parent: Category | None, tree: dict[int, int | None]) -> None:
    """Refuse a place within itself, or deeper than :data:`DEEPEST`."""
    inside = within(category_id, tree) if category_id is not None else set()
    if parent is not None and parent.pk in inside:
        raise Refused("category.within_itself")

    def depth(pk: int | None) -> int:
        levels = 0
        while pk is not None and levels <= DEEPEST:
            pk, levels = tree.get(pk), levels + 1
        return levels

    below = max((depth(pk) for pk in inside), default=1) - max(depth(category_id) - 1, 0)
    if depth(parent.pk if parent is not None else None) + max(below, 1) > DEEPEST:
        raise Refused("category.too_deep", limit=DEEPEST)


@action
def create_category(*, name: Texts, parent: Category | None = None) -> Category:
    """A new drawer, behind the others of ``parent``. Refuses ``category.unnamed``, ``category.too_deep``."""
    return add_category(name=name, parent=parent)


def add_category(*, name: Texts, parent: Category | None = None) -> Category:
    """As :func:`create_category`, within a running action: imports make the categories that a file names."""
    names = _name(name, "category.unnamed")
    _check_place(None, parent, _tree())
    last = Category.objects.filter(parent=parent).aggregate(last=Max("position"))["last"] or 0
    return Category.objects.create(parent=parent, position=last + 1, **names)


@action
def change_category(category: Category, *, name: Texts, parent: Category | None) -> Category:
    """Rename or move it with all that is in it. Refuses as :func:`create_category` does, and ``category.within_itself``."""
    names = _name(name, "category.unnamed")
    _check_place(category.pk, parent, _tree())
    for field, value in names.items():
        setattr(category, field, value)
    category.parent = parent
    category.save()
    return category


@action
def remove_category(category: Category) -> None:
    """Take an empty drawer away. Refuses ``category.not_empty`` while questions, categories or draws name it."""
    _tree()
    used = (
        Category.objects.filter(parent=category).exists()
        or Question.objects.filter(category=category).exists()
        or QuizDraw.objects.filter(category=category).exists()
    )
    if used:
        raise Refused("category.not_empty")
    category.delete()


def _key(kind: str, key: str, name: Texts) -> str:
    if kind == TagKind.HS:
        code = re.sub(r"[.\s]", "", key)
        if not code.isascii() or not _HS.fullmatch(code):
            raise Refused("tag.hs_code")
        return code
    made = slugify(key or next((text for text in name.values() if text.strip()), ""), allow_unicode=True)[:60]
    if not made:
        raise Refused("tag.unnamed")
    return made


def _titles(kind: str, key: str, name: Texts) -> Texts:
    """An HS code is called as the nomenclature calls it, where nobody gave it another name."""
    if kind != TagKind.HS or any(text.strip() for text in name.values()):
        return name
    known = HSCode.objects.filter(code=key).first()
    titles = {field[6:]: value for field, value in vars(known).items() if field.startswith("title_")} if known else {}
    return {language: (text or "")[:120] for language, text in titles.items()} if any(titles.values()) else {"en": key}


@action
def create_tag(*, kind: str, name: Texts, key: str = "") -> Tag:
    """A new label. ``key`` of an HS heading is its code of two, four or six digits, of others a word for files and addresses.

    Refuses ``tag.kind_unknown``, ``tag.unnamed``, ``tag.hs_code`` and ``tag.twice``.
    """
    return add_tag(kind=kind, name=name, key=key)


def add_tag(*, kind: str, name: Texts, key: str = "") -> Tag:
    """As :func:`create_tag`, within a running action: imports make the tags that a file names."""
    if kind not in TagKind.values:
        raise Refused("tag.kind_unknown")
    key = _key(kind, key, name)
    if Tag.objects.filter(kind=kind, key=key).exists():
        raise Refused("tag.twice")
    return Tag.objects.create(kind=kind, key=key, **_name(_titles(kind, key, name), "tag.unnamed"))


@action
def rename_tag(tag: Tag, *, name: Texts) -> Tag:
    """Its kind and key stay: files and draws know it by them. Refuses ``tag.unnamed``."""
    for field, value in _name(name, "tag.unnamed").items():
        setattr(tag, field, value)
    tag.save()
    return tag


@action
def remove_tag(tag: Tag) -> None:
    """Take a label away that nothing carries. Refuses ``tag.in_use``: without it a draw would draw from more."""
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    if tag.questions.exists() or QuizDraw.objects.filter(tags=tag).exists():
        raise Refused("tag.in_use")
    tag.delete()


def _mine(ids: Collection[int], by: Person) -> list[Question]:
    """Those of ``ids`` that ``by`` may change, their rows held in order."""
    return list(access.editable_questions(by).select_for_update().filter(pk__in=set(ids)).order_by("pk"))


@action
def place_questions(ids: Collection[int], *, category: Category | None, by: Person) -> int:
    """Put questions into a drawer, or with None into none. Those that ``by`` may not change stay. Returns how many it is."""
    mine = _mine(ids, by)
    Question.objects.filter(pk__in=[question.pk for question in mine]).update(category=category)
    return len(mine)


@action
def tag_questions(ids: Collection[int], *, add: Iterable[Tag] = (), remove: Iterable[Tag] = (), by: Person) -> int:
    """Put labels on questions and take others off. Those that ``by`` may not change stay. Returns how many it is."""
    mine = _mine(ids, by)
    through = Question.tags.through
    through.objects.filter(question__in=mine, tag__in=list(remove)).delete()
    through.objects.bulk_create(
        [through(question=question, tag=tag) for tag in add for question in mine], ignore_conflicts=True
    )
    return len(mine)


@action
def rate_questions(ids: Collection[int], *, difficulty: int | None, by: Person) -> int:
    """Say how hard questions are, from 1 to 5, or with None nothing. Returns how many ``by`` may change."""
    if difficulty is not None and not 1 <= difficulty <= 5:
        raise Refused("question.difficulty")
    mine = _mine(ids, by)
    Question.objects.filter(pk__in=[question.pk for question in mine]).update(difficulty=difficulty)
    return len(mine)


@action
def file_question(
    question: Question, *, category: Category | None, tags: Iterable[Tag], difficulty: int | None
) -> Question:
    """Where one question lies in the bank: all of it at once. Refuses ``question.difficulty``."""
    if difficulty is not None and not 1 <= difficulty <= 5:
        raise Refused("question.difficulty")
    question = Question.objects.select_for_update().get(pk=question.pk)
    question.category, question.difficulty = category, difficulty
    question.save(update_fields=["category", "difficulty"])
    question.tags.set(list(tags))
    return question


@action
def set_states(ids: Collection[int], *, state: str, by: Person) -> int:
    """Bring questions to ``state``, where ``by`` may (:func:`quizzes.access.state_steps`). Returns how many came there.

    One entry in the audit trail names them. Refuses ``question.state_step`` when none may.
    """
    if state not in BankState.values:
        raise Refused("question.state_step")
    rows = access.visible_questions(by).select_for_update().filter(pk__in=set(ids)).order_by("pk")
    moved = [question for question in rows if state in access.state_steps(by, question)]
    if not moved:
        raise Refused("question.state_step")
    Question.objects.filter(pk__in=[question.pk for question in moved]).update(state=state)
    audit.record(
        "question.state_changed",
        actor_id=by.pk,
        subject=f"question:{moved[0].pk}" if len(moved) == 1 else "questions",
        before={str(question.pk): question.state for question in moved},
        after=state,
    )
    return len(moved)
