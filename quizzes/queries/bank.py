"""What is in the bank: questions by what they are about, what they say and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from core.languages import LANGUAGES
from quizzes.choices import TagKind
from quizzes.models import Category, Question, QuizDraw, SearchText, Tag
from quizzes.queries.draws import within
from quizzes.words.searching import folded

NOWHERE = "none"
MOST_WORDS = 8


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty does not matter. ``category``: an id, with those within it, or :data:`NOWHERE`.

    ``words`` are looked for in ``language``, or in any one. ``lacks``: a language in which the question is not written.
    """

    words: str = ""
    language: str = ""
    category: str = ""
    tags: tuple[int, ...] = ()
    state: str = ""
    kind: str = ""
    difficulty: str = ""
    lacks: str = ""


@dataclass(frozen=True)
class Branch:
    """A category in its tree: ``questions`` lie in it, ``inside`` in it and all within it."""

    category: Category
    depth: int
    questions: int
    inside: int

    @property
    def is_empty(self) -> bool:
        return not self.inside

    @property
    def label(self) -> str:
        """For a select: its name behind those of the level above."""
        return "\u2003" * self.depth + str(self.category)


def category_tree() -> list[Branch]:
    """All categories, each followed by those within it: one query."""
    rows = list(Category.objects.annotate(held=Count("questions")).order_by("position", "pk"))
    children: dict[int | None, list[Category]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    tree: list[Branch] = []

    def add(category: Category, depth: int) -> int:
        at = len(tree)
        tree.append(Branch(category, depth, category.held, category.held))  # type: ignore[attr-defined]
        inside = tree[at].questions + sum(add(child, depth + 1) for child in children.get(category.pk, ()))
        tree[at] = Branch(category, depth, tree[at].questions, inside)
        return inside

    for top in children.get(None, ()):
        add(top, 0)
    return tree


def parents_in(tree: list[Branch]) -> dict[int, int | None]:
    return {branch.category.pk: branch.category.parent_id for branch in tree}


def tags_by_kind() -> dict[str, list[Tag]]:
    """All tags with how many questions carry them, by kind in the order of kinds: two queries."""
    drawn = set(QuizDraw.tags.through.objects.values_list("tag_id", flat=True))
    found: dict[str, list[Tag]] = {kind: [] for kind in TagKind.values}
    for tag in Tag.objects.annotate(held=Count("questions")).order_by("kind", "key"):
        tag.is_drawn = tag.pk in drawn  # type: ignore[attr-defined]
        found[tag.kind].append(tag)
    return found


def wanted_questions(
    questions: QuerySet[Question], wanted: Wanted, parents: dict[int, int | None]
) -> QuerySet[Question]:
    """Those of ``questions`` that fit all of ``wanted``; ``parents`` are those of all categories."""
    if wanted.category == NOWHERE:
        questions = questions.filter(category__isnull=True)
    elif wanted.category:
        questions = questions.filter(category__in=within(int(wanted.category), parents))
    for tag in wanted.tags:
        questions = questions.filter(Exists(Question.tags.through.objects.filter(question=OuterRef("pk"), tag=tag)))
    if wanted.state:
        questions = questions.filter(state=wanted.state)
    if wanted.kind:
        questions = questions.filter(kind=wanted.kind)
    if wanted.difficulty == NOWHERE:
        questions = questions.filter(difficulty__isnull=True)
    elif wanted.difficulty:
        questions = questions.filter(difficulty=int(wanted.difficulty))
    if wanted.lacks in LANGUAGES:
        field = f"text_{wanted.lacks}"
        questions = questions.filter(Q(**{field: ""}) | Q(**{f"{field}__isnull": True}))
    words = folded(wanted.words).split()[:MOST_WORDS]
    if words:
        texts = SearchText.objects.filter(question=OuterRef("pk"))
        if wanted.language:
            texts = texts.filter(language=wanted.language)
        for word in words:
            texts = texts.filter(text__contains=word)
        questions = questions.filter(Exists(texts))
    return questions


def listed(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Newest first, with tags, category and in how many quizzes they are: two queries whatever their number."""
    return (
        questions.annotate(quizzes=Count("quiz_entries"))
        .select_related("category")
        .prefetch_related("tags")
        .order_by("-created_at", "-pk")
    )
