"""What the room shows: views that the welcome holds and events replace, whole, by id."""

from __future__ import annotations

from webinars.protocol.values import (
    ActivityKindCode,
    ActivityStateCode,
    AnswerResponse,
    AskedStateCode,
    Id,
    Instant,
    Language,
    LocalText,
    PersonView,
    QualityCode,
    QuestionKindCode,
    RightCode,
    RoleCode,
    Strict,
)


class PageView(Strict):
    """One page of a deck: two images, and the page's own text as their alternative.

    ``lang`` is the language it is in: the reader's, or the fallback's where theirs has no such page.
    """

    position: int
    lang: Language
    small: str
    large: str
    width: int
    height: int
    text: str


class PagesView(Strict):
    """What ``DeckView.pages_url`` answers over HTTP: every position that exists, in order."""

    deck: Id
    page_count: int
    pages: list[PageView]


class DeckView(Strict):
    """A deck: how many pages, and the languages it exists in. Pages are fetched by ``pages_url`` + ``?language=``."""

    id: Id
    title: LocalText
    page_count: int
    languages: list[Language]
    pages_url: str


class StageView(Strict):
    """What everybody sees. ``by`` is who turned the page last; ``controller`` who has the controls."""

    state: str
    live_from: Instant | None
    live_until: Instant | None
    current_item: Id | None
    deck: DeckView | None
    page: int
    by: PersonView | None
    controller: PersonView | None
    chat_open: bool
    slow_mode_seconds: int
    moderate_questions: bool


class AgendaItemView(Strict):
    id: Id
    position: int
    kind: str
    title: LocalText
    planned_minutes: int
    started_at: Instant | None
    ended_at: Instant | None
    deck: Id | None


class ChoiceView(Strict):
    """``is_right`` and ``feedback`` come with the reveal; to the team always."""

    id: Id
    text: LocalText
    is_right: bool | None = None
    feedback: LocalText | None = None


class QuestionView(Strict):
    """``explanation``, ``key_number`` and ``tolerance`` come with the reveal; to the team always.

    A number is right within ``tolerance`` of ``key_number``.
    """

    kind: QuestionKindCode
    text: LocalText
    choices: list[ChoiceView]
    low: float | None
    high: float | None
    low_label: LocalText | None
    high_label: LocalText | None
    max_choices: int | None
    has_key: bool
    explanation: LocalText | None = None
    key_number: float | None = None
    tolerance: float | None = None


class ChoiceCount(Strict):
    """``count``: people who chose it; in a ranking, who put it first. ``mean_rank``: 1 is best."""

    id: Id
    count: int
    mean_rank: float | None = None


class ValueCount(Strict):
    """Scale: a value; numeric: a bin from ``value`` to ``until``."""

    value: float
    until: float | None = None
    count: int


class WordCount(Strict):
    word: str
    count: int


class TextView(Strict):
    """An open answer. ``lang`` is the language its writer was reading in."""

    text: str
    lang: Language


class ResultsView(Strict):
    """Figures of an activity. Shares are of ``answered``, which counts people, never ticks."""

    answered: int
    choices: list[ChoiceCount] = []
    values: list[ValueCount] = []
    mean: float | None = None
    median: float | None = None
    words: list[WordCount] = []
    texts: list[TextView] = []


class CountryMark(Strict):
    """A line of a live quiz's board: countries with five people and more. ``mean``: percent of the marks to be had."""

    country: str
    people: int
    mean: float


class ActivityView(Strict):
    """An activity. ``of`` is the number of questions of its quiz, ``position`` the place among them.

    ``answered`` counts people. ``results`` are there once revealed, or while open with ``live_results``; the team always
    has them. ``board`` is there once revealed. ``speed_points``: half of the points are for speed.
    """

    id: Id
    kind: ActivityKindCode
    state: ActivityStateCode
    agenda_item: Id | None
    question: QuestionView
    quiz: Id | None
    quiz_title: LocalText | None
    position: int
    of: int
    anonymous: bool
    live_results: bool
    speed_points: bool
    seconds: int | None
    opened_at: Instant | None
    closes_at: Instant | None
    answered: int
    results: ResultsView | None = None
    board: list[CountryMark] = []


class AskedView(Strict):
    """A question to the trainers. ``author`` is null when the name is hidden; the team sees it in neither case."""

    id: Id
    text: str
    lang: Language
    author: PersonView | None
    country: str
    state: AskedStateCode
    votes: int
    asked_at: Instant


class MessageView(Strict):
    """A chat message. A removed one has no text."""

    id: Id
    channel: str
    author: PersonView
    role: RoleCode | None
    text: str
    lang: Language
    sent_at: Instant
    removed: bool


class HandView(Strict):
    person: PersonView
    language: Language
    state: str
    raised_at: Instant


class CompanionView(Strict):
    id: Id
    name: str
    country: str


class StandingView(Strict):
    """One's own standing in a live quiz. ``mark`` and ``max_mark`` in points, over the questions revealed so far."""

    quiz: Id
    mark: float
    max_mark: float
    right: int
    questions: int


class TeamMemberView(Strict):
    person: PersonView
    roles: list[RoleCode]
    spoken_language: str


class PersonLine(Strict):
    """A line of the people list. ``companions``: how many more are at the same screen."""

    person: PersonView
    language: Language
    quality: QualityCode
    roles: list[RoleCode]
    companions: int
    muted: bool
    extra_percent: int


class PeopleView(Strict):
    people: list[PersonLine]
    total: int
    poor: int


class MineView(Strict):
    """What is this person's own: nobody else is sent it.

    ``questions``: those that the room does not see, because they wait for approval or were declined.
    """

    answers: dict[int, AnswerResponse]
    answered: list[Id]
    votes: list[Id]
    questions: list[AskedView]
    hand: HandView | None = None
    muted: bool
    extra_percent: int
    companions: list[CompanionView]


class YouView(Strict):
    person: PersonView
    language: Language
    roles: list[RoleCode]
    rights: list[RightCode]


class SittingView(Strict):
    webinar: LocalText
    webinar_slug: str
    description: LocalText
    region: LocalText | None
    position: int
    of: int
    starts_at: Instant
    ends_at: Instant
    time_zone: str
    is_rehearsal: bool


class RoomView(Strict):
    """The whole room, as everybody in it may see it."""

    id: Id
    sitting: SittingView
    stage: StageView
    agenda: list[AgendaItemView]
    activities: list[ActivityView]
    questions: list[AskedView]
    messages: list[MessageView]
    team: list[TeamMemberView]


class NotesView(Strict):
    item: Id
    notes: str


class TeamRoomView(Strict):
    """What only the team sees: prepared activities, questions to approve, team chat, hands, notes."""

    activities: list[ActivityView]
    questions: list[AskedView]
    messages: list[MessageView]
    hands: list[HandView]
    notes: list[NotesView]
