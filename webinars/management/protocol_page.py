"""The room's protocol for people: ``docs/protocol.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django.utils.translation import override
from pydantic import BaseModel

from core.refusals import described
from webinars.management.protocol_types import ALIASES, arms, envelopes, models_of, typescript, updates
from webinars.protocol import CLOSE_CODES, SUBPROTOCOL, from_client, to_client, values, views

_HEAD = f"""# The room's protocol

This page is generated from `webinars/protocol` by `make protocol`; the checks hold it fresh.

One WebSocket per person, screen and room at `/ws/rooms/<id>/`, subprotocol `{SUBPROTOCOL}`, JSON text frames, authenticated by
the session cookie; the origin must be the installation's own. A message of the client holds at most 16 kB.

1. The client says `join` with the language it reads, and on a return the last `seq` of each topic it saw.
2. The server answers `welcome`: the whole room, or (`missed`) only what happened since. When many come at once it says
   `wait` first.
3. Commands carry an `id` of the client's own and are answered by `done` (what changed is on disk) or `refused` (nothing
   changed; the code says why). A command sent again with the same `id` is carried out once.
4. Recorded events carry a `topic` and its gapless `seq`. They replace a view whole, so that a repeat is harmless; after a gap
   the client joins again.
5. Ticks carry what is counted: only the latest value matters, and a slow line gets fewer of them.
6. The client sends `heartbeat` every 10 seconds; one that is silent for 45 seconds is disconnected and may come back.

Instants are seconds since 1970-01-01T00:00Z by the server's clock. Codes travel, never sentences: a text that exists in
several languages arrives as `{{"text", "lang"}}` in the reader's language, or in the fallback's, as `lang` says.
"""


def _type(annotation: Any) -> str:
    return typescript(annotation).replace("|", "\\|")


def _limits(model: type[BaseModel], name: str) -> str:
    schema = model.model_fields[name]
    said = []
    for note in schema.metadata:
        for attribute, words in (("min_length", "at least {} long"), ("max_length", "at most {} long")):
            if getattr(note, attribute, None):
                said.append(words.format(getattr(note, attribute)))
        for attribute, words in (("ge", "from {}"), ("le", "to {}")):
            if getattr(note, attribute, None) is not None and abs(getattr(note, attribute)) < 2**53:
                said.append(words.format(getattr(note, attribute)))
    if not schema.is_required():
        said.append(f"default `{json.dumps(schema.get_default(call_default_factory=True), default=str)}`")
    return ", ".join(said)


def _example(annotation: Any, name: str = "") -> Any:
    """A plausible value, the same at every run."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation is values.LocalText:
        return {"text": "Valuation", "lang": "en"}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _example_of(annotation)
    if origin is Annotated:
        return _example(arguments[0], name)
    if origin is Literal:
        return arguments[0]
    if origin in (Union, UnionType):
        return _example(next(arm for arm in arguments if arm is not NoneType), name)
    if origin is list:
        return [_example(arguments[0], name)]
    if origin is dict:
        return {str(_example(arguments[0], name)): _example(arguments[1], name)}
    if annotation is float:
        return 1782000000.5 if name.endswith(("_at", "now", "_from", "_until", "_ends")) else 2.5
    if annotation is str:
        return name or "text"
    return True if annotation is bool else 12 if annotation is int else None


_TEXTS = {"id": "c1", "country": "KE", "time_zone": "Africa/Nairobi", "code": "room.not_open", "initials": "AK"}


def _example_of(model: type[BaseModel], *, brief: bool = False) -> dict[str, Any]:
    example: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if brief and not field.is_required() and name not in {"type", "missed"}:
            continue
        value = _example(field.annotation, name)
        example[name] = _TEXTS.get(name, value) if isinstance(value, str) else value
    if model is values.AnswerResponse:
        example = {"choices": [12]}
    return example


def _section(model: type[BaseModel], *, example: bool = True) -> Iterator[str]:
    name: Any = model.model_fields["type"].annotation if "type" in model.model_fields else None
    title = f"`{get_args(name)[0]}`" if name else f"`{model.__name__}`"
    yield f"### {title}"
    yield ""
    if doc := model.__dict__.get("__doc__"):
        yield " ".join(doc.replace("``", "`").split())
        yield ""
    fields = [field for field in model.model_fields if field != "type"]
    if model is values.LocalText:
        yield "| Field | Type | |\n|---|---|---|\n| `text` | string | |\n| `lang` | Language | |\n"
        return
    if fields:
        yield "| Field | Type | |"
        yield "|---|---|---|"
        for field in fields:
            yield f"| `{field}` | {_type(model.model_fields[field].annotation)} | {_limits(model, field)} |".replace(
                "  |", " |"
            )
        yield ""
    if example:
        brief = model in (to_client.Welcome,)
        yield "```json"
        yield json.dumps(_example_of(model, brief=brief), ensure_ascii=False)
        yield "```"
        yield ""


def page() -> str:
    lines = [_HEAD]
    lines += ["## What the client says", "", f"{' '.join((from_client.__doc__ or '').replace('``', '`').split())}", ""]
    for model in arms(from_client.AnyCommand):
        lines += _section(model)
    lines += ["## What the server says", "", f"{' '.join((to_client.__doc__ or '').replace('``', '`').split())}", ""]
    for model in envelopes():
        lines += _section(model)
    lines += ["## Recorded events", "", "Each travels as `event` of a `Recorded`.", ""]
    for model in arms(to_client.AnyEvent):
        lines += _section(model, example=False)
    lines += ["## Updates in a tick", ""]
    for model in updates():
        lines += _section(model)
    lines += ["## Views", "", f"{' '.join((views.__doc__ or '').split())}", ""]
    for model in [*models_of(views), *models_of(values)]:
        lines += _section(model, example=False)
    lines += ["## Words", ""]
    for literal, name in ALIASES.items():
        lines.append(f"- `{name}`: {', '.join(f'`{value}`' for value in get_args(literal))}")
    lines += ["", "## Close codes", "", "| Code | Meaning | What the client does |", "|---|---|---|"]
    for number, (meaning, then) in CLOSE_CODES.items():
        lines.append(f"| {number} | {meaning} | {then} |")
    lines += ["", "## Refusal codes", "", "| Code | In English |", "|---|---|"]
    with override("en"):
        for code, text in sorted(described().items()):
            lines.append(f"| `{code}` | {text} |")
    return "\n".join(lines) + "\n"
