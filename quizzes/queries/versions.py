"""Versions of a question, and what differs between two of them: by lines of label, language and text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.languages import LANGUAGES, active, choose
from quizzes.choices import FileUse, MarkRule, PartKind, QuestionKind
from quizzes.content import Accepted, ChoiceContent, PartContent, QuestionContent, Texts, from_json
from quizzes.models import Question, QuestionVersion

Key = tuple[object, ...]


@dataclass(frozen=True)
class Line:
    """One thing that a question says. ``language`` is "" for what is the same in all."""

    label: str
    language: str
    text: str


@dataclass(frozen=True)
class Change:
    """A line that is not the same in two versions; None where it is not there."""

    label: str
    language: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Step:
    """A version, and what it changed of the one before; no change for the first."""

    version: QuestionVersion
    changes: list[Change]
    is_first: bool


def versions_of(question: Question) -> QuerySet[QuestionVersion]:
    """Newest first, with who made them."""
    return QuestionVersion.objects.filter(question=question).select_related("made_by").order_by("-number")


def steps(versions: Iterable[QuestionVersion], before: QuestionVersion | None) -> list[Step]:
    """Each of ``versions`` (newest first) with what it changed; ``before`` is the one below the last."""
    rows = [*versions, before]
    found = []
    for version, older in pairwise(rows):
        assert version is not None
        found.append(Step(version, changes(older, version) if older is not None else [], older is None))
    return found


def changes(before: QuestionVersion, after: QuestionVersion) -> list[Change]:
    was, now = from_json(before.content), from_json(after.content)
    old, new = _lines(was), _lines(now)
    found = _moved(was.choices, now.choices)
    for key in [*new, *(key for key in old if key not in new)]:
        one, two = old.get(key), new.get(key)
        line = two or one
        assert line is not None
        if one is None or two is None or one.text != two.text:
            found.append(Change(line.label, line.language, _text(one), _text(two)))
    return found


def _moved(before: tuple[ChoiceContent, ...], after: tuple[ChoiceContent, ...]) -> list[Change]:
    """The choices in both, where they are in another order."""
    texts = {choice.id: choose(dict(choice.text), active())[0] for choice in after}
    both = texts.keys() & {choice.id for choice in before}
    one, two = ([choice.id for choice in choices if choice.id in both] for choices in (before, after))
    if one == two:
        return []
    return [Change(_("Order of the choices"), "", *(" · ".join(texts[each] for each in ids) for ids in (one, two)))]


def _text(line: Line | None) -> str | None:
    return line.text if line is not None else None


def lines(version: QuestionVersion) -> list[Line]:
    """All that a version says."""
    return list(_lines(from_json(version.content)).values())


def _lines(content: QuestionContent) -> dict[Key, Line]:
    return dict(_all(content))


def _all(content: QuestionContent) -> Iterator[tuple[Key, Line]]:
    yield _plain("kind", _("Kind"), QuestionKind(content.kind).label)
    yield from _texts(("text",), _("Question"), content.text)
    for number, choice in enumerate(content.choices, start=1):
        yield from _choice(("choice", choice.id), _("Choice %(number)d") % {"number": number}, choice)
    for number, part in enumerate(content.parts, start=1):
        yield from _part(number, part, content)
    yield from _accepted((), "", content.accepted)
    for number, unit in enumerate(content.units, start=1):
        yield _plain(("unit", unit.text), _("Unit %(number)d") % {"number": number}, f"{unit.text} × {unit.factor:g}")
    yield from _texts(("explanation",), _("Explanation, shown with the answer"), content.explanation)
    yield from _texts(("low",), _("Label of the low end"), content.low_label)
    yield from _texts(("high",), _("Label of the high end"), content.high_label)
    for file in content.files:
        yield _plain(("file", file.id), FileUse(file.use).label, file.name or str(file.id))
        yield from _texts(("alt", file.id), f"{file.name}: {_('What the picture shows')}", file.alt)
    for name, label, value in (
        ("low", _("From"), content.low),
        ("high", _("To"), content.high),
        ("key", _("Right number"), content.key_number),
        ("tolerance", _("Tolerance"), content.tolerance or None),
        ("hs", _("Right HS code"), content.hs_code or None),
        ("most", _("At most"), content.max_choices),
        ("points", _("Points"), content.points),
        ("rule", _("Marks"), MarkRule(content.mark_rule).label),
        ("case", _("Capitals matter"), _yes(content.case_matters)),
        ("order", _("The choices keep their order"), _yes(content.keeps_order)),
        ("name", _("Name in the bank"), content.name or None),
        ("source", _("Written in"), content.source_language),
    ):
        if value is not None:
            yield _plain(name, label, f"{value:g}" if isinstance(value, float) else str(value))


def _plain(key: object, label: object, text: object) -> tuple[Key, Line]:
    return ("plain", key), Line(str(label), "", str(text))


def _yes(value: bool) -> str | None:
    return _("Yes") if value else None


def _texts(key: Key, label: str, texts: Texts) -> Iterator[tuple[Key, Line]]:
    for language in LANGUAGES:
        if texts.get(language):
            yield (*key, language), Line(label, language, texts[language])


def _choice(key: Key, label: str, choice: ChoiceContent) -> Iterator[tuple[Key, Line]]:
    yield from _texts((*key, "text"), label, choice.text)
    yield from _texts((*key, "feedback"), f"{label}: {_('Feedback')}", choice.feedback)
    if choice.is_right:
        yield (*key, "right"), Line(f"{label}: {_('Right')}", "", _("Yes"))
    if choice.share is not None:
        yield (*key, "share"), Line(f"{label}: {_('Share of the mark')}", "", f"{choice.share * 100:g} %")
    if choice.area is not None:
        coords = " ".join(f"{each * 100:g}" for each in choice.area.coords)
        yield (*key, "area"), Line(f"{label}: {_('Area')}", "", f"{choice.area.shape} {coords}")


PARTS: Mapping[str, str] = {PartKind.STEM: "Pair %(number)d", PartKind.CRITERION: "Criterion %(number)d"}


def _part(number: int, part: PartContent, content: QuestionContent) -> Iterator[tuple[Key, Line]]:
    label = _(PARTS.get(part.kind, "Gap %(number)d")) % {"number": number}
    key: Key = ("part", part.id)
    yield (*key, "kind"), Line(label, "", str(PartKind(part.kind).label))
    yield from _texts((*key, "text"), label, part.text)
    if part.match is not None and part.match <= len(content.choices):
        matched = _("Choice %(number)d") % {"number": part.match}
        yield (*key, "match"), Line(f"{label}: {_('Belongs to')}", "", matched)
    for place, choice in enumerate(part.choices, start=1):
        name = _("Level %(number)d") if part.kind == PartKind.CRITERION else _("Choice %(number)d")
        yield from _choice((*key, choice.id), f"{label}: {name % {'number': place}}", choice)
    yield from _accepted(key, f"{label}: ", part.accepted)
    if part.weight != 1:
        yield (*key, "weight"), Line(f"{label}: {_('Weight')}", "", f"{part.weight:g}")


def _accepted(key: Key, label: str, accepted: Iterable[Accepted]) -> Iterator[tuple[Key, Line]]:
    for number, each in enumerate(accepted, start=1):
        own = label + _("Accepted answer %(number)d") % {"number": number}
        tolerance = f" ± {each.tolerance:g}" if each.tolerance else ""
        text = each.text if each.number is None else f"{each.number:g}{tolerance}"
        share = "" if each.share == 1 else f" ({each.share * 100:g} %)"
        yield (*key, "accepted", each.id), Line(own, each.language, text + share)
        yield from _texts((*key, "why", each.id), f"{own}: {_('Feedback')}", each.feedback)
