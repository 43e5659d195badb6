"""The room's protocol as TypeScript types: ``frontend/src/protocol.ts``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from webinars.protocol import from_client, to_client, values, views

HEAD = "// Generated from webinars/protocol. Do not edit: run `make protocol`.\n"
BASES = {values.Strict, from_client.Command, to_client.Event}
ALIASES: dict[Any, str] = {
    value: name for name, value in vars(values).items() if get_origin(value) is Literal and name.isidentifier()
}
SIMPLE: dict[Any, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    NoneType: "null",
    Any: "unknown",
}


def models_of(module: ModuleType) -> list[type[BaseModel]]:
    """The messages or values that ``module`` defines, in its own order."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, BaseModel)
        and value.__module__ == module.__name__
        and value not in BASES
    ]


def arms(union: Any) -> list[Any]:
    """The members of a union, with or without annotations."""
    while get_origin(union) is Annotated:
        union = get_args(union)[0]
    return list(get_args(union))


def typescript(annotation: Any) -> str:
    """The TypeScript type of what an annotation is on the wire."""
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if annotation in SIMPLE:
        return SIMPLE[annotation]
    if origin is Annotated:
        return typescript(arguments[0])
    if origin is Literal:
        return ALIASES.get(annotation) or " | ".join(json.dumps(value) for value in arguments)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(typescript(arm) for arm in arguments))
    if origin is list:
        item = typescript(arguments[0])
        return f"({item})[]" if " | " in item else f"{item}[]"
    if origin is dict:
        key, value = (typescript(argument) for argument in arguments)
        return f"Record<{key}, {value}>" if key in {"string", "number"} else f"Partial<Record<{key}, {value}>>"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.__name__
    raise TypeError(f"{annotation!r} has no TypeScript type yet: add it here.")


def _comment(text: str | None, indent: str = "") -> Iterator[str]:
    if text:
        lines = [line.strip() for line in text.strip().replace("``", "`").splitlines()]
        if len(lines) == 1:
            yield f"{indent}/** {lines[0]} */"
        else:
            yield f"{indent}/**"
            yield from (f"{indent} * {line}".rstrip() for line in lines)
            yield f"{indent} */"


def _interface(model: type[BaseModel], *, said_by_client: bool) -> Iterator[str]:
    """A client may leave out what has a default; the server leaves nothing out."""
    yield from _comment(model.__dict__.get("__doc__"))
    yield f"export interface {model.__name__} {{"
    if model is values.LocalText:
        yield "  text: string;"
        yield "  lang: Language;"
    else:
        for name, field in model.model_fields.items():
            optional = "?" if said_by_client and not field.is_required() else ""
            yield f"  {name}{optional}: {typescript(field.annotation)};"
    yield "}"
    yield ""


def _union(name: str, members: list[str]) -> Iterator[str]:
    yield f"export type {name} ="
    yield "\n".join(f"  | {member}" for member in members) + ";"
    yield ""


def _said_by_client(annotation: Any, found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Every model that a command holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in found:
            found.add(annotation)
            for field in annotation.model_fields.values():
                _said_by_client(field.annotation, found)
    else:
        for argument in get_args(annotation):
            _said_by_client(argument, found)
    return found


def page() -> str:
    by_client: set[type[BaseModel]] = set()
    for command in arms(from_client.AnyCommand):
        _said_by_client(command, by_client)
    lines = [HEAD]
    for literal, name in ALIASES.items():
        lines.append(f"export type {name} = {' | '.join(json.dumps(value) for value in get_args(literal))};")
    lines.append("")
    for module in (values, views, from_client, to_client):
        for model in models_of(module):
            lines.extend(_interface(model, said_by_client=model in by_client))
    lines.extend(_union("AnyCommand", [typescript(arm) for arm in arms(from_client.AnyCommand)]))
    lines.extend(_union("AnyEvent", [typescript(arm) for arm in arms(to_client.AnyEvent)]))
    lines.extend(_union("AnyUpdate", [typescript(arm) for arm in updates()]))
    lines.extend(_union("FromServer", [model.__name__ for model in envelopes()]))
    return "\n".join(lines)


def updates() -> list[Any]:
    """The ephemeral updates that a tick holds."""
    annotation = to_client.Tick.model_fields["updates"].annotation
    return arms(get_args(annotation)[0])


def envelopes() -> list[type[BaseModel]]:
    """What a WebSocket message of the server can be as a whole."""
    inner = {*arms(to_client.AnyEvent), *updates()}
    return [model for model in models_of(to_client) if model not in inner]
