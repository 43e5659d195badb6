"""The nomenclature as a reference: sections, a code with what is above and below it, lists that it is on, and its uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from core.languages import LANGUAGES, choose
from courses.access.learning import listed_courses
from courses.access.library import visible_documents
from courses.access.writing import visible_modules
from courses.models import Course, Document, Module
from people import access as people_access
from people.models import Person
from quizzes.choices import TagKind
from quizzes.models import HSCode, HSSection, HSSet, HSSetCode, Question, Tag
from quizzes.queries.nomenclature import titles_of

MOST_USES = 50
"""So many questions, modules, courses and documents are shown of each."""


@dataclass(frozen=True)
class Line:
    """A code as a page shows it: ``language`` is the one that its title is in, ``lists`` what it stands on."""

    code: str
    title: str
    language: str
    lists: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> str:
        """``8542.31``: with the point that readers know."""
        if len(self.code) < 4:
            return self.code
        return f"{self.code[:2]}.{self.code[2:]}" if len(self.code) == 4 else f"{self.code[:4]}.{self.code[4:]}"


def lines(codes: Iterable[str], language: str) -> list[Line]:
    """The codes in this order, with their titles and lists: two queries."""
    order = list(codes)
    titles = titles_of(order)
    lists = lists_of(order)
    return [Line(code, *choose(titles.get(code, {}), language), tuple(lists.get(code, ()))) for code in order]


def lists_of(codes: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """By code: the names of published lists that it stands on, with its tier. One query."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = HSSetCode.objects.filter(code__in=set(codes)).select_related("hs_set").order_by("hs_set__name", "pk")
    for row in rows:
        found.setdefault(row.code, []).append((row.hs_set.name, row.tier))
    return found


@dataclass(frozen=True)
class SectionLine:
    """A section with its chapters."""

    key: str
    title: str
    language: str
    chapters: tuple[Line, ...]


def sections(language: str) -> list[SectionLine]:
    """All sections with their chapters, and at the end chapters that are in none: four queries."""
    chapters: dict[int | None, list[str]] = {}
    for code, section in HSCode.objects.filter(code__regex=r"^..$").order_by("code").values_list("code", "section"):
        chapters.setdefault(section, []).append(code)
    shown = {line.code: line for line in lines([code for each in chapters.values() for code in each], language)}
    found = [
        SectionLine(
            row.key,
            *choose({code: text for code in LANGUAGES if (text := getattr(row, f"title_{code}"))}, language),
            tuple(shown[code] for code in chapters.get(row.pk, ())),
        )
        for row in HSSection.objects.all()
    ]
    if chapters.get(None):
        found.append(SectionLine("", "", language, tuple(shown[code] for code in chapters[None])))
    return found


@dataclass(frozen=True)
class CodePage:
    """A code with everything around it. ``path``: the codes above, the chapter first; ``titles`` by language."""

    line: Line
    section: SectionLine | None
    path: tuple[Line, ...]
    titles: tuple[tuple[str, str], ...]
    below: tuple[Line, ...]
    sets: tuple[HSSetCode, ...]
    tags: tuple[Tag, ...]
    questions: tuple[Question, ...]
    modules: tuple[Module, ...]
    courses: tuple[Course, ...]
    documents: tuple[Document, ...]


def code_page(person: Person, code: str, language: str) -> CodePage | None:
    """None for an unknown code. What it is used in: the person's own view of it; questions and modules for who teaches."""
    row = HSCode.objects.filter(code=code).first()
    if row is None:
        return None
    deeper = HSCode.objects.filter(code__regex=f"^{code}..$").order_by("code").values_list("code", flat=True)
    above = [code[:length] for length in (2, 4) if length < len(code)]
    below = list(deeper) if len(code) < 6 else []
    shown = {line.code: line for line in lines([code, *above, *below], language)}
    top = HSCode.objects.filter(code=code[:2]).select_related("section").first()
    section = None
    if top is not None and top.section is not None:
        titles = {each: text for each in LANGUAGES if (text := getattr(top.section, f"title_{each}"))}
        section = SectionLine(top.section.key, *choose(titles, language), ())
    tags = Tag.objects.filter(kind=TagKind.HS, key__in=[code, *above, shown[code].written])
    teaches = people_access.has_right(person, people_access.Right.TEACH)
    tagged = Q(tags__in=tags)
    return CodePage(
        line=shown[code],
        section=section,
        path=tuple(shown[each] for each in above if shown[each].title),
        titles=tuple((each, text) for each in LANGUAGES if (text := getattr(row, f"title_{each}"))),
        below=tuple(shown[each] for each in below),
        sets=tuple(HSSetCode.objects.filter(code=code).select_related("hs_set")),
        tags=tuple(tags),
        questions=tuple(_questions(code, tags)) if teaches else (),
        modules=tuple(visible_modules(person).filter(tagged).distinct().order_by("pk")[:MOST_USES]),
        courses=tuple(
            listed_courses(person)
            .filter(published__modules__module_version__module__tags__in=tags)
            .distinct()
            .order_by("pk")[:MOST_USES]
        ),
        documents=tuple(visible_documents(person).filter(tagged).distinct().order_by("pk")[:MOST_USES]),
    )


def _questions(code: str, tags: Iterable[Tag]) -> Iterable[Question]:
    asked = Q(hs_code=code) | Q(tags__in=tags)
    return Question.objects.filter(asked).distinct().order_by("pk")[:MOST_USES]


def published_sets() -> list[HSSet]:
    return list(HSSet.objects.order_by("name", "edition"))


@dataclass(frozen=True)
class SetPage:
    """A published list with its codes by tier."""

    hs_set: HSSet
    tiers: tuple[tuple[str, tuple[Line, ...]], ...]
    count: int


def set_page(key: str, language: str) -> SetPage | None:
    """None where there is no such list. Four queries."""
    found = HSSet.objects.filter(key=key).first()
    if found is None:
        return None
    rows = list(HSSetCode.objects.filter(hs_set=found).order_by("tier", "code"))
    shown = {line.code: line for line in lines([row.code for row in rows], language)}
    tiers: dict[str, list[Line]] = {}
    for row in rows:
        tiers.setdefault(row.tier, []).append(shown[row.code])
    return SetPage(found, tuple((tier, tuple(each)) for tier, each in tiers.items()), len(rows))
