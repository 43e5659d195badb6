"""Every change of people, places and figures leaves an audit entry: an action does, or is in the list of those that need not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

APPS = ("people", "webinars", "programme")

OF_THE_ROOM = "What happens in the room is recorded as events and rows of its own; who was removed or muted is audited."
OF_THE_PLAN = "Words and order of a plan: no person, place or figure changes."
OWN = "A person's own doing about themselves."
EVIDENCE = "Evidence as it arises; what somebody changes of it by hand is a correction, and audited."
OF_MAILS = "A mail tells of a change that was audited."
MADE_UP = "Content that is made up, for a demonstration or a rehearsal, in no figure."

WITHOUT_ENTRY = {
    "people.accounts.add_people": MADE_UP,
    "people.profiles.begin_profile": OWN,
    "people.sessions.let_go_of_sessions": "Sign-ins that ran out by themselves.",
    "programme.announcing.claim_letters": OF_MAILS,
    "programme.announcing.settle_letters": OF_MAILS,
    "webinars.activities._close_overdue": OF_THE_ROOM,
    "webinars.activities.close_activity": OF_THE_ROOM,
    "webinars.activities.hide_activity": OF_THE_ROOM,
    "webinars.activities.open_activity": OF_THE_ROOM,
    "webinars.activities.reveal_activity": OF_THE_ROOM,
    "webinars.agenda.add_item": OF_THE_PLAN,
    "webinars.agenda.change_item": OF_THE_PLAN,
    "webinars.agenda.change_minutes": OF_THE_PLAN,
    "webinars.agenda.move_item": OF_THE_PLAN,
    "webinars.agenda.order_items": OF_THE_PLAN,
    "webinars.agenda.remove_item": OF_THE_PLAN,
    "webinars.answers.record_answers": EVIDENCE,
    "webinars.bounces.record_bounces": OF_MAILS,
    "webinars.chat.say": OF_THE_ROOM,
    "webinars.companions.add_companion": EVIDENCE,
    "webinars.companions.remove_companion": EVIDENCE,
    "webinars.connections.close_connections": EVIDENCE,
    "webinars.connections.close_stale_connections": EVIDENCE,
    "webinars.connections.describe_connections": EVIDENCE,
    "webinars.connections.extend_connections": EVIDENCE,
    "webinars.connections.open_connections": EVIDENCE,
    "webinars.decks.announce_deck": OF_THE_ROOM,
    "webinars.delivery.claim_mails": OF_MAILS,
    "webinars.delivery.settle_mails": OF_MAILS,
    "webinars.demonstration.drop_unfinished": MADE_UP,
    "webinars.demonstration.shift_sitting": MADE_UP,
    "webinars.extra_time.give_extra_time": OF_THE_ROOM,
    "webinars.hands._lower_absent": OF_THE_ROOM,
    "webinars.hands.give_floor": OF_THE_ROOM,
    "webinars.hands.lower_all_hands": OF_THE_ROOM,
    "webinars.hands.lower_hand": OF_THE_ROOM,
    "webinars.hands.raise_hand": OF_THE_ROOM,
    "webinars.lists.drop_list": "Nothing of it was applied.",
    "webinars.lists.forget_lists": "Faults of lists, a day after; what was applied is audited.",
    "webinars.lists.keep_list": "A dry run: nothing is applied yet.",
    "webinars.moderation.set_chat": OF_THE_ROOM,
    "webinars.modules.add_module": OF_THE_PLAN,
    "webinars.past_sittings.record_past_sitting": MADE_UP,
    "webinars.planned_activities.plan_activity": OF_THE_PLAN,
    "webinars.planned_activities.plan_quiz": OF_THE_PLAN,
    "webinars.planned_activities.remove_activity": OF_THE_PLAN,
    "webinars.preparing.prepare_activity": OF_THE_PLAN,
    "webinars.questions.ask": OF_THE_ROOM,
    "webinars.questions.decide_question": OF_THE_ROOM,
    "webinars.questions.vote_question": OF_THE_ROOM,
    "webinars.reactions.react": OF_THE_ROOM,
    "webinars.rehearsals.create_rehearsal": MADE_UP,
    "webinars.rehearsals.remove_rehearsal": MADE_UP,
    "webinars.reminders.queue_reminders": OF_MAILS,
    "webinars.reminders.queue_thanks": OF_MAILS,
    "webinars.replay.answer_in_replay": OWN,
    "webinars.replay.keep_place": OWN,
    "webinars.series.create_series": OF_THE_PLAN,
    "webinars.series.rename_series": OF_THE_PLAN,
    "webinars.standard_evaluation.create_standard_quiz": OF_THE_PLAN,
    "webinars.stage.hand_controls": OF_THE_ROOM,
    "webinars.stage.start_item": OF_THE_ROOM,
    "webinars.stage.take_controls": OF_THE_ROOM,
    "webinars.stage.turn_page": OF_THE_ROOM,
    "webinars.survey_answers.fill_in_survey": EVIDENCE,
}


def _functions(root: Path) -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Module without ``actions``, name, and function, for everything in the apps' actions."""
    for app in APPS:
        folder = root / app / "actions"
        for path in sorted(folder.rglob("*.py")):
            module = ".".join([app, *path.relative_to(folder).with_suffix("").parts])
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef):
                    yield module, node.name, node


def _called(function: ast.FunctionDef) -> set[str]:
    """Names that the function calls, ``audit.record`` whole."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            found.add(called if called == "audit.record" else called.rsplit(".", 1)[-1])
    return found


def _is_action(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator) == "action" for decorator in function.decorator_list)


def _home(module: str, name: str) -> str:
    """Where a called name is looked for: a private one in its own module, another one anywhere in the app."""
    return module if name.startswith("_") else module.split(".")[0]


def actions(root: Path) -> dict[str, bool]:
    """Each action, and whether it leads to ``audit.record``, by itself or through what it calls in its app's actions."""
    every = list(_functions(root))
    calls: dict[tuple[str, str], list[tuple[str, set[str]]]] = {}
    for module, name, function in every:
        calls.setdefault((_home(module, name), name), []).append((module, _called(function)))

    def records(module: str, called: set[str], seen: frozenset[tuple[str, str]] = frozenset()) -> bool:
        if "audit.record" in called:
            return True
        further = {key for name in called if (key := (_home(module, name), name)) in calls} - seen
        return any(records(*place, seen | further) for key in further for place in calls[key])

    return {
        f"{module}.{name}": records(module, _called(function))
        for module, name, function in every
        if _is_action(function)
    }


def test_every_action_leaves_an_entry_or_need_not(root: Path) -> None:
    """A new one fails here: let it call ``audit.record``, or say in ``WITHOUT_ENTRY`` why it need not."""
    found = actions(root)
    assert sorted(name for name, records in found.items() if not records and name not in WITHOUT_ENTRY) == []


def test_nothing_in_the_list_leaves_an_entry_or_is_gone(root: Path) -> None:
    found = actions(root)
    assert sorted(name for name in WITHOUT_ENTRY if name not in found or found[name]) == []
