"""From what a GIFT file says to questions of ours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from quizzes.choices import MarkRule, PartKind, QuestionKind
from quizzes.content import Accepted, ChoiceContent, PartContent, QuestionContent, Texts
from quizzes.importers.gift.parse import parse
from quizzes.importers.gift.tree import Answer, Fault, Item, Number, Type, Written
from quizzes.importers.letters import text_of
from quizzes.importers.reading import ReadQuestion, left_out
from quizzes.importers.texts import Texts6
from quizzes.importers.true_false import FALSE, TRUE

NEARLY = 0.01
"""Three times 33.3 % is the full mark."""
EXACT = 2e-5
_ROOTS = ("$course$", "$module$", "$system$", "$cat$", "top")


def read(data: bytes, language: str) -> Iterator[ReadQuestion]:
    category: tuple[str, ...] = ()
    for item in parse(text_of(data)):
        if isinstance(item, Fault):
            yield left_out(f"{item.line}", "import.left_out.syntax", line=item.line, found=item.found)
        elif item.type == Type.CATEGORY:
            category = path_of(item.title or "")
        else:
            yield _question(item, language, category)


def path_of(written: str) -> tuple[str, ...]:
    """``$course$/top/A/B``: from the outermost in. A slash within a name is doubled."""
    steps = [step.replace("\x00", "/").strip() for step in written.replace("//", "\x00").split("/")]
    while steps and (not steps[0] or steps[0] in _ROOTS):
        steps.pop(0)
    return tuple(step[:120] for step in steps if step)


def _question(item: Item, language: str, category: tuple[str, ...]) -> ReadQuestion:
    label = " ".join((item.title or item.stem.text or str(item.line)).split())[:200]
    if item.type == Type.DESCRIPTION:
        return left_out(label, "import.left_out.description")
    texts = Texts6(_all_texts(item), language)
    text = _taken(texts, item.stem)
    if not text:
        return left_out(label, "import.left_out.no_text")
    content = QuestionContent(
        kind="",
        text=text,
        explanation=_taken(texts, item.general_feedback),
        name=" ".join((item.title or "").split())[:200],
        source_language=texts.main(text),
    )
    made = _MAKERS[item.type](item, texts, content)
    return ReadQuestion(
        label=label,
        content=made,
        key=item.id or "",
        notes=tuple(texts.notes.values()),
        category=category,
        tags=item.tags,
    )


def _all_texts(item: Item) -> Iterator[str]:
    written = [item.stem, item.general_feedback, item.first_feedback, item.second_feedback]
    written += [text for answer in item.answers for text in (answer.text, answer.feedback)]
    written += [pair.stem for pair in item.pairs]
    yield from (each.text for each in written if each is not None)
    yield from (pair.answer for pair in item.pairs)


def _taken(texts: Texts6, written: Written | None) -> Texts:
    return {} if written is None else texts.take(written.text, written.format)


def _with(content: QuestionContent, kind: str, **fields: object) -> QuestionContent:
    return QuestionContent(**{**content.__dict__, "kind": str(kind), **fields})


def _essay(item: Item, texts: Texts6, content: QuestionContent) -> QuestionContent:
    return _with(content, QuestionKind.ESSAY)


def _true_false(item: Item, texts: Texts6, content: QuestionContent) -> QuestionContent:
    """As Moodle has it, the first feedback is for those who are wrong, the second for those who are right."""
    wrong, right = _taken(texts, item.first_feedback), _taken(texts, item.second_feedback)
    true, false = (right, wrong) if item.is_true else (wrong, right)
    choices = (
        ChoiceContent(_words(TRUE, content.text), true, item.is_true),
        ChoiceContent(_words(FALSE, content.text), false, not item.is_true),
    )
    return _with(content, QuestionKind.TRUE_FALSE, choices=choices)


def _words(words: Texts, text: Texts) -> Texts:
    return {language: word for language, word in words.items() if language in text}


def _short(item: Item, texts: Texts6, content: QuestionContent) -> QuestionContent:
    accepted = []
    for answer in item.answers:
        taken = {
            language: " ".join(text.split())
            for language, text in texts.words(answer.text.text, answer.text.format).items()
        }
        same = len(set(taken.values())) == 1
        share = _share(answer, 1)
        feedback = _taken(texts, answer.feedback)
        for language, text in taken.items():
            accepted.append(Accepted(text[:500], "" if same else language, share=max(0.0, share), feedback=feedback))
            if same:
                break
    best = max((each.share for each in accepted), default=0)
    if 0 < best < 1 - NEARLY:
        texts.note("import.note.grades_scaled")
        accepted = [Accepted(**{**each.__dict__, "share": each.share / best}) for each in accepted]
    return _with(content, QuestionKind.SHORT_TEXT, accepted=tuple(accepted))


def _numerical(item: Item, texts: Texts6, content: QuestionContent) -> QuestionContent:
    accepted = []
    for answer in item.answers:
        feedback = _taken(texts, answer.feedback)
        if answer.number is None:
            for text in list(feedback.values())[:1]:
                texts.note("import.note.wildcard_wrong", text=text[:200])
            continue
        number, tolerance = _middle(answer.number)
        share = min(1.0, max(0.0, _share(answer, 1)))
        accepted.append(Accepted(number=number, tolerance=tolerance, share=share, feedback=feedback))
    full = next((each for each in accepted if each.share >= 1 - NEARLY), None)
    if full is None:
        return _with(content, QuestionKind.NUMERIC, accepted=tuple(accepted))
    others = [each for each in accepted if each is not full or full.feedback]
    return _with(
        content,
        QuestionKind.NUMERIC,
        key_number=full.number,
        tolerance=full.tolerance,
        accepted=tuple(others),
    )


def _middle(number: Number) -> tuple[float, float]:
    """The middle of a range and half of its width, reckoned in decimals: 3.141 to 3.142 is 3.1415 and 0.0005."""
    if number.low is None or number.high is None:
        return number.value, number.tolerance or 0.0
    low, high = Decimal(repr(number.low)), Decimal(repr(number.high))
    return float((low + high) / 2), float((high - low) / 2)


def _matching(item: Item, texts: Texts6, content: QuestionContent) -> QuestionContent:
    choices: list[Texts] = []
    parts = []
    for pair in item.pairs:
        answer = texts.take(pair.answer, "markdown" if pair.stem.format == "markdown" else "moodle")
        if answer not in choices:
            choices.append(answer)
        stem = _taken(texts, pair.stem)
        if stem:
            parts.append(PartContent(PartKind.STEM.value, stem, match=choices.index(answer) + 1))
    return _with(
        content, QuestionKind.MATCHING, choices=tuple(ChoiceContent(each) for each in choices), parts=tuple(parts)
    )


def _multiple_choice(item: Item, texts: Texts6, content: QuestionContent) -> QuestionContent:
    """With an answer that is right (``=``) it is one to be chosen, else several that have shares, as in Moodle."""
    rights = [answer for answer in item.answers if answer.is_right]
    shares = [_share(answer, 1 if answer.is_right else 0) for answer in item.answers]
    is_single = bool(rights) or not any(share > 0 for share in shares)
    simple = is_single and len(rights) <= 1 and shares == [float(answer.is_right) for answer in item.answers]
    if not simple:
        shares = _scaled(shares, texts, several=not is_single)
    by_shares = not simple and (is_single or not _is_difference(shares))
    choices = tuple(
        ChoiceContent(
            _taken(texts, answer.text),
            _taken(texts, answer.feedback),
            share >= 1 - NEARLY if is_single else share > 0,
            share=share if by_shares else None,
        )
        for answer, share in zip(item.answers, shares, strict=True)
    )
    rule = MarkRule.SHARES if by_shares else MarkRule.DIFFERENCE
    kind = QuestionKind.SINGLE if is_single else QuestionKind.MULTIPLE
    return _with(content, kind, choices=choices, mark_rule=rule.value)


def _share(answer: Answer, default: float) -> float:
    """A percentage that is nearly a simple fraction is that: 33.333 % is a third."""
    if answer.weight is None:
        return default
    share = min(1.0, max(-1.0, answer.weight / 100))
    simple = float(Fraction(share).limit_denominator(20))
    return simple if abs(simple - share) < EXACT else share


def _scaled(shares: list[float], texts: Texts6, *, several: bool) -> list[float]:
    """The shares such that the full mark can be had: what is gained together, or the best of them, is 1."""
    gains = [share for share in shares if share > 0]
    whole = sum(gains) if several else max(gains, default=0)
    if not gains or abs(whole - 1) < 1e-9:
        return shares
    if abs(whole - 1) > NEARLY:
        texts.note("import.note.grades_scaled")
    return [share / whole if share > 0 else share for share in shares]


def _is_difference(shares: list[float]) -> bool:
    """Whether each right one gains as much as each other, and each wrong one costs the same: our own rule."""
    gains, losses = [each for each in shares if each > 0], [each for each in shares if each <= 0]
    part = 1 / len(gains)
    return all(abs(each - part) < 1e-4 for each in gains) and all(abs(each + part) < 1e-4 for each in losses)


_MAKERS = {
    Type.ESSAY: _essay,
    Type.TRUE_FALSE: _true_false,
    Type.SHORT: _short,
    Type.NUMERICAL: _numerical,
    Type.MATCHING: _matching,
    Type.MULTIPLE_CHOICE: _multiple_choice,
}
