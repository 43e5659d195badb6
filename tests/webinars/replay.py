"""What a client does with a room's events, in Python: the mirror of ``frontend/src/room/store.ts``."""

from __future__ import annotations

from typing import Any

State = dict[str, dict[str, Any]]
"""``room``, ``team`` and ``mine`` as a welcome holds them."""
SHOWN = ("published", "answering", "answered")


def put(rows: list[dict[str, Any]], view: dict[str, Any]) -> list[dict[str, Any]]:
    """``view`` in the place of the one with its id, or at the end."""
    if any(row["id"] == view["id"] for row in rows):
        return [view if row["id"] == view["id"] else row for row in rows]
    return [*rows, view]


def without(rows: list[dict[str, Any]], gone: int) -> list[dict[str, Any]]:
    return [row for row in rows if row["id"] != gone]


def apply(state: State, topic: str, event: dict[str, Any]) -> None:
    """Take ``event`` of ``topic`` (room, team or me) in. Doing so twice changes nothing."""
    name = event["type"].replace(".", "_")
    globals()[f"_{name}"](state, topic, event)


def votes(state: State, counts: dict[int, int]) -> None:
    for row in state["room"]["questions"]:
        row["votes"] = counts.get(row["id"], row["votes"])


def tally(state: State, topic: str, update: dict[str, Any]) -> None:
    for row in state[topic]["activities"]:
        if row["id"] == update["activity"]:
            row["answered"], row["results"] = update["answered"], update["results"]


def _stage_changed(state: State, topic: str, event: dict[str, Any]) -> None:
    state["room"]["stage"] = event["stage"]


def _deck_changed(state: State, topic: str, event: dict[str, Any]) -> None:
    held = state["room"]["stage"]["deck"]
    if held is not None and held["id"] == event["deck"]["id"]:
        state["room"]["stage"]["deck"] = event["deck"]


def _agenda_changed(state: State, topic: str, event: dict[str, Any]) -> None:
    state["room"]["agenda"] = sorted(put(state["room"]["agenda"], event["item"]), key=lambda row: row["position"])


def _activity_changed(state: State, topic: str, event: dict[str, Any]) -> None:
    rows = put(state[topic]["activities"], event["activity"])
    state[topic]["activities"] = sorted(rows, key=lambda row: (row["position"], row["id"]))


def _question_changed(state: State, topic: str, event: dict[str, Any]) -> None:
    question = event["question"]
    where = state["mine" if topic == "me" else topic]
    held = {"room": SHOWN, "team": ("pending",), "me": ("pending", "declined")}[topic]
    rows = (
        put(where["questions"], question) if question["state"] in held else without(where["questions"], question["id"])
    )
    where["questions"] = sorted(rows, key=lambda row: row["id"])


def _question_removed(state: State, topic: str, event: dict[str, Any]) -> None:
    state["room"]["questions"] = without(state["room"]["questions"], event["question"])


def _message_changed(state: State, topic: str, event: dict[str, Any]) -> None:
    state[topic]["messages"] = put(state[topic]["messages"], event["message"])


def _hand_changed(state: State, topic: str, event: dict[str, Any]) -> None:
    hand = event["hand"]
    up = hand["state"] != "lowered"
    if topic == "me":
        state["mine"]["hand"] = hand if up else None
        return
    others = [row for row in state["team"]["hands"] if row["person"]["id"] != hand["person"]["id"]]
    state["team"]["hands"] = sorted([*others, hand] if up else others, key=lambda row: row["raised_at"])


def _muted(state: State, topic: str, event: dict[str, Any]) -> None:
    state["mine"]["muted"] = event["muted"]


def _extra_time_given(state: State, topic: str, event: dict[str, Any]) -> None:
    state["mine"]["extra_percent"] = event["percent"]


def _companions_changed(state: State, topic: str, event: dict[str, Any]) -> None:
    state["mine"]["companions"] = event["companions"]
