"""After an evaluation closes, nothing in the database leads from an answer to a person, nor from one answer to another."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.models import AuditEntry
from people.models import Person
from tests.factories import make_person, make_survey, make_webinar
from tests.webinars.survey_forms import Said, asked, fill, form_of
from webinars.actions.surveys import close_survey
from webinars.anonymity import large_groups
from webinars.choices import SurveyKind
from webinars.models import Survey, SurveyAnswer, SurveyParticipation
from webinars.queries.surveys import Hidden, evaluation_results, own_voter

pytestmark = pytest.mark.django_db


def evaluated(*languages: str) -> tuple[Survey, dict[Person, str]]:
    """An open evaluation that one person of each language filled in: everybody something of their own."""
    people = [make_person() for _ in languages]
    survey = make_survey(make_webinar(attendees=people), quiz=form_of("scale", "single", "open_text"), open_now=True)
    scale, single, text = asked(survey)
    choices = list(single.choices.order_by("position"))
    said = {}
    for number, (person, language) in enumerate(zip(people, languages, strict=True)):
        said[person] = f"Opinion {number}"
        responses = {
            scale.pk: Said(number=number % 5 + 1),
            single.pk: Said(choices=[choices[number % 4].pk]),
            text.pk: Said(text=said[person]),
        }
        assert fill(survey, person, responses, language) is None
    return survey, said


def closed(*languages: str) -> Survey:
    survey, _ = evaluated(*languages)
    return close_survey(survey, by=make_person())


def test_an_open_answer_holds_no_person():
    evaluated("en", "fr", "ar")
    assert set(SurveyAnswer.objects.values_list("person", flat=True)) == {None}
    assert SurveyAnswer.objects.values("voter").distinct().count() == 3


def test_closing_keeps_every_answer_and_who_took_part():
    survey, said = evaluated(*["en"] * 12)
    close_survey(survey, by=make_person())
    texts = SurveyAnswer.objects.filter(question__kind="open_text").values_list("response", flat=True)
    assert sorted(json.loads(text)["text"] for text in texts) == sorted(said.values())
    assert SurveyAnswer.objects.count() == 36
    assert set(SurveyParticipation.objects.values_list("person", flat=True)) == {person.pk for person in said}


def test_after_closing_nothing_in_the_database_leads_to_a_person():
    survey, said = evaluated(*["en"] * 12)
    key = bytes(Survey.objects.get().answer_key)
    before = set(SurveyAnswer.objects.values_list("pk", "voter"))
    close_survey(survey, by=make_person())
    everything = [
        (model._meta.label, str(value))
        for model in apps.get_models()
        for row in model._default_manager.values()
        for value in row.values()
        if value not in (None, "")
    ]
    traces = {key.hex(), str(key), *(voter for _, voter in before)}
    traces |= {hmac.new(key, str(person.pk).encode(), hashlib.sha256).hexdigest() for person in said}
    assert [(table, value) for table, value in everything if any(trace in value for trace in traces)] == []
    assert {pk for pk, _ in before} & set(SurveyAnswer.objects.values_list("pk", flat=True)) == set()


def test_after_closing_no_answer_leads_to_another_of_the_same_person():
    """36 rows, 36 words; and neither their order nor that of their words is that in which people came."""
    survey, said = evaluated(*["en"] * 40)
    close_survey(survey, by=make_person())
    rows = SurveyAnswer.objects.order_by("pk")
    assert rows.values("voter").distinct().count() == rows.count() == 120
    order = list(said.values())

    def texts(by: str) -> list[str]:
        found = SurveyAnswer.objects.filter(question__kind="open_text").order_by(by).values_list("response", flat=True)
        return [json.loads(text)["text"] for text in found]

    assert order not in (texts("pk"), texts("pk")[::-1], texts("voter"))
    kinds = list(rows.values_list("question__kind", flat=True))
    assert kinds != sorted(kinds), (
        "questions lie mixed: rows of one question do not stand in the same order as another's"
    )


def test_nothing_written_leads_to_what_was_said():
    survey, said = evaluated(*["en"] * 6)
    close_survey(survey, by=make_person())
    trail = " ".join(json.dumps(entry.details) for entry in AuditEntry.objects.all())
    assert [text for text in said.values() if text in trail] == []
    assert AuditEntry.objects.get(verb="survey.closed").details["people"] == 6


def test_a_tick_keeps_its_language_only_where_five_read_it_and_the_others_are_enough():
    closed(*["en"] * 7, *["fr"] * 5, *["ar"] * 2, *["ru"] * 3)
    ticks = SurveyAnswer.objects.exclude(question__kind="open_text").values_list("language", flat=True)
    assert Counter(ticks) == {"en": 14, "fr": 10, "": 10}
    texts = SurveyAnswer.objects.filter(question__kind="open_text").values_list("language", flat=True)
    assert Counter(texts) == {"en": 7, "fr": 5, "ar": 2, "ru": 3}


def test_one_reader_of_a_language_takes_another_language_along():
    closed(*["en"] * 7, *["fr"] * 5, "ar")
    ticks = SurveyAnswer.objects.exclude(question__kind="open_text").values_list("language", flat=True)
    assert Counter(ticks) == {"en": 14, "": 12}


def test_after_closing_nobody_can_ask_for_ones_own_answers():
    survey = closed(*["en"] * 5)
    with pytest.raises(ValueError, match="no longer knows"):
        own_voter(survey, 1)


def test_the_database_refuses_a_key_that_outlives_the_opening():
    survey = make_survey(make_webinar(), open_now=True)
    test = make_survey(make_webinar(), SurveyKind.POST_TEST, open_now=True)
    for row, change in ((survey, {"closed_at": survey.opens_at}), (test, {"answer_key": b"k" * 32})):
        with pytest.raises(IntegrityError), transaction.atomic():
            Survey.objects.filter(pk=row.pk).update(**change)


def test_nothing_of_an_open_evaluation_is_shown():
    survey, _said = evaluated(*["en"] * 9)
    shown = evaluation_results(survey.webinar)
    assert (shown.hidden, shown.filled_in) == (Hidden.OPEN, 9)
    assert [(line.results, line.languages, line.share) for line in shown.questions] == [(None, (), None)] * 3
    assert "Opinion" not in repr(shown)


def test_nothing_of_fewer_than_five_people_is_shown():
    survey = closed("en", "en", "en", "fr")
    shown = evaluation_results(survey.webinar)
    assert (shown.hidden, [line.results for line in shown.questions]) == (Hidden.FEW, [None] * 3)
    assert "Opinion" not in repr(shown)


def test_a_question_that_few_answered_is_hidden_beside_others_that_are_shown():
    survey, said = evaluated(*["en"] * 6)
    scale, _single, text = asked(survey)
    for person in list(said)[:2]:
        fill(survey, person, {scale.pk: Said(number=3), text.pk: Said(text="Short")})
    close_survey(survey, by=make_person())
    shown = evaluation_results(survey.webinar)
    assert shown.hidden is None
    assert [line.hidden for line in shown.questions] == [None, Hidden.FEW, None]


def test_results_by_question_and_language():
    survey = closed(*["en"] * 6, *["fr"] * 5, *["ar"] * 5)
    scale, single, text = evaluation_results(survey.webinar).questions
    assert (scale.results.answered, [line.count for line in scale.results.values]) == (16, [4, 3, 3, 3, 3])
    assert [(line.language, line.results.answered) for line in scale.languages] == [("en", 6), ("fr", 5), ("ar", 5)]
    assert sum(line.results.answered for line in single.languages) == single.results.answered == 16
    assert (len(text.results.texts), text.languages) == (16, ())


def test_texts_are_shown_in_another_order_each_time():
    survey = closed(*["en"] * 40)
    first, second = (
        [text.text for text in evaluation_results(survey.webinar).questions[2].results.texts] for _ in range(2)
    )
    assert first != second
    assert sorted(first) == sorted(second)


@given(st.dictionaries(st.text(max_size=2), st.integers(0, 12), max_size=7))
def test_no_group_told_apart_and_no_rest_is_small(counts: dict[str, int]):
    kept = large_groups(counts)
    rest = sum(number for group, number in counts.items() if group not in kept)
    assert all(counts[group] >= 5 for group in kept)
    assert rest == 0 or rest >= 5 or not kept
