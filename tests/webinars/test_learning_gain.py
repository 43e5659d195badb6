"""How much was learnt between the two tests: of those who took both, and of enough of them."""

from __future__ import annotations

import pytest

from people.models import Person
from quizzes.marking.gain import Gain
from tests.factories import make_person, make_quiz, make_survey, make_webinar
from tests.webinars.survey_forms import asked, fill, right, wrong
from webinars.actions.surveys import close_survey
from webinars.choices import SurveyKind
from webinars.models import Survey, Webinar
from webinars.queries.surveys import learning_gain, marks_of, survey_results

pytestmark = pytest.mark.django_db


def taken(webinar: Webinar, kind: str, marks: dict[Person, int], *, questions: int = 4) -> Survey:
    """A test in which each person had so many questions right, and left the last one out when it was wrong."""
    survey = make_survey(webinar, kind, make_quiz(questions), open_now=kind == SurveyKind.POST_TEST)
    for person, number in marks.items():
        answers = {
            question.pk: right(question) if place < number else wrong(question)
            for place, question in enumerate(asked(survey))
            if place < max(number, questions - 1)
        }
        assert fill(survey, person, answers) is None
    return survey


def test_only_those_who_took_both_tests_are_compared():
    people = [make_person() for _ in range(7)]
    webinar = make_webinar(attendees=people)
    taken(webinar, SurveyKind.PRE_TEST, dict(zip(people[:6], [0, 1, 1, 2, 1, 4], strict=True)))
    after = taken(webinar, SurveyKind.POST_TEST, dict(zip([*people[:5], people[6]], [2, 3, 3, 4, 3, 0], strict=True)))
    found = learning_gain(webinar)
    assert (found.took_before, found.took_after, found.is_final) == (6, 6, False)
    assert found.gain == Gain(people=5, before=25, after=75, gain=pytest.approx(2 / 3))
    close_survey(Survey.objects.get(kind=SurveyKind.PRE_TEST), by=make_person())
    close_survey(after, by=make_person())
    assert learning_gain(webinar).is_final


def test_four_people_say_nothing_and_give_no_mark_away():
    people = [make_person() for _ in range(4)]
    webinar = make_webinar(attendees=people)
    for kind in (SurveyKind.PRE_TEST, SurveyKind.POST_TEST):
        taken(webinar, kind, dict.fromkeys(people, 3))
    assert learning_gain(webinar).gain == Gain(people=4)


def test_without_both_tests_there_is_no_gain():
    person = make_person()
    webinar = make_webinar(attendees=[person])
    assert learning_gain(webinar) is None
    taken(webinar, SurveyKind.PRE_TEST, {person: 1})
    assert learning_gain(webinar) is None


def test_questions_weigh_as_many_points_as_they_have_and_opinions_nothing():
    person = make_person()
    webinar = make_webinar(attendees=[person])
    survey = make_survey(webinar, SurveyKind.POST_TEST, make_quiz(2), open_now=True)
    first, second = asked(survey)
    first.points = 3
    first.save()
    fill(survey, person, {first.pk: right(first), second.pk: wrong(second)})
    assert marks_of(survey) == {person.pk: 75}


def test_made_up_people_of_rehearsals_are_in_no_figure():
    person = make_person(is_rehearsal=True)
    webinar = make_webinar(attendees=[person])
    survey = taken(webinar, SurveyKind.PRE_TEST, {person: 2})
    assert marks_of(survey) == {}


def test_a_test_shows_the_mean_share_of_each_question():
    people = [make_person() for _ in range(2)]
    webinar = make_webinar(attendees=people)
    survey = taken(webinar, SurveyKind.POST_TEST, dict(zip(people, [1, 2], strict=True)), questions=3)
    assert [line.share for line in survey_results(survey).questions] == [1.0, 0.5, None]


@pytest.mark.parametrize("rows", [1, 3])
def test_results_take_a_constant_number_of_queries(rows: int, django_assert_num_queries: object):
    people = [make_person() for _ in range(rows)]
    webinar = make_webinar(attendees=people)
    taken(webinar, SurveyKind.PRE_TEST, dict.fromkeys(people, 1), questions=rows)
    survey = taken(webinar, SurveyKind.POST_TEST, dict.fromkeys(people, 1), questions=rows)
    with django_assert_num_queries(5):  # type: ignore[operator]
        survey_results(survey)
    with django_assert_num_queries(10):  # type: ignore[operator]
        learning_gain(webinar)
