"""Rights in one webinar, and the only ways to fetch one: fetching is checking.

Strangers get 404 (:class:`core.access.Unknown`); a member of the webinar who lacks the right gets 403
(:class:`core.access.Insufficient`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from core.access import Insufficient, Unknown
from core.actions import Refused
from courses.models import Deck
from people import access as people_access
from people.choices import Role
from people.models import Administration, Person
from webinars.choices import (
    ChatChannel,
    RegistrationMode,
    RegistrationSource,
    RegistrationState,
    RoomState,
    WebinarRole,
    WebinarState,
)
from webinars.models import (
    Activity,
    AgendaItem,
    AskedQuestion,
    ChatMessage,
    Mail,
    Registration,
    Room,
    Sitting,
    TeamMember,
    Webinar,
)


class Right(StrEnum):
    """What a person may do in one webinar."""

    SEE = "see"
    """See the webinar's page, and one's own place in it or that one might have."""

    ENTER = "enter"
    """Enter its rooms, answer, ask, chat, raise a hand."""

    BACKSTAGE = "backstage"
    """Open the console: team chat, notes, people list, live results before they are shown."""

    PRESENT = "present"
    """Turn pages, start agenda items, open, close and reveal activities, take the controls."""

    MODERATE = "moderate"
    """Approve questions, remove messages, mute, give the floor, set slow mode."""

    HOST = "host"
    """Start and end a sitting, hand the controls to somebody, give extra time."""

    EDIT = "edit"
    """Change the webinar, its sittings, agenda, team and registrations."""

    SEE_ATTENDANCE = "see_attendance"
    """See who was there and for how long, with the counts."""

    CORRECT_ATTENDANCE = "correct_attendance"
    """Sign a correction of a person's attendance."""


VISITOR: frozenset[Right] = frozenset({Right.SEE})
"""Rights of those who may come to a place, or who had one."""

ATTENDEE: frozenset[Right] = frozenset({Right.SEE, Right.ENTER})
TEAM: dict[WebinarRole, frozenset[Right]] = {
    WebinarRole.HOST: frozenset(Right),
    WebinarRole.CO_HOST: frozenset(Right) - {Right.CORRECT_ATTENDANCE, Right.EDIT},
    WebinarRole.PRESENTER: ATTENDEE | {Right.BACKSTAGE, Right.PRESENT, Right.MODERATE},
    WebinarRole.INTERPRETER: ATTENDEE | {Right.BACKSTAGE},
    WebinarRole.MODERATOR: ATTENDEE | {Right.BACKSTAGE, Right.MODERATE},
}
PLANNER: frozenset[Right] = frozenset(Right)
"""Rights of programme managers and administrators in every webinar."""

FOR_PEOPLE = (WebinarState.ANNOUNCED, WebinarState.CANCELLED)
"""Webinars that exist for others than planners and the team. A draft and a template are nothing to anybody else."""


def rights_in(person: Person, webinar: Webinar) -> frozenset[Right]:
    """The person's rights in ``webinar``; empty for a stranger."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    if people_access.has_right(person, people_access.Right.PLAN):
        return PLANNER
    roles = TeamMember.objects.filter(webinar=webinar, person=person).values_list("role", flat=True)
    rights: frozenset[Right] = frozenset().union(*(TEAM[WebinarRole(role)] for role in roles))
    if rights or webinar.state not in FOR_PEOPLE:
        return rights
    state = Registration.objects.filter(webinar=webinar, person=person).values_list("state", flat=True).first()
    if state == RegistrationState.CONFIRMED:
        return ATTENDEE
    return VISITOR if state or may_come(person, webinar) else frozenset()


def may_come(person: Person, webinar: Webinar) -> bool:
    """Whether somebody without a registration may see the webinar, to ask for a place or, as a coordinator, to nominate."""
    if webinar.state not in FOR_PEOPLE:
        return False
    if webinar.is_public or webinar.registration_mode in (RegistrationMode.OPEN, RegistrationMode.APPROVAL):
        return True
    if webinar.registration_mode != RegistrationMode.NOMINATION:
        return False
    if not people_access.has_right(person, people_access.Right.COORDINATE):
        return False
    regions = set(webinar.regions.values_list("pk", flat=True))
    own = set(person.grants.filter(administration__isnull=False).values_list("administration__region", flat=True))
    return not regions or bool(regions & own)


def rights_by_room(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], frozenset[Right]]:
    """What :func:`rights_in` says of many (person, room), in four queries; accounts are taken to be active."""
    rooms = Room.objects.filter(pk__in={room for _, room in pairs}).select_related("sitting__webinar")
    open_rooms = [room for room in rooms if not is_shut(room)]
    webinars = {room.pk: room.sitting.webinar_id for room in open_rooms}
    for_people = {room.sitting.webinar_id for room in open_rooms if room.sitting.webinar.state in FOR_PEOPLE}
    people = {person for person, _ in pairs}
    planners = people_access.people_with(people_access.Right.PLAN, people)
    inside = {"webinar__in": set(webinars.values()), "person__in": people}
    team: dict[tuple[int, int], frozenset[Right]] = {}
    for person, webinar, role in TeamMember.objects.filter(**inside).values_list("person", "webinar", "role"):
        team[person, webinar] = team.get((person, webinar), frozenset()) | TEAM[WebinarRole(role)]
    registered = set(Registration.objects.placed().filter(**inside).values_list("person", "webinar"))
    rights = {}
    for person, room in pairs:
        place = (person, webinars.get(room, 0))
        is_placed = place in registered and place[1] in for_people
        own = team.get(place) or (ATTENDEE if is_placed else frozenset())
        rights[person, room] = frozenset() if room not in webinars else PLANNER if person in planners else own
    return rights


def roles_in(person: Person, webinar: Webinar) -> list[WebinarRole]:
    roles = TeamMember.objects.filter(webinar=webinar, person=person).values_list("role", flat=True)
    return [WebinarRole(role) for role in roles]


def check(person: Person, webinar: Webinar, right: Right) -> frozenset[Right]:
    """All rights of the person in the webinar, if ``right`` is one of them."""
    rights = rights_in(person, webinar)
    if not rights:
        raise Unknown
    if right not in rights:
        raise Insufficient(right)
    return rights


SHOWN_AS_OWN = (
    RegistrationState.INVITED,
    RegistrationState.REQUESTED,
    RegistrationState.NOMINATED,
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
)
"""Registrations that put a webinar into a person's own list."""


def visible_webinars(person: Person) -> QuerySet[Webinar]:
    """Webinars that the person is in; all of them for those who plan. Templates are in no list but their own."""
    if people_access.has_right(person, people_access.Right.PLAN):
        return Webinar.objects.exclude(state=WebinarState.TEMPLATE)
    registrations = Registration.objects.filter(person=person, state__in=SHOWN_AS_OWN)
    team = TeamMember.objects.filter(person=person)
    own = Webinar.objects.exclude(state=WebinarState.TEMPLATE)
    return own.filter(
        Q(pk__in=team.values("webinar")) | Q(pk__in=registrations.values("webinar"), state__in=FOR_PEOPLE)
    )


def get_webinar(person: Person, slug: str, right: Right) -> Webinar:
    webinar = Webinar.objects.filter(slug=slug).first()
    if webinar is None:
        raise Unknown
    check(person, webinar, right)
    return webinar


def get_sitting(person: Person, sitting_id: int, right: Right) -> Sitting:
    sitting = Sitting.objects.select_related("webinar").filter(pk=sitting_id).first()
    if sitting is None:
        raise Unknown
    check(person, sitting.webinar, right)
    return sitting


def is_shut(room: Room) -> bool:
    """Whether the room lets nobody in: it had not begun when its webinar was cancelled, or belongs to a template."""
    sitting = room.sitting
    if sitting.is_rehearsal:
        return False
    if sitting.webinar.state == WebinarState.TEMPLATE:
        return True
    return sitting.webinar.state == WebinarState.CANCELLED and room.state == RoomState.LOBBY


def _refuse_shut(room: Room) -> None:
    if is_shut(room):
        raise Refused("room.shut")


def enter_room(person: Person, room_id: int) -> tuple[Room, frozenset[Right]]:
    """The room and all of the person's rights in it, for the one who comes in. Refuses ``room.shut``."""
    room = Room.objects.select_related("sitting__webinar").filter(pk=room_id).first()
    if room is None:
        raise Unknown
    rights = check(person, room.sitting.webinar, Right.ENTER)
    _refuse_shut(room)
    return room, rights


def get_room(person: Person, room_id: int, right: Right) -> Room:
    room = Room.objects.select_related("sitting__webinar").filter(pk=room_id).first()
    if room is None:
        raise Unknown
    check(person, room.sitting.webinar, right)
    _refuse_shut(room)
    return room


def item_of(room: Room, item_id: int) -> AgendaItem:
    item = AgendaItem.objects.filter(sitting_id=room.sitting_id, pk=item_id).first()
    if item is None:
        raise Unknown
    return item


def deck_of(room: Room, deck_id: int) -> Deck:
    """A deck of the sitting's plan, or the one on stage."""
    deck = Deck.objects.filter(pk=deck_id).first()
    if deck is None:
        raise Unknown
    if deck_id != room.deck_id and not AgendaItem.objects.filter(sitting_id=room.sitting_id, deck=deck).exists():
        raise Unknown
    return deck


def question_of(room: Room, question_id: int) -> AskedQuestion:
    question = AskedQuestion.objects.filter(room=room, pk=question_id).first()
    if question is None:
        raise Unknown
    question.room = room
    return question


def message_of(room: Room, message_id: int, person: Person) -> ChatMessage:
    """A line that the person can read: those of the team exist for the team only."""
    message = ChatMessage.objects.filter(room=room, pk=message_id).first()
    if message is None:
        raise Unknown
    if message.channel == ChatChannel.BACKSTAGE and Right.BACKSTAGE not in rights_in(person, room.sitting.webinar):
        raise Unknown
    message.room = room
    return message


def person_of(room: Room, person_id: int) -> Person:
    """Somebody who may be in the room; everybody else is unknown here."""
    person = Person.objects.select_related("administration").filter(pk=person_id).first()
    if person is None or not rights_in(person, room.sitting.webinar):
        raise Unknown
    return person


def activity_of(room: Room, activity_id: int) -> Activity:
    activity = Activity.objects.select_related("question").filter(room=room, pk=activity_id).first()
    if activity is None:
        raise Unknown
    activity.room = room
    return activity


@dataclass(frozen=True)
class Sight:
    """How much of an attendance a person sees. ``administrations``: people of these only; None: everybody."""

    administrations: frozenset[int] | None
    may_correct: bool


def _sight(person: Person, webinar: Webinar) -> Sight:
    """With the right: everybody. Else a national coordinator sees their own people, when the webinar has any."""
    rights = rights_in(person, webinar)
    if Right.SEE_ATTENDANCE in rights:
        return Sight(None, Right.CORRECT_ATTENDANCE in rights)
    may_coordinate = person.is_active and people_access.has_right(person, people_access.Right.COORDINATE)
    if person.is_authenticated and may_coordinate and webinar.state in FOR_PEOPLE:
        scope = person.grants.filter(role=Role.NATIONAL_COORDINATOR, administration__isnull=False)
        own = frozenset(scope.values_list("administration_id", flat=True))
        if Registration.objects.placed().filter(webinar=webinar, person__administration__in=own).exists():
            return Sight(own, False)
    if not rights:
        raise Unknown
    raise Insufficient(Right.SEE_ATTENDANCE)


def get_sitting_attendance(person: Person, sitting_id: int) -> tuple[Sitting, Sight]:
    """A sitting whose attendance the person may see, and how much of it. Rehearsals have none."""
    sitting = Sitting.objects.select_related("webinar").filter(pk=sitting_id, is_rehearsal=False).first()
    if sitting is None:
        raise Unknown
    return sitting, _sight(person, sitting.webinar)


def get_webinar_attendance(person: Person, slug: str) -> tuple[Webinar, Sight]:
    webinar = Webinar.objects.filter(slug=slug).first()
    if webinar is None:
        raise Unknown
    return webinar, _sight(person, webinar)


def get_item(person: Person, item_id: int, right: Right) -> AgendaItem:
    item = AgendaItem.objects.select_related("sitting__webinar").filter(pk=item_id).first()
    if item is None:
        raise Unknown
    check(person, item.sitting.webinar, right)
    return item


def get_prepared(person: Person, activity_id: int, right: Right) -> Activity:
    """An activity for its page, outside of the room."""
    activity = Activity.objects.select_related("room__sitting__webinar").filter(pk=activity_id).first()
    if activity is None:
        raise Unknown
    check(person, activity.room.sitting.webinar, right)
    return activity


def get_member(person: Person, member_id: int, right: Right) -> TeamMember:
    member = TeamMember.objects.select_related("webinar").filter(pk=member_id).first()
    if member is None:
        raise Unknown
    check(person, member.webinar, right)
    return member


def get_registration(person: Person, registration_id: int, right: Right) -> Registration:
    registration = Registration.objects.select_related("webinar").filter(pk=registration_id).first()
    if registration is None:
        raise Unknown
    check(person, registration.webinar, right)
    return registration


def get_nominating(person: Person, slug: str) -> tuple[Webinar, list[Administration]]:
    """A webinar as its coordinators see it, and the administrations that the person may nominate for."""
    webinar = get_webinar(person, slug, Right.SEE)
    own = people_access.coordinated_by(person)
    if not own:
        raise Insufficient(people_access.Right.COORDINATE)
    return webinar, own


def get_mail(person: Person, mail_id: int, right: Right) -> Mail:
    mail = Mail.objects.select_related("webinar").filter(pk=mail_id).first()
    if mail is None:
        raise Unknown
    check(person, mail.webinar, right)
    return mail


def get_nomination(person: Person, registration_id: int) -> Registration:
    """A nomination that an administration of this coordinator made; nobody else knows of it."""
    registration = (
        Registration.objects.select_related("webinar")
        .filter(
            pk=registration_id,
            source=RegistrationSource.COORDINATOR,
            administration__in=people_access.coordinated_by(person),
        )
        .first()
    )
    if registration is None:
        raise Unknown
    return registration
